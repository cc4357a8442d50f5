"""What is known before the first article is read: seeds, gazetteer, actors, words, places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shapely.geometry import Point

from geodata.claims import Lexicon, Parser, build_lexicon
from geodata.gazetteer import Gazetteer, load_gazetteer
from geodata.model import Actor, Claim, OwnPoint, Place, Source
from geodata.parser import find_parser
from geodata.seeds import read_actors, read_phrases, read_sources
from geodata.settings import Settings
from geodata.store import ClaimStore

if TYPE_CHECKING:  # who only reads articles needs no tables of outlines, 100 MB of memory
    from geodata.gazetteer.boundaries import Boundaries

LANGUAGE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What is known before the first article is read; loaded once."""

    seeds_folder: Path
    gazetteer: Gazetteer
    actors: tuple[Actor, ...]
    sources: tuple[Source, ...]
    lexicon: Lexicon
    parser: Parser | None = None
    """The second reader of claims, if it is switched on."""
    cache_folder: Path | None = None
    """Where what takes long to make is kept; None = nowhere."""


def load_knowledge(settings: Settings) -> Knowledge:
    """Read seeds/, and find the parser if it is switched on. Raises SeedError, ParserError."""
    actors = read_actors(settings.seeds_folder)
    return Knowledge(
        seeds_folder=settings.seeds_folder,
        gazetteer=load_gazetteer(settings.seeds_folder, settings.cache_folder),
        actors=actors,
        sources=read_sources(settings.seeds_folder),
        lexicon=build_lexicon(actors, read_phrases(settings.seeds_folder, LANGUAGE)),
        parser=find_parser(settings.seeds_folder) if settings.parser else None,
        cache_folder=settings.cache_folder,
    )


def gazetteer_of(
    store: ClaimStore, knowledge: Knowledge, claims: Iterable[Claim] = ()
) -> Gazetteer:
    """Add the places that analysts set on the map, also those whose choice was undone since.

    And those of `claims` that the gazetteer held when they were read and has lost since.
    """
    points = {choice.point for choice in store.all_place_choices() if choice.point}
    places = [point.place() for point in points]
    known = knowledge.gazetteer.with_places(places) if places else knowledge.gazetteer
    lost = lost_places(store, known, claims)
    return known.with_places(lost) if lost else known


def places_in(article_id: str, store: ClaimStore, knowledge: Knowledge) -> Gazetteer:
    """The same with every place that an article's claims, or reviews of them, speak of."""
    made = store.all_reviews(article_id)
    reviewed = [claim for one in made for claim in (one.claim, one.corrected) if claim]
    return gazetteer_of(store, knowledge, [*store.claims_of(article_id), *reviewed])


def lost_places(
    store: ClaimStore, gazetteer: Gazetteer, claims: Iterable[Claim]
) -> Sequence[Place]:
    """Places of claims that a gazetteer lacks, as the store remembers them: name and point.

    A grown gazetteer that was removed, damaged or grown anew may have lost them.
    """
    missing = {claim.place_id for claim in claims if gazetteer.find(claim.place_id) is None}
    return store.remembered_places(missing) if missing else ()


def own_point(
    label: str, lon: float, lat: float, precision_km: float, boundaries: "Boundaries"
) -> OwnPoint:
    """Make a point of an analyst's own, with the region and country that it lies in.

    Raises: ValueError: no name, no point on Earth, or a negative radius.
    """
    regions = boundaries.frame()
    inside = regions[regions.contains(Point(lon, lat))]
    row = None if inside.empty else inside.iloc[0]
    return OwnPoint(
        label=" ".join(label.split()),
        lon=round(lon, 5),
        lat=round(lat, 5),
        precision_km=precision_km,
        region_id="" if row is None else str(row["place_id"]),
        country_code="" if row is None else str(row["country_code"]),
    )
