"""What analysts decided about claims: kept beside the articles, on the same two clocks."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa

from geodata.errors import ReviewError, StoreError, UnknownPlaceError
from geodata.model import (
    Claim,
    ClaimQuery,
    DatePrecision,
    Decision,
    Mention,
    Relation,
    Review,
)
from geodata.store import ClaimStore, engine, open_engine
from tests.records import NOON, make_article, make_claim, place_of
from tests.store.test_ledger import DRIVERS

ARTICLE = make_article()
LATER = NOON + timedelta(days=1)
RUSSIA, UKRAINE = make_claim(), make_claim(claimant="UA", polarity="deny")
PRESENT = replace(
    RUSSIA,
    relation=Relation.PRESENT,
    event_date=date(2025, 4, 1),
    date_precision=DatePrecision.MONTH,
    denies=("x",),
    extractor="analyst:Ann",
    confidence=1.0,
)
MENTION = Mention(
    article_id=ARTICLE.article_id,
    start_char=16,
    end_char=22,
    surface="Gornal",
    place_id="curated:gornal",
)


@pytest.fixture(params=DRIVERS.values(), ids=DRIVERS.keys())
def driver(request: pytest.FixtureRequest) -> ModuleType:
    module: ModuleType = request.param
    return module


def opened(path: Path, driver: ModuleType = sqlite3) -> ClaimStore:
    return ClaimStore(open_engine(f"sqlite:///{path}", driver=driver))


def keep(store: ClaimStore, extractor: str = "rules@1", *claims: Claim) -> bool:
    return store.add(
        ARTICLE,
        [MENTION],
        claims or [RUSSIA, UKRAINE],
        extractor=extractor,
        recorded_at=NOON,
        places=place_of,
    )


@pytest.fixture
def store(driver: ModuleType, tmp_path: Path) -> Iterator[ClaimStore]:
    """One article with two claims."""
    made = opened(tmp_path / "c.sqlite3", driver)
    keep(made)
    yield made
    made.close()


def review(claim: Claim = RUSSIA, **changes: object) -> Review:
    values: dict[str, object] = {
        "article_id": claim.article_id,
        "claim_id": claim.claim_id,
        "decision": Decision.REJECT,
        "analyst": "Олена",
        "recorded_at": LATER,
        "note": "the mayor’s page",
        "claim": claim,
    }
    if changes.get("decision") in {Decision.ADD, Decision.WITHDRAW, Decision.UNDONE}:
        values["claim"] = None
    return Review(**{**values, **changes})  # type: ignore[arg-type]


def withdrawal(**changes: object) -> Review:
    return review(**{"decision": Decision.WITHDRAW, "claim_id": "", **changes})


def decide(store: ClaimStore, *reviews: Review) -> None:
    for one in reviews:
        store.review(one, places=place_of)


def ids(store: ClaimStore, query: ClaimQuery = ClaimQuery()) -> list[str]:  # noqa: B008 - frozen
    return [claim.claim_id for claim in store.claims(query)]


def test_what_is_decided_comes_back(store: ClaimStore) -> None:
    made = [
        review(decision=Decision.CORRECT, corrected=PRESENT),
        review(UKRAINE, decision=Decision.ACCEPT),
    ]
    decide(store, *made)
    assert store.reviews() == made == store.all_reviews()
    assert store.reviews(ARTICLE.article_id) == made
    assert store.reviews("another") == []


def test_claims_are_as_the_reviews_say_and_mentions_as_they_were(store: ClaimStore) -> None:
    decide(store, review(decision=Decision.CORRECT, corrected=PRESENT), review(UKRAINE))
    [claim] = store.claims()
    assert replace(claim, recorded_at=None) == PRESENT
    assert claim.recorded_at == LATER
    assert store.mentions(ARTICLE.article_id) == [MENTION]


def test_what_was_known_before_a_review_stays(store: ClaimStore) -> None:
    before = store.claims()
    decide(store, review())
    assert store.claims(ClaimQuery(known_at=LATER - timedelta(seconds=1))) == before
    assert ids(store) == [UKRAINE.claim_id]
    assert store.reviews(known_at=LATER - timedelta(seconds=1)) == []


def test_the_newest_review_of_a_claim_counts_and_undoing_brings_back_the_one_before(
    store: ClaimStore,
) -> None:
    accepted = review(decision=Decision.ACCEPT)
    decide(store, accepted, review())
    assert ids(store) == [UKRAINE.claim_id]
    decide(store, review(decision=Decision.UNDONE))
    assert store.reviews() == [accepted]
    assert [claim.confidence for claim in store.claims()] == [1.0, UKRAINE.confidence]
    decide(store, review(decision=Decision.UNDONE))
    assert store.reviews() == []
    assert len(store.all_reviews()) == 4
    assert [replace(claim, recorded_at=None) for claim in store.claims()] == [RUSSIA, UKRAINE]


def test_a_clock_that_jumps_back_does_not_put_a_review_into_the_past(store: ClaimStore) -> None:
    decide(store, review(), review(UKRAINE, recorded_at=NOON - timedelta(days=9)))
    assert [one.recorded_at for one in store.reviews()] == [LATER, LATER]
    assert len(ids(store, ClaimQuery(known_at=NOON))) == 2


def test_a_review_and_what_it_makes_of_the_claims_are_known_at_one_moment(
    store: ClaimStore,
) -> None:
    article = make_article("Another text.")
    store.add(article, [], [], extractor="r@1", recorded_at=LATER, places=place_of)
    decide(store, review(decision=Decision.ACCEPT, recorded_at=NOON))
    [made] = store.reviews()
    assert made.recorded_at == LATER == store.claims()[0].recorded_at


def test_a_new_reading_is_reviewed_at_once_and_never_seen_without(store: ClaimStore) -> None:
    decide(store, review())
    assert keep(store, "rules@2", RUSSIA, UKRAINE, make_claim(claimant="ISW"))
    assert [claim.claimant for claim in store.claims()] == ["UA", "ISW"]
    assert store.readings()[ARTICLE.article_id].startswith("rules@2+reviews:")
    assert not keep(store, "rules@2")
    for recorded in {claim.recorded_at for claim in store.claims()}:
        known = ids(store, ClaimQuery(known_at=recorded))
        assert RUSSIA.claim_id not in known


def test_reviews_are_applied_to_what_was_read_not_to_what_was_reviewed(store: ClaimStore) -> None:
    decide(store, review(), review(UKRAINE, decision=Decision.ACCEPT))
    decide(store, review(decision=Decision.UNDONE))
    assert ids(store) == [RUSSIA.claim_id, UKRAINE.claim_id]


def test_a_reviewed_reading_is_one_by_its_extractor(store: ClaimStore) -> None:
    decide(store, review())
    assert store.knows(ARTICLE.article_id, "rules@1")
    assert not store.knows(ARTICLE.article_id, "rules@2")


def test_a_withdrawn_article_says_nothing_and_is_back_when_that_is_undone(
    store: ClaimStore,
) -> None:
    before = ids(store)
    decide(store, withdrawal())
    assert (store.claims(), store.mentions(ARTICLE.article_id)) == ([], [])
    assert store.withdrawn() == {ARTICLE.article_id}
    assert store.withdrawn(known_at=NOON) == frozenset()
    assert store.articles() == [ARTICLE]
    assert ids(store, ClaimQuery(known_at=NOON)) == before
    decide(store, withdrawal(decision=Decision.UNDONE))
    assert ids(store) == before
    assert store.mentions(ARTICLE.article_id) == [MENTION]
    assert store.withdrawn() == frozenset()


def test_a_review_changes_the_revision_and_equal_content_has_an_equal_one(
    store: ClaimStore, tmp_path: Path
) -> None:
    before = store.revision()
    decide(store, review())
    after = store.revision()
    assert after != before
    other = opened(tmp_path / "other.sqlite3")
    keep(other)
    decide(other, review())
    assert other.revision() == after
    decide(other, review(decision=Decision.UNDONE))
    assert other.revision() not in {before, after}
    other.close()


@pytest.mark.parametrize("change", ["UPDATE {} SET note = 'x'", "DELETE FROM {}"])
def test_no_review_can_be_changed_or_dropped(store: ClaimStore, change: str) -> None:
    decide(store, review())
    with (
        pytest.raises(sa.exc.DatabaseError, match="only appends"),
        store._engine.begin() as connection,
    ):
        connection.exec_driver_sql(change.format("reviews"))


def test_replacing_a_review_is_refused_whoever_asks(store: ClaimStore) -> None:
    decide(store, review())
    assert store.path
    with (
        closing(sqlite3.connect(store.path)) as connection,
        pytest.raises(sqlite3.DatabaseError, match="only appends"),
    ):
        connection.execute("INSERT OR REPLACE INTO reviews SELECT * FROM reviews")


REFUSED: dict[str, tuple[Callable[[], Review], type[Exception], str]] = {
    "an unknown claim": (lambda: review(make_claim(claimant="ISW")), ReviewError, "No claim"),
    "an unknown article": (
        lambda: review(make_claim(make_article("Else."))),
        ReviewError,
        "published maps",
    ),
    "nothing to undo": (lambda: review(decision=Decision.UNDONE), ReviewError, "nothing to take"),
    "a claim that is there": (
        lambda: review(decision=Decision.ADD, corrected=RUSSIA),
        ReviewError,
        "has this claim already",
    ),
    "a target that doesn't stand": (
        lambda: review(decision=Decision.MERGE, merged_into="x"),
        ReviewError,
        "doesn't stand",
    ),
    "a place that nobody knows": (
        lambda: review(decision=Decision.CORRECT, corrected=replace(RUSSIA, place_id="geonames:7")),
        UnknownPlaceError,
        "geonames:7",
    ),
    "words that aren't there": (
        lambda: review(
            decision=Decision.CORRECT, corrected=replace(RUSSIA, end_char=3, quote="Rus"[::-1])
        ),
        StoreError,
        "is not what stands at",
    ),
    "half a pair": (lambda: review(note="\ud800"), StoreError, "NUL or half a surrogate"),
    "a NUL": (
        lambda: review(decision=Decision.CORRECT, corrected=replace(PRESENT, speaker="a\0b")),
        StoreError,
        "NUL or half a surrogate",
    ),
}


def unknown_place(place_id: str) -> object:
    try:
        return place_of(place_id)
    except KeyError as error:
        raise UnknownPlaceError(place_id) from error


@pytest.mark.parametrize(("made", "error", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_is_refused_and_leaves_no_trace(
    store: ClaimStore, made: Callable[[], Review], error: type[Exception], words: str
) -> None:
    before = store.revision()
    with pytest.raises(error, match=words):
        store.review(made(), places=unknown_place)  # type: ignore[arg-type]
    assert store.all_reviews() == []
    assert store.revision() == before


def test_nothing_is_decided_in_a_withdrawn_article(store: ClaimStore) -> None:
    decide(store, withdrawal())
    for made in (review(), withdrawal()):
        with pytest.raises(ReviewError, match="was withdrawn"):
            decide(store, made)


def make_schema_4(path: Path, driver: ModuleType) -> str:
    """A store as schema 4 made it: without reviews."""
    store = opened(path, driver)
    keep(store)
    revision = store.revision()
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE reviews")
        connection.execute("DROP TRIGGER schema_versions_refuses_update")
        connection.execute("UPDATE schema_versions SET version = 4")
        connection.commit()
    return revision


def test_a_store_of_schema_4_opens_with_all_it_held_and_keeps_reviews_then(
    driver: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "old.sqlite3"
    revision = make_schema_4(path, driver)
    for _ in range(2):  # the second opening finds it brought up to date
        store = opened(path, driver)
        assert store.revision() == revision
        assert len(store.claims()) == 2
        store.close()
    store = opened(path, driver)
    decide(store, review())
    assert store.reviews() == [review()]
    with (
        pytest.raises(sa.exc.DatabaseError, match="only appends"),
        store._engine.begin() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM reviews")
    store.close()


def test_a_store_of_schema_4_on_a_read_only_medium_opens_and_has_no_reviews(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = make_schema_4(tmp_path / "old.sqlite3", sqlite3)
    monkeypatch.setattr(engine.os, "access", lambda *_: False)
    store = opened(tmp_path / "old.sqlite3")
    assert (store.reviews(), store.all_reviews(), store.withdrawn()) == ([], [], frozenset())
    assert store.revision() == revision
    assert len(store.claims()) == 2
    store.close()
