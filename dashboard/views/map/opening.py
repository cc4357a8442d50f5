"""The map before all else: on opening, what stands around it comes once it is painted.

A browser that mounts forty elements beside the map's frame paints the map a second later.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.drawing import ASSETS
from dashboard.views.map.hearing import reported

_OPENED = "map-opened"

_patience = st.components.v2.component(
    "claimline_patience", html="", js=(ASSETS / "patience.js").read_text(encoding="utf-8")
)


def is_opening() -> bool:
    """Whether the map is still to be painted for the first time in this session."""
    if reported().get("painted") is True:
        _go_on()
    return not st.session_state.get(_OPENED, False)


def wait_for_map(*above: DeltaGenerator) -> None:
    """Keep the room of the boxes over the map, which must not move when they are filled.

    The page goes on without a map whose frame says nothing: it may be blocked or broken.
    """
    for box in above:
        box.empty()  # a box without anything in it has no room
    _patience(key="patience", on_late_change=_go_on)


def _go_on() -> None:
    st.session_state[_OPENED] = True
