"""Distance between places, and where several are."""

from collections.abc import Sequence
from math import asin, atan2, cos, degrees, radians, sin, sqrt
from statistics import median
from typing import NamedTuple, Protocol

EARTH_RADIUS_KM = 6371.0


class Located(Protocol):
    """Whatever has coordinates in degrees."""

    @property
    def lon(self) -> float:
        """East of Greenwich."""

    @property
    def lat(self) -> float:
        """North of the equator."""


class Point(NamedTuple):
    """A bare position."""

    lon: float
    lat: float


def distance_km(a: Located, b: Located) -> float:
    """Great-circle distance; good to 0.5 %."""
    dlat, dlon = radians(b.lat - a.lat), radians(b.lon - a.lon)
    chord = sin(dlat / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(dlon / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))


def bearing_degrees(start: Located, end: Located) -> float:
    """Direction from `start` to `end`: 0 north, 90 east; good over some hundred km."""
    east = (end.lon - start.lon) * cos(radians((start.lat + end.lat) / 2))
    return degrees(atan2(east, end.lat - start.lat)) % 360


def middle(points: Sequence[Located]) -> Point:
    """The mean position; good for a district, not across the date line."""
    count = len(points)
    return Point(
        round(sum(point.lon for point in points) / count, 3),
        round(sum(point.lat for point in points) / count, 3),
    )


def median_point(points: Sequence[Located]) -> Point:
    """The median position, which a few strays don't move."""
    return Point(median(point.lon for point in points), median(point.lat for point in points))
