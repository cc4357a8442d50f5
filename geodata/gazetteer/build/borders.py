"""Borders as lines: where countries meet, and where areas meet that some view gives to another."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.build.basemap import NATURAL_EARTH_CODES
from geodata.gazetteer.build.regions import FRONT, FRONT_EAST, Region
from geodata.gazetteer.build.writing import Feature
from geodata.gazetteer.worldviews import code_of

Outlines = Mapping[str, BaseGeometry]
"""Outlines by the code of an area, ISO alpha-2, or what Natural Earth calls what has none."""

# Countries whose whole land border is an armistice or cease-fire line, not an agreed one.
_DISPUTED_PAIRS = frozenset(
    frozenset(pair.split("-"))
    for pair in [
        "IL-PS",
        "IN-PK",
        "IN-CN",
        "MA-EH",
        "XK-RS",
        "CY-CYN",
        "CYN-CNM",
        "CY-CNM",
        "IN-KAS",
        "PK-KAS",
        "CN-KAS",
    ]
)


def alpha2_codes(countries: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """ISO alpha-2 by Natural Earth's alpha-3."""
    return {NATURAL_EARTH_CODES.get(c["iso3"], c["iso3"]): c["iso"] for c in countries}


def border_units(
    regions: Iterable[Region], special: frozenset[str], countries: Outlines
) -> dict[str, BaseGeometry]:
    """Take the world apart into what lies whole on one side of every border in every view.

    special: place ids of the regions that some view gives to another than their country.
    countries: whole countries; those that the regions cover are left out.
    """
    units = _grouped(regions, special)
    covered = shapely.union_all(list(units.values()))
    shapely.prepare(covered)
    for code, outline in countries.items():
        if code not in units and not covered.contains(outline.representative_point()):
            units[code] = outline
    return units


def _grouped(regions: Iterable[Region], special: frozenset[str]) -> dict[str, BaseGeometry]:
    parts: dict[str, list[BaseGeometry]] = {}
    for region in regions:
        parts.setdefault(_unit_of(region, special), []).append(region.outline)
    return {code: shapely.union_all(parts[code]) for code in sorted(parts)}


def _unit_of(region: Region, special: frozenset[str]) -> str:
    return code_of(region.place_id) if region.place_id in special else region.country_code


def make_borders(
    regions: Iterable[Region], special: frozenset[str], neighbours: Outlines, units: Outlines
) -> list[Feature]:
    """Borders from shared edges: `between` two units ("UA|UA-14"), `disputed` if not agreed.

    regions: as drawn, so that the lines match them.
    neighbours: countries about the front, as drawn.
    units: the world as border_units() gives it, as exact as it comes.
    """
    regions = list(regions)
    front = [r for r in regions if r.country_code in FRONT and r.lon < FRONT_EAST]
    away = [r for r in regions if r.country_code not in FRONT]
    fine = {**_grouped(front, special), **neighbours}
    edges = [
        *shared_edges(fine),
        *_inner_edges(_grouped(away, special), {code_of(place_id) for place_id in special}),
    ]
    drawn = {frozenset((a, b)) for a, b, _ in edges}
    countries = {_unit_of(r, special): r.country_code for r in regions}
    coarse = dict(zip(units, shapely.coverage_simplify(list(units.values()), 0.03), strict=True))
    east = box(FRONT_EAST, -90, 180, 90)
    for a, b, edge in shared_edges(coarse):
        if {countries.get(a, a), countries.get(b, b)} <= fine.keys():
            edges.append((a, b, edge.intersection(east)))
        elif frozenset((a, b)) not in drawn:
            edges.append((a, b, edge))
    return [(_properties(a, b), edge) for a, b, edge in edges]


def _inner_edges(outlines: Outlines, special: set[str]) -> Iterator[tuple[str, str, BaseGeometry]]:
    return (edge for edge in shared_edges(outlines) if {edge[0], edge[1]} & special)


def _properties(a: str, b: str) -> dict[str, object]:
    return {
        "between": "|".join(sorted((a, b))),
        "disputed": frozenset((a, b)) in _DISPUTED_PAIRS,
    }


def shared_edges(outlines: Outlines) -> Iterator[tuple[str, str, BaseGeometry]]:
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
