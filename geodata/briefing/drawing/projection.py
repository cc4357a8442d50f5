"""From degrees to points on the page: an equal-area projection about the middle of a view."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer

from geodata.briefing.drawing.surface import Box
from geodata.selection import Bounds

_GLOBE = Geod(ellps="WGS84")
_WHOLE_WORLD = 110.0
"""Degrees: a wider view is drawn as the world is, an azimuthal one would bend it too much."""
_LEAST = 0.25
"""Degrees of latitude: a single village is shown with its surroundings."""
_ROUND = (1, 2, 5)
_METRES_PER_DEGREE = 111_000.0
_FINE = 0.08
"""Points: corners that stand out by less are not seen in print."""


@lru_cache(maxsize=64)
def _forward(crs: str) -> Transformer:
    return Transformer.from_crs("EPSG:4326", crs, always_xy=True)


@lru_cache(maxsize=64)
def _backward(crs: str) -> Transformer:
    return Transformer.from_crs(crs, "EPSG:4326", always_xy=True)


@dataclass(frozen=True)
class View:
    """A stretch of the Earth in a frame on the page."""

    frame: Box
    name: str
    """Of the projection, for the sheet."""
    centre: tuple[float, float]
    """Longitude and latitude of the middle of the frame."""
    metres_per_point: float
    _crs: str
    _origin: tuple[float, float]
    """Metres east and north of the middle of the frame."""

    def points(self, lon_lat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn rows of longitude and latitude into points on the page."""
        east, north = _forward(self._crs).transform(lon_lat[:, 0], lon_lat[:, 1])
        across, up = self.frame.middle
        return np.column_stack(
            [
                (np.asarray(east) - self._origin[0]) / self.metres_per_point + across,
                (np.asarray(north) - self._origin[1]) / self.metres_per_point + up,
            ]
        )

    def shapes(self, geometries: Any) -> "NDArray[np.object_]":
        """Turn geometries (EPSG:4326) into ones on the page, as `each`; those in sight only."""
        found = self.each(geometries)
        seen: NDArray[np.object_] = found[~shapely.is_missing(found)]
        return seen

    def each(self, geometries: Any, *, margin: float = 12.0) -> "NDArray[np.object_]":
        """Turn geometries into ones on the page, cut a little outside of the frame; None = away.

        Bounds are cut first: far away a projection is not to be trusted.
        """
        rows = np.asarray(geometries, dtype=object)
        found = np.full(len(rows), None, dtype=object)
        near = shapely.clip_by_rect(rows, *self.degrees)
        kept = np.flatnonzero(~shapely.is_empty(near) & ~shapely.is_missing(near))
        placed = shapely.transform(shapely.segmentize(near[kept], 1.0), self.points)
        edge = self.frame.inset(-margin)
        # A ring may cross itself by the width of a hair after rounding; such cannot be cut.
        whole = shapely.make_valid(shapely.simplify(placed, _FINE, preserve_topology=False))
        cut = shapely.clip_by_rect(whole, edge.left, edge.bottom, edge.right, edge.top)
        seen = ~shapely.is_empty(cut)
        found[kept[seen]] = cut[seen]
        return found

    def shape(self, geometry: Any) -> Any | None:
        """Turn one geometry into one on the page; None where nothing of it is near the frame."""
        return self.each([geometry])[0]

    @property
    def degrees_per_point(self) -> float:
        """Of latitude."""
        return self.metres_per_point / _METRES_PER_DEGREE

    def lon_lat(self, spots: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn points on the page back into rows of longitude and latitude."""
        across, up = self.frame.middle
        east = (spots[:, 0] - across) * self.metres_per_point + self._origin[0]
        north = (spots[:, 1] - up) * self.metres_per_point + self._origin[1]
        return np.column_stack(_backward(self._crs).transform(east, north))

    @cached_property
    def degrees(self) -> Bounds:
        """A rectangle of degrees that holds all that the frame shows, and somewhat more."""
        edge = np.linspace(-0.55, 0.55, 23)
        sides = np.array(np.meshgrid(edge, edge)).reshape(2, -1).T
        size = np.array([self.frame.width, self.frame.height])
        lon, lat = self.lon_lat(sides * size + np.array(self.frame.middle)).T
        known = np.isfinite(lon) & np.isfinite(lat)
        if not known.all():
            return (-180.0, -89.0, 180.0, 89.0)
        middle = self.centre[0]
        turned = (lon - middle + 180) % 360 - 180 + middle
        west, east_ = max(-180.0, turned.min()), min(180.0, turned.max())
        return (west, max(-89.0, lat.min()), east_, min(89.0, lat.max()))


def view_of(bounds: Bounds, frame: Box, *, air: float = 0.07) -> View:
    """Choose projection and scale so that bounds fill a frame, with some air around."""
    west, south, east, north = _roomy(bounds)
    lon, lat = (west + east) / 2, (south + north) / 2
    if east - west > _WHOLE_WORLD or north - south > _WHOLE_WORLD:
        crs = f"+proj=eqearth +lon_0={lon:.4f} +datum=WGS84 +units=m +no_defs"
        name = f"Equal Earth, central meridian {_degrees(lon, 'EW')}"
    else:
        crs = f"+proj=laea +lat_0={lat:.4f} +lon_0={lon:.4f} +datum=WGS84 +units=m +no_defs"
        name = f"Lambert azimuthal equal-area about {_degrees(lat, 'NS')} {_degrees(lon, 'EW')}"
    edge = np.linspace(0, 1, 15)
    lons, lats = np.meshgrid(west + edge * (east - west), south + edge * (north - south))
    x, y = (np.asarray(one) for one in _forward(crs).transform(lons.ravel(), lats.ravel()))
    x, y = x[np.isfinite(x)], y[np.isfinite(y)]
    origin = (float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2)
    across = float(np.ptp(x)) / (frame.width * (1 - 2 * air))
    along = float(np.ptp(y)) / (frame.height * (1 - 2 * air))
    middle = _backward(crs).transform(*origin)
    return View(frame, f"{name} (WGS 84)", (float(middle[0]), float(middle[1])),
                max(across, along), crs, origin)  # fmt: skip


def _roomy(bounds: Bounds) -> Bounds:
    west, south, east, north = bounds
    grown = max(0.0, _LEAST - (north - south)) / 2
    wider = max(0.0, 1.5 * _LEAST - (east - west)) / 2
    return (west - wider, max(-89.0, south - grown), east + wider, min(89.0, north + grown))


def _degrees(value: float, letters: str) -> str:
    return f"{abs(value):.1f}° {letters[0] if value >= 0 else letters[1]}"


def bar_km(view: View, widest: float) -> tuple[float, float]:
    """The longest round scale bar: kilometres, and its width in points at the middle latitude.

    Measured along the parallel through the middle of the frame, on the ellipsoid.
    """
    lon, lat = view.centre
    east, _, _ = _GLOBE.fwd(lon, lat, 90, 10_000)
    ends = view.points(np.array([[lon, lat], [east, lat]]))
    points_per_km = float(np.hypot(*(ends[1] - ends[0]))) / 10
    most = widest / points_per_km
    power = 10.0 ** np.floor(np.log10(most))
    length = max(step * power for step in _ROUND if step * power <= most)
    return float(length), float(length) * points_per_km


def rings(shapes: Sequence[Any] | NDArray[np.object_]) -> list[NDArray[np.float64]]:
    """The lines of shapes, or the rings of areas, each as rows of points."""
    parts = shapely.get_parts(shapely.get_parts(np.asarray(shapes, dtype=object)))
    areas = shapely.get_dimensions(parts) == 2
    found = np.concatenate(
        [shapely.get_rings(parts[areas]), parts[shapely.get_dimensions(parts) == 1]], dtype=object
    )
    corners, owner = shapely.get_coordinates(found, return_index=True)
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    return [line for line in np.split(corners, starts[1:]) if len(line) > 1]
