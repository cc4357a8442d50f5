"""The reader's choice: voice, actors, sources, days, places, view; to and from the page's URL.

A link is text that anybody can write. Each parameter is checked by itself: one that can't be
understood is left out and named, the others hold.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any

from geodata.errors import SelectionError
from geodata.model import ClaimQuery, Relation, Voice
from geodata.settings import Worldview

View = tuple[float, float, float]
"""Longitude and latitude of the middle of the map, and zoom."""
Bounds = tuple[float, float, float, float]
"""West, south, east and north of what the map is to show."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,79}")
_LONGEST_NAME = 500
_MOST_VALUES = 200
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What the reader looks at. Empty sets and None mean: no restriction."""

    voice: str | None = None
    """Actor whose account alone is shown; None = everybody's."""
    claimants: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    relations: frozenset[Relation] = frozenset()
    sources: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    since: date | None = None
    as_of: date | None = None
    known_at: datetime | None = None
    picked: str | None = None
    """Place whose evidence is open."""
    view: View | None = None
    worldview: Worldview | None = None
    """By whose view borders are drawn; None = the installation's own."""

    def __post_init__(self) -> None:
        if self.since and self.as_of and self.since > self.as_of:
            raise SelectionError(f"The first day ({self.since}) is after the last ({self.as_of}).")

    @property
    def narrowing(self) -> "Selection":
        """The part that decides what is drawn, without pick and view."""
        return replace(self, picked=None, view=None)

    @property
    def filter_count(self) -> int:
        """How many filters beside the voice are set."""
        sets = (self.claimants, self.actors, self.relations, self.sources, self.places)
        return sum(map(bool, (*sets, self.since, self.as_of, self.known_at)))

    def query(self) -> ClaimQuery:
        """Ask the store for it."""
        heard: frozenset[str] | None = self.claimants or None
        if self.voice is not None:
            heard = frozenset({self.voice}) & (self.claimants or frozenset({self.voice}))
        return ClaimQuery(
            voice=Voice(claimants=heard),
            as_of=self.as_of,
            since=self.since,
            known_at=self.known_at,
            actors=self.actors or None,
            relations=self.relations or None,
            source_ids=self.sources or None,
            place_ids=self.places or None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What there is to choose from, with the number of claims of each."""

    claimants: Mapping[str, int]
    actors: Mapping[str, int]
    relations: Mapping[Relation, int]
    sources: Mapping[str, int]
    places: Mapping[str, int]
    voices: Sequence[str]
    """The sides that speak for themselves in the store."""


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


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError
    return day


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
class _Parameter:
    """One name in the URL and the field it stands for."""

    field: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    form: str
    several: bool = False


PARAMETERS = {
    "voice": _Parameter("voice", _id, str, "the code of an actor"),
    "claimant": _Parameter("claimants", _id, str, "the code of an actor", several=True),
    "actor": _Parameter("actors", _id, str, "the code of an actor", several=True),
    "relation": _Parameter(
        "relations", Relation, str, f"one of {', '.join(Relation)}", several=True
    ),
    "source": _Parameter("sources", _text, str, "the code of a source", several=True),
    "place": _Parameter("places", _id, str, "the code of a place", several=True),
    "since": _Parameter("since", _day, date.isoformat, "a day such as 2025-04-26"),
    "as_of": _Parameter("as_of", _day, date.isoformat, "a day such as 2025-04-26"),
    "known_at": _Parameter(
        "known_at", _moment, datetime.isoformat, "a time with zone such as 2025-04-26T18:00+00:00"
    ),
    "pick": _Parameter("picked", _id, str, "the code of a place"),
    "view": _Parameter("view", _view, _listed_view, "longitude,latitude,zoom"),
    "worldview": _Parameter("worldview", Worldview, str, f"one of {', '.join(Worldview)}"),
}


def to_parameters(selection: Selection) -> dict[str, list[str]]:
    """Write what differs from the whole picture; sets are parameters given several times."""
    link: dict[str, list[str]] = {}
    for name, parameter in PARAMETERS.items():
        value = getattr(selection, parameter.field)
        if value:
            values = sorted(value) if parameter.several else [value]
            link[name] = [parameter.write(one) for one in values]
    return link


def from_parameters(parameters: Mapping[str, Sequence[str]]) -> tuple[Selection, list[str]]:
    """Read a link; parameters of other names are not ours and stay unread.

    Returns: the choice, and a sentence for each parameter that was left out.
    """
    fields: dict[str, Any] = {}
    problems: list[str] = []
    for name, parameter in PARAMETERS.items():
        values = parameters.get(name, ())
        if not values:
            continue
        try:
            fields[parameter.field] = _read(values, parameter)
        except (ValueError, OverflowError):
            shown = values[-1][:60]
            problems.append(
                f"The link's “{name}” is {shown!r}; it must be {parameter.form}. It was left out."
            )
    try:
        return Selection(**fields), problems
    except SelectionError as error:
        problems.append(f"{error} Both days were left out.")
        return Selection(**{**fields, "since": None, "as_of": None}), problems


def _read(values: Sequence[str], parameter: _Parameter) -> Any:
    if len(values) > (_MOST_VALUES if parameter.several else 1):
        raise ValueError
    read = [parameter.read(value) for value in values]
    return frozenset(read) if parameter.several else read[0]


def known_only(
    selection: Selection, choices: Choices, is_place: Callable[[str], bool]
) -> tuple[Selection, list[str]]:
    """Drop codes that nothing here bears, so that a stale link can't silently hide everything.

    is_place: tells whether a code is that of a place, with claims or without; such a one may be
        picked.

    Returns: the choice that is left, and a sentence for each code dropped.
    """
    problems: list[str] = []
    changes: dict[str, Any] = {}
    for field in ("claimants", "actors", "relations", "sources", "places"):
        asked: frozenset[str] = getattr(selection, field)
        unknown = asked - frozenset(getattr(choices, field))
        if unknown:
            changes[field] = asked - unknown
            problems.append(
                f"The link asks for {field} that no claim here has ({', '.join(sorted(unknown))}). "
                "They were left out."
            )
    if selection.voice is not None and selection.voice not in choices.voices:
        changes["voice"] = None
        problems.append(
            f"The link asks for the voice {selection.voice!r}, which says nothing here. "
            "Everyone is shown."
        )
    picked = selection.picked
    if picked is not None and picked not in choices.places and not is_place(picked):
        changes["picked"] = None
        problems.append(
            f"The link picks a place that is not known here ({picked}). It was left out."
        )
    return replace(selection, **changes), problems
