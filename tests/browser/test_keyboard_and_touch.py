import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opened, Reader
from tests.dashboard.ledger import CRIMEA, GORNAL

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}


def test_marks_can_be_reached_and_picked_by_keyboard(server: str, opened: Opened) -> None:
    reader = opened(server)
    frame = reader.frame()
    frame.locator("#map_div").focus()
    reader.page.keyboard.press("Tab")
    expect(frame.locator(".cl-focus")).to_be_focused()
    reader.page.keyboard.press("ArrowRight")
    expect(frame.locator(".cl-live")).to_contain_text("Gornal")
    expect(frame.locator(".cl-tip")).to_contain_text("Gornal")
    reader.page.keyboard.press("Enter")
    reader.wait_until("d.picked === x", GORNAL)
    expect(reader.evidence().locator("mark").first).to_be_visible()


def test_the_list_of_places_is_walked_by_keyboard(server: str, opened: Opened) -> None:
    reader = opened(server)
    crimea = reader.evidence().get_by_role("button", name="Crimea")
    crimea.focus()
    reader.page.keyboard.press("Enter")
    expect(reader.evidence().locator("mark")).to_be_visible()
    back = reader.evidence().get_by_role("button", name="All places")
    expect(back).to_be_focused()
    reader.settled()
    reader.page.keyboard.press("Enter")
    expect(crimea).to_be_focused()


def test_a_place_is_found_by_keyboard(server: str, opened: Opened) -> None:
    reader = opened(server)
    reader.search("Crimea")
    reader.wait_until("d.picked === x", CRIMEA)


def test_one_of_several_namesakes_is_chosen_by_keyboard(server: str, opened: Opened) -> None:
    reader = opened(server)
    reader.search("Oleksandrivka")
    which = reader.page.get_by_role("combobox", name="Which one")
    which.focus()
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    reader.wait_until("d.picked !== null")
    expect(reader.evidence()).to_contain_text("No claim found")


def test_a_phone_shows_map_and_filters_without_scrolling_sideways(
    server: str, opened: Opened
) -> None:
    reader = opened(server, **PHONE)
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
    width, height = reader.drawn()["size"]
    assert height >= 300
    assert width >= 340
    reader.page.get_by_role("button", name="Filters").tap()
    expect(reader.page.get_by_text("Who says it")).to_be_visible()
    reader.page.keyboard.press("Escape")
    x, y = reader.mark(GORNAL)["spot"]
    reader.frame().locator("#map_div").tap(position={"x": x, "y": y})
    expect(reader.evidence()).to_contain_text("Gornal, Kursk region")


def test_all_marks_stay_in_sight_when_the_page_finds_its_size(server: str, opened: Opened) -> None:
    reader = opened(server, **PHONE)
    reader.frame().locator(".cl-legend summary").tap()  # takes a third of the map
    reader.frame().wait_for_function(
        "map.getBounds().contains([44.5, 34]) && map.getSize().y < 400"
    )
    reader.frame().evaluate("map.setView([51.1, 35.3], 8, {animate: false})")
    reader.frame().locator(".cl-legend summary").tap()
    reader.frame().wait_for_function("map.getSize().y > 400")
    assert reader.drawn()["view"][2] == 8


def tap_mark(reader: Reader, place_id: str) -> None:
    x, y = reader.mark(place_id)["spot"]
    reader.frame().locator("#map_div").tap(position={"x": x, "y": y})


# A moment after the panel has come to show a place.
TELL_MORE_ABOVE = """(panel) => {
  const above = document.querySelector(".st-key-above");
  const timer = setInterval(() => {
    if (!panel.dataset.place) return;
    clearInterval(timer);
    setTimeout(() => {
      const more = document.createElement("div");
      more.id = "more";
      more.style.height = "1500px";
      above.prepend(more);
    }, 400);
  }, 20);
}"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_on_a_phone_the_words_behind_a_tapped_mark_come_into_sight(
    server: str, opened: Opened, motion: str
) -> None:
    reader = opened(server, **PHONE, reduced_motion=motion)
    tap_mark(reader, GORNAL)
    heading = reader.evidence().get_by_role("heading", name="Gornal, Kursk region")
    expect(heading).to_be_in_viewport()
    expect(reader.evidence().locator("mark").first).to_be_in_viewport()
    expect(reader.frame().locator(".cl-tip.cl-on")).to_have_count(0)


def test_tapped_words_stay_in_sight_though_more_is_told_above_them(
    server: str, opened: Opened
) -> None:
    reader = opened(server, **PHONE)
    reader.evidence().evaluate(TELL_MORE_ABOVE)
    tap_mark(reader, GORNAL)
    heading = reader.evidence().get_by_role("heading", name="Gornal, Kursk region")
    reader.page.wait_for_selector("#more", state="attached")
    expect(heading).to_be_in_viewport()


def test_a_tip_does_not_stay_where_a_finger_was(server: str, opened: Opened) -> None:
    reader = opened(server, **PHONE)
    tap_mark(reader, CRIMEA)
    reader.wait_until("d.picked === x", CRIMEA)
    reader.page.wait_for_timeout(400)  # the mouse that browsers make of a tap comes late
    expect(reader.frame().locator(".cl-tip.cl-on")).to_have_count(0)


def test_a_link_with_a_pick_opens_a_phone_at_the_top(server: str, opened: Opened) -> None:
    reader = opened(server, {"pick": GORNAL}, **PHONE)
    expect(reader.evidence()).to_contain_text("Gornal, Kursk region")
    reader.page.wait_for_timeout(600)
    expect(reader.page.get_by_role("heading", name="Claimline")).to_be_in_viewport()


def test_a_pick_on_a_wide_screen_moves_nothing(server: str, opened: Opened) -> None:
    reader = opened(server)
    reader.click_mark(GORNAL)
    expect(reader.evidence()).to_contain_text("Gornal, Kursk region")
    expect(reader.page.get_by_role("heading", name=re.compile("Claimline"))).to_be_in_viewport()
