"""Assessors: what places show, and the claims that this rests on, all places at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from geodata.control.cases import CaseJudge, Cases, spread
from geodata.control.judging import PLACE, Flags, Heard, Judge, Rows
from geodata.control.nesting import Nesting
from geodata.control.statements import (
    ALWAYS,
    DENIES,
    FIGHTS,
    HOLDS,
    OTHER,
    compile_statements,
)
from geodata.control.told import RELATIONS, Told
from geodata.holdings import NOBODY, STATES, Codes, Holdings, Standings
from geodata.model import SOURCE_VOICE, Actor, Claim, ControlState, Relation

_BASIS_OF = {
    ControlState.DISPUTED: (HOLDS, DENIES),
    ControlState.CONTESTED: (HOLDS, FIGHTS),
    ControlState.HELD: (HOLDS,),
    ControlState.UNKNOWN: (),
}
"""Kinds of statement that a state rests on; `unknown` on all that is said of the place."""
_RESTS_ON = np.array([[kind in _BASIS_OF[s] for kind in range(OTHER + 1)] for s in STATES], bool)
_CONTESTED, _DISPUTED = map(STATES.index, (ControlState.CONTESTED, ControlState.DISPUTED))
_CONTROLS, _PRESENT = map(RELATIONS.index, (Relation.CONTROLS, Relation.PRESENT))
_MOST_CASES = 40_000
"""Cases that are judged at once: what they take of memory grows with the number of origins."""
Silent = Callable[[Rows, Rows], Flags]
"""Of claims (numbers) on days (ordinals): which ones maps showed and show no more."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Claims and the places that they bear on."""

    row: Rows
    """Number of the claim."""
    place: Rows
    """Number of the place in the nesting, or of the case."""

    def __getitem__(self, chosen: Flags | Rows) -> "Pairs":
        return Pairs(self.row[chosen], self.place[chosen])


class Assessor:
    """Claims, compiled once, to be judged in any voice and on any day.

    `nesting` holds every place that the claims are about.
    """

    def __init__(
        self, claims: Sequence[Claim], nesting: Nesting, actors: Mapping[str, Actor]
    ) -> None:
        self.claims = claims
        self.judge = Judge(compile_statements(claims), nesting, actors)
        self.told = Told.of(claims)
        self.place = self.judge.place_of_row
        """Number in the nesting of each claim's place."""

    def on(self, day: int, heard: Flags, over: Flags | None = None) -> "Assessment":
        """Judge what is heard on a day (NOW: by now).

        `heard` chooses claims by what `Statements.among` names; those of later days don't count.
        `over` are those that maps showed and show no more: still said, though not standing.
        """
        judge = self.judge.among(heard)
        said = np.flatnonzero(heard & (judge.statements.first <= day))
        standing = judge.heard(day, heard if over is None else heard & ~over)
        return Assessment(self, judge, standing, Pairs(said, self.place[said]))

    def through(
        self, cases: Cases, heard: Flags, silent: Silent | None = None
    ) -> Iterator[tuple[Cases, "Assessment"]]:
        """Judge what is heard in many cases, some ten thousand at a time."""
        judge = self.judge.among(heard)
        ends = np.flatnonzero(np.r_[cases.place[1:] != cases.place[:-1], True]) + 1
        cuts = ends[np.searchsorted(ends, np.arange(_MOST_CASES, len(cases), _MOST_CASES))]
        own = np.flatnonzero(heard)
        for start, end in pairwise([0, *np.unique(cuts).tolist(), len(cases)]):
            if start < end:
                part = Cases(cases.place[start:end], cases.day[start:end])
                many = CaseJudge(judge, part, silent)
                said = self._said(part, own)
                yield part, Assessment(self, many, many.heard_then(heard), said)

    def _said(self, cases: Cases, rows: Rows) -> Pairs:
        """What is said of each case's place by its day, standing or not."""
        first = self.judge.statements.first[rows].astype(np.intp)
        owner, case = spread(*cases.between(self.place[rows], first, np.full(len(rows), ALWAYS)))
        return Pairs(rows[owner], case)


class Assessment:
    """What was heard, and what follows for each place (or case)."""

    def __init__(self, assessor: Assessor, judge: Judge, heard: Heard, said: Pairs) -> None:
        self.assessor = assessor
        self.heard = heard
        self.said = said
        """Every claim about the place itself, standing or not."""
        self.holdings: Holdings = judge.holdings(heard)
        self._kind = judge.statements.kind

    @property
    def _count(self) -> int:
        return len(self.holdings.state)

    def basis(self) -> tuple[Pairs, Flags]:
        """The claims that the states rest on, and which of them are about the place itself.

        First those of the kinds that decide, then, where none of these is about the place itself,
        what else is said of it: what stands, or if nothing does, all of it. Newest first.
        """
        kind, place = self._kind[self.heard.row], self.heard.place
        # What areas lend to a place that nobody speaks of here is ground, and no mark.
        spoken = self._flags(self.said.place)
        decides = _RESTS_ON[self.holdings.state[place], kind] & spoken[place]
        own = self.heard.basis == PLACE
        decided = self._flags(place[decides & own])
        more = own & ~decided[place]
        silent = ~self._flags(place[own])[self.said.place]
        parts = [Pairs(self.heard.row[one], place[one]) for one in (decides, more)]
        parts.append(self.said[silent])
        owns = [own[decides], own[more], np.ones(int(silent.sum()), bool)]
        pairs = Pairs(
            np.concatenate([part.row for part in parts]),
            np.concatenate([part.place for part in parts]),
        )
        turn = np.repeat(np.arange(len(parts)), [len(part.row) for part in parts])
        order = np.lexsort((self.assessor.told.newest[pairs.row], turn, pairs.place))
        return pairs[order], np.concatenate(owns)[order]

    def standing(self) -> Pairs:
        """The claims that still stand at each place, also those about areas; newest first."""
        heard = self.heard
        order = np.lexsort((self.assessor.told.newest[heard.row], heard.place))
        return Pairs(heard.row[order], heard.place[order])

    def standings(self) -> Standings:
        """What the places show of which anything is said, by place."""
        told, state = self.assessor.told, self.holdings.state
        pairs, own = self.basis()
        order = np.lexsort((told.newest[pairs.row], told.weight[pairs.row], ~own, pairs.place))
        ranked = pairs[order]
        first = np.flatnonzero(np.r_[True, ranked.place[1:] != ranked.place[:-1]][: len(order)])
        place, shown = ranked.place[first], ranked.row[first]
        of_holder = (told.relation[shown] == _CONTROLS) | (state[place] == _CONTESTED)
        holder = np.where(of_holder, self.only_holder[place], NOBODY)
        actor = np.where(holder != NOBODY, holder, told.actor[shown]).astype(np.int16)
        contender, answer = self._contenders(ranked, place, actor)
        return Standings(
            actors=told.names,
            place=place,
            state=state[place],
            corroboration=self.holdings.corroboration[place],
            actor=actor,
            contender=contender,
            shown=shown,
            answer=answer,
        )

    def _flags(self, places: Rows) -> Flags:
        flags = np.zeros(self._count, bool)
        flags[places] = True
        return flags

    @cached_property
    def only_holder(self) -> Codes:
        """The holder named at each place, by `Told.names`; NOBODY if none or several are."""
        holds = self._kind[self.heard.row] == HOLDS
        actor, place = self.assessor.told.actor[self.heard.row[holds]], self.heard.place[holds]
        least = np.full(self._count, np.iinfo(np.int16).max, np.int16)
        most = np.full(self._count, NOBODY, np.int16)
        np.minimum.at(least, place, actor)
        np.maximum.at(most, place, actor)
        return np.where(least == most, most, np.int16(NOBODY))

    def _contenders(self, ranked: Pairs, place: Rows, actor: Codes) -> tuple[Codes, Rows]:
        """The other side of each dispute: another holder, else who denies, else who is there."""
        told = self.assessor.told
        at = np.full(self._count, -1, np.intp)
        at[place] = np.where(self.holdings.state[place] == _DISPUTED, np.arange(len(place)), -1)
        said = self.said[at[self.said.place] >= 0]
        is_there = told.affirms[said.row] & (told.relation[said.row] == _PRESENT)
        said = said[is_there][np.lexsort((said.row[is_there], said.place[is_there]))]
        basis = ranked[at[ranked.place] >= 0]
        affirms = told.affirms[basis.row]
        parties = [
            (basis[affirms], told.actor),
            (basis[~affirms], told.claimant),
            (said, told.actor),
        ]
        contender = np.full(len(place), NOBODY, np.int16)
        answer = np.full(len(place), -1, np.intp)
        outlet = told.names.index(SOURCE_VOICE) if SOURCE_VOICE in told.names else NOBODY
        for pairs, column in parties:
            number, party = at[pairs.place], column[pairs.row]
            other = (party != NOBODY) & (party != outlet) & (party != actor[number])
            free = np.flatnonzero(other & (contender[number] == NOBODY))[::-1]  # the first stays
            contender[number[free]] = party[free]
            answer[number[free]] = pairs.row[free]
        return contender, answer
