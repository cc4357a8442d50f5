"""Names of the base map: countries, regions and towns, the weightiest first."""

import csv
import gzip
from collections.abc import Iterable
from functools import lru_cache
from math import hypot
from pathlib import Path
from typing import NamedTuple

from geodata.model import PlaceKind

_TOWNS_LABELLED = 20_000
"""Inhabitants from which a town gets a label."""
_SUBURB_DEGREES = 0.2
"""A place without an office of its own so near to a larger town is taken for its quarter."""


class BaseLabel(NamedTuple):
    """A name on the base map."""

    place_id: str
    name: str
    lon: float
    lat: float
    kind: str
    """country | region | city"""
    weight: int
    """Inhabitants."""


@lru_cache(maxsize=2)
def base_labels(seeds_folder: Path) -> tuple[BaseLabel, ...]:
    """Names of countries, regions and towns: countries, then towns, then regions."""
    areas: list[BaseLabel] = []
    seats: list[BaseLabel] = []
    plain: list[BaseLabel] = []
    path = seeds_folder / "gazetteer" / "places.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as rows:
        for row in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            kind, people = row[2], int(row[6] or 0)
            place_id = row[0] if ":" in row[0] else f"geonames:{row[0]}"
            label = BaseLabel(place_id, row[1], float(row[7]), float(row[8]), kind, people)
            if kind == PlaceKind.SETTLEMENT and people >= _TOWNS_LABELLED and row[3] != "PPLX":
                towns = plain if row[3] == "PPL" else seats
                towns.append(label._replace(kind="city"))
            elif kind in {PlaceKind.COUNTRY, PlaceKind.REGION}:
                areas.append(label)
    rank = {"country": 0, "city": 1, "region": 2}
    labels = [*areas, *seats, *_without_quarters(plain, seats)]
    return tuple(sorted(labels, key=lambda label: (rank[label.kind], -label.weight, label.name)))


def _without_quarters(towns: Iterable[BaseLabel], seats: Iterable[BaseLabel]) -> list[BaseLabel]:
    """GeoNames lists many a city's quarters as if they were towns."""
    cells: dict[tuple[int, int], list[BaseLabel]] = {}
    for seat in seats:
        cells.setdefault(_cell(seat), []).append(seat)

    def is_quarter(town: BaseLabel) -> bool:
        column, row = _cell(town)
        return any(
            other.weight > town.weight
            and hypot(other.lon - town.lon, other.lat - town.lat) < _SUBURB_DEGREES
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for other in cells.get((i, j), ())
        )

    return [town for town in towns if not is_quarter(town)]


def _cell(label: BaseLabel) -> tuple[int, int]:
    return int(label.lon // _SUBURB_DEGREES), int(label.lat // _SUBURB_DEGREES)
