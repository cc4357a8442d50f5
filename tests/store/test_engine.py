"""How the store opens its file, and what it says when it can't."""

import multiprocessing
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geodata.errors import StoreError
from geodata.store import ClaimStore, engine, open_engine, open_store
from geodata.store.engine import BEST_DRIVER, journal_mode
from tests.records import NOON, make_article, make_claim, place_of


def keep(store: ClaimStore, text: str) -> bool:
    article = make_article(text)
    return store.add(
        article, [], [make_claim(article)], extractor="r@1", recorded_at=NOON, places=place_of
    )


def scalar(store: ClaimStore, pragma: str) -> object:
    with store._engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "delete"),
        ((3, 44, 5), "delete"),
        ((3, 44, 6), "wal"),
        ((3, 45, 0), "delete"),
        ((3, 50, 6), "delete"),
        ((3, 50, 7), "wal"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((4, 0, 0), "wal"),
    ],
)
def test_wal_is_used_only_where_it_is_sound(version: tuple[int, int, int], mode: str) -> None:
    assert journal_mode(version) == mode


def test_connections_are_set_up_for_safety(store: ClaimStore) -> None:
    assert scalar(store, "journal_mode") == journal_mode(BEST_DRIVER.sqlite_version_info)
    assert scalar(store, "synchronous") == 2
    assert scalar(store, "foreign_keys") == 1
    assert scalar(store, "recursive_triggers") == 1
    assert scalar(store, "busy_timeout") == 15_000


def test_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and long enough to be looked at." * 20)
    with pytest.raises(StoreError, match=r"notes\.txt: is not a Claimline store"):
        open_store(f"sqlite:///{path}")
    assert path.read_text().startswith("These are notes")


def test_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    connection = BEST_DRIVER.connect(str(path))
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        open_store(f"sqlite:///{path}")


def test_store_of_a_newer_version_is_not_opened(store: ClaimStore) -> None:
    with store._engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO schema_versions VALUES (99, '2031-01-01 00:00:00')")
    with pytest.raises(StoreError, match="newer Claimline"):
        open_store(f"sqlite:///{store.path}")


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="CLAIMLINE_STORE"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'claims.sqlite3'}")


def test_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be opened"):
        open_store(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql://u:pw@h/d", "x y"])
def test_url_that_is_no_file_is_refused(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert "pw" not in str(caught.value)


def test_store_on_a_read_only_medium_can_be_read_and_says_that_it_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'c 100%.sqlite3'}"
    store = open_store(url)
    keep(store, "First.")
    store.close()
    monkeypatch.setattr(engine.os, "access", lambda *_: False)
    store = open_store(url)
    assert [article.text for article in store.articles()] == ["First."]
    assert store.path == tmp_path / "c 100%.sqlite3"
    with pytest.raises(StoreError, match="can't be written"):
        keep(store, "Second.")
    store.close()


def test_full_disk_loses_nothing_and_says_so(store: ClaimStore) -> None:
    keep(store, "First.")
    pages = scalar(store, "page_count")
    with store._engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="disk is full"):
        keep(store, "Long. " * 10_000)
    assert [article.text for article in store.articles()] == ["First."]
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    assert keep(store, "Long. " * 10_000)


def test_locked_store_says_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'c.sqlite3'}"
    store = ClaimStore(open_engine(url, wait_seconds=0.1))
    other = BEST_DRIVER.connect(str(tmp_path / "c.sqlite3"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked by another program"):
        keep(store, "Text.")
    other.close()
    assert keep(store, "Text.")
    store.close()


def _write_many(url: str, name: str, count: int) -> None:
    store = open_store(url)
    for number in range(count):
        article = make_article(f"{name} {number}")
        store.add(
            article,
            [],
            [make_claim(article)],
            extractor="r@1",
            recorded_at=datetime.now(UTC),
            places=place_of,
        )
    store.close()


def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'c.sqlite3'}"  # neither finds it: they race to make it, too
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_many, args=(url, name, 40)) for name in "AB"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    store = open_store(url)
    expected = sorted(f"{name} {number}" for name in "AB" for number in range(40))
    assert sorted(claim.quote for claim in store.claims()) == expected
    moments = [claim.recorded_at for claim in store.claims()]
    assert moments == sorted(moments)
    store.close()


def test_python_without_pysqlite3_still_has_a_driver() -> None:
    assert BEST_DRIVER.sqlite_version_info >= sqlite3.sqlite_version_info
