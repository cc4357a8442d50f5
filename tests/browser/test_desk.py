"""A day at the desk: review by keys, words marked in a text, days brushed, Back between pages."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geodata.model import Decision
from geodata.store import open_store
from tests.browser.conftest import Opened, serve
from tests.dashboard.ledger import GORNAL, make_store


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A desk of its own, for what it decides stays: its address and its store."""
    folder = tmp_path_factory.mktemp("desk")
    make_store(folder / "claims.sqlite3").close()
    for url in serve(folder / "claims.sqlite3", folder):
        yield url, folder / "claims.sqlite3"


def test_claims_are_reviewed_with_keys_and_a_reload_goes_on(
    desk: tuple[str, Path], opened: Opened
) -> None:
    reader = opened(desk[0], path="review")
    page = reader.page
    page.get_by_role("textbox", name="Who decides").fill("Ann")
    page.keyboard.press("Enter")  # leaves the field: keys mean decisions where none has the focus
    reader.settled()
    page.keyboard.press("x")
    expect(page.get_by_text(re.compile("^Rejected"))).to_be_visible()
    reader.settled()
    page.keyboard.press("u")
    expect(page.get_by_text("The last decision is taken back")).to_be_visible()
    reader.settled()
    page.keyboard.press("a")
    expect(page.get_by_text(re.compile("^Accepted"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"^1 of \d+ claims"))).to_be_visible()
    with closing(open_store(f"sqlite:///{desk[1]}")) as store:
        assert [one.decision for one in store.reviews()] == [Decision.ACCEPT]
    shown = page.locator(".reading mark.chosen").all_inner_texts()
    page.reload()
    reader.settled()
    expect(page.locator(".reading mark.chosen").first).to_be_visible()
    assert page.locator(".reading mark.chosen").all_inner_texts() == shown
    expect(page.get_by_role("textbox", name="Who decides")).to_have_value("Ann")  # asked once


def test_words_marked_with_the_mouse_are_what_a_claim_rests_on(
    desk: tuple[str, Path], opened: Opened
) -> None:
    reader = opened(desk[0], path="review")
    page = reader.page
    text = page.locator(".reading .chunk").first
    box = text.bounding_box()
    assert box
    page.mouse.move(box["x"] + 4, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 180, box["y"] + 10, steps=4)
    page.mouse.up()
    said = page.get_by_text(re.compile("Rests on the words marked"))
    expect(said).to_be_visible()
    words = re.search("“(.*)”", said.inner_text())
    assert words
    assert words[1].replace("\u2060", "") in text.inner_text()


def test_days_are_chosen_by_dragging_over_the_bars(desk: tuple[str, Path], opened: Opened) -> None:
    reader = opened(desk[0])
    page = reader.page
    bars = page.locator(".days .told")
    box = bars.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + 8, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile("since=20"))
    expect(page.get_by_role("button", name="Filters (1)")).to_be_visible()
    page.get_by_role("button", name="Show earlier days again").click()
    expect(page).not_to_have_url(re.compile("since="))


def test_back_from_the_map_returns_to_the_article_that_led_there(
    desk: tuple[str, Path], opened: Opened
) -> None:
    with closing(open_store(f"sqlite:///{desk[1]}")) as store:
        claim = next(one for one in store.claims() if one.place_id == GORNAL)
    link = {"article": claim.article_id, "claim": claim.claim_id}
    reader = opened(desk[0], link, "article")
    reader.page.get_by_role("button", name=re.compile("on the map")).click()
    expect(reader.page).to_have_url(re.compile("pick="))
    reader.frame()
    expect(reader.evidence()).to_be_attached()  # the page is whole: nothing more will be written
    kept = reader.page.evaluate("localStorage.getItem('claimline-analyst') || ''")
    decides = reader.page.get_by_role("textbox", name="Who decides")
    expect(decides).to_have_value(kept)  # and nothing more will be told
    reader.settled()
    reader.page.go_back()
    # Streamlit tells the next page's link before the page: on a busy machine an entry between.
    if "article=" not in reader.page.url:
        reader.page.go_back()
    expect(reader.page).to_have_url(re.compile(f"article={claim.article_id}"))
    expect(reader.page.locator(".reading mark.chosen").first).to_be_visible()
