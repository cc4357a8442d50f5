"""The judge: what the statements of a voice on a day make of each place, all places at once."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from geodata.control.neighbours import nearest_listed
from geodata.control.nesting import AREAS, Nesting
from geodata.control.sides import admits, is_side
from geodata.control.statements import DENIES, FIGHTS, HOLDS, Statements, day_of
from geodata.holdings import BASES, CORROBORATIONS, NOBODY, STATES, Basis, Holdings
from geodata.model import Actor, ControlState, Corroboration, Voice

Codes = NDArray[np.int16]

Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]
PLACE, _RECOGNISED = BASES.index(Basis.PLACE), BASES.index(Basis.RECOGNISED)
_NEARBY = BASES.index(Basis.NEARBY)
_HELD, _CONTESTED = STATES.index(ControlState.HELD), STATES.index(ControlState.CONTESTED)
_DISPUTED, _UNKNOWN = STATES.index(ControlState.DISPUTED), STATES.index(ControlState.UNKNOWN)
_AGREED = CORROBORATIONS.index(Corroboration.AGREED)
_AT_ODDS = CORROBORATIONS.index(Corroboration.DISPUTED)
_UNSUPPORTED = CORROBORATIONS.index(Corroboration.NONE)
_ENOUGH = 2
"""Origins that must say, after fighting, that X controls the place: then the fighting is over."""
NOW = np.iinfo(np.int32).max - 1
"""The day after all others: what is said to be true last."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What a voice says on a day: a row per statement and place that it bears on."""

    row: Rows
    """Number of the statement."""
    place: Rows
    """Number of the place in the nesting."""
    basis: NDArray[np.int16]
    """Number in BASES: of the place itself, or of an area that it lies in."""

    def __getitem__(self, chosen: Flags | Rows) -> "Heard":
        return Heard(self.row[chosen], self.place[chosen], self.basis[chosen])


class Judge:
    """Applies the tables of `geodata.control` to statements about the places of a nesting.

    Made once for a ledger; a voice and a day then cost one pass over the statements.
    """

    def __init__(
        self, statements: Statements, nesting: Nesting, actors: Mapping[str, Actor]
    ) -> None:
        self.statements = statements
        self.nesting = nesting
        self.known_actors = actors
        parties = [one for one in statements.claimants if is_side(one, actors)]
        holders = (*statements.actors, *filter(None, nesting.recognised))
        self.actors = tuple(dict.fromkeys([*holders, *parties]))
        number = {actor: number for number, actor in enumerate(self.actors)}
        self._recognised = np.array([number.get(one, NOBODY) for one in nesting.recognised], "i2")
        self._speaker = np.array([number.get(one, NOBODY) for one in statements.claimants], "i2")
        places = np.array([nesting.number.get(one, -1) for one in statements.places], np.intp)
        areas = np.array([one in nesting.members for one in statements.places], bool)
        self._place = places[statements.place]
        self._count = len(nesting.place_ids)
        self._of_control = np.isin(statements.kind, (HOLDS, DENIES))
        self._of_area = np.flatnonzero(areas[statements.place] & self._of_control)
        self._leaders = [
            (number, leaders)
            for number in np.unique(statements.listing).tolist()
            if number != NOBODY
            and (leaders := nearest_listed(nesting, self._listed(number))).max(initial=-1) >= 0
        ]
        self._support = np.array(
            [
                [_support_of(who, what, actors) for what in self.actors]
                for who in statements.claimants
            ],
            np.int16,
        ).reshape(len(statements.claimants), len(self.actors))

    def _listed(self, number: int) -> Rows:
        """The places that a map lists."""
        places = self._place[self.statements.listing == number]
        listed: Rows = np.unique(places[places >= 0])
        return listed

    def among(self, heard: Flags) -> Self:
        """The same judge, of statements that only those heard take back; see `Statements.among`."""
        judge = copy(self)
        judge.statements = self.statements.among(heard)
        return judge

    @property
    def place_of_row(self) -> Rows:
        """Number in the nesting of each statement's place; -1 = not in it."""
        return self._place

    @property
    def area_rows(self) -> Rows:
        """Numbers of the statements about areas that may reach places inside."""
        return self._of_area

    def rows_of(self, voice: Voice) -> Flags:
        """Which statements a voice hears.

        A voice of chosen sources also forgets only what they take back: compile the statements
        of these alone, then all of them are heard.
        """
        said = self.statements
        heard = np.ones(len(said), bool)
        for wanted, names, column in (
            (voice.claimants, said.claimants, said.claimant),
            (voice.source_ids, said.sources, said.source),
        ):
            if wanted is not None:
                heard &= np.array([name in wanted for name in names], bool)[column]
        return heard

    def heard(self, day: int, rows: Flags) -> Heard:
        """What of the chosen statements counts on a day, with what areas lend to places inside."""
        said = self.statements
        counts = rows & (said.first <= day) & (day < said.until)
        own = np.flatnonzero(counts & (self._place >= 0))
        heard = Heard(own, self._place[own], np.full(len(own), PLACE, np.int16))
        wide = self._of_area[counts[self._of_area]]
        lent = [*self._lent(heard), *(self._reached(heard, wide) if len(wide) else ())]
        return self._last_words(joined([heard, *lent]) if lent else heard)

    def _lent(self, own: Heard) -> Iterator[Heard]:
        """What maps that list settlements say of those that they lack: as of the nearest one."""
        said = self.statements
        for number, leaders in self._leaders:
            of_map = own.row[said.listing[own.row] == number]
            if not len(of_map):
                continue
            row_at = np.full(len(leaders), -1, np.intp)
            row_at[self._place[of_map]] = of_map
            row = np.where(leaders >= 0, row_at[leaders], -1)
            row[self._spoken(own, int(said.origin[of_map[0]]))] = -1
            at = np.flatnonzero(row >= 0)
            yield Heard(row[at], at, np.full(len(at), _NEARBY, np.int16))

    def _reached(self, own: Heard, wide: Rows) -> Iterator[Heard]:
        """What words about areas say of places inside of which their origin says nothing nearer.

        A denial reaches what the word that it denies reaches.
        """
        said = self.statements
        told: list[Heard] = []
        spoken: dict[int, Flags] = {}
        holds = wide[said.kind[wide] == HOLDS]
        for origin in np.unique(said.origin[holds]).tolist():
            spoken[origin] = self._spoken(own, origin)
            told += self._told(holds[said.origin[holds] == origin], spoken[origin])
        yield from told
        about: dict[tuple[int, int], list[Heard]] = {}
        for one in told:
            about.setdefault(self._proposition(one.row[0]), []).append(one)
        for row in wide[said.kind[wide] == DENIES].tolist():
            denied, origin = about.get(self._proposition(row), ()), said.origin[row]
            if denied and origin not in spoken:
                spoken[origin] = self._spoken(own, origin)
            for one in denied:
                at = one[~spoken[origin][one.place] & self._stands(row, one.place)]
                yield Heard(np.full(len(at.row), row), at.place, at.basis)

    def _spoken(self, own: Heard, origin: int) -> Flags:
        """The places of which an origin says that somebody controls them or does not."""
        of_origin = own[self.statements.origin[own.row] == origin]
        control = np.isin(self.statements.kind[of_origin.row], (HOLDS, DENIES))
        spoken = np.zeros(self._count, bool)
        spoken[of_origin.place[control]] = True
        return spoken

    def _inside(self, row: int) -> tuple[int, Rows]:
        """The level of the area that a statement is about, and the places inside."""
        return self.nesting.members[self.statements.places[self.statements.place[row]]]

    def _stands(self, row: int, places: Rows) -> Flags:
        """At which of the places a statement about an area holds: on a single day at all."""
        return np.ones(len(places), bool)

    def _told(self, holds: Rows, spoken: Flags) -> list[Heard]:
        """What one origin's words about areas lend to the places inside, the nearest area first."""
        areas = [(row, *self._inside(row)) for row in holds.tolist()]
        told: list[Heard] = []
        for area in AREAS:
            near = [
                Heard(np.full(len(reached), row), reached, np.full(len(reached), level, np.int16))
                for row, level, inside in areas
                if level == BASES.index(area) and len(reached := inside[~spoken[inside]])
            ]
            for one in near:
                spoken[one.place] = True
            told += near
        return told

    def _proposition(self, row: int) -> tuple[int, int]:
        return int(self.statements.place[row]), int(self.statements.actor[row])

    def _last_words(self, heard: Heard) -> Heard:
        """Of an origin's words about who holds a place, and of fighting before, leave the newest.

        Statements retire each other already; but a map, a word about an area and one about the
        past do not, and may meet here.
        """
        said = self.statements
        kind = said.kind[heard.row]
        control = np.flatnonzero((kind == HOLDS) | (kind == FIGHTS))
        keys = self._words(heard[control])
        several = np.isin(keys, keys[~_last_of_equals(keys, self._width)])
        if not several.any():
            return heard
        control = control[several]
        _, group = np.unique(keys[several], return_inverse=True)
        moment = said.moment[heard.row[control]]
        of_hold = said.kind[heard.row[control]] == HOLDS
        newest = np.full(group.max() + 1, np.iinfo(np.int64).min)
        np.maximum.at(newest, group[of_hold], moment[of_hold])
        keep = np.ones(len(heard.row), bool)
        keep[control[moment < newest[group]]] = False
        return heard[keep]

    def _words(self, heard: Heard) -> Rows:
        """A number for each pair of place and origin."""
        pairs: Rows = heard.place * len(self.statements.origins) + self.statements.origin[heard.row]
        return pairs

    @property
    def _width(self) -> int:
        return self._count * len(self.statements.origins)

    @property
    def _place_ids(self) -> Sequence[str]:
        return self.nesting.place_ids

    def holdings(self, heard: Heard) -> Holdings:
        """Find the state of every place: the second table of `geodata.control`."""
        kind = self.statements.kind[heard.row]
        named = self._named(heard[kind == HOLDS])
        denied, contender, unheld = self._denied(heard[kind == DENIES], named)
        contested = self._contested(heard[kind == FIGHTS], heard[kind == HOLDS])
        disputed = denied | (named.rival != NOBODY)
        state = np.full(len(named.holder), _UNKNOWN, np.int16)
        state[named.holder != NOBODY] = _HELD
        state[contested] = _CONTESTED
        state[disputed] = _DISPUTED
        named.support[disputed] = _AT_ODDS
        spoken = (state != _UNKNOWN) | unheld
        holder = np.where((named.holder == NOBODY) & ~unheld, self._recognised, named.holder)
        return Holdings(
            place_ids=self._place_ids,
            actors=self.actors,
            holder=holder,
            contender=np.where(named.rival == NOBODY, contender, named.rival),
            state=state,
            corroboration=named.support,
            basis=np.where(spoken, named.basis, np.int16(_RECOGNISED)),
            said_on=np.where(spoken, self._newest_day(heard[kind <= FIGHTS]), 0).astype(np.int32),
        )

    def _named(self, holds: Heard) -> "_Named":
        """Who is said to hold each place, by how many, and about how near an area."""
        count = self._count
        actor = self.statements.actor[holds.row]
        holder = np.full(count, NOBODY, np.int16)
        holder[holds.place] = actor
        rival = np.full(count, NOBODY, np.int16)
        basis = np.zeros(count, np.int16)
        basis[holds.place] = holds.basis
        support = np.full(count, _UNSUPPORTED, np.int16)
        support[holds.place] = self._support[self.statements.claimant[holds.row], actor]
        several = (np.bincount(holds.place, minlength=count) > 1)[holds.place]
        if several.any():
            place, actor, more = holds.place[several], actor[several], holds[several]
            # By number, not by row: the order in which claims come decides nothing.
            holder[place] = len(self.actors)
            np.minimum.at(holder, place, actor)
            np.maximum.at(rival, place, actor)
            rival[rival == holder] = NOBODY
            basis[place] = _RECOGNISED
            np.minimum.at(basis, place, more.basis)
            support[self._told_by(more, 2)] = _AGREED
        return _Named(holder, rival, basis, support)

    def _told_by(self, holds: Heard, origins: int) -> Rows:
        """The places of which at least so many origins speak."""
        once = _last_of_equals(self._words(holds), self._width)
        told = np.bincount(holds.place[once], minlength=self._count) >= origins
        return np.flatnonzero(told)

    def _denied(self, denials: Heard, named: "_Named") -> tuple[Flags, Codes, Flags]:
        """Where the named holder is denied; the party that denies it; where the recognised one is.

        Of several parties that deny it, the one of the lowest number.
        """
        said = self.statements
        denied = np.zeros(len(named.holder), bool)
        unheld = denied.copy()
        contender = np.full(len(denied), NOBODY, np.int16)
        actor, holder = said.actor[denials.row], named.holder[denials.place]
        of_recognised = actor == self._recognised[denials.place]
        unheld[denials.place[of_recognised & (holder == NOBODY)]] = True
        at = denials[(actor == holder) | (actor == named.rival[denials.place])]
        denied[at.place] = True
        speaker = self._speaker[said.claimant[at.row]]
        party = (speaker != NOBODY) & (speaker != named.holder[at.place])
        contender[at.place[party]] = len(self.actors)
        np.minimum.at(contender, at.place[party], speaker[party])
        return denied, contender, unheld

    def _contested(self, fights: Heard, holds: Heard) -> Flags:
        """Where there is fighting, and no two origins have said since that somebody holds it."""
        contested = np.zeros(self._count, bool)
        if not len(fights.row):
            return contested
        contested[fights.place] = True
        last = np.zeros(len(contested), np.int64)
        np.maximum.at(last, fights.place, self.statements.moment[fights.row])
        since = contested[holds.place] & (self.statements.moment[holds.row] > last[holds.place])
        contested[self._told_by(holds[since], _ENOUGH)] = False
        return contested

    def _newest_day(self, heard: Heard) -> NDArray[np.int32]:
        newest = np.zeros(self._count, np.int64)
        np.maximum.at(newest, heard.place, self.statements.moment[heard.row])
        days = day_of(newest)
        days[days == date.min.toordinal()] = 0  # words of which no day is known
        return days


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    """Columns of all places: the holder named, another one, on what word, how well supported."""

    holder: Codes
    rival: Codes
    basis: Codes
    support: Codes


def _support_of(claimant: str, holder: str, actors: Mapping[str, Actor]) -> int:
    """How well the word of one origin supports that somebody holds a place."""
    if admits(claimant, holder, actors):
        return _AGREED
    side = Corroboration.ONE_SIDE if is_side(claimant, actors) else Corroboration.REPORTED
    return CORROBORATIONS.index(side)


def _last_of_equals(keys: Rows, width: int) -> Flags:
    """Flag of equal numbers below `width` the last one; faster than sorting them."""
    order = np.arange(len(keys))
    last = np.empty(width, np.intp)  # only what is written is read
    last[keys] = order
    flags: Flags = last[keys] == order
    return flags


def joined(parts: Sequence[Heard]) -> Heard:
    """One after the other."""
    return Heard(
        np.concatenate([part.row for part in parts]),
        np.concatenate([part.place for part in parts]),
        np.concatenate([part.basis for part in parts]),
    )
