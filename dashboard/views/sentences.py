"""Chosen claims with their words in the article, and the ways to map and article."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dashboard import reads
from dashboard.reads.sentences import TO_ARTICLE, TO_MAP
from dashboard.views.desk_page import go_to
from dashboard.views.navigation import Pages
from dashboard.views.scripts import component
from geodata.model import Claim
from geodata.selection import Selection, view_of

# Streamlit's own elements would render article text as markdown, or can't mark a sentence in it.
_panel = component(
    "claimline_sentences",
    '<div class="panel"></div>',
    ("palette", "symbols", "text", "evidence"),
)


def show_sentences(
    desk: reads.Desk, key: str, data: Mapping[str, Any], on_close: Callable[[], None]
) -> tuple[str, str] | None:
    """Show what `reads.sentences` laid out.

    Returns: where the reader asks to go, `map` or `article`, and the claim_id; mostly None.
    """
    said = _panel(desk, data, key=key, on_picked_change=on_close, on_way_change=lambda: None).way
    if not isinstance(said, Mapping):  # it comes from a browser, so anything may stand in it
        return None
    to, claim_id = said.get("to"), said.get("claim")
    if to not in {TO_MAP, TO_ARTICLE} or not isinstance(claim_id, str):
        return None
    return to, claim_id


def follow(desk: reads.Desk, pages: Pages, selection: Selection, to: str, claim: Claim) -> None:
    """Open the map at a claim's place, or the claim's article at its words."""
    if to == TO_ARTICLE and "article" in pages:
        go_to(
            pages, "article", selection, {"article": [claim.article_id], "claim": [claim.claim_id]}
        )
    elif to == TO_MAP:
        place = desk.place(claim.place_id)
        goal = reads.goal_of(desk, place, selection.worldview) if place else None
        go_to(pages, "map", replace(selection, picked=claim.place_id, view=_middle(goal)))


def _middle(goal: Any) -> Any:
    """A view that a link can carry; of an outline the map finds the frame by itself."""
    return view_of(list(goal)) if goal and len(goal) == 3 else None
