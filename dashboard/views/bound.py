"""Widgets that hold a field of the page's link: what the link says they show, and back."""

from collections.abc import Sequence
from functools import partial
from typing import Any, TypedDict

import streamlit as st

from dashboard.views import state


class Bound(TypedDict):
    """The arguments that tie a widget to its field."""

    key: str
    on_change: partial[None]


def bound(page: str, field: str, usual: Any, clears: Sequence[str] = ()) -> Bound:
    """Tie a widget to a field of the page's links, see `state.more`.

    usual: what it shows where the link says nothing, and what no link needs to name. clears: other
        fields that a change takes back.
    """
    key = f"{page}-{field}"
    kept = state.more(field)
    st.session_state[key] = usual if kept is None else kept
    return {"key": key, "on_change": partial(_keep, key, field, usual, clears)}


def _keep(key: str, field: str, usual: Any, clears: Sequence[str]) -> None:
    value = st.session_state[key]
    if isinstance(value, list):
        value = tuple(value)
    state.keep(**{field: None if value == usual else value}, **dict.fromkeys(clears))
