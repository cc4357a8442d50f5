"""Ground: which cells a voice speaks of at all, and how near."""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from geodata.frontline.cells import OUTSIDE, Cells
from geodata.holdings import BASES, CORROBORATIONS, STATES, Basis, Holdings
from geodata.model import ControlState, Corroboration

Flags = NDArray[np.bool_]
_Number = TypeVar("_Number", bound=np.signedinteger[Any])

HELD = STATES.index(ControlState.HELD)
CONTESTED = STATES.index(ControlState.CONTESTED)
DISPUTED = STATES.index(ControlState.DISPUTED)
UNKNOWN = STATES.index(ControlState.UNKNOWN)
_RECOGNISED = BASES.index(Basis.RECOGNISED)
_PLACE = BASES.index(Basis.PLACE)
_NONE = CORROBORATIONS.index(Corroboration.NONE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """What the states of cells rest on: flags, one per cell."""

    spoken: Flags
    """On any claim."""
    claimed: Flags
    """On a claim that says more than who does not hold it: held, contested or disputed."""
    named: Flags
    """On a claim that names a holder, be it of the place or of an area about it."""
    own: Flags
    """As `claimed`, on a word about the settlement itself."""


def ground_of(cells: Cells, holdings: Holdings) -> Ground:
    """Read the flags off the columns.

    Raises:
        ValueError: the holdings are not those of these cells.
    """
    if len(holdings) != len(cells) or tuple(holdings.place_ids) != cells.place_ids:
        raise ValueError("the holdings are of other places than the cells, or in another order")
    spoken = holdings.basis != _RECOGNISED
    claimed = spoken & (holdings.state != UNKNOWN)
    return Ground(
        spoken=spoken,
        claimed=claimed,
        named=claimed & (holdings.corroboration != _NONE),
        own=claimed & (holdings.basis == _PLACE) & cells.is_settlement,
    )


def across(column: NDArray[_Number], side: NDArray[np.int32]) -> NDArray[_Number]:
    """A column of the cells, as seen from the ridges; OUTSIDE where there is no cell."""
    return np.where(side == OUTSIDE, column.dtype.type(OUTSIDE), column[side])
