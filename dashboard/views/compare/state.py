"""The comparison between two runs: widgets and view in the session, the link in the address bar."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.views import link_bar
from dashboard.views.accounts import account_of, token_of
from dashboard.views.navigation import compared
from geodata.selection import (
    COMPARISON_PARAMETERS,
    Choices,
    Comparison,
    Selection,
    from_comparison_link,
    heard_only,
    to_comparison_link,
    view_of,
)

SIDES = ("left", "right")
_ACCOUNTS = ("voice", "outlet", "as_of", "voice2", "outlet2", "as_of2")
_PLAIN = ("known_at", "view", "worldview")
"""What no widget of the page holds."""


def key_of(name: str) -> str:
    """Name a widget; another one whenever a link is read, so that it begins with what that says."""
    return f"compared-{name}-{st.session_state.get('compared-round', 0)}"


def begin(choices: Choices) -> None:
    """Read the link, on opening and when the reader goes back; say what could not be followed."""
    link = {n: values for n in COMPARISON_PARAMETERS if (values := st.query_params.get_all(n))}
    opens = link_bar.enters("compare") or "compared-round" not in st.session_state
    if not opens and not _went_back(link):
        return
    comparison, unread = from_comparison_link(link)
    comparison, unheard = heard_only(comparison, choices)
    if opens and not any(name in link for name in _ACCOUNTS):
        comparison = _of_sides(comparison, choices)
    _hold(comparison)
    st.session_state["compared-problems"] = [*unread, *unheard]


def _of_sides(comparison: Comparison, choices: Choices) -> Comparison:
    """Everybody's account beside itself shows nothing: compare two sides that are spoken for."""
    sides = compared(Selection(), choices)
    return replace(comparison, voice=sides.voice, voice2=sides.voice2)


def _went_back(link: Mapping[str, list[str]]) -> bool:
    """Tell the browser's back from an address bar that lags behind a choice just made."""
    written = st.session_state.get("compared-written")
    return written is not None and link != to_comparison_link(written) and current() == written


def problems() -> list[str]:
    """Say what of the link could not be followed, until something else is chosen."""
    said: list[str] = st.session_state.get("compared-problems", [])
    return said


def to_now() -> None:
    """Compare all that is known now."""
    st.session_state["compared-known_at"] = None


def forget_problems() -> None:
    """The reader has chosen something else."""
    st.session_state["compared-problems"] = []


def _hold(comparison: Comparison) -> None:
    st.session_state["compared-round"] = st.session_state.get("compared-round", 0) + 1
    for side, account in zip(SIDES, (comparison.left, comparison.right), strict=True):
        token = token_of(account.voice, account.outlet)
        st.session_state[key_of(f"{side}-account")] = token
        st.session_state[key_of(f"{side}-day")] = account.as_of
    st.session_state[key_of("about")] = comparison.about
    for name in _PLAIN:
        st.session_state[f"compared-{name}"] = getattr(comparison, name)


def current() -> Comparison:
    """Put the comparison together from widgets and view."""
    fields: dict[str, Any] = {name: st.session_state.get(f"compared-{name}") for name in _PLAIN}
    for side, mark in zip(SIDES, ("", "2"), strict=True):
        token = st.session_state.get(key_of(f"{side}-account"))
        fields[f"voice{mark}"], fields[f"outlet{mark}"] = account_of(token)
        fields[f"as_of{mark}"] = st.session_state.get(key_of(f"{side}-day"))
    return Comparison(**fields, about=st.session_state.get(key_of("about")))


def hear_map(key: str) -> None:
    """Take in where the reader looks: the map that was moved says so, the other follows it."""
    value = st.session_state.get(key)
    view = view_of(value.get("view")) if isinstance(value, Mapping) else None
    if view is not None:
        st.session_state["compared-view"] = view


def write_link() -> None:
    """Keep the address bar on the comparison."""
    comparison = current()
    st.session_state["compared-written"] = comparison
    link_bar.write(to_comparison_link(comparison), COMPARISON_PARAMETERS)
