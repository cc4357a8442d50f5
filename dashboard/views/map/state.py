"""The choice between two runs: widgets and picks in the session, the link in the address bar."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.drawing import MAP_KEY
from dashboard.selection import (
    PARAMETERS,
    Choices,
    Selection,
    View,
    from_parameters,
    is_id,
    known_only,
    rounded_view,
    to_parameters,
    view_of,
)
from geodata.errors import SelectionError

EVERYONE = "everyone"
SEARCH = "place-search"
_LISTS = ("claimants", "actors", "relations", "sources", "places")
_DAYS = ("since", "as_of")
_NEAR = 9.0
"""Zoom at which a place that was looked for is shown."""


def key_of(field: str) -> str:
    """Name the widget that holds a field of a Selection; another one after each reset.

    What is written to the key of a widget that the browser doesn't show, such as one in a closed
    popover, is lost: the browser sends the old value again. A new widget begins with the new value.
    """
    return f"chosen-{field}-{st.session_state.get('round', 0)}"


def begin(choices: Choices, is_place: Callable[[str], bool]) -> None:
    """Read the link, on opening and when the reader goes back; say what could not be followed."""
    link = {name: values for name in PARAMETERS if (values := st.query_params.get_all(name))}
    back = "round" in st.session_state
    if back and not _went_back(link):
        return
    selection, unread = from_parameters(link)
    selection, unknown = known_only(selection, choices, is_place)
    if not back:
        st.session_state["look"] = (0, None)
    elif selection.view:
        look_at(selection.view)
    else:
        selection = replace(selection, view=st.session_state["view"])
    _hold(selection)
    st.session_state["link-problems"] = _filters(current()), [*unread, *unknown]


def _went_back(link: Mapping[str, Sequence[str]]) -> bool:
    """Tell the browser's back from an address bar that lags behind a choice just made."""
    selection = st.session_state.get("written")
    return selection is not None and link != to_parameters(selection) and current() == selection


def problems() -> list[str]:
    """Say what of the link or of the days can't be followed, until the filters change.

    It is derived anew in each run: what is said once can be lost when two runs follow closely.
    """
    selection, of_days = _chosen()
    of_link = st.session_state.get("link-problems")
    said = of_link[1] if of_link and of_link[0] == _filters(selection) else []
    return [*said, *of_days]


def _filters(selection: Selection) -> Selection:
    return replace(selection, picked=None, view=None)


def current() -> Selection:
    """Put the choice together from widgets, picks and the map's view."""
    return _chosen()[0]


def _chosen() -> tuple[Selection, list[str]]:
    """The choice, and what in it can't hold together."""
    held = st.session_state
    fields: dict[str, Any] = {name: frozenset(held.get(key_of(name), ())) for name in _LISTS}
    voice = held.get(key_of("voice"))
    fields["voice"] = None if voice in {None, EVERYONE} else voice
    fields |= {name: held.get(name) for name in ("known_at", "picked", "view")}
    days: dict[str, Any] = {name: held.get(key_of(name)) for name in _DAYS}
    try:
        return Selection(**fields, **days), []
    except SelectionError as error:
        return Selection(**fields), [f"{error} Both days are ignored."]


def reset() -> None:
    """Drop every filter and show all marks; the online tiles switch stays as it is."""
    _hold(Selection())
    st.session_state[SEARCH] = None
    look_at(None)


def _hold(selection: Selection) -> None:
    st.session_state["round"] = st.session_state.get("round", 0) + 1
    for name in _LISTS:
        st.session_state[key_of(name)] = sorted(getattr(selection, name))
    st.session_state[key_of("voice")] = selection.voice or EVERYONE
    for name in _DAYS:
        st.session_state[key_of(name)] = getattr(selection, name)
    for name in ("known_at", "picked", "view"):
        st.session_state[name] = getattr(selection, name)


def write_link(selection: Selection) -> None:
    """Keep the address bar on the choice; parameters of others stay."""
    st.session_state["written"] = selection
    others = {
        name: st.query_params.get_all(name) for name in st.query_params if name not in PARAMETERS
    }
    link = {**others, **to_parameters(selection)}
    if link != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(link)


def pick(place_id: str | None) -> None:
    """Open the evidence of a place, or close it."""
    st.session_state["picked"] = place_id


def lead(place_id: str | None) -> None:
    """Pick from outside the table, which then begins anew with this place first."""
    pick(place_id)
    st.session_state["lead"] = place_id
    st.session_state["leads"] = st.session_state.get("leads", 0) + 1


def look_at(view: View | None) -> None:
    """Send the map somewhere once; None = to all marks."""
    number, _ = st.session_state["look"]
    st.session_state["look"] = (number + 1, view)


def go_to(place_id: str, lon: float, lat: float) -> None:
    """Pick a place and show where it is."""
    lead(place_id)
    look_at(rounded_view(lon, lat, _NEAR))


def hear_map() -> None:
    """Take in what the map reports: a pick with its serial number, and where the reader looks."""
    value = st.session_state.get(MAP_KEY)
    if not isinstance(value, Mapping):
        return
    view = view_of(value.get("view"))
    if view is not None:
        st.session_state["view"] = view
    serial, picked = value.get("seq"), value.get("picked")
    if not isinstance(serial, int) or serial <= st.session_state.get("heard", 0):
        return
    st.session_state["heard"] = serial
    if picked is None or (isinstance(picked, str) and is_id(picked)):
        lead(picked)
