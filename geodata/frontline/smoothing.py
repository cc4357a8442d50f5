"""Smoothing: corners of a line rounded for drawing, but none that has a settlement in it."""

import numpy as np
import shapely

from geodata.frontline.cells import Floats, Numbers

# Two rounds of corner cutting (Chaikin 1974: a quarter off each end of an edge) at a corner with
# arms to the middles of its edges, written out: weights of the two arms for each new point. The
# one in the middle lies on the line of its neighbours; there a line can be parted.
_NEW_POINTS = np.array([(0.75, 0), (0.375, 0.125), (0.25, 0.25), (0.125, 0.375), (0, 0.75)])
_MIDDLE = 2


def round_corners(
    points: Floats, offsets: Numbers, settlements: shapely.STRtree
) -> tuple[Floats, Numbers, Numbers]:
    """Cut the corners of lines, ends excepted, where what is cut off holds no settlement.

    So every settlement keeps its side of the line.

    Args:
        points: (lon, lat) of all lines, line after line.
        offsets: where in them each line begins; one more entry at the end.
        settlements: their points.

    Returns: the new points, their offsets, and for each old point the new one in its place.
    """
    arms = _arms(points)
    crosses = arms[:, 0, 0] * arms[:, 1, 1] != arms[:, 0, 1] * arms[:, 1, 0]
    crosses[offsets[:-1]] = crosses[offsets[1:] - 1] = False
    corners = np.flatnonzero(crosses)
    cut_off = points[corners, None] + 0.75 * arms[corners]
    triangles = shapely.polygons(np.concatenate([cut_off, points[corners, None]], axis=1))
    held, _ = settlements.query(triangles, predicate="intersects")
    rounded = np.delete(corners, held)
    counts = np.ones(len(points), dtype=np.int64)
    counts[rounded] = len(_NEW_POINTS)
    begins = np.append(0, np.cumsum(counts))
    smooth = np.repeat(points, counts, axis=0)
    new = points[rounded, None] + _NEW_POINTS @ arms[rounded]
    smooth[begins[rounded, None] + np.arange(len(_NEW_POINTS))] = new
    return smooth, begins[offsets], begins[:-1] + np.where(counts > 1, _MIDDLE, 0)


def _arms(points: Floats) -> Floats:
    """From each point to the middles of the edges before and behind it."""
    edges = np.diff(points, axis=0, prepend=points[:1], append=points[-1:]) / 2
    return np.stack([-edges[:-1], edges[1:]], axis=1)
