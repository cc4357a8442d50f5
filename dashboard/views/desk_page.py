"""What every page but the comparison begins with: head line, account, filters, clocks, notices."""

from collections.abc import Mapping

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.views import state
from dashboard.views.clocks import show_banner, show_clocks
from dashboard.views.filters import show_filters
from dashboard.views.navigation import Pages, link_from, show_navigation
from geodata.selection import Choices, Parameters, Selection, to_parameters

_NOTHING_MORE: Parameters = {}
_MOST_NOTICES = 3


def read_link(desk: reads.Desk, name: str, more: Parameters = _NOTHING_MORE) -> Choices:
    """Take up what the page's link asks for.

    more: what else the page's links hold beside the selection, see state.more().
    """
    choices = reads.choices(desk)
    state.begin(
        name, choices, lambda place_id: desk.place(place_id) is not None,
        desk.settings.worldview, more,
    )  # fmt: skip
    return choices


def begin_page(
    desk: reads.Desk, pages: Pages, name: str, more: Parameters = _NOTHING_MORE
) -> Choices:
    """Read the link, with `more` as read_link(), and show the head line."""
    choices = read_link(desk, name, more)
    show_navigation(desk, pages, name, link_from(state.current(), choices))
    return choices


def open_page(
    desk: reads.Desk, pages: Pages, name: str, more: Parameters = _NOTHING_MORE
) -> Selection:
    """Begin a page that is drawn from the selection: head line, filters, clocks, notices.

    The page ends with state.write_link(), so that its address names what it shows.
    """
    choices = begin_page(desk, pages, name, more)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show_filters(desk, choices)
        show_clocks(desk)
    show_banner(desk, state.current().known_at, state.to_now)
    show_notices(state.problems())
    return state.current()


def show_notices(lines: list[str]) -> None:
    """Say what of a link or of the days can't be followed, a line for each of the first few."""
    told = lines[:_MOST_NOTICES]
    if left := len(lines) - len(told):
        told.append(f"… and {left} more.")
    with st.container():
        if told:
            st.warning("  \n".join(map(markdown_safe, told)), icon=":material/link_off:")


def go_to(
    pages: Pages, name: str, selection: Selection, more: Mapping[str, list[str]] | None = None
) -> None:
    """Switch to a page on a selection; `more` is what else its link holds. Ends the run."""
    st.switch_page(pages[name], query_params={**to_parameters(selection), **(more or {})})
