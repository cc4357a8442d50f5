"""Nesting: which places lie in which areas, so that a word about an area reaches what is inside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from geodata.holdings import BASES, Basis

Numbers = NDArray[np.intp]
AREAS = (Basis.DISTRICT, Basis.REGION, Basis.COUNTRY)
"""From the nearest to the widest; what is said of a nearer one goes first."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nesting:
    """Places in an order of their own, the areas about them, and their recognised holders."""

    place_ids: Sequence[str]
    number: Mapping[str, int]
    """Of a place_id in `place_ids`."""
    members: Mapping[str, tuple[int, Numbers]]
    """Of an area: the number of its level in BASES, and the places inside it."""
    recognised: Sequence[str]
    """Actor that each place is recognised to belong to; "" if none."""
    regions: Sequence[str]
    """place_id of the region that each place lies in; "" if none."""
    lon: NDArray[np.float64] | None = None
    lat: NDArray[np.float64] | None = None
    """Degrees, EPSG:4326; None = no word about a place is lent to a neighbour."""

    @classmethod
    def of(
        cls,
        place_ids: Sequence[str],
        areas: Sequence[Sequence[str]],
        recognised: Sequence[str],
        points: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None,
    ) -> Self:
        """Make it of columns: `areas` are the ids of district, region and country of each place.

        An id may be "" where none is known; a place doesn't lie in itself. `points` are lon and
        lat, if neighbours matter.
        """
        members: dict[str, tuple[int, Numbers]] = {}
        ids = np.asarray(place_ids)
        for level, column in zip(AREAS, areas, strict=True):
            for area, rows in _grouped(np.asarray(column)):
                inside = rows[ids[rows] != area]
                if area and len(inside) and area not in members:
                    members[area] = BASES.index(level), inside
        return cls(
            place_ids=place_ids,
            number={place_id: number for number, place_id in enumerate(place_ids)},
            members=members,
            recognised=recognised,
            regions=areas[1],
            lon=points[0] if points else None,
            lat=points[1] if points else None,
        )


def _grouped(names: NDArray[np.str_]) -> Iterable[tuple[str, Numbers]]:
    """Each name with the numbers of the rows that bear it."""
    if not len(names):
        return
    order = np.argsort(names, kind="stable")
    found, starts = np.unique(names[order], return_index=True)
    for name, rows in zip(found, np.split(order, starts[1:]), strict=True):
        yield str(name), rows
