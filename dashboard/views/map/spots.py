"""What the map points at without a claim: the picked place, and what the open name may mean."""

from collections.abc import Iterator

import streamlit as st

from dashboard import drawing, reads
from dashboard.views.map import naming
from geodata import portrayal
from geodata.pipeline import Situation, ground_at
from geodata.selection import Selection
from geodata.settings import Worldview


def packed_spots(desk: reads.Desk, selection: Selection, shown: Situation) -> drawing.Packed | None:
    """Pack them for the map; None if there are none."""
    spots = [*_picked(desk, selection, shown), *_listed(desk)]
    return drawing.pack("spots", drawing.spots_payload(spots)) if spots else None


def _picked(desk: reads.Desk, selection: Selection, shown: Situation) -> Iterator[drawing.Spot]:
    """The picked place, unless a mark stands there."""
    place = desk.place(selection.picked) if selection.picked else None
    if place and not shown.speaks_of(place.place_id):
        worldview = selection.worldview or desk.settings.worldview
        rings = _rings(desk, place.place_id, worldview)
        yield drawing.Spot(place=place, rings=rings, word=_word(desk, selection, place.place_id))


def _word(desk: reads.Desk, selection: Selection, place_id: str) -> str:
    """Whose ground it lies on, where any is drawn."""
    held = None
    if not selection.without_ground:
        ground = reads.held_ground(desk, selection.ground_query(), selection.worldview)
        held = ground_at(ground, place_id) if ground else None
    return portrayal.area_title(held, desk.actors) if held else portrayal.NO_CLAIM.lower()


@st.cache_resource(show_spinner=False, max_entries=16)
def _rings(_desk: reads.Desk, place_id: str, worldview: Worldview) -> list[list[int]]:
    outline = reads.outline_of(_desk, place_id, worldview)
    return drawing.encode_lines([outline]) if outline else []


def _listed(desk: reads.Desk) -> Iterator[drawing.Spot]:
    """The places that the open form lists, by the numbers that they have there."""
    name = naming.open_name(desk)
    options = naming.listed(desk, name).captions if name else ()
    for number, place_id in enumerate(options, start=1):
        if place := desk.place(place_id):
            chosen = place_id == naming.held("place")
            yield drawing.Spot(place=place, number=number, chosen=chosen)
