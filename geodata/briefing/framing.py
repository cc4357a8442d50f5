"""What a map frames: the view on screen, else all that catches the eye."""

import math

from geopandas import GeoDataFrame

from geodata.layers import bounds_of
from geodata.model import Extent, PlaceKind
from geodata.selection import HOME_BOUNDS, Bounds, View

_SCREEN = (1000.0, 620.0)
"""Pixels of the map on a page of usual size."""
_TILE = 256.0
_MARGIN = 0.08
_LEAST_DEGREES = 0.4


def frame_of(
    view: View | None, areas: GeoDataFrame, points: GeoDataFrame, grounds: GeoDataFrame
) -> Bounds:
    """West, south, east, north of what a panel must show."""
    if view is not None:
        return _of_view(view)
    drawn = areas[areas["extent"] != Extent.PARTIAL]
    small = drawn[drawn["kind"] != PlaceKind.COUNTRY]
    for frames in ((points, small), (points, drawn), (grounds,), (areas,)):
        bounds = bounds_of(*frames)
        if bounds:
            return _with_margin(bounds)
    return HOME_BOUNDS


def _of_view(view: View) -> Bounds:
    """What a screen shows of Web Mercator around a middle."""
    lon, lat, zoom = view
    scale = _TILE * 2**zoom
    half_width = _SCREEN[0] / scale * 180
    middle = math.asinh(math.tan(math.radians(lat)))
    half_height = _SCREEN[1] / scale * math.pi
    south, north = (
        math.degrees(math.atan(math.sinh(middle + side * half_height))) for side in (-1, 1)
    )
    return max(lon - half_width, -180.0), south, min(lon + half_width, 180.0), north


def _with_margin(bounds: Bounds) -> Bounds:
    west, south, east, north = bounds
    across = max((east - west) * _MARGIN, _LEAST_DEGREES - (east - west) / 2)
    up = max((north - south) * _MARGIN, (_LEAST_DEGREES - (north - south)) / 2)
    return (
        max(west - across, -180.0), max(south - up, -85.0),
        min(east + across, 180.0), min(north + up, 85.0),
    )  # fmt: skip
