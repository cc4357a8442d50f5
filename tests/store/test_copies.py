"""Copies of articles: kept with their bands, found by them, and named with every claim."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa

from geodata.model import Article, ClaimQuery
from geodata.store import ClaimStore, engine, open_engine
from tests.records import NOON, make_article, make_claim, place_of
from tests.store.test_choices import chosen
from tests.store.test_ledger import DRIVERS

FIRST = make_article("The first text.", source_id="wire")
COPY = make_article("The first text, again.", source_id="paper", origin_group=FIRST.article_id)
LATER = NOON + timedelta(days=1)


@pytest.fixture(params=DRIVERS.values(), ids=DRIVERS.keys())
def driver(request: pytest.FixtureRequest) -> ModuleType:
    module: ModuleType = request.param
    return module


def opened(path: Path, driver: ModuleType) -> ClaimStore:
    return ClaimStore(open_engine(f"sqlite:///{path}", driver=driver))


@pytest.fixture
def store(driver: ModuleType, tmp_path: Path) -> Iterator[ClaimStore]:
    ledger = opened(tmp_path / "c.sqlite3", driver)
    yield ledger
    ledger.close()


def keep(store: ClaimStore, article: Article, *bands: int, **changes: object) -> bool:
    values = {"extractor": "rules@1", "recorded_at": NOON, "places": place_of, **changes}
    return store.add(article, [], [make_claim(article)], bands=bands, **values)


def test_articles_alike_have_a_band_in_common(store: ClaimStore) -> None:
    keep(store, FIRST, 1, 2, 2**63 - 1)
    keep(store, COPY, 2, 3)
    both = sorted([FIRST, COPY], key=lambda article: article.article_id)
    assert store.articles_alike([2, 3, 4]) == both
    assert store.articles_alike([2**63 - 1]) == [FIRST]
    assert store.articles_alike([4]) == store.articles_alike([]) == []


def test_an_article_without_bands_is_listed_until_it_has_some(store: ClaimStore) -> None:
    keep(store, FIRST)
    keep(store, COPY, 2)
    assert store.articles_without_bands() == [FIRST.article_id]
    revision = store.revision()
    store.keep_bands(FIRST.article_id, [2, 2, 5])
    assert store.articles_without_bands() == []
    assert store.articles_alike([5]) == [FIRST]
    assert store.revision() == revision


def test_the_first_bands_of_an_article_stay(store: ClaimStore) -> None:
    keep(store, FIRST, 1)
    keep(store, FIRST, 7, extractor="rules@2")
    store.keep_bands(FIRST.article_id, [8])
    assert store.articles_alike([7, 8]) == []
    for change in ("UPDATE article_bands SET band = 9", "DELETE FROM article_bands"):
        with (
            pytest.raises(sa.exc.DatabaseError, match="only appends"),
            store._engine.begin() as connection,
        ):
            connection.exec_driver_sql(change)
    assert store.articles_alike([1]) == [FIRST]


def test_each_claim_of_a_copy_names_the_outlet_that_was_copied_from(store: ClaimStore) -> None:
    keep(store, FIRST)
    keep(store, COPY)
    assert {c.source_id: c.copied_from for c in store.claims()} == {"wire": "", "paper": "wire"}
    assert [c.copied_from for c in store.claims_of(COPY.article_id)] == ["wire"]
    paper = ClaimQuery(source_ids=frozenset({"paper"}))
    assert [c.copied_from for c in store.claims(paper)] == ["wire"]
    [claim] = store.claims(paper)
    assert claim == replace(make_claim(COPY), recorded_at=NOON, copied_from="wire")


def test_a_copy_that_comes_later_changes_nothing_that_was_known(store: ClaimStore) -> None:
    keep(store, FIRST)
    before = store.claims(ClaimQuery(known_at=NOON))
    keep(store, COPY, recorded_at=LATER)
    assert store.claims(ClaimQuery(known_at=NOON)) == before
    assert store.article(FIRST.article_id) == FIRST


def test_claims_are_asked_for_copies_by_an_index_that_spares_the_texts(store: ClaimStore) -> None:
    keep(store, FIRST)
    seen: list[str] = []

    @sa.event.listens_for(store._engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    store.claims()
    [statement] = [one for one in seen if "copied_from" in one]
    with store._engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", ("", "")).all()
    assert any("copy USING COVERING INDEX articles_by_origin" in row[-1] for row in plan)


def make_schema_2(path: Path, driver: ModuleType) -> None:
    """A store as schema 2 made it: without bands and without the index of copies."""
    store = opened(path, driver)
    keep(store, FIRST)
    store.choose_place(chosen())
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE article_bands")
        connection.execute("DROP TABLE reviews")
        connection.execute("DROP TABLE published_maps")
        connection.execute("DROP INDEX articles_by_origin")
        connection.execute("DROP TRIGGER schema_versions_refuses_update")
        connection.execute("UPDATE schema_versions SET version = 2")
        connection.commit()


def test_a_store_of_schema_2_opens_with_all_it_held_and_finds_copies_then(
    driver: ModuleType, tmp_path: Path
) -> None:
    make_schema_2(tmp_path / "old.sqlite3", driver)
    for _ in range(2):  # the second opening finds it brought up to date
        store = opened(tmp_path / "old.sqlite3", driver)
        assert store.articles() == [FIRST]
        assert store.place_choices() == [chosen()]
        store.close()
    store = opened(tmp_path / "old.sqlite3", driver)
    assert store.articles_without_bands() == [FIRST.article_id]
    store.keep_bands(FIRST.article_id, [1])
    assert store.articles_alike([1]) == [FIRST]
    names = [index["name"] for index in sa.inspect(store._engine).get_indexes("articles")]
    assert "articles_by_origin" in names
    store.close()


def test_a_store_of_schema_2_on_a_read_only_medium_shows_its_claims_and_choices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_schema_2(tmp_path / "old.sqlite3", sqlite3)
    monkeypatch.setattr(engine.os, "access", lambda *_: False)
    store = opened(tmp_path / "old.sqlite3", sqlite3)
    assert [claim.copied_from for claim in store.claims()] == [""]
    assert store.place_choices() == [chosen()]
    store.close()
