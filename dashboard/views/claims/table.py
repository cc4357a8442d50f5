"""The table: a leaf of claims; a cell opens its sentence, ticked rows can be exported."""

import hashlib
from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import reads
from dashboard.reads import listing
from dashboard.views import state
from geodata.model import Claim

MOST_ROWS = 500
"""Claims on one leaf."""
_NAMES = {
    "place": "Place",
    "what": "What is said",
    "says": "Said by",
    "quote": "Quote",
    "true_of": "True of",
    "published": "Published",
    "learned": "Learned",
    "source": "Source",
    "told": "Printed by",
    "tags": "Note",
    "confidence": "Confidence",
    "review": "Review",
    "title": "Article",
    "extractor": "Found by",
}
NAMES = {column: _NAMES[column] for column in listing.COLUMNS}
"""Heads of the columns, in the order of the table."""
_WIDTHS = {
    "place": 130,
    "what": 120,
    "says": 190,
    "tags": 70,
    "true_of": 86,
    "published": 86,
    "learned": 86,
    "source": 130,
    "told": 84,
    "review": 120,
    "title": 200,
    "extractor": 90,
    "quote": 280,
}
_DAYS = ("published", "learned")


def _config(column: str) -> ColumnConfig:
    if column == "confidence":
        return st.column_config.ProgressColumn(
            NAMES[column], min_value=0, max_value=1, format="percent", width=84
        )
    if column in _DAYS:
        return st.column_config.DateColumn(
            NAMES[column], format="YYYY-MM-DD", width=_WIDTHS[column]
        )
    return st.column_config.TextColumn(NAMES[column], width=_WIDTHS[column])


def show_table(
    desk: reads.Desk, known: listing.Prepared, leaf: Sequence[Claim], columns: Sequence[str]
) -> Sequence[Claim]:
    """Show a leaf of claims; gives the ticked ones, and keeps the one whose cell is chosen."""
    # Rows are chosen by position: another order or another set of rows is another table.
    ids = [claim.claim_id for claim in leaf]
    key = f"claims-{hashlib.sha256(''.join(ids).encode()).hexdigest()[:16]}"
    told = st.dataframe(
        listing.rows(desk, known, leaf, columns),
        column_config={column: _config(column) for column in columns},
        hide_index=True,
        height=min(500, 38 + 35 * max(1, len(leaf))),
        placeholder="undated",
        on_select=partial(_hear, key, ids),
        selection_mode=["multi-row", "single-cell"],
        key=key,
    )
    return [leaf[row] for row in told.selection.rows if row < len(leaf)]


def _hear(key: str, claim_ids: Sequence[str]) -> None:
    cells = st.session_state[key].selection.cells
    if cells and cells[0][0] < len(claim_ids):
        state.keep(claim=claim_ids[cells[0][0]])
