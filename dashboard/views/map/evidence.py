"""The panel beside the map: all places, or one place's claims with their words in the article."""

from typing import Any

import streamlit as st

from dashboard import reads, theme
from dashboard.drawing import ASSETS, mark_rows
from dashboard.selection import Selection
from dashboard.views import state
from dashboard.views.words import nothing_words
from geodata.pipeline import Situation

_MOST_PLACES = 150

# One text, in this order: the swatches of the list are drawn by what draws the map.
_SCRIPTS = ("palette", "symbols", "text", "evidence")

# Streamlit's own elements would render article text as markdown, or can't mark a sentence in it.
_panel = st.components.v2.component(
    "claimline_evidence",
    html='<div class="panel"></div>',
    css=(ASSETS / "evidence.css").read_text(encoding="utf-8"),
    js="\n".join((ASSETS / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS),
)


def show_evidence(desk: reads.Desk, shown: Situation, selection: Selection) -> None:
    """Show what is said of the picked place, or the list of places to pick from."""
    picked, worldview = selection.picked, selection.worldview
    if picked:
        asked = selection.ground_query()
        ground = None if selection.without_ground else reads.held_ground(desk, asked, worldview)
        data = reads.evidence(desk, shown, picked, worldview, ground)
    else:
        data = index(desk, shown, selection)
    _panel(data=data, key="evidence", on_picked_change=_hear)


def _hear() -> None:
    picked = st.session_state["evidence"].picked
    if isinstance(picked, str):
        state.lead(picked or None)


def index(desk: reads.Desk, shown: Situation, selection: Selection) -> dict[str, Any]:
    """List the places on the map, those of which most is said first."""
    rows = mark_rows(shown.area_marks, shown.point_marks)
    rows.sort(key=lambda row: (-row["statement_count"], row["name"]))
    names = reads.place_names(desk, [row["place_id"] for row in rows])
    notice = "Pick a place, here, on the map or in the table, to read what is said about it."
    if not rows:
        notice = nothing_words(desk, selection)
    elif len(rows) > _MOST_PLACES:
        notice += f" The {_MOST_PLACES} of {len(rows)} places of which most is said are listed."
    return {
        "title": "Places",
        "notice": notice,
        "places": [
            {
                "id": row["place_id"],
                "name": names[row["place_id"]],
                "word": theme.word_of(row, desk.actors),
                "swatch": theme.swatch_of(row, desk.actors),
            }
            for row in rows[:_MOST_PLACES]
        ],
    }
