"""The chosen source or voice: its grade and reasons, its claims by day, and where to go with it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads.coverage import Coverage
from dashboard.reads.reading import source_name
from dashboard.views import state
from dashboard.views.desk_page import go_to
from dashboard.views.navigation import Pages
from geodata import portrayal
from geodata.model import Source
from geodata.selection import Selection

_GREY = "#7D8790"
"""Legible on light and dark ground, and no actor's hue."""


def show_source(desk: reads.Desk, pages: Pages, counted: Coverage, code: str) -> None:
    """Show one source."""
    name, source = source_name(desk, code), desk.sources.get(code)
    with st.container(border=True, key="source-detail"):
        st.markdown(f"**{markdown_safe(name)}**  \nReliability: {markdown_safe(_graded(source))}")
        now = state.current()
        _show_ways(
            pages,
            "source",
            replace(now, sources=frozenset({code})),
            replace(now, voice=None, outlet=code, picked=None, view=None),
        )
        printed = counted.printed
        _show_days(counted, printed[printed["source_id"] == code], "source-days")


def _graded(source: Source | None) -> str:
    reason = portrayal.grade_reason(source)
    is_assessed = source is not None and (source.reliability != "F" or source.reliability_note)
    return f"{portrayal.grade(source)}; {reason}" if is_assessed else reason


def show_voice(desk: reads.Desk, pages: Pages, counted: Coverage, code: str) -> None:
    """Show one claimant."""
    with st.container(border=True, key="voice-detail"):
        st.markdown(f"**{markdown_safe(portrayal.actor_name(code, desk.actors))}**")
        now = state.current()
        _show_ways(
            pages,
            "voice",
            replace(now, claimants=frozenset({code})),
            replace(now, voice=code, outlet=None, picked=None, view=None),
        )
        printed = counted.printed
        _show_days(counted, printed[printed["claimant"] == code], "voice-days")


def _show_ways(pages: Pages, what: str, narrowed: Selection, account: Selection) -> None:
    """Narrow the selection to it, or look through its account on the map."""
    with st.container(horizontal=True, gap="small"):
        if st.button(
            f"Narrow to this {what}", icon=":material/filter_alt:", key=f"{what}-narrow",
            help="Every page then counts only what it says",
        ):  # fmt: skip
            go_to(pages, "sources", narrowed)
        if st.button(
            "Map of its account", icon=":material/map:", key=f"{what}-map",
            help="The map as this account alone has it",
        ):  # fmt: skip
            go_to(pages, "map", account)


def _show_days(counted: Coverage, printed: pd.DataFrame, key: str) -> None:
    """Claims printed by day, on the axis of the whole selection."""
    if printed.empty:
        st.caption("On which day its claims were printed is not known.")
        return
    by_day = printed.groupby("day", as_index=False)["claims"].sum()
    rows = pd.DataFrame({"day": by_day["day"].dt.strftime("%Y-%m-%d"), "claims": by_day["claims"]})
    if len(rows) == 1:
        st.caption(f"All {rows['claims'].iloc[0]} dated claims were printed on {rows['day'][0]}.")
        return
    day = {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%Y-%m-%d"}}
    span = {"domain": [_moment(counted.first_day), _moment(counted.last_day)]}
    spec = {
        "mark": {"type": "bar", "width": {"band": 0.9}, "color": _GREY},
        "encoding": {
            "x": {**day, "timeUnit": "yearmonthdate", "scale": span},
            "y": {"field": "claims", "type": "quantitative", "title": "claims printed"},
        },
    }
    st.vega_lite_chart(rows, spec, height=160, width="stretch", key=key)


def _moment(day: date | None) -> dict[str, int] | None:
    """A day as Vega-Lite has it."""
    return {"year": day.year, "month": day.month, "date": day.day} if day else None
