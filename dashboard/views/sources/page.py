"""Lays the sources page out: outlets, voices and published maps, each with what it says."""

import streamlit as st

from dashboard import reads
from dashboard.reads.coverage import Coverage, coverage, map_headers
from dashboard.views import state
from dashboard.views.desk_page import open_page
from dashboard.views.navigation import Pages
from dashboard.views.problems import told
from dashboard.views.sources.detail import show_source, show_voice
from dashboard.views.sources.rows import map_rows, source_rows, voice_rows
from dashboard.views.sources.tables import show_maps, show_rows
from dashboard.views.words import not_yet
from geodata.selection import Selection

_OPEN_WORDS = (
    "“Denied or disputed” is the share of its claims that another claim denies, or that say who "
    "controls a place on which voices disagree: it tells of disagreement, not of error. “Claims by "
    "day” counts "
    "what was printed, each row scaled to its own maximum"
)


def render(desk: reads.Desk, pages: Pages) -> None:
    """Show the page."""
    with told():
        selection = open_page(desk, pages, "sources")
        _lay_out(desk, pages, selection)
    state.write_link()


def _lay_out(desk: reads.Desk, pages: Pages, selection: Selection) -> None:
    if early := not_yet(desk, selection.known_at):
        st.info(early, icon=":material/history:")
        return
    counted = coverage(desk, selection)
    published = map_rows(desk, map_headers(desk, selection))
    outlets, voices, maps = st.tabs(
        [
            f"Sources ({len(counted.sources)})",
            f"Voices ({len(counted.voices)})",
            f"Published maps ({len(published)})",
        ]
    )
    with outlets:
        chosen = show_rows(source_rows(desk, counted.sources), "source")
        if chosen:
            show_source(desk, pages, counted, chosen)
        st.caption(_span_words(counted))
    with voices:
        chosen = show_rows(voice_rows(desk, counted.voices), "voice")
        if chosen:
            show_voice(desk, pages, counted, chosen)
        st.caption(_span_words(counted))
    with maps:
        show_maps(published)


def _span_words(counted: Coverage) -> str:
    if counted.first_day is None:
        return f"{_OPEN_WORDS}."
    if counted.first_day == counted.last_day:
        return f"{_OPEN_WORDS}; all on {counted.first_day}."
    return f"{_OPEN_WORDS}, from {counted.first_day} to {counted.last_day}."
