"""What the map points at without a claim: the picked place, and what the open name may mean."""

from collections.abc import Iterator

from dashboard import drawing, reads, theme
from dashboard.selection import Selection
from dashboard.views.map import naming
from geodata.pipeline import Situation


def packed_spots(desk: reads.Desk, selection: Selection, shown: Situation) -> drawing.Packed | None:
    """Pack them for the map; None if there are none."""
    spots = [*_picked(desk, selection, shown), *_listed(desk)]
    return drawing.pack("spots", drawing.spots_payload(spots)) if spots else None


def _picked(desk: reads.Desk, selection: Selection, shown: Situation) -> Iterator[drawing.Spot]:
    """The picked place, unless a mark stands there."""
    place = desk.place(selection.picked) if selection.picked else None
    marked = {*shown.area_marks["place_id"], *shown.point_marks["place_id"]}
    if place and place.place_id not in marked:
        outline = reads.outline_of(desk, place.place_id, selection.worldview)
        word = theme.NO_CLAIM.lower()
        yield drawing.Spot(place=place, outline=outline, word=word)


def _listed(desk: reads.Desk) -> Iterator[drawing.Spot]:
    """The places that the open form lists, by the numbers that they have there."""
    name = naming.open_name(desk)
    options = naming.listed(desk, name).captions if name else ()
    for number, place_id in enumerate(options, start=1):
        if place := desk.place(place_id):
            chosen = place_id == naming.held("place")
            yield drawing.Spot(place=place, number=number, chosen=chosen)
