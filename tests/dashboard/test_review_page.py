"""The page of review: what an analyst decides, what the map then says, and what is never lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.views.analyst import FIELD
from geodata.model import Decision, Polarity, Relation
from geodata.store import ClaimStore, open_store
from tests.dashboard.ledger import make_store
from tests.dashboard.opening import Opened, open_page, use_store


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClaimStore:
    path = use_store(tmp_path, monkeypatch)
    make_store(path).close()
    return open_store(f"sqlite:///{path}")


@pytest.fixture
def opened(kept: ClaimStore) -> Opened:
    """Opens the page of review on the hand-made ledger; `who` decides."""

    def open_app(who: str = "Ann", **link: str) -> AppTest:
        page = open_page("review", link)
        if who:
            page.text_input(key=FIELD).set_value(who).run()
        return page

    return open_app


def shown_id(page: AppTest) -> str:
    """The claim under review: its id stands in the keys of its fields."""
    [box] = [one for one in page.selectbox if one.label == "Place"]
    return str(box.key).split("-")[2]


def field(page: AppTest, kind: str, label: str) -> Any:
    [found] = [one for one in getattr(page, kind) if one.label == label]
    return found


def ids(store: ClaimStore) -> set[str]:
    return {claim.claim_id[:12] for claim in store.claims()}


def test_the_least_sure_claim_comes_first_and_the_progress_is_told(
    opened: Opened, kept: ClaimStore
) -> None:
    page = opened()
    least = min(claim.confidence for claim in kept.claims())
    by_id = {claim.claim_id[:12]: claim for claim in kept.claims()}
    assert by_id[shown_id(page)].confidence == least


def test_an_accepted_claim_stays_and_the_next_one_is_shown(
    opened: Opened, kept: ClaimStore
) -> None:
    page = opened()
    first = shown_id(page)
    page.button(key="review-accept").click().run()
    assert not page.exception
    assert [one.decision for one in kept.reviews()] == [Decision.ACCEPT]
    assert [one.analyst for one in kept.reviews()] == ["Ann"]
    assert shown_id(page) != first
    assert first in ids(kept)
    assert any("Accepted" in one.value for one in page.success)


def test_a_rejected_claim_leaves_the_ledger_and_undo_brings_it_back(
    opened: Opened, kept: ClaimStore
) -> None:
    page = opened()
    first = shown_id(page)
    page.text_input(key="review-note").set_value("An aim, no claim").run()
    page.button(key="review-reject").click().run()
    assert first not in ids(kept)
    count = len(kept.claims())
    assert page.get("progress")[0].proto.text == f"1 of {count + 1} claims in this view decided"
    assert [one.note for one in kept.reviews()] == ["An aim, no claim"]
    page.button(key="review-undo").click().run()
    assert first in ids(kept)
    assert shown_id(page) == first


def test_a_correction_is_a_new_record_and_the_original_stays_in_sight(
    opened: Opened, kept: ClaimStore
) -> None:
    page = opened()
    first = shown_id(page)
    assert page.button(key="review-correct").disabled
    field(page, "segmented_control", "What is said").set_value(Relation.THREATENS).run()
    assert page.button(key="review-accept").disabled
    page.button(key="review-correct").click().run()
    assert not page.exception
    [made] = kept.reviews()
    assert made.claim
    assert made.claim.claim_id[:12] == first
    assert made.corrected
    assert made.corrected.relation is Relation.THREATENS
    assert made.corrected.extractor == "analyst:Ann"
    assert first not in ids(kept)
    assert made.corrected.claim_id[:12] in ids(kept)
    page = opened(shown="decided", claim=made.corrected.claim_id)
    assert shown_id(page) == made.corrected.claim_id[:12]
    assert any("As it was read" in one.value for one in page.caption)


def test_a_merged_claim_is_counted_once(opened: Opened, kept: ClaimStore) -> None:
    page = opened()
    before = len(kept.claims())
    box = field(page, "selectbox", "Says the same as")
    box.select_index(0).run()
    page.button(key="review-merge").click().run()
    assert not page.exception
    assert len(kept.claims()) == before - 1
    assert [one.decision for one in kept.reviews()] == [Decision.MERGE]


def test_nothing_is_decided_before_it_is_said_who_decides(opened: Opened, kept: ClaimStore) -> None:
    page = opened(who="")
    page.button(key="review-accept").click().run()
    assert any("Say who decides" in one.value for one in page.error)
    assert kept.reviews() == []


def test_a_wrong_value_is_said_and_nothing_is_kept(opened: Opened, kept: ClaimStore) -> None:
    page = opened()
    field(page, "text_input", "True of (2025-04-26, 2025-04, 2025)").set_value("last week").run()
    page.button(key="review-correct").click().run()
    assert any("last week" in one.value for one in page.error)
    assert kept.reviews() == []


def test_a_decision_that_somebody_else_made_first_is_told(opened: Opened, kept: ClaimStore) -> None:
    page = opened()
    first = shown_id(page)
    other = opened(who="Bo")
    assert shown_id(other) == first
    other.button(key="review-reject").click().run()
    page.button(key="review-accept").click().run()
    assert not page.exception
    [asked] = [one.value.replace("\\", "") for one in page.warning]
    assert asked.startswith("Bo rejected this claim at ")
    assert asked.endswith("UTC, after you were shown it. Decide anyway?")
    assert shown_id(page) == first
    assert [one.decision for one in kept.reviews()] == [Decision.REJECT]


def test_a_decision_against_another_s_is_kept_once_it_is_meant(
    opened: Opened, kept: ClaimStore
) -> None:
    page, other = opened(), opened(who="Bo")
    first = shown_id(page)
    other.button(key="review-reject").click().run()
    page.button(key="review-accept").click().run()
    page.button(key="review-anyway").click().run()
    assert not page.exception
    assert [(one.analyst, one.decision) for one in kept.all_reviews()] == [
        ("Bo", Decision.REJECT),
        ("Ann", Decision.ACCEPT),
    ]
    assert first in ids(kept)
    assert not page.warning


def test_another_s_decision_can_be_left_as_it_is(opened: Opened, kept: ClaimStore) -> None:
    page, other = opened(), opened(who="Bo")
    first = shown_id(page)
    other.button(key="review-reject").click().run()
    page.button(key="review-accept").click().run()
    page.button(key="review-leave").click().run()
    assert [one.analyst for one in kept.all_reviews()] == ["Bo"]
    assert shown_id(page) != first
    assert not page.warning


def test_who_has_seen_the_other_s_decision_is_not_asked(opened: Opened, kept: ClaimStore) -> None:
    other = opened(who="Bo")
    other.button(key="review-reject").click().run()
    [made] = kept.reviews()
    page = opened(shown="all", claim=made.claim_id)
    page.button(key="review-accept").click().run()
    assert not page.warning
    assert [one.analyst for one in kept.all_reviews()] == ["Bo", "Ann"]


def test_a_missed_claim_is_added_from_words_of_the_text(opened: Opened, kept: ClaimStore) -> None:
    page = opened()
    page.button(key="review-add").click().run()
    assert any("Mark the words" in one.value for one in page.info)
    page.session_state["review-marked"] = (0, 20)
    page.run()
    field(page, "text_input", "Another place, by name").set_value("Borova").run()
    field(page, "selectbox", "About whom").set_value("UA").run()
    before = ids(kept)
    page.button(key="review-add-save").click().run()
    assert not page.exception
    [added] = [claim for claim in kept.claims() if claim.claim_id[:12] not in before]
    article = kept.article(added.article_id)
    assert added.quote == article.text[0:20]
    assert (added.polarity, added.actor) == (Polarity.AFFIRM, "UA")


def test_a_reload_in_the_middle_goes_on_with_the_same_claim(
    opened: Opened, kept: ClaimStore
) -> None:
    page = opened()
    page.button(key="review-skip").click().run()
    at = shown_id(page)
    link = dict(page.query_params)
    assert link["claim"].startswith(at)
    assert shown_id(opened(claim=link["claim"])) == at


def test_the_queue_is_narrowed_by_a_link_and_an_end_says_what_to_do(opened: Opened) -> None:
    page = opened(who="", below="0")
    assert any("Widen it" in one.value for one in page.success)


def test_a_viewer_sees_the_record_and_can_decide_nothing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_READ_ONLY", "on")
    page = opened(who="")
    assert any("viewer" in one.value for one in page.info)
    assert not [one for one in page.button if one.key == "review-accept"]


def test_what_was_known_before_a_review_stays_as_it_was(opened: Opened, kept: ClaimStore) -> None:
    moment = max(claim.recorded_at for claim in kept.claims() if claim.recorded_at)
    page = opened()
    first = shown_id(page)
    page.button(key="review-reject").click().run()

    def then() -> set[str]:
        from geodata.model import ClaimQuery  # noqa: PLC0415

        return {claim.claim_id[:12] for claim in kept.claims(ClaimQuery(known_at=moment))}

    assert first in then()


def test_an_article_decided_to_its_end_is_exported_as_a_case(
    opened: Opened, kept: ClaimStore
) -> None:
    from geodata.pipeline import load_knowledge  # noqa: PLC0415
    from geodata.pipeline.reviewed_cases import reviewed_cases  # noqa: PLC0415
    from geodata.settings import Settings  # noqa: PLC0415

    page = opened()
    for _ in range(len(kept.claims())):
        if not [one for one in page.button if one.key == "review-accept"]:
            break
        page.button(key="review-accept").click().run()
        assert not page.exception
    assert any("Every claim in this view is decided" in one.value for one in page.success)
    knowledge = load_knowledge(Settings(store_url="", cache_folder=Path("/nonexistent")))
    cases = reviewed_cases(kept, knowledge).cases
    assert len(json.dumps(cases)) > 2
    assert sum(len(case["claims"]) for case in cases) == len(kept.claims())
