"""Lays the page out: the ways in, the drafts with their preview, Save, and what came of it."""

from collections.abc import Sequence

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads.adding import foresight, outlook, warm_up
from dashboard.views import access, state
from dashboard.views.add import drafts, keeping
from dashboard.views.add.batch import show_batch, show_common_source
from dashboard.views.add.drafts import Draft
from dashboard.views.add.fields import show_fields
from dashboard.views.add.showing import show_notices, show_preview
from dashboard.views.add.taking import show_ways
from dashboard.views.desk_page import begin_page
from dashboard.views.navigation import Pages
from dashboard.views.problems import told
from geodata.pipeline import Preview


def render(desk: reads.Desk, pages: Pages) -> None:
    """Show the page."""
    with told():
        begin_page(desk, pages, "add")
        _lay_out(desk, pages)
    state.write_link()


def _lay_out(desk: reads.Desk, pages: Pages) -> None:
    if not access.may_decide():
        access.show_viewer_notice("add articles")
        return
    warm_up()
    if keeping.results():
        keeping.show_results(desk, pages, state.current())
        return
    show_ways(desk)
    if drafts.drafts():
        _show_drafts(desk)
    else:
        st.caption("What was read is shown before anything is saved.")


def _show_drafts(desk: reads.Desk) -> None:
    listed = drafts.drafts()
    above = st.container()
    problem = ""
    draft = drafts.current()
    if draft and draft.article:
        with st.container(border=True):
            problem = _show_draft(desk, draft, foresight(desk, draft.article))
    # Drawn last, since it shows what the fields below it say.
    with above:
        if len(listed) > 1:
            show_common_source(desk)
            show_batch(desk)
            _show_save(desk, can_save=not problem)
        for words in _problems(listed):
            st.error(markdown_safe(words), icon=":material/error:")


def _problems(listed: Sequence[Draft]) -> list[str]:
    if len(listed) == 1:
        return [listed[0].problem] if listed[0].problem else []
    none = not any(draft.article for draft in listed)
    return ["None of the articles can be read; the table says why."] if none else []


def _show_draft(desk: reads.Desk, draft: Draft, before: Preview) -> str:
    """Show one article with its fields; gives what is wrong with them."""
    problem = show_fields(desk, draft, before.article)
    if draft.article is None:
        return problem
    if problem:
        st.error(problem)
    seen = foresight(desk, draft.article)
    show_notices(desk, draft, seen)
    if len(drafts.drafts()) == 1:
        _show_save(desk, can_save=not problem)
    else:
        key = f"add-wanted-{draft.number}"
        draft.wanted = st.checkbox("Save this one, too", draft.wanted, key=key)
    show_preview(desk, draft, seen)
    return problem


def _show_save(desk: reads.Desk, *, can_save: bool) -> None:
    """One button for all that is wanted and new."""
    wanted = [one.article for one in drafts.readable() if one.wanted and one.article]
    changing = [article for article in wanted if not outlook(desk, article).is_read]
    noun = "article" if len(changing) == 1 else "articles"
    label = "Save" if len(drafts.drafts()) == 1 else f"Save {len(changing)} {noun}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        pressed = st.button(
            label,
            type="primary",
            icon=":material/save:",
            key="add-save",
            disabled=not can_save or not changing,
        )
        undated = sum(outlook(desk, one).published_on is None for one in changing)
        without = (
            f" {undated} without a day of publication."
            if undated and len(drafts.drafts()) > 1
            else ""
        )
        st.caption(f"Claims are on the map from then on. Saving can be undone.{without}")
    if pressed:
        keeping.save_all(desk)
        st.rerun()
