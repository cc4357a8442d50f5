"""Lays the page of claims out: search, table, sentences, export."""

from collections.abc import Sequence

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads import listing
from dashboard.reads.listing import Order
from dashboard.reads.sentences import no_sentences, sentences
from dashboard.views import state, words
from dashboard.views.bound import bound
from dashboard.views.claims.export import show_export
from dashboard.views.claims.links import LONGEST_SEARCH, PARAMETERS, USUAL_COLUMNS
from dashboard.views.claims.table import MOST_ROWS, NAMES, show_table
from dashboard.views.desk_page import open_page
from dashboard.views.navigation import Pages
from dashboard.views.problems import told
from dashboard.views.sentences import follow, show_sentences
from geodata.pipeline import Situation
from geodata.selection import Selection

_ORDERS = {
    Order.NEWEST: "Newest day first",
    Order.PUBLISHED: "Newest published first",
    Order.LEARNED: "Newest learned first",
    Order.PLACE: "By place",
    Order.UNSURE: "Least certain first",
}
_HINT = "Choose a cell to read the claim in its article. Tick rows to export only these."


def render(desk: reads.Desk, pages: Pages) -> None:
    """Show the page."""
    with told():
        open_page(desk, pages, "claims", PARAMETERS)
        _workspace(desk, pages)


@st.fragment
def _workspace(desk: reads.Desk, pages: Pages) -> None:
    """Table and sentences: a click reruns these and not the filters."""
    with told():
        selection = state.current()
        shown = reads.situation(desk, selection)
        switches = st.container(horizontal=True, vertical_alignment="center", gap="small")
        with switches:
            columns = _show_search()
        found = listing.listed(
            desk, selection, state.more("text") or "", state.more("order") or Order.NEWEST
        )
        st.caption(markdown_safe(_summary(selection, shown, len(found))))
        left, right = st.columns([13, 7], gap="medium")
        with switches:
            first = _leaf(len(found))
        with left:
            if found:
                known = listing.prepared(desk, selection)
                leaf = found[first : first + MOST_ROWS]
                ticked = show_table(desk, known, leaf, columns)
                show_export(desk, selection, found, ticked)
            else:
                st.info(_nothing(desk, selection, shown), icon=":material/search_off:")
        with right:
            _show_words(desk, pages, selection, shown)
        state.write_link()


def _show_search() -> Sequence[str]:
    """Show what narrows and orders the table; gives its columns."""
    st.text_input(
        "Search",
        max_chars=LONGEST_SEARCH,
        placeholder="Search quote, place, speaker, source",
        icon=":material/search:",
        label_visibility="collapsed",
        width=320,
        **bound("claims", "text", "", ("leaf",)),
    )
    st.selectbox(
        "Order",
        list(_ORDERS),
        format_func=_ORDERS.__getitem__,
        label_visibility="collapsed",
        width=230,
        **bound("claims", "order", Order.NEWEST, ("leaf",)),
    )
    with st.popover("Columns", icon=":material/view_column:", width="content"):
        chosen: list[str] = st.multiselect(
            "Columns",
            list(NAMES),
            format_func=NAMES.__getitem__,
            label_visibility="collapsed",
            **bound("claims", "columns", USUAL_COLUMNS),
        )
    return [column for column in NAMES if column in (chosen or USUAL_COLUMNS)]


def _summary(selection: Selection, shown: Situation, found: int) -> str:
    said = words.summary(selection, shown)
    return f"{found} of {said}" if found < len(shown.claims) else said


def _nothing(desk: reads.Desk, selection: Selection, shown: Situation) -> str:
    if shown.claims:
        return "No claim of this selection has all these words. Search for fewer, or other ones."
    return words.nothing_words(desk, selection)


def _leaf(count: int) -> int:
    """Turn the leaves of a long table; gives the number of its first row."""
    leaves = -(-count // MOST_ROWS)
    if leaves <= 1:
        return 0
    leaf: int = st.number_input(
        "Leaf",
        1,
        max(leaves, state.more("leaf") or 1),
        help=f"{leaves} leaves of {MOST_ROWS} claims each.",
        label_visibility="collapsed",
        icon=":material/auto_stories:",
        width=150,
        **bound("claims", "leaf", 1),
    )
    return (min(leaf, leaves) - 1) * MOST_ROWS


def _show_words(desk: reads.Desk, pages: Pages, selection: Selection, shown: Situation) -> None:
    """The chosen claim in its article, and below what else prints the same statement."""
    known = listing.prepared(desk, selection)
    tellings = known.tellings.get(state.more("claim") or "", ())
    told = sorted(tellings, key=lambda claim: claim.claim_id != state.more("claim"))
    data = no_sentences(_HINT)
    if told:
        outlets = listing.told_words(told)
        kind = "" if outlets == "1" else f"{outlets} print this one statement"
        data = sentences(desk, shown, told, known.names[told[0].place_id], kind)
        made = listing.review_words(known.reviews.get(told[0].claim_id))
        data["place"]["state"] = made[:1].upper() + made[1:]
        data["place"]["id"] = told[0].claim_id
    way = show_sentences(desk, "claim-words", data, lambda _: state.keep(claim=None))
    asked = next((claim for claim in told if way and claim.claim_id == way[1]), None)
    if way and asked:
        follow(desk, pages, state.current(), way[0], asked)
