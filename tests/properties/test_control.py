"""What must hold of control whatever is claimed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from geodata.control import assess_control
from geodata.model import (
    EVERYBODY,
    Claim,
    Control,
    DatePrecision,
    Extent,
    Polarity,
    Relation,
    Voice,
)
from tests.records import ACTORS, make_article, make_claim

SWAP = {"RU": "UA", "UA": "RU"}


@st.composite
def statements(draw: st.DrawFn) -> Claim:
    day = draw(st.integers(1, 3))
    outlet = draw(st.sampled_from(["wire", "agency"]))
    article = make_article(
        f"Text {day} {outlet}",
        source_id=outlet,
        published_at=datetime(2025, 4, day, tzinfo=UTC),
    )
    event_day = draw(st.none() | st.integers(1, 3))
    return make_claim(
        article,
        claimant=draw(st.sampled_from(["RU", "UA", "SOURCE", "ISW"])),
        actor=draw(st.sampled_from(["RU", "UA", None])),
        relation=draw(st.sampled_from(Relation)),
        polarity=draw(st.sampled_from(Polarity)),
        extent=draw(st.sampled_from(Extent)),
        current=draw(st.sampled_from([True, True, True, False])),
        place_id=draw(st.sampled_from(["curated:gornal", "iso:RU-KRS"])),
        event_date=date(2025, 4, event_day) if event_day else None,
        date_precision=DatePrecision.DAY if event_day else None,
    )


several = st.lists(statements(), max_size=8, unique_by=lambda claim: claim.claim_id)


def assess(claims: Sequence[Claim], voice: Voice = EVERYBODY) -> list[Control]:
    return assess_control(claims, voice=voice, as_of=None, known_at=None, actors=ACTORS)


@given(several.flatmap(lambda claims: st.tuples(st.just(claims), st.permutations(claims))))
def test_order_of_claims_does_not_matter(pair: tuple[list[Claim], list[Claim]]) -> None:
    assert assess(pair[0]) == assess(pair[1])


@given(several)
def test_swapping_the_sides_swaps_the_names_and_nothing_else(claims: list[Claim]) -> None:
    swapped = [
        replace(
            claim,
            claimant=SWAP.get(claim.claimant, claim.claimant),
            actor=SWAP.get(claim.actor or "", claim.actor),
        )
        for claim in claims
    ]
    for before, after in zip(assess(claims), assess(swapped), strict=True):
        assert (after.place_id, after.state, after.corroboration) == (
            before.place_id,
            before.state,
            before.corroboration,
        )
        assert after.actor == SWAP.get(before.actor or "", before.actor)
        # Clauses of one moment have no order of their own that knows no names.
        assert _clauses(after.reason) == _clauses(_swap_names(before.reason))


@given(several, statements())
def test_a_claim_of_another_voice_changes_nothing(claims: list[Claim], more: Claim) -> None:
    for claimant in {"RU", "UA", "SOURCE", "ISW"} - {more.claimant}:
        voice = Voice(claimants=frozenset({claimant}))
        assert assess([*claims, more], voice) == assess(claims, voice)


@given(several)
def test_every_place_with_claims_has_one_control_that_rests_on_its_claims(
    claims: list[Claim],
) -> None:
    controls = assess(claims)
    assert [control.place_id for control in controls] == sorted({c.place_id for c in claims})
    for control in controls:
        known = {claim.claim_id for claim in claims if claim.place_id == control.place_id}
        assert control.claim_ids
        assert set(control.claim_ids) <= known


@given(several)
def test_only_whole_affirmed_present_control_names_a_holder(claims: list[Claim]) -> None:
    for control in assess(claims):
        said = {
            claim.actor
            for claim in claims
            if claim.place_id == control.place_id
            and claim.relation is Relation.CONTROLS
            and claim.polarity is Polarity.AFFIRM
            and claim.extent is Extent.WHOLE
            and claim.current
        }
        assert control.actor is None or control.actor in said


def _swap_names(reason: str) -> str:
    return reason.replace("Russia", "?").replace("Ukraine", "Russia").replace("?", "Ukraine")


def _clauses(reason: str) -> list[str]:
    return sorted(clause.casefold() for clause in reason.split("; "))
