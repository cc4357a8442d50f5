"""What must hold of stances whatever is claimed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.control import (
    Judge,
    Nesting,
    Stance,
    compile_statements,
    find_disputes,
    find_stances,
)
from geodata.control.histories import Dispute
from geodata.model import EVERYBODY, Claim, ControlState
from tests.properties.test_control import ACTORS, GORNAL, KURSK, SWAP, areas, assess, several

Told = tuple[list[Stance], list[Dispute]]


def stances(claims: Sequence[Claim], as_of: date | None = None) -> Told:
    return find_stances(
        claims, voice=EVERYBODY, as_of=as_of, known_at=None, actors=ACTORS, areas=areas
    )


def _key(stance: Stance, names: dict[str, str]) -> tuple[object, ...]:
    # Of two things said in the same words at one moment no order without names is the first.
    word = stance.word if stance.standing == 1 else None
    return (
        stance.place_id,
        names.get(stance.voice, stance.voice),
        stance.basis,
        stance.standing,
        stance.told,
        stance.said_on,
        word and (word.relation, word.polarity, word.extent, word.start_char, word.article_id),
        word and names.get(word.actor or "", word.actor),
    )


@settings(deadline=None)
@given(several)
def test_swapping_the_sides_swaps_the_table_and_changes_nothing_else(claims: list[Claim]) -> None:
    swapped = [
        replace(
            claim,
            claimant=SWAP.get(claim.claimant, claim.claimant),
            actor=SWAP.get(claim.actor or "", claim.actor),
        )
        for claim in claims
    ]
    (table, disputes), (other, swapped_disputes) = stances(claims), stances(swapped)
    assert {_key(one, {}) for one in other} == {_key(one, SWAP) for one in table}
    assert [(one.place_id, one.first_day) for one in swapped_disputes] == [
        (one.place_id, one.first_day) for one in disputes
    ]
    for one, two in zip(disputes, swapped_disputes, strict=True):
        assert {SWAP.get(party, party) for party in one.parties} == set(two.parties)


@settings(deadline=None)
@given(several.flatmap(lambda claims: st.tuples(st.just(claims), st.permutations(claims))))
def test_the_order_of_claims_does_not_matter(pair: tuple[list[Claim], list[Claim]]) -> None:
    assert stances(pair[0]) == stances(pair[1])


@settings(deadline=None)
@given(several, st.none() | st.integers(1, 3))
def test_disputes_are_open_at_just_the_places_that_control_calls_disputed(
    claims: list[Claim], day: int | None
) -> None:
    as_of = date(2025, 4, day) if day else None
    disputed = {c.place_id for c in assess(claims, as_of=as_of) if c.state is ControlState.DISPUTED}
    assert {dispute.place_id for dispute in stances(claims, as_of)[1]} == disputed


@settings(deadline=None)
@given(several)
def test_open_disputes_begin_as_the_history_of_disputes_tells(claims: list[Claim]) -> None:
    nesting = Nesting.of([GORNAL, KURSK], [["", ""], [KURSK, ""], ["", ""]], ["", ""])
    judge = Judge(compile_statements(claims), nesting, {actor.actor_id: actor for actor in ACTORS})
    told = {
        dispute.place_id: dispute.first_day
        for dispute in find_disputes(judge, EVERYBODY)
        if dispute.last_day is None
    }
    found = {dispute.place_id: dispute.first_day for dispute in stances(claims)[1]}
    assert found == {place_id: day for place_id, day in told.items() if place_id in found}
    spoken = {claim.place_id for claim in claims}
    assert found.keys() == told.keys() & spoken


@settings(deadline=None)
@given(several)
def test_each_voice_that_spoke_of_a_place_has_one_stance_on_it(claims: list[Claim]) -> None:
    table, _ = stances(claims)
    pairs = [(one.place_id, one.voice) for one in table]
    assert len(pairs) == len(set(pairs))
    assert sum(one.told for one in table) == len(claims)
    for one in table:
        assert (one.word is None) == (one.standing == 0)
