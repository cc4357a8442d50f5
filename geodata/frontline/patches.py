"""Patches: ground of one class as one shape, without dissolving its cells."""

from typing import NamedTuple

import numpy as np
import shapely

from geodata.frontline.cells import OUTSIDE, Cells, Floats, Numbers, Shapes
from geodata.frontline.chains import join_links
from geodata.frontline.ground import Flags, across


class _Sides(NamedTuple):
    """Sides of ridges, each walked so that its class lies to the left."""

    ridge: Numbers
    turned: Flags
    """Walked against the ridge."""
    group: Numbers
    """The class."""


class _Rings(NamedTuple):
    """Closed lines with their class to the left, so holes run clockwise."""

    shapes: Shapes
    group: Numbers
    area: Floats
    """Square degrees; below 0 for holes."""
    pinched: Flags
    """Whether it passes a corner at which its class meets itself."""


def unite_cells(cells: Cells, class_of_cell: Numbers) -> tuple[Numbers, Shapes]:
    """Unite the cells of each class; OUTSIDE = in no class.

    Only the ridges between two classes are followed, so the work grows with the borders and not
    with the ground.

    Returns: the classes that have cells, ascending, and a MultiPolygon for each (EPSG:4326). They
    touch, but never overlap.
    """
    left, right = across(class_of_cell, cells.left), across(class_of_cell, cells.right)
    differ = np.flatnonzero(left != right)
    ridge, group = np.tile(differ, 2), np.concatenate([left[differ], right[differ]])
    turned = np.arange(len(ridge)) >= len(differ)
    inside = group != OUTSIDE
    rings = _rings(cells, _Sides(ridge[inside], turned[inside], group[inside]))
    polygons, group = _polygons(rings)
    order = np.argsort(group, kind="stable")
    classes, number = np.unique(group[order], return_inverse=True)
    shapes = np.asarray(shapely.multipolygons(polygons[order], indices=number), dtype=np.object_)
    return classes, shapes


def cell_polygons(cells: Cells) -> Shapes:
    """The MultiPolygon of each cell."""
    return unite_cells(cells, np.arange(len(cells)))[1]


def cell_at(cells: Cells, lon: float, lat: float) -> int | None:
    """The number of the cell that a point (degrees, EPSG:4326) lies in; None = in none."""
    west, south, east, north = cells.bounds.T
    near = np.flatnonzero((west <= lon) & (lon <= east) & (south <= lat) & (lat <= north))
    class_of_cell = np.full(len(cells), OUTSIDE, dtype=np.int64)
    class_of_cell[near] = near
    numbers, shapes = unite_cells(cells, class_of_cell)
    found = numbers[shapely.intersects(shapes, shapely.Point(lon, lat))]
    return int(found[0]) if len(found) else None


def _rings(cells: Cells, sides: _Sides) -> _Rings:
    first, last = (nodes[sides.ridge] for nodes in cells.ridge_ends)
    tail = np.where(sides.turned, last, first)
    head = np.where(sides.turned, first, last)
    pinched = _part_corners(cells, sides, tail, head)
    order, starts, ring = join_links(tail, head, sides.group)
    vertices, offsets, _ = cells.walk(sides.ridge[order], sides.turned[order], ring)
    number = np.repeat(np.arange(len(starts)), np.diff(offsets))
    x, y = vertices.T
    swept = np.append((x[:-1] + x[1:]) * np.diff(y) / 2, 0)
    swept[offsets[1:] - 1] = 0
    return _Rings(
        np.asarray(shapely.linearrings(vertices, indices=number), dtype=np.object_),
        sides.group[order[starts]],
        np.asarray(np.bincount(number, swept, len(starts)), dtype=np.float64),
        np.bincount(ring, pinched[order], len(starts)) > 0,
    )


def _part_corners(cells: Cells, sides: _Sides, tail: Numbers, head: Numbers) -> Flags:
    """Where a class meets itself at a corner, number the node anew for each of its wedges there.

    Changes `tail` and `head`, so that exactly one side enters and one leaves each node. Round a
    node, each wedge of the class lies between a side that leaves and the next one, which enters.

    Returns: whether each side ends at such a corner.
    """
    count = len(tail)
    nodes = int(max(tail.max(initial=0), head.max(initial=0))) + 1
    corner = np.concatenate([sides.group * nodes + tail, sides.group * nodes + head])
    _, place, times = np.unique(corner, return_inverse=True, return_counts=True)
    spokes = np.flatnonzero(times[place] > 2)
    side, enters = spokes % count, spokes >= count
    last = sides.turned[side] ^ enters
    ridge = sides.ridge[side]
    at = np.where(last, cells.offsets[ridge + 1] - 1, cells.offsets[ridge])
    away = cells.vertices[at + np.where(last, -1, 1)] - cells.vertices[at]
    order = np.lexsort((np.arctan2(away[:, 1], away[:, 0]), place[spokes]))
    side, enters, corners = side[order], enters[order], place[spokes][order]
    begins = np.flatnonzero(np.diff(corners, prepend=-1))
    wedge = np.cumsum(~enters)
    # A side that enters before any has left belongs to the wedge of the last one that leaves.
    turns = np.append(begins[1:], len(order)) - begins
    before: Numbers = np.repeat(wedge[begins] - ~enters[begins], turns)
    ends = np.repeat(wedge[begins + turns - 1], turns)
    wedge = np.where(wedge == before, ends, wedge)
    head[side[enters]] = nodes + wedge[enters]
    tail[side[~enters]] = nodes + wedge[~enters]
    return np.isin(np.arange(count), side)


def _polygons(rings: _Rings) -> tuple[Shapes, Numbers]:
    """Rings put together, each hole in the smallest shell about it, which is of its class."""
    shells, holes = np.flatnonzero(rings.area > 0), np.flatnonzero(rings.area <= 0)
    owner = np.arange(len(rings.area))
    if len(holes):
        corners = shapely.get_point(rings.shapes[holes], 0)
        around = shapely.polygons(rings.shapes[shells])
        shell, hole = shapely.STRtree(corners).query(around, predicate="contains")
        shell, hole = shells[shell], holes[hole]
        order = np.argsort(-rings.area[shell], kind="stable")  # the smallest comes last, and stays
        owner[hole[order]] = shell[order]
    order = np.lexsort((rings.area <= 0, owner))
    owners, number = np.unique(owner[order], return_inverse=True)
    polygons = np.asarray(shapely.polygons(rings.shapes[order], indices=number), dtype=np.object_)
    pinched = np.bincount(number, rings.pinched[order], len(owners)) > 0
    polygons[pinched] = shapely.make_valid(
        polygons[pinched], method="structure", keep_collapsed=False
    )
    parts, of = shapely.get_parts(polygons, return_index=True)
    return parts, rings.group[owners[of]]
