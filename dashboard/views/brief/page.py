"""Lays the page of sheets out: what is chosen, the preview, downloads, the brief in words."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads import briefing, disputes
from dashboard.views import state, words
from dashboard.views.bound import bound
from dashboard.views.brief.links import MOST_LISTED, NO_BANNER, PARAMETERS
from dashboard.views.desk_page import open_page
from dashboard.views.navigation import Pages
from dashboard.views.problems import told
from geodata import portrayal
from geodata.briefing import BANNER, LONGEST_BANNER, LONGEST_TITLE, Layout, Request, Spelling
from geodata.selection import FIRST_DAY, LAST_DAY, Selection

_LAYOUTS = {
    Layout.SINGLE: "One map",
    Layout.VOICES: "Two voices",
    Layout.DAYS: "Two days",
    Layout.DISPUTES: "Disputed places",
    Layout.DOSSIER: "One place",
}
_SPELLINGS = {
    Spelling.LATIN: "Latin letters",
    Spelling.CYRILLIC: "As in the country",
    Spelling.BOTH: "Ukrainian and Russian",
}
_SOURCES = 12
_TEXT_HEIGHT = 320


def render(desk: reads.Desk, pages: Pages) -> None:
    """Show the page."""
    with told():
        open_page(desk, pages, "brief", PARAMETERS)
        _workspace(desk)


@st.fragment
def _workspace(desk: reads.Desk) -> None:
    """Choices and preview: a change reruns these and not the filters."""
    with told():
        selection = state.current()
        shown = reads.situation(desk, selection)
        st.caption(markdown_safe(words.summary(selection, shown)))
        left, right = st.columns([3, 9], gap="medium")
        with left:
            request = _choose(desk, selection)
        with right:
            if request is None:
                st.info("Choose the place that the sheet is about.", icon=":material/place:")
            else:
                if not shown.claims:
                    st.info(words.nothing_words(desk, selection), icon=":material/search_off:")
                _show(desk, request)
        state.write_link()


def _choose(desk: reads.Desk, selection: Selection) -> Request | None:
    """Offer what a sheet is made of; None while something needed is missing."""
    layout: Layout = st.selectbox(
        "Layout",
        list(_LAYOUTS),
        format_func=_LAYOUTS.__getitem__,
        **bound("brief", "layout", Layout.SINGLE),
    )
    voice2, earlier, place = _choose_more(desk, selection, layout)
    title: str = st.text_input(
        "Title", max_chars=LONGEST_TITLE, placeholder="Made of the view",
        **bound("brief", "title", ""),
    )  # fmt: skip
    banner: str = st.text_input(
        "Banner",
        max_chars=LONGEST_BANNER,
        help=f"Handling, at top and bottom. “{NO_BANNER}” leaves it away.",
        **bound("brief", "banner", BANNER),
    )
    listed: int = st.number_input(
        "Sources on a picture", 1, MOST_LISTED, help="PDF and slides list all of them.",
        **bound("brief", "listed", _SOURCES),
    )  # fmt: skip
    spelling: Spelling = st.selectbox(
        "Place names",
        list(_SPELLINGS),
        format_func=_SPELLINGS.__getitem__,
        **bound("brief", "spelling", Spelling.LATIN),
    )
    since = None if layout in {Layout.VOICES, Layout.DAYS} else _choose_since()
    if layout is Layout.DOSSIER and place is None:
        return None
    if _choose_whole(selection):
        selection = replace(selection, view=None)
    return Request(
        view=briefing.view_of(desk, selection, layout, voice2, earlier),
        layout=layout,
        title=title,
        banner="" if banner.strip() == NO_BANNER else banner or BANNER,
        most_sources=listed,
        spelling=spelling,
        changed_since=since,
        place=place,
    )


def _choose_more(
    desk: reads.Desk, selection: Selection, layout: Layout
) -> tuple[str | None, date | None, str | None]:
    """What one layout needs: another voice, another day, a place."""
    if layout is Layout.VOICES:
        return _choose_voice(desk, selection), None, None
    if layout is Layout.DAYS:
        usual = briefing.usual_earlier(desk, selection)
        day: date | None = st.date_input(
            "Earlier day",
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            **bound("brief", "earlier", usual),
        )
        return None, day or usual, None
    return None, None, _choose_place(desk, selection) if layout is Layout.DOSSIER else None


def _choose_voice(desk: reads.Desk, selection: Selection) -> str | None:
    voices = briefing.other_voices(desk, selection)
    if not voices:
        st.caption("Nobody else speaks here.")
        return None
    chosen: str = st.selectbox(
        "Beside the account of",
        voices,
        format_func=lambda voice: portrayal.actor_name(voice, desk.actors),
        **bound("brief", "voice2", voices[0]),
    )
    return chosen


def _choose_place(desk: reads.Desk, selection: Selection) -> str | None:
    names = disputes.spoken_of(desk, selection)
    kept = state.more("of")
    others = [one for one in (kept, selection.picked) if one and one not in names]
    chosen: str | None = st.selectbox(
        "Place",
        [*others, *names],
        format_func=lambda place_id: names.get(place_id) or desk.place_name(place_id),
        placeholder="Find a place",
        **bound("brief", "of", selection.picked),
    )
    return chosen


def _choose_since() -> date | None:
    chosen: date | None = st.date_input(
        "Tell what changed since",
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
        help="Empty: changes are not told.",
        **bound("brief", "changed_since", None),
    )
    return chosen


def _choose_whole(selection: Selection) -> bool:
    if selection.view is None:
        return False
    return st.toggle(
        "Frame all there is",
        help="Off: the map is framed as on the screen.",
        **bound("brief", "whole", False),
    )


def _show(desk: reads.Desk, request: Request) -> None:
    made = briefing.sheet(desk, request)
    if made.watermark:
        st.warning(markdown_safe(made.notes[0]), icon=":material/lock:")
    st.image(
        briefing.preview(desk, request), width="stretch", alt=f"Preview of the sheet: {made.title}"
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for form, (name, mime) in briefing.FORMATS.items():
            st.download_button(
                name,
                data=partial(briefing.download, desk, request, form),
                file_name=f"claimline-{made.digest[:8]}.{form}",
                mime=mime,
                on_click="ignore",
                icon=":material/download:",
                key=f"brief-{form}",
            )
        st.caption(markdown_safe(f"Data {made.digest}"), width="content")
    st.caption("The brief in words: each sentence with its sources and claims.")
    st.code(briefing.text_of(desk, request), language=None, wrap_lines=True, height=_TEXT_HEIGHT)
