"""What each kind of date expression means: which days, and how exactly."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.claims.dates.periods import (
    Period,
    away,
    calendar_span,
    days,
    month_of,
    real_day,
    season_of,
    shift,
    some_away,
    span,
    weekday_before,
    year_of,
)
from geodata.claims.dates.words import DateWords
from geodata.model import DatePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What expressions count from."""

    published: date | None
    named: date | None
    after: date | None
    words: DateWords


_SOME_DAY = date(1, 1, 1)
NOT_HERE = Period(_SOME_DAY, _SOME_DAY, DatePrecision.DAY, _SOME_DAY)
"""Another kind may fit at this place; None means that no day can be told."""


def _day(match: re.Match[str], known: Known) -> Period | None:
    groups = match.groupdict()
    suffix = "" if groups.get("day") else "_2"
    name = groups.get(f"month{suffix}")
    month = _month(name, known) if name else int(groups["number"])
    number = _number(groups[f"day{suffix}"])
    year = _year(groups.get("year"), month, number, known)
    day = real_day(year, month, number) if year else None
    if day is None:
        return None
    night = match.re.pattern.startswith(r"(?i:on|in)\s(?i:the\snight")
    return days(day, day + timedelta(days=1) if night else day)


def _days(match: re.Match[str], known: Known) -> Period | None:
    """Two days; "April 4 and 20 more" names one."""
    groups = match.groupdict()
    first_number, last_number = _number(groups["day"]), _number(groups["next"])
    first_month = _month(groups["month"], known)
    last_month = _month(groups.get("next_month") or groups["month"], known)
    joined = " and " in match.group() and not groups.get("between")
    if joined and not groups.get("next_month") and last_number != first_number + 1:
        return NOT_HERE
    year = _year(groups["year"], last_month, last_number, known)
    last = real_day(year, last_month, last_number) if year else None
    if year is None or last is None:
        return None
    first = real_day(year if first_month <= last_month else year - 1, first_month, first_number)
    return None if first is None or first > last else days(first, last)


def _month_period(match: re.Match[str], known: Known) -> Period | None:
    groups = match.groupdict()
    month = _month(groups["month"], known)
    part = _part(groups.get("part"), known)
    given = groups.get("year")
    if groups.get("back"):
        return month_of(known.published.year - 1, month, part) if known.published else None
    year = int(given) if given else None
    if year is None and known.published is not None:
        first = month_of(known.published.year, month, part).first
        year = known.published.year - (first > known.published)
    return month_of(year, month, part) if year else None


def _season(match: re.Match[str], known: Known) -> Period | None:
    groups = match.groupdict()
    first_month = known.words.seasons[groups["season"].lower()]
    if groups.get("year"):
        return season_of(int(groups["year"]), first_month)
    if groups["season"].lower() == "fall" and not groups.get("last"):
        return NOT_HERE  # "in the fall of the town"
    if known.published is None:
        return None
    year = known.published.year
    latest = season_of(year, first_month)
    going_on = latest.last >= known.published
    if latest.first > known.published or (going_on and _is_last(groups.get("last"), known)):
        year -= 1
    return season_of(year, first_month)


def _year_period(match: re.Match[str], known: Known) -> Period | None:
    groups = match.groupdict()
    part = _part(groups.get("part"), known)
    if groups.get("year"):
        return year_of(int(groups["year"]), part)
    if known.published is None:
        return None
    return year_of(known.published.year - bool(groups.get("back")), part)


def _anchored(match: re.Match[str], known: Known) -> Period | None:
    """As in "eight months after the August incursion"."""
    groups = match.groupdict()
    suffix = next(end for end in ("", "_2", "_3") if groups[f"month{end}"])
    month = _month(groups[f"month{suffix}"], known)
    number = _number(groups.get(f"day{suffix}") or "1")
    sign = 1 if groups["way"].lower() == "after" else -1
    count, unit = sign * _count(groups["count"], known), _unit(groups["unit"], known)
    year = _year(groups[f"year{suffix}"], month, number, known)
    anchor = real_day(year, month, number) if year else None
    if anchor is None or (suffix == "_3" and unit in {"hour", "day", "week"}):
        return None
    return away(anchor, count, unit)


def _moment(match: re.Match[str], known: Known) -> Period | None:
    moment = known.words.moments[" ".join(match.group().lower().split())]
    origin = known.named if moment.from_named else known.published
    if origin is None:
        return None
    first, last = (shift(origin, number, "day") for number in (moment.first, moment.last))
    return span(first, last, moment.precision)


def _ago(match: re.Match[str], known: Known) -> Period | None:
    """As in "two days ago", "a day later", "several weeks earlier"."""
    groups = match.groupdict()
    way = (groups["way"] or groups["way_2"]).lower()
    lists = known.words.lists
    origin = known.published if way in lists["ago"] else known.named
    if origin is None:
        return None
    sign = 1 if way in lists["later"] else -1
    unit = _unit(groups["unit"] or groups["unit_2"], known)
    if not groups["count"]:
        return some_away(origin, sign, unit)
    return away(origin, sign * _count(groups["count"], known), unit)


def _past_count(match: re.Match[str], known: Known) -> Period | None:
    """As in "in the last two weeks"; "for the last 18 months" says how long, not when."""
    groups = match.groupdict()
    if known.published is None or match.group().lower().startswith("for "):
        return None
    unit = _unit(groups["unit"], known)
    first = shift(known.published, -_count(groups["count"], known), unit)
    precision = DatePrecision.YEAR if unit in {"month", "year"} else DatePrecision.MONTH
    return span(first, known.published, precision)


def _weekday(match: re.Match[str], known: Known) -> Period | None:
    groups = match.groupdict()
    if known.published is None:
        return None
    last = (groups.get("last") or "").lower()
    if last in known.words.lists["coming"]:
        return None
    origin = known.published
    if groups.get("back"):  # "on Friday last week"
        origin = shift(origin, -origin.weekday() - 1, "day")
    elif last in known.words.lists["last"]:
        origin = shift(origin, -1, "day")
    day = weekday_before(origin, known.words.weekdays[groups["weekday"].lower()])
    return days(day, day)


def _weekdays(match: re.Match[str], known: Known) -> Period | None:
    groups = match.groupdict()
    if known.published is None:
        return None
    numbers = [known.words.weekdays[groups[name].lower()] for name in ("weekday", "next")]
    last = weekday_before(known.published, numbers[1])
    return days(weekday_before(last, numbers[0], same=False), last)


def _overnight(match: re.Match[str], known: Known) -> Period | None:
    """Two days, of which the second is named last."""
    if known.published is None:
        return None
    last = weekday_before(known.published, known.words.weekdays[match["weekday"].lower()])
    return days(shift(last, -1, "day"), last)


def _span(match: re.Match[str], known: Known) -> Period | None:
    groups = match.groupdict()
    if known.published is None or match.group().lower().startswith("for "):
        return None
    unit = groups["span"].lower()
    return calendar_span(known.published, unit, 1 if groups.get("back") else 0)


def _is_last(word: str | None, known: Known) -> bool:
    return (word or "").lower() in known.words.lists["last"]


def _month(name: str, known: Known) -> int:
    return known.words.months[name.lower().rstrip(".")]


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _count(word: str, known: Known) -> int:
    return known.words.numbers.get(word.lower()) or int(word)


def _unit(word: str, known: Known) -> str:
    return known.words.units[word.lower()]


def _part(words: str | None, known: Known) -> str:
    return known.words.parts[" ".join(words.lower().split())] if words else ""


def _year(given: str | None, month: int, day: int, known: Known) -> int | None:
    """The year given, else that of the last such day before publication, or the first after."""
    if given:
        return int(given)
    if known.published is not None:
        past = (month, day) <= (known.published.month, known.published.day)
        return known.published.year - (not past)
    if known.after is not None:
        return known.after.year + ((month, day) < (known.after.month, known.after.day))
    return None


READINGS: dict[str, Callable[[re.Match[str], Known], Period | None]] = {
    "iso": _day,
    "dotted": _day,
    "day_range": _days,
    "month_day_range": _days,
    "month_range": _days,
    "night": _day,
    "day_month": _day,
    "month_day": _day,
    "part_of_month": _month_period,
    "month_year": _month_period,
    "month_last": _month_period,
    "month": _month_period,
    "month_owned": _month_period,
    "season_year": _season,
    "season_last": _season,
    "season": _season,
    "part_of_year": _year_period,
    "year": _year_period,
    "year_owned": _year_period,
    "anchored": _anchored,
    "moment": _moment,
    "ago": _ago,
    "past_count": _past_count,
    "overnight": _overnight,
    "weekdays": _weekdays,
    "weekday": _weekday,
    "span": _span,
    "weekend": _span,
}
"""By kind, as in `kinds`."""
