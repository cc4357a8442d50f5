"""Finds date expressions in a stretch of text and says which days they mean."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from geodata.claims.dates.kinds import NEEDS, Pieces, kinds_of
from geodata.claims.dates.periods import Period
from geodata.claims.dates.readings import NOT_HERE, READINGS, Known
from geodata.claims.dates.words import DateWords, first_words, read_words
from geodata.model import DatePrecision

_WORD = re.compile(r"\w+|['’]s\b")
_POSSESSIVE = ("'s", "’s")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date in the text: offsets, the days it means, and how exact it is."""

    start: int
    end: int
    words: str
    first: date
    last: date
    day: date
    """Under which a claim is filed: the day itself, or the first of its month or year."""
    precision: DatePrecision
    role: str
    """at | since | until | owner ("Saturday's", "its August")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """As in "a day after": how far the main clause is from what follows."""

    start: int
    end: int
    words: str
    count: int
    """Negative for "before"."""
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReader:
    """The date words of a language, compiled."""

    words: DateWords
    patterns: Mapping[str, re.Pattern[str]]
    lag: re.Pattern[str]
    starts: frozenset[str]
    """Words in lower case with which a date can begin, besides numbers."""
    triggers: Mapping[str, frozenset[str]]
    """In lower case; a text without any of them, and without a number, names no day. Each with
    its sorts (see `kinds.NEEDS`)."""
    any_of: Mapping[str, re.Pattern[str]]
    """Sort of words -> a pattern that tells at once whether any kind that needs it fits."""

    def may_date(self, words: Collection[str]) -> bool:
        """Tell cheaply whether words in lower case can hold a date."""
        return not self.triggers.keys().isdisjoint(words) or any(map(_may_be_year, words))

    def may_begin(self, word: str) -> bool:
        """Tell cheaply whether a word in lower case can be the first of a date."""
        return word in self.starts or word[0].isdigit()

    def sorts_of(self, words: Collection[str]) -> frozenset[str]:
        """The sorts of words, of those that dates have to have, which stand among these."""
        sorts = {sort for word in words for sort in self.triggers.get(word, ())}
        return frozenset(sorts | {"year"} if any(map(_may_be_year, words)) else sorts)


def _may_be_year(word: str) -> bool:
    return len(word) >= 4 and word[0].isdigit()


def build_reader(tables: Mapping[str, Any]) -> DateReader:
    """Compile the tables of a date file. Raises KeyError or ValueError: they make no sense."""
    words = read_words(tables)
    kinds = kinds_of(words)
    bare = {kind: re.sub(r"\?P<\w+>", "?:", text) for kind, text in kinds.items()}
    p = Pieces.of(words)
    return DateReader(
        words=words,
        patterns={kind: re.compile(text) for kind, text in kinds.items()},
        lag=re.compile(
            rf"(?<!\w)(?:(?P<count>{p.count})\s|the\s|(?=hours))(?P<unit>{p.unit})\s(?P<way>after|before)"
            r"(?=\s\w)"
        ),
        starts=first_words(words),
        triggers=_triggers(words),
        any_of={
            sort: re.compile("|".join(bare[kind] for kind in kinds if sort in NEEDS[kind]))
            for sort in frozenset().union(*NEEDS.values())
        },
    )


def _triggers(words: DateWords) -> dict[str, frozenset[str]]:
    """Words without which nothing is a date, and the sorts of each."""
    lists = {
        "month": words.months,
        "weekday": words.weekdays,
        "season": words.seasons,
        "unit": (*words.units, "weekend"),
        "moment": [phrase.split()[-1] for phrase in words.moments],
    }
    every = {word for listed in lists.values() for word in listed}
    return {
        word: frozenset(sort for sort, listed in lists.items() if word in listed) for word in every
    }


def find_dates(  # noqa: PLR0913 - all that a date can count from
    text: str,
    reader: DateReader,
    published: date | None,
    *,
    offset: int = 0,
    named: date | None = None,
    after: date | None = None,
) -> list[When]:
    """Find the dates that a stretch of text gives, in text order.

    A bare month or weekday is the last one not after publication; "the next day" counts from
    `named`, the day named last. Without a day of publication only what carries its own year
    counts, or a day and month, as the first such after `after`, a date named before. Days yet to
    come at publication are left out.
    """
    known = Known(published=published, named=named or published, after=after, words=reader.words)
    found = []
    end = 0
    words = _words_up_to_last(text, reader)
    sorts = reader.sorts_of([low for _, low in words])
    for word, low in words:
        if word.start() < end or not reader.may_begin(low):
            continue
        match, period = _read(text, word.start(), (reader, sorts), known)
        end = word.end() if match is None else match.end()
        if match is None or period is None:
            continue
        if published is not None and period.first > published:
            continue
        role = _role(match, text, reader.words)
        period = period.until(published)
        if role == "since":
            period = period.open_until(published)
        if role == "at" and period.precision is DatePrecision.DAY:
            known = replace(known, named=period.day)
        found.append(
            When(
                start=match.start() + offset,
                end=match.end() + offset,
                words=match.group(),
                first=period.first,
                last=period.last,
                day=period.day,
                precision=period.precision,
                role=role,
            )
        )
    return found


def _words_up_to_last(text: str, reader: DateReader) -> list[tuple[re.Match[str], str]]:
    """The words of a text, also in lower case, up to the last that a date can have to have."""
    words = [(word, word.group().lower()) for word in _WORD.finditer(text)]
    while words and not reader.may_date(words[-1][1:]):
        words.pop()
    return words


def find_lags(text: str, reader: DateReader, *, offset: int = 0) -> Iterator[Lag]:
    """Find what says how far apart two clauses are: "a day after", "two weeks before"."""
    for match in reader.lag.finditer(text):
        number = (match["count"] or "1").lower()
        count = reader.words.numbers.get(number) or int(number)
        yield Lag(
            start=match.start() + offset,
            end=match.end() + offset,
            words=match.group(),
            count=count if match["way"] == "after" else -count,
            unit=reader.words.units[match["unit"].lower()],
        )


def _read(
    text: str, start: int, reading: tuple[DateReader, frozenset[str]], known: Known
) -> tuple[re.Match[str] | None, Period | None]:
    """The first kind that fits at a place, and what it means, if that can be told."""
    reader, sorts = reading
    if not any(reader.any_of[sort].match(text, start) for sort in sorts):
        return None, None
    for kind, pattern in reader.patterns.items():
        match = None if sorts.isdisjoint(NEEDS[kind]) else pattern.match(text, start)
        if match is None:
            continue
        period = READINGS[kind](match, known)
        if period is NOT_HERE:
            continue
        return match, period
    return None, None


def _role(match: re.Match[str], text: str, words: DateWords) -> str:
    groups = match.groupdict()
    lead = " ".join((groups.get("lead") or "").lower().split())
    if text.startswith(_POSSESSIVE, match.end()) or match.re.groupindex.get("owned"):
        return "owner"
    if groups.get("next"):
        return "at"  # "from Friday to Saturday"
    for role in ("since", "until"):
        if lead in words.leads[role] or match.group().lower().startswith(f"{role} "):
            return role
    return "at"
