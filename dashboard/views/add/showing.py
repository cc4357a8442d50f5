"""The preview: what would come of an article, announced in words and marked in its text."""

from collections.abc import Sequence

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads.adding import claim_rows, named, retelling_rows
from dashboard.views.add.drafts import Draft
from dashboard.views.reading_pane import show_text
from dashboard.views.spans import spans_of
from dashboard.views.words import CONFIDENCE
from geodata import portrayal
from geodata.knowledge import LANGUAGE
from geodata.pipeline import Preview

_CHOSEN = "add-chosen-claim"
_MOST_NAMES = 8
_ROW, _TALL_ROW = 62, 98
"""Pixels: two and four lines of text; below 61 it is not wrapped."""
_CLAIMS = {
    "says": st.column_config.TextColumn("What", width=200),
    "who": st.column_config.TextColumn("Who says so", width=165),
    "true_of": st.column_config.TextColumn("True of", width=85),
    "confidence": st.column_config.NumberColumn("Sure", format="%d %%", width=55, help=CONFIDENCE),
}
UNDATED = (
    "No day of publication is known. Saved so, what it says without a date of its own counts "
    "on every day, and its age is unknown: set the day above if you know it."
)
_RETELLINGS = {
    "article": st.column_config.TextColumn("Article", width=220),
    "shared": st.column_config.TextColumn("What both report", width=300),
}


def show_notices(desk: reads.Desk, draft: Draft, seen: Preview) -> None:
    """Announce what the reader should know before saving."""
    if seen.is_withdrawn:
        _warn(
            f"This very text was added before and withdrawn: {_known(desk, seen)}. Saving brings "
            "it back with the source and day that it had."
        )
    elif seen.known:
        then = "Saving changes nothing." if seen.is_read else "Saving reads it anew."
        _warn(f"This very text is here already: {_known(desk, seen)}. {then}")
    if seen.copy_of:
        _warn(
            f"Near-duplicate of {named(desk, seen.copy_of)}. It can be saved; what both say counts "
            "as one origin."
        )
    if seen.article.published_on is None:
        _warn(UNDATED)
    if seen.article.language != LANGUAGE:
        _warn("Claims are read in English only. Places are found; claims may be missed.")
    if seen.article.published_on and seen.article.published_note:
        day = portrayal.dated(seen.article.published_on, None)
        st.caption(markdown_safe(f"Published {day}: {seen.article.published_note}"))
    for note in draft.notes:
        _warn(f"{note[:1].upper()}{note[1:]}.")


def _known(desk: reads.Desk, seen: Preview) -> str:
    return named(desk, seen.known or seen.article)


def _warn(words: str) -> None:
    st.warning(markdown_safe(words), icon=":material/info:")


def show_preview(desk: reads.Desk, draft: Draft, seen: Preview) -> None:
    """Show the text with what would be read in it, and the claims as a list."""
    left, right = st.columns([6, 5], gap="medium")
    rows = claim_rows(desk, seen.claims)
    with right:
        st.markdown(f"**{portrayal.counted(len(rows), 'claim')} found**")
        if rows.empty:
            st.caption("No claim was found. Saved, the article is listed under Articles.")
        else:
            _show_claims(rows["claim_id"].tolist(), rows, draft)
        _show_open_names(seen)
        _show_retellings(desk, seen)
    with left:
        chosen = st.session_state.get(_CHOSEN)
        spans = spans_of(desk, seen.claims, seen.mentions)
        show_text(seen.article.text, spans, f"add-text-{draft.number}", chosen, _choose)
        st.caption(
            "Nothing is saved yet. Colour and underline mark what was read, not what is true."
        )


def _show_claims(ids: Sequence[str], rows: object, draft: Draft) -> None:
    key = f"add-claims-{draft.number}-{len(ids)}"

    def hear() -> None:
        picked = st.session_state[key].selection.rows
        if picked and picked[0] < len(ids):
            _choose(ids[picked[0]])

    st.dataframe(
        rows,
        column_order=list(_CLAIMS),
        column_config=_CLAIMS,
        hide_index=True,
        height=min(460, 38 + _ROW * len(ids)),
        row_height=_ROW,
        on_select=hear,
        selection_mode="single-row",
        key=key,
    )


def _choose(span_id: str) -> None:
    st.session_state[_CHOSEN] = span_id


def _show_open_names(seen: Preview) -> None:
    names = list(dict.fromkeys(mention.surface for mention in seen.open_names))
    if not names:
        return
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    told = "; ".join(names[:_MOST_NAMES])
    st.caption(
        markdown_safe(f"Names without a place: {told}{more}. ")
        + "Once saved, they can be settled under the map."
    )


def _show_retellings(desk: reads.Desk, seen: Preview) -> None:
    rows = retelling_rows(desk, seen)
    if rows.empty:
        return
    st.markdown(f"**Same story in {portrayal.counted(len(rows), 'other article')}**")
    st.dataframe(
        rows,
        column_order=list(_RETELLINGS),
        column_config=_RETELLINGS,
        hide_index=True,
        height=min(336, 38 + _TALL_ROW * len(rows)),
        row_height=_TALL_ROW,
    )
    st.caption("What one voice says in several articles counts once, by its origin.")
