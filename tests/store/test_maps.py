"""Published maps in the store: kept whole, superseded on two clocks, never changed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import sqlalchemy as sa

from geodata.errors import StoreError
from geodata.published_map import NOTHING_SAID, PublishedMap, Skipped, Status
from geodata.store import ClaimStore, engine, open_engine
from tests.records import NOON, make_article, make_claim, place_of
from tests.store.test_ledger import DRIVERS

LATER = NOON + timedelta(days=1)
COLUMNS = ("place", "day", "status")


@pytest.fixture(params=DRIVERS.values(), ids=DRIVERS.keys())
def driver(request: pytest.FixtureRequest) -> ModuleType:
    module: ModuleType = request.param
    return module


@pytest.fixture
def store(driver: ModuleType, tmp_path: Path) -> Iterator[ClaimStore]:
    opened = ClaimStore(open_engine(f"sqlite:///{tmp_path / 'c.sqlite3'}", driver=driver))
    yield opened
    opened.close()


def a_map(**changes: object) -> PublishedMap:
    first = date(2022, 3, 1)
    values: dict[str, object] = {
        "source_id": "viina",
        "claimant": "ISW",
        "file_format": "viina",
        "title": "VIINA {{ 7*7 }}",
        "url": "https://maps.example",
        "column": "status_isw",
        "file_name": "control_latest_2022.zip:control.csv",
        "digest": "ab" * 32,
        "redistributable": True,
        "licence": "ODbL",
        "first_day": first,
        "last_day": date(2022, 3, 9),
        "gaps": ((date(2022, 3, 4), date(2022, 3, 5)),),
        "skipped": (Skipped(why="no place", count=3, examples=("geonameid 1", "Торецьк")),),
        "place_ids": ("geonames:1", "curated:gornal"),
        "labels": ("geonameid 1", "geonameid 2"),
        "statuses": (NOTHING_SAID, Status("controls", "RU", "affirm", "RU")),
        "place": np.array([0, 0, 1], np.int32),
        "day": np.array([first.toordinal(), first.toordinal() + 8, first.toordinal()], np.int32),
        "status": np.array([1, 0, 1], np.int16),
    }
    return PublishedMap(**{**values, **changes})  # type: ignore[arg-type]


def assert_same(one: PublishedMap, other: PublishedMap) -> None:
    for field in fields(PublishedMap):
        if field.name in COLUMNS:
            column = getattr(one, field.name)
            np.testing.assert_array_equal(column, getattr(other, field.name))
            assert column.dtype == getattr(other, field.name).dtype
        elif field.name != "recorded_at":
            assert getattr(one, field.name) == getattr(other, field.name), field.name


def test_a_map_comes_back_as_it_was_and_with_the_moment_it_became_known(store: ClaimStore) -> None:
    table = a_map(
        file_format="csv",
        lines=(
            "place: a; actor: RU",
            "<b>\ud83d\ude00</b>".encode("utf-16", "surrogatepass").decode("utf-16"),
            "x",
        ),
        urls=("https://a.example", "", "javascript:1"),
    )
    for published in (a_map(), table):
        assert store.add_map(published, recorded_at=NOON)
    kept = store.maps()
    assert [one.file_format for one in kept] == ["csv", "viina"]
    assert_same(kept[0], table)
    assert_same(kept[1], a_map())
    assert {one.recorded_at for one in kept} == {NOON}


def test_a_map_without_any_point_is_kept_too(store: ClaimStore) -> None:
    nothing = np.zeros(0, np.int32)
    empty = a_map(place=nothing, day=nothing, status=nothing.astype(np.int16))
    store.add_map(empty, recorded_at=NOON)
    assert_same(store.maps()[0], empty)


def test_the_same_map_again_adds_nothing(store: ClaimStore) -> None:
    assert store.add_map(a_map(), recorded_at=NOON)
    revision = store.revision()
    assert not store.add_map(a_map(), recorded_at=LATER)
    assert store.revision() == revision
    assert store.maps()[0].recorded_at == NOON


@pytest.mark.parametrize(
    "change",
    [
        {"last_day": date(2022, 3, 10)},
        {"redistributable": False},
        {"status": np.array([1, 0, 0], np.int16)},
        {"place_ids": ("geonames:1", "geonames:2")},
    ],
)
def test_whatever_is_new_in_a_map_makes_a_new_edition(
    change: dict[str, object], store: ClaimStore
) -> None:
    store.add_map(a_map(), recorded_at=NOON)
    revision = store.revision()
    assert store.add_map(a_map(**change), recorded_at=LATER)
    assert store.revision() != revision
    assert len(store.maps()) == 1
    assert_same(store.maps()[0], a_map(**change))


def test_a_newer_edition_counts_and_the_older_one_stays_as_known_then(store: ClaimStore) -> None:
    longer = a_map(last_day=date(2022, 3, 31), digest="cd" * 32)
    store.add_map(a_map(), recorded_at=NOON)
    store.add_map(longer, recorded_at=LATER)
    assert_same(store.maps()[0], longer)
    assert_same(store.maps(known_at=NOON)[0], a_map())
    assert store.maps(known_at=NOON - timedelta(seconds=1)) == []
    assert store.map_headers(known_at=NOON)[0].last_day == date(2022, 3, 9)


def test_an_older_edition_imported_again_counts_again(store: ClaimStore) -> None:
    for number, published in enumerate((a_map(), a_map(licence="other"), a_map())):
        assert store.add_map(published, recorded_at=NOON + timedelta(hours=number))
    assert_same(store.maps()[0], a_map())


def test_accounts_are_told_apart_by_source_claimant_and_format(store: ClaimStore) -> None:
    for changes in ({}, {"claimant": "DEEPSTATE"}, {"source_id": "isw"}, {"file_format": "csv"}):
        store.add_map(a_map(**changes), recorded_at=NOON)
    assert len(store.maps()) == 4


def test_the_clock_of_maps_never_runs_backwards(store: ClaimStore) -> None:
    store.add_map(a_map(), recorded_at=LATER)
    store.add_map(a_map(claimant="DEEPSTATE"), recorded_at=NOON)
    assert {one.recorded_at for one in store.maps()} == {LATER}
    assert store.maps(known_at=NOON) == []


def test_headers_tell_of_a_map_without_unpacking_it(store: ClaimStore) -> None:
    store.add_map(a_map(), recorded_at=NOON)
    [header] = store.map_headers()
    assert header.account == ("viina", "ISW", "viina")
    assert (header.place_count, header.point_count) == (2, 3)
    assert (header.first_day, header.last_day) == (date(2022, 3, 1), date(2022, 3, 9))
    assert (header.redistributable, header.recorded_at) == (True, NOON)


@pytest.mark.parametrize(
    "verb", ["DELETE FROM published_maps", "UPDATE published_maps SET title=''"]
)
def test_maps_are_never_changed_or_dropped(verb: str, store: ClaimStore) -> None:
    store.add_map(a_map(), recorded_at=NOON)
    with (
        pytest.raises(sa.exc.DatabaseError, match="only appends"),
        store._engine.begin() as connection,
    ):
        connection.exec_driver_sql(verb)


def test_text_that_no_database_keeps_is_refused(store: ClaimStore) -> None:
    with pytest.raises(StoreError, match="title holds a NUL"):
        store.add_map(a_map(title="a\0b"), recorded_at=NOON)
    assert store.maps() == []


def test_a_damaged_map_is_named(store: ClaimStore) -> None:
    store.add_map(a_map(), recorded_at=NOON)
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER published_maps_refuses_update")
        connection.exec_driver_sql("UPDATE published_maps SET points = X'00'")
    with pytest.raises(StoreError, match="is damaged"):
        store.maps()


def make_schema_3(path: Path, driver: ModuleType) -> str:
    """A store as schema 3 made it: without published maps."""
    store = ClaimStore(open_engine(f"sqlite:///{path}", driver=driver))
    article = make_article()
    store.add(
        article, [], [make_claim(article)], extractor="r@1", recorded_at=NOON, places=place_of
    )
    revision = store.revision()
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE reviews")
        connection.execute("DROP TABLE published_maps")
        connection.execute("DROP TRIGGER schema_versions_refuses_update")
        connection.execute("UPDATE schema_versions SET version = 3")
        connection.commit()
    return revision


def test_a_store_of_schema_3_opens_with_all_it_held_and_keeps_maps_then(
    driver: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "old.sqlite3"
    revision = make_schema_3(path, driver)
    for _ in range(2):  # the second opening finds it brought up to date
        store = ClaimStore(open_engine(f"sqlite:///{path}", driver=driver))
        assert store.revision() == revision
        assert len(store.claims()) == 1
        assert store.maps() == []
        store.close()
    store = ClaimStore(open_engine(f"sqlite:///{path}", driver=driver))
    store.add_map(a_map(), recorded_at=NOON)
    assert_same(store.maps()[0], a_map())
    with (
        pytest.raises(sa.exc.DatabaseError, match="only appends"),
        store._engine.begin() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM published_maps")
    store.close()


def test_a_store_of_schema_3_on_a_read_only_medium_opens_and_has_no_maps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = make_schema_3(tmp_path / "old.sqlite3", sqlite3)
    monkeypatch.setattr(engine.os, "access", lambda *_: False)
    store = ClaimStore(open_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}"))
    assert (store.maps(), store.map_headers()) == ([], [])
    assert store.revision() == revision
    assert len(store.claims()) == 1
    store.close()


def test_columns_of_different_length_are_no_map() -> None:
    with pytest.raises(ValueError, match="one length"):
        replace(a_map(), day=np.zeros(1, np.int32))
    with pytest.raises(ValueError, match="needs a label"):
        replace(a_map(), labels=())
    with pytest.raises(ValueError, match="none has any"):
        replace(a_map(), lines=("one",))
