"""situation() = 4-5-7: a query's claims, the state of each place, and the marks to draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from geopandas import GeoDataFrame

from geodata.control import assess_control
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.boundaries import Boundaries
from geodata.layers import area_marks, point_marks
from geodata.model import Article, Claim, ClaimQuery, Control, Place
from geodata.pipeline.mapped import mapped_articles, mapped_claims, shown_no_more
from geodata.published_map import PublishedMap
from geodata.reading import Knowledge, gazetteer_of, lost_places
from geodata.store import ClaimStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A view: its claims, the state of each place, and the marks to draw."""

    claims: list[Claim]
    controls: list[Control]
    area_marks: GeoDataFrame
    point_marks: GeoDataFrame
    map_articles: Mapping[str, Article]
    """By id the words behind those claims that published maps make: no store keeps them."""
    lost: tuple[Place, ...] = ()
    """Places of the claims that the gazetteer held when they were read, and lacks now."""


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
    claims = store.claims(query)
    own = gazetteer_of(store, knowledge)
    lost = lost_places(store, own, claims)
    known = own.with_places(lost)
    places = known.place
    maps = store.maps(query.known_at)
    about = {claim.place_id for claim in claims}
    mapped = mapped_claims(maps, query, about, known.find)
    claims += mapped
    controls = assess(claims, maps, query, knowledge, known)
    seen_from = query.as_of or today or datetime.now(UTC).date()
    outline = boundaries.outline
    return Situation(
        claims=claims,
        controls=controls,
        lost=tuple(lost),
        map_articles=mapped_articles(maps, mapped),
        area_marks=area_marks(claims, controls, places=places, outline=outline, day=seen_from),
        point_marks=point_marks(claims, controls, places=places, outline=outline, day=seen_from),
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
