"""Histories: from when until when a place was disputed, and how long an admission took."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from geodata.control.cases import CaseJudge, Cases
from geodata.control.judging import NOW, Judge
from geodata.control.sides import admits
from geodata.control.statements import ALWAYS, DENIES, HOLDS, Statements
from geodata.holdings import NOBODY, STATES, Holdings
from geodata.model import Actor, ControlState, Voice

_DISPUTED = STATES.index(ControlState.DISPUTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One stretch of days on which a voice's word about a place disagrees."""

    place_id: str
    parties: tuple[str, ...]
    """Who is said to hold it, or denies that: actors, in the order of their ids."""
    first_day: date
    last_day: date | None
    """None = it still is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A side says that its opponent holds a place."""

    place_id: str
    actor: str
    """Who holds it."""
    claimed_on: date
    """When the actor or an ally first said so."""
    admitted_by: str
    admitted_on: date

    @property
    def days(self) -> int:
        """From the claim to the admission; negative if the other side spoke first."""
        return (self.admitted_on - self.claimed_on).days


def find_disputes(judge: Judge, voice: Voice) -> list[Dispute]:
    """Find each dispute over a place of the judge's nesting, by place and first day.

    A dispute ends when its origins say otherwise, never by age.
    """
    rows = judge.rows_of(voice)
    open_since: dict[str, tuple[date, tuple[str, ...]]] = {}
    found: list[Dispute] = []
    for day in _days_of_change(judge.statements, rows):
        on_day = date.fromordinal(day)
        disputed = _disputed(judge.holdings(judge.heard(day, rows)))
        over = sorted(open_since.keys() - disputed.keys())
        found += [_ended(place_id, *open_since.pop(place_id), day - 1) for place_id in over]
        for place_id, parties in disputed.items():
            since, before = open_since.get(place_id, (on_day, ()))
            open_since[place_id] = since, tuple(sorted({*before, *parties}))
    found += [_ended(place_id, *stretch, None) for place_id, stretch in open_since.items()]
    return sorted(found, key=lambda dispute: (dispute.place_id, dispute.first_day))


def open_disputes(judge: Judge, day: int, rows: NDArray[np.bool_]) -> list[Dispute]:
    """The disputes that are open on a day (NOW: by now), by place, with the parties of that day.

    rows: the statements that count. They begin as those of `find_disputes` do; maps that list
    settlements lend nothing.
    """
    of_control = rows & np.isin(judge.statements.kind, (HOLDS, DENIES))
    now = judge.holdings(judge.heard(day, of_control))
    disputed = np.flatnonzero(now.state == _DISPUTED)
    cases = _changes_at(judge, of_control, disputed, day)
    then = CaseJudge(judge, cases)
    settled = then.holdings(then.heard_then(of_control)).state != _DISPUTED
    # Cases stand by place, then day: a dispute begins with the one after the last that has none.
    first, end = (
        np.searchsorted(cases.place, disputed),
        np.searchsorted(cases.place, disputed, "right"),
    )
    last = np.maximum.accumulate(np.where(settled, np.arange(len(cases)), -1))
    begins = np.maximum(first, last[end - 1] + 1) if len(disputed) else first
    parties = _disputed(now)
    found = [
        _ended(place_id, date.fromordinal(since), parties[place_id], None)
        for place_id, since in zip(
            (now.place_ids[row] for row in disputed.tolist()),
            cases.day[begins].tolist(),
            strict=True,
        )
    ]
    return sorted(found, key=lambda dispute: dispute.place_id)


def _changes_at(
    judge: Judge, rows: NDArray[np.bool_], places: NDArray[np.intp], last: int
) -> Cases:
    """The days up to a last one on which a word begins or ends that may reach each place."""
    said = judge.statements
    wanted = np.zeros(len(judge.nesting.place_ids), bool)
    wanted[places] = True
    own = rows & (judge.place_of_row >= 0)
    own[own] = wanted[judge.place_of_row[own]]
    pairs = [(judge.place_of_row[own], days[own]) for days in (said.first, said.until)]
    for number in np.unique(said.place[rows]).tolist():
        _, inside = judge.nesting.members.get(said.places[number], (0, places[:0]))
        reached = inside[wanted[inside]]
        if len(reached):
            about = rows & (said.place == number)
            days = np.unique(np.concatenate([said.first[about], said.until[about]]))
            pairs.append((np.repeat(reached, len(days)), np.tile(days, len(reached))))
    place, day = (np.concatenate(column).astype(np.int64) for column in zip(*pairs, strict=True))
    on_calendar = (day > 0) & (day <= min(last, ALWAYS - 1, NOW - 1))
    found = np.unique(np.column_stack([place, day])[on_calendar], axis=0)
    return Cases(found[:, 0], found[:, 1])


def _days_of_change(statements: Statements, rows: NDArray[np.bool_]) -> Iterator[int]:
    """Days on which a word about control begins or ends."""
    chosen = rows & np.isin(statements.kind, (HOLDS, DENIES))
    days = np.unique(np.concatenate([statements.first[chosen], statements.until[chosen]]))
    for day in days.tolist():
        if 0 < day < min(ALWAYS, NOW):
            yield day


def _disputed(holdings: Holdings) -> Mapping[str, tuple[str, ...]]:
    names = holdings.actors
    return {
        holdings.place_ids[row]: tuple(
            names[code]
            for code in (holdings.holder[row], holdings.contender[row])
            if code != NOBODY
        )
        for row in np.flatnonzero(holdings.state == _DISPUTED).tolist()
    }


def _ended(place_id: str, since: date, parties: tuple[str, ...], last: int | None) -> Dispute:
    last_day = None if last is None else date.fromordinal(last)
    return Dispute(place_id=place_id, parties=parties, first_day=since, last_day=last_day)


def find_admissions(
    statements: Statements, actors: Mapping[str, Actor], heard: NDArray[np.bool_] | None = None
) -> list[Admission]:
    """Pair the first claim that an actor holds a place with its opponents' first admission.

    The actor's own words and its allies' are claims; see `geodata.control` for admissions. `heard`
    flags the statements that count (None: all).
    """
    claimed: dict[tuple[str, str], int] = {}
    admitted: dict[tuple[str, str], tuple[int, str]] = {}
    for place_id, actor, claimant, day in _first_words(statements, heard):
        key = place_id, actor
        if claimant == actor or (actor in actors and claimant in actors[actor].allies):
            claimed[key] = min(day, claimed.get(key, day))
        elif admits(claimant, actor, actors):
            admitted[key] = min((day, claimant), admitted.get(key, (day, claimant)))
    return [
        Admission(
            place_id=key[0],
            actor=key[1],
            claimed_on=date.fromordinal(claimed[key]),
            admitted_by=admitted[key][1],
            admitted_on=date.fromordinal(admitted[key][0]),
        )
        for key in sorted(claimed.keys() & admitted.keys())
    ]


def _first_words(
    statements: Statements, heard: NDArray[np.bool_] | None
) -> Iterable[tuple[str, str, str, int]]:
    """Place, holder, claimant and first day of every word that names a holder and has a day."""
    named = (statements.kind == HOLDS) & (statements.first > 1)
    rows = np.flatnonzero(named if heard is None else named & heard)
    for row in rows.tolist():
        yield (
            statements.places[statements.place[row]],
            statements.actors[statements.actor[row]],
            statements.claimants[statements.claimant[row]],
            int(statements.first[row]),
        )
