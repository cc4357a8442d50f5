"""Where a place is: its outline, what the map has to show for it, and how far off a point is."""

from collections.abc import Iterable, Sequence
from math import cos, log2, radians

import shapely
import streamlit as st
from shapely.geometry.base import BaseGeometry

from dashboard.reads.desk import Desk, boundaries
from geodata.model import Place, PlaceKind
from geodata.selection import Bounds, View, rounded_view
from geodata.settings import Worldview

_ZOOMS = {
    PlaceKind.COUNTRY: 5.0,
    PlaceKind.REGION: 7.0,
    PlaceKind.DISTRICT: 8.5,
    PlaceKind.WATER: 9.0,
}
"""At which a place without an outline is shown."""
_NEAREST = 10.0
_FARTHEST = 4.0
_METRES_PER_PIXEL = 156_543.0
"""At zoom 0 on the equator."""
_RADIUS_PIXELS = 130
"""As large as an approximate place's circle is drawn at most when it is looked for."""
_KM_PER_DEGREE = 111.32
_COAST_DEGREES = 0.08
_NORTHERNMOST = 73.0
"""Of what must be in sight: Mercator would give an Arctic island the room of a country."""


def outline_of(desk: Desk, place_id: str, worldview: Worldview | None) -> BaseGeometry | None:
    """Outline of a region or country in a view; None if there is none."""
    return boundaries(desk, worldview).outline(place_id)


def goal_of(desk: Desk, place: Place, worldview: Worldview | None) -> View | Bounds:
    """What the map shows when a place was looked for: the whole of it, or its surroundings."""
    outline = outline_of(desk, place.place_id, worldview)
    return rounded_view(place.lon, place.lat, _zoom_of(place)) if outline is None else _box(outline)


def goal_of_all(places: Sequence[Place]) -> View | Bounds:
    """What the map shows so that all these points are in sight."""
    if len(places) == 1:
        return rounded_view(places[0].lon, places[0].lat, _zoom_of(places[0]))
    points = [shapely.Point(place.lon, place.lat) for place in places]
    return _box(shapely.MultiPoint(points))


def _zoom_of(place: Place) -> float:
    zoom = _ZOOMS.get(place.kind, _NEAREST)
    if place.precision_km:
        wanted = place.precision_km * 1000 / _RADIUS_PIXELS
        zoom = min(zoom, log2(_METRES_PER_PIXEL * cos(radians(place.lat)) / wanted))
    return max(_FARTHEST, zoom)


def _box(shape: BaseGeometry) -> Bounds:
    """West, south, east, north; over the date line east goes on past 180."""
    boxes = shapely.bounds(shapely.get_parts(shape))
    west, south, east, north = shapely.total_bounds(shapely.get_parts(shape))
    if east - west > 180:
        boxes[boxes[:, 0] < 0] += (360, 0, 360, 0)
        west, east = boxes[:, 0].min(), boxes[:, 2].max()
    north = max(min(north, _NORTHERNMOST), south)
    return (
        round(float(west), 3),
        round(float(south), 3),
        round(float(east), 3),
        round(float(north), 3),
    )


def km_to_countries(desk: Desk, lon: float, lat: float, codes: Iterable[str]) -> float | None:
    """How far a point is from the nearest of these countries (UN GA 68/262); 0 inside of one.

    None if one of them has no outline here, or none is given.
    """
    regions = boundaries(desk).frame()
    wanted = set(codes)
    if not wanted or not wanted <= set(regions["country_code"]):
        return None
    shapes = regions[regions["country_code"].isin(wanted)].geometry.to_numpy()
    narrowing = cos(radians(lat))  # degrees of longitude are shorter than those of latitude
    squeezed = shapely.transform(shapes, lambda corners: corners * (narrowing, 1))
    away = shapely.distance(squeezed, shapely.Point(lon * narrowing, lat)).min()
    return float(away) * _KM_PER_DEGREE


def is_at_sea(desk: Desk, lon: float, lat: float) -> bool:
    """Whether a point lies off every coast, by more than the base map's coasts are off."""
    return bool(shapely.distance(_land(desk), shapely.Point(lon, lat)) > _COAST_DEGREES)


@st.cache_resource(show_spinner=False, max_entries=1)
def _land(_desk: Desk) -> BaseGeometry:
    return shapely.MultiPolygon(
        [
            part
            for part in shapely.get_parts(boundaries(_desk).base_frame("land").geometry.to_numpy())
            if isinstance(part, shapely.Polygon)
        ]
    )
