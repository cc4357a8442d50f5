"""Words about an area and the places inside it; words about the past; admissions."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from geodata.control import Judge, Nesting, assess_control, compile_statements
from geodata.holdings import BASES, CORROBORATIONS, NOBODY, STATES
from geodata.model import EVERYBODY, Claim, DatePrecision, Extent, Polarity, Relation, Voice
from tests.records import ACTORS, make_article, make_claim, place_of

GORNAL, SUDZHA, KURSK = "curated:gornal", "geonames:1", "iso:RU-KRS"
DISTRICT = "district"


def say(
    claimant: str,
    actor: str,
    place_id: str,
    relation: str = "controls",
    polarity: str = "affirm",
    *,
    day: int = 20,
    **changes: object,
) -> Claim:
    published = datetime(2025, 4, day, 12, tzinfo=UTC)
    return make_claim(
        make_article(f"{claimant} on {day}", published_at=published),
        claimant=claimant,
        actor=actor,
        place_id=place_id,
        relation=Relation(relation),
        polarity=Polarity(polarity),
        **changes,
    )


def state_of(claims: Sequence[Claim], place_id: str = GORNAL, day: int = 30) -> tuple[str, ...]:
    """State, holder, corroboration and basis of a settlement of Kursk region on a day of April."""
    areas = [[DISTRICT, ""], [KURSK, KURSK], ["iso:RU", "iso:RU"]]
    nesting = Nesting.of([GORNAL, SUDZHA], areas, ["RU", "RU"])
    judge = Judge(compile_statements(claims), nesting, {actor.actor_id: actor for actor in ACTORS})
    heard = judge.heard(date(2025, 4, day).toordinal(), judge.rows_of(EVERYBODY))
    holdings = judge.holdings(heard)
    row = nesting.number[place_id]
    holder = holdings.holder[row]
    return (
        STATES[holdings.state[row]].value,
        "" if holder == NOBODY else holdings.actors[holder],
        CORROBORATIONS[holdings.corroboration[row]].value,
        BASES[holdings.basis[row]].value,
    )


RU_ALL = say("RU", "RU", KURSK)


def test_a_word_about_a_region_reaches_the_settlements_inside() -> None:
    assert state_of([RU_ALL]) == ("held", "RU", "one side", "region")
    assert state_of([RU_ALL], SUDZHA) == ("held", "RU", "one side", "region")


def test_the_nearer_area_goes_before_the_wider() -> None:
    claims = [say("UA", "UA", DISTRICT), say("UA", "RU", KURSK), say("UA", "RU", "iso:RU")]
    assert state_of(claims) == ("held", "UA", "one side", "district")
    assert state_of(claims, SUDZHA) == ("held", "RU", "agreed", "region")


@pytest.mark.parametrize("day", [19, 20, 21])
def test_an_origins_word_about_the_place_goes_before_its_word_about_the_region(day: int) -> None:
    assert state_of([RU_ALL, say("RU", "UA", GORNAL, day=day)])[:2] == ("held", "UA")


def test_another_origins_word_about_the_place_makes_a_dispute_with_that_about_the_region() -> None:
    claims = [RU_ALL, say("UA", "UA", GORNAL)]
    assert state_of(claims)[::2] == ("disputed", "disputed")
    assert state_of(claims, SUDZHA)[:2] == ("held", "RU")


def test_a_later_word_about_the_region_replaces_the_earlier_one() -> None:
    assert state_of([RU_ALL, say("RU", "UA", KURSK, day=22)])[:2] == ("held", "UA")


def test_a_denial_about_the_place_keeps_the_same_origins_word_about_the_region_away() -> None:
    denial = say("RU", "RU", GORNAL, polarity="deny")
    assert state_of([RU_ALL, denial]) == ("unknown", "", "none", "place")
    assert state_of([RU_ALL, denial], SUDZHA)[:2] == ("held", "RU")


@pytest.mark.parametrize(
    "claim",
    [
        say("RU", "UA", KURSK, extent=Extent.PARTIAL),
        say("RU", "RU", KURSK, polarity="deny"),
        say("RU", "UA", KURSK, "present"),
        say("RU", "UA", KURSK, "contested"),
        say("RU", "UA", KURSK, "threatens"),
    ],
)
def test_parts_denials_presence_fighting_and_threats_reach_nothing(claim: Claim) -> None:
    assert state_of([claim]) == ("unknown", "RU", "none", "recognised")


def test_a_denial_about_the_region_disputes_what_the_denied_word_reaches() -> None:
    denial = say("UA", "RU", KURSK, polarity="deny")
    assert state_of([RU_ALL, denial]) == ("disputed", "RU", "disputed", "region")
    assert state_of([denial, say("RU", "RU", "iso:RU")]) == ("held", "RU", "one side", "country")
    admitted = say("UA", "RU", GORNAL)
    assert state_of([RU_ALL, denial, admitted])[0] == "held"
    assert state_of([RU_ALL, denial, admitted], SUDZHA)[0] == "disputed"


def test_all_of_the_region_ends_the_same_origins_earlier_word_of_fighting_inside() -> None:
    fighting = say("RU", "UA", GORNAL, "contested", day=18)
    assert state_of([fighting])[:2] == ("contested", "RU")
    assert state_of([fighting, RU_ALL])[:2] == ("held", "RU")
    assert state_of([say("RU", "UA", GORNAL, "contested", day=21), RU_ALL])[0] == "contested"
    assert state_of([say("UA", "UA", GORNAL, "contested", day=18), RU_ALL])[0] == "contested"


def test_whoever_denies_the_recognised_holder_without_naming_another_leaves_nobody() -> None:
    assert state_of([say("UA", "RU", GORNAL, polarity="deny")]) == ("unknown", "", "none", "place")
    assert state_of([say("RU", "UA", GORNAL, polarity="deny")])[1::2] == ("RU", "recognised")


def test_an_admission_is_the_agreement_of_both_sides() -> None:
    assert state_of([say("UA", "RU", GORNAL)])[2] == "agreed"
    assert state_of([say("RU", "RU", GORNAL)])[2] == "one side"
    assert state_of([say("ISW", "RU", GORNAL)])[2] == "reported"


def past(actor: str, when: date, precision: DatePrecision, claimant: str = "SOURCE") -> Claim:
    return say(claimant, actor, GORNAL, current=False, event_date=when, date_precision=precision)


def test_a_word_about_the_past_counts_within_its_own_period_only() -> None:
    on_day = past("UA", date(2025, 4, 10), DatePrecision.DAY)
    assert state_of([on_day], day=9)[1] == "RU"
    assert state_of([on_day], day=10)[:2] == ("held", "UA")
    assert state_of([on_day], day=11)[1::2] == ("RU", "recognised")
    in_month = past("UA", date(2025, 4, 1), DatePrecision.MONTH)
    assert state_of([in_month], day=30)[:2] == ("held", "UA")
    in_year = past("UA", date(2024, 1, 1), DatePrecision.YEAR)
    assert state_of([in_year], day=1)[1::2] == ("RU", "recognised")


def test_a_word_about_the_past_stands_back_behind_a_later_one_of_its_origin() -> None:
    in_april = past("UA", date(2025, 4, 1), DatePrecision.MONTH)
    claims = [in_april, say("SOURCE", "RU", GORNAL, day=12, event_date=date(2025, 4, 12))]
    assert state_of(claims, day=11)[:2] == ("held", "UA")
    assert state_of(claims, day=12)[:2] == ("held", "RU")


def test_a_year_at_the_end_of_the_calendar_is_a_year() -> None:
    last = past("UA", date(9999, 1, 1), DatePrecision.YEAR)
    assert state_of([last])[3] == "recognised"


def test_the_reason_tells_what_area_a_word_is_about() -> None:
    claims = [RU_ALL, say("UA", "UA", GORNAL, "present", day=21)]
    (gornal, _) = assess_control(
        claims,
        voice=EVERYBODY,
        as_of=None,
        known_at=None,
        actors=ACTORS,
        areas=lambda place_id: [] if place_id == KURSK else [place_of(KURSK)],
    )
    assert gornal.reason == (
        "Ukraine says its forces are present; as part of Kursk region, claimed by Russia"
    )
    assert gornal.said_on == date(2025, 4, 20)
    assert set(gornal.claim_ids) == {claim.claim_id for claim in claims}


def test_a_voice_of_one_source_forgets_only_what_that_source_takes_back() -> None:
    first = say("RU", "RU", GORNAL, day=10)
    elsewhere = make_claim(
        make_article("later", source_id="agency", published_at=datetime(2025, 4, 12, tzinfo=UTC)),
        claimant="RU",
        actor="UA",
        place_id=GORNAL,
    )
    voice = Voice(source_ids=frozenset({"wire"}))
    (control,) = assess_control(
        [first, elsewhere], voice=voice, as_of=None, known_at=None, actors=ACTORS
    )
    assert control.actor == "RU"
