"""An article in Chromium: what is marked, exact to the character, chosen, and never run."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from geodata.model import Article, Claim, Mention
from geodata.store import open_store
from tests.browser.conftest import Opened, serve
from tests.dashboard.ledger import GORNAL, keep, make_article, make_claim

CANARY = (
    '{{7*7}} <img src=x onerror="window.__canary=1"> <script>window.__canary=1</script> '
    "![x](http://canary.invalid/x.png) \u202eback\u202c"
)
SENTENCE = "🚀 The village of Gornal (Горналь) was taken, a Russian general said."
TEXT = f"Село 🚁 тихе. {SENTENCE}\n\n{CANARY}\n\nKyiv denied 🛑 that Gornal had fallen."


def _told() -> tuple[Article, list[Mention], list[Claim]]:
    article = make_article(TEXT, f"Source {CANARY}", f"Title {CANARY}", published_note=CANARY)
    named = {"Gornal": "the only place of that name", "Горналь": CANARY}
    mentions = [
        Mention(
            article_id=article.article_id,
            start_char=TEXT.index(name),
            end_char=TEXT.index(name) + len(name),
            surface=name,
            place_id=GORNAL,
            how=how,
        )
        for name, how in named.items()
    ]
    taken = make_claim(article, SENTENCE, GORNAL, speaker=CANARY)
    quote = "Kyiv denied 🛑 that Gornal had fallen."
    return article, mentions, [taken, make_claim(article, quote, GORNAL, claimant="UA")]


@pytest.fixture(scope="module")
def reading_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("reading")
    store = open_store(f"sqlite:///{folder / 'claims.sqlite3'}")
    keep(store, *_told())
    store.close()
    yield from serve(folder / "claims.sqlite3", folder)


def test_a_text_is_marked_to_the_character_chosen_by_click_and_keys_and_nothing_runs(
    reading_server: str, opened: Opened
) -> None:
    article, _, (taken, denial) = _told()
    reader = opened(reading_server, {"article": article.article_id}, path="article")
    page = reader.page
    text = page.locator(".reading .text")
    marks = text.locator("mark")
    expect(marks).to_have_count(6)
    assert text.evaluate("node => node.textContent") == TEXT
    assert marks.all_text_contents() == [
        "🚀 The village of ", "Gornal", " (", "Горналь", ") was taken, a Russian general said.",
        denial.quote,
    ]  # fmt: skip
    assert marks.nth(1).get_attribute("class") == "place claim"

    marks.nth(0).hover()
    expect(page.locator(".tip")).to_contain_text("Russia controls Gornal, Kursk region")
    marks.nth(0).click()
    expect(page).to_have_url(re.compile(f"claim={taken.claim_id}"))
    expect(page.locator("li.chosen .says")).to_have_text("Russia controls Gornal, Kursk region")
    expect(text.locator("mark.chosen")).to_have_count(5)

    marks.nth(1).click()  # the innermost comes first
    expect(page.get_by_role("button", name="Show Gornal, Kursk region on the map")).to_be_visible()
    expect(text.locator("mark.chosen")).to_have_text(["Gornal", "Горналь"])

    row = page.locator(f"[data-claim='{taken.claim_id}']")
    row.click()  # still open beside the name: this closes it
    expect(page.locator("li.chosen")).to_have_count(0)
    row.click()
    expect(page.locator("li.chosen")).to_contain_text(CANARY[:20])
    reader.settled()

    expect(page.locator(".article h3")).to_contain_text("<img src=x")
    assert page.evaluate("window.__canary") is None
    assert not [url for url in reader.asked if "canary" in url]
    assert reader.outside == []


def test_all_marks_of_a_text_are_one_stop_of_the_tab_key_and_arrow_keys_walk_them(
    reading_server: str, opened: Opened
) -> None:
    article, _, (taken, denial) = _told()
    link = {"article": article.article_id, "claim": denial.claim_id}
    page = opened(reading_server, link, path="article").page
    text = page.locator(".reading .text")
    marks = text.locator("mark")
    expect(text.locator("mark.chosen")).to_have_text([denial.quote])
    text.focus()
    page.keyboard.press("ArrowRight")
    expect(marks.nth(5)).to_be_focused()  # the one chosen
    page.keyboard.press("ArrowLeft")
    expect(marks.nth(3)).to_be_focused()  # not amid a claim
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(marks.nth(0)).to_be_focused()
    page.keyboard.press("Tab")  # all marks are one stop
    expect(text.locator(":focus")).to_have_count(0)
    marks.nth(0).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"claim={taken.claim_id}"))
