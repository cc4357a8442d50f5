"""The head line of each page: its title and the way to the other page, with what is chosen."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.selection import (
    Choices,
    Comparison,
    Selection,
    to_comparison_link,
    to_parameters,
)

Pages = Mapping[str, Any]
"""The pages by name, as st.Page makes them."""
Link = Mapping[str, list[str]]

_OTHER = {
    "map": ("compare", "Compare", ":material/compare:", "Two accounts or two days side by side"),
    "compare": ("map", "Map", ":material/map:", "Back to the map of one account"),
}


def show_title() -> None:
    """Name the program."""
    st.markdown("### Claimline", width="content")


def show_way(pages: Pages, page: str, link: Callable[[], Link]) -> None:
    """Offer the other page; it opens on what `link` gives."""
    other, words, icon, help_ = _OTHER[page]
    if st.button(words, icon=icon, help=help_, key=f"to-{other}"):
        st.switch_page(pages[other], query_params=link())


def to_map(comparison: Comparison) -> Link:
    """Open the map on the left account."""
    return to_parameters(comparison.left)


def to_compare(selection: Selection, choices: Choices) -> Link:
    """Compare the map's account with the other side's; the two sides' if it is everybody's."""
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
        return to_comparison_link(replace(comparison, voice=sides[0], voice2=sides[1]))
    others = [side for side in sides if side != selection.voice]
    return to_comparison_link(replace(comparison, voice2=others[0] if others else None))
