"""The articles of a selection, to search and to choose from."""

import hashlib
from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import reads
from dashboard.reads.reading import article_rows
from dashboard.views.article import choosing
from dashboard.views.words import not_yet
from geodata.selection import Selection

_COLUMNS = {
    "title": st.column_config.TextColumn("Title", width=430),
    "source": st.column_config.TextColumn("Source", width=190),
    "published": st.column_config.DateColumn("Published", format="YYYY-MM-DD", width=90),
    "basis": st.column_config.TextColumn(
        "On the basis of", width=140, help="On what the day of publication rests"
    ),
    "claims": st.column_config.NumberColumn(
        "Claims", width=65, help="In this selection; the article may hold more"
    ),
    "note": st.column_config.TextColumn(
        "Note", width=150, help="Near-duplicates of one text; articles that an analyst withdrew"
    ),
}


def show_list(desk: reads.Desk, selection: Selection) -> None:
    """Show the articles; a row chosen opens the article."""
    rows = article_rows(desk, selection)
    wanted = st.text_input(
        "Search articles",
        key="article-search",
        placeholder="Search titles and texts",
        label_visibility="collapsed",
        max_chars=200,
    )
    found = rows[rows["words"].str.contains(wanted.casefold(), regex=False)] if wanted else rows
    if found.empty:
        st.info(_nothing_words(desk, selection, wanted, rows), icon=":material/search_off:")
        return
    st.caption(f"{len(found):,} of {len(rows):,} articles. Choose a row to read it.")
    listed = found["article_id"].tolist()
    # Rows are chosen by position: another set of rows is another table.
    key = f"articles-{hashlib.sha256(''.join(listed).encode()).hexdigest()[:16]}"
    st.dataframe(
        found[list(_COLUMNS)],
        column_config=_COLUMNS,
        hide_index=True,
        height=min(560, 38 + 35 * len(found)),
        placeholder="undated",
        on_select=partial(_hear, key, listed),
        selection_mode=["single-row", "single-cell"],
        key=key,
    )


def _nothing_words(desk: reads.Desk, selection: Selection, wanted: str, rows: pd.DataFrame) -> str:
    if early := not_yet(desk, selection.known_at):
        return early
    if rows.empty:
        return "No article is in this selection. Change the filters or the clocks, or reset them."
    return f"None of {len(rows):,} articles holds these words. Try others, or change the filters."


def _hear(key: str, article_ids: Sequence[str]) -> None:
    chosen = st.session_state[key].selection
    rows = chosen.rows or [row for row, _ in chosen.cells]
    if rows and rows[0] < len(article_ids):
        choosing.open_article(article_ids[rows[0]])
