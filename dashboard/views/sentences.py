"""Chosen claims with their words in the article, and the ways to map, article and review."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import reads
from dashboard.reads.reviewing import Shown
from dashboard.reads.ways import TO_ARTICLE, TO_MAP, TO_REVIEW
from dashboard.views.desk_page import go_to
from dashboard.views.navigation import Pages
from dashboard.views.scripts import component
from geodata.model import Claim
from geodata.selection import Selection, is_id, view_of

# Streamlit's own elements would render article text as markdown, or can't mark a sentence in it.
_panel = component(
    "claimline_sentences",
    '<div class="panel"></div>',
    ("palette", "symbols", "text", "evidence"),
)


def show_sentences(
    desk: reads.Desk, key: str, data: Mapping[str, Any], on_pick: Callable[[str], None]
) -> tuple[str, str] | None:
    """Show what `reads.sentences` laid out.

    on_pick: called with the place that the reader turns to; empty to close the sentences.

    Returns: see `asked_way`.
    """

    def hear() -> None:
        picked = st.session_state[key].picked
        if isinstance(picked, str) and (not picked or is_id(picked)):
            on_pick(picked)

    said = _panel(desk, data, key=key, on_picked_change=hear, on_way_change=lambda: None)
    return asked_way(said.way)


def asked_way(said: object) -> tuple[str, str] | None:
    """Read what a panel reports: it comes from a browser, so anything may stand in it.

    Returns: where the reader asks to go, see `reads.ways`, and the claim_id; mostly None.
    """
    if not isinstance(said, Mapping):
        return None
    to, claim_id = said.get("to"), said.get("claim")
    if to not in {TO_MAP, TO_ARTICLE, TO_REVIEW} or not isinstance(claim_id, str):
        return None
    return to, claim_id


def follow(desk: reads.Desk, pages: Pages, selection: Selection, to: str, claim: Claim) -> None:
    """Open the map at a claim's place, the claim's article at its words, or the claim's review."""
    if to == TO_ARTICLE and "article" in pages:
        go_to(
            pages, "article", selection, {"article": [claim.article_id], "claim": [claim.claim_id]}
        )
    elif to == TO_REVIEW and "review" in pages:
        decided = {"shown": [Shown.ALL.value]} if claim.claim_id in desk.store.decided() else {}
        go_to(pages, "review", selection, {"claim": [claim.claim_id], **decided})
    elif to == TO_MAP:
        place = desk.place(claim.place_id)
        goal = reads.goal_of(desk, place, selection.worldview) if place else None
        go_to(pages, "map", replace(selection, picked=claim.place_id, view=_middle(goal)))


def _middle(goal: Any) -> Any:
    """A view that a link can carry; of an outline the map finds the frame by itself."""
    return view_of(list(goal)) if goal and len(goal) == 3 else None
