"""What is chosen on the article page: the article, a claim of it, a place named in it."""

import streamlit as st

from dashboard.reads.reading import Reading
from dashboard.views import state
from dashboard.views.spans import PLACE

_NAME = "article-name"
"""Id of the span of a name that was chosen last, after the claim."""


def open_article(article_id: str | None) -> None:
    """Show another article, or the list of them."""
    state.keep(article=article_id, claim=None)
    st.session_state[_NAME] = None


def choose_claim(claim_id: str | None) -> None:
    """Show a claim, or none."""
    state.keep(claim=claim_id)
    st.session_state[_NAME] = None


def mark(span_id: str) -> None:
    """A stretch of the text was chosen: the sentence of a claim, or a name."""
    if ":" not in span_id:
        choose_claim(span_id)
        return
    st.session_state[_NAME] = span_id


def marked() -> str | None:
    """Id of the span that the text shows as chosen."""
    name: str | None = st.session_state.get(_NAME)
    return name or state.more("claim")


def place_id() -> str | None:
    """The place whose name is chosen in the text."""
    name = st.session_state.get(_NAME) or ""
    return name.removeprefix(PLACE) if name.startswith(PLACE) else None


def claim_in(reading: Reading) -> str | None:
    """The chosen claim, if it is one of this article's."""
    chosen = state.more("claim")
    return chosen if chosen in {claim.claim_id for claim in reading.claims} else None
