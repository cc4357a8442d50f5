"""Cells: the land cut up so that each settlement has its ground; the ridges between the cells."""

import hashlib
import operator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata.frontline.chains import spread

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Shapes = NDArray[np.object_]

OUTSIDE = -1
"""In `Cells.right`: what is not land, or not land of the theatre."""
CUT = "1"
"""Changes when the same land and sites are cut otherwise."""
SITE_COLUMNS = ("place_id", "lon", "lat", "district", "region", "country")


class Countries(NamedTuple):
    """The countries of cells as numbers."""

    codes: tuple[str, ...]
    of_cell: Numbers
    """Number in `codes`."""


# Not slotted, so that what is derived from the columns is worked out once, when it is asked for.
@dataclass(frozen=True, kw_only=True, eq=False)
class Cells:
    """A planar coverage of the land: columns with one row per cell, and one row per ridge.

    A cell may have several parts; a region without any settlement is one cell under its own id.
    A ridge is a stretch between the same two cells, or a cell and what lies outside, as long as
    it goes. Lon and lat in degrees, EPSG:4326, on a grid of 1e-6 degrees (0.1 m), so shared
    ends are equal to the last bit.
    """

    place_ids: tuple[str, ...]
    """The settlement, or the region."""
    districts: tuple[str, ...]
    regions: tuple[str, ...]
    countries: tuple[str, ...]
    lon: Floats
    lat: Floats
    """Of the settlement, or of a point within the region."""
    area_km2: Floats
    """On the ellipsoid WGS 84, each edge a geodesic."""
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    """Cell on either side of a ridge as one walks along it; `right` may be OUTSIDE."""
    vertices: Floats
    """(lon, lat) of all ridges, ridge after ridge."""
    offsets: Numbers
    """Where in `vertices` each ridge begins; one more entry at the end."""
    ridge_km: Floats
    """Length on the ellipsoid WGS 84."""
    mask: str
    """Digest of the land and sites that the cells were cut from: see `mask_of`."""

    def __len__(self) -> int:
        return len(self.place_ids)

    @cached_property
    def ridges(self) -> Shapes:
        """A LineString per ridge, walked so that `left` lies to its left."""
        ridge = np.repeat(np.arange(len(self.left)), np.diff(self.offsets))
        return np.asarray(shapely.linestrings(self.vertices, indices=ridge), dtype=np.object_)

    @cached_property
    def lon_lat(self) -> Floats:
        """`lon` and `lat` side by side."""
        return np.column_stack([self.lon, self.lat])

    @cached_property
    def is_settlement(self) -> NDArray[np.bool_]:
        """False for regions without any."""
        return np.array([*map(operator.ne, self.place_ids, self.regions)], dtype=bool)

    @cached_property
    def country_numbers(self) -> Countries:
        """`countries` as numbers."""
        codes, of_cell = np.unique(np.asarray(self.countries, dtype=np.str_), return_inverse=True)
        return Countries(tuple(codes.tolist()), of_cell)

    @cached_property
    def bounds(self) -> Floats:
        """West, south, east and north end of each cell."""
        low = np.minimum.reduceat(self.vertices, self.offsets[:-1])
        high = np.maximum.reduceat(self.vertices, self.offsets[:-1])
        reach = np.full((len(self), 4), (180.0, 90.0, -180.0, -90.0))
        inland = self.right != OUTSIDE
        for side, chosen in ((self.left, np.ones_like(inland)), (self.right, inland)):
            np.minimum.at(reach[:, :2], side[chosen], low[chosen])
            np.maximum.at(reach[:, 2:], side[chosen], high[chosen])
        return reach

    @cached_property
    def settlements(self) -> shapely.STRtree:
        """Tree of the settlements' points."""
        settled = self.is_settlement
        return shapely.STRtree(as_points(self.lon_lat[settled]))

    @cached_property
    def ridge_ends(self) -> tuple[Numbers, Numbers]:
        """Numbers of the nodes at which each ridge begins and ends; they go west to east."""
        codes = grid_codes(self.vertices)
        ends = np.concatenate([codes[self.offsets[:-1]], codes[self.offsets[1:] - 1]])
        _, nodes = np.unique(ends, return_inverse=True)
        first, last = np.split(nodes.astype(np.int64), 2)
        return first, last

    def walk(self, ridge: Numbers, turned: NDArray[np.bool_], line: Numbers) -> "Walk":
        """Walk ridges that follow each other, line after line; `turned` = against their direction.

        Of two that follow each other the shared vertex is there once.
        """
        is_last = np.append(line[1:] != line[:-1], True)[: len(line)]
        counts = np.diff(self.offsets)[ridge] - 1 + is_last
        begin = np.cumsum(counts) - counts
        start = np.where(turned, self.offsets[ridge + 1] - 1, self.offsets[ridge])
        step = np.repeat(np.where(turned, -1, 1), counts)
        walked = np.repeat(start, counts) + step * spread(np.zeros_like(counts), counts)
        offsets = np.append(begin[np.diff(line, prepend=-1) != 0], len(walked))
        return Walk(self.vertices[walked], offsets, begin)


class Walk(NamedTuple):
    """Lines as vertices."""

    vertices: Floats
    """(lon, lat), line after line."""
    offsets: Numbers
    """Where in `vertices` each line begins; one more entry at the end."""
    begin: Numbers
    """Where in `vertices` each of the ridges begins that was walked."""


def as_points(lon_lat: Floats) -> Shapes:
    """A Point per row."""
    return np.asarray(shapely.points(lon_lat), dtype=np.object_)


def grid_codes(points: Floats) -> Numbers:
    """One integer per point of the grid, ordered by lon, then lat."""
    lon, lat = np.rint(points.T * 1e6).astype(np.int64)
    return np.asarray((lon + 180_000_000) * 200_000_000 + lat + 90_000_000)


def grid_points(codes: Numbers) -> Floats:
    """The points that `grid_codes` counted."""
    lon, lat = np.divmod(codes, 200_000_000)
    return np.column_stack([lon - 180_000_000, lat - 90_000_000]) / 1e6


def mask_of(sites: pd.DataFrame, regions: geopandas.GeoDataFrame) -> str:
    """Digest of what `cut_cells` cuts, with which to tell whether kept cells are of today.

    Args:
        sites: place_id, lon, lat, district, region, country.
        regions: place_id, country_code, geometry (EPSG:4326).
    """
    digest = hashlib.sha256(CUT.encode())
    for column in SITE_COLUMNS:
        digest.update("\n".join(map(str, sites[column].tolist())).encode())
    for column in ("place_id", "country_code"):
        digest.update("\n".join(regions[column].tolist()).encode())
    for shape in shapely.to_wkb(regions.geometry.to_numpy()):
        digest.update(shape)
    return digest.hexdigest()[:16]
