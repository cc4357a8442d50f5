"""The day on which an article was printed, where only its address or its text tells it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

from geodata.claims.dates import DateReader, When, find_dates
from geodata.claims.dates.periods import real_day
from geodata.claims.lexicon import Lexicon
from geodata.model import Article, DateBasis, DatePrecision

_IN_ADDRESS = re.compile(r"[/_-](?P<year>20\d\d)[/_-](?P<month>\d\d?)[/_-](?P<day>\d\d?)(?!\d)")
_HEAD = 1_500
"""Characters at the start of a page in which datelines and "Published: …" stand."""
_PLACE = re.compile(r"[A-Z][\w'’.-]*(?:,?\s[A-Z][\w'’.-]*){0,4},\s")
_AGENCY = re.compile(r",?\s*(?:\([^)\n]{2,30}\)\s*)?(?:[-–—]|\.\s/)")
_YEARS_ON = 5
"""A weekday, day and month fit one year of five or six."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]?")


def date_article(article: Article, lexicon: Lexicon) -> Article:
    """Date an undated article as far as its address or its text tells the day; never guess.

    Where they only bound it (no day before one that the text tells as past), the day stays
    unknown, and the note says what is known.
    """
    if article.published_at is not None:
        return article
    day = _day_in_address(article.url)
    if day is not None:
        return _with_day(article, day, DateBasis.METADATA, f"The page's address has {day}.")
    reader = lexicon.dates
    found = _dateline(article.text, reader)
    if found is not None:
        day, words = found
        note = f"The text begins with or names as its day “{words}”: {day}."
        return _with_day(article, day, DateBasis.INFERRED, note)
    note = _bounds(article.text, reader)
    return replace(article, published_note=note) if note else article


def _with_day(article: Article, day: date, basis: DateBasis, note: str) -> Article:
    moment = datetime.combine(day, time(), UTC)
    return replace(article, published_at=moment, published_basis=basis, published_note=note)


def _day_in_address(url: str) -> date | None:
    found = _IN_ADDRESS.search(url)
    return real_day(int(found["year"]), int(found["month"]), int(found["day"])) if found else None


def _dateline(text: str, reader: DateReader) -> tuple[date, str] | None:
    """As in "LONDON, 3 May 2024 —", "Published: 12 May 2023": the day and the words."""
    head = text[:_HEAD]
    for when in find_dates(head, reader, None):
        if when.precision is DatePrecision.DAY and (
            _opens_story(head, when) or _is_page_line(head, when, reader)
        ):
            return when.day, when.words
    earliest = _latest_past(text, reader)
    if earliest is None:
        return None
    # "Sunday, April 27" without a year: the year after which it cannot be told otherwise
    for when in find_dates(head, reader, None, after=earliest.first):
        weekday = reader.words.weekdays.get(re.split(r"\W", when.words.lower())[0])
        if weekday is not None and _opens_story(head, when):
            years = range(when.day.year, when.day.year + _YEARS_ON)
            days = (real_day(year, when.day.month, when.day.day) for year in years)
            fitting = [day for day in days if day is not None and day.weekday() == weekday]
            return (fitting[0], when.words) if fitting else None
    return None


def _opens_story(head: str, when: When) -> bool:
    """Tell whether a place stands before the date on its line, and an agency or dash behind."""
    line = head[head.rfind("\n", 0, when.start) + 1 : when.start]
    return bool(_PLACE.fullmatch(line) and _AGENCY.match(head, when.end))


def _is_page_line(head: str, when: When, reader: DateReader) -> bool:
    """As in "Published on 12 May 2023" on a line of its own."""
    line = head[head.rfind("\n", 0, when.start) + 1 : when.start]
    words = line.lower().replace(":", " ").split()
    return bool(words) and " ".join(words) in reader.words.lists["page_lines"]


def _bounds(text: str, reader: DateReader) -> str:
    """What the text tells of its day without naming it, in words."""
    notes = []
    undated = _datelines_without_year(text, reader)
    if undated:
        notes.append(f"The text begins with “{undated[0]}”, without a year.")
    past = _latest_past(text, reader)
    if past is not None:
        notes.append(f"Printed on {past.first} or later: the text tells of “{past.words}”.")
    coming = _earliest_coming(text, reader)
    if coming is not None:
        notes.append(f"Printed by {coming.last}: “{coming.words}” was yet to come.")
    return " ".join(notes)


def _datelines_without_year(text: str, reader: DateReader) -> list[str]:
    head = text[:_HEAD]
    some_day = date(2000, 1, 1)  # any will do: the year is not used
    return [
        when.words
        for when in find_dates(head, reader, None, after=some_day)
        if when.precision is DatePrecision.DAY and _opens_story(head, when)
    ]


def _latest_past(text: str, reader: DateReader) -> When | None:
    """The latest date with its year in a sentence that speaks of nothing to come."""
    lists = reader.words.lists
    dates = _full_dates(text, reader, without=lists["to_come"] | lists["maybe_to_come"])
    return max(dates, key=lambda when: when.first, default=None)


def _earliest_coming(text: str, reader: DateReader) -> When | None:
    dates = _full_dates(text, reader, with_one_of=reader.words.lists["to_come"])
    return min(dates, key=lambda when: when.last, default=None)


def _full_dates(
    text: str,
    reader: DateReader,
    *,
    without: frozenset[str] = frozenset(),
    with_one_of: frozenset[str] = frozenset(),
) -> Iterator[When]:
    """Dates that carry their year, in sentences with and without certain words."""
    for sentence in _SENTENCE.finditer(text):
        if not _YEAR.search(sentence.group()):
            continue
        words = set(sentence.group().split())  # as written: "May" is no "may"
        if without.isdisjoint(words) and (not with_one_of or not with_one_of.isdisjoint(words)):
            yield from find_dates(sentence.group(), reader, None)
