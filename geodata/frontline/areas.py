"""Areas: held, contested, disputed and unknown ground, as one voice has it."""

from datetime import date

import geopandas
import numpy as np
import pandas as pd

from geodata.frontline.cells import OUTSIDE, Cells, Numbers
from geodata.frontline.ground import Ground, ground_of
from geodata.frontline.patches import unite_cells
from geodata.holdings import BASES, CORROBORATIONS, NOBODY, STATES, Basis, Days, Holdings

CRS = "EPSG:4326"
_TYPES = {
    "state": "str",
    "actor": "str",
    "contender": "str",
    "corroboration": "str",
    "basis": "str",
    "area_km2": "float64",
    "settlements": "int64",
    "said_first": "str",
    "said_last": "str",
}
_PLACE, _NEARBY = BASES.index(Basis.PLACE), BASES.index(Basis.NEARBY)
_AREA = len(BASES)
_NEVER = np.iinfo(np.int32).max


def hold_areas(cells: Cells, holdings: Holdings) -> geopandas.GeoDataFrame:
    """Unite cells of equal state, holder, contender, corroboration and basis.

    Ground of which no claim speaks is no area. Areas never overlap, and leave no gap between
    neighbours.

    Returns: one row per area, EPSG:4326: state, actor (who is said to hold it; "" if nobody is
    named), contender (of disputed ground the other party; "" if none), corroboration, basis
    ("place", also for what a map lends to a settlement that its list lacks; or "area" if the words
    are about one around), area_km2 (on the ellipsoid),
    settlements (how many lie in it), said_first, said_last (ISO days of the oldest and the newest
    of the words; "" if unknown), geometry (MultiPolygon). `area_of_cells` tells which cells.
    """
    classes, area = _classes(holdings, ground_of(cells, holdings))
    _, shapes = unite_cells(cells, area)
    inside, count = area != OUTSIDE, len(classes)
    first, last = _days(area, holdings.said_on, count)
    names = np.array([*holdings.actors, ""], dtype=object)  # NOBODY is the last one
    state, actor, contender, corroboration, basis = classes.T
    columns = {
        "state": [STATES[one].value for one in state],
        "actor": names[actor],
        "contender": names[contender],
        "corroboration": [CORROBORATIONS[one].value for one in corroboration],
        "basis": np.where(basis == _PLACE, "place", "area"),
        "area_km2": np.bincount(area[inside], cells.area_km2[inside], count),
        "settlements": np.bincount(area[inside & cells.is_settlement], minlength=count),
        "said_first": first,
        "said_last": last,
    }
    return geopandas.GeoDataFrame(pd.DataFrame(columns).astype(_TYPES), geometry=shapes, crs=CRS)


def area_of_cells(cells: Cells, holdings: Holdings) -> Numbers:
    """Which row of `hold_areas` each cell belongs to; OUTSIDE = none."""
    return _classes(holdings, ground_of(cells, holdings))[1]


def _classes(holdings: Holdings, ground: Ground) -> tuple[Numbers, Numbers]:
    """Rows of state, actor, contender, corroboration and basis; and the row of each cell."""
    nobody = np.int16(NOBODY)
    columns = np.column_stack(
        [
            holdings.state,
            np.where(ground.named, holdings.holder, nobody),
            holdings.contender,
            holdings.corroboration,
            np.where(np.isin(holdings.basis, (_PLACE, _NEARBY)), _PLACE, _AREA),
        ]
    )[ground.spoken].astype(np.int64)
    low = columns.min(axis=0, initial=0)
    spans = tuple((columns.max(axis=0, initial=0) - low + 1).tolist())
    codes, found = np.unique(
        np.ravel_multi_index(tuple((columns - low).T), spans), return_inverse=True
    )
    of_cell = np.full(len(ground.spoken), OUTSIDE, dtype=np.int64)
    of_cell[ground.spoken] = found
    return np.column_stack(np.unravel_index(codes, spans)) + low, of_cell


def _days(area: Numbers, said_on: Days, count: int) -> tuple[list[str], list[str]]:
    """ISO days of the oldest and the newest word in each area."""
    dated = (area != OUTSIDE) & (said_on > 0)
    first, last = np.full(count, _NEVER), np.zeros(count, dtype=np.int64)
    np.minimum.at(first, area[dated], said_on[dated])
    np.maximum.at(last, area[dated], said_on[dated])
    return [_iso(day) for day in first.tolist()], [_iso(day) for day in last.tolist()]


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat() if 0 < day < _NEVER else ""
