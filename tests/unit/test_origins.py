"""Which claims report one statement, and how many voices there are behind many prints."""

from datetime import UTC, datetime

import pytest

from geodata.model import Claim, DatePrecision, Extent, Polarity, Relation
from geodata.origins import WINDOW_DAYS, count_independent, find_origins
from tests.records import april, make_article, make_claim


def told(outlet: str = "wire", day: int | None = 26, **changes: object) -> Claim:
    """Russia's claim to Gornal as one outlet prints it on a day of April 2025."""
    published = datetime(2025, 4, day, 12, tzinfo=UTC) if day else None
    text = f"{outlet} on {day}: {changes}"
    return make_claim(make_article(text, source_id=outlet, published_at=published), **changes)


def statements(*claims: Claim) -> int:
    return len(set(find_origins(claims).values()))


def test_what_three_papers_print_of_one_claimant_is_one_statement_named_by_its_first_telling() -> (
    None
):
    first, *later = (told("wire", 26), told("paper", 27), told("radio", 28))
    assert set(find_origins([*later, first]).values()) == {first.claim_id}
    assert count_independent([first, *later]) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"claimant": "UA"},
        {"place_id": "iso:RU-KRS"},
        {"relation": Relation.PRESENT},
        {"actor": "UA"},
        {"polarity": Polarity.DENY},
        {"extent": Extent.PARTIAL},
        {"event_date": april(1)},
    ],
)
def test_another_claimant_place_relation_actor_polarity_extent_or_date_is_another_statement(
    changes: dict[str, object],
) -> None:
    assert statements(told(), told("paper", **changes)) == 2


@pytest.mark.parametrize("changes", [{"speaker": "Gerasimov"}, {"hedged": True}, {"current": 0}])
def test_a_statement_stays_one_however_it_is_told(changes: dict[str, object]) -> None:
    assert statements(told(), told("paper", **changes)) == 1


@pytest.mark.parametrize(("day", "count"), [(10 + WINDOW_DAYS, 1), (11 + WINDOW_DAYS, 2)])
def test_a_window_closes_some_days_after_the_first_telling(day: int, count: int) -> None:
    assert statements(told(day=10), told("paper", day)) == count


def test_what_is_said_every_day_is_not_one_statement_of_a_month() -> None:
    days = [told(day=day) for day in range(1, 25)]
    assert statements(*days) == 24 / (WINDOW_DAYS + 1)


def test_the_day_of_the_event_counts_before_the_day_of_publication() -> None:
    assert statements(told(day=10, event_date=april(9)), told("m", 28, event_date=april(9))) == 1
    assert statements(told(day=10), told("monthly", 28)) == 2
    assert statements(told(day=10), told("monthly", 28, event_date=april(10))) == 1


@pytest.mark.parametrize("precision", [DatePrecision.MONTH, DatePrecision.YEAR])
def test_a_month_or_year_joins_the_first_day_that_lies_in_it(precision: DatePrecision) -> None:
    first = april(1) if precision is DatePrecision.MONTH else april(1).replace(month=1)
    vague = told("monthly", 30, event_date=first, date_precision=precision)
    exact = [told(day=2), told(day=20)]
    assert find_origins([vague, *exact])[vague.claim_id] == exact[0].claim_id
    long_ago = told(event_date=april(1).replace(year=2014))
    assert statements(vague, long_ago) == 2


def test_a_year_joins_a_month_and_what_has_no_date_whatever_there_is() -> None:
    month = told("a", event_date=april(1), date_precision=DatePrecision.MONTH)
    year = told("b", event_date=april(1).replace(month=1), date_precision=DatePrecision.YEAR)
    undated = told("c", None)
    assert set(find_origins([undated, year, month]).values()) == {month.claim_id}
    assert statements(undated, told("d", None)) == 1


def test_every_outlet_s_own_voice_is_its_own() -> None:
    own = [told(outlet, claimant="SOURCE") for outlet in ("wire", "paper")]
    assert statements(*own) == count_independent(own) == 2


def test_the_own_voice_of_a_copy_is_that_of_the_outlet_copied_from() -> None:
    own = told("wire", claimant="SOURCE")
    copy = told("paper", 27, claimant="SOURCE", copied_from="wire")
    other = told("paper", 27, claimant="SOURCE", place_id="iso:RU-KRS")
    assert find_origins([copy, own])[copy.claim_id] == own.claim_id
    assert count_independent([own, copy]) == 1
    assert count_independent([own, copy, other]) == 2


def test_whom_a_copy_quotes_is_quoted_all_the_same() -> None:
    assert statements(told("wire"), told("paper", copied_from="wire")) == 1
    assert count_independent([told("paper", copied_from="wire"), told(claimant="UA")]) == 2


def test_years_at_the_ends_of_the_calendar_are_years() -> None:
    ends = [told(event_date=april(26).replace(year=year)) for year in (1, 9999)]
    assert statements(*ends, told("paper", None)) == 2


def test_of_no_claims_there_is_no_origin() -> None:
    assert find_origins([]) == {}
    assert count_independent([]) == 0
