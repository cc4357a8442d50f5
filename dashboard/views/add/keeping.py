"""Saves what the reader wants saved, says what came of each article, and takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

import pandas as pd
import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads.adding import foresight, named, save, take_back
from dashboard.reads.reading import view_of_place
from dashboard.views.add import drafts, taking
from dashboard.views.add.drafts import Draft
from dashboard.views.analyst import analyst, show_analyst
from dashboard.views.desk_page import go_to
from dashboard.views.navigation import Pages
from geodata.errors import ClaimlineError
from geodata.model import Article
from geodata.selection import Selection

_RESULTS, _SAID, _CHOSEN = "add-results", "add-said", "add-chosen-result"
_COLUMNS = {
    "origin": st.column_config.TextColumn("From", width="medium"),
    "what": st.column_config.TextColumn("What came of it", width="small"),
    "claims": st.column_config.NumberColumn("Claims", width=65),
    "detail": st.column_config.TextColumn("More", width="large"),
}


@dataclass(slots=True, kw_only=True)
class Result:
    """What came of one article."""

    origin: str
    what: str
    """added | known | copy | failed | left out | taken back."""
    article: Article | None = None
    claim_count: int | None = None
    detail: str = ""
    undoable: bool = False
    """False: it was there before, or was not saved."""

    @property
    def is_here(self) -> bool:
        """Whether the article is in the store and stands."""
        return self.article is not None and self.what != "taken back"


def results() -> list[Result]:
    """What came of the last save; empty if nothing was saved since the page began anew."""
    held: list[Result] = st.session_state.get(_RESULTS, [])
    return held


def save_all(desk: reads.Desk) -> None:
    """Save the drafts one after the other, in sight; what fails doesn't stop the rest."""
    listed = drafts.drafts()
    st.session_state[_RESULTS] = held = []
    st.session_state[_CHOSEN] = 0
    progress = st.progress(0.0)
    for number, draft in enumerate(listed, start=1):
        progress.progress(number / len(listed), f"Saving {number} of {len(listed)}")
        held.append(_saved(desk, draft))
    progress.empty()
    taking.begin_anew()


def _saved(desk: reads.Desk, draft: Draft) -> Result:
    article = draft.article
    if article is None:
        return Result(origin=draft.origin, what="failed", detail=draft.short_problem)
    if not draft.wanted:
        return Result(origin=draft.origin, what="left out")
    try:
        before = foresight(desk, article)
        added = save(desk, article)
    except ClaimlineError as error:
        return Result(origin=draft.origin, what="failed", detail=str(error))
    what = "known" if not added.is_new else "copy" if added.copy_of else "added"
    detail = "; ".join(added.notes)
    if added.copy_of:
        detail = f"near-duplicate of {named(desk, added.copy_of)}; one origin with it"
    return Result(
        origin=draft.origin,
        what=what,
        article=added.article,
        claim_count=added.claim_count,
        detail=detail,
        undoable=added.is_new and (before.known is None or before.is_withdrawn),
    )


def show_results(desk: reads.Desk, pages: Pages, selection: Selection) -> None:
    """Say what came of each article; offer ways on and to take it back."""
    listed = results()
    _say()
    st.markdown(f"**{markdown_safe(_summary(listed))}**")
    _show_table(listed)
    _show_ways(desk, pages, selection)
    if any(one.undoable for one in listed):
        show_analyst(desk)
        st.button(
            "Undo",
            icon=":material/undo:",
            key="add-undo",
            help="Withdraw what was just added: nothing that it says counts any more. The store "
            "remembers that it was added and taken back.",
            on_click=_undo,
            args=(desk,),
        )


def _show_table(listed: Sequence[Result]) -> None:
    rows = [
        {"origin": one.origin, "what": one.what, "claims": one.claim_count, "detail": one.detail}
        for one in listed
    ]

    def hear() -> None:
        picked = st.session_state["add-results-table"].selection.rows
        st.session_state[_CHOSEN] = picked[0] if picked else 0

    st.dataframe(
        pd.DataFrame(rows, columns=list(_COLUMNS)),
        column_config=_COLUMNS,
        hide_index=True,
        height=min(420, 38 + 35 * len(rows)),
        placeholder="",
        on_select=hear,
        selection_mode="single-row",
        key="add-results-table",
    )


def _chosen() -> Article | None:
    """The article of the row that is chosen, else the first that is here."""
    listed = results()
    number = st.session_state.get(_CHOSEN, 0)
    first = listed[number : number + 1] if number else []
    return next((one.article for one in [*first, *listed] if one.is_here), None)


def _summary(listed: Sequence[Result]) -> str:
    parts = []
    for what, words in (
        ("added", "added"),
        ("copy", "added as near-duplicate"),
        ("known", "known already"),
        ("taken back", "taken back"),
        ("left out", "left out"),
        ("failed", "failed"),
    ):
        count = sum(one.what == what for one in listed)
        if count:
            parts.append(f"{count} {words}")
    return ", ".join(parts).capitalize() + "."


def _show_ways(desk: reads.Desk, pages: Pages, selection: Selection) -> None:
    kept = [one.article for one in results() if one.article and one.is_here]
    chosen = _chosen()
    now = replace(selection, known_at=None)  # else what was just added isn't known yet
    with st.container(horizontal=True, gap="small"):
        if st.button("Add another", icon=":material/add:", type="primary", key="add-another"):
            st.session_state[_RESULTS] = []
            st.rerun()
        if kept and st.button("Show on the map", icon=":material/map:", key="add-map"):
            go_to(pages, "map", _on_map(desk, kept, now))
        if (
            chosen
            and "article" in pages
            and st.button(
                "Open the article"
                if len(results()) == 1
                else f"Open {markdown_safe(_short(chosen))}",
                icon=":material/article:",
                key="add-article",
                help="Choose a row to open another." if len(results()) > 1 else None,
            )
        ):
            go_to(pages, "article", now, {"article": [chosen.article_id]})
        if (
            chosen
            and "review" in pages
            and st.button("Review its claims", icon=":material/fact_check:", key="add-review")
        ):
            plain = Selection(worldview=selection.worldview)  # no filter hides one
            go_to(pages, "review", plain, {"article": [chosen.article_id]})


def _short(article: Article) -> str:
    return f"“{shorten(article.title or '(no title)', 40, placeholder=' …')}”"


def _on_map(desk: reads.Desk, kept: Sequence[Article], selection: Selection) -> Selection:
    """One article: its first place. Several: what their sources say. No filter hides them."""
    plain = Selection(worldview=selection.worldview)
    if len(kept) > 1:
        return replace(plain, sources=frozenset(article.source_id for article in kept))
    claims = desk.store.claims_of(kept[0].article_id)
    if not claims:
        return plain
    place_id = claims[0].place_id
    return replace(plain, picked=place_id, view=view_of_place(desk, place_id, plain.worldview))


def _undo(desk: reads.Desk) -> None:
    if not analyst():
        st.session_state[_SAID] = False, "Say who decides: your name or initials are kept with it."
        return
    try:
        for one in results():
            if one.undoable and one.article:
                take_back(desk, one.article.article_id, analyst())
                one.what, one.undoable = "taken back", False
                one.detail, one.claim_count = "", None
    except ClaimlineError as error:
        st.session_state[_SAID] = False, f"Not taken back. {error}"
    else:
        st.session_state[_SAID] = True, "Taken back: nothing of it counts any more."


def _say() -> None:
    said = st.session_state.pop(_SAID, None)
    with st.container():
        if said:
            kept, words = said
            (st.success if kept else st.error)(markdown_safe(words))
