"""Citing: the claims that an area, a line or a difference of grounds rests on."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from geodata.frontline import area_of_cells, cells_along
from geodata.layers import MOST_QUOTES
from geodata.model import Claim
from geodata.pipeline.grounds import Ground
from geodata.pipeline.mapped import daily
from geodata.published import claims_of

Numbers = NDArray[np.int64]


def area_claims(shown: Ground) -> list[list[Claim]]:
    """For each of the ground's areas the claims that its cells' states rest on."""
    area = area_of_cells(shown.cells, shown.holdings)
    return cited(shown, [np.flatnonzero(area == number) for number in range(len(shown.areas))])


def line_claims(shown: Ground) -> list[list[Claim]]:
    """For each of the ground's lines those of the cells to both sides."""
    return cited(shown, cells_along(shown.cells, shown.holdings, shown.lines))


def cited(shown: Ground, groups: Sequence[Numbers]) -> list[list[Claim]]:
    """The claims that groups of cells rest on.

    Of published maps the newest only: as many as an export quotes.
    """
    statements = shown.theatre.judge.statements
    told, mapped = [], []
    for group in groups:
        inside = np.zeros(len(shown.cells), bool)
        inside[group] = True
        here = inside[shown.heard.place]
        rows = shown.heard.row[here]
        of_claims = rows < len(statements.claims)
        told.append([statements.claims[row] for row in np.unique(rows[of_claims]).tolist()])
        newest = np.argsort(statements.moment[rows[~of_claims]])[::-1][:MOST_QUOTES]
        mapped.append(statements.place[rows[~of_claims][newest]].tolist())
    words = _newest_words(shown, {number for numbers in mapped for number in numbers})
    return [
        claims + [claim for number in dict.fromkeys(numbers) for claim in words.get(number, ())]
        for claims, numbers in zip(told, mapped, strict=True)
    ]


def _newest_words(shown: Ground, places: Iterable[int]) -> dict[int, list[Claim]]:
    """What each map that the voice hears showed last of places, by their number in statements."""
    statements = shown.theatre.judge.statements
    ids = {statements.places[number]: number for number in places}
    words: dict[int, list[Claim]] = {}
    for published in daily(shown.theatre.maps):
        if not shown.voice.hears(published):
            continue
        last = {claim.place_id: claim for claim in claims_of(published, ids, shown.as_of)}
        for place_id, claim in last.items():
            words.setdefault(ids[place_id], []).append(claim)
    return words
