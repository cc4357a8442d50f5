"""Patches: ground of one class as one shape, without dissolving its cells."""

import numpy as np
import shapely

from geodata.frontline.cells import OUTSIDE, Cells, Numbers, Shapes, grid_codes
from geodata.frontline.chains import spread
from geodata.frontline.ground import across


def unite_cells(cells: Cells, class_of_cell: Numbers) -> tuple[Numbers, Shapes]:
    """Unite the cells of each class; OUTSIDE = in no class.

    Only the ridges between two classes are polygonised, so the work grows with the borders and
    not with the ground.

    Returns: the classes that have cells, ascending, and a MultiPolygon for each (EPSG:4326). They
    touch, but never overlap.
    """
    left, right = across(class_of_cell, cells.left), across(class_of_cell, cells.right)
    ridges = np.flatnonzero(left != right)
    faces = shapely.get_parts(shapely.polygonize(cells.ridges[ridges]))
    faces = shapely.orient_polygons(faces)
    found = _left_of_rims(cells, ridges, faces, np.stack([left, right]))
    order = np.argsort(found, kind="stable")
    order = order[found[order] != OUTSIDE]
    classes, number = np.unique(found[order], return_inverse=True)
    shapes = np.asarray(shapely.multipolygons(faces[order], indices=number), dtype=np.object_)
    return classes, shapes


def cell_polygons(cells: Cells) -> Shapes:
    """The MultiPolygon of each cell."""
    return unite_cells(cells, np.arange(len(cells)))[1]


def cell_at(cells: Cells, lon: float, lat: float) -> int | None:
    """The number of the cell that a point (degrees, EPSG:4326) lies in; None = in none."""
    found = shapely.STRtree(cell_polygons(cells)).query(shapely.Point(lon, lat), "intersects")
    return int(found[0]) if len(found) else None


def _left_of_rims(cells: Cells, ridges: Numbers, faces: Shapes, classes: Numbers) -> Numbers:
    """The class inside each face: what lies to the left of the first edge of its outer ring.

    No two edges of a coverage have the same middle, so an edge is known by the sum of its ends.
    """
    rims = shapely.get_exterior_ring(faces)
    ends = [grid_codes(shapely.get_coordinates(shapely.get_point(rims, at))) for at in (0, 1)]
    counts = np.diff(cells.offsets)[ridges] - 1
    codes = grid_codes(cells.vertices)
    first = spread(cells.offsets[ridges], counts)
    start, end = codes[first], codes[first + 1]
    order = np.argsort(start + end)
    edge = order[np.searchsorted((start + end)[order], ends[0] + ends[1])]
    side = (start[edge] != ends[0]).astype(np.int64)
    return np.asarray(classes[side, np.repeat(ridges, counts)[edge]])
