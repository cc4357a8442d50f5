"""Looking for places, and settling names that no place was given to, as an analyst does."""

import itertools
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from geodata.gazetteer.rows import folded
from geodata.model import PlaceChoice, Verdict
from geodata.pipeline import Knowledge
from geodata.reading import keep
from geodata.store import open_store
from tests.browser.conftest import Opened, Reader, serve
from tests.browser.test_hostile_text import CANARY
from tests.browser.test_keyboard_and_touch import PHONE
from tests.dashboard.ledger import KURSK
from tests.dashboard.open_names import (
    AMBIGUOUS,
    GORNAL,
    LOST,
    SMALL,
    WIDE,
    make_open_store,
)
from tests.records import make_article

SYLLABLES = ("zha", "bok", "ruk", "lye", "dro")
MANY = " ".join(
    f"Russian forces captured the village of Zhabo{first}{second}pivske."
    for first, second in itertools.product(SYLLABLES, SYLLABLES)
)
CHASIV_YAR, ZAPORIZHZHIA = "geonames:710915", "iso:UA-23"


@pytest.fixture(scope="module")
def desk(
    tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge
) -> Iterator[tuple[str, Path]]:
    """A server whose store the tests change, each by another name; and the store's file."""
    folder = tmp_path_factory.mktemp("open-names")
    path = folder / "claims.sqlite3"
    store = make_open_store(path, knowledge, CANARY)
    keep(make_article(MANY, title="Many villages"), store, knowledge)
    store.close()
    for url in serve(path, folder):
        yield url, path


def choices_of(path: Path, name: str) -> list[PlaceChoice]:
    store = open_store(f"sqlite:///{path}")
    made = [choice for choice in store.all_place_choices() if choice.name == folded(name)]
    store.close()
    return made


def rows(reader: Reader) -> Locator:
    """The names in the list, or the one that is open."""
    return names(reader).locator(".name-row")


def left_open(reader: Reader) -> int:
    expect(rows(reader).first).to_be_visible()  # nothing grows any more above what is kept
    heading = reader.page.get_by_role("heading", name="Names to settle").inner_text()
    return int(re.sub(r"\D", "", heading))


def names(reader: Reader) -> Locator:
    return reader.page.locator(".names")


def form(reader: Reader) -> Locator:
    return reader.page.locator(".st-key-settle-form")


def open_name(reader: Reader, name: str) -> None:
    names(reader).get_by_label("Filter the names").fill(name)
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
    own = reader.page.locator(".st-key-settle-outcome, .st-key-settle-form, .st-key-undo-outcome")
    return own.get_by_test_id("stAlert")


def aim(reader: Reader) -> None:
    choose(reader, form(reader).get_by_role("radio", name="A point that I set on the map"))
    form(reader).get_by_role("button", name="Pick on the map").click()
    reader.frame().wait_for_function("claimline.drawn().aiming")
    reader.settled()


def point_is_set(reader: Reader) -> None:
    reader.wait_until("!d.aiming && d.point")
    reader.settled()  # the fields of before may still be there, stale
    expect(latitude(reader)).to_have_value(re.compile(r"^\d"))


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


# Pixels of ink about a spot, so far from its middle as a ring is.
RINGED = """spot => {
  const canvas = document.querySelector('.leaflet-marks-pane canvas');
  const frame = canvas.getBoundingClientRect(), home = map.getContainer().getBoundingClientRect();
  const ratio = canvas.width / frame.width, ctx = canvas.getContext('2d');
  let dark = 0;
  for (let turn = 0; turn < 360; turn += 10) {
    const x = spot[0] + 11 * Math.cos(turn * Math.PI / 180) + home.left - frame.left;
    const y = spot[1] + 11 * Math.sin(turn * Math.PI / 180) + home.top - frame.top;
    const [r, g, b, a] = ctx.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data;
    if (a > 200 && r + g + b < 300) dark++;
  }
  return dark / 36;
}"""


def test_a_place_without_claims_is_ringed_and_named_until_it_is_closed(
    server: str, opened: Opened
) -> None:
    reader = opened(server)
    reader.search("Chasiv Yar")
    reader.wait_until("d.spots.length === 1 && d.view[2] === 10")
    [spot] = reader.drawn()["spots"]
    assert (spot["id"], spot["outlined"]) == (CHASIV_YAR, False)
    width, height = reader.drawn()["size"]
    assert spot["spot"] == pytest.approx([width / 2, height / 2], abs=2)
    assert ["Chasiv Yar", "no claim found"] in reader.drawn()["labels"]
    assert reader.frame().evaluate(RINGED, spot["spot"]) > 0.9
    expect(reader.frame().locator(".cl-legend")).to_contain_text("Ring: the place looked up")
    reader.evidence().get_by_role("button", name="All places").click()
    reader.wait_until("d.spots.length === 0")
    assert reader.frame().evaluate(RINGED, spot["spot"]) == 0
    expect(reader.frame().locator(".cl-legend")).not_to_contain_text("Ring:")


def test_a_click_elsewhere_takes_the_ring_away(server: str, opened: Opened) -> None:
    reader = opened(server, {"pick": CHASIV_YAR, "view": "37.83,48.58,9"})
    reader.wait_until("d.spots.length === 1")
    x, y = reader.drawn()["spots"][0]["spot"]
    reader.frame().locator("#map_div").click(position={"x": x, "y": y})
    reader.settled()
    assert reader.drawn()["picked"] == CHASIV_YAR
    reader.frame().locator("#map_div").click(position={"x": x + 120, "y": y})
    reader.wait_until("d.picked === null && d.spots.length === 0")
    expect(reader.evidence()).to_contain_text("Pick a place")


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("Ukraine", [[52.2, 34], [44.5, 34], [48.4, 22.3], [49, 40]], [60, 31]),
        ("Zaporizhzhia region", [[48.05, 35.2], [46.3, 35.3], [47.2, 37.1]], [49.8, 35]),
        ("Russia", [[54.7, 20.6], [43, 132], [66, 180], [41.5, 47.8]], [15, 90]),
    ],
)
def test_the_whole_of_an_area_is_shown(
    server: str, opened: Opened, name: str, inside: list[list[float]], outside: list[float]
) -> None:
    reader = opened(server)
    reader.search(name)
    reader.wait_until("d.picked !== null")
    reader.frame().wait_for_function(
        "([inside, outside]) => inside.every(at => map.getBounds().contains(at))"
        " && !map.getBounds().contains(outside)",
        arg=[inside, outside],
    )


def test_an_area_without_claims_gets_its_outline(server: str, opened: Opened) -> None:
    reader = opened(server)
    reader.search("Zaporizhzhia region")
    reader.wait_until("d.spots.length === 1 && d.spots[0].outlined")
    assert ["Zaporizhzhia region", "no claim found"] in reader.drawn()["labels"]
    assert reader.drawn()["picked"] == ZAPORIZHZHIA


def test_a_search_that_is_not_answered_yet_shows_no_other_place(
    server: str, opened: Opened
) -> None:
    reader = opened(server, {"pick": KURSK})
    expect(reader.evidence()).to_contain_text("Kursk region")
    reader.search("Ivanivka, Donetsk region")
    expect(reader.page.get_by_role("combobox", name="Which one")).to_be_visible()
    expect(reader.evidence()).to_contain_text("Pick a place")
    reader.wait_until("d.picked === null")


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


def press(reader: Reader, button: Locator) -> None:
    button.focus()
    reader.page.keyboard.press("Enter")


def test_an_ambiguous_name_is_settled_by_keyboard(desk: tuple[str, Path], opened: Opened) -> None:
    reader = opened(desk[0])
    before = left_open(reader)
    open_name(reader, AMBIGUOUS)
    expect(names(reader).locator("mark")).to_have_text([AMBIGUOUS, AMBIGUOUS])
    choose(reader, form(reader).get_by_role("radio").first)
    save(reader)
    expect(said(reader)).to_contain_text("Say who decides")
    expect(said(reader)).to_be_in_viewport()
    write(reader, "Who decides", "Ann")
    expect(said(reader)).to_have_count(0)
    save(reader)
    expect(said(reader)).to_contain_text("2 articles read again; 2 claims added")
    expect(said(reader)).to_be_in_viewport()
    assert left_open(reader) == before - 1
    reader.wait_until("d.points.some(mark => mark.id === x)", GORNAL)
    expect(rows(reader).first).to_be_focused()
    reader.click_mark(GORNAL)
    expect(reader.evidence()).to_contain_text("chosen by Ann on ")
    assert reader.outside == []


def test_a_choice_is_undone_by_keyboard_and_what_came_of_it_stands_beside_the_button(
    desk: tuple[str, Path], opened: Opened
) -> None:
    url, path = desk
    reader = opened(url, locale="en-GB")  # a browser in which nobody has said who decides
    before = left_open(reader)
    undo = reader.page.get_by_role("button", name="Undo").first  # the newest choice
    press(reader, undo)
    expect(said(reader)).to_contain_text("Say who decides")
    expect(said(reader)).to_be_in_viewport()
    reader.settled()
    write(reader, "Who decides", "Bo")
    press(reader, undo)
    expect(said(reader)).to_contain_text(f"Undone: “{AMBIGUOUS}” is open again. 2 articles read")
    expect(said(reader)).to_contain_text("2 claims gone")
    expect(said(reader)).to_be_in_viewport()
    expect(reader.page.locator("body")).not_to_be_focused()
    assert left_open(reader) == before + 1
    made = [(choice.verdict, choice.analyst) for choice in choices_of(path, AMBIGUOUS)]
    assert made == [(Verdict.PLACE, "Ann"), (Verdict.UNDONE, "Bo")]


def test_the_form_comes_right_after_the_name_by_keyboard(
    desk: tuple[str, Path], opened: Opened
) -> None:
    reader = opened(desk[0])
    open_name(reader, AMBIGUOUS)
    reader.page.wait_for_timeout(1000)  # radio buttons take the focus some time after they show
    reader.page.keyboard.press("Tab")
    expect(form(reader).get_by_role("radio").first).to_be_focused()
    names(reader).get_by_role("button", name="All names").focus()
    reader.page.keyboard.press("Enter")
    expect(form(reader)).to_have_count(0)
    expect(rows(reader).filter(has_text=AMBIGUOUS)).to_be_focused()


def test_names_are_listed_by_twenties_and_found_by_their_letters(
    desk: tuple[str, Path], opened: Opened
) -> None:
    reader = opened(desk[0])
    count = left_open(reader)
    assert 20 < count < 40
    expect(rows(reader)).to_have_count(20)
    first = rows(reader).first.inner_text()
    names(reader).get_by_role("button", name="Further").click()
    expect(rows(reader)).to_have_count(count - 20)
    expect(names(reader)).to_contain_text(f"21–{count} of {count}")
    names(reader).get_by_role("button", name="Earlier").click()
    assert rows(reader).first.inner_text() == first
    names(reader).get_by_label("Filter the names").fill("zhaboRUKdro")
    expect(rows(reader)).to_have_count(1)
    names(reader).get_by_label("Filter the names").fill("qqq")
    expect(names(reader)).to_contain_text("No open name holds these letters")


def test_the_places_listed_stand_on_the_map_by_their_numbers(
    desk: tuple[str, Path], opened: Opened
) -> None:
    reader = opened(desk[0])
    open_name(reader, SMALL)
    write(reader, "Search for another place", "Popivka, Sumy region")
    reader.wait_until("d.spots.filter(spot => spot.name === 'Popivka').length > 2")
    spots = reader.drawn()["spots"]
    assert [spot["number"] for spot in spots] == list(range(1, len(spots) + 1))
    assert not any(spot["chosen"] for spot in spots)
    expect(reader.frame().locator(".cl-legend")).to_contain_text("Numbered ring")
    konotop = form(reader).get_by_role("radio", name="Popivka · Konotop Raion")
    choose(reader, konotop)
    reader.wait_until("d.spots.some(spot => spot.chosen)")
    [chosen] = [spot for spot in reader.drawn()["spots"] if spot["chosen"]]
    expect(form(reader).get_by_text(f"{chosen['number']}. Popivka · Konotop")).to_be_visible()
    form(reader).get_by_role("button", name="Show on the map").click()
    expect(reader.page.locator("iframe").first).to_be_in_viewport(ratio=0.9)
    reader.wait_until("d.view[2] === 10 && Math.abs(d.view[0] - 33.114) < 0.01")
    assert ["Popivka"] in reader.drawn()["labels"]


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
    point_is_set(reader)
    near = reader.drawn()
    pixel_km = 156.543 * math.cos(math.radians(lat)) / 2 ** near["view"][2]
    assert near["point"][2] == pytest.approx(10 * pixel_km, rel=0.2, abs=0.2)
    save(reader)
    expect(said(reader)).to_contain_text("1 article read again; 1 claim added")
    [choice] = choices_of(path, LOST)
    assert choice.point is not None
    assert (choice.point.lat, choice.point.lon) == pytest.approx((lat, lon), abs=2 * pixel_km / 111)
    assert choice.point.precision_km == near["point"][2]
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
    point_is_set(reader)
    lon, lat, _ = reader.drawn()["point"]
    assert lon > before[0]
    assert lat < before[1]


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
    reader.page.get_by_text("nothing is guessed").scroll_into_view_if_needed()
    open_name(reader, SMALL)
    expect(form(reader).get_by_text("Which place is")).to_be_in_viewport()
    aim(reader)
    expect(reader.page.locator("iframe").first).to_be_in_viewport()
    reader.frame().locator("#map_div").tap(position={"x": 120, "y": 160})
    point_is_set(reader)
    expect(form(reader)).to_be_in_viewport()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
    save(reader)
    expect(said(reader)).to_contain_text("1 claim added")
