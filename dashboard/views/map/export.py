"""The claims on the map as a file."""

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from geodata.pipeline import Situation
from geodata.selection import Selection


def show_export(desk: reads.Desk, selection: Selection, shown: Situation) -> None:
    """Offer the claims shown as a file, made when it is asked for."""
    closed = reads.closed_to_export(desk, selection)
    note = f" Left out for their licence: {', '.join(closed)}." if closed else ""
    st.download_button(
        "Export GeoJSON",
        data=lambda: reads.export_geojson(desk, selection),
        file_name="claims.geojson",
        mime="application/geo+json",
        on_click="ignore",
        icon=":material/download:",
        help=markdown_safe(f"The claims shown, each with its quote and source.{note}"),
        disabled=not len(shown.rows),
        key="export",
    )
