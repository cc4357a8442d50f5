"""Whose account one looks through, and what of it: the widgets that every page shares."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.views import accounts, state
from geodata import portrayal
from geodata.model import Relation
from geodata.selection import FIRST_DAY, LAST_DAY, Choices


def show_filters(desk: reads.Desk, choices: Choices) -> None:
    """Show voice, filters and reset in a line; what they hold is read by state.current()."""
    _voice_switch(desk, choices)
    _account_list(desk, choices)
    count = state.current().filter_count
    with st.popover(
        f"Filters ({count})" if count else "Filters",
        icon=":material/filter_list:",
        width="content",
        key="filters",
    ):
        _filter_panel(desk, choices)
    st.button(
        "Reset",
        on_click=state.reset,
        icon=":material/restart_alt:",
        help="Drop every filter and both clocks",
        key="reset",
    )


def _voice_switch(desk: reads.Desk, choices: Choices) -> None:
    def words(voice: str) -> str:
        if voice == state.EVERYONE:
            return "Everyone"
        return f"{markdown_safe(portrayal.actor_name(voice, desk.actors))} says"

    st.segmented_control(
        "Whose account",
        [*choices.voices, state.EVERYONE],
        format_func=words,
        key=state.key_of("voice"),
        on_change=state.choose_side,
        label_visibility="collapsed",
        width="content",
    )


def _account_list(desk: reads.Desk, choices: Choices) -> None:
    """Offer every other voice and every source; options are shown as they are."""
    key = state.key_of("account")
    listed = accounts.tokens(choices, without=frozenset(choices.voices))
    chosen = st.session_state.get(key)
    st.selectbox(
        "Another account",
        listed if chosen is None or chosen in listed else [chosen, *listed],
        index=None,
        format_func=lambda token: accounts.account_words(desk, token),
        key=key,
        on_change=state.choose_account,
        placeholder="Another account …",
        label_visibility="collapsed",
        width=190,
    )


def _filter_panel(desk: reads.Desk, choices: Choices) -> None:
    def actor_words(actor_id: str) -> str:
        return portrayal.actor_name(actor_id, desk.actors)

    def source_words(source_id: str) -> str:
        source = desk.sources.get(source_id)
        return source.name if source else source_id

    def relation_words(relation: str) -> str:
        return portrayal.RELATION_NAMES[Relation(relation)]

    left, right = st.columns(2)
    with left:
        _many("Source", "sources", choices.sources, source_words)
        _many("Who says it", "claimants", choices.claimants, actor_words)
    with right:
        _many("About whom", "actors", choices.actors, actor_words)
        _many("What is said", "relations", choices.relations, relation_words)
    _day("From day", "since")
    names = reads.offered_places(desk, st.session_state.get(state.key_of("places"), ()))
    counts = {place_id: choices.places[place_id] for place_id in names}
    _many("Place", "places", counts, names.__getitem__)
    st.caption(
        "Days are those that a claim is said to be true of, or of publication where none is given. "
        "The last day is one of the two clocks."
    )


def _many(label: str, field: str, counts: Mapping[Any, int], words: Callable[[str], str]) -> None:
    """Offer values with their counts; options are shown as they are, unlike labels."""
    st.multiselect(
        label,
        sorted(counts, key=lambda value: (-counts[value], value)),
        format_func=lambda value: f"{words(value)} ({counts[value]})",
        key=state.key_of(field),
        placeholder="All",
    )


def _day(label: str, field: str) -> None:
    st.date_input(
        label,
        None,
        key=state.key_of(field),
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
    )
