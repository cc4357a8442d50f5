"""What must hold of origins whatever is claimed."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from geodata.model import Claim, DatePrecision, Polarity
from geodata.origins import count_independent, find_origins
from tests.records import make_article, make_claim

FIRST_DAYS = {
    DatePrecision.DAY: lambda day: date(2025, 4, day),
    DatePrecision.MONTH: lambda day: date(2025, 1 + day % 4, 1),
    DatePrecision.YEAR: lambda day: date(2023 + day % 3, 1, 1),
}


@st.composite
def tellings(draw: st.DrawFn, claimants: tuple[str, ...] = ("RU", "UA", "SOURCE")) -> Claim:
    day = draw(st.none() | st.integers(1, 28))
    outlet = draw(st.sampled_from(["wire", "paper"]))
    number = draw(st.integers(0, 10**6))
    precision = draw(st.none() | st.sampled_from(DatePrecision))
    published = datetime(2025, 4, day, tzinfo=UTC) if day else None
    return make_claim(
        make_article(f"Text {number}", source_id=outlet, published_at=published),
        claimant=draw(st.sampled_from(claimants)),
        polarity=draw(st.sampled_from(Polarity)),
        copied_from=draw(st.sampled_from(["", "", "wire"])),
        event_date=FIRST_DAYS[precision](draw(st.integers(1, 28))) if precision else None,
        date_precision=precision,
    )


several = st.lists(tellings(), max_size=12, unique_by=lambda claim: claim.claim_id)


@given(several.flatmap(lambda claims: st.tuples(st.just(claims), st.permutations(claims))))
def test_the_order_of_claims_does_not_matter(pair: tuple[list[Claim], list[Claim]]) -> None:
    assert find_origins(pair[0]) == find_origins(pair[1])


@given(several)
def test_every_claim_has_an_origin_and_an_origin_is_its_own(claims: list[Claim]) -> None:
    origins = find_origins(claims)
    assert set(origins) == {claim.claim_id for claim in claims}
    assert all(origins[origin] == origin for origin in origins.values())


@given(several)
def test_grouping_what_is_grouped_gives_the_same_groups(claims: list[Claim]) -> None:
    origins = find_origins(claims)
    for origin in set(origins.values()):
        group = [claim for claim in claims if origins[claim.claim_id] == origin]
        assert set(find_origins(group).values()) == {origin}
    assert find_origins([*claims, *claims]) == origins


@given(several, st.lists(tellings(claimants=("ISW",)), max_size=3))
def test_what_another_claimant_says_changes_no_group(
    claims: list[Claim], more: list[Claim]
) -> None:
    assert find_origins([*claims, *more]).items() >= find_origins(claims).items()


@given(several)
def test_a_group_is_of_one_statement_and_there_are_no_more_voices_than_groups(
    claims: list[Claim],
) -> None:
    origins = find_origins(claims)
    by_id = {claim.claim_id: claim for claim in claims}
    for claim in claims:
        first = by_id[origins[claim.claim_id]]
        assert (claim.claimant, claim.polarity) == (first.claimant, first.polarity)
    assert count_independent(claims) <= len(set(origins.values())) <= len(claims)
