"""The head of the page: voice, filters, place search, export, and the choice in words."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dashboard import reads, theme
from dashboard.selection import FIRST_DAY, LAST_DAY, Choices, Selection
from dashboard.theme import markdown_safe
from dashboard.views import accounts
from dashboard.views.map import state
from dashboard.views.switch import Pages, show_title, show_way, to_compare
from geodata.model import Relation
from geodata.pipeline import Situation


def show_head(desk: reads.Desk, choices: Choices, pages: Pages) -> None:
    """Show title, voice, filters and search; what they hold is read by state.current()."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show_title()
        _voice_switch(desk, choices)
        count = state.current().filter_count
        with st.popover(
            f"Filters ({count})" if count else "Filters",
            icon=":material/filter_list:",
            width="content",
            key="filters",
        ):
            _filter_panel(desk, choices)
        st.button("Reset", on_click=state.reset, icon=":material/restart_alt:", key="reset")
        _place_search(desk, choices)
        _account_list(desk, choices)
        show_way(pages, "map", lambda: to_compare(state.current(), choices))


def _voice_switch(desk: reads.Desk, choices: Choices) -> None:
    def words(voice: str) -> str:
        if voice == state.EVERYONE:
            return "Everyone"
        return f"{markdown_safe(theme.actor_name(voice, desk.actors))} says"

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
        width=210,
    )


def _filter_panel(desk: reads.Desk, choices: Choices) -> None:
    def actor_words(actor_id: str) -> str:
        return theme.actor_name(actor_id, desk.actors)

    def source_words(source_id: str) -> str:
        source = desk.sources.get(source_id)
        return source.name if source else source_id

    def relation_words(relation: str) -> str:
        return theme.RELATION_NAMES[Relation(relation)]

    left, right = st.columns(2)
    with left:
        _many("Source", "sources", choices.sources, source_words)
        _many("Who says it", "claimants", choices.claimants, actor_words)
    with right:
        _many("About whom", "actors", choices.actors, actor_words)
        _many("What is said", "relations", choices.relations, relation_words)
    _day("From day", "since")
    names = reads.place_names(desk, choices.places)
    _many("Place", "places", choices.places, names.__getitem__)
    st.caption(
        "Days are those that a claim is said to be true of, or of publication where none is given. "
        "The last day is set under the map."
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


def _place_search(desk: reads.Desk, choices: Choices) -> None:
    names = reads.place_names(desk, choices.places)

    def words(asked: str) -> str:
        return names[asked] if asked in names else desk.place_name(asked)

    st.selectbox(
        "Find a place",
        sorted(names, key=words),
        index=None,
        format_func=words,
        key=state.SEARCH,
        on_change=lambda: _answer(desk, choices),
        accept_new_options=True,
        placeholder="Find a place: name, then Enter",
        label_visibility="collapsed",
        width=260,
    )


def show_found(desk: reads.Desk, choices: Choices) -> None:
    """Offer the places that the search may mean, if it isn't one only."""
    found = _found(desk, choices)
    if len(found.place_ids) > 1 or (found.place_ids and not found.exact):
        _which_one(desk, found)


def _which_one(desk: reads.Desk, found: reads.Found) -> None:
    told = reads.told_apart(desk, found.place_ids)
    count = len(found.place_ids)
    st.selectbox(
        "Which one",
        found.place_ids,
        index=None,
        format_func=lambda place_id: told[place_id],
        key="place-search-which",
        on_change=lambda: _go(desk, st.session_state.get("place-search-which")),
        placeholder=f"{count} places of that name: which? Or add its region to the name"
        if found.exact
        else f"Did you mean …? ({count})",
        label_visibility="collapsed",
        width=480,
    )


def _found(desk: reads.Desk, choices: Choices) -> reads.Found:
    """Give the places that the search box names now, or may mean."""
    asked = st.session_state.get(state.SEARCH)
    if asked is None:
        return reads.Found(place_ids=(), exact=True)
    if asked in choices.places or desk.place(asked):
        return reads.Found(place_ids=(asked,), exact=True)
    return reads.find(desk, asked)


def _answer(desk: reads.Desk, choices: Choices) -> None:
    """Go to the only place of the name; until it is said which of several, none is picked."""
    found = _found(desk, choices)
    if found.exact and len(found.place_ids) == 1:
        _go(desk, found.place_ids[0])
    elif st.session_state.get(state.SEARCH) is not None:
        state.lead(None)


def _go(desk: reads.Desk, place_id: str | None) -> None:
    place = desk.place(place_id) if place_id else None
    if place:
        state.go_to(place.place_id, reads.goal_of(desk, place, state.current().worldview))


def show_problems(desk: reads.Desk, choices: Choices) -> None:
    """Say what of a link, of the days or of a search can't be followed, a line for each."""
    lines = state.problems()
    asked = st.session_state.get(state.SEARCH)
    found = _found(desk, choices)
    if asked is not None and not (found.exact and found.place_ids):
        help_ = " Places spelled much like it stand in the list below." if found.place_ids else ""
        lines.append(f"The gazetteer knows no place called “{asked[:60]}”.{help_}")
    if lines:
        st.warning("  \n".join(map(markdown_safe, lines)), icon=":material/link_off:")


def show_export(desk: reads.Desk, selection: Selection, shown: Situation) -> None:
    """Offer the claims shown as a file, made when it is asked for."""
    closed = reads.closed_sources(desk, shown.claims)
    note = f" Left out for their licence: {', '.join(closed)}." if closed else ""
    st.download_button(
        "Export GeoJSON",
        data=lambda: reads.export_geojson(desk, selection),
        file_name="claims.geojson",
        mime="application/geo+json",
        on_click="ignore",
        icon=":material/download:",
        help=markdown_safe(f"The claims shown, each with its quote and source.{note}"),
        disabled=not shown.claims,
        key="export",
    )


def nothing_words(desk: reads.Desk, selection: Selection) -> str:
    """Say what to do where no claim is listed: there may be ground all the same."""
    ground = None
    if not selection.without_ground:
        ground = reads.held_ground(desk, selection.ground_query(), selection.worldview)
    if ground is None or ground.areas.empty:
        return "No claims match. Change the filters, or reset them."
    return (
        "No article in this view names a place. The ground is drawn from published maps: click "
        "it, or look a place up, to read the lines behind it."
    )


def summary(selection: Selection, shown: Situation) -> str:
    """Count claims, voices and sources, and name the two clocks."""
    claims = shown.claims
    voices = len({claim.claimant for claim in claims})
    sources = len({claim.source_id for claim in claims})
    parts = [
        f"{_counted(len(claims), 'claim')} by {_counted(voices, 'voice')} "
        f"in {_counted(sources, 'source')}"
    ]
    if selection.since:
        parts.append(f"from {selection.since}")
    if selection.as_of:
        parts.append(f"up to {selection.as_of}")
    known = f"{selection.known_at:%Y-%m-%d %H:%M} UTC" if selection.known_at else "now"
    return f"{', '.join([*parts, f'as known {known}'])}."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
