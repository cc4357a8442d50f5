"""Lays the review page out: the queue, the claim in its text, its fields, and the decisions."""

from dataclasses import replace

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads.reading import Reading, read_article, source_name
from dashboard.reads.reviewing import Queue, review_of, review_queue
from dashboard.views import access, state
from dashboard.views.analyst import show_analyst
from dashboard.views.desk_page import go_to, open_page
from dashboard.views.navigation import Pages
from dashboard.views.problems import told
from dashboard.views.reading_pane import show_markable_text
from dashboard.views.review import deciding, form, record
from dashboard.views.review.narrowing import PARAMETERS, asked, show_narrowing
from dashboard.views.spans import spans_of
from geodata.model import Claim
from geodata.selection import Selection


def render(desk: reads.Desk, pages: Pages) -> None:
    """Show the page."""
    with told():
        selection = open_page(desk, pages, "review", PARAMETERS)
        _workspace(desk, pages, selection)


@st.fragment
def _workspace(desk: reads.Desk, pages: Pages, selection: Selection) -> None:
    """Queue, text and form: a decision reruns these and not the head."""
    with told():
        _lay_out(desk, pages, selection)
    state.write_link()


def _lay_out(desk: reads.Desk, pages: Pages, selection: Selection) -> None:
    if selection.known_at:
        st.info(
            "Decisions are made about what is known now: press “Back to now” above.",
            icon=":material/history:",
        )
        return
    queue = review_queue(desk, selection, asked())
    show_narrowing(desk, queue)
    adding = deciding.adding()
    claim = None if adding else deciding.current(queue)
    with st.container():
        deciding.show_outcome()
    article_id = adding or (claim.article_id if claim else "")
    reading = read_article(desk, article_id, None)
    if reading is None:
        _show_end(queue)
        deciding.show_undo(desk)
        return
    left, right = st.columns([6, 5], gap="medium")
    with left:
        _show_text(desk, reading, claim)
        _show_ways(pages, selection, article_id, claim)
    with right:
        _show_decisions(desk, queue, reading, claim)


def _show_text(desk: reads.Desk, reading: Reading, claim: Claim | None) -> None:
    """The article with all that was read in it; words marked there go into the form."""
    article, claims = reading.article, list(reading.claims)
    if claim and claim.claim_id not in {one.claim_id for one in claims}:
        claims.append(claim)  # rejected or merged: still shown where it was read
    day = article.published_on or "undated"
    title = f"{article.title or '(no title)'} · {source_name(desk, article.source_id)}"
    st.markdown(f"**{markdown_safe(title)}**, {day}")
    marked = show_markable_text(
        article.text,
        spans_of(desk, claims, reading.mentions),
        "review-text",
        claim.claim_id if claim else None,
        deciding.turn_to,
    )
    if marked:
        form.take_words(marked)
    st.caption("Click another sentence to review it; mark words with the mouse to rest on them.")


def _show_ways(pages: Pages, selection: Selection, article_id: str, claim: Claim | None) -> None:
    with st.container(horizontal=True, gap="small"):
        if claim and st.button("Show on the map", icon=":material/map:", key="review-open-map"):
            go_to(pages, "map", replace(selection, picked=claim.place_id))
        if st.button("Open the article", icon=":material/article:", key="review-open-article"):
            chosen = {"claim": [claim.claim_id]} if claim else {}
            go_to(pages, "article", selection, {"article": [article_id], **chosen})


def _show_decisions(desk: reads.Desk, queue: Queue, reading: Reading, claim: Claim | None) -> None:
    if not access.may_decide():
        access.show_viewer_notice("review claims")
        if claim:
            record.show_record(desk, claim, review_of(desk, claim))
        return
    show_analyst(desk)
    if claim:
        record.show_record(desk, claim, review_of(desk, claim))
    buttons = st.container()  # in sight before the fields, but made of what these say
    values = form.show_form(desk, reading, claim)
    case = deciding.case_of(desk, queue, claim) if claim else None
    with buttons:
        deciding.show_buttons(desk, case, values)
    if case:
        deciding.show_less_common(case, reading)


def _show_end(queue: Queue) -> None:
    if queue.count == 0:
        words = "No claim is in this view. Change the filters, or add an article."
    elif queue.decided_count == queue.count:
        words = "Every claim in this view is decided. “Decided” above shows them again."
    else:
        words = "No claim matches what the queue is narrowed to. Widen it above."
    st.success(words, icon=":material/task_alt:")
