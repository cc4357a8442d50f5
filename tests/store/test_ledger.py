"""One body for every database that the store runs on."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa

from geodata.errors import StoreError, UnknownPlaceError
from geodata.model import Candidate, ClaimQuery, Mention, Relation, Voice
from geodata.store import ClaimStore, open_engine
from geodata.store.engine import BEST_DRIVER
from tests.records import NOON, SENTENCE, april, make_article, make_claim, place_of

LATER = NOON + timedelta(days=1)
RUSSIA_NAMED = Mention(
    article_id=make_article().article_id,
    start_char=0,
    end_char=6,
    surface="Russia",
    place_id="iso:RU",
)

DRIVERS = {"sqlite, best driver": BEST_DRIVER, "sqlite, Python's own": sqlite3}


@pytest.fixture(params=DRIVERS.values(), ids=DRIVERS.keys())
def driver(request: pytest.FixtureRequest) -> ModuleType:
    module: ModuleType = request.param
    return module


@pytest.fixture
def store(driver: ModuleType, tmp_path: Path) -> Iterator[ClaimStore]:
    opened = ClaimStore(open_engine(f"sqlite:///{tmp_path / 'c.sqlite3'}", driver=driver))
    yield opened
    opened.close()


def keep(store: ClaimStore, *claims, article=None, extractor="rules@1", at=NOON, mentions=()):
    return store.add(
        article or make_article(),
        mentions,
        claims,
        extractor=extractor,
        recorded_at=at,
        places=place_of,
    )


def test_what_goes_in_comes_out(store: ClaimStore) -> None:
    article = make_article(
        retrieved_at=NOON, origin_group="g", url="https://x.test/?a=1", title="é"
    )
    claim = make_claim(
        article, event_date=april(25), denies=("a", "b"), confidence=0.1 + 0.2, speaker="Ґ. Єва"
    )
    mention = Mention(
        article_id=article.article_id,
        start_char=16,
        end_char=22,
        surface="Gornal",
        place_id=None,
        candidates=(Candidate(place_id="curated:gornal", score=1 / 3),),
        how="two places of that name",
    )
    assert keep(store, claim, article=article, mentions=[mention])
    assert store.articles() == [article]
    assert store.article(article.article_id) == article
    assert store.claims() == [replace(claim, recorded_at=NOON)]
    assert store.mentions(article.article_id) == [mention]
    assert store.unresolved() == [mention]


def test_same_article_again_adds_nothing(store: ClaimStore) -> None:
    assert keep(store, make_claim())
    before = store.revision()
    assert not keep(store, make_claim(), at=LATER)
    assert store.revision() == before
    assert store.knows(make_article().article_id, "rules@1")
    assert [claim.recorded_at for claim in store.claims()] == [NOON]


def test_newer_extraction_supersedes_and_deletes_nothing(store: ClaimStore) -> None:
    old, new = make_claim(), make_claim(relation=Relation.PRESENT, extractor="rules@2")
    keep(store, old)
    keep(store, new, extractor="rules@2", at=LATER)
    assert [claim.relation for claim in store.claims()] == [Relation.PRESENT]
    known_then = store.claims(ClaimQuery(known_at=LATER - timedelta(microseconds=1)))
    assert known_then == [replace(old, recorded_at=NOON)]
    assert store.claims(ClaimQuery(known_at=NOON - timedelta(days=1))) == []


def test_newer_extraction_without_claims_leaves_none(store: ClaimStore) -> None:
    keep(store, make_claim())
    keep(store, extractor="rules@2", at=LATER)
    assert store.claims() == []
    assert len(store.claims(ClaimQuery(known_at=NOON))) == 1


def test_same_claim_may_stand_in_two_extractions(store: ClaimStore) -> None:
    keep(store, make_claim())
    keep(store, make_claim(extractor="rules@2"), extractor="rules@2", at=LATER)
    assert [claim.extractor for claim in store.claims()] == ["rules@2"]


def test_a_clock_that_jumps_back_does_not_change_what_was_known(store: ClaimStore) -> None:
    keep(store, make_claim(), at=LATER)
    before = store.claims(ClaimQuery(known_at=NOON))
    keep(store, make_claim(make_article("Other text.")), article=make_article("Other text."))
    assert store.claims(ClaimQuery(known_at=NOON)) == before == []


def test_one_claim_found_twice_in_a_reading_is_kept_once(store: ClaimStore) -> None:
    keep(store, make_claim(how="first"), make_claim(how="second"))
    assert [claim.how for claim in store.claims()] == ["first"]


def test_time_zones_do_not_move_a_day(store: ClaimStore) -> None:
    tokyo = datetime.fromisoformat("2025-04-27T05:00:00+09:00")
    article = make_article(published_at=tokyo)
    keep(store, make_claim(article), article=article)
    assert store.claims(ClaimQuery(as_of=april(26), since=april(26)))[0].published_at == tokyo
    assert store.claims(ClaimQuery(since=april(27))) == []


@pytest.mark.parametrize("table", ["articles", "extractions", "mentions", "claims"])
@pytest.mark.parametrize("change", ["UPDATE {} SET article_id = 'x'", "DELETE FROM {}"])
def test_nothing_can_be_changed_or_dropped(store: ClaimStore, table: str, change: str) -> None:
    keep(store, make_claim(), mentions=[RUSSIA_NAMED])
    with (
        pytest.raises(sa.exc.DatabaseError, match="only appends"),
        store._engine.begin() as connection,
    ):
        connection.exec_driver_sql(change.format(table))


@pytest.mark.parametrize("table", ["articles", "extractions", "mentions", "claims"])
def test_replacing_a_row_is_refused_whoever_asks(store: ClaimStore, table: str) -> None:
    keep(store, make_claim(), mentions=[RUSSIA_NAMED])
    assert store.path
    # Not our settings: another program's plain connection.
    with (
        closing(sqlite3.connect(store.path)) as connection,
        pytest.raises(sqlite3.DatabaseError, match="only appends"),
    ):
        connection.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize("table", ["articles", "extractions", "mentions", "claims"])
def test_replacing_a_row_by_its_number_is_refused(store: ClaimStore, table: str) -> None:
    keep(store, make_claim(), mentions=[RUSSIA_NAMED])
    key = "article_id" if table == "articles" else "revision" if table == "extractions" else None
    with closing(sqlite3.connect(store.path)) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        changed = [
            f"{name} || 'x'" if name == key else f"{name} + 7" if name == "position" else name
            for name in columns
        ]
        with pytest.raises(sqlite3.DatabaseError, match="only appends"):
            connection.execute(
                f"INSERT OR REPLACE INTO {table} (rowid, {', '.join(columns)}) "
                f"SELECT rowid, {', '.join(changed)} FROM {table}"
            )


def test_a_second_reading_by_the_same_extractor_cannot_replace_the_first(
    store: ClaimStore,
) -> None:
    keep(store, make_claim())
    columns = "article_id, extractor, recorded_at, revision"
    with (
        pytest.raises(sa.exc.DatabaseError, match="only appends"),
        store._engine.begin() as connection,
    ):
        connection.exec_driver_sql(
            f"INSERT OR REPLACE INTO extractions ({columns}) SELECT {columns} FROM extractions"
        )


def test_quote_that_is_not_in_the_kept_text_is_refused(store: ClaimStore) -> None:
    keep(store, make_claim())
    respaced = make_article(SENTENCE.replace("; ", ";\n\n"), article_id=make_article().article_id)
    with pytest.raises(StoreError, match="as kept"):
        keep(store, make_claim(respaced), article=respaced, extractor="rules@2")
    assert len(store.claims()) == 1


@pytest.mark.parametrize("text", ["a\0b", "half a pair \ud800 here"])
def test_text_that_no_database_keeps_is_refused_whole(store: ClaimStore, text: str) -> None:
    article = make_article(text)
    with pytest.raises(StoreError, match="NUL or half a surrogate pair"):
        keep(store, make_claim(article), article=article)
    assert store.articles() == []
    assert store.revision() == "empty"


def test_place_that_nobody_knows_is_refused(store: ClaimStore) -> None:
    def nowhere(place_id: str):
        raise UnknownPlaceError(place_id)

    with pytest.raises(UnknownPlaceError):
        store.add(
            make_article(), [], [make_claim()], extractor="r@1", recorded_at=NOON, places=nowhere
        )


@pytest.fixture
def four(store: ClaimStore) -> ClaimStore:
    """Four claims from four articles, told apart by their quotes."""
    for quote, day, changes in (
        ("Old news of Gornal", None, {"event_date": april(10)}),
        ("50% of it, С̶УДЖА a_b", None, {"place_id": "geonames:1", "source_id": "agency"}),
        ("Kyiv denies", NOON, {"claimant": "UA", "relation": Relation.PRESENT}),
        ("Nobody knows when", None, {"actor": None, "place_id": "iso:RU-KRS"}),
    ):
        source_id = str(changes.get("source_id", "wire"))
        article = make_article(quote, published_at=day, source_id=source_id)
        keep(store, make_claim(article, **changes), article=article)
    return store


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (ClaimQuery(), "Old 50% Kyiv Nobody"),
        (ClaimQuery(as_of=april(9)), "50% Nobody"),
        (ClaimQuery(as_of=april(10)), "Old 50% Nobody"),
        (ClaimQuery(since=april(11)), "50% Kyiv Nobody"),
        (ClaimQuery(since=april(27)), "50% Nobody"),
        (ClaimQuery(voice=Voice(claimants=frozenset({"UA"}))), "Kyiv"),
        (ClaimQuery(voice=Voice(source_ids=frozenset({"agency"}))), "50%"),
        (ClaimQuery(source_ids=frozenset({"wire"})), "Old Kyiv Nobody"),
        (ClaimQuery(source_ids=frozenset()), ""),
        (ClaimQuery(actors=frozenset({"RU"})), "Old 50% Kyiv"),
        (ClaimQuery(relations=frozenset({Relation.PRESENT})), "Kyiv"),
        (ClaimQuery(place_ids=frozenset({"geonames:1"})), "50%"),
        (ClaimQuery(bbox=(35.2, 51.0, 35.26, 51.1)), "Old Kyiv"),
        (ClaimQuery(bbox=(36.0, 50.0, 35.26, 52.0)), "Old Kyiv Nobody"),
        (ClaimQuery(text="GORNAL"), "Old"),
        (ClaimQuery(text="судж"), ""),
        (ClaimQuery(text="уджа"), "50%"),
        (ClaimQuery(text="0%"), "50%"),
        (ClaimQuery(text="a_b"), "50%"),
        (ClaimQuery(text="O_d"), ""),
        (ClaimQuery(text="%"), "50%"),
        (ClaimQuery(text="/"), ""),
        (ClaimQuery(text="\ud800"), ""),
        (ClaimQuery(text="K\0"), ""),
        (ClaimQuery(text="k", since=april(11), actors=frozenset({"RU"})), "Kyiv"),
    ],
)
def test_query_finds(four: ClaimStore, query: ClaimQuery, expected: str) -> None:
    found = [claim.quote.split()[0] for claim in four.claims(query)]
    assert found == expected.split()


def test_past_claims_are_found_too(store: ClaimStore) -> None:
    keep(store, make_claim(current=False))
    assert [claim.current for claim in store.claims()] == [False]


def test_equal_content_has_an_equal_revision(tmp_path: Path) -> None:
    revisions = []
    for name in "ab":
        store = ClaimStore(open_engine(f"sqlite:///{tmp_path / name}"))
        keep(store, make_claim())
        revisions.append(store.revision())
        store.close()
    assert revisions[0] == revisions[1]


def test_records_are_kept_when_the_store_is_opened_again(
    driver: ModuleType, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'folder' / 'c.sqlite3'}"
    first = ClaimStore(open_engine(url, driver=driver))
    keep(first, make_claim())
    first.close()
    second = ClaimStore(open_engine(url, driver=driver))
    assert len(second.claims()) == 1
    assert second.path == tmp_path / "folder" / "c.sqlite3"
    second.close()


def test_unknown_article_is_named(store: ClaimStore) -> None:
    with pytest.raises(StoreError, match="no article 'nope'"):
        store.article("nope")


def test_moments_come_back_in_utc(store: ClaimStore) -> None:
    keep(store, make_claim())
    assert store.claims()[0].recorded_at == NOON
    assert store.articles()[0].published_at.tzinfo is UTC


def test_threads_of_one_process_lose_nothing(store: ClaimStore) -> None:
    def write(name: str) -> None:
        for number in range(20):
            article = make_article(f"{name} {number}")
            assert keep(store, make_claim(article), article=article)
            assert store.claims(ClaimQuery(text=f"{name} {number}"))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, "ABCD"))
    assert len(store.claims()) == len(store.articles()) == 80
