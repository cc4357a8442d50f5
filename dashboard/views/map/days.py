"""The day bar under the map: up to which day claims count, and from which; slider, bars, play."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

import streamlit as st

from dashboard import drawing, reads
from dashboard.views import state
from dashboard.views.scripts import component
from geodata.selection import Selection, day_of

_KEY = "days"
_CHANNEL, _PLAYED = "days-channel", "days-played"

# Streamlit's own slider can't play, and each run of it would wait for the one before.
_bar = component("claimline_days", '<div class="days"></div>', ["days"])


def show_days(desk: reads.Desk, selection: Selection) -> None:
    """Show the bar; a ledger of a single day has none."""
    span = reads.span(desk, selection.known_at)
    if span is None or span.first == span.last:
        return
    data = {
        "since": selection.since.isoformat() if selection.since else None,
        "day": selection.as_of.isoformat() if selection.as_of else None,
        "heard": st.session_state.get("day-heard", 0),
        "channel": channel(),
        "played": is_played(selection),
    }
    packed = drawing.pack("panel", _span_data(desk, selection, span))
    _bar(
        desk,
        data,
        packed,
        key=_KEY,
        on_day_change=_hear,
        on_play_change=partial(_prepare, selection),
    )


def _span_data(desk: reads.Desk, selection: Selection, span: reads.Span) -> dict[str, Any]:
    steps = [(day - before).days for before, day in pairwise([span.first, *span.told])]
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "told": steps,
        "bars": reads.claims_by_day(desk, selection, span),
    }


def channel() -> str:
    """Where this page's bar and map talk to each other: no other page's may hear."""
    if _CHANNEL not in st.session_state:
        st.session_state[_CHANNEL] = f"days-{secrets.token_hex(8)}"
    return str(st.session_state[_CHANNEL])


def is_played(selection: Selection) -> bool:
    """Whether the map needs to know how the selection looks on every day."""
    return bool(st.session_state.get(_PLAYED) == replace(selection.narrowing, as_of=None))


def _prepare(selection: Selection) -> None:
    """The bar is about to play, or to be dragged."""
    st.session_state[_PLAYED] = replace(selection.narrowing, as_of=None)


def _hear() -> None:
    """Take in the day that the bar asks for; it comes from a browser."""
    asked = st.session_state[_KEY].day
    if isinstance(asked, Mapping) and state.is_news("day-heard", asked.get("n")):
        day = asked.get("day")
        since = asked.get("since")
        if "since" in asked and (since is None or day_of(since)):
            state.narrow_to(day_of(since), day_of(day))
        elif day is None or day_of(day):
            state.turn_to(day_of(day))
