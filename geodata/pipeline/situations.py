"""situation() = 4-5-7: a query's claims, the state of each place, and the marks to draw."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property, partial

import numpy as np
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from geodata.control import NOW, Assessment, Assessor, assess_control, make_controls
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.boundaries import Boundaries
from geodata.holdings import Standings
from geodata.layers import area_marks, point_marks
from geodata.model import Article, Claim, ClaimQuery, Control, Place
from geodata.origins import Tally
from geodata.pipeline.ledgers import Ledger, ledger_of
from geodata.pipeline.mapped import daily, mapped_articles, shown_no_more
from geodata.published_map import PublishedMap
from geodata.reading import Knowledge
from geodata.store import ClaimStore


@dataclass(frozen=True, kw_only=True, eq=False)
class Situation:
    """A view: its claims, the state of each place, and the marks to draw.

    What is dear is made when it is first asked for. Shared between readers: look, don't touch.
    """

    ledger: Ledger
    knowledge: Knowledge
    boundaries: Boundaries
    query: ClaimQuery
    seen_from: date
    """The day on which marks are as old as they are shown."""
    heard: NDArray[np.bool_]
    """Which claims of the ledger the query asks for."""

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """Numbers of those claims in the ledger."""
        return np.flatnonzero(self.heard)

    @cached_property
    def claims(self) -> list[Claim]:
        """The claims that the query asks for, in the order of the ledger."""
        return [self.ledger.claims[row] for row in self.rows.tolist()]

    @cached_property
    def newest_record(self) -> datetime | None:
        """When the ledger learned the last of them; None if it keeps of none when."""
        recorded = (claim.recorded_at for claim in self.claims)
        return max(filter(None, recorded), default=None)

    @cached_property
    def found(self) -> Assessment:
        """What they make of the places of the ledger."""
        day = self.query.as_of.toordinal() if self.query.as_of else NOW
        return self.ledger.assessor.on(day, self.heard, self.ledger.over(self.query.as_of))

    @cached_property
    def standings(self) -> Standings:
        """What each place shows that claims speak of; places are numbers in `ledger.places`."""
        return self.found.standings()

    @cached_property
    def statement_counts(self) -> NDArray[np.intp]:
        """How many statements are heard of each row of `standings`."""
        ledger = self.ledger
        return ledger.tally.count(self.heard, ledger.assessor.place)[self.standings.place]

    def speaks_of(self, place_id: str) -> bool:
        """Tell whether any of the claims is about the place."""
        number = self.ledger.assessor.judge.nesting.number.get(place_id)
        return number is not None and bool(np.isin(number, self.standings.place))

    @cached_property
    def lost(self) -> tuple[Place, ...]:
        """Those that the gazetteer held when they were read, and lacks now."""
        if not self.ledger.lost:
            return ()
        numbers = self.standings.place.tolist()
        places = (self.ledger.places[number] for number in numbers)
        return tuple(place for place in places if place.place_id in self.ledger.lost)

    @cached_property
    def controls(self) -> list[Control]:
        """The state of every place, with its reason in words."""
        return self._controls(None)

    def control(self, place_id: str) -> Control | None:
        """The state of one place; None if no claim speaks of it."""
        found = self._controls({place_id}) if self.speaks_of(place_id) else []
        return found[0] if found else None

    def _controls(self, place_ids: Collection[str] | None) -> list[Control]:
        query, gazetteer = self.query, self.ledger.gazetteer
        make = partial(Control, voice=query.voice, as_of=query.as_of, known_at=query.known_at)
        actors = {actor.actor_id: actor for actor in self.knowledge.actors}

        def areas(place_id: str) -> Sequence[Place]:
            return gazetteer.areas_of(gazetteer.place(place_id))

        return list(make_controls(self.found, make, actors, areas, place_ids))

    @cached_property
    def area_marks(self) -> GeoDataFrame:
        """The marks of areas, see `geodata.layers.area_marks`."""
        places, outline = self.ledger.gazetteer.place, self.boundaries.outline
        controls, day = self.controls, self.seen_from
        return area_marks(self.claims, controls, places=places, outline=outline, day=day)

    @cached_property
    def point_marks(self) -> GeoDataFrame:
        """The marks of all other places, see `geodata.layers.point_marks`."""
        places, outline = self.ledger.gazetteer.place, self.boundaries.outline
        controls, day = self.controls, self.seen_from
        return point_marks(self.claims, controls, places=places, outline=outline, day=day)

    @cached_property
    def map_articles(self) -> Mapping[str, Article]:
        """By id the words behind those claims that published maps make: no store keeps them."""
        if not self.ledger.maps:
            return {}
        start = self.ledger.article_claims
        mapped = [self.ledger.claims[row] for row in self.rows.tolist() if row >= start]
        return mapped_articles(self.ledger.maps, mapped)


def situation(
    store: ClaimStore,
    knowledge: Knowledge,
    boundaries: Boundaries,
    query: ClaimQuery,
    *,
    today: date | None = None,
) -> Situation:
    """Answer a query: who says what, who holds what, and how it is drawn.

    Marks are as old as they are on `query.as_of`, else on `today` (by default the day in UTC).
    """
    ledger = _ledger(store, knowledge, query)
    heard = ledger.heard(query)
    if query.text:
        ledger = _holding(ledger, query, heard)
        heard = np.ones(len(ledger.claims), bool)
    return Situation(
        ledger=ledger,
        knowledge=knowledge,
        boundaries=boundaries,
        query=query,
        seen_from=query.as_of or today or datetime.now(UTC).date(),
        heard=heard,
    )


def _ledger(store: ClaimStore, knowledge: Knowledge, query: ClaimQuery) -> Ledger:
    """Places of which only maps speak are in a ledger of their own, if they are asked for."""
    ledger = ledger_of(store, knowledge, query.known_at)
    if query.place_ids and daily(ledger.maps):
        known = {place.place_id for place in ledger.places}
        if more := frozenset(query.place_ids - known):
            return ledger_of(store, knowledge, query.known_at, more)
    return ledger


def _holding(ledger: Ledger, query: ClaimQuery, heard: NDArray[np.bool_]) -> Ledger:
    """A ledger of the claims alone whose quotes hold a text: words choose among an origin's own."""
    text, claims = query.text.casefold(), ledger.claims
    rows = np.flatnonzero(heard).tolist()
    chosen = [row for row in rows if text in claims[row].quote.casefold()]
    said, judge = [claims[row] for row in chosen], ledger.assessor.judge
    return replace(
        ledger,
        claims=said,
        article_claims=sum(row < ledger.article_claims for row in chosen),
        assessor=Assessor(said, judge.nesting, judge.known_actors),
        tally=Tally(said),
    )


def assess(
    claims: Sequence[Claim],
    maps: Sequence[PublishedMap],
    query: ClaimQuery,
    knowledge: Knowledge,
    gazetteer: Gazetteer,
) -> list[Control]:
    """Say who holds what by a query's claims, its voice and its clocks.

    `maps` are those that some of the claims are of.
    """
    return assess_control(
        claims,
        voice=query.voice,
        as_of=query.as_of,
        known_at=query.known_at,
        actors=knowledge.actors,
        areas=lambda place_id: gazetteer.areas_of(gazetteer.place(place_id)),
        over=shown_no_more(claims, maps, query.as_of),
    )
