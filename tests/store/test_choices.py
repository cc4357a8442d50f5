"""What analysts chose for names: kept beside the articles, on the same two clocks."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa

from geodata.errors import StoreError
from geodata.model import OwnPoint, PlaceChoice, Verdict
from geodata.store import ClaimStore, engine, open_engine
from tests.records import NOON, make_article, make_claim, place_of
from tests.store.test_ledger import DRIVERS

LATER = NOON + timedelta(days=1)
POINT = OwnPoint(label="Nova", lon=37.5, lat=48.5, precision_km=2, country_code="UA")


@pytest.fixture(params=DRIVERS.values(), ids=DRIVERS.keys())
def driver(request: pytest.FixtureRequest) -> ModuleType:
    module: ModuleType = request.param
    return module


@pytest.fixture
def store(driver: ModuleType, tmp_path: Path) -> Iterator[ClaimStore]:
    opened = ClaimStore(open_engine(f"sqlite:///{tmp_path / 'c.sqlite3'}", driver=driver))
    yield opened
    opened.close()


def chosen(**changes: object) -> PlaceChoice:
    values: dict[str, object] = {
        "name": "gornal",
        "verdict": Verdict.PLACE,
        "place_id": "curated:gornal",
        "analyst": "Олена",
        "recorded_at": NOON,
        "note": "the mayor’s page",
    }
    if changes.get("verdict", Verdict.PLACE) is not Verdict.PLACE:
        values["place_id"] = None
    return PlaceChoice(**{**values, **changes})  # type: ignore[arg-type]


def keep(store: ClaimStore, extractor: str = "rules@1") -> None:
    article = make_article()
    store.add(
        article, [], [make_claim(article)], extractor=extractor, recorded_at=NOON, places=place_of
    )


def test_what_is_chosen_comes_back(store: ClaimStore) -> None:
    choices = [
        chosen(),
        chosen(name="nova", place_id=POINT.place_id, point=POINT, article_id="a1"),
        chosen(name="kyiv", verdict=Verdict.NO_PLACE),
    ]
    for choice in choices:
        store.choose_place(choice)
    assert store.place_choices() == choices == store.all_place_choices()


def test_the_newest_choice_on_a_name_and_article_counts(store: ClaimStore) -> None:
    store.choose_place(chosen())
    of_article = chosen(article_id="a1")
    store.choose_place(of_article)
    undone = chosen(verdict=Verdict.UNDONE, recorded_at=LATER)
    store.choose_place(undone)
    assert store.place_choices() == [of_article, undone]
    assert len(store.all_place_choices()) == 3


def test_a_choice_is_not_known_before_it_was_made(store: ClaimStore) -> None:
    store.choose_place(chosen())
    store.choose_place(chosen(verdict=Verdict.NO_PLACE, recorded_at=LATER))
    assert store.place_choices(known_at=NOON - timedelta(seconds=1)) == []
    assert [c.verdict for c in store.place_choices(known_at=NOON)] == [Verdict.PLACE]
    assert [c.verdict for c in store.place_choices()] == [Verdict.NO_PLACE]


def test_a_clock_that_jumps_back_does_not_put_a_choice_into_the_past(store: ClaimStore) -> None:
    store.choose_place(chosen(recorded_at=LATER))
    store.choose_place(chosen(verdict=Verdict.NO_PLACE, recorded_at=NOON))
    assert store.place_choices(known_at=NOON) == []
    assert [choice.recorded_at for choice in store.place_choices()] == [LATER]


def test_a_choice_changes_the_revision_and_equal_content_has_an_equal_one(
    store: ClaimStore, tmp_path: Path
) -> None:
    keep(store)
    before = store.revision()
    store.choose_place(chosen())
    after = store.revision()
    assert after != before
    store.choose_place(chosen(recorded_at=LATER))
    assert store.revision() not in {before, after}
    other = ClaimStore(open_engine(f"sqlite:///{tmp_path / 'other.sqlite3'}"))
    keep(other)
    other.choose_place(chosen())
    assert other.revision() == after
    other.close()


@pytest.mark.parametrize("change", ["UPDATE {} SET name = 'x'", "DELETE FROM {}"])
def test_no_choice_can_be_changed_or_dropped(store: ClaimStore, change: str) -> None:
    store.choose_place(chosen())
    with (
        pytest.raises(sa.exc.DatabaseError, match="only appends"),
        store._engine.begin() as connection,
    ):
        connection.exec_driver_sql(change.format("place_choices"))


def test_replacing_a_choice_is_refused_whoever_asks(store: ClaimStore) -> None:
    store.choose_place(chosen())
    assert store.path
    with (
        closing(sqlite3.connect(store.path)) as connection,
        pytest.raises(sqlite3.DatabaseError, match="only appends"),
    ):
        connection.execute("INSERT OR REPLACE INTO place_choices SELECT * FROM place_choices")


@pytest.mark.parametrize(
    "choice",
    [
        chosen(note="half a pair \ud800"),
        chosen(analyst="a\0b"),
        chosen(
            place_id=(odd := OwnPoint(label="\ud800", lon=1, lat=1, precision_km=0)).place_id,
            point=odd,
        ),
    ],
)
def test_words_that_no_database_keeps_are_refused(store: ClaimStore, choice: PlaceChoice) -> None:
    with pytest.raises(StoreError, match="NUL or half a surrogate pair"):
        store.choose_place(choice)
    assert store.place_choices() == []


def test_a_reading_that_choices_helped_is_one_by_its_extractor(store: ClaimStore) -> None:
    keep(store, "rules@3+places:abc")
    article_id = make_article().article_id
    assert store.knows(article_id, "rules@3")
    assert not store.knows(article_id, "rules@30")
    assert not store.knows(article_id, "rules@2")
    assert store.readings() == {article_id: "rules@3+places:abc"}
    assert [claim.place_id for claim in store.claims_of(article_id)] == ["curated:gornal"]
    assert store.claims_of("another") == []


def make_old(path: Path, driver: ModuleType) -> str:
    """A store as schema 1 made it: without place_choices and all that came after."""
    url = f"sqlite:///{path}"
    store = ClaimStore(open_engine(url, driver=driver))
    keep(store)
    revision = store.revision()
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE place_choices")
        connection.execute("DROP TABLE article_bands")
        connection.execute("DROP TABLE reviews")
        connection.execute("DROP TABLE published_maps")
        connection.execute("DROP INDEX articles_by_origin")
        connection.execute("DROP TRIGGER schema_versions_refuses_update")
        connection.execute("UPDATE schema_versions SET version = 1")
        connection.commit()
    return revision


def test_a_store_of_schema_1_opens_with_all_it_held_and_keeps_choices_then(
    driver: ModuleType, tmp_path: Path
) -> None:
    revision = make_old(tmp_path / "old.sqlite3", driver)
    for _ in range(2):  # the second opening finds it brought up to date
        store = ClaimStore(open_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}", driver=driver))
        assert store.revision() == revision
        assert len(store.claims()) == 1
        store.close()
    store = ClaimStore(open_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}", driver=driver))
    store.choose_place(chosen())
    assert store.place_choices() == [chosen()]
    with (
        pytest.raises(sa.exc.DatabaseError, match="only appends"),
        store._engine.begin() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM place_choices")
    store.close()


def test_a_store_of_schema_1_on_a_read_only_medium_opens_and_has_no_choices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = make_old(tmp_path / "old.sqlite3", sqlite3)
    monkeypatch.setattr(engine.os, "access", lambda *_: False)
    store = ClaimStore(open_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}"))
    assert store.revision() == revision
    assert store.place_choices() == []
    store.close()
