from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import (
    EVERYBODY,
    Article,
    Claim,
    ClaimQuery,
    DatePrecision,
    Mention,
    Place,
    PlaceKind,
    Polarity,
    Relation,
    Source,
    Voice,
    article_id_of,
    content_id,
)


def claim(**changes: object) -> Claim:
    fields: dict[str, object] = {
        "article_id": "a",
        "source_id": "s",
        "place_id": "curated:gornal",
        "claimant": "RU",
        "relation": Relation.CONTROLS,
        "actor": "RU",
        "polarity": Polarity.AFFIRM,
        "start_char": 0,
        "end_char": 4,
        "quote": "text",
        "extractor": "rules@1",
    }
    return Claim(**(fields | changes))  # type: ignore[arg-type]


def test_a_place_off_the_earth_is_refused_and_swapped_coordinates_are_suspected() -> None:
    with pytest.raises(ValueError, match="are lon and lat swapped"):
        Place(
            place_id="x",
            name="X",
            ascii_name="X",
            kind=PlaceKind.SETTLEMENT,
            feature_code="PPL",
            country_code="UA",
            lon=48.0,
            lat=148.0,
        )


def test_an_article_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Article(
            article_id="a",
            source_id="s",
            title="",
            text="t",
            published_at=datetime(2025, 4, 26),  # noqa: DTZ001 - the fault under test
        )


def test_a_quote_must_be_as_long_as_its_span() -> None:
    with pytest.raises(ValueError, match="not as long as its text"):
        claim(end_char=5)
    with pytest.raises(ValueError, match="empty or negative"):
        Mention(article_id="a", start_char=3, end_char=3, surface="", place_id=None)


def test_an_event_date_needs_its_precision() -> None:
    with pytest.raises(ValueError, match="go together"):
        claim(event_date=date(2025, 4, 26))


def test_confidence_is_a_share() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        claim(confidence=1.5)


def test_the_same_statement_read_twice_is_one_claim() -> None:
    assert claim().claim_id == claim(confidence=0.9, how="another rule", extractor="x@2").claim_id


@pytest.mark.parametrize(
    "change",
    [
        {"claimant": "UA"},
        {"actor": None},
        {"polarity": Polarity.DENY},
        {"relation": Relation.PRESENT},
        {"current": False},
        {"start_char": 1, "end_char": 5},
        {"event_date": date(2025, 4, 26), "date_precision": DatePrecision.DAY},
    ],
)
def test_what_tells_two_statements_apart_changes_the_claim_id(change: dict[str, object]) -> None:
    assert claim(**change).claim_id != claim().claim_id


@given(st.lists(st.text()), st.lists(st.text()))
def test_different_parts_never_share_an_id(left: list[str], right: list[str]) -> None:
    assert (content_id(left) == content_id(right)) == (left == right)


def test_white_space_does_not_make_another_article() -> None:
    assert article_id_of("a  b\n") == article_id_of("a b")
    assert article_id_of("a b") != article_id_of("ab")


def test_a_voice_hears_its_claimants_and_sources_only() -> None:
    russian = Voice(claimants=frozenset({"RU"}))
    assert russian.hears(claim())
    assert not russian.hears(claim(claimant="UA"))
    assert not Voice(source_ids=frozenset({"t"})).hears(claim())
    assert EVERYBODY.hears(claim(claimant="UA"))


def test_a_query_refuses_a_period_that_ends_before_it_starts() -> None:
    with pytest.raises(ValueError, match="is after as_of"):
        ClaimQuery(since=date(2025, 5, 1), as_of=date(2025, 4, 1))
    with pytest.raises(ValueError, match="no time zone"):
        ClaimQuery(known_at=datetime(2025, 4, 26))  # noqa: DTZ001 - the fault under test
    assert ClaimQuery(known_at=datetime(2025, 4, 26, tzinfo=UTC)).voice == EVERYBODY


def test_reliability_is_an_admiralty_letter() -> None:
    with pytest.raises(ValueError, match="must be one of A-F"):
        Source(source_id="s", name="S", reliability="G")
