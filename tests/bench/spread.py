"""A ledger of as many claims as asked for, each about a place of its own, straight into a store."""

import math
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from geodata.gazetteer import load_gazetteer
from geodata.gazetteer.sites import settled_sites
from geodata.model import (
    Article,
    Claim,
    DateBasis,
    DatePrecision,
    Place,
    PlaceKind,
    Polarity,
    Relation,
    article_id_of,
)
from geodata.settings import SEEDS_FOLDER
from geodata.store import ClaimStore, open_store

FIRST, DAYS, PER_ARTICLE = date(2025, 1, 1), 120, 25
_RELATIONS = dict(zip(Relation, (60, 20, 15, 5), strict=True))
_SAYS = {"RU": 35, "UA": 35, "SOURCE": 25, "ISW": 5}
_SPEAKERS = ("", "Valery Gerasimov", "Defence Ministry", "General Staff", "Oleksandr Syrskyi")


def make_spread_store(path: Path, count: int) -> ClaimStore:
    """A store of `count` claims, one each at `count` places of the gazetteer and beyond."""
    places = {place.place_id: place for place in _places(count)}
    rng = random.Random(count)
    store = open_store(f"sqlite:///{path}")
    ids = list(places)
    for first in range(0, count, PER_ARTICLE):
        near = {one: places[one] for one in ids[first : first + PER_ARTICLE]}
        article, claims = _article(first, near, rng)
        store.add(
            article,
            [],
            claims,
            extractor="rules@1",
            recorded_at=datetime.combine(FIRST, time(), UTC),
            places=places.__getitem__,
        )
    return store


def _places(count: int) -> Iterator[Place]:
    gazetteer = load_gazetteer(SEEDS_FOLDER)
    sites = settled_sites(gazetteer, most_km=100)
    far = abs(sites["lon"] - 34) / 1.6 + abs(sites["lat"] - 49)  # most of them in Ukraine
    known = sites["place_id"][far < 9].tolist()
    chosen = random.Random(1).sample(known, min(count, len(known)))
    yield from map(gazetteer.place, chosen)
    for number in range(count - len(chosen)):
        yield Place(
            place_id=f"geonames:9{number:08}",
            name=f"Place {number}",
            ascii_name=f"Place {number}",
            kind=PlaceKind.SETTLEMENT,
            feature_code="PPL",
            country_code="UA",
            lon=random.Random(number).uniform(23, 40),
            lat=random.Random(f"lat {number}").uniform(45, 52),
        )


def _article(
    number: int, places: Mapping[str, Place], rng: random.Random
) -> tuple[Article, list[Claim]]:
    day = FIRST + timedelta(days=rng.randrange(DAYS))
    quotes = [f"Sentence {number}-{nth} speaks of a place." for nth in range(len(places))]
    text = " ".join(quotes)
    article = Article(
        article_id=article_id_of(text),
        source_id=rng.choice(["wire", "agency", "paper", "isw"]),
        title=f"Report {number}",
        text=text,
        published_at=datetime.combine(day, time(12), UTC),
        published_basis=DateBasis.GIVEN,
    )
    claims, start = [], 0
    for place_id, quote in zip(places, quotes, strict=True):
        claims.append(_claim(article, places[place_id], (start, quote), day, rng))
        start += len(quote) + 1
    return article, claims


def _claim(
    article: Article, place: Place, words: tuple[int, str], day: date, rng: random.Random
) -> Claim:
    start, quote = words
    [claimant] = rng.choices(list(_SAYS), list(_SAYS.values()))
    [relation] = rng.choices(list(_RELATIONS), list(_RELATIONS.values()))
    return Claim(
        article_id=article.article_id,
        source_id=article.source_id,
        place_id=place.place_id,
        claimant=claimant,
        speaker=rng.choice(_SPEAKERS) if claimant in {"RU", "UA"} else "",
        relation=relation,
        actor=_holder(place, rng),
        polarity=rng.choices(list(Polarity), [92, 8])[0],
        event_date=day - timedelta(days=rng.randrange(3)),
        date_precision=DatePrecision.DAY,
        start_char=start,
        end_char=start + len(quote),
        quote=quote,
        extractor="rules@1",
        published_at=article.published_at,
    )


def _holder(place: Place, rng: random.Random) -> str:
    """One side in the east, the other in the west of a winding line, and some words that err."""
    line = 36.5 + math.sin(place.lat * 2)
    near = abs(place.lon - line) < 0.3
    east = rng.random() < 0.5 if near else place.lon > line
    return "RU" if east else "UA"
