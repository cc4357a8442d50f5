"""What must hold of control whatever is claimed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from geodata.control import NOW, Judge, Nesting, assess_control, compile_statements
from geodata.holdings import BASES, NOBODY, STATES, Basis, Holdings
from geodata.model import (
    EVERYBODY,
    Claim,
    Control,
    ControlState,
    DatePrecision,
    Extent,
    Place,
    Polarity,
    Relation,
    Voice,
)
from tests.records import ACTORS, make_article, make_claim, place_of

GORNAL, KURSK = "curated:gornal", "iso:RU-KRS"
QUIET = "geonames:1"
"""A town of the same region, of which nobody speaks."""
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
        place_id=draw(st.sampled_from([GORNAL, KURSK])),
        event_date=date(2025, 4, event_day) if event_day else None,
        date_precision=DatePrecision.DAY if event_day else None,
    )


several = st.lists(statements(), max_size=8, unique_by=lambda claim: claim.claim_id)


def areas(place_id: str) -> list[Place]:
    return [] if place_id == KURSK else [place_of(KURSK)]


def assess(
    claims: Sequence[Claim],
    voice: Voice = EVERYBODY,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> list[Control]:
    return assess_control(
        claims, voice=voice, as_of=as_of, known_at=known_at, actors=ACTORS, areas=areas
    )


def hold(claims: Sequence[Claim], day: int = NOW) -> Holdings:
    """What everybody says of both settlements, recognised to be Russia's."""
    nesting = Nesting.of([GORNAL, QUIET], [["", ""], [KURSK, KURSK], ["", ""]], ["RU", "RU"])
    judge = Judge(compile_statements(claims), nesting, {actor.actor_id: actor for actor in ACTORS})
    return judge.holdings(judge.heard(day, judge.rows_of(EVERYBODY)))


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


@given(several, st.integers(0, 3))
def test_nothing_recorded_later_than_known_at_matters(claims: list[Claim], known: int) -> None:
    moment = datetime(2025, 5, 1, tzinfo=UTC)
    kept = [
        replace(claim, recorded_at=moment + timedelta(days=number))
        for number, claim in enumerate(claims)
    ]
    known_at = moment + timedelta(days=known)
    now = assess([claim for claim in kept if claim.recorded_at <= known_at])
    then = assess(kept, known_at=known_at)
    assert [replace(control, known_at=None) for control in then] == now


@given(several, statements(), st.integers(1, 3))
def test_nothing_said_of_a_later_day_matters(claims: list[Claim], more: Claim, day: int) -> None:
    as_of = date(2025, 4, day)
    later = replace(more, event_date=date(2025, 4, day + 1), date_precision=DatePrecision.DAY)
    assert assess([*claims, later], as_of=as_of) == assess(claims, as_of=as_of)


@given(several)
def test_every_place_with_claims_has_one_control_that_rests_on_its_claims_or_its_areas(
    claims: list[Claim],
) -> None:
    controls = assess(claims)
    assert [control.place_id for control in controls] == sorted({c.place_id for c in claims})
    for control in controls:
        own = {claim.claim_id for claim in claims if claim.place_id == control.place_id}
        known = {c.claim_id for c in claims if c.place_id in {control.place_id, KURSK}}
        assert own & set(control.claim_ids)
        assert set(control.claim_ids) <= known


@given(several, st.none() | st.integers(1, 4))
def test_only_whole_affirmed_control_names_a_holder(claims: list[Claim], day: int | None) -> None:
    as_of = date(2025, 4, day) if day else None
    for control in assess(claims, as_of=as_of):
        said = {
            claim.actor
            for claim in claims
            if claim.place_id in {control.place_id, KURSK}
            and claim.relation is Relation.CONTROLS
            and claim.polarity is Polarity.AFFIRM
            and claim.extent is Extent.WHOLE
            and (claim.current or (as_of and claim.event_date == as_of))
        }
        assert control.actor is None or control.actor in said


@given(several, st.integers(1, 4))
def test_columns_and_records_tell_the_same(claims: list[Claim], day: int) -> None:
    as_of = date(2025, 4, day)
    holdings = hold(claims, as_of.toordinal())
    for control in assess(claims, as_of=as_of):
        if control.place_id == GORNAL:
            assert STATES[holdings.state[0]] is control.state
            if control.actor and control.state is not ControlState.DISPUTED:
                assert holdings.actors[holdings.holder[0]] == control.actor


@given(several)
def test_a_settlement_of_which_nobody_speaks_has_what_is_said_of_its_region(
    claims: list[Claim],
) -> None:
    of_region = [claim for claim in claims if claim.place_id == KURSK]
    holdings = hold(claims)
    named = {
        control.actor or "several"
        for control in assess(of_region)
        if any(map(_holds, (c for c in of_region if c.claim_id in control.claim_ids)))
    }
    if named:
        assert BASES[holdings.basis[1]] is Basis.REGION
    else:
        assert BASES[holdings.basis[1]] is Basis.RECOGNISED
        assert holdings.actors[holdings.holder[1]] == "RU"


@given(several)
def test_presence_fighting_threat_and_parts_give_no_ground(claims: list[Claim]) -> None:
    idle = [claim for claim in claims if not _holds(claim)]
    holdings = hold(idle)
    for holder in holdings.holder:
        assert holder == NOBODY or holdings.actors[holder] == "RU"
    assert not any(STATES[code] is ControlState.HELD for code in holdings.state)


def _holds(claim: Claim) -> bool:
    return (
        claim.relation is Relation.CONTROLS
        and claim.polarity is Polarity.AFFIRM
        and claim.extent is Extent.WHOLE
        and claim.current
        and claim.actor is not None
    )


def _swap_names(reason: str) -> str:
    return reason.replace("Russia", "?").replace("Ukraine", "Russia").replace("?", "Ukraine")


def _clauses(reason: str) -> list[str]:
    return sorted(clause.casefold() for clause in reason.split("; "))
