"""python -m geodata reviews: what is listed, what is written, and that scoring can read it."""

import json
from pathlib import Path

import pytest

from geodata.__main__ import main
from geodata.pipeline import Knowledge
from geodata.reading import keep
from geodata.reviewing import (
    accept,
    add,
    added_claim,
    correct,
    corrected_claim,
    reject,
    review,
    undo,
    withdraw,
)
from geodata.store import ClaimStore, open_store
from tests.records import make_article
from tests.score_claims import read_cases, score_cases

TEXT = (
    "Russian forces have captured Gornal, Russia's Defence Ministry said. "
    "Ukraine's General Staff denied that Russia controls Gornal. "
    "Fighting goes on near Sudzha, the Ukrainian army said on Monday."
)
OTHER = "Russian forces have entered Sudzha, Russia's Defence Ministry said."
CASE_KEYS = {
    "id",
    "title",
    "source",
    "url",
    "published",
    "language",
    "text",
    "conflict",
    "places",
    "claims",
    "licence",
    "provenance",
}
"""As in the hand-labelled cases for development."""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "claims.sqlite3"))
    return tmp_path / "out.jsonl"


@pytest.fixture
def store(path: Path, knowledge: Knowledge, tmp_path: Path) -> ClaimStore:
    """Two articles, of three claims and of one."""
    made = open_store(f"sqlite:///{tmp_path / 'claims.sqlite3'}")
    assert keep(make_article(TEXT), made, knowledge, compare=False)
    assert keep(make_article(OTHER), made, knowledge, compare=False)
    assert [len(made.claims_of(make_article(text).article_id)) for text in (TEXT, OTHER)] == [3, 1]
    return made


def decide_all(store: ClaimStore, knowledge: Knowledge) -> None:
    """Of the first article: one claim corrected, one rejected, one accepted, one added."""
    first, second, third = store.claims_of(make_article(TEXT).article_id)
    changes = {"relation": "present", "extent": "partial"}
    corrected = corrected_claim(first, changes, "Ann", store, knowledge)
    fields = {
        "place_id": "geonames:703448",
        "claimant": "SOURCE",
        "relation": "threatens",
        "actor": "RU",
        "start_char": 0,
        "end_char": 15,
    }
    added = added_claim(first.article_id, fields, "Bob", store, knowledge)
    for made in (
        correct(first, corrected, "Ann"),
        reject(second, "Ann"),
        accept(third, "Ann"),
        add(added, "Bob"),
    ):
        review(made, store, knowledge)


def exported(path: Path, *options: str) -> list[dict[str, object]]:
    assert main(["reviews", "export", str(path), *options]) == 0
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_case_holds_what_stands_after_review(
    store: ClaimStore, knowledge: Knowledge, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide_all(store, knowledge)
    [case] = exported(path)
    assert capsys.readouterr().err == "1 cases written\n"
    assert case.keys() == CASE_KEYS
    assert (case["text"], case["source"], case["language"]) == (TEXT, "wire", "en")
    assert str(case["provenance"]).startswith("Claimline, reviewed by Ann, Bob, 20")
    claims = {
        (one["place"], one["claimant"], one["relation"], one["polarity"], one.get("extent"))
        for one in case["claims"]  # type: ignore[attr-defined]
    }
    assert claims == {
        ("Gornal", "RU", "present", "affirm", "partial"),
        ("Sudzha", "UA", "contested", "affirm", None),
        ("Kyiv", "SOURCE", "threatens", "affirm", None),
    }
    assert all(one["evidence"] in TEXT for one in case["claims"])  # type: ignore[attr-defined]


def test_scoring_reads_the_cases_and_finds_what_was_corrected(
    store: ClaimStore, knowledge: Knowledge, path: Path
) -> None:
    decide_all(store, knowledge)
    exported(path)
    scores = score_cases(read_cases(path), knowledge)
    assert (scores.strict.right, scores.strict.found, scores.strict.labelled) == (1, 3, 3)
    assert scores.dates_right == 1


def test_a_case_whose_claims_are_all_accepted_is_read_without_a_fault(
    store: ClaimStore, knowledge: Knowledge, path: Path
) -> None:
    for claim in store.claims():
        review(accept(claim, "Ann"), store, knowledge)
    exported(path)
    scores = score_cases(read_cases(path), knowledge)
    assert (scores.strict.f1, scores.strict.labelled, scores.date_accuracy) == (1.0, 4, 1.0)


def test_an_article_with_undecided_claims_is_left_out_unless_asked_for(
    store: ClaimStore, knowledge: Knowledge, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review(accept(store.claims_of(make_article(TEXT).article_id)[0], "Ann"), store, knowledge)
    assert exported(path) == []
    assert capsys.readouterr().err == (
        "0 cases written; 1 with undecided claims left out (--partial takes them)\n"
    )
    [case] = exported(path, "--partial")
    assert case["complete"] is False
    assert len(case["claims"]) == 1  # type: ignore[arg-type]


def test_an_article_all_of_whose_claims_are_rejected_is_a_negative_case(
    store: ClaimStore, knowledge: Knowledge, path: Path
) -> None:
    [claim] = store.claims_of(make_article(OTHER).article_id)
    review(reject(claim, "Ann"), store, knowledge)
    [case] = exported(path)
    assert case["claims"] == []
    assert score_cases(read_cases(path), knowledge).from_negatives == [case["id"]]


def test_texts_that_must_not_be_passed_on_and_withdrawn_articles_are_left_out(
    store: ClaimStore, knowledge: Knowledge, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = next(one.source_id for one in knowledge.sources if not one.redistributable)
    article = make_article(OTHER.replace("Sudzha", "Gornal"), source_id=closed)
    keep(article, store, knowledge, compare=False)
    for claim in store.claims():
        review(accept(claim, "Ann"), store, knowledge)
    withdraw(make_article(OTHER).article_id, "Ann", "", store)
    assert [case["text"] for case in exported(path)] == [TEXT]
    assert "1 left out, not redistributable" in capsys.readouterr().err


def test_reviews_are_listed_with_who_and_why_and_no_word_steers_the_terminal(
    store: ClaimStore, knowledge: Knowledge, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = store.claims_of(make_article(TEXT).article_id)[0]
    corrected = corrected_claim(claim, {"relation": "present"}, "Ann", store, knowledge)
    first = review(correct(claim, corrected, "Ann", "a\tb\x1b[2J\nc"), store, knowledge)
    undo(first, "Bob", store, knowledge)
    review(reject(claim, "Bob"), store, knowledge)
    assert main(["reviews", "list"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert line.split("\t")[1:3] == ["Bob", "reject"]
    assert "RU: RU controls Gornal" in line
    assert main(["reviews", "list", "--all"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [line[2] for line in lines] == ["correct", "undone", "reject"]
    assert lines[0][4:] == ["RU: RU controls Gornal", "→ RU: RU present Gornal", "a b [2J c"]
    assert main(["reviews", "list", "--known-at", "2020-01-01"]) == 0
    assert capsys.readouterr().out == ""


def test_a_store_that_is_not_there_is_named(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reviews", "list"]) == 1
    assert "there is no store yet" in capsys.readouterr().err
    assert not path.exists()
