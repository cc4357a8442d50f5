"""Names for a map: those of marks, and around them the base map's, in the spelling asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from heapq import nsmallest
from math import cos, floor, log2, radians

import shapely
from geopandas import GeoDataFrame
from shapely import box
from shapely.geometry.base import BaseGeometry

from geodata.briefing.accounts import Account
from geodata.briefing.asking import Spelling
from geodata.briefing.sheet import Label, LabelKind
from geodata.briefing.spelling import written
from geodata.gazetteer.base_labels import base_labels
from geodata.gazetteer.boundaries import Boundaries
from geodata.model import Place, PlaceKind
from geodata.selection import Bounds

_MOST_PLACES = 120
_MOST_TOWNS = 60
_WIDEST = 1.7
"""How many times wider than tall a map is."""
_BEYOND = 0.2
"""Of the bounds' size: how far around them names are offered, for a map of another shape."""
_FINENESS = 2_000
"""Of the bounds' height: corners of outlines that names are set in stand out by more."""
_LOWEST = 0.1
"""Degrees: bounds of a single place have no height."""
_LEAST_SHARE = 0.002
"""Of the map, that a region must cover to be named."""
_ORDER = tuple(LabelKind)


def labels_of(
    account: Account,
    bounds: Bounds,
    areas: GeoDataFrame,
    points: GeoDataFrame,
    spelling: Spelling,
) -> tuple[Label, ...]:
    """Offer names, each place's once; countries, regions, places, towns, important ones first."""
    around = _around(bounds)
    marked = dict(zip(points["place_id"], points["statement_count"], strict=True))
    named = [
        *_of_base(account, bounds, set(marked), set(areas["place_id"]), spelling),
        *_of_areas(account, around, areas, spelling),
        *_of_points(account, around, marked, spelling),
    ]
    once = {(label.kind, label.text, label.lon, label.lat): label for label in named}
    found = sorted(
        once.values(), key=lambda one: (_ORDER.index(one.kind), -one.importance, one.text)
    )
    return tuple(found)


def _around(bounds: Bounds) -> Bounds:
    """What a wide sheet may show around bounds; one wider than tall always does."""
    west, south, east, north = bounds
    up = (north - south) * (0.5 + _BEYOND)
    narrowing = max(0.2, cos(radians((south + north) / 2)))
    across = max((east - west) * (0.5 + _BEYOND), up * _WIDEST / narrowing)
    lon, lat = (west + east) / 2, (south + north) / 2
    return lon - across, lat - up, lon + across, lat + up


def _inside(lon: float, lat: float, around: Bounds) -> bool:
    return around[0] <= lon <= around[2] and around[1] <= lat <= around[3]


def _of_points(
    account: Account, around: Bounds, marked: Mapping[str, int], spelling: Spelling
) -> Iterator[Label]:
    near = [
        (place, _weight(place, marked[place.place_id]))
        for place in account.shown.ledger.places
        if place.place_id in marked and _inside(place.lon, place.lat, around)
    ]
    most = nsmallest(_MOST_PLACES, near, key=lambda one: (-one[1], one[0].place_id))
    for place, weight in most:
        yield _label(place, LabelKind.PLACE, weight, spelling)


def _weight(place: Place, count: int) -> float:
    """Towns before villages, then by how much is said."""
    return place.population / 1000 + 20 * count


def _of_areas(
    account: Account, around: Bounds, areas: GeoDataFrame, spelling: Spelling
) -> Iterator[Label]:
    """Districts have no name on the base map."""
    districts = areas[areas["kind"] == PlaceKind.DISTRICT]
    for place_id, shape in zip(districts["place_id"], districts.geometry, strict=True):
        if shape.intersects(box(*around)):
            place = account.shown.ledger.gazetteer.place(place_id)
            yield _label(place, LabelKind.REGION, 1.0, spelling, shape)


def _of_base(
    account: Account, bounds: Bounds, marked: set[str], told_of: set[str], spelling: Spelling
) -> Iterator[Label]:
    around = _around(bounds)
    power = floor(log2(max(_LOWEST, around[3] - around[1]) / _FINENESS))
    gazetteer = account.shown.ledger.gazetteer
    labels = base_labels(account.bureau.settings.seeds_folder)
    places = ((one, gazetteer.find(one.place_id)) for one in labels)
    known = [(one, place) for one, place in places if place and one.place_id not in marked]
    towns = [
        _label(place, LabelKind.TOWN, one.weight / 1000, spelling)
        for one, place in known
        if one.kind == "city" and _inside(one.lon, one.lat, around)
    ]
    yield from towns[:_MOST_TOWNS]
    for one, place in known:
        if one.kind == "country" and _inside(one.lon, one.lat, around):
            yield _label(place, LabelKind.COUNTRY, one.weight / 1e6, spelling)
        if one.kind == "region":
            outline = _outline(account.shown.boundaries, one.place_id, power)
            size = shapely.clip_by_rect(outline, *around).area if outline else 0.0
            if size > _LEAST_SHARE * box(*around).area:
                label = _label(place, LabelKind.REGION, size, spelling, outline)
                yield label if one.place_id in told_of else replace(label, is_told_of=False)


@lru_cache(maxsize=1_000)
def _outline(boundaries: Boundaries, place_id: str, power: int) -> BaseGeometry | None:
    """The outline of a region, without corners that stand out by less than a power of two."""
    outline = boundaries.outline(place_id)
    return shapely.simplify(outline, 2.0**power) if outline else None


def _label(
    place: Place,
    kind: LabelKind,
    importance: float,
    spelling: Spelling,
    outline: BaseGeometry | None = None,
) -> Label:
    return Label(
        text=written(place, spelling),
        lon=place.lon,
        lat=place.lat,
        kind=kind,
        importance=round(float(importance), 6),
        outline=outline,
    )
