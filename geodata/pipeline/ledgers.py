"""Ledgers: all that a store says, compiled once and shared, so that a selection is a mask."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from geodata.control import Assessor, nesting_of
from geodata.gazetteer import Gazetteer
from geodata.model import Claim, ClaimQuery, Place, PlaceKind
from geodata.origins import Tally
from geodata.pipeline.mapped import daily, mapped_claims, shown_no_more
from geodata.published_map import IMPORTED, PublishedMap
from geodata.reading import Knowledge, gazetteer_of, lost_places
from geodata.store import ClaimStore

Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]
_MOST_OPEN = 4
"""Ledgers of one store that are kept ready: now, and as known at some earlier moments."""
_Known = tuple[str, datetime | None, frozenset[str]]
KINDS = tuple(PlaceKind)
_open: "WeakKeyDictionary[ClaimStore, dict[_Known, Ledger]]" = WeakKeyDictionary()
_opening = Lock()


@dataclass(frozen=True, kw_only=True, eq=False)
class Ledger:
    """What was known at one moment. Shared between readers: look, don't touch."""

    revision: str
    known_at: datetime | None
    claims: Sequence[Claim]
    """Of articles in the order of the store, then of published maps."""
    article_claims: int
    """How many of them are of articles."""
    assessor: Assessor
    tally: Tally
    places: Sequence[Place]
    """By their number in the assessor's nesting."""
    lost: frozenset[str]
    """place_ids that the gazetteer held when they were read, and lacks now."""
    gazetteer: Gazetteer
    maps: Sequence[PublishedMap]

    def heard(self, query: ClaimQuery) -> Flags:
        """Choose the claims that a query asks for, but for its words; see `ClaimStore.claims`."""
        said = self.assessor.judge.statements
        chosen = self.assessor.judge.rows_of(query.voice)
        among: tuple[tuple[Collection[Any] | None, Sequence[Any], NDArray[Any]], ...] = (
            (query.source_ids, said.sources, said.source),
            (query.actors, (*said.actors, None), said.actor),
            (query.place_ids, said.places, said.place),
            (query.relations, self.assessor.told.relations, self.assessor.told.relation),
        )
        for wanted, names, column in among:
            if wanted is not None:
                chosen &= np.array([name in wanted for name in names], bool)[column]
        undated = said.first <= 1
        if query.since:
            chosen &= undated | (said.first >= query.since.toordinal())
        if query.as_of:
            chosen &= undated | (said.first <= query.as_of.toordinal())
        if query.bbox:
            chosen &= self._inside(query.bbox)[self.assessor.place]
        return self._with_maps(chosen, query)

    def _with_maps(self, chosen: Flags, query: ClaimQuery) -> Flags:
        """Of what daily maps show only that of places which a query asks or hears of."""
        if not self.of_daily_maps.any():
            return chosen
        about = np.zeros(len(self.places), bool)
        about[self.assessor.place[chosen & ~self.of_daily_maps]] = True
        if query.place_ids:
            about |= np.array([place.place_id in query.place_ids for place in self.places], bool)
        return chosen & (~self.of_daily_maps | about[self.assessor.place])

    @cached_property
    def of_daily_maps(self) -> Flags:
        """Which claims daily maps make."""
        accounts = {one.account for one in daily(self.maps)}
        flags = np.zeros(len(self.claims), bool)
        for number in range(self.article_claims, len(self.claims)):
            flags[number] = _account(self.claims[number]) in accounts
        return flags

    def _inside(self, bbox: tuple[float, float, float, float]) -> Flags:
        west, south, east, north = bbox
        across = np.logical_or if west > east else np.logical_and
        lon, lat = self.lon, self.lat
        inside: Flags = across(lon >= west, lon <= east) & (lat >= south) & (lat <= north)
        return inside

    @cached_property
    def lon(self) -> NDArray[np.float64]:
        """Degrees, EPSG:4326, by place."""
        return np.array([place.lon for place in self.places], np.float64)

    @cached_property
    def lat(self) -> NDArray[np.float64]:
        """Degrees, EPSG:4326, by place."""
        return np.array([place.lat for place in self.places], np.float64)

    @cached_property
    def kind_and_roughness(self) -> tuple[Rows, Rows]:
        """By place its number in KINDS, and 1 where its point is known only roughly."""
        kinds = np.array([KINDS.index(place.kind) for place in self.places], np.intp)
        return kinds, np.array([place.precision_km > 0 for place in self.places], np.intp)

    @cached_property
    def statement_counts(self) -> Rows:
        """By place how many statements there are about it."""
        return self.tally.count(np.ones(len(self.claims), bool), self.assessor.place)

    def over(self, as_of: date | None) -> Flags | None:
        """Which claims are of what maps showed and show no more on a day; None = none is."""
        if not self.of_daily_maps.any():
            return None
        silent = shown_no_more(self.claims[self.article_claims :], self.maps, as_of)
        return np.array([claim.claim_id in silent for claim in self.claims], bool)

    def map_days(self) -> Iterator[tuple[Rows, NDArray[np.int64]]]:
        """Places and the days on which daily maps show something else there, or nothing more."""
        number = self.assessor.judge.nesting.number
        for one in daily(self.maps):
            place = np.array([number.get(place_id, -1) for place_id in one.place_ids], np.intp)
            known = place[one.place] >= 0
            yield place[one.place][known], one.day[known].astype(np.int64)

    def silent(self) -> Callable[[Rows, Rows], Flags] | None:
        """Tell of claims on days which are of what daily maps showed and show no more there.

        None if there are no such maps.
        """
        if not self.of_daily_maps.any():
            return None
        maps = daily(self.maps)
        of_map = np.full(len(self.claims), -1, np.intp)
        place = of_map.copy()
        for number, one in enumerate(maps):
            numbers = {place_id: number for number, place_id in enumerate(one.place_ids)}
            for row in np.flatnonzero(self.of_daily_maps).tolist():
                if _account(self.claims[row]) == one.account:
                    of_map[row] = number
                    place[row] = numbers[self.claims[row].place_id]
        return partial(_silent, maps, of_map, place)


def _account(claim: Claim) -> tuple[str, str, str]:
    return claim.source_id, claim.claimant, claim.extractor.removeprefix(IMPORTED)


def _silent(
    maps: Sequence[PublishedMap], of_map: Rows, place: Rows, rows: Rows, days: Rows
) -> Flags:
    flags = np.zeros(len(rows), bool)
    for number, one in enumerate(maps):
        says = np.array([bool(status.relation) for status in one.statuses], bool)
        points = (one.place.astype(np.int64) << 32) + one.day
        at = np.flatnonzero(of_map[rows] == number)
        asked = (place[rows[at]].astype(np.int64) << 32) + days[at]
        flags[at] = ~says[one.status[np.searchsorted(points, asked, side="right") - 1]]
    return flags


def ledger_of(
    store: ClaimStore,
    knowledge: Knowledge,
    known_at: datetime | None = None,
    also: frozenset[str] = frozenset(),
) -> Ledger:
    """Compile what was known at a moment, or take it as it was compiled before.

    `also` are places to which published maps are asked though no claim names them.
    """
    known = (store.revision(), known_at, also)
    with _opening:  # readers who come at once wait for the first one's
        kept = _open.setdefault(store, {})
        if known not in kept:
            while len(kept) >= _MOST_OPEN:
                del kept[next(iter(kept))]
            kept[known] = _compile(store, knowledge, known)
        return kept[known]


def _compile(store: ClaimStore, knowledge: Knowledge, known: _Known) -> Ledger:
    revision, known_at, also = known
    claims = store.claims(ClaimQuery(known_at=known_at))
    own = gazetteer_of(store, knowledge)
    lost = lost_places(store, own, claims)
    gazetteer = own.with_places(lost)
    maps = store.maps(known_at)
    about = {claim.place_id for claim in claims}
    count = len(claims)
    if maps:
        asked = ClaimQuery(known_at=known_at)
        claims = claims + mapped_claims(maps, asked, about | also, gazetteer.find)
    nesting = nesting_of(
        {claim.place_id for claim in claims}, lambda one: gazetteer.areas_of(gazetteer.place(one))
    )
    actors = {actor.actor_id: actor for actor in knowledge.actors}
    return Ledger(
        revision=revision,
        known_at=known_at,
        claims=claims,
        article_claims=count,
        assessor=Assessor(claims, nesting, actors),
        tally=Tally(claims),
        places=[gazetteer.place(place_id) for place_id in nesting.place_ids],
        lost=frozenset(place.place_id for place in lost),
        gazetteer=gazetteer,
        maps=maps,
    )
