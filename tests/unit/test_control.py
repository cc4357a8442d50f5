"""Each row of the tables in geodata/control, and the words."""

from datetime import UTC, datetime, timedelta

import pytest

from geodata.control import assess_control
from geodata.model import (
    EVERYBODY,
    Claim,
    Control,
    ControlState,
    Corroboration,
    Extent,
    Polarity,
    Relation,
    Voice,
)
from tests.records import ACTORS, NOON, april, make_article, make_claim

GORNAL = "curated:gornal"


def say(
    claimant: str,
    actor: str | None,
    relation: str = "controls",
    polarity: str = "affirm",
    *,
    day: int = 26,
    outlet: str = "wire",
    **changes: object,
) -> Claim:
    """Make a statement: who says so, of whom, what, on which day of April 2025."""
    published = datetime(2025, 4, day, 12, tzinfo=UTC)
    text = f"Statement of {claimant} on {day}"
    article = make_article(text, source_id=outlet, published_at=published)
    return make_claim(
        article,
        claimant=claimant,
        actor=actor,
        relation=Relation(relation),
        polarity=Polarity(polarity),
        **changes,
    )


def assess(*claims: Claim, voice: Voice = EVERYBODY, as_of=None, known_at=None) -> Control:
    controls = assess_control(claims, voice=voice, as_of=as_of, known_at=known_at, actors=ACTORS)
    assert len(controls) == 1
    return controls[0]


def outcome(*claims: Claim) -> tuple[str, str | None, str]:
    control = assess(*claims)
    return control.state.value, control.actor, control.corroboration.value


RU_CLAIMS = say("RU", "RU")
UA_DENIES = say("UA", "RU", polarity="deny")
UA_PRESENT = say("UA", "UA", "present")


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([RU_CLAIMS, say("UA", "UA")], ("disputed", None, "disputed")),
        ([RU_CLAIMS, UA_DENIES], ("disputed", "RU", "disputed")),
        ([RU_CLAIMS, say("SOURCE", "RU"), UA_DENIES], ("disputed", "RU", "disputed")),
        ([RU_CLAIMS, UA_DENIES, say("UA", "RU", "contested")], ("disputed", "RU", "disputed")),
        ([say("SOURCE", "RU", "contested")], ("contested", None, "none")),
        ([RU_CLAIMS, say("UA", "RU", "contested")], ("contested", "RU", "one side")),
        ([RU_CLAIMS, say("UA", "RU", "contested", day=20)], ("contested", "RU", "one side")),
        (
            [RU_CLAIMS, say("SOURCE", "RU"), say("ISW", "RU", "contested", day=20)],
            ("held", "RU", "agreed"),
        ),
        (
            [say("RU", "RU", day=19), say("SOURCE", "RU"), say("ISW", "RU", "contested", day=20)],
            ("contested", "RU", "agreed"),
        ),
        (
            [RU_CLAIMS, say("SOURCE", "RU"), say("UA", "RU", "contested")],
            ("contested", "RU", "agreed"),
        ),
        ([RU_CLAIMS, say("UA", "RU", "contested", "deny")], ("held", "RU", "one side")),
        ([RU_CLAIMS], ("held", "RU", "one side")),
        ([say("UA", "RU")], ("held", "RU", "agreed")),
        ([say("US", "RU")], ("held", "RU", "one side")),
        ([RU_CLAIMS, say("RU", "RU", outlet="agency")], ("held", "RU", "one side")),
        ([RU_CLAIMS, say("UA", "RU")], ("held", "RU", "agreed")),
        ([RU_CLAIMS, say("SOURCE", "RU")], ("held", "RU", "agreed")),
        ([say("SOURCE", "RU"), say("SOURCE", "RU", outlet="agency")], ("held", "RU", "agreed")),
        ([say("SOURCE", "RU"), say("SOURCE", "RU", day=25)], ("held", "RU", "reported")),
        ([say("SOURCE", "RU")], ("held", "RU", "reported")),
        ([say("ISW", "RU")], ("held", "RU", "reported")),
        (
            [say("SOURCE", "RU"), say("SOURCE", "RU", outlet="agency", copied_from="wire")],
            ("held", "RU", "reported"),
        ),
        ([RU_CLAIMS, say("SOURCE", "RU", copied_from="agency")], ("held", "RU", "agreed")),
        ([RU_CLAIMS, UA_PRESENT], ("held", "RU", "one side")),
        ([UA_PRESENT], ("unknown", None, "none")),
        ([say("SOURCE", "RU", "threatens")], ("unknown", None, "none")),
        ([UA_DENIES], ("unknown", None, "none")),
        ([UA_DENIES, UA_PRESENT], ("unknown", None, "none")),
        ([say("SOURCE", "RU", extent=Extent.PARTIAL)], ("unknown", None, "none")),
        (
            [RU_CLAIMS, say("UA", "RU", polarity="deny", extent=Extent.PARTIAL)],
            ("held", "RU", "one side"),
        ),
        ([say("SOURCE", None)], ("unknown", None, "none")),
        ([say("RU", "RU", current=False)], ("unknown", None, "none")),
        ([RU_CLAIMS, say("UA", "UA", current=False)], ("held", "RU", "one side")),
        ([say("RU", "RU", hedged=True)], ("held", "RU", "one side")),
    ],
)
def test_state_follows_the_table(
    claims: list[Claim], expected: tuple[str, str | None, str]
) -> None:
    assert outcome(*claims) == expected
    assert outcome(*reversed(claims)) == expected


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (say("RU", "UA", day=1), RU_CLAIMS, ("held", "RU", "one side")),
        (RU_CLAIMS, say("RU", "RU", polarity="deny", day=27), ("unknown", None, "none")),
        (RU_CLAIMS, say("RU", "RU", "present", "deny", day=27), ("unknown", None, "none")),
        (say("RU", "RU", polarity="deny", day=1), RU_CLAIMS, ("held", "RU", "one side")),
        (say("RU", "RU", "contested", day=1), RU_CLAIMS, ("held", "RU", "one side")),
        (RU_CLAIMS, say("RU", "RU", "contested", day=27), ("contested", "RU", "one side")),
        (RU_CLAIMS, say("RU", "RU", "present", day=27), ("held", "RU", "one side")),
        (RU_CLAIMS, say("RU", "UA", extent=Extent.PARTIAL, day=27), ("held", "RU", "one side")),
        (say("SOURCE", "UA", day=1), say("SOURCE", "RU"), ("held", "RU", "reported")),
        (
            say("SOURCE", "UA", day=1, outlet="agency"),
            say("SOURCE", "RU"),
            ("disputed", None, "disputed"),
        ),
        (
            say("RU", "RU", "contested", day=1),
            say("RU", "RU", "contested", "deny"),
            ("unknown", None, "none"),
        ),
    ],
)
def test_later_statement_of_an_origin_retires_its_earlier(
    earlier: Claim, later: Claim, expected: tuple[str, str | None, str]
) -> None:
    assert outcome(earlier, later) == expected
    assert outcome(later, earlier) == expected


def test_later_means_event_day_before_day_of_publication() -> None:
    printed_late = say("RU", "UA", day=28, event_date=april(1))
    assert outcome(say("RU", "RU", day=20), printed_late) == ("held", "RU", "one side")


def test_a_copy_falls_with_the_word_of_the_outlet_that_it_was_copied_from() -> None:
    copy = say("SOURCE", "UA", day=20, outlet="paper", copied_from="wire")
    assert outcome(copy, say("SOURCE", "RU", outlet="wire")) == ("held", "RU", "reported")
    assert outcome(copy, say("SOURCE", "RU", outlet="paper"))[0] == "disputed"


def test_statements_are_counted_however_many_articles_report_them() -> None:
    prints = [say("RU", "RU", outlet=outlet) for outlet in ("wire", "paper", "radio")]
    assert assess(*prints, UA_PRESENT).statement_count == 2


def test_denial_at_the_same_moment_cancels_ones_own_claim() -> None:
    assert outcome(say("SOURCE", "RU"), say("SOURCE", "RU", polarity="deny")) == (
        "unknown",
        None,
        "none",
    )


def test_one_outlet_that_names_two_holders_at_once_disputes_itself() -> None:
    assert outcome(say("SOURCE", "RU"), say("SOURCE", "UA"))[0] == "disputed"


def test_voice_hears_only_its_own() -> None:
    ukraine = Voice(claimants=frozenset({"UA"}))
    control = assess(RU_CLAIMS, UA_DENIES, UA_PRESENT, voice=ukraine)
    assert (control.state, control.corroboration) == (ControlState.UNKNOWN, Corroboration.NONE)
    russia = Voice(claimants=frozenset({"RU"}))
    assert assess(RU_CLAIMS, UA_DENIES, voice=russia).state is ControlState.HELD


def test_place_that_the_voice_does_not_speak_of_is_left_out() -> None:
    nobody = Voice(claimants=frozenset({"US"}))
    assert assess_control([RU_CLAIMS], voice=nobody, as_of=None, known_at=None, actors=ACTORS) == []


def test_claims_after_the_day_or_not_yet_known_do_not_count() -> None:
    later = say("UA", "UA", day=28, recorded_at=NOON + timedelta(days=2))
    assert assess(RU_CLAIMS, later, as_of=april(27)).state is ControlState.HELD
    assert assess(RU_CLAIMS, later, known_at=NOON).state is ControlState.HELD
    assert assess(RU_CLAIMS, later).state is ControlState.DISPUTED


def test_claim_without_any_date_always_counts() -> None:
    dateless = make_claim(make_article(published_at=None))
    assert assess(dateless, as_of=april(1)).state is ControlState.HELD


def test_claim_ids_are_those_that_the_state_rests_on_newest_first() -> None:
    old = say("RU", "RU", day=20)
    control = assess(old, UA_PRESENT, say("UA", "RU", polarity="deny", day=24), RU_CLAIMS)
    denial = say("UA", "RU", polarity="deny", day=24)
    assert control.claim_ids == (RU_CLAIMS.claim_id, denial.claim_id)


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        (
            [
                say("RU", "RU", speaker="Valery Gerasimov"),
                say("UA", "RU", polarity="deny", speaker="General Staff", day=25),
            ],
            "Claimed by Russia (Valery Gerasimov); denied by Ukraine (General Staff)",
        ),
        ([UA_PRESENT], "Ukraine says its forces are present; no claim of control found"),
        ([say("SOURCE", "RU")], "Reported by the outlet as held by Russia"),
        (
            [say("SOURCE", "RU"), say("SOURCE", "RU", outlet="agency")],
            "Reported by 2 outlets as held by Russia",
        ),
        (
            [say("SOURCE", "RU"), say("SOURCE", "RU", outlet="agency", copied_from="wire")],
            "Reported by the outlet as held by Russia",
        ),
        (
            [say("ISW", "RU")],
            "Assessed by Institute for the Study of War as held by Russia",
        ),
        (
            [RU_CLAIMS, say("UA", "RU", day=25)],
            "Claimed by Russia; held by Russia according to Ukraine",
        ),
        ([RU_CLAIMS, say("UA", "UA", day=25)], "Claimed by Russia; claimed by Ukraine"),
        (
            [RU_CLAIMS, say("UA", "UA", day=25), say("ISW", "UA", polarity="deny", day=24)],
            "Claimed by Russia; claimed by Ukraine; control by Ukraine denied by "
            "Institute for the Study of War",
        ),
        (
            [UA_DENIES, say("SOURCE", "RU", "contested")],
            "Control by Russia denied by Ukraine; fighting reported by the outlet; "
            "nobody is said to hold it",
        ),
        ([UA_DENIES], "Control by Russia denied by Ukraine; nobody is said to hold it"),
        (
            [say("RU", "UA", polarity="deny")],
            "Control by Ukraine denied by Russia; nobody is said to hold it",
        ),
        (
            [say("SOURCE", "RU", "threatens")],
            "Threatened by Russia according to the outlet; no claim of control found",
        ),
        (
            [say("SOURCE", "RU", extent=Extent.PARTIAL)],
            "Part held by Russia according to the outlet; no claim to the whole found",
        ),
        (
            [say("SOURCE", "RU", extent=Extent.PARTIAL, day=27), UA_DENIES],
            "Control by Russia denied by Ukraine; part held by Russia according to the outlet; "
            "no claim to the whole found",
        ),
        ([say("SOURCE", None)], "Reported by the outlet as held by an unnamed actor"),
        (
            [say("US", "RU", "present", "deny"), say("SOURCE", None, "present", day=25)],
            "Forces of an unnamed actor present according to the outlet; forces of Russia not "
            "present according to US; no claim of control found",
        ),
        (
            [say("RU", "RU", current=False)],
            "Only statements about the past found",
        ),
        (
            [say("RU", "RU", speaker="{who} {actor.__class__}")],
            "Claimed by Russia ({who} {actor.__class__})",
        ),
    ],
)
def test_reason_says_it_in_words(claims: list[Claim], reason: str) -> None:
    assert assess(*claims).reason == reason


def test_speakers_are_named_once_and_two_at_most() -> None:
    speakers = ["Army Chief Gerasimov", "Gerasimov", "the Kremlin", "Somebody Else", "Russia"]
    claims = [
        say("RU", "RU", speaker=speaker, outlet=f"{number}")
        for number, speaker in enumerate(speakers)
    ]
    named = assess(*claims).reason.removeprefix("Claimed by Russia (").removesuffix(")").split(", ")
    assert len(named) == 2
    assert "Russia" not in named
    assert set(named) != {"Army Chief Gerasimov", "Gerasimov"}


def test_every_proposition_has_words() -> None:
    for relation in Relation:
        for polarity in Polarity:
            for claimant in ("RU", "UA", "SOURCE", "ISW", "XX"):
                for extent in Extent:
                    claim = say(claimant, "RU", relation, polarity, extent=extent)
                    assert assess(claim).reason
