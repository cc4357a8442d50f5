"""Lays the page of disputes out: the table of voices or the list of changes, with the sentences."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads import disputes
from dashboard.reads.disputes import Order
from dashboard.reads.sentences import no_sentences, sentences
from dashboard.reads.ways import around
from dashboard.views import state, words
from dashboard.views.bound import bound
from dashboard.views.desk_page import open_page
from dashboard.views.disputes.changes import show_changes
from dashboard.views.disputes.links import PARAMETERS, Part
from dashboard.views.disputes.matrix import MOST_ROWS, Cell, lay_out, show_matrix
from dashboard.views.navigation import Pages
from dashboard.views.problems import told
from dashboard.views.sentences import follow, show_sentences
from geodata.model import Claim
from geodata.pipeline import Situation
from geodata.selection import Selection

_PARTS = {Part.VOICES: "Who says what", Part.CHANGES: "What changed"}
_ORDERS = {
    Order.NEWEST: "Newest word first",
    Order.LONGEST: "Longest dispute first",
    Order.NAME: "By name",
}
_FOUND = "disputes-found"
_HINTS = {
    Part.VOICES: "Choose a cell to read its sentences, or a place to read those of all voices.",
    Part.CHANGES: "Choose a place to read the words that changed it.",
}


def render(desk: reads.Desk, pages: Pages) -> None:
    """Show the page."""
    with told():
        open_page(desk, pages, "disputes", PARAMETERS)
        _workspace(desk, pages)


@st.fragment
def _workspace(desk: reads.Desk, pages: Pages) -> None:
    """Table and sentences: a click reruns these and not the filters."""
    with told():
        selection = state.current()
        shown = reads.situation(desk, selection)
        st.caption(markdown_safe(words.summary(selection, shown)))
        switches = st.container(horizontal=True, vertical_alignment="center", gap="medium")
        part = _show_switches(switches)
        if part is Part.VOICES:
            with switches:
                _show_search(desk, selection)
        claims: Sequence[Claim] = ()
        left, right = st.columns([13, 7], gap="medium")
        with left:
            if not shown.claims:
                st.info(words.nothing_words(desk, selection), icon=":material/search_off:")
            elif part is Part.CHANGES:
                claims = show_changes(desk, selection, shown)
            else:
                claims = _show_voices(desk, selection, switches)
        with right:
            _show_words(desk, pages, shown, claims, _HINTS[part])
        state.write_link()


def _show_switches(switches: DeltaGenerator) -> Part:
    with switches:
        part: Part | None = st.segmented_control(
            "Part of the page",
            list(_PARTS),
            format_func=_PARTS.__getitem__,
            required=True,
            label_visibility="collapsed",
            **bound("disputes", "part", Part.VOICES, ("also", "row", "by")),
        )
        if part is not Part.CHANGES:
            st.selectbox(
                "Order",
                list(_ORDERS),
                format_func=_ORDERS.__getitem__,
                label_visibility="collapsed",
                width=220,
                **bound("disputes", "order", Order.NEWEST, ("leaf",)),
            )
            st.toggle(
                "Also where voices agree",
                help="Every place that two or more voices speak of. A place with one voice gets a "
                "row by “Find a place”.",
                **bound("disputes", "every", False, ("leaf",)),
            )
    return part or Part.VOICES


def _show_search(desk: reads.Desk, selection: Selection) -> None:
    """Find a place: it gets a row, and its sentences are opened."""
    names = disputes.spoken_of(desk, selection)
    also = state.more("also")
    st.session_state[_FOUND] = also
    st.selectbox(
        "Find a place",
        names if also is None or also in names else [also, *names],
        format_func=lambda place_id: names.get(place_id) or desk.place_name(place_id),
        placeholder="Find a place",
        index=None,
        label_visibility="collapsed",
        width=240,
        key=_FOUND,
        on_change=_find,
    )


def _find() -> None:
    found = st.session_state[_FOUND]
    state.keep(also=found, row=found, by=None)


def _every() -> bool:
    return bool(state.more("every"))


def _show_voices(
    desk: reads.Desk, selection: Selection, switches: DeltaGenerator
) -> Sequence[Claim]:
    """Show the table; gives the claims of the chosen cell."""
    order = state.more("order") or Order.NEWEST
    row = state.more("row")
    usual = disputes.matrix(desk, selection, every=_every(), order=order)
    if row and all(one.place_id != row for one in usual.rows):
        state.keep(also=row)
    asked = state.more("also")
    shown = disputes.matrix(desk, selection, every=_every(), order=order, asked=asked)
    if not shown.rows:
        st.info(_no_rows(every=_every()), icon=":material/handshake:")
        return ()
    pointed = _pointed(shown)
    with switches:
        first = _leaf(len(shown.rows))
    key = (*reads.key_of(desk, selection), _every(), order, shown.asked, first, pointed)
    show_matrix(_laid_out(desk, shown, selection, key), _open)
    if shown.voices_in_all > len(shown.voices):
        st.caption(
            f"The {len(shown.voices)} of {shown.voices_in_all} voices that speak of most of these "
            "places have columns; choose an account above to see another."
        )
    return disputes.words_of(desk, selection, row, state.more("by")) if row else ()


@st.cache_resource(show_spinner=False, max_entries=16)
def _laid_out(
    _desk: reads.Desk, _shown: disputes.Matrix, _selection: Selection, key: tuple[Any, ...]
) -> dict[str, Any]:
    first, pointed = key[-2:]
    return lay_out(_desk, _shown, first, disputes.seen_from(_selection), pointed)


def _no_rows(*, every: bool) -> str:
    if every:
        return "No place here has two voices. Choose everyone's account, or widen the filters."
    return (
        "No place is disputed or contested in this account. Choose everyone's account or a later "
        "day, or show also where voices agree."
    )


def _leaf(count: int) -> int:
    """Turn the leaves of a long table; gives the number of its first row."""
    leaves = -(-count // MOST_ROWS)
    if leaves == 1:
        return 0
    leaf: int = st.number_input(
        "Leaf",
        1,
        max(leaves, state.more("leaf") or 1),
        help=f"{leaves} leaves of {MOST_ROWS} places each.",
        label_visibility="collapsed",
        icon=":material/auto_stories:",
        width=150,
        **bound("disputes", "leaf", 1),
    )
    return (min(leaf, leaves) - 1) * MOST_ROWS


def _pointed(shown: disputes.Matrix) -> Cell | None:
    """The cell that the table is to mark by itself: what it reported it has marked already.

    So its data stay the same from click to click, and are not sent again.
    """
    row, by = state.more("row"), state.more("by")
    cell = (row, by or "") if row else None
    if cell != st.session_state.get("matrix-heard"):
        st.session_state["matrix-heard"] = st.session_state["matrix-pointed"] = cell
        numbers = [number for number, one in enumerate(shown.rows) if one.place_id == row]
        if numbers:
            leaf = numbers[0] // MOST_ROWS + 1
            state.keep(leaf=leaf if leaf > 1 else None)
    pointed: Cell | None = st.session_state.get("matrix-pointed")
    return pointed


def _open(cell: Cell) -> None:
    place_id, voice = cell
    st.session_state["matrix-heard"] = cell
    state.keep(row=place_id, by=voice or None)


def _turn_to(place_id: str) -> None:
    """Open the sentences of another place, as of the area about it; "" = of none."""
    state.keep(row=place_id or None, by=None)


def _show_words(
    desk: reads.Desk, pages: Pages, shown: Situation, claims: Sequence[Claim], hint: str
) -> None:
    place_id, voice = state.more("row"), state.more("by")
    data = no_sentences(hint)
    if place_id and claims:
        said = f"{disputes.voice_name(desk, voice)} says" if voice else ""
        data = sentences(desk, shown, claims, desk.place_name(place_id), said)
        data["place"]["within"] = around(desk, shown, place_id)
    way = show_sentences(desk, "disputed-words", data, _turn_to)
    asked = next((claim for claim in claims if way and claim.claim_id == way[1]), None)
    if way and asked:
        follow(desk, pages, state.current(), way[0], asked)
