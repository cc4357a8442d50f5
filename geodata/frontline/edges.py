"""Edges: the ridges at which one holder's ground ends and another's, or disputed ground, begins."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.frontline.cells import Cells, Numbers
from geodata.frontline.ground import DISPUTED, Flags, Ground, across
from geodata.holdings import NOBODY, Holdings

DISPUTED_GROUND = "disputed"
"""In place of an actor: ground on which the account disagrees with itself."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edges:
    """Ridges with different holders left and right, and these."""

    ridge: Numbers
    """Numbers of the ridges, ascending."""
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    """Numbers in `sides`."""
    sides: tuple[str, ...]
    """The actors, and DISPUTED_GROUND as the last one."""

    def __len__(self) -> int:
        return len(self.ridge)

    @property
    def is_front(self) -> Flags:
        """True between two actors, False at the edge of disputed ground."""
        return np.maximum(self.left, self.right) < len(self.sides) - 1


def find_edges(cells: Cells, holdings: Holdings, ground: Ground) -> Edges:
    """Compare both sides of every ridge at once.

    Contested cells keep their holder, so the line runs on. No edge: beside ground that is said to
    be nobody's; where neither side rests on a claim, which is the recognised border; where each of
    two countries is held by its own, so that the border holds.
    """
    disputed = holdings.state == DISPUTED
    side = np.where(disputed, np.int16(len(holdings.actors)), holdings.holder)
    left, right = across(side, cells.left), across(side, cells.right)
    ridge = np.flatnonzero((left != right) & (left != NOBODY) & (right != NOBODY))
    one, other = cells.left[ridge], cells.right[ridge]
    countries, country = cells.country_numbers
    number = {actor: number for number, actor in enumerate(holdings.actors)}
    of_country = np.array([number.get(code, NOBODY) for code in countries], dtype=np.int16)
    at_home = (holdings.holder == of_country[country]) & ~disputed
    border = at_home[one] & at_home[other] & (country[one] != country[other])
    ridge = ridge[(ground.claimed[one] | ground.claimed[other]) & ~border]
    return Edges(
        ridge=ridge,
        left=left[ridge],
        right=right[ridge],
        sides=(*holdings.actors, DISPUTED_GROUND),
    )
