"""Differences: the ground that an actor holds according to one account, the other, or both."""

from dataclasses import dataclass

import geopandas
import numpy as np
import pandas as pd

from geodata.frontline.cells import OUTSIDE, Cells
from geodata.frontline.ground import CONTESTED, HELD, Flags, ground_of
from geodata.frontline.patches import unite_cells
from geodata.holdings import Holdings

CRS = "EPSG:4326"
_TYPES = {
    "part": "str",
    "actor": "str",
    "area_km2": "float64",
    "settlements": "int64",
    "place_ids": "object",
}
PARTS = ("one only", "other only", "both")
_ONE, _OTHER, _BOTH = range(3)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Difference:
    """Two accounts of what an actor holds, laid over each other."""

    parts: geopandas.GeoDataFrame
    """At most one row per part, in the order of PARTS, EPSG:4326: part, actor, area_km2 (on the
    ellipsoid), settlements (how many lie in it), place_ids (tuple: of its cells), geometry
    (MultiPolygon). Parts never overlap; one without ground has no row."""
    warning: str
    """In words, what makes the areas hard to compare; "" if nothing does."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Account:
    """Flags, one per cell of the first account."""

    held: Flags
    silent: Flags
    """No claim speaks of it."""
    missing: Flags
    """The account has no such cell."""
    unmatched: int
    """Cells that only the account has."""


def difference(
    one: tuple[Cells, Holdings], other: tuple[Cells, Holdings], *, actor: str
) -> Difference:
    """Compare two accounts, on the cells of the first.

    Ground is held that is said to be: contested ground that the actor is said to hold is, disputed
    ground is not, and neither is what it holds for being recognised only. Where an account makes
    no claim at all it counts as one that says "not held", and the warning tells how much it is.

    Raises:
        ValueError: holdings are not those of their cells.
    """
    cells = one[0]
    first, second = _account(*one, actor, cells), _account(*other, actor, cells)
    part = np.full(len(cells), OUTSIDE, dtype=np.int64)
    part[first.held & ~second.held] = _ONE
    part[second.held & ~first.held] = _OTHER
    part[first.held & second.held] = _BOTH
    found, shapes = unite_cells(cells, part)
    place_ids = np.asarray(cells.place_ids, dtype=object)
    columns = {
        "part": [PARTS[number] for number in found],
        "actor": [actor] * len(found),
        "area_km2": [cells.area_km2[part == number].sum() for number in found],
        "settlements": [np.count_nonzero(cells.is_settlement[part == number]) for number in found],
        "place_ids": pd.Series(
            [tuple(place_ids[part == number]) for number in found], dtype="object"
        ),
    }
    parts = geopandas.GeoDataFrame(pd.DataFrame(columns).astype(_TYPES), geometry=shapes, crs=CRS)
    warnings = [_on_masks(one[0], other[0], second), _on_silence(cells, first, second)]
    return Difference(parts=parts, warning=" ".join(filter(None, warnings)))


def _account(own: Cells, holdings: Holdings, actor: str, cells: Cells) -> _Account:
    ground = ground_of(own, holdings)
    number = holdings.actors.index(actor) if actor in holdings.actors else len(holdings.actors)
    held = np.isin(holdings.state, (HELD, CONTESTED)) & (holdings.holder == number) & ground.named
    if own.mask == cells.mask:
        return _Account(
            held=held, silent=~ground.spoken, missing=np.zeros(len(cells), bool), unmatched=0
        )
    at = pd.Index(own.place_ids).get_indexer(pd.Index(cells.place_ids))
    missing = at == -1
    return _Account(
        held=held[at] & ~missing,
        silent=~ground.spoken[at] | missing,
        missing=missing,
        unmatched=len(own) - int(np.count_nonzero(~missing)),
    )


def _on_masks(one: Cells, other: Cells, second: _Account) -> str:
    if one.mask == other.mask:
        return ""
    return (
        "The two accounts are drawn on different cuts of the land; the other's states are put on "
        f"the one's cells by place. {np.count_nonzero(second.missing):,} of {len(one):,} cells "
        f"({one.area_km2[second.missing].sum():,.0f} km²) are missing in the other and count as "
        f"not held; {second.unmatched:,} of the other's are left out."
    )


def _on_silence(cells: Cells, one: _Account, other: _Account) -> str:
    alone = (one.held & other.silent) | (other.held & one.silent)
    if not alone.any():
        return ""
    return (
        f"Of {cells.area_km2[alone].sum():,.0f} km² held by one account only, the other names "
        "no holder; it counts as not held there."
    )
