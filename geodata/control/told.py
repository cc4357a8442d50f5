"""Claims as columns, beside those of their statements: which one goes before which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.control.statements import moment_of
from geodata.holdings import NOBODY, Codes, Days
from geodata.model import Claim, Extent, Polarity, Relation

RELATIONS = (Relation.CONTROLS, Relation.CONTESTED, Relation.PRESENT, Relation.THREATENS)
"""The strongest first."""
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """Columns of claims, beside those of their statements."""

    relation: Codes
    """Number in RELATIONS."""
    affirms: Flags
    weight: Codes
    """The order in which claims are shown, the lightest first."""
    newest: Rows
    """The order of `newest_first`, from 0."""
    actor: Codes
    """Number in `names`; NOBODY if none is named."""
    claimant: Codes
    """Number in `names`."""
    names: tuple[str, ...]
    relations: tuple[Relation, ...]
    """The names of `relation`."""
    printed: Days
    """Ordinal of the day of publication, else of the event; 0 = neither is known."""

    @classmethod
    def of(cls, claims: Sequence[Claim]) -> "Told":
        """Make the columns."""
        actors = sorted({claim.actor for claim in claims if claim.actor})
        names = tuple(dict.fromkeys([*actors, *sorted({claim.claimant for claim in claims})]))
        number = {name: code for code, name in enumerate(names)}
        newest = np.empty(len(claims), np.intp)
        newest[_order(claims)] = np.arange(len(claims))
        return cls(
            relation=_column(RELATIONS.index(claim.relation) for claim in claims),
            affirms=np.array([claim.polarity is Polarity.AFFIRM for claim in claims], bool),
            weight=_column(map(_weight, claims)),
            newest=newest,
            actor=_column(number[claim.actor] if claim.actor else NOBODY for claim in claims),
            claimant=_column(number[claim.claimant] for claim in claims),
            names=names,
            relations=RELATIONS,
            printed=np.array([_printed(claim) for claim in claims], np.int32),
        )


def _column(codes: Iterable[int]) -> Codes:
    return np.array(list(codes), np.int16)


def _weight(claim: Claim) -> int:
    ranks = (
        (not claim.current, 2),
        (claim.polarity is Polarity.DENY, 2),
        (RELATIONS.index(claim.relation), len(RELATIONS)),
        (claim.extent is Extent.PARTIAL, 2),
    )
    weight = 0
    for rank, width in ranks:
        weight = weight * width + rank
    return weight


def weight_words(weight: int) -> dict[str, str | bool]:
    """What a weight says of its claims: `relation`, `polarity`, `extent`, `current`."""
    weight, partial = divmod(weight, 2)
    weight, relation = divmod(weight, len(RELATIONS))
    past, denied = divmod(weight, 2)
    return {
        "relation": RELATIONS[relation].value,
        "polarity": (Polarity.DENY if denied else Polarity.AFFIRM).value,
        "extent": (Extent.PARTIAL if partial else Extent.WHOLE).value,
        "current": not past,
    }


def _printed(claim: Claim) -> int:
    day = claim.published_at.date() if claim.published_at else claim.event_date
    return day.toordinal() if day else 0


def newest_first(claims: Iterable[Claim]) -> list[Claim]:
    """Order claims by their moment; where it is the same by the order of the text.

    So no actor comes first by name; the id only makes the order complete.
    """
    listed = list(claims)
    return [listed[number] for number in _order(listed)]


def _order(claims: Sequence[Claim]) -> list[int]:
    in_text = sorted(range(len(claims)), key=lambda number: _in_text(claims[number]))
    return sorted(in_text, key=lambda number: moment_of(claims[number]), reverse=True)


def _in_text(claim: Claim) -> tuple[str, int, str]:
    return claim.article_id, claim.start_char, claim.claim_id
