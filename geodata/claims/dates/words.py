"""The words for days and periods of one language, and the pieces of patterns made of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.model import DatePrecision

YEAR = r"(?:19|20)\d\d"
DAY = r"[0-3]?\d(?:st|nd|rd|th)?(?!\d|[.,:]\d)"
_OPENING_LISTS = ("last", "this", "coming", "about", "few", "owners")
_OPENING_WORDS = ("the", "back", "between", "from", "over", "in", "overnight", "earlier", "later")
_LISTS = (
    "times_of_day",
    "last",
    "this",
    "coming",
    "about",
    "few",
    "ago",
    "earlier",
    "later",
    "owners",
    "unsaid",
    "past_saying",
    "present_telling",
    "by_now",
    "page_lines",
    "to_come",
    "maybe_to_come",
    "present_or_noun",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """Days that a phrase means, counted from publication or from the day named last."""

    from_named: bool
    first: int
    last: int
    precision: DatePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """seeds/phrases/<language>_dates.toml, checked."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    parts: Mapping[str, str]
    leads: Mapping[str, Sequence[str]]
    lists: Mapping[str, frozenset[str]]
    moments: Mapping[str, Moment]


def read_words(tables: Mapping[str, Any]) -> DateWords:
    """Check the tables. Raises KeyError or ValueError for what is missing or makes no sense."""
    for name, most in (("months", 12), ("weekdays", 6), ("seasons", 12)):
        wrong = [word for word, number in tables[name].items() if not 0 <= number <= most]
        if wrong:
            raise ValueError(f"[{name}] {wrong[0]} must be a number up to {most}")
    return DateWords(
        months=tables["months"],
        weekdays=tables["weekdays"],
        seasons=tables["seasons"],
        numbers=tables["numbers"],
        units=tables["units"],
        parts=tables["parts"],
        leads={name: tables["leads"][name] for name in ("at", "since", "until", "lasting")}
        | {"part_of_day": tables["leads"]["part_of_day"]},
        lists={name: frozenset(tables["lists"][name]) for name in _LISTS},
        moments={
            words: Moment(
                from_named=table["counts_from"] == "named",
                first=table["first"],
                last=table["last"],
                precision=DatePrecision(table["precision"]),
            )
            for table in tables["moment"]
            for words in table["words"]
        },
    )


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words or phrases, longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered) + ")"


def capital(words: Iterable[str]) -> str:
    """The same for names that are written with a capital, or in capitals."""
    return one_of({form for word in words for form in (word.capitalize(), word.upper())})


def loose(words: Iterable[str]) -> str:
    """The same in any case, as at the start of a sentence."""
    return f"(?i:{one_of(words)})"


def first_words(words: DateWords) -> frozenset[str]:
    """Words with which the expressions of `kinds` can begin, besides numbers."""
    phrases = [
        *(phrase for name in words.leads.values() for phrase in name),
        *(phrase for name in _OPENING_LISTS for phrase in words.lists[name]),
        *words.moments,
        *words.months,
        *words.weekdays,
        *words.seasons,
        *words.numbers,
        *words.parts,
        *words.units,
        *_OPENING_WORDS,
    ]
    return frozenset(phrase.split()[0] for phrase in phrases)
