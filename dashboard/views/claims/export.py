"""What is listed, or ticked, as a file."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads import listing
from geodata.model import Claim
from geodata.selection import Selection


def show_export(
    desk: reads.Desk, selection: Selection, claims: Sequence[Claim], ticked: Sequence[Claim]
) -> None:
    """Offer both lists in each format, made when asked for; name the sources that are left out."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        file_format: str = st.selectbox(
            "Format",
            list(listing.FORMATS),
            format_func=lambda one: listing.FORMATS[one][0],
            key="claims-format",
            label_visibility="collapsed",
            width=150,
        )
        for name, words, chosen in (
            ("listed", "Export all listed", claims),
            ("ticked", "Export ticked rows", ticked),
        ):
            st.download_button(
                f"{words} ({len(chosen)})",
                data=partial(listing.export, desk, selection, chosen, file_format),
                file_name=f"claims.{file_format}",
                mime=listing.FORMATS[file_format][1],
                on_click="ignore",
                icon=":material/download:",
                disabled=not chosen,
                key=f"export-{name}",
            )
    closed = reads.closed_sources(desk, claims)
    if closed:
        st.caption(markdown_safe(f"Left out of files for their licence: {', '.join(closed)}."))
