"""Links: one name in the URL per field of a choice, each checked by itself."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from math import isfinite
from typing import Any

from geodata.settings import Worldview

View = tuple[float, float, float]
"""Longitude and latitude of the middle of the map, and zoom."""
Bounds = tuple[float, float, float, float]
"""West, south, east and north of what the map is to show."""
HOME_BOUNDS: Bounds = (22.0, 44.0, 41.0, 53.5)
"""Where a map opens when nothing is drawn."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,79}")
_PLUS = re.compile(r" (?=\d\d:?\d\d$)")
"""A zone's plus that stood in a link as it is: there it means a space."""
_LONGEST_NAME = 500
_MOST_VALUES = 200
_FIRST_TOO_MANY = 1_000_000
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)


def is_id(text: str) -> bool:
    """Tell whether text has the form of an id; nothing else is ever sent into the map."""
    return _ID.fullmatch(text) is not None


def _id(text: str) -> str:
    if not is_id(text):
        raise ValueError
    return text


def _text(text: str) -> str:
    """Take a source's own name for itself: any text, for it only ever meets the store."""
    if not text or len(text) > _LONGEST_NAME:
        raise ValueError
    return text


def _number(text: str) -> int:
    number = int(text)
    if not 0 < number < _FIRST_TOO_MANY:
        raise ValueError
    return number


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(_PLUS.sub("+", text))
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError
    return day


def day_of(value: object) -> date | None:
    """Read a day, whoever sent it; None if it is not one."""
    try:
        return _day(value) if isinstance(value, str) else None
    except ValueError:
        return None


def view_of(value: object) -> View | None:
    """Read a place on the map and a zoom, whoever sent them; None if they are not that."""
    if not isinstance(value, Sequence) or len(value) != 3:
        return None
    if not all(isinstance(number, int | float) and isfinite(number) for number in value):
        return None
    lon, lat, zoom = value
    on_map = -180 <= lon <= 180 and -85 <= lat <= 85 and 2 <= zoom <= 18
    return rounded_view(lon, lat, zoom) if on_map else None


def _view(text: str) -> View:
    view = view_of([float(part) for part in text.split(",")])
    if view is None:
        raise ValueError
    return view


def rounded_view(lon: float, lat: float, zoom: float) -> View:
    """Round to what a link carries (some 10 m), so that a link reopens exactly what it names."""
    return (round(lon, 4), round(lat, 4), round(zoom, 2))


def _listed_view(view: View) -> str:
    return ",".join(f"{number:g}" if number == int(number) else str(number) for number in view)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One name in the URL and the field it stands for."""

    field: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    form: str
    several: bool = False


Parameters = Mapping[str, Parameter]


def voice(field: str) -> Parameter:
    """Name whoever speaks, or is spoken of."""
    return record(field, "an actor")


def outlet(field: str) -> Parameter:
    """Name one source."""
    return Parameter(field, _text, str, "the code of a source")


def day(field: str) -> Parameter:
    """Name a day."""
    return Parameter(field, _day, date.isoformat, "a day such as 2025-04-26")


def several(parameter: Parameter) -> Parameter:
    """Let a parameter be given several times: its field is a set."""
    return Parameter(parameter.field, parameter.read, parameter.write, parameter.form, several=True)


def one_of(field: str, words: type[StrEnum]) -> Parameter:
    """Name one of a few words."""
    return Parameter(field, words, str, f"one of {', '.join(words)}")


def number(field: str) -> Parameter:
    """Name a number of things, from 1."""
    return Parameter(field, _number, str, "a number")


def record(field: str, what: str) -> Parameter:
    """Name a record by its id; `what` says of what kind it is: "an article"."""
    return Parameter(field, _id, str, f"the code of {what}")


def place(field: str) -> Parameter:
    """Name a place by its id."""
    return record(field, "a place")


def switch(field: str, word: str) -> Parameter:
    """Name what is as usual unless the link says `word`; the field is true if it does."""

    def read(text: str) -> bool:
        if text != word:
            raise ValueError
        return True

    return Parameter(field, read, lambda _: word, f"“{word}”, or left away")


KNOWN_AT = Parameter(
    "known_at", _moment, datetime.isoformat, "a time with zone such as 2025-04-26T18:00+00:00"
)
VIEW = Parameter("view", _view, _listed_view, "longitude,latitude,zoom")
WORLDVIEW = one_of("worldview", Worldview)


def write_fields(choice: object, parameters: Parameters) -> dict[str, list[str]]:
    """Write the fields of a choice that are set; sets are parameters given several times."""
    fields = {parameter.field for parameter in parameters.values()}
    return write_values({field: getattr(choice, field) for field in fields}, parameters)


def write_values(fields: Mapping[str, Any], parameters: Parameters) -> dict[str, list[str]]:
    """Write fields that are set, by their names; sets are parameters given several times."""
    link: dict[str, list[str]] = {}
    for name, parameter in parameters.items():
        value = fields.get(parameter.field)
        if value:
            values = sorted(value) if parameter.several else [value]
            link[name] = [parameter.write(one) for one in values]
    return link


def read_fields(
    link: Mapping[str, Sequence[str]], parameters: Parameters
) -> tuple[dict[str, Any], list[str]]:
    """Read what of a link can be understood; names that are not ours stay unread.

    Returns: the fields, and a sentence for each parameter that was left out.
    """
    fields: dict[str, Any] = {}
    problems: list[str] = []
    for name, parameter in parameters.items():
        values = link.get(name, ())
        if not values:
            continue
        try:
            fields[parameter.field] = _read(values, parameter)
        except (ValueError, OverflowError):
            shown = values[-1][:60]
            problems.append(
                f"The link's “{name}” is {shown!r}; it must be {parameter.form}. It was left out."
            )
    return fields, problems


def _read(values: Sequence[str], parameter: Parameter) -> Any:
    if len(values) > (_MOST_VALUES if parameter.several else 1):
        raise ValueError
    read = [parameter.read(value) for value in values]
    return frozenset(read) if parameter.several else read[0]
