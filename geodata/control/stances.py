"""Stances: what each voice says last of each place, by the tables of `geodata.control`."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from geodata.control.assessing import Areas, hear, heard_claims
from geodata.control.histories import Dispute, open_disputes
from geodata.control.judging import NOW, Heard
from geodata.control.statements import OTHER, Statements, moment_of
from geodata.holdings import BASES, Basis
from geodata.model import Actor, Claim, Extent, Polarity, Relation, Voice
from geodata.origins import whose_word

_ORDER = (Relation.CONTROLS, Relation.CONTESTED, Relation.PRESENT, Relation.THREATENS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """What one voice says of one place."""

    place_id: str
    voice: str
    """Whose word it is: see `geodata.origins.whose_word`."""
    word: Claim | None
    """The newest that still stands; None if all that it said is taken back, or of the past."""
    basis: Basis
    """What the word is about: the place, or an area that the place lies in."""
    standing: int
    """How many of its claims still stand there, those about areas too."""
    told: int
    """How many claims it made of the place itself."""

    @property
    def said_on(self) -> date | None:
        """The day that the word is about, else that of its publication; None if neither is known.

        How old the stance is.
        """
        day = moment_of(self.word)[0] if self.word else date.min
        return day if day > date.min else None


def find_stances(  # noqa: PLR0913 - a voice on two clocks, and what is known of the rest
    claims: Sequence[Claim],
    *,
    voice: Voice,
    as_of: date | None,
    known_at: datetime | None,
    actors: Sequence[Actor],
    areas: Areas = lambda _: (),
    over: Collection[str] = frozenset(),
) -> tuple[list[Stance], list[Dispute]]:
    """Find each voice's newest word on each place; arguments as of `assess_control`.

    Words about control and fighting go before presence and threats, then the newer before the
    older, then control before fighting and an affirmation before a denial.

    Returns: a stance for each place and voice with a word that reaches it, or with claims about it
        that are over, by place and voice; and the disputes between these voices that are open, see
        `open_disputes`. What maps showed and show no more begins none.
    """
    heard = heard_claims(claims, voice=voice, as_of=as_of, known_at=known_at)
    known = {actor.actor_id: actor for actor in actors}
    judge, said = hear(heard, as_of=as_of, actors=known, areas=areas, over=over)
    told = Counter((claim.place_id, whose_word(claim)) for claim in heard)
    standing = {
        (stance.place_id, stance.voice): stance
        for stance in _standing(judge.statements, judge.nesting.place_ids, said, told)
    }
    silent = (_silence(*about, told[about]) for about in told.keys() - standing.keys())
    stances = sorted((*standing.values(), *silent), key=lambda one: (one.place_id, one.voice))
    shown = np.array([claim.claim_id not in over for claim in heard], bool)
    return stances, open_disputes(judge, as_of.toordinal() if as_of else NOW, shown)


def _silence(place_id: str, voice: str, told: int) -> Stance:
    return Stance(
        place_id=place_id, voice=voice, word=None, basis=Basis.PLACE, standing=0, told=told
    )


def _standing(
    statements: Statements,
    place_ids: Sequence[str],
    said: Heard,
    told: Mapping[tuple[str, str], int],
) -> Iterator[Stance]:
    """One stance for each place and origin that something counts of."""
    if not len(said.row):
        return
    origin = statements.origin[said.row]
    deciding = statements.kind[said.row] != OTHER
    tie = _ties(statements.claims)[said.row]
    moment = statements.moment[said.row]
    order = np.lexsort((tie, -moment, ~deciding, origin, said.place))
    pairs = np.column_stack([said.place[order], origin[order]])
    first = np.flatnonzero(np.r_[True, np.any(pairs[1:] != pairs[:-1], axis=1)])
    counts = np.diff(np.r_[first, len(order)])
    for at, count in zip(order[first].tolist(), counts.tolist(), strict=True):
        place_id = place_ids[said.place[at]]
        who = statements.origins[origin[at]]
        yield Stance(
            place_id=place_id,
            voice=who,
            word=statements.claims[said.row[at]],
            basis=BASES[said.basis[at]],
            standing=count,
            told=told.get((place_id, who), 0),
        )


def _ties(claims: Sequence[Claim]) -> NDArray[np.intp]:
    """A number for each claim: of several at one moment that of the lowest counts.

    By what is said, then by the order of the text: no actor comes first by name.
    """
    ranks = np.empty(len(claims), np.intp)
    ranks[sorted(range(len(claims)), key=lambda row: _tie(claims[row]))] = np.arange(len(claims))
    return ranks


def _tie(claim: Claim) -> tuple[int, bool, bool, str, int, str]:
    return (
        _ORDER.index(claim.relation),
        claim.extent is Extent.PARTIAL,
        claim.polarity is Polarity.DENY,
        claim.article_id,
        claim.start_char,
        claim.claim_id,
    )
