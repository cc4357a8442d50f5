"""Several articles at once: what would come of each, and which one is previewed."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import reads
from dashboard.reads.adding import known_sources, outlook
from dashboard.reads.reading import source_name
from dashboard.views.add import drafts
from dashboard.views.add.drafts import Draft
from geodata.model import Article
from geodata.seeds import UNKNOWN_SOURCE

_SLOW = 8
"""So many articles take long enough to read for a bar."""
_ROW, _TALL_ROW = 35, 62
"""Pixels: one and two lines of text; below 61 it is not wrapped."""
_LONGEST_LINE = 72
"""Characters of what would come of an article that one line holds."""
_COLUMNS = {
    "origin": st.column_config.TextColumn("From", width=190),
    "outlook": st.column_config.TextColumn("What would come of it", width=430),
    "claims": st.column_config.NumberColumn("Claims", width=65),
    "title": st.column_config.TextColumn("Title", width=300),
    "source": st.column_config.TextColumn("Source", width=160),
    "published": st.column_config.DateColumn("Published", format="YYYY-MM-DD", width=95),
}


def show_batch(desk: reads.Desk) -> None:
    """List the drafts; the row chosen is previewed below."""
    listed = drafts.drafts()
    rows = pd.DataFrame(_rows(desk, listed), columns=list(_COLUMNS))
    key = f"add-batch-{listed[0].number}-{len(listed)}"
    is_long = rows["outlook"].str.len().max() > _LONGEST_LINE
    row_height = _TALL_ROW if is_long else _ROW

    def hear() -> None:
        picked = st.session_state[key].selection.rows
        if picked and picked[0] < len(listed):
            drafts.open_draft(listed[picked[0]].number)

    st.caption(f"{len(listed)} articles. Choose a row to preview and describe it.")
    st.dataframe(
        rows,
        column_config=_COLUMNS,
        hide_index=True,
        height=min(380, 38 + row_height * len(rows)),
        row_height=row_height,
        placeholder="",
        on_select=hear,
        selection_mode="single-row",
        key=key,
    )


def show_common_source(desk: reads.Desk) -> None:
    """Offer one source for all that name none."""
    unnamed = [draft for draft in drafts.readable() if _is_unnamed(draft)]
    if len(unnamed) < 2:
        return
    key = f"add-common-{unnamed[0].number}-{len(unnamed)}"
    st.selectbox(
        f"Source of the {len(unnamed)} articles that name none",
        known_sources(desk)[1:],
        index=None,
        key=key,
        format_func=lambda one: source_name(desk, one),
        accept_new_options=True,
        placeholder="Choose, or type a name",
        on_change=lambda: _name(unnamed, st.session_state[key]),
        width=420,
    )


def _is_unnamed(draft: Draft) -> bool:
    return draft.article is not None and draft.article.source_id == UNKNOWN_SOURCE


def _name(unnamed: Sequence[Draft], source: str | None) -> None:
    name = " ".join(str(source or "").split())[:300]
    for draft in unnamed:
        if name:
            draft.name_source(name)


def _rows(desk: reads.Desk, listed: Sequence[Draft]) -> list[dict[str, object]]:
    """Reading many takes a while the first time; then it is known."""
    progress = st.progress(0.0) if len(listed) > _SLOW else None
    rows = []
    for number, draft in enumerate(listed, start=1):
        rows.append(_row(desk, draft, draft.article) if draft.article else _bad_row(draft))
        if progress:
            progress.progress(number / len(listed), f"Reading {number} of {len(listed)}")
    if progress:
        progress.empty()
    return rows


def _row(desk: reads.Desk, draft: Draft, article: Article) -> dict[str, object]:
    seen = outlook(desk, article)
    return {
        "origin": draft.origin,
        "title": article.title or "(no title)",
        "source": source_name(desk, article.source_id),
        "published": seen.published_on,
        "claims": seen.claim_count,
        "outlook": seen.words if draft.wanted else f"left out ({seen.words})",
    }


def _bad_row(draft: Draft) -> dict[str, object]:
    return {
        "origin": draft.origin,
        "title": "",
        "source": "",
        "outlook": f"can't be read: {draft.short_problem}",
    }
