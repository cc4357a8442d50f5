"""Ledgers: all that a store says, compiled once and shared, so that a selection is a mask."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from geodata.control import Assessor, nesting_of
from geodata.gazetteer import Gazetteer
from geodata.model import Claim, ClaimQuery, Place
from geodata.origins import Tally
from geodata.pipeline.mapped import daily, mapped_claims, shown_no_more
from geodata.published_map import PublishedMap
from geodata.reading import Knowledge, gazetteer_of, lost_places
from geodata.store import ClaimStore

Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]
_MOST_OPEN = 4
"""Ledgers of one store that are kept ready: now, and as known at some earlier moments."""
_Known = tuple[str, datetime | None, frozenset[str]]
_open: "WeakKeyDictionary[ClaimStore, dict[_Known, Ledger]]" = WeakKeyDictionary()
_opening = Lock()


@dataclass(frozen=True, kw_only=True, eq=False)
class Ledger:
    """What was known at one moment. Shared between readers: look, don't touch."""

    revision: str
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
        if not self._of_maps.any():
            return chosen
        about = np.zeros(len(self.places), bool)
        about[self.assessor.place[chosen & ~self._of_maps]] = True
        if query.place_ids:
            about |= np.array([place.place_id in query.place_ids for place in self.places], bool)
        return chosen & (~self._of_maps | about[self.assessor.place])

    @cached_property
    def _of_maps(self) -> Flags:
        """Which claims daily maps make."""
        accounts = {(one.source_id, one.claimant, one.file_format) for one in daily(self.maps)}
        flags = np.zeros(len(self.claims), bool)
        for number in range(self.article_claims, len(self.claims)):
            claim = self.claims[number]
            file_format = claim.extractor.partition(":")[2]
            flags[number] = (claim.source_id, claim.claimant, file_format) in accounts
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

    def over(self, as_of: date | None) -> Flags | None:
        """Which claims are of what maps showed and show no more on a day; None = none is."""
        if not self._of_maps.any():
            return None
        silent = shown_no_more(self.claims[self.article_claims :], self.maps, as_of)
        return np.array([claim.claim_id in silent for claim in self.claims], bool)


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
        claims=claims,
        article_claims=count,
        assessor=Assessor(claims, nesting, actors),
        tally=Tally(claims),
        places=[gazetteer.place(place_id) for place_id in nesting.place_ids],
        lost=frozenset(place.place_id for place in lost),
        gazetteer=gazetteer,
        maps=maps,
    )
