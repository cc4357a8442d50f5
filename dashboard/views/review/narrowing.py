"""What the queue is narrowed to: article, confidence, state, disagreement; order and export."""

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads.reviewing import Asked, Order, Queue, Shown, export_reviewed
from dashboard.views import state
from dashboard.views.bound import bound
from geodata.selection.links import Parameter, Parameters, one_of, record, switch


def _percent(text: str) -> int:
    percent = int(text)
    if not 0 <= percent <= 100:
        raise ValueError(text)
    return percent


PARAMETERS: Parameters = {
    "article": record("article", "an article"),
    "claim": record("claim", "a claim"),
    "below": Parameter("below", _percent, str, "a percentage"),
    "shown": one_of("shown", Shown),
    "order": one_of("order", Order),
    "disagreed": switch("disagreed", "on"),
}
"""What else this page's links hold."""


def asked() -> Asked:
    """What the link narrows the queue to."""
    below = state.more("below")
    return Asked(
        article_id=state.more("article"),
        below=1.0 if below is None else below / 100,
        shown=state.more("shown") or Shown.OPEN,
        order=state.more("order") or Order.LEAST_SURE,
        disagreed=bool(state.more("disagreed")),
    )


def show_narrowing(desk: reads.Desk, queue: Queue) -> None:
    """Show how far the review is, what the queue can be narrowed to, and its export."""
    done = queue.decided_count / queue.count if queue.count else 0.0
    st.progress(done, text=f"{queue.decided_count} of {queue.count} claims in this view decided")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.segmented_control(
            "Queue",
            list(Shown),
            format_func=str.capitalize,
            required=True,
            label_visibility="collapsed",
            **bound("review", "shown", Shown.OPEN, ["claim"]),
        )
        with st.popover("Narrow the queue", icon=":material/tune:", key="review-narrow"):
            _show_fields(desk)
        _show_export(desk)


def _show_fields(desk: reads.Desk) -> None:
    st.segmented_control(
        "Order",
        list(Order),
        format_func=str.capitalize,
        required=True,
        **bound("review", "order", Order.LEAST_SURE),
    )
    st.slider(
        "Confidence up to", 0, 100, format="%d %%", **bound("review", "below", 100, ["claim"])
    )
    _show_article(desk)
    st.checkbox(
        "Readers disagree",
        help="Only claims that one reader of the article found and another did not: the "
        "grammar alone and with the parser, or two versions of it.",
        **bound("review", "disagreed", False, ["claim"]),
    )


def _show_article(desk: reads.Desk) -> None:
    """Narrow the queue to one article; options are shown as they are."""
    articles = reads.articles(desk)
    chosen = state.more("article")
    st.selectbox(
        "Article",
        [None, *articles, *([] if chosen is None or chosen in articles else [chosen])],
        format_func=lambda one: (
            "Every article" if one is None else articles[one].title if one in articles else one
        ),
        **bound("review", "article", None, ["claim"]),
    )


def _show_export(desk: reads.Desk) -> None:
    st.download_button(
        "Export reviewed",
        data=lambda: export_reviewed(desk),
        file_name="reviewed.jsonl",
        mime="application/jsonl",
        on_click="ignore",
        icon=":material/download:",
        help=markdown_safe(
            "Articles of which every claim is decided, as labelled cases (JSON Lines): the "
            "program can be scored with them."
        ),
        key="review-export",
    )
