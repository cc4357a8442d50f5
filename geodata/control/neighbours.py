"""Neighbours: settlements that a map's list lacks, and the nearest ones that it has."""

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.control.nesting import Nesting

NEAR_KM = 15.0
"""A map that lists settlements speaks for one that it lacks up to this far from one that it has:
twice the distance between neighbours where the gazetteer is thin."""
_EARTH_KM = 6371.0
Numbers = NDArray[np.intp]


def nearest_listed(nesting: Nesting, listed: Numbers) -> Numbers:
    """For each place the nearest of the listed ones in its region, within NEAR_KM; else -1.

    A listed place has none, and neither has any in a nesting without points.
    """
    leaders = np.full(len(nesting.place_ids), -1, np.intp)
    if nesting.lon is None or nesting.lat is None:
        return leaders
    is_listed = np.zeros(len(leaders), bool)
    is_listed[listed] = True
    plane = _mercator(nesting.lon, nesting.lat)
    # True to scale at each place: the plane stretches by the secant of the latitude.
    reach = NEAR_KM / _EARTH_KM / np.cos(np.radians(nesting.lat))
    regions = np.asarray(nesting.regions)
    for region in np.unique(regions[is_listed]):
        inside = np.flatnonzero(regions == region)
        known, unknown = inside[is_listed[inside]], inside[~is_listed[inside]]
        tree = shapely.STRtree(plane[known])
        pairs, away = tree.query_nearest(plane[unknown], return_distance=True, all_matches=False)
        asked, found = unknown[pairs[0]], known[pairs[1]]
        near = away <= reach[asked]
        leaders[asked[near]] = found[near]
    return leaders


def _mercator(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.object_]:
    north = np.arctanh(np.sin(np.radians(lat)))
    return np.asarray(shapely.points(np.radians(lon), north))
