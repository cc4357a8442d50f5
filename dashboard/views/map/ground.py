"""Below the map: how much ground is whose in this account, and which filters that follows."""

import streamlit as st

from dashboard import reads
from dashboard.views.figures import show_figures
from dashboard.views.words import not_yet
from geodata.selection import Selection


def show_ground(desk: reads.Desk, selection: Selection) -> None:
    """Show the figures of the account and day on the map."""
    if not_yet(desk, selection.known_at):
        return  # the line above the map says so
    show_figures(desk, selection)
    if selection.is_wider_than_ground:
        st.caption(
            "Ground and front line follow the account, its sources and the last day only; the "
            "other filters narrow the marks and the table."
        )
