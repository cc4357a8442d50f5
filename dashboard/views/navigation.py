"""The head line of each page: its title, the way to the other pages with what is chosen."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from dashboard import reads
from dashboard.views.scripts import component
from geodata.selection import (
    Choices,
    Comparison,
    Selection,
    to_comparison_link,
    to_parameters,
)

Pages = Mapping[str, Any]
"""The pages by name, as st.Page makes them."""
Link = Mapping[str, list[str]]

PAGES: Mapping[str, tuple[str, str]] = {
    "map": ("Map", ":material/map:"),
    "compare": ("Compare", ":material/compare:"),
    "disputes": ("Disputes", ":material/rule:"),
    "claims": ("Claims", ":material/table_rows:"),
    "brief": ("Brief", ":material/summarize:"),
    "article": ("Articles", ":material/article:"),
    "add": ("Add", ":material/note_add:"),
    "review": ("Review", ":material/fact_check:"),
    "sources": ("Sources", ":material/newspaper:"),
    "method": ("Method", ":material/info:"),
}
"""Title and icon of each page, in the order of the menu."""

_BEFORE = "before-comparison"
"""What was selected, and the comparison that began with it."""

_copy_link = component("claimline_copy_link", '<div class="copy"></div>', ["trail", "copy"])


def show_navigation(
    desk: reads.Desk, pages: Pages, page: str, link_to: Callable[[str], Link]
) -> None:
    """Name the program and offer its pages; another one opens on what `link_to` gives for it."""
    with st.container(key="navigation", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("#### Claimline", width="content")
        chosen = st.segmented_control(
            "Page",
            [name for name in PAGES if name in pages],
            format_func=_words,
            default=page,
            required=True,
            key=f"page-beside-{page}",
            label_visibility="collapsed",
        )
        _copy_link(desk, {}, key="copy-link")
    if chosen and chosen != page:
        st.switch_page(pages[chosen], query_params=link_to(chosen))


def show_way_to_sheet(pages: Pages, link: Link, what: str) -> None:
    """Offer the sheet that a link opens; `what` it is of: "this view"."""
    if "brief" in pages:
        st.page_link(
            pages["brief"],
            label="Brief this",
            icon=":material/summarize:",
            query_params=link,
            help=f"A sheet of exactly {what}: picture, PDF, slides, text.",
        )


def _words(page: str) -> str:
    title, icon = PAGES[page]
    return f"{icon} {title}"


def link_from(selection: Selection, choices: Choices) -> Callable[[str], Link]:
    """Carry a selection to whatever page is asked for."""

    def link_to(page: str) -> Link:
        if page != "compare":
            return to_parameters(selection)
        comparison = compared(selection, choices)
        st.session_state[_BEFORE] = selection, comparison
        return to_comparison_link(comparison)

    return link_to


def link_from_comparison(comparison: Comparison) -> Callable[[str], Link]:
    """Carry on, to whatever page is asked for, with what was selected before the comparison.

    The account is the left one if that was changed meanwhile.
    """

    def link_to(page: str) -> Link:
        left = comparison.left
        before: tuple[Selection, Comparison] | None = st.session_state.get(_BEFORE)
        if before is None:
            return to_parameters(left)
        selection, began = before
        if _account(left) != _account(began.left):
            voice, outlet, as_of = _account(left)
            since = (
                None if selection.since and as_of and as_of < selection.since else selection.since
            )
            selection = replace(selection, voice=voice, outlet=outlet, as_of=as_of, since=since)
        return to_parameters(replace(selection, known_at=left.known_at, view=left.view))

    return link_to


def _account(side: Selection) -> tuple[str | None, str | None, date | None]:
    return side.voice, side.outlet, side.as_of


def compared(selection: Selection, choices: Choices) -> Comparison:
    """Compare an account with the other side's; the two sides' if it is everybody's."""
    comparison = Comparison(
        voice=selection.voice,
        outlet=selection.outlet,
        as_of=selection.as_of,
        as_of2=selection.as_of,
        known_at=selection.known_at,
        view=selection.view,
        worldview=selection.worldview,
    )
    sides = list(choices.voices)
    if selection.voice is None and selection.outlet is None and len(sides) > 1:
        return replace(comparison, voice=sides[0], voice2=sides[1])
    others = [side for side in sides if side != selection.voice]
    return replace(comparison, voice2=others[0] if others else None)
