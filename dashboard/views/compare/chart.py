"""The small chart: an actor's ground by day in both accounts."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from geodata import portrayal
from geodata.selection import Comparison, Selection

_MOST_DAYS = 36
_CAVEAT = (
    "Each point is the ground held on the words known up to that day, on days of which something "
    "is said; between two of them nothing is known, so the line stays level. A step may be a new "
    "claim about old ground. "
)


def show_chart(desk: reads.Desk, comparison: Comparison, about: str) -> None:
    """Show km² held by day; nothing for a ledger of a single day."""
    span = reads.span(desk, comparison.known_at)
    if span is None or span.first == span.last:
        return
    days = _some(list(span.told))
    with st.spinner("Measuring the days …"):
        rows = pd.concat(
            [
                _rows(desk, side, words, days, about)
                for side, words in ((comparison.left, "Left"), (comparison.right, "Right"))
            ]
        )
    if rows.empty:
        return
    name = portrayal.actor_name(about, desk.actors)
    st.markdown(f"##### {markdown_safe(f'Ground held by {name}, by day')}")
    colour = portrayal.colour_of(about, desk.actors)
    st.vega_lite_chart(rows, _spec(colour, comparison), height=220, width="stretch", key="series")
    st.caption(markdown_safe(_CAVEAT + "Both accounts are measured on the same cells."))


def _some(days: list[date]) -> list[date]:
    """Thin days out evenly, with the first and the last among them."""
    if len(days) <= _MOST_DAYS:
        return days
    step = (len(days) - 1) / (_MOST_DAYS - 1)
    return [days[round(i * step)] for i in range(_MOST_DAYS)]


def _rows(
    desk: reads.Desk, account: Selection, words: str, days: list[date], about: str
) -> pd.DataFrame:
    by_day = reads.series(desk, account.ground_query(), days, account.worldview)
    held = by_day[by_day["actor"] == about].set_index("day")["area_km2"].reindex(days, fill_value=0)
    return pd.DataFrame(
        {
            "day": [day.isoformat() for day in days],
            "km2": held.to_numpy(dtype=float).round(-1),
            "account": words,
        }
    )


def _spec(colour: str, comparison: Comparison) -> dict[str, Any]:
    """Draw both accounts in the actor's hue, told apart by dash; upright lines are the days shown.

    Nothing from articles or sources is in it.
    """
    day = {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%Y-%m-%d"}}
    dash = {"domain": ["Left", "Right"], "range": [[1, 0], [5, 4]]}
    shown = [
        {"day": account.as_of.isoformat(), "account": words}
        for account, words in ((comparison.left, "Left"), (comparison.right, "Right"))
        if account.as_of
    ]
    told_apart = {"field": "account", "type": "nominal", "title": None, "scale": dash}
    lines = {
        "mark": {"type": "line", "interpolate": "step-after", "color": colour, "strokeWidth": 2.5},
        "encoding": {
            "x": day,
            "y": {"field": "km2", "type": "quantitative", "title": "km²"},
            "strokeDash": {**told_apart, "legend": {"orient": "top", "symbolSize": 400}},
        },
    }
    rules = {
        "data": {"values": shown},
        "mark": {"type": "rule", "opacity": 0.6},
        "encoding": {"x": day, "strokeDash": told_apart},
    }
    return {"layer": [lines, rules] if shown else [lines]}
