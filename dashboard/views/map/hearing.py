"""What the map reports: picks, clicks on the ground, where the reader looks."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.drawing import MAP_KEY
from dashboard.views import state
from geodata.selection import is_id, view_of


def hear_map() -> None:
    """Take in what the map reports: a pick with its serial number, and where the reader looks."""
    value = reported()
    view = view_of(value.get("view"))
    if view is not None:
        st.session_state["view"] = view
    picked = value.get("picked")
    if state.is_news("heard", value.get("seq")) and (
        picked is None or (isinstance(picked, str) and is_id(picked))
    ):
        state.lead(picked)


def asked_ground() -> tuple[float, float] | None:
    """Longitude and latitude of a click on the ground that was not heard before."""
    asked = reported().get("asked")
    if not isinstance(asked, Mapping) or not state.is_news("heard-ground", asked.get("seq")):
        return None
    at = asked.get("at")
    spot = view_of([*at, 8]) if isinstance(at, Sequence) else None
    return spot[:2] if spot else None


def reported() -> Mapping[str, Any]:
    """The last that the map has said; it comes from a browser, so anything may stand in it."""
    value = st.session_state.get(MAP_KEY)
    return value if isinstance(value, Mapping) else {}
