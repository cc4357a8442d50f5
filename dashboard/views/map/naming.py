"""An open name between two runs: what its form lists, what is chosen in it, and the point set."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from math import ceil, cos, log10, radians

import streamlit as st

from dashboard import reads
from dashboard.selection import view_of
from dashboard.views.map import state

OWN_POINT = "own-point"
"""The option of the form that says: a point set on the map."""
NO_PLACE = "no-place"
ANALYST = "settle-analyst"
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


def analyst() -> str:
    """Who decides; empty if nobody said so."""
    return str(st.session_state.get(ANALYST) or "").strip()


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


def point() -> tuple[float, float, float] | None:
    """The point in the form, with its radius in km, if the form asks for one and has it."""
    lon, lat, radius_km = (st.session_state.get(widget(name)) for name in ("lon", "lat", "radius"))
    if held("place") != OWN_POINT or lon is None or lat is None:
        return None
    return lon, lat, radius_km or 0.0


def hear_map() -> None:
    """Take in where the reader pointed; nowhere, if the reader gave up."""
    said = state.reported().get("point")
    if not isinstance(said, Mapping) or not state.is_news("point-heard", said.get("seq")):
        return
    aimed = aims()
    aim(False)
    at = said.get("at")
    view = view_of([*at, said.get("zoom")]) if isinstance(at, list) and len(at) == 2 else None
    if aimed and view is not None:
        _set_point(*view)


def _set_point(lon: float, lat: float, zoom: float) -> None:
    lon, lat, radius_km = aimed_point(lon, lat, zoom)
    st.session_state[widget("lon")], st.session_state[widget("lat")] = lon, lat
    before = st.session_state.get(widget("radius-of-zoom"), DEFAULT_RADIUS)
    if st.session_state.get(widget("radius"), before) == before:  # else the analyst has said it
        st.session_state[widget("radius")] = st.session_state[widget("radius-of-zoom")] = radius_km


def aimed_point(lon: float, lat: float, zoom: float) -> tuple[float, float, float]:
    """A point no more exact than a pointer can set it at a zoom, with its radius in km."""
    pixels_km = _AIMED_PIXELS * _METRES_PER_PIXEL * cos(radians(lat)) / 2**zoom / 1000
    round_km = ceil(pixels_km * 10) / 10 if pixels_km < 10 else float(ceil(pixels_km))
    radius_km = min(max(round_km, SMALLEST_RADIUS), LARGEST_RADIUS)
    digits = max(1, ceil(log10(3 * _KM_PER_DEGREE / radius_km)))
    return round(lon, digits), round(lat, digits), radius_km
