"""What each voice says last of each place, since when they disagree, and what changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from geodata.control import Stance, assess_control, find_changes, find_stances
from geodata.control.histories import Dispute
from geodata.holdings import Basis
from geodata.model import (
    EVERYBODY,
    Claim,
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


def said(day: int, **changes: Any) -> Claim:
    """A claim of a day in April 2025; by Russia that it controls Gornal, unless told otherwise."""
    article = make_article(
        f"Text {day} {sorted((key, str(value)) for key, value in changes.items())}",
        source_id=changes.pop("source_id", "wire"),
        published_at=datetime(2025, 4, day, 12, tzinfo=UTC),
    )
    values: dict[str, Any] = {
        "claimant": "RU",
        "actor": "RU",
        "place_id": GORNAL,
        "event_date": date(2025, 4, day),
        "date_precision": DatePrecision.DAY,
        **changes,
    }
    return make_claim(article, **values)


def areas(place_id: str) -> list[Place]:
    return [] if place_id == KURSK else [place_of(KURSK)]


def find(
    *claims: Claim, as_of: date | None = None, over: frozenset[str] = frozenset(), **asked: Any
) -> tuple[dict[tuple[str, str], Stance], list[Dispute]]:
    stances, disputes = find_stances(
        claims,
        voice=asked.get("voice", EVERYBODY),
        as_of=as_of,
        known_at=asked.get("known_at"),
        actors=ACTORS,
        areas=areas,
        over=over,
    )
    return {(one.place_id, one.voice): one for one in stances}, disputes


def of(claims: Sequence[Claim], voice: str, place_id: str = GORNAL, **asked: Any) -> Stance:
    return find(*claims, **asked)[0][place_id, voice]


def test_a_voice_s_stance_is_its_newest_word_about_control() -> None:
    old, new = said(1, actor="UA"), said(3)
    assert of([new, old], "RU").word == new


def test_a_word_about_control_goes_before_a_newer_one_about_presence() -> None:
    control, presence = said(1), said(3, relation=Relation.PRESENT)
    stance = of([control, presence], "RU")
    assert (stance.word, stance.standing, stance.told) == (control, 2, 2)


def test_fighting_after_control_is_the_newer_word() -> None:
    control, fight = said(1), said(3, relation=Relation.CONTESTED)
    assert of([control, fight], "RU").word == fight


def test_as_of_a_day_later_words_are_not_there() -> None:
    old, new = said(1, actor="UA"), said(3)
    stance = of([old, new], "RU", as_of=date(2025, 4, 2))
    assert (stance.word, stance.told) == (old, 1)


def test_what_was_recorded_later_than_known_at_is_not_there() -> None:
    early = replace(said(1, actor="UA"), recorded_at=datetime(2025, 4, 5, tzinfo=UTC))
    late = replace(said(3), recorded_at=datetime(2025, 4, 9, tzinfo=UTC))
    known_at = datetime(2025, 4, 6, tzinfo=UTC)
    assert of([early, late], "RU", known_at=known_at).word == early


def test_a_voice_that_took_everything_back_has_told_and_stands_by_nothing() -> None:
    past = said(2, current=False)
    stance = of([past], "RU")
    assert (stance.word, stance.standing, stance.told, stance.said_on) == (None, 0, 1, None)


def test_what_a_map_shows_no_more_stands_no_more() -> None:
    shown = said(1, claimant="ISW")
    assert of([shown], "ISW", over=frozenset({shown.claim_id})).word is None


def test_of_the_articles_own_voice_each_outlet_is_a_voice() -> None:
    one = said(1, claimant="SOURCE", source_id="wire")
    other = said(1, claimant="SOURCE", source_id="agency", actor="UA")
    stances, _ = find(one, other)
    assert stances[GORNAL, "SOURCE wire"].word == one
    assert stances[GORNAL, "SOURCE agency"].word == other


def test_a_word_about_the_region_is_a_stance_on_its_places_and_says_so() -> None:
    wide = said(1, place_id=KURSK)
    threat = said(2, claimant="UA", relation=Relation.THREATENS)
    stance = of([wide, threat], "RU")
    assert (stance.word, stance.basis, stance.told) == (wide, Basis.REGION, 0)


def test_a_chosen_voice_is_heard_alone() -> None:
    stances, _ = find(said(1), said(1, claimant="UA"), voice=Voice(claimants=frozenset({"UA"})))
    assert {voice for _, voice in stances} == {"UA"}


def test_the_age_of_a_stance_counts_from_the_day_that_it_is_about() -> None:
    assert of([said(3)], "RU").said_on == date(2025, 4, 3)


def test_a_dispute_is_open_since_the_word_that_began_it() -> None:
    claim = said(1)
    denial = said(4, claimant="UA", polarity=Polarity.DENY)
    again = said(6)
    [dispute] = find(claim, denial, again)[1]
    assert (dispute.place_id, dispute.parties) == (GORNAL, ("RU", "UA"))
    assert (dispute.first_day, dispute.last_day) == (date(2025, 4, 4), None)


def test_a_dispute_that_ended_and_began_anew_counts_from_its_second_beginning() -> None:
    claim, denial = said(1), said(2, claimant="UA", polarity=Polarity.DENY)
    admission = said(4, claimant="UA")
    denied_again = said(7, claimant="UA", polarity=Polarity.DENY)
    [dispute] = find(claim, denial, admission, denied_again)[1]
    assert dispute.first_day == date(2025, 4, 7)


def test_before_the_denial_there_is_no_dispute() -> None:
    claim, denial = said(1), said(4, claimant="UA", polarity=Polarity.DENY)
    assert find(claim, denial, as_of=date(2025, 4, 3))[1] == []


def test_parts_of_a_place_are_told_as_such() -> None:
    part = said(1, extent=Extent.PARTIAL)
    word = of([part], "RU").word
    assert word is not None
    assert word.extent is Extent.PARTIAL


def assessed(claims: Sequence[Claim], day: int) -> Any:
    return assess_control(
        claims, voice=EVERYBODY, as_of=date(2025, 4, day), known_at=None, actors=ACTORS, areas=areas
    )


def test_a_change_names_the_claims_that_made_it_and_no_others() -> None:
    old, new = said(1), said(4, claimant="UA", polarity=Polarity.DENY)
    [change] = find_changes(assessed([old, new], 3), assessed([old, new], 5), {old.claim_id})
    assert change.before is not None
    assert change.after is not None
    assert (change.before.state, change.after.state) == (ControlState.HELD, ControlState.DISPUTED)
    assert change.claim_ids == (new.claim_id,)


def test_what_was_said_again_changes_nothing() -> None:
    old, again = said(1), said(4)
    assert find_changes(assessed([old], 3), assessed([old, again], 5), {old.claim_id}) == []


def test_one_more_voice_in_a_dispute_changes_no_state() -> None:
    claim, denial = said(1), said(2, claimant="UA", polarity=Polarity.DENY)
    counter = said(4, claimant="UA", actor="UA")
    before, after = assessed([claim, denial], 3), assessed([claim, denial, counter], 5)
    assert (before[0].actor, after[0].actor) == ("RU", None)
    assert find_changes(before, after, {claim.claim_id, denial.claim_id}) == []


def test_a_first_word_that_names_no_holder_is_a_change() -> None:
    [change] = find_changes([], assessed([said(1, relation=Relation.PRESENT)], 3), set())
    assert change.before is None


def test_an_admission_is_a_change_of_support_and_no_turn() -> None:
    old, admission = said(1), said(4, claimant="UA")
    [change] = find_changes(assessed([old], 3), assessed([old, admission], 5), {old.claim_id})
    assert not change.is_turn
    assert change.claim_ids == (admission.claim_id,)


def test_a_place_of_which_nothing_was_said_before_is_new() -> None:
    [change] = find_changes([], assessed([said(1)], 3), set())
    assert (change.before, change.is_turn) == (None, True)


def test_a_place_of_which_nothing_is_said_any_more_is_a_change_without_a_new_claim() -> None:
    [change] = find_changes(assessed([said(1)], 3), [], set())
    assert (change.after, change.claim_ids) == (None, ())
