"""When: dates and date words, read against the day of publication."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.model import DatePrecision

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, start=1)} | {"sept": 9}
_MONTH = (
    r"(?P<month>" + "|".join(_MONTHS) + r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?"
)
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_YEAR = r"(?P<year>(?:19|20)\d\d)"

_DAY_MONTH = re.compile(
    rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?:,? {_YEAR})?", re.IGNORECASE
)
_MONTH_DAY = re.compile(
    rf"\b{_MONTH} (?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\d)"
    rf"(?: and (?P<next>[0-3]?\d)\b(?!\d))?(?:,? {_YEAR})?",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(
    rf"\b(?:in|since|last|during|from|until|by|early|late|mid)[ -]{_MONTH}\b(?:,? {_YEAR})?"
    rf"|\b{_MONTH.replace('month', 'month2')} (?P<year2>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR_ONLY = re.compile(
    rf"\b(?:in|since|from|until|by)(?: early| late| mid)?[ -]{_YEAR}\b", re.IGNORECASE
)
_SPANS = ("week", "month", "year")
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)\b")
_RELATIVE = re.compile(
    r"\b(?P<word>yesterday|today|overnight|tonight|this morning|a day after|"
    r"(?:earlier )?this week|last week|last month|last year|" + "|".join(_WEEKDAYS) + r")\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date in the text: offsets, first day of its period, and how exact it is."""

    start: int
    end: int
    day: date
    precision: DatePrecision
    words: str


def find_dates(text: str, offset: int, published: date | None) -> list[When]:
    """Find the dates that a stretch of text gives, in text order.

    A bare month or weekday is the last one not after publication; without a publication date
    only what carries its own year counts.
    """
    found: list[When] = []
    for when in (
        *_full_dates(text, offset, published),
        *_months(text, offset, published),
        *_years(text, offset),
        *_relative(text, offset, published),
    ):
        if all(when.end <= other.start or when.start >= other.end for other in found):
            found.append(when)
    return sorted(found, key=lambda when: when.start)


def _full_dates(text: str, offset: int, published: date | None) -> Iterator[When]:
    for pattern in (_ISO, _DAY_MONTH, _MONTH_DAY):
        for found in pattern.finditer(text):
            groups = found.groupdict()
            month = int(groups["m"]) if groups.get("m") else _month_number(groups["month"])
            number = int(groups["day"])
            if groups.get("next") == str(number + 1):
                number += 1  # "May 4 and 5", not "May 4 and 20 men": by the second day it was so
            year = _year_of(groups.get("year"), month, number, published)
            day = None if year is None else _day(year, month, number)
            if day is not None:
                yield _when(found, offset, day, DatePrecision.DAY)


def _months(text: str, offset: int, published: date | None) -> Iterator[When]:
    for found in _MONTH_ONLY.finditer(text):
        groups = found.groupdict()
        name = groups["month"] or groups["month2"]
        if name == "may" and not groups["year"]:
            continue
        month = _month_number(name)
        year = _year_of(groups["year"] or groups["year2"], month, 1, published)
        if year is not None:
            yield _when(found, offset, date(year, month, 1), DatePrecision.MONTH)


def _years(text: str, offset: int) -> Iterator[When]:
    for found in _YEAR_ONLY.finditer(text):
        yield _when(found, offset, date(int(found["year"]), 1, 1), DatePrecision.YEAR)


def _relative(text: str, offset: int, published: date | None) -> Iterator[When]:
    if published is None:
        return
    for found in _RELATIVE.finditer(text):
        word = found["word"].lower()
        if word.endswith(_SPANS):
            yield _span(found, offset, published, word)
            continue
        if word in _WEEKDAYS:
            back = (published.weekday() - _WEEKDAYS.index(word)) % 7
        elif word in {"yesterday", "a day after"}:
            back = 1
        else:
            back = 0
        yield _when(found, offset, published - timedelta(days=back), DatePrecision.DAY)


def _span(found: re.Match[str], offset: int, published: date, word: str) -> When:
    """A week counts as its month: there is no finer honest precision."""
    if word.endswith("year"):
        return _when(found, offset, date(published.year - 1, 1, 1), DatePrecision.YEAR)
    back = {"this week": 0, "last week": 7, "last month": published.day}
    day = published - timedelta(days=next(n for end, n in back.items() if word.endswith(end)))
    return _when(found, offset, day.replace(day=1), DatePrecision.MONTH)


def _when(found: re.Match[str], offset: int, day: date, precision: DatePrecision) -> When:
    return When(
        start=found.start() + offset,
        end=found.end() + offset,
        day=day,
        precision=precision,
        words=found.group(),
    )


def _month_number(name: str) -> int:
    lowered = name.lower().rstrip(".")
    return _SHORT[lowered if lowered == "sept" else lowered[:3]]


def _year_of(year: str | None, month: int, day: int, published: date | None) -> int | None:
    if year:
        return int(year)
    if published is None:
        return None
    return (
        published.year if (month, day) <= (published.month, published.day) else published.year - 1
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
