"""Analysts' reviews: what becomes of claims, maps and articles, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from geodata.decisions import apply_reviews
from geodata.errors import ClaimlineError, DecidedMeanwhileError, ReviewError, StoreError
from geodata.gazetteer.boundaries import load_boundaries
from geodata.model import (
    Claim,
    ClaimQuery,
    DatePrecision,
    Decision,
    OwnPoint,
    PlaceChoice,
    Relation,
    Verdict,
)
from geodata.pipeline import Knowledge, ingest, situation
from geodata.reading import keep, reader_of, reread, settle
from geodata.reviewing import (
    accept,
    add,
    added_claim,
    correct,
    corrected_claim,
    disagreements,
    history_of,
    merge,
    original_of,
    reject,
    restore,
    review,
    reviewed_claims,
    seen_of,
    undo,
    withdraw,
)
from geodata.store import ClaimStore
from tests.records import make_article, make_claim, place_of

TEXT = (
    "Russian forces have captured Gornal, Russia's Defence Ministry said. "
    "Ukraine's General Staff denied that Russia controls Gornal. "
    "Fighting goes on near Sudzha, the Ukrainian army said on Monday."
)
GORNAL = "curated:gornal"


@pytest.fixture
def filled(store: ClaimStore, knowledge: Knowledge) -> ClaimStore:
    """One article with three claims: Russia's, its denial, and one of fighting."""
    assert keep(make_article(TEXT), store, knowledge, compare=False)
    assert [c.claimant for c in store.claims()] == ["RU", "UA", "UA"]
    return store


def said(store: ClaimStore) -> list[tuple[str, str, str]]:
    return [(c.claimant, c.relation.value, c.polarity.value) for c in store.claims()]


def holder(store: ClaimStore, knowledge: Knowledge) -> str | None:
    boundaries = load_boundaries(knowledge.seeds_folder)
    picture = situation(store, knowledge, boundaries, ClaimQuery(), today=date(2025, 5, 1))
    states = [one for one in picture.controls if one.place_id == GORNAL]
    return states[0].actor if states else None


def test_an_accepted_claim_is_sure_and_keeps_its_id(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    claim = filled.claims()[0]
    review(accept(claim, "Ann"), filled, knowledge)
    [accepted, *_] = filled.claims()
    assert (accepted.claim_id, accepted.confidence) == (claim.claim_id, 1.0)
    assert accepted.how == f"{claim.how}; accepted by Ann"
    assert accepted.extractor == claim.extractor


def test_a_rejected_claim_is_gone_and_was_there_before(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    before, moment = filled.claims(), datetime.now(UTC)
    review(reject(before[1], "Ann"), filled, knowledge)
    assert said(filled) == [("RU", "controls", "affirm"), ("UA", "contested", "affirm")]
    assert filled.claims(ClaimQuery(known_at=moment)) == before


def test_a_corrected_claim_takes_the_place_of_the_first_which_stays_visible(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    claim = filled.claims()[0]
    changes = {"relation": "present", "event_date": "2025-04", "place_id": "geonames:703448"}
    corrected = corrected_claim(claim, changes, "Ann", filled, knowledge)
    kept = review(correct(claim, corrected, "Ann", "misread"), filled, knowledge)
    [now, *_] = filled.claims()
    assert (now.relation, now.event_date) == (Relation.PRESENT, date(2025, 4, 1))
    assert (now.date_precision, now.confidence) == (DatePrecision.MONTH, 1.0)
    assert now.extractor == "analyst:Ann"
    assert now.how.startswith(
        "corrected by Ann: place Gornal (curated:gornal) → Kyiv (geonames:703448); "
        "relation controls → present; event_date 2025-04-26 → 2025-04. Before: phrase rule"
    )
    original = original_of(now, filled)
    assert original == replace(claim, recorded_at=None)
    assert (kept.note, kept.claim_id) == ("misread", claim.claim_id)


def test_correcting_again_is_about_the_claim_as_it_was_read(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    claim = filled.claims()[0]
    first = corrected_claim(claim, {"relation": "present"}, "Ann", filled, knowledge)
    review(correct(claim, first, "Ann"), filled, knowledge)
    now = filled.claims()[0]
    second = corrected_claim(now, {"actor": "UA"}, "Bob", filled, knowledge)
    kept = review(correct(now, second, "Bob"), filled, knowledge)
    assert kept.claim_id == claim.claim_id
    [now, *others] = filled.claims()
    assert (now.relation, now.actor, now.extractor) == (Relation.PRESENT, "UA", "analyst:Bob")
    assert len(others) == 2
    assert [one.analyst for one in history_of(now, filled)] == ["Ann", "Bob"]
    undo(kept, "Ann", filled, knowledge)
    assert filled.claims()[0].actor == "RU"
    assert filled.claims()[0].extractor == "analyst:Ann"


def test_accepting_a_correction_keeps_the_correction(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    claim = filled.claims()[0]
    corrected = corrected_claim(claim, {"relation": "present"}, "Ann", filled, knowledge)
    review(correct(claim, corrected, "Ann"), filled, knowledge)
    review(accept(filled.claims()[0], "Bob"), filled, knowledge)
    assert filled.claims()[0].claim_id == corrected.claim_id
    review(reject(filled.claims()[0], "Bob"), filled, knowledge)
    assert said(filled) == [("UA", "controls", "deny"), ("UA", "contested", "affirm")]


def test_a_denial_of_a_corrected_claim_denies_the_corrected_one() -> None:
    claim = make_claim()
    denial = make_claim(claimant="UA", polarity="deny", denies=(claim.claim_id,))
    wrong = correct(claim, replace(claim, relation=Relation.PRESENT), "Ann")
    assert wrong.corrected
    [new, answer] = apply_reviews([claim, denial], [wrong])
    assert answer.denies == (new.claim_id,) == (wrong.corrected.claim_id,)
    [answer] = apply_reviews([claim, denial], [reject(claim, "Ann")])
    assert answer.denies == ()


def test_a_merged_claim_goes_unless_the_other_is_not_found() -> None:
    claim, same = make_claim(), make_claim(hedged=True)
    merged = merge(same, claim, "Ann")
    assert apply_reviews([claim, same], [merged]) == [claim]
    assert apply_reviews([same], [merged]) == [same]
    assert apply_reviews([claim, same], [merged, reject(claim, "Ann")]) == []


def test_claims_merged_into_each_other_both_stay() -> None:
    claim, same = make_claim(), make_claim(hedged=True)
    both = [merge(same, claim, "Ann"), merge(claim, same, "Bob")]
    assert apply_reviews([claim, same], both) == [claim, same]


def test_a_claim_merges_only_into_another_of_its_article(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    claim, other, _ = filled.claims()
    review(merge(other, claim, "Ann"), filled, knowledge)
    assert len(filled.claims()) == 2
    with pytest.raises(ReviewError, match="Claims of two articles"):
        merge(claim, make_claim(), "Ann")
    with pytest.raises(ReviewError, match="into itself"):
        merge(claim, claim, "Ann")


def test_an_added_claim_rests_on_the_words_that_were_chosen(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    start = TEXT.index("Fighting")
    article_id = filled.articles()[0].article_id
    fields = {
        "place_id": GORNAL,
        "claimant": "UA",
        "relation": "contested",
        "start_char": start,
        "end_char": start + len("Fighting goes on"),
        "hedged": True,
    }
    added = added_claim(article_id, fields, "Ann", filled, knowledge)
    kept = review(add(added, "Ann", "missed"), filled, knowledge)
    now = filled.claims()[-1]
    assert (now.quote, now.place_id, now.hedged) == ("Fighting goes on", GORNAL, True)
    assert (now.extractor, now.confidence, now.how) == ("analyst:Ann", 1.0, "added by Ann")
    assert original_of(now, filled) is None
    undo(kept, "Ann", filled, knowledge)
    assert len(filled.claims()) == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"relation": "holds"}, "relation is 'holds'; it must be one of controls, present"),
        ({"claimant": "XX"}, "claimant is 'XX'; it must be one of"),
        ({"actor": "XX"}, "actor is 'XX'"),
        ({"actor": None}, "actor is missing: say who controls"),
        ({"place_id": "geonames:0"}, "holds no place 'geonames:0'"),
        ({"event_date": "2025-13"}, "write 2025-04-26, or 2025-04, or 2025"),
        ({"event_date": "spring"}, "event_date is 'spring'"),
        ({"start_char": 3}, "give both, as whole numbers"),
        ({"start_char": 0, "end_char": 9_999}, "are no words of the article"),
        ({"start_char": 5, "end_char": 5}, "are no words of the article"),
        ({"quote": "Russia"}, "quote can't be set"),
        ({"relation": "controls"}, "Nothing is changed"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_words(
    filled: ClaimStore, knowledge: Knowledge, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(ReviewError, match=words):
        corrected_claim(filled.claims()[0], changes, "Ann", filled, knowledge)


def test_an_added_claim_names_what_it_lacks(filled: ClaimStore, knowledge: Knowledge) -> None:
    article_id = filled.articles()[0].article_id
    with pytest.raises(ReviewError, match="can't do without place_id, relation"):
        added_claim(
            article_id,
            {"claimant": "UA", "start_char": 0, "end_char": 3},
            "Ann",
            filled,
            knowledge,
        )


def test_a_review_without_a_name_is_refused(filled: ClaimStore) -> None:
    with pytest.raises(ReviewError, match="Say who decides"):
        accept(filled.claims()[0], "  ")


def test_a_date_can_be_taken_away_and_made_less_exact(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    claim = filled.claims()[0]
    dateless = corrected_claim(claim, {"event_date": ""}, "Ann", filled, knowledge)
    assert (dateless.event_date, dateless.date_precision) == (None, None)
    assert "event_date 2025-04-26 → none." in dateless.how
    exact = corrected_claim(claim, {"event_date": date(2025, 1, 1)}, "Ann", filled, knowledge)
    year = corrected_claim(exact, {"event_date": "2025"}, "Ann", filled, knowledge)
    assert "event_date 2025-01-01 → 2025." in year.how


def test_the_map_follows_a_review_and_its_undoing(filled: ClaimStore, knowledge: Knowledge) -> None:
    claim, denial, _ = filled.claims()
    review(reject(denial, "Ann"), filled, knowledge)
    assert holder(filled, knowledge) == "RU"
    kept = review(reject(claim, "Ann"), filled, knowledge)
    assert holder(filled, knowledge) is None
    undo(kept, "Ann", filled, knowledge)
    assert holder(filled, knowledge) == "RU"


def test_what_another_decided_since_is_not_undone_unawares(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    claim = filled.claims()[0]
    mine = review(accept(claim, "Ann"), filled, knowledge)
    theirs = review(reject(claim, "Bob"), filled, knowledge)
    with pytest.raises(ReviewError, match="Bob decided anew since"):
        undo(mine, "Ann", filled, knowledge)
    undo(theirs, "Ann", filled, knowledge)
    undo(mine, "Ann", filled, knowledge)
    with pytest.raises(ReviewError, match="taken back already"):
        undo(mine, "Ann", filled, knowledge)
    assert filled.claims()[0].confidence == claim.confidence


def test_a_decision_is_not_kept_over_one_that_the_analyst_has_not_seen(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    claim = filled.claims()[0]
    seen = seen_of(claim, filled)
    review(reject(claim, "Bob"), filled, knowledge)
    with pytest.raises(DecidedMeanwhileError) as raised:
        review(accept(claim, "Ann"), filled, knowledge, seen)
    assert (raised.value.analyst, raised.value.decision) == ("Bob", Decision.REJECT)
    assert [one.analyst for one in filled.all_reviews()] == ["Bob"]
    review(accept(claim, "Ann"), filled, knowledge, seen_of(claim, filled))
    assert [one.analyst for one in filled.all_reviews()] == ["Bob", "Ann"]


def test_a_correction_made_since_is_noticed_though_it_changed_the_claim_s_id(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    claim = filled.claims()[0]
    seen = seen_of(claim, filled)
    corrected = corrected_claim(claim, {"hedged": True}, "Bob", filled, knowledge)
    review(correct(claim, corrected, "Bob"), filled, knowledge, seen)
    with pytest.raises(DecidedMeanwhileError, match="Bob"):
        review(reject(claim, "Ann"), filled, knowledge, seen)


def test_one_s_own_decision_and_those_on_other_claims_ask_nothing(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    claim, other, _ = filled.claims()
    seen = seen_of(claim, filled)
    review(accept(claim, "Ann"), filled, knowledge)
    review(reject(other, "Bob"), filled, knowledge)
    review(reject(claim, "Ann"), filled, knowledge, seen)
    assert len(filled.all_reviews()) == 3


def test_reading_again_keeps_what_was_decided(
    filled: ClaimStore, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, denial, _ = filled.claims()
    corrected = corrected_claim(claim, {"relation": "present"}, "Ann", filled, knowledge)
    review(correct(claim, corrected, "Ann"), filled, knowledge)
    review(reject(denial, "Ann"), filled, knowledge)
    before = said(filled)
    assert reread(filled, knowledge).read_again == 0
    monkeypatch.setattr("geodata.reading.extractor_name", lambda _: "rules@99")
    report = reread(filled, knowledge)
    assert (report.read_again, report.claims_added, report.claims_gone) == (1, 0, 0)
    assert said(filled) == before == [("RU", "present", "affirm"), ("UA", "contested", "affirm")]
    [reading] = filled.readings().values()
    assert reader_of(reading) == "rules@99"


def test_a_correction_stands_although_a_new_reading_does_not_find_the_claim(
    filled: ClaimStore, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, denial, _ = filled.claims()
    corrected = corrected_claim(claim, {"relation": "present"}, "Ann", filled, knowledge)
    review(correct(claim, corrected, "Ann"), filled, knowledge)
    review(reject(denial, "Ann"), filled, knowledge)
    monkeypatch.setattr("geodata.reading.extractor_name", lambda _: "rules@99")
    monkeypatch.setattr("geodata.reading.extract_claims", lambda *_, **__: [])
    assert reread(filled, knowledge).claims_gone == 1
    assert said(filled) == [("RU", "present", "affirm")]
    assert original_of(filled.claims()[0], filled) == replace(claim, recorded_at=None)


def test_a_choice_of_a_place_keeps_reviews_and_a_review_keeps_choices(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    claim = filled.claims()[0]
    review(reject(claim, "Ann"), filled, knowledge)
    point = OwnPoint(label="Nova", lon=37.5, lat=48.5, precision_km=2, country_code="UA")
    choice = PlaceChoice(
        name="sudzha",
        verdict=Verdict.PLACE,
        place_id=point.place_id,
        point=point,
        article_id=claim.article_id,
        analyst="Ann",
        recorded_at=datetime.now(UTC),
    )
    settle(choice, filled, knowledge)
    assert [one.place_id for one in filled.claims()] == [GORNAL, point.place_id]
    review(accept(filled.claims()[1], "Ann"), filled, knowledge)
    assert [one.place_id for one in filled.claims()] == [GORNAL, point.place_id]
    assert filled.claims()[1].confidence == 1.0


def test_a_withdrawn_article_leaves_the_map_until_it_is_restored_or_added_again(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    before, moment = filled.claims(), datetime.now(UTC)
    [article] = filled.articles()
    withdrawal = withdraw(article.article_id, "Ann", "wrong file", filled)
    assert filled.claims() == []
    assert filled.withdrawn() == {article.article_id}
    assert filled.claims(ClaimQuery(known_at=moment)) == before
    with pytest.raises(ReviewError, match="was withdrawn"):
        withdraw(article.article_id, "Ann", "", filled)
    assert restore(article.article_id, filled, knowledge, analyst="Ann", note="it was right")
    assert not restore(article.article_id, filled, knowledge)
    again = withdraw(article.article_id, "Ann", "", filled)
    assert keep(make_article(TEXT), filled, knowledge, compare=False)
    assert not keep(make_article(TEXT), filled, knowledge, compare=False)
    assert len(filled.claims()) == 3
    for one in (withdrawal, again):
        with pytest.raises(ReviewError, match="taken back already"):
            undo(one, "Ann", filled, knowledge)


def test_undoing_the_withdrawal_keeps_the_reviews_made_before(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    review(reject(filled.claims()[0], "Ann"), filled, knowledge)
    withdrawal = withdraw(filled.articles()[0].article_id, "Ann", "", filled)
    undo(withdrawal, "Ann", filled, knowledge)
    assert said(filled) == [("UA", "controls", "deny"), ("UA", "contested", "affirm")]


def test_an_article_is_no_copy_of_a_withdrawn_one(
    store: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    long = f"{TEXT} {TEXT.replace('Gornal', 'Guevo')}"
    (tmp_path / "first.txt").write_text(long)
    (tmp_path / "second.txt").write_text(f"{long} End.")
    ingest([str(tmp_path / "first.txt")], store, knowledge)
    withdraw(store.articles()[0].article_id, "Ann", "", store)
    report = ingest([str(tmp_path / "second.txt")], store, knowledge)
    assert (report.added, report.notes) == (1, ())


def test_an_article_that_is_not_there_cannot_be_withdrawn(store: ClaimStore) -> None:
    with pytest.raises(StoreError, match="holds no article"):
        withdraw("nothing", "Ann", "", store)


def test_claims_tell_whether_they_are_decided(filled: ClaimStore, knowledge: Knowledge) -> None:
    claim, denial, fighting = filled.claims()
    corrected = corrected_claim(claim, {"relation": "present"}, "Ann", filled, knowledge)
    review(correct(claim, corrected, "Ann"), filled, knowledge)
    review(reject(denial, "Ann"), filled, knowledge)
    decided = reviewed_claims(filled)
    assert decided[corrected.claim_id].decision is Decision.CORRECT
    assert decided[denial.claim_id].decision is Decision.REJECT
    assert fighting.claim_id not in decided
    assert filled.decided() == decided.keys()
    assert filled.decided(known_at=claim.recorded_at) == frozenset()


def keep_reading(store: ClaimStore, extractor: str, *claims: Claim) -> None:
    store.add(
        make_article(),
        [],
        claims,
        extractor=extractor,
        recorded_at=datetime.now(UTC),
        places=place_of,
    )


def test_readers_disagree_on_what_only_one_of_the_last_two_finds(
    store: ClaimStore, knowledge: Knowledge
) -> None:
    both, older, rules, parse = (make_claim(claimant=code) for code in ("RU", "UA", "ISW", "FR"))
    keep_reading(store, "rules@8", both, older)
    assert disagreements(store) == frozenset()
    keep_reading(store, "rules@9", both)
    keep_reading(store, "rules@9+places:abc", both, rules)
    keep_reading(store, "rules@9+parse@1:small+grown:7", both, parse)
    assert disagreements(store) == {rules.claim_id, parse.claim_id}
    assert disagreements(store, make_article().article_id) == disagreements(store)
    assert disagreements(store, "another") == frozenset()
    review(reject(both, "Ann"), store, knowledge)
    assert disagreements(store) == {rules.claim_id, parse.claim_id}


def test_a_refusal_is_one_that_views_show() -> None:
    assert issubclass(ReviewError, ClaimlineError)
