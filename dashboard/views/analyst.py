"""Who decides: asked once and kept by the browser; who is logged in is not asked."""

import streamlit as st

from dashboard import reads
from dashboard.drawing import ASSETS
from dashboard.plain import markdown_safe
from dashboard.views import access, link_bar
from dashboard.views.navigation import PAGES
from geodata.settings import LONGEST_ANALYST

FIELD = "analyst-field"
_ANALYST = "analyst"
_MEMORY = "analyst-memory"

_memory = st.components.v2.component(
    "claimline_analyst", html="", js=(ASSETS / "analyst.js").read_text(encoding="utf-8")
)


def show_analyst(desk: reads.Desk) -> None:
    """Ask who decides; filled in by the login, the browser's memory or the settings."""
    known = access.logged_in_as()
    if known:
        st.caption(markdown_safe(f"Decisions are kept as those of {known}."))
        return
    if FIELD not in st.session_state:  # not shown yet, or not in the last run
        st.session_state[FIELD] = st.session_state.get(_ANALYST, desk.settings.analyst)
    st.session_state[_ANALYST] = st.text_input(
        "Who decides",
        key=FIELD,
        max_chars=LONGEST_ANALYST,
        placeholder="Your name or initials",
        help="Kept in the store with each decision and shown beside it, and in this browser. "
        "CLAIMLINE_ANALYST in the environment fills it in.",
        width=320,
    )
    asks = not st.session_state.get("analyst-asked")
    elsewhere = [page for page in PAGES if page != link_bar.entered()]
    told = {"analyst": analyst(), "asks": asks, "elsewhere": elsewhere}
    _memory(data=told, key=_MEMORY, on_analyst_change=_remember)


def analyst() -> str:
    """Who decides; empty if nobody has said so."""
    return access.logged_in_as() or " ".join(str(st.session_state.get(_ANALYST) or "").split())


def _remember() -> None:
    """Take in what the browser has kept; it may be anything."""
    kept = st.session_state[_MEMORY].analyst
    st.session_state["analyst-asked"] = True
    if isinstance(kept, str) and not analyst():
        st.session_state[FIELD] = st.session_state[_ANALYST] = kept[:LONGEST_ANALYST]
