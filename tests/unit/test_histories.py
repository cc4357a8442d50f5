"""How long places were disputed, and how long admissions took."""

from collections.abc import Sequence
from datetime import date

from geodata.control import Judge, Nesting, compile_statements, find_admissions, find_disputes
from geodata.model import EVERYBODY, Claim, Voice
from tests.records import ACTORS, april
from tests.unit.test_reaching import GORNAL, KURSK, SUDZHA, say

KNOWN = {actor.actor_id: actor for actor in ACTORS}


def judge_of(claims: Sequence[Claim]) -> Judge:
    places = [GORNAL, SUDZHA, KURSK]
    nesting = Nesting.of(places, [[""] * 3, [KURSK, KURSK, ""], [""] * 3], [""] * 3)
    return Judge(compile_statements(claims), nesting, KNOWN)


def stretches(claims: Sequence[Claim]) -> list[tuple[str, date, date | None]]:
    found = find_disputes(judge_of(claims), EVERYBODY)
    return [(dispute.place_id, dispute.first_day, dispute.last_day) for dispute in found]


def test_a_dispute_lasts_from_the_counter_claim_until_one_side_gives_in() -> None:
    claims = [
        say("RU", "RU", GORNAL, day=10),
        say("UA", "UA", GORNAL, day=12),
        say("UA", "RU", GORNAL, day=17),
    ]
    assert stretches(claims) == [(GORNAL, april(12), april(16))]
    assert stretches(claims[:2]) == [(GORNAL, april(12), None)]
    assert stretches(claims[:1]) == []


def test_a_dispute_can_return() -> None:
    claims = [
        say("RU", "RU", GORNAL, day=10),
        say("UA", "RU", GORNAL, polarity="deny", day=11),
        say("UA", "RU", GORNAL, day=13),
        say("UA", "UA", GORNAL, day=20),
    ]
    assert stretches(claims) == [(GORNAL, april(11), april(12)), (GORNAL, april(20), None)]


def test_a_word_about_the_region_can_open_a_dispute_over_a_settlement() -> None:
    claims = [say("UA", "UA", GORNAL, day=10), say("RU", "RU", KURSK, day=15)]
    assert stretches(claims) == [(GORNAL, april(15), None)]


def test_a_dispute_names_who_takes_part() -> None:
    claims = [say("RU", "RU", GORNAL), say("UA", "RU", GORNAL, polarity="deny")]
    assert [one.parties for one in find_disputes(judge_of(claims), EVERYBODY)] == [("RU", "UA")]


def test_one_side_alone_disputes_nothing() -> None:
    claims = [say("RU", "RU", GORNAL), say("UA", "UA", GORNAL)]
    assert find_disputes(judge_of(claims), Voice(claimants=frozenset({"RU"}))) == []


def test_an_admission_is_counted_from_the_first_claim_to_the_other_sides_first_word() -> None:
    claims = [
        say("RU", "RU", GORNAL, day=10),
        say("RU", "RU", GORNAL, day=14),
        say("ISW", "RU", GORNAL, day=15),
        say("UA", "RU", GORNAL, day=17),
        say("UA", "RU", GORNAL, day=19),
        say("RU", "RU", SUDZHA, day=10),
    ]
    (admission,) = find_admissions(compile_statements(claims), KNOWN)
    assert (admission.place_id, admission.actor, admission.admitted_by) == (GORNAL, "RU", "UA")
    assert (admission.claimed_on, admission.admitted_on) == (april(10), april(17))
    assert admission.days == 7


def test_an_admission_before_the_claim_counts_backwards() -> None:
    claims = [say("UA", "RU", GORNAL, day=10), say("RU", "RU", GORNAL, day=12)]
    (admission,) = find_admissions(compile_statements(claims), KNOWN)
    assert admission.days == -2
