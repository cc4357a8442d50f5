"""The tables of the sources page; a row chosen opens what can be done with it."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from geodata import portrayal

_GRADES = "Admiralty code: " + "; ".join(
    f"{letter} {words}" for letter, words in portrayal.RELIABILITY_WORDS.items()
)
_NAME: Mapping[str, Any] = {"name": st.column_config.TextColumn("Name", width=230)}
_COUNTS: Mapping[str, Any] = {
    "claims": st.column_config.NumberColumn("Claims", width=65),
    "places": st.column_config.NumberColumn("Places", width=65, help="Distinct places"),
}
_SPAN: Mapping[str, Any] = {
    "open": st.column_config.ProgressColumn(
        "Denied or disputed", min_value=0, max_value=1, format="percent", width=120
    ),
    "by_day": st.column_config.BarChartColumn("Claims by day", width=150, y_min=0),
    "first": st.column_config.DateColumn("First day", format="YYYY-MM-DD", width=90),
    "last": st.column_config.DateColumn("Last day", format="YYYY-MM-DD", width=90),
    "corrected": st.column_config.NumberColumn(
        "Corrected", width=80, help="Claims that analysts corrected, rejected, merged or added"
    ),
}
_COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "source": {
        **_NAME,
        "grade": st.column_config.TextColumn("Grade", width=55, help=_GRADES),
        **_COUNTS,
        "voices": st.column_config.NumberColumn(
            "Voices", width=65, help="Claimants quoted, beside the outlet's own voice"
        ),
        **_SPAN,
        "articles": st.column_config.NumberColumn("Articles", width=70),
        "copies": st.column_config.NumberColumn(
            "Copies", width=65, help="Articles that are near-duplicates of another source's"
        ),
        "side": st.column_config.TextColumn("Affiliation", width=165),
        "language": st.column_config.TextColumn("Language", width=75),
        "licence": st.column_config.TextColumn("Licence", width=110),
        "reason": st.column_config.TextColumn("What the grade rests on", width=360),
    },
    "voice": {
        **_NAME,
        "kind": st.column_config.TextColumn("Kind", width=130),
        **_COUNTS,
        "sources": st.column_config.NumberColumn(
            "Sources", width=70, help="That print what it says"
        ),
        **_SPAN,
    },
}
_MAPS: Mapping[str, Any] = {
    "mapper": st.column_config.TextColumn("Mapper", width=150),
    "source": st.column_config.TextColumn("Source", width=190),
    "title": st.column_config.TextColumn("Title", width=190),
    "first": st.column_config.DateColumn("First day", format="YYYY-MM-DD", width=90),
    "last": st.column_config.DateColumn("Last day", format="YYYY-MM-DD", width=90),
    "places": st.column_config.NumberColumn("Places", format="localized", width=80),
    "changes": st.column_config.NumberColumn(
        "Changes", format="localized", width=80, help="Changes of a place's state that it shows"
    ),
    "licence": st.column_config.TextColumn("Licence", width=150),
    "export": st.column_config.TextColumn("Export", width=110),
    "file": st.column_config.TextColumn("File", width=150),
    "recorded": st.column_config.DatetimeColumn(
        "Recorded (UTC)", format="YYYY-MM-DD HH:mm", timezone="UTC", width=130
    ),
}


def show_rows(rows: pd.DataFrame, what: str) -> str | None:
    """Show sources or voices; gives the code of the chosen one.

    what: "source" or "voice".
    """
    if rows.empty:
        st.info(
            "Nothing is said in this selection. Change the filters or the clocks, or reset them.",
            icon=":material/search_off:",
        )
        return None
    codes = rows.index.tolist()
    # Rows are chosen by position: another set of rows is another table.
    key = f"{what}s-{hashlib.sha256(repr(codes).encode()).hexdigest()[:16]}"
    columns = _COLUMNS[what]
    st.dataframe(
        rows[list(columns)],
        column_config=columns,
        hide_index=True,
        height=min(480, 38 + 35 * len(rows)),
        placeholder="",
        on_select=partial(_hear, key, what, codes),
        selection_mode=["single-row", "single-cell"],
        key=key,
    )
    chosen: str | None = st.session_state.get(f"{what}-chosen")
    return chosen if chosen in codes else None


def _hear(key: str, what: str, codes: Sequence[str]) -> None:
    chosen = st.session_state[key].selection
    rows = chosen.rows or [row for row, _ in chosen.cells]
    known = bool(rows) and rows[0] < len(codes)
    st.session_state[f"{what}-chosen"] = codes[rows[0]] if known else None


def show_maps(rows: pd.DataFrame) -> None:
    """Show published maps with their span."""
    if rows.empty:
        st.info(
            "No published map is kept here. `python -m geodata import FILE` adds one: each becomes "
            "the account of its mapper.",
            icon=":material/map:",
        )
        return
    st.dataframe(
        rows, column_config=_MAPS, hide_index=True, height=min(480, 38 + 35 * len(rows)),
        placeholder="", key="published-maps",
    )  # fmt: skip
    st.caption(
        "Only changes are kept. A mapper's account can be chosen as a voice at the top, compared "
        "with another, and asked for any day of its span."
    )
