"""The search for a place: goes there, or offers what the name may mean."""

from typing import Any

import streamlit as st

from dashboard import reads
from dashboard.views import state
from geodata.selection import Choices


def show_search(desk: reads.Desk, choices: Choices) -> None:
    """Offer the search: places with claims to choose from, or any name."""
    asked = str(_asked() or "")
    names = reads.offered_places(desk, [asked] if asked in choices.places else [])

    def words(asked: str) -> str:
        return names[asked] if asked in names else desk.place_name(asked)

    st.selectbox(
        "Find a place",
        sorted(names, key=words),
        index=None,
        format_func=words,
        key=state.key_of(state.SEARCH),
        on_change=lambda: _answer(desk, choices),
        accept_new_options=True,
        placeholder="Find a place: name, then Enter",
        label_visibility="collapsed",
        width=260,
    )


def _asked() -> Any:
    return st.session_state.get(state.key_of(state.SEARCH))


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
    asked = _asked()
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
    elif _asked() is not None:
        state.lead(None)


def _go(desk: reads.Desk, place_id: str | None) -> None:
    place = desk.place(place_id) if place_id else None
    if place:
        state.go_to(place.place_id, reads.goal_of(desk, place, state.current().worldview))


def problems(desk: reads.Desk) -> list[str]:
    """Say what the search can't find."""
    asked = _asked()
    if asked is None:
        return []
    found = _found(desk, reads.choices(desk))
    if found.exact and found.place_ids:
        return []
    help_ = " Places spelled much like it stand in the list below." if found.place_ids else ""
    return [f"The gazetteer knows no place called “{asked[:60]}”.{help_}"]
