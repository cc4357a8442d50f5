"""Lays the map page out and ties map, evidence and table to one choice."""

import streamlit as st

from dashboard import drawing, reads, theme
from dashboard.selection import Selection
from dashboard.theme import markdown_safe
from dashboard.views.map import filters, naming, state
from dashboard.views.map.evidence import show_evidence
from dashboard.views.map.spots import packed_spots
from dashboard.views.map.table import show_table
from dashboard.views.map.unresolved import show_names
from geodata.errors import ClaimlineError
from geodata.pipeline import Situation
from geodata.settings import Worldview

_TILES = "online-tiles"

# Constant, and ours: the map's height follows the window, which no parameter of a component can.
_FRAME_CSS = """<style>
iframe[title="streamlit_folium.st_folium"] { height: clamp(420px, 68vh, 820px) !important; }
@media (max-width: 640px) {
  iframe[title="streamlit_folium.st_folium"] { height: 62vh !important; min-height: 400px; }
}
</style>"""


def render(desk: reads.Desk) -> None:
    """Show the page."""
    st.html(_FRAME_CSS)
    try:
        choices = reads.choices(desk)
        state.begin(
            choices, lambda place_id: desk.place(place_id) is not None, desk.settings.worldview
        )
        filters.show_head(desk, choices)
        state.head_is_drawn()
        _workspace(desk)
    except ClaimlineError as error:
        st.error(markdown_safe(str(error)))


@st.fragment
def _workspace(desk: reads.Desk) -> None:
    """Map, evidence, table and names: a click reruns these and not the filters."""
    if state.head_is_stale():
        st.rerun()
    try:
        _lay_out(desk)
    except ClaimlineError as error:
        st.error(markdown_safe(str(error)))


def _lay_out(desk: reads.Desk) -> None:
    # Here and not in the head: a run of the whole page that waits is dropped when the map asks for
    # a run of this fragment, and what the search found would not be said.
    choices = reads.choices(desk)
    filters.show_problems(desk, choices)
    filters.show_found(desk, choices)
    selection = state.current()
    shown = reads.situation(desk, selection)
    st.caption(markdown_safe(filters.summary(selection, shown)))
    if shown.lost:
        st.info(_lost_words(len(shown.lost)), icon=":material/wrong_location:")
    left, right = st.columns([7, 3], gap="medium")
    with left:
        _show_map(desk, selection, shown)
    with right:
        show_evidence(desk, shown, selection)
    _show_footing(desk, selection, shown)
    if shown.claims:
        show_table(desk, shown.claims, selection.picked)
    else:
        st.info("No claims match. Change the filters, or reset them.", icon=":material/search_off:")
    show_names(desk)
    state.write_link(selection)


def _lost_words(count: int) -> str:
    places = "1 place is" if count == 1 else f"{count} places are"
    return (
        f"{places} no longer in the gazetteer. The claims there are drawn where they were when "
        "they were read; `python -m geodata gazetteer update` may bring the places back."
    )


def _show_map(desk: reads.Desk, selection: Selection, shown: Situation) -> None:
    folder = desk.settings.cache_folder / "map"
    base = drawing.publish(_packed_base(desk), folder)
    worldview = selection.worldview or desk.settings.worldview
    borders = drawing.publish(_packed_borders(desk, worldview), folder)
    marks = drawing.publish(_packed_marks(desk, selection, reads.key_of(desk, selection)), folder)
    spots = packed_spots(desk, selection, shown)
    look = st.session_state["look"]
    message = drawing.Message(
        data=marks,
        borders=borders,
        spots=drawing.publish(spots, folder) if spots else None,
        picked=selection.picked,
        view=selection.view,
        look=look if look.number else None,
        tiles=bool(st.session_state.get(_TILES)),
        aim=naming.aims(),
        point=naming.point(),
    )
    drawing.show_map(base, message, on_change=_hear_map)


def _hear_map() -> None:
    state.hear_map()
    naming.hear_map()


@st.cache_resource(show_spinner="Drawing the base map …", max_entries=1)
def _packed_base(_desk: reads.Desk) -> drawing.Packed:
    return drawing.pack(
        "base", drawing.base_payload(reads.base_layers(_desk), reads.base_labels(_desk))
    )


@st.cache_resource(show_spinner=False, max_entries=len(Worldview))
def _packed_borders(_desk: reads.Desk, worldview: Worldview) -> drawing.Packed:
    view = None if worldview is Worldview.UN else reads.worldview_names(_desk)[worldview]
    return drawing.pack("borders", drawing.borders_payload(reads.borders(_desk, worldview), view))


@st.cache_resource(show_spinner=False, max_entries=32)
def _packed_marks(
    _desk: reads.Desk,
    _selection: Selection,
    key: reads.Key,
) -> drawing.Packed:
    shown = reads.situation(_desk, _selection)
    payload = drawing.marks_payload(
        shown.area_marks,
        shown.point_marks,
        _desk.actors,
        lambda place_id: reads.area_words(_desk, place_id, _selection.worldview),
    )
    return drawing.pack("marks", payload)


def _show_footing(desk: reads.Desk, selection: Selection, shown: Situation) -> None:
    """The lines that a map may not go without, the switch that lets it go online, the export."""
    recorded = [claim.recorded_at for claim in shown.claims if claim.recorded_at]
    moment = selection.known_at or max(recorded, default=None)
    as_of = f"Data as of {moment:%Y-%m-%d %H:%M} UTC. " if moment else ""
    names = reads.worldview_names(desk)
    worldview = selection.worldview or desk.settings.worldview
    seen = "" if worldview is Worldview.UN else f"Borders as seen by {names[worldview]}. "
    st.caption(markdown_safe(f"{as_of}{seen}{theme.DISCLAIMER}"))
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
        filters.show_export(desk, selection, shown)
    if st.session_state.get(_TILES):
        st.caption("Online tiles are on: OpenStreetMap's server sees which area you look at.")
