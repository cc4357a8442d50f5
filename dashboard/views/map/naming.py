"""An open name between two runs: what its form lists, what is chosen in it, and the point set."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from math import ceil, cos, log10, radians

import streamlit as st

from dashboard import reads
from dashboard.views import state
from dashboard.views.map import hearing
from geodata.selection import view_of

OWN_POINT = "own-point"
"""The option of the form that says: a point set on the map."""
NO_PLACE = "no-place"
"""The widget that says who decides."""
SMALLEST_RADIUS, DEFAULT_RADIUS, LARGEST_RADIUS = 0.1, 3.0, 200.0
"""Within how many km of a point that is set the place may be."""
_MOST_OPTIONS = 12
_MOST_BESIDE_FOUND = 5
"""Candidates that stay listed above what a search found."""
_AIMED_PIXELS = 10
"""How far off a point may be that somebody sets with a pointer."""
_METRES_PER_PIXEL = 156_543.0
"""At zoom 0 on the equator."""
_KM_PER_DEGREE = 111.32


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The places that the form offers, in its order, and what it leaves out."""

    captions: Mapping[str, str]
    """By place id: why it is offered; "" where the order says enough."""
    more: int
    """Places of the name that are not listed."""


def widget(field: str) -> str:
    """Name the widget that holds a field of the form; others for each name."""
    return f"settle-{field}-{st.session_state.get('settle-round', 0)}"


def held(field: str) -> object:
    """What a field of the form holds."""
    return st.session_state.get(widget(field))


def text(field: str) -> str:
    """What a field of the form for words holds."""
    return str(held(field) or "").strip()


def open_form(key: str | None) -> None:
    """Open the form for a name, or close it."""
    st.session_state["settle-name"] = key
    st.session_state["settle-round"] = st.session_state.get("settle-round", 0) + 1
    st.session_state["aim"] = False


def open_name(desk: reads.Desk) -> reads.OpenName | None:
    """The name whose form is open, if it is still to be settled."""
    return reads.open_names(desk).get(st.session_state.get("settle-name", ""))


def listed(desk: reads.Desk, name: reads.OpenName) -> Listed:
    """What the form lists for a name: its candidates, then what a search found, a dozen at most."""
    offered = _candidates(name)
    asked = text("search")
    found = reads.find(desk, asked) if asked else reads.namesakes(desk, name)
    if asked and found.place_ids:
        how = "" if found.exact else "spelled alike"
        beside = dict(islice(offered.items(), _MOST_BESIDE_FOUND))
        offered = beside | {
            place_id: offered.get(place_id, how)
            for place_id in found.place_ids
            if place_id not in beside
        }
    captions = dict(islice(offered.items(), _MOST_OPTIONS))
    chosen = held("place")
    if isinstance(chosen, str) and chosen not in {OWN_POINT, NO_PLACE}:
        captions.setdefault(chosen, offered.get(chosen, ""))
    return Listed(captions=captions, more=len(set(found.place_ids) - captions.keys()))


def _candidates(name: reads.OpenName) -> dict[str, str]:
    """The places that the program thought of, each with how well it fits."""
    ranks = ("best fit", "runner-up")
    captions: dict[str, str] = {}
    for number, (place_id, score) in enumerate(name.candidates):
        rank = ranks[number] if number < len(ranks) else ""
        captions[place_id] = rank if score else "spelled alike"
    return captions


def aim(on: bool) -> None:
    """Let the next click on the map set the point of the form, or no more."""
    st.session_state["aim"] = on


def aims() -> bool:
    """Whether the next click on the map sets a point."""
    return bool(st.session_state.get("aim")) and held("place") == OWN_POINT


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """The point last set by a pointer; none yet, to begin with."""

    lon: float | None = None
    lat: float | None = None
    radius_km: float = DEFAULT_RADIUS
    typed: bool = False
    """Whether the analyst has said the radius; then no pick changes it."""
    serial: int = 0


def picked() -> Picked:
    """What the fields of the point begin with."""
    point: Picked = st.session_state.get(widget("picked"), Picked())
    return point


def point_widget(field: str) -> str:
    """Name the widget of a field of the point; others after each pick.

    What is written into the key of a widget is lost if the run that shows it is cut short by the
    map's next report; what a new widget begins with is not.
    """
    return f"{widget(field)}-{picked().serial}"


def point() -> tuple[float, float, float] | None:
    """The point in the form, with its radius in km, if the form asks for one and has it."""
    if held("place") != OWN_POINT:
        return None
    now, begun = st.session_state, picked()
    lon = now.get(point_widget("lon"), begun.lon)
    lat = now.get(point_widget("lat"), begun.lat)
    return None if lon is None or lat is None else (lon, lat, _radius())


def _radius() -> float:
    radius_km: float | None = st.session_state.get(point_widget("radius"))
    return radius_km or picked().radius_km


def hear_map() -> None:
    """Take in where the reader pointed; nowhere, if the reader gave up."""
    said = hearing.reported().get("point")
    if not isinstance(said, Mapping) or not state.is_news("point-heard", said.get("seq")):
        return
    aimed = aims()
    aim(False)
    at = said.get("at")
    view = view_of([*at, said.get("zoom")]) if isinstance(at, list) and len(at) == 2 else None
    if aimed and view is not None:
        _set_point(*view)


def _set_point(lon: float, lat: float, zoom: float) -> None:
    begun = picked()
    lon, lat, radius_km = aimed_point(lon, lat, zoom)
    typed = begun.typed or _radius() != begun.radius_km
    st.session_state[widget("picked")] = Picked(
        lon=lon,
        lat=lat,
        radius_km=_radius() if typed else radius_km,
        typed=typed,
        serial=begun.serial + 1,
    )


def aimed_point(lon: float, lat: float, zoom: float) -> tuple[float, float, float]:
    """A point no more exact than a pointer can set it at a zoom, with its radius in km."""
    pixels_km = _AIMED_PIXELS * _METRES_PER_PIXEL * cos(radians(lat)) / 2**zoom / 1000
    round_km = ceil(pixels_km * 10) / 10 if pixels_km < 10 else float(ceil(pixels_km))
    radius_km = min(max(round_km, SMALLEST_RADIUS), LARGEST_RADIUS)
    digits = max(1, ceil(log10(3 * _KM_PER_DEGREE / radius_km)))
    return round(lon, digits), round(lat, digits), radius_km
