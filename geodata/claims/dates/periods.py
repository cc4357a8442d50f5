"""Periods of days, and what can be done with them: shift, clip, cut a month or year into parts."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geodata.model import DatePrecision

_PARTS_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_PARTS_OF_YEAR = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}
_UNSAID_NUMBER = {"day": (2, 10), "week": (14, 56), "month": (60, 330)}
"""Days that "several days", "a few weeks", "some months" may stand for."""


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, how exact that is, and the day under which a claim is filed."""

    first: date
    last: date
    precision: DatePrecision
    day: date

    def until(self, last: date | None) -> "Period":
        """The same, lasting no longer than `last`."""
        return self if last is None or last >= self.last else replace(self, last=last)

    def open_until(self, last: date | None) -> "Period":
        """As after "since": from its first day on."""
        return self if last is None else replace(self, last=max(last, self.last))


def days(first: date, last: date) -> Period:
    """Two days at most count as a day (by the second it was so), more as their month or year."""
    if (last - first).days <= 1:
        return Period(first, last, DatePrecision.DAY, last)
    same_month = (first.year, first.month) == (last.year, last.month)
    return span(first, last, DatePrecision.MONTH if same_month else DatePrecision.YEAR)


def span(first: date, last: date, precision: DatePrecision) -> Period:
    """A period filed under the month or year in which its middle lies."""
    middle = first + (last - first) // 2
    if precision is DatePrecision.DAY:
        return Period(first, last, precision, last)
    month = 1 if precision is DatePrecision.YEAR else middle.month
    return Period(first, last, precision, date(middle.year, month, 1))


def month_of(year: int, month: int, part: str = "") -> Period:
    """A month, or its early, middle or late days."""
    end = calendar.monthrange(year, month)[1]
    first, last = _PARTS_OF_MONTH.get(part, (1, 31))
    return Period(
        date(year, month, first),
        date(year, month, min(last, end)),
        DatePrecision.MONTH,
        date(year, month, 1),
    )


def year_of(year: int, part: str = "") -> Period:
    """A year, or its early, middle or late months."""
    first, last = _PARTS_OF_YEAR.get(part, (1, 12))
    end = calendar.monthrange(year, last)[1]
    return Period(date(year, first, 1), date(year, last, end), DatePrecision.YEAR, date(year, 1, 1))


def season_of(year: int, first_month: int) -> Period:
    """Three months; a winter is filed under the year in which it begins."""
    first = date(year, first_month, 1)
    last = shift(first, 3, "month") - timedelta(days=1)
    return Period(first, last, DatePrecision.YEAR, date(year, 1, 1))


def away(day: date, count: int, unit: str) -> Period:
    """As in "three weeks ago": as exact as its unit; a week has no finer name than its month."""
    moved = shift(day, count, unit)
    if unit == "week":
        return span(moved - timedelta(days=3), moved + timedelta(days=3), DatePrecision.MONTH)
    if unit == "month":
        return month_of(moved.year, moved.month)
    if unit == "year":
        return year_of(moved.year)
    return days(moved, moved)


def some_away(day: date, sign: int, unit: str) -> Period | None:
    """As in "several days ago"; None for "some years ago", which could be any."""
    if unit not in _UNSAID_NUMBER:
        return None
    near, far = (shift(day, sign * number, "day") for number in _UNSAID_NUMBER[unit])
    precision = DatePrecision.YEAR if unit == "month" else DatePrecision.MONTH
    return span(min(near, far), max(near, far), precision)


def shift(day: date, count: int, unit: str) -> date:
    """Move a day; the 31st becomes the last day of a shorter month. Stays within years 1-9999."""
    if unit in {"hour", "day", "week"}:
        number = 0 if unit == "hour" else count * (7 if unit == "week" else 1)
        return date.fromordinal(_bounded(day.toordinal() + number, date.max.toordinal()))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(_bounded(months, 9999 * 12, least=12), 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def calendar_span(day: date, unit: str, back: int) -> Period:
    """The week (Monday to Sunday), weekend, month or year of a day, or the `back`-th before it."""
    if unit == "month":
        moved = shift(day, -back, "month")
        return month_of(moved.year, moved.month)
    if unit == "year":
        return year_of(shift(day, -back, "year").year)
    monday = shift(day, -day.weekday() - 7 * back, "day")
    if unit == "weekend" and day.weekday() < 5 and not back:
        monday = shift(monday, -7, "day")  # "over the weekend" in a paper of Monday
    first = shift(monday, 5, "day") if unit == "weekend" else monday
    return span(first, shift(monday, 6, "day"), DatePrecision.MONTH)


def weekday_before(day: date, weekday: int, *, same: bool = True) -> date:
    """The last such weekday that is not after `day`; with `same` False, before it."""
    back = (day.weekday() - weekday) % 7
    return shift(day, -(back if same or back else 7), "day")


def real_day(year: int, month: int, number: int) -> date | None:
    """The day, if the calendar has it."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _bounded(number: int, most: int, *, least: int = 1) -> int:
    return max(least, min(number, most))
