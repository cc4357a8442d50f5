"""What the base map is made of: outlines, lines and names; and whose a disputed area is."""

from geopandas import GeoDataFrame

from dashboard.reads.desk import Desk, boundaries
from geodata.gazetteer.base_labels import base_labels as gazetteer_labels
from geodata.settings import Worldview

BaseLabel = tuple[str, float, float, str, int]
"""Name, longitude, latitude, kind (country | region | city) and weight."""


def base_layers(desk: Desk) -> dict[str, GeoDataFrame]:
    """The ground of the map, by the names that drawing.base_payload reads; in any worldview."""
    outlines = boundaries(desk)
    layers = {name: outlines.base_frame(name) for name in ("land", "lakes", "rivers")}
    return {**layers, "regions": outlines.frame()}


def borders(desk: Desk, worldview: Worldview | None) -> GeoDataFrame:
    """Borders as a worldview has them, with the columns of Boundaries.borders()."""
    return boundaries(desk, worldview).borders()


def worldview_names(desk: Desk) -> dict[Worldview, str]:
    """Name each worldview on offer."""
    return {worldview: boundaries(desk, worldview).view_name for worldview in Worldview}


def area_words(desk: Desk, place_id: str, worldview: Worldview | None) -> list[str]:
    """Say whose a disputed area is and who else claims it; nothing of any other place.

    Its full name comes first in a view that holds it to be whose it is recognised to be.
    """
    outlines = boundaries(desk, worldview)
    area = outlines.disputed_area(place_id)
    if area is None:
        return []
    recognised = area.recognised or area.code
    status = (
        f"Recognised as {_party(desk, recognised)}'s"
        if area.recognised
        else "Final status not determined"
    )
    claims = "; ".join(
        f"claims to be a state of its own since {since}"
        if party == area.code
        else f"claimed by {_party(desk, party)} since {since}"
        for party, since in area.claimed_by
    )
    words = f"{status}; {claims}."
    first = area.full_name and outlines.holder(place_id) == recognised
    return [area.full_name, words] if first else [words]


def _party(desk: Desk, code: str) -> str:
    """Name a state, or the area whose authorities claim to be one."""
    place = desk.place(f"iso:{code}")
    return place.name if place else code


def base_labels(desk: Desk) -> list[BaseLabel]:
    """Names of countries, regions and towns, the weightiest first."""
    labels = gazetteer_labels(desk.settings.seeds_folder)
    return [(one.name, one.lon, one.lat, one.kind, one.weight) for one in labels]
