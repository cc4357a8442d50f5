"""The article page: the list of articles, and one with all that was read in it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.views.article import choosing
from dashboard.views.article.cards import how_facts
from geodata.gazetteer import load_gazetteer
from geodata.model import Decision, Review
from geodata.settings import SEEDS_FOLDER
from geodata.store import ClaimStore
from tests.dashboard.ledger import (
    GORNAL,
    KURSK,
    MOMENT,
    REPORT,
    keep,
    make_article,
    make_claim,
    report,
    reprint,
)
from tests.dashboard.opening import HOSTILE, Opened, opener, told_to


@pytest.fixture
def opened(store: ClaimStore) -> Opened:
    """Opens the article page on the hand-made ledger with the parameters of a link."""
    return opener("article")


def texts(page: AppTest) -> dict[str, Any]:
    [data] = told_to(page, "claimline_reading")
    return data


def head(page: AppTest) -> dict[str, Any]:
    return told_to(page, "claimline_article")[0]["head"]  # type: ignore[no-any-return]


def claims(page: AppTest) -> dict[str, Any]:
    return told_to(page, "claimline_article")[1]


def warnings(page: AppTest) -> str:
    return " ".join(one.value for one in page.warning).replace("\\", "")


def test_without_an_article_those_of_the_selection_are_listed(opened: Opened) -> None:
    rows = opened().dataframe[0].value
    assert rows["title"].tolist() == ["Kursk: claim and denial", "Kursk again"]
    assert rows["claims"].tolist() == [9, 3]
    assert set(rows["basis"]) == {"inferred from the text"}


def test_the_list_follows_the_filters(opened: Opened) -> None:
    rows = opened(source="seed-004").dataframe[0].value
    assert rows["title"].tolist() == ["Kursk again"]
    assert opened(relation="threatens").dataframe[0].value["claims"].tolist() == [1]


def test_an_article_without_claims_is_listed_until_claims_are_asked_for(
    opened: Opened, store: ClaimStore
) -> None:
    keep(store, make_article("Nothing happened.", "seed-004", "A quiet day"), [], [])
    assert "A quiet day" in opened().dataframe[0].value["title"].tolist()
    assert "A quiet day" not in opened(voice="RU").dataframe[0].value["title"].tolist()


def test_a_search_finds_words_of_the_text(opened: Opened) -> None:
    page = opened()
    page.text_input(key="article-search").set_value("REPORTERS").run()
    assert page.dataframe[0].value["title"].tolist() == ["Kursk again"]
    page.text_input(key="article-search").set_value("(unheard-of").run()
    assert not page.exception
    assert "None of 2 articles holds these words" in page.info[0].value


def test_an_article_is_shown_whole_with_every_claim_and_name_in_its_place(opened: Opened) -> None:
    article, _, made = report()
    shown = texts(opened(article=article.article_id))
    assert shown["text"] == REPORT
    spans = {(span["kind"], span["id"]): span for span in shown["spans"]}
    for claim in made:
        span = spans["claim", claim.claim_id]
        assert REPORT[span["start"] : span["end"]] == claim.quote
        assert claim.how in span["words"]
    [lost] = [span for span in shown["spans"] if span["kind"] == "open"]
    assert REPORT[lost["start"] : lost["end"]] == "Novaya Something"
    assert lost["words"][1:] == ["no place of that name", "May be Gornal, Kursk region"]


def test_the_head_says_what_is_known_of_the_article(opened: Opened) -> None:
    card = head(opened(article=report()[0].article_id))
    facts = dict(card["facts"])
    assert card["title"] == "Kursk: claim and denial"
    assert facts["Source"].endswith("F, reliability cannot be judged")
    assert facts["Published"] == "26 April 2025 (inferred from the text). The text says “Saturday”."
    assert facts["Known here since"] == "2025-04-27 09:00 UTC"
    assert facts["Retrieved"] == "not kept"


def test_a_copy_and_its_original_name_each_other(opened: Opened, store: ClaimStore) -> None:
    first = report()[0]
    again = make_article(
        REPORT + " Reprinted.", "seed-004", "Kursk, reprinted", origin_group=first.article_id
    )
    keep(store, again, [], [])
    [copy] = head(opened(article=again.article_id))["copies"]
    assert copy["how"] == "Near-duplicate of"
    assert copy["id"] == first.article_id
    [other] = head(opened(article=first.article_id))["copies"]
    assert other["how"] == "Also printed as"
    assert "Kursk, reprinted" in other["text"]


def test_a_withdrawn_article_says_so(opened: Opened, store: ClaimStore) -> None:
    article = report()[0]
    withdrawn = Review(
        article_id=article.article_id,
        claim_id="",
        decision=Decision.WITHDRAW,
        analyst="tester",
        recorded_at=MOMENT,
    )
    store.review(withdrawn, places=load_gazetteer(SEEDS_FOLDER).place)
    rows = opened().dataframe[0].value.set_index("title")
    assert rows.loc["Kursk: claim and denial", "note"] == "withdrawn by an analyst"
    page = opened(article=article.article_id)
    assert dict(head(page)["facts"])["Withdrawn"] == "by an analyst: nothing in it counts"
    assert claims(page)["claims"] == []


def test_a_link_opens_a_claim_in_text_and_list_alike(opened: Opened) -> None:
    article, _, made = report()
    page = opened(article=article.article_id, claim=made[1].claim_id)
    assert texts(page)["chosen"] == claims(page)["chosen"] == made[1].claim_id
    [card] = [one for one in claims(page)["claims"] if one["id"] == made[1].claim_id]
    facts = dict(card["facts"])
    assert facts["Claimant"] == "Ukraine"
    assert facts["Polarity"] == "denied by the claimant"
    assert facts["Confidence"].startswith("80%. How often claims read under the same")
    assert page.query_params == {"article": article.article_id, "claim": made[1].claim_id}


def test_the_chosen_claims_place_can_be_shown_on_the_map(opened: Opened) -> None:
    article, _, made = report()
    page = opened(article=article.article_id, claim=made[4].claim_id)
    button = page.button(key="article-map")
    assert button.label.replace("\\", "") == "Show Gornal, Kursk region on the map"
    button.click().run()
    assert not page.exception
    assert page.query_params["pick"] == GORNAL
    assert page.query_params["view"].endswith(",10")


def test_back_leads_to_the_list(opened: Opened) -> None:
    page = opened(article=report()[0].article_id)
    page.button(key="article-back").click().run()
    assert len(page.dataframe) == 1
    assert page.query_params == {}


def test_an_article_that_is_not_here_says_so_and_lists_the_others(opened: Opened) -> None:
    page = opened(article="0" * 32)
    assert "No article here has the code" in warnings(page)
    assert len(page.dataframe[0].value) == 2


@pytest.mark.parametrize("code", ["{{7*7}}", "![x](http://canary.invalid)", "a b"])
def test_a_code_that_is_none_is_left_out_and_named(opened: Opened, code: str) -> None:
    page = opened(article=code)
    assert "“article”" in warnings(page)
    assert "](http" not in page.warning[0].value
    assert "article" not in page.query_params


def test_a_claim_of_another_article_is_named_and_the_article_shown(opened: Opened) -> None:
    page = opened(article=report()[0].article_id, claim=reprint()[2][0].claim_id)
    assert "not in this article" in warnings(page)
    assert claims(page)["chosen"] is None
    assert len(claims(page)["claims"]) == 9


def test_an_article_is_shown_as_it_was_read_then(opened: Opened, store: ClaimStore) -> None:
    article, mentions, made = report()
    later = replace(made[0], confidence=0.9, extractor="rules@99")
    store.add(
        article,
        mentions,
        [later],
        extractor="rules@99",
        recorded_at=datetime(2025, 5, 1, tzinfo=UTC),
        places=load_gazetteer(SEEDS_FOLDER).place,
    )
    assert len(claims(opened(article=article.article_id))["claims"]) == 1
    then = opened(article=article.article_id, known_at=MOMENT.isoformat())
    assert len(claims(then)["claims"]) == 9


def test_an_article_that_was_not_known_yet_is_not_shown(opened: Opened) -> None:
    page = opened(article=report()[0].article_id, known_at="2025-04-20T00:00+00:00")
    assert "was not known yet" in warnings(page)
    assert not told_to(page, "claimline_reading")


def test_hostile_words_are_told_as_they_are_and_never_as_markdown(
    opened: Opened, store: ClaimStore
) -> None:
    text = f"{HOSTILE} Gornal was taken {HOSTILE}"
    article = make_article(
        text, f"Source {HOSTILE}", f"Title {HOSTILE}", published_note=HOSTILE, url="javascript:x()"
    )
    claim = make_claim(
        article, f"Gornal was taken {HOSTILE}", GORNAL, claimant="X1", actor="Y1", speaker=HOSTILE,
        how=HOSTILE,
    )  # fmt: skip
    keep(store, article, [], [claim])
    page = opened(article=article.article_id, claim=claim.claim_id)
    assert texts(page)["text"] == text
    assert head(page)["title"] == f"Title {HOSTILE}"
    assert HOSTILE in texts(page)["spans"][0]["words"][-1]
    written = [one.value for one in [*page.markdown, *page.caption, *page.warning]]
    assert not any("canary" in words for words in written)
    rows = opened().dataframe[0].value
    assert f"Source {HOSTILE}" in rows["source"].tolist()


def test_a_very_long_text_is_shown_from_its_beginning(opened: Opened, store: ClaimStore) -> None:
    text = "Gornal was taken. " + "Nothing more was said. " * 50_000
    article = make_article(text, "seed-004", "Long")
    keep(store, article, [], [make_claim(article, "Gornal was taken", GORNAL)])
    shown = texts(opened(article=article.article_id))
    assert len(shown["text"]) == 1_000_000
    assert "characters are shown" in shown["notice"]
    assert len(shown["spans"]) == 1


def test_how_a_claim_was_read_is_told_rule_by_rule() -> None:
    made = make_claim(
        report()[0],
        "Russia has controlled Crimea since 2014",
        KURSK,
        extractor="rules@6",
        how='phrase rule regain "regain# ~ control of|over"; said by "A; B" (RU); '
        "who does it is a pronoun; no date given: day of publication",
    )
    assert how_facts(made) == [
        ("Found by", "the grammar, rules@6"),
        ("Phrase", "“regain … control of/over” (rule regain)"),
        ("Attribution", 'said by "A; B" (RU)'),
        ("Noted", "who does it is a pronoun"),
        ("Date rule", "no date given: day of publication"),
    ]


def test_choosing_in_the_text_chooses_in_the_list_and_in_the_link(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held: dict[str, Any] = {"more": {"article": "a"}}
    monkeypatch.setattr(st, "session_state", held)
    choosing.mark("c1")
    assert (choosing.marked(), choosing.place_id()) == ("c1", None)
    choosing.mark(f"place:{GORNAL}")
    assert (choosing.marked(), choosing.place_id()) == (f"place:{GORNAL}", GORNAL)
    assert held["more"] == {"article": "a", "claim": "c1"}
    choosing.choose_claim(None)
    assert (choosing.marked(), choosing.place_id()) == (None, None)
