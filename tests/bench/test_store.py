"""How fast the store answers when it is full.

CLAIMLINE_BENCH_CLAIMS sets how full (default 100,000; the name store_select_1m goes back to the
million that the target is set for).
"""

import os
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from geodata.model import (
    ClaimQuery,
    DateBasis,
    DatePrecision,
    Extent,
    Polarity,
    Relation,
    Voice,
)
from geodata.store import ClaimStore, open_store, schema
from tests.bench.conftest import Measure, median_seconds
from tests.records import NOON

CLAIMS = int(os.environ.get("CLAIMLINE_BENCH_CLAIMS", "100000"))
PER_ARTICLE = 20

NARROW = ClaimQuery(
    voice=Voice(claimants=frozenset({"RU"})),
    source_ids=frozenset({"source-3"}),
    since=date(2024, 3, 1),
    as_of=date(2024, 4, 29),
    bbox=(35.0, 47.0, 37.0, 49.0),
)
PLACE = ClaimQuery(place_ids=frozenset({"place-77"}), as_of=date(2024, 6, 1), known_at=NOON)
WEEK = ClaimQuery(since=date(2024, 3, 1), as_of=date(2024, 3, 7))


def _fill(store: ClaimStore) -> None:
    """Write rows as add() does, many at a time: filling is not what is measured."""
    rng = random.Random(2)
    points = [(rng.uniform(22, 41), rng.uniform(44, 53)) for _ in range(800)]
    with store._writing() as connection:
        for first in range(0, CLAIMS // PER_ARTICLE, 500):
            numbers = range(first, min(first + 500, CLAIMS // PER_ARTICLE))
            connection.execute(schema.articles.insert(), [_article(n) for n in numbers])
            connection.execute(schema.extractions.insert(), [_extraction(n) for n in numbers])
            connection.execute(
                schema.claims.insert(),
                [_claim(n, place, rng, points) for n in numbers for place in range(PER_ARTICLE)],
            )


def _article(number: int) -> dict[str, object]:
    return {
        "article_id": f"a{number}",
        "source_id": f"source-{number % 40}",
        "title": "t",
        "text": "x" * 100,
        "language": "en",
        "url": "",
        "published_basis": DateBasis.UNKNOWN,
        "published_note": "",
        "origin_group": "",
    }


def _extraction(number: int) -> dict[str, object]:
    return {
        "extraction_id": number + 1,
        "article_id": f"a{number}",
        "extractor": "r@1",
        "recorded_at": NOON - timedelta(minutes=CLAIMS - number),
        "revision": f"{number}",
    }


def _claim(
    number: int, position: int, rng: random.Random, points: list[tuple[float, float]]
) -> dict[str, object]:
    place = rng.randrange(len(points))
    day = date(2022, 2, 24) + timedelta(days=rng.randrange(1200))
    quote = f"Statement {number} {position} about a place and who holds it." * 2
    return {
        "extraction_id": number + 1,
        "position": position,
        "claim_id": f"{number:020d}{position:012d}",
        "article_id": f"a{number}",
        "source_id": f"source-{number % 40}",
        "place_id": f"place-{place}",
        "claimant": rng.choice(["RU", "UA", "SOURCE", "ISW"]),
        "relation": rng.choice(list(Relation)),
        "actor": rng.choice(["RU", "UA"]),
        "polarity": Polarity.AFFIRM,
        "start_char": 0,
        "end_char": len(quote),
        "quote": quote,
        "extractor": "r@1",
        "speaker": "",
        "extent": Extent.WHOLE,
        "hedged": False,
        "current": True,
        "event_date": day,
        "date_precision": DatePrecision.DAY,
        "denies": (),
        "confidence": 0.5,
        "how": "",
        "day": day,
        "lon": points[place][0],
        "lat": points[place][1],
        "quote_folded": quote.casefold(),
    }


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClaimStore]:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('full') / 'c.sqlite3'}")
    _fill(store)
    yield store
    store.close()


@pytest.fixture(scope="module")
def scanned(full: ClaimStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClaimStore]:
    """The same rows without the indexes on claims."""
    path = Path(tmp_path_factory.mktemp("scanned")) / "c.sqlite3"
    with full._engine.connect() as connection:
        connection.connection.dbapi_connection.execute(f"VACUUM INTO '{path}'")
    store = open_store(f"sqlite:///{path}")
    with store._writing() as connection:
        for index in schema.claims.indexes:
            index.drop(connection)
    yield store
    store.close()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("store_select_1m", NARROW),
        ("store_select_place", PLACE),
        ("store_select_week", WEEK),
    ],
)
def test_select(
    full: ClaimStore,
    scanned: ClaimStore,
    benchmark: BenchmarkFixture,
    measured: Measure,
    name: str,
    query: ClaimQuery,
) -> None:
    found = benchmark(full.claims, query)
    assert found
    assert len(found) == len(scanned.claims(query))
    scan_ms = 1000 * median_seconds(lambda: scanned.claims(query), rounds=3)
    median_ms = 1000 * benchmark.stats.stats.median
    measured(name, median_ms, "ms", f"full scan of {CLAIMS:,} claims", scan_ms)
