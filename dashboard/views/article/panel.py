"""Head and claims of an article, drawn node by node from plain text."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.drawing import ASSETS
from dashboard.views.article import choosing

_panel = st.components.v2.component(
    "claimline_article",
    html='<div class="article"></div>',
    css=(ASSETS / "article.css").read_text(encoding="utf-8"),
    js="\n".join(
        (ASSETS / f"{name}.js").read_text(encoding="utf-8") for name in ("text", "article")
    ),
)


def show_head(card: Mapping[str, Any]) -> None:
    """Show what is known of the article; a copy's original can be opened."""
    _panel(data={"head": card}, key="article-head", on_article_change=_hear_article)


def show_claims(
    cards: Sequence[Mapping[str, Any]], chosen: str | None, place_id: str | None
) -> None:
    """Show the claims as a list, the chosen one in full, those on a chosen place marked."""
    data = {"claims": cards, "chosen": chosen, "place": place_id}
    _panel(data=data, key="article-claims", on_claim_change=_hear_claim)


def _hear_article() -> None:
    asked = st.session_state["article-head"].article
    if isinstance(asked, str):
        choosing.open_article(asked)


def _hear_claim() -> None:
    chosen = st.session_state["article-claims"].claim
    if isinstance(chosen, str):
        choosing.choose_claim(chosen or None)
