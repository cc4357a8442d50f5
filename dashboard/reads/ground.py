"""What the base map is made of: outlines, lines and names; and whose a disputed area is."""

import csv
import gzip
from collections.abc import Iterable
from math import hypot

from geopandas import GeoDataFrame

from dashboard.reads.desk import Desk, boundaries
from geodata.model import PlaceKind
from geodata.settings import Worldview

BaseLabel = tuple[str, float, float, str, int]
"""Name, longitude, latitude, kind (country | region | city) and weight."""

_TOWNS_LABELLED = 20_000
"""Inhabitants from which a town gets a label."""
_SUBURB_DEGREES = 0.2
"""A place without an office of its own so near to a larger town is taken for its quarter."""


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
    path = desk.settings.seeds_folder / "gazetteer" / "places.tsv.gz"
    areas: list[BaseLabel] = []
    seats: list[BaseLabel] = []
    plain: list[BaseLabel] = []
    with gzip.open(path, "rt", encoding="utf-8", newline="") as rows:
        for row in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, kind, people, lon, lat = (
                row[1],
                row[2],
                int(row[6] or 0),
                float(row[7]),
                float(row[8]),
            )
            if kind == PlaceKind.SETTLEMENT and people >= _TOWNS_LABELLED and row[3] != "PPLX":
                towns = plain if row[3] == "PPL" else seats
                towns.append((name, lon, lat, "city", people))
            elif kind in {PlaceKind.COUNTRY, PlaceKind.REGION}:
                areas.append((name, lon, lat, str(kind), people))
    rank = {"country": 0, "city": 1, "region": 2}
    labels = [*areas, *seats, *_without_quarters(plain, seats)]
    return sorted(labels, key=lambda label: (rank[label[3]], -label[4], label[0]))


def _without_quarters(towns: Iterable[BaseLabel], seats: Iterable[BaseLabel]) -> list[BaseLabel]:
    """GeoNames lists many a city's quarters as if they were towns."""
    cells: dict[tuple[int, int], list[BaseLabel]] = {}
    for seat in seats:
        cells.setdefault(_cell(seat), []).append(seat)

    def is_quarter(town: BaseLabel) -> bool:
        column, row = _cell(town)
        return any(
            other[4] > town[4] and hypot(other[1] - town[1], other[2] - town[2]) < _SUBURB_DEGREES
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for other in cells.get((i, j), ())
        )

    return [town for town in towns if not is_quarter(town)]


def _cell(label: BaseLabel) -> tuple[int, int]:
    return int(label[1] // _SUBURB_DEGREES), int(label[2] // _SUBURB_DEGREES)
