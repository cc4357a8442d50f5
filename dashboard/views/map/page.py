"""Lays the map page out and ties map, evidence and table to one choice."""

from functools import partial
from time import sleep

import streamlit as st

from dashboard import drawing, reads
from dashboard.plain import markdown_safe
from dashboard.views import files, state
from dashboard.views.clocks import show_line
from dashboard.views.desk_page import read_link, show_notices
from dashboard.views.filters import show_filters
from dashboard.views.map import days, hearing, naming, opening, search
from dashboard.views.map.evidence import show_evidence
from dashboard.views.map.export import show_export
from dashboard.views.map.ground import show_ground
from dashboard.views.map.marks import publish_features, publish_marks, publish_timeline
from dashboard.views.map.spots import packed_spots
from dashboard.views.map.table import show_table
from dashboard.views.map.unresolved import show_names
from dashboard.views.navigation import Pages, link_from, show_navigation, show_way_to_sheet
from dashboard.views.problems import told
from dashboard.views.words import nothing_words, short_summary, summary
from geodata import portrayal
from geodata.pipeline import Situation
from geodata.selection import Choices, Selection, to_parameters
from geodata.settings import Worldview

_TILES = "online-tiles"
_TOLD = "map-told"
_HEAD_START = 0.12
"""Seconds, in which a browser paints what was filtered."""


def render(desk: reads.Desk, pages: Pages) -> None:
    """Show the page."""
    st.html(files.FRAME_CSS)
    with told():
        choices = read_link(desk, "map")
        top = st.container(key="top")
        if not opening.begins(top):
            with top:
                show_navigation(desk, pages, "map", link_from(state.current(), choices))
        _workspace(desk, pages)


@st.fragment
def _workspace(desk: reads.Desk, pages: Pages) -> None:
    """All below the head line: a click or a filter reruns this and not the whole program."""
    opening.bring_head_line()
    with told():
        _lay_out(desk, pages)


def _lay_out(desk: reads.Desk, pages: Pages) -> None:
    selection, choices = state.current(), reads.choices(desk)
    shown = reads.situation(desk, selection)
    message = _message(desk, selection, shown)
    # From here on without a pause: for each the browser draws the page once more. Boxes are there
    # on every run: an element less above the map would mount it anew.
    head = st.container(horizontal=True, vertical_alignment="center", gap="small", key="head")
    above = st.container(key="above")
    left, right = st.columns([7, 3], gap="medium")
    with left:  # before all else: what was asked for is told first
        drawing.show_map(
            files.base(desk), files.script(desk), message, on_change=partial(_hear_map, desk)
        )
    if opening.is_opening():
        opening.wait_for_map(head, above)
        return
    _let_map_paint(message)
    with left:
        days.show_days(desk, selection)
    with right:
        show_evidence(desk, pages, shown, selection)
    with above:
        _show_above(desk, choices, selection, shown)
    _show_footing(desk, pages, selection, shown)
    with st.container():
        if not selection.without_ground:
            show_ground(desk, selection)
    if len(shown.rows):
        show_table(desk, shown, selection.picked)
    else:
        st.info(nothing_words(desk, selection), icon=":material/search_off:")
    show_names(desk)
    with head:
        show_filters(desk, choices)
        search.show_search(desk, choices)
    state.write_link()


def _let_map_paint(message: drawing.Message) -> None:
    """Hold back what stands around a map that changes; a click changes nothing on it.

    Map and page are drawn by one thread of the browser: the map would be painted last.
    """
    told = (message.data, message.fronts, message.borders)
    if st.session_state.get(_TOLD, told) != told:
        sleep(_HEAD_START)
    st.session_state[_TOLD] = told


def _show_above(desk: reads.Desk, choices: Choices, selection: Selection, shown: Situation) -> None:
    """The lines over the map: what can't be followed, what was found, what is shown as of when."""
    show_notices([*state.problems(), *search.problems(desk)])
    with st.container():
        search.show_found(desk, choices)
    show_line(desk, short_summary(shown) if selection.known_at else summary(selection, shown))
    with st.container():
        if shown.lost:
            st.info(_lost_words(len(shown.lost)), icon=":material/wrong_location:")


def _lost_words(count: int) -> str:
    places = "1 place is" if count == 1 else f"{count} places are"
    return (
        f"{places} no longer in the gazetteer. The claims there are drawn where they were when "
        "they were read; `python -m geodata gazetteer update` may bring the places back."
    )


def _message(desk: reads.Desk, selection: Selection, shown: Situation) -> drawing.Message:
    spots = packed_spots(desk, selection, shown)
    look = st.session_state["look"]
    return drawing.Message(
        data=publish_marks(desk, selection, shown),
        features=publish_features(desk, selection, shown),
        timeline=publish_timeline(desk, selection, shown) if days.is_played(selection) else None,
        channel=days.channel(),
        borders=files.borders(desk, selection.worldview),
        spots=files.publish(desk, spots) if spots else None,
        fronts=None if selection.without_ground else files.fronts(desk, selection),
        picked=selection.picked,
        view=selection.view,
        look=look if look.number else None,
        tiles=bool(st.session_state.get(_TILES)),
        aim=naming.aims(),
        point=naming.point(),
        tells=opening.is_opening(),
    )


def _hear_map(desk: reads.Desk) -> None:
    hearing.hear_map()
    naming.hear_map()
    if spot := hearing.asked_ground():
        selection = state.current()
        ground = reads.held_ground(desk, selection.ground_query(), selection.worldview)
        state.lead(reads.place_on(ground, spot) if ground else None)


def _show_footing(desk: reads.Desk, pages: Pages, selection: Selection, shown: Situation) -> None:
    """The lines that a map may not go without, its switches, the export and the sheet."""
    moment = selection.known_at or shown.newest_record
    as_of = f"Data as of {moment:%Y-%m-%d %H:%M} UTC. " if moment else ""
    names = reads.worldview_names(desk)
    worldview = selection.worldview or desk.settings.worldview
    seen = "" if worldview is Worldview.UN else f"Borders as seen by {names[worldview]}. "
    st.caption(markdown_safe(f"{as_of}{seen}{portrayal.DISCLAIMER}"))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.selectbox(
            "Borders as seen by",
            list(Worldview),
            format_func=lambda view: f"Borders: {names[view]}",
            key=state.key_of("worldview"),
            label_visibility="collapsed",
            width=230,
        )
        st.toggle(
            "Online tiles",
            key=_TILES,
            help="Off: nothing leaves this computer. On: the map also loads pictures from "
            "OpenStreetMap, whose server then sees which area you look at.",
        )
        st.toggle(
            "Ground and front line",
            key=state.key_of("ground"),
            help="The ground that each side is said to hold in this account, and the line between. "
            "Off: the marks of the claims alone.",
        )
        show_export(desk, selection, shown)
        show_way_to_sheet(pages, to_parameters(selection), "this view")
    if st.session_state.get(_TILES):
        st.caption("Online tiles are on: OpenStreetMap's server sees which area you look at.")
