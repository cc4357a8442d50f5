"""The map before all else: on opening, what stands around it comes once it is painted.

A browser that mounts forty elements beside the map's frame paints the map a second later; the head
line alone, with its ten pages, takes it a third of a second.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.drawing import ASSETS
from dashboard.views.map.hearing import reported

_OPENED = "map-opened"
_WITHOUT_HEAD = "map-without-head"

_patience = st.components.v2.component(
    "claimline_patience", html="", js=(ASSETS / "patience.js").read_text(encoding="utf-8")
)


def is_opening() -> bool:
    """Whether the map is still to be painted for the first time in this session."""
    if reported().get("painted") is True:
        _go_on()
    return not st.session_state.get(_OPENED, False)


def begins(top: DeltaGenerator) -> bool:
    """Whether the whole page, which now runs, opens with its map alone; keeps the head's room."""
    opens = st.session_state[_WITHOUT_HEAD] = is_opening()
    if opens:
        top.empty()  # a box without anything in it has no room
    return opens


def bring_head_line() -> None:
    """Once the map is painted, run the whole page anew: the head line stands outside of the rest.

    Ends the run.
    """
    if st.session_state[_WITHOUT_HEAD] and not is_opening():
        st.rerun()


def wait_for_map(*above: DeltaGenerator) -> None:
    """Keep the room of the boxes over the map, which must not move when they are filled.

    The page goes on without a map whose frame says nothing: it may be blocked or broken.
    """
    for box in above:
        box.empty()
    _patience(key="patience", on_late_change=_go_on)


def _go_on() -> None:
    st.session_state[_OPENED] = True
