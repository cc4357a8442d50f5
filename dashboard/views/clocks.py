"""The two clocks: up to which day claims are true of, and as known at which moment."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.views import state
from dashboard.views.words import not_yet
from geodata.selection import FIRST_DAY, LAST_DAY

_EXPLAINED = (
    "Two clocks: the *day* that claims are said to be true of, and the *moment* at which this "
    "ledger had recorded them. A claim about last week that was read today is not yet known "
    "yesterday."
)


def show_clocks(desk: reads.Desk) -> None:
    """Offer both clocks; they are set as soon as they are touched."""
    now = state.current()
    known = f"Known {now.known_at:%Y-%m-%d %H:%M}Z" if now.known_at else "As known now"
    with st.popover(
        known, icon=":material/schedule:", width="content", key="clocks", type="tertiary"
    ):
        st.caption(_EXPLAINED)
        _show_day()
        _show_moment(desk)


def show_banner(desk: reads.Desk, known_at: datetime | None, to_now: Callable[[], None]) -> None:
    """Say so when the page shows what was known at another moment than now."""
    with st.container():  # there on each run: an element less would mount what follows anew
        if known_at is None:
            return
        words = f"**As known at {known_at:%Y-%m-%d %H:%M} UTC.** What was recorded later is hidden."
        words = f"{words} {markdown_safe(not_yet(desk, known_at))}".strip()
        with st.container(horizontal=True, vertical_alignment="center", key="known-banner"):
            st.warning(words, icon=":material/history:", width="stretch")
            st.button("Back to now", on_click=to_now, key="known-now")


def show_line(desk: reads.Desk, words: str) -> None:
    """Say what is shown, and offer the clocks; at another moment than now also the way back.

    For a page with a map right below: the line takes the same room in each case.
    """
    known_at = state.current().known_at
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="clock-line"):
        if known_at is None:
            st.caption(markdown_safe(words), width="content")
        else:
            later = (
                f"**As known at {known_at:%Y-%m-%d %H:%M} UTC**, what was recorded later is hidden"
            )
            st.warning(f"{later}: {markdown_safe(words)}", icon=":material/history:")
            st.button("Back to now", on_click=state.to_now, key="known-now")
        show_clocks(desk)


def _show_day() -> None:
    day = state.current().as_of
    # Another key for each day, so that the field shows what the bar under the map has set.
    key = f"{state.key_of('last-day')}-{day}"
    st.date_input(
        "Up to day (said to be true of)",
        day,
        key=key,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
        on_change=lambda: state.turn_to(st.session_state[key]),
        help="Empty: every day.",
    )


def _show_moment(desk: reads.Desk) -> None:
    known_at = state.current().known_at
    key = f"{state.key_of('moment')}-{known_at}"
    st.datetime_input(
        "As known at (UTC)",
        known_at.replace(tzinfo=None) if known_at else None,
        key=key,
        min_value=datetime.combine(FIRST_DAY, datetime.min.time()),
        max_value=datetime.combine(LAST_DAY, datetime.min.time()),
        format="YYYY-MM-DD",
        on_change=lambda: state.know(_in_utc(st.session_state[key])),
        help="Empty: now.",
    )
    first = reads.first_record(desk)
    if first:
        st.caption(markdown_safe(f"This ledger's first record is of {first:%Y-%m-%d %H:%M} UTC."))
    st.button("Now", on_click=state.know, args=(None,), disabled=known_at is None, key="clock-now")


def _in_utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None
