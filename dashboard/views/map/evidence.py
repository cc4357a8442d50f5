"""The panel beside the map: all places, or one place's claims with their words in the article."""

from typing import Any

import numpy as np
import streamlit as st

from dashboard import drawing, reads
from dashboard.views import state
from dashboard.views.navigation import Pages
from dashboard.views.scripts import component
from dashboard.views.sentences import asked_way, follow
from dashboard.views.words import nothing_words
from geodata import portrayal
from geodata.pipeline import Situation, looks_of, words_about
from geodata.selection import Selection, is_id

_MOST_PLACES = 100

# One text, in this order: the swatches of the list are drawn by what draws the map.
_SCRIPTS = ("palette", "symbols", "text", "evidence")

# Streamlit's own elements would render article text as markdown, or can't mark a sentence in it.
_panel = component("claimline_evidence", '<div class="panel"></div>', _SCRIPTS)


def show_evidence(desk: reads.Desk, pages: Pages, shown: Situation, selection: Selection) -> None:
    """Show what is said of the picked place, or the list of places to pick from.

    Ends the run where the reader goes on from a claim to another page.
    """
    hears: dict[str, Any] = {"on_picked_change": _hear, "on_way_change": lambda: None}
    picked, worldview = selection.picked, selection.worldview
    if picked is None:
        listed = _packed_index(desk, shown, selection, reads.key_of(desk, selection))
        _panel(desk, {}, listed, key="evidence", **hears)
        return
    asked = selection.ground_query()
    ground = None if selection.without_ground else reads.held_ground(desk, asked, worldview)
    data = reads.evidence(desk, shown, picked, worldview, ground)
    way = asked_way(_panel(desk, data, key="evidence", **hears).way)
    if way:
        claims = [*shown.claims, *(words_about(ground, picked) if ground else ())]
        chosen = next((claim for claim in claims if claim.claim_id == way[1]), None)
        if chosen:
            follow(desk, pages, selection, way[0], chosen)


def _hear() -> None:
    picked = st.session_state["evidence"].picked
    if isinstance(picked, str) and (not picked or is_id(picked)):
        state.lead(picked or None)


@st.cache_resource(show_spinner=False, max_entries=48)
def _packed_index(
    _desk: reads.Desk, _shown: Situation, _selection: Selection, key: reads.Key
) -> drawing.Packed:
    return drawing.pack("panel", index(_desk, _shown, _selection))


def index(desk: reads.Desk, shown: Situation, selection: Selection) -> dict[str, Any]:
    """List the places on the map, those of which most is said first."""
    places, looks = shown.ledger.places, looks_of(shown, portrayal.AGES)
    listed = _most_spoken_of(desk, shown)
    ids = [places[int(shown.standings.place[row])].place_id for row in listed]
    names = reads.place_names(desk, ids)
    kinds = list(dict.fromkeys(looks.look[listed].tolist()))
    count = len(shown.standings)
    notice = "Pick a place, here, on the map or in the table, to read what is said about it."
    if not count:
        notice = nothing_words(desk, selection)
    elif count > _MOST_PLACES:
        notice += f" The {_MOST_PLACES} of {count} places of which most is said are listed."
    return {
        "title": "Places",
        "notice": notice,
        "looks": [
            {
                "word": portrayal.word_of(looks.rows[look], desk.actors),
                "swatch": portrayal.swatch_of(looks.rows[look], desk.actors),
            }
            for look in kinds
        ],
        "places": [
            (place_id, names[place_id], kinds.index(looks.look[row]))
            for row, place_id in zip(listed, ids, strict=True)
        ],
    }


def _most_spoken_of(desk: reads.Desk, shown: Situation) -> list[int]:
    """Rows of the marks of which most is said; of equals by name."""
    rank = reads.rank_by_name(desk, shown.ledger)[shown.standings.place]
    rows: list[int] = np.lexsort((rank, -shown.statement_counts))[:_MOST_PLACES].tolist()
    return rows
