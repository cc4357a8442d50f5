"""Reach: how far ridges lie from the nearest settlement of which the account speaks itself."""

import numpy as np
import shapely

from geodata.frontline.cells import Cells, Floats, Numbers, as_points
from geodata.frontline.ground import Flags
from geodata.frontline.measures import mercator, sphere_km


def reach_km(cells: Cells, own: Flags, ridges: Numbers) -> Floats:
    """Distance of the farther end of each ridge to the nearest of the cells flagged in `own`.

    A ridge lies between the settlements that are nearest to it, so where one of the two is
    flagged no other is looked for. There must be one.
    """
    ends = np.stack([cells.offsets[ridges], cells.offsets[ridges + 1] - 1])
    points = cells.vertices[ends]
    sides = np.stack([cells.left[ridges], cells.right[ridges]])
    sites = cells.lon_lat
    nearest = np.full(ends.shape, np.inf)
    for side in sides:
        away = np.where(own[side], sphere_km(points, sites[side]), np.inf)
        nearest = np.minimum(nearest, away)
    far = ~own[sides].any(axis=0)
    if far.any():
        flagged = np.flatnonzero(own)
        tree = shapely.STRtree(as_points(mercator(sites[flagged])))
        lonely = points[:, far]
        found = tree.nearest(as_points(mercator(lonely.reshape(-1, 2))))
        nearest[:, far] = sphere_km(lonely, sites[flagged[found]].reshape(lonely.shape))
    return np.asarray(nearest.max(axis=0))
