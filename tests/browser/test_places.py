"""Looking for places, and settling names that no place was given to, as an analyst does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from geodata.gazetteer.rows import folded
from geodata.model import PlaceChoice, Verdict
from geodata.pipeline import Knowledge
from geodata.store import open_store
from tests.browser.conftest import Opened, Reader, serve
from tests.browser.test_hostile_text import CANARY
from tests.browser.test_keyboard_and_touch import PHONE
from tests.dashboard.open_names import AMBIGUOUS, GORNAL, LOST, SMALL, WIDE, make_open_store


@pytest.fixture(scope="module")
def desk(
    tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge
) -> Iterator[tuple[str, Path]]:
    """A server whose store the tests change, each by another name; and the store's file."""
    folder = tmp_path_factory.mktemp("open-names")
    path = folder / "claims.sqlite3"
    make_open_store(path, knowledge, CANARY).close()
    for url in serve(path, folder):
        yield url, path


def choices_of(path: Path, name: str) -> list[PlaceChoice]:
    store = open_store(f"sqlite:///{path}")
    made = [choice for choice in store.all_place_choices() if choice.name == folded(name)]
    store.close()
    return made


def names(reader: Reader) -> Locator:
    return reader.page.locator(".names")


def form(reader: Reader) -> Locator:
    return reader.page.locator(".st-key-settle-form")


def open_name(reader: Reader, name: str) -> None:
    row = names(reader).get_by_role("button", name=re.compile(name))
    row.focus()
    reader.page.keyboard.press("Enter")
    expect(form(reader)).to_contain_text(f"Which place is “{name}”?")
    expect(row).to_have_attribute("aria-expanded", "true")
    reader.settled()


def choose(reader: Reader, option: Locator) -> None:
    option.focus()
    reader.page.keyboard.press("Space")
    expect(option).to_be_checked()
    reader.settled()


def write(reader: Reader, label: str, words: str) -> None:
    field = reader.page.get_by_label(label, exact=True)
    field.fill(words)
    field.press("Enter")
    reader.settled()


def save(reader: Reader) -> None:
    button = form(reader).get_by_role("button", name="Save")
    button.focus()
    reader.page.keyboard.press("Enter")


def said(reader: Reader) -> Locator:
    """What the page says of the choice just made or of what is missing from it."""
    own = reader.page.locator(".st-key-settle-outcome, .st-key-settle-form")
    return own.get_by_test_id("stAlert")


def aim(reader: Reader) -> None:
    choose(reader, form(reader).get_by_role("radio", name="A point that I set on the map"))
    form(reader).get_by_role("button", name="Pick on the map").click()
    reader.frame().wait_for_function("claimline.drawn().aiming")
    reader.settled()


def latitude(reader: Reader) -> Locator:
    return form(reader).get_by_label("Latitude, °N")


@pytest.mark.parametrize("name", ["Chasiv Yar", "Часів Яр", "Часов Яр"])
def test_a_place_is_found_by_its_english_ukrainian_and_russian_name(
    server: str, opened: Opened, name: str
) -> None:
    reader = opened(server)
    reader.search(name)
    reader.wait_until("d.picked !== null")
    expect(reader.evidence()).to_contain_text("Chasiv Yar, Donetsk region")


def test_a_misspelt_name_is_answered_with_the_places_that_may_be_meant(
    server: str, opened: Opened
) -> None:
    reader = opened(server)
    reader.search("Huliajpolle")
    expect(reader.page.get_by_text("no place called “Huliajpolle”")).to_be_visible()
    which = reader.page.get_by_role("combobox", name="Which one")
    which.click()
    option = reader.page.get_by_role("option", name=re.compile("Huliaipole .* Zaporizhzhia region"))
    expect(option).to_contain_text("Ukraine · settlement")
    option.click()
    reader.wait_until("d.picked !== null")
    expect(reader.evidence()).to_contain_text("Huliaipole, Zaporizhzhia region")


def test_an_ambiguous_name_is_settled_by_keyboard_and_the_choice_undone(
    desk: tuple[str, Path], opened: Opened
) -> None:
    url, path = desk
    reader = opened(url)
    rows = names(reader).get_by_role("button")
    expect(rows).not_to_have_count(0)
    before = rows.count()
    open_name(reader, AMBIGUOUS)
    expect(names(reader).locator("mark")).to_have_text([AMBIGUOUS, AMBIGUOUS])
    choose(reader, form(reader).get_by_role("radio").first)
    save(reader)
    expect(said(reader)).to_contain_text("Say who decides")
    write(reader, "Who decides", "Ann")
    expect(said(reader)).to_have_count(0)
    save(reader)
    expect(said(reader)).to_contain_text("2 articles read again; 2 claims added")
    expect(rows).to_have_count(before - 1)
    reader.wait_until("d.points.some(mark => mark.id === x)", GORNAL)
    expect(rows.first).to_be_focused()
    reader.click_mark(GORNAL)
    expect(reader.evidence()).to_contain_text("chosen by Ann on ")
    undo = reader.page.get_by_role("button", name="Undo").first  # the newest choice
    undo.focus()
    reader.page.keyboard.press("Enter")
    expect(said(reader)).to_contain_text("2 articles read again; 2 claims gone")
    expect(rows).to_have_count(before)
    made = [(choice.verdict, choice.analyst) for choice in choices_of(path, AMBIGUOUS)]
    assert made == [(Verdict.PLACE, "Ann"), (Verdict.UNDONE, "Ann")]
    assert reader.outside == []


def test_a_point_is_set_by_a_click_on_the_map(desk: tuple[str, Path], opened: Opened) -> None:
    url, path = desk
    reader = opened(url)
    write(reader, "Who decides", "Ann")
    open_name(reader, LOST)
    aim(reader)
    frame = reader.frame()
    expect(frame.locator(".cl-hint")).to_contain_text("Click where the place is")
    lat, lon = frame.evaluate(
        "(() => { const at = map.containerPointToLatLng([150, 200]); return [at.lat, at.lng]; })()"
    )
    frame.locator("#map_div").click(position={"x": 150, "y": 200})
    expect(latitude(reader)).to_have_value(re.compile(r"^\d"))
    reader.wait_until("!d.aiming && d.point")
    save(reader)
    expect(said(reader)).to_contain_text("1 article read again; 1 claim added")
    [choice] = choices_of(path, LOST)
    assert choice.point is not None
    assert (choice.point.lat, choice.point.lon) == pytest.approx((lat, lon), abs=2e-3)
    assert choice.point.label == LOST
    reader.wait_until("d.points.some(mark => mark.id === x)", choice.place_id)


def test_a_point_is_set_and_given_up_by_keyboard(desk: tuple[str, Path], opened: Opened) -> None:
    reader = opened(desk[0])
    open_name(reader, AMBIGUOUS)
    aim(reader)
    reader.page.keyboard.press("Escape")
    reader.wait_until("!d.aiming")
    expect(form(reader).get_by_role("button", name="Stop picking")).to_have_count(0)
    expect(latitude(reader)).to_have_value("")
    again = form(reader).get_by_role("button", name="Pick on the map")
    expect(again).to_be_focused()
    reader.settled()
    reader.page.keyboard.press("Enter")
    reader.frame().wait_for_function("claimline.drawn().aiming")
    reader.settled()
    before = reader.drawn()["view"]
    reader.page.keyboard.press("ArrowRight")
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    reader.wait_until("!d.aiming && d.point")
    lon, lat, _ = reader.drawn()["point"]
    assert lon > before[0]
    assert lat < before[1]
    expect(latitude(reader)).to_have_value(re.compile(r"^\d"))


def test_hostile_words_about_a_name_are_shown_as_they_are(
    desk: tuple[str, Path], opened: Opened
) -> None:
    reader = opened(desk[0])
    write(reader, "Who decides", f"Ann {CANARY}"[:80])
    open_name(reader, WIDE)
    shown = names(reader).evaluate("node => node.textContent")
    assert f"Title 2 {CANARY}" in shown
    write(reader, "Note (optional)", CANARY)
    choose(reader, form(reader).get_by_role("radio", name="Not a place"))
    save(reader)
    expect(said(reader)).to_contain_text("is no place")
    made = reader.page.locator(".st-key-choices-made")
    expect(made).to_contain_text("{{7*7}} {% x <img src=x onerror=")
    for frame in reader.page.frames:
        assert frame.evaluate("window.__canary") is None
    assert not [url for url in reader.asked if "canary" in url]
    assert reader.outside == []


def test_on_a_phone_a_name_is_settled_without_scrolling_sideways(
    desk: tuple[str, Path], opened: Opened
) -> None:
    reader = opened(desk[0], **PHONE)
    write(reader, "Who decides", "Ann")
    open_name(reader, SMALL)
    aim(reader)
    expect(reader.page.locator("iframe").first).to_be_in_viewport()
    reader.frame().locator("#map_div").tap(position={"x": 120, "y": 160})
    expect(latitude(reader)).to_have_value(re.compile(r"^\d"))
    expect(form(reader)).to_be_in_viewport()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
    save(reader)
    expect(said(reader)).to_contain_text("1 claim added")
