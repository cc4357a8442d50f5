"""Lays the article page out: the list of articles, or one with its claims beside the text."""

from dataclasses import replace

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads.reading import Reading, read_article, view_of_place
from dashboard.views import state
from dashboard.views.article import choosing
from dashboard.views.article.cards import claim_cards, head_card
from dashboard.views.article.listing import show_list
from dashboard.views.article.panel import show_claims, show_head
from dashboard.views.desk_page import go_to, open_page
from dashboard.views.navigation import Pages
from dashboard.views.problems import told
from dashboard.views.reading_pane import show_text
from dashboard.views.spans import spans_of
from geodata.selection import Selection
from geodata.selection.links import Parameters, record

PARAMETERS: Parameters = {
    "article": record("article", "an article"),
    "claim": record("claim", "a claim"),
}
"""What else this page's links hold."""


def render(desk: reads.Desk, pages: Pages) -> None:
    """Show the page."""
    with told():
        selection = open_page(desk, pages, "article", PARAMETERS)
        _workspace(desk, pages, selection)


@st.fragment
def _workspace(desk: reads.Desk, pages: Pages, selection: Selection) -> None:
    """List or article: choosing a claim reruns these and not the head."""
    with told():
        _lay_out(desk, pages, selection)
    state.write_link()


def _lay_out(desk: reads.Desk, pages: Pages, selection: Selection) -> None:
    asked = state.more("article")
    reading = read_article(desk, asked, selection.known_at) if asked else None
    if reading is None:
        if asked or state.more("claim"):
            st.warning(_missing_words(desk, asked), icon=":material/link_off:")
        show_list(desk, selection)
        return
    _show_ways(desk, pages, selection, reading)
    show_head(head_card(desk, reading))
    claim_id = choosing.claim_in(reading)
    if state.more("claim") and claim_id is None:
        st.warning(
            "The link's claim is not in this article as it was read last, or as known at that "
            "moment. All claims of the article are listed.",
            icon=":material/link_off:",
        )
    left, right = st.columns([6, 4], gap="medium")
    with left:
        spans = spans_of(desk, reading.claims, reading.mentions)
        show_text(reading.article.text, spans, "article-text", choosing.marked(), choosing.mark)
    with right:
        cards = claim_cards(desk, reading.claims)
        show_claims(cards, claim_id, choosing.place_id())
    st.caption(
        "All claims of the article are shown, whatever the filters. Colour and underline mark "
        "what was read, not what is true."
    )


def _missing_words(desk: reads.Desk, asked: str | None) -> str:
    if asked is None:
        return "The link names a claim but no article. Choose an article."
    if asked in reads.articles(desk):
        return (
            "The article was not known yet at that moment. Choose another one, or set the clock "
            "back to now."
        )
    return "No article here has the code that the link asks for. Choose one from the list."


def _show_ways(desk: reads.Desk, pages: Pages, selection: Selection, reading: Reading) -> None:
    """Back to the list, on to the map and to the review."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "All articles",
            icon=":material/arrow_back:",
            on_click=choosing.open_article,
            args=(None,),
            key="article-back",
        )
        place_id = choosing.place_id() or _place_of(reading)
        if place_id and st.button(
            f"Show {markdown_safe(desk.place_name(place_id))} on the map",
            icon=":material/map:",
            key="article-map",
        ):
            view = view_of_place(desk, place_id, selection.worldview)
            go_to(pages, "map", replace(selection, picked=place_id, view=view or selection.view))
        if "review" in pages and st.button(
            "Review this article", icon=":material/fact_check:", key="article-review"
        ):
            go_to(pages, "review", selection, {"article": [reading.article.article_id]})


def _place_of(reading: Reading) -> str | None:
    """The place of the chosen claim."""
    chosen = choosing.claim_in(reading)
    return next((one.place_id for one in reading.claims if one.claim_id == chosen), None)
