import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import BLUE, COUNT_NEAR, ORANGE, Opened, Reader, serve
from tests.dashboard.ledger import BELGOROD, CRIMEA, GORNAL, KURSK, SUMY, UKRAINE

# Pixels of the canvas near a hue: [hue, where, how far about it].
NEAR_HUE = f"""([hue, spot, reach]) => {{ {COUNT_NEAR}
  const canvas = document.querySelector('.leaflet-marks-pane canvas');
  const frame = canvas.getBoundingClientRect(), home = map.getContainer().getBoundingClientRect();
  const ratio = canvas.width / frame.width;
  const x = (spot[0] + home.left - frame.left - reach) * ratio;
  const y = (spot[1] + home.top - frame.top - reach) * ratio;
  const side = 2 * reach * ratio;
  return countNear(canvas.getContext('2d').getImageData(x, y, side, side).data, hue);
}}"""
SELECTION_BOX = 16  # pixels from the left edge of the table


def pixels(reader: Reader, hue: list[int], place_id: str, reach: int = 30) -> int:
    spot = reader.mark(place_id)["spot"]
    found: int = reader.frame().evaluate(NEAR_HUE, [hue, spot, reach])
    return found


def test_the_map_is_drawn_without_any_other_machine(server: str, opened: Opened) -> None:
    reader = opened(server)
    assert reader.outside == []
    assert {mark["id"] for mark in reader.drawn()["areas"]} == {
        KURSK, BELGOROD, SUMY, CRIMEA, UKRAINE,
    }  # fmt: skip
    assert pixels(reader, ORANGE, KURSK) > 100
    assert pixels(reader, BLUE, KURSK) > 100
    assert pixels(reader, ORANGE, CRIMEA) > 100
    assert pixels(reader, BLUE, CRIMEA) == 0


def test_a_picked_country_that_is_held_in_part_is_not_outlined_in_the_holders_hue(
    server: str, opened: Opened
) -> None:
    reader = opened(server, {"pick": UKRAINE, "place": UKRAINE, "ground": "off"})
    reader.wait_until("d.picked === x", UKRAINE)
    near = pixels(reader, ORANGE, UKRAINE)
    assert near > 10
    width, _ = reader.drawn()["size"]
    assert pixels(reader, ORANGE, UKRAINE, reach=round(width / 3)) == near


def test_each_kind_of_statement_is_drawn_in_its_own_way(server: str, opened: Opened) -> None:
    reader = opened(server)
    styles = {place: reader.mark(place)["style"] for place in (KURSK, BELGOROD, SUMY, CRIMEA)}
    assert styles[KURSK]["texture"] == "cross"
    assert styles[KURSK]["colours"] == ["#D55E00", "#0072B2"]
    assert (styles[BELGOROD]["texture"], styles[BELGOROD]["shape"]) == ("sparse", "circle")
    assert (styles[SUMY]["texture"], styles[SUMY]["shape"]) == ("sparse", "triangle")
    assert (styles[CRIMEA]["texture"], styles[CRIMEA]["dash"]) == ("dots", "dashed")
    assert reader.mark(UKRAINE)["style"]["badge"] is True
    gornal = reader.mark(GORNAL)["style"]
    assert (gornal["shape"], gornal["texture"]) == ("square", "hatch")
    labels = [rows[0] for rows in reader.drawn()["labels"]]
    assert {"Kursk region", "Gornal", "Crimea"} <= set(labels)
    assert len(labels) == len(set(labels))


def test_the_legend_shows_what_is_drawn_and_nothing_else(server: str, opened: Opened) -> None:
    reader = opened(server, {"voice": "UA"})
    legend = reader.frame().locator(".cl-legend")
    expect(legend).to_contain_text("Presence of Ukraine stated")
    expect(legend).not_to_contain_text("Threat")
    texts = legend.locator(".cl-entry").all_inner_texts()
    assert [text.strip() for text in texts] == reader.drawn()["legend"]
    assert legend.locator("img").count() >= len(texts)


def test_another_voice_changes_the_marks_and_keeps_the_map(server: str, opened: Opened) -> None:
    reader = opened(server)
    reader.frame().evaluate("window.__same = 1")
    reader.voice("Russia says")
    reader.wait_until("d.areas.length === 1 && d.areas[0].style.texture === 'hatch'")
    assert reader.frame().evaluate("window.__same") == 1
    expect(reader.page).to_have_url(re.compile("voice=RU"))  # written at the end of the run
    reader.voice("Everyone")
    reader.wait_until("d.areas.length === 5")
    assert reader.frame().evaluate("window.__same") == 1


def test_the_first_start_reads_the_seeds_and_the_map_then_stays(
    tmp_path: Path, opened: Opened
) -> None:
    for url in serve(tmp_path / "claims.sqlite3", tmp_path):
        reader = opened(url)
        expect(reader.page.get_by_text("claims by 3 voices in 2 sources")).to_be_visible(
            timeout=60_000
        )
        reader.frame().evaluate("window.__same = 1")
        reader.voice("Ukraine says")
        reader.wait_until("d.areas.length === 2")
        reader.settled()
        assert reader.frame().evaluate("window.__same") == 1


def test_a_table_row_picks_its_place_and_the_map_goes_there(server: str, opened: Opened) -> None:
    reader = opened(server, {"view": "24,49.8,8"})
    reader.click_row(SELECTION_BOX)
    reader.wait_until("d.picked === x", CRIMEA)
    expect(reader.evidence().locator("mark")).to_have_text(
        "Russia has controlled Crimea since 2014"
    )
    reader.frame().wait_for_function("map.getBounds().contains([45.2, 34.3])")


def test_a_row_chosen_no_more_closes_its_place(server: str, opened: Opened) -> None:
    reader = opened(server)
    for picked in (CRIMEA, None, CRIMEA):
        reader.click_row(SELECTION_BOX)
        reader.wait_until("d.picked === x", picked)
        reader.settled()
    reader.evidence().get_by_role("button", name="All places").click()
    reader.wait_until("d.picked === null")
    reader.settled()
    reader.click_row(SELECTION_BOX)
    reader.wait_until("d.picked === x", CRIMEA)


def test_a_click_anywhere_in_a_row_picks_its_place(server: str, opened: Opened) -> None:
    reader = opened(server)
    reader.click_row(300)
    reader.wait_until("d.picked === x", CRIMEA)


def test_a_copied_link_opens_the_same_view(server: str, opened: Opened) -> None:
    first = opened(server)
    first.voice("Russia says")
    first.wait_until("d.areas.length === 1")
    first.click_mark(GORNAL)
    first.wait_until("d.picked === x", GORNAL)
    first.frame().evaluate("map.setView([51.1, 35.3], 8.5, {animate: false})")
    expect(first.page).to_have_url(re.compile(r"view=35\.3%2C51\.1%2C8\.5"))
    first.settled()
    before = first.drawn()
    again = opened(first.page.url)
    after = again.drawn()
    assert after["picked"] == GORNAL
    assert after["data"] == before["data"]
    assert after["view"] == pytest.approx([35.3, 51.1, 8.5], abs=1e-3)
    expect(again.evidence().locator("mark").first).to_be_visible()


def test_a_view_that_the_link_named_is_no_news(server: str, opened: Opened) -> None:
    """Else each map opened from another page would run anew just as the reader presses Back."""
    reader = opened(server, {"view": "35.5,51.2,8"})
    frame = reader.frame()
    frame.evaluate("Streamlit.setComponentValue = value => (window.said = value)")
    frame.evaluate("map.fire('moveend')")
    reader.page.wait_for_timeout(800)  # it is told after a third of a second of rest
    assert frame.evaluate("window.said") is None
    frame.evaluate("map.setView([51.5, 35.5], 9, { animate: false })")
    frame.wait_for_function("window.said && said.view[2] === 9")


def test_a_filter_keeps_the_readers_view(server: str, opened: Opened) -> None:
    reader = opened(server)
    reader.frame().evaluate("map.setView([51.1, 35.3], 8, {animate: false})")
    reader.voice("Ukraine says")
    reader.wait_until("d.areas.length === 2")
    # A shorter legend leaves the map more room below; its middle stays what it is.
    assert reader.drawn()["view"] == pytest.approx([35.3, 51.1, 8], abs=1e-6)


def test_reset_drops_a_filter_that_was_set_by_hand(server: str, opened: Opened) -> None:
    reader = opened(server)
    whole = reader.page.get_by_text(re.compile(r"^\d+ claims by .*")).inner_text()
    reader.page.get_by_role("button", name="Filters").click()
    reader.page.get_by_role("combobox", name="Source").click()
    reader.page.get_by_role("option").first.click()
    expect(reader.page).to_have_url(re.compile("source="))
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("Escape")
    reader.page.get_by_role("button", name="Reset").click()
    expect(reader.page.get_by_text(whole)).to_be_visible()
    reader.page.wait_for_timeout(2000)  # the browser may yet send the old value
    reader.settled()
    expect(reader.page.get_by_text(whole)).to_be_visible()
    expect(reader.page).not_to_have_url(re.compile("source="))


def test_the_browsers_back_goes_back_through_choices_and_not_through_moves_of_the_map(
    server: str, opened: Opened
) -> None:
    reader = opened(server)
    reader.voice("Russia says")
    expect(reader.page).to_have_url(re.compile("voice=RU.*view="))
    reader.settled()
    reader.voice("Ukraine says")
    reader.wait_until("d.areas.length === 2")
    reader.frame().evaluate("map.setView([51.1, 35.3], 8, {animate: false})")
    expect(reader.page).to_have_url(re.compile(r"voice=UA.*view=35\.3%2C51\.1%2C8"))
    reader.settled()
    reader.page.go_back()  # moving the map is no step
    expect(reader.page).to_have_url(re.compile("voice=RU"))
    reader.wait_until("d.areas.length === 1")
    expect(reader.page.get_by_text(re.compile("by 1 voice in"))).to_be_visible()


def test_online_tiles_are_asked_for_only_when_switched_on(server: str, opened: Opened) -> None:
    reader = opened(server)
    assert reader.outside == []
    switch = reader.page.get_by_text("Online tiles", exact=True)
    switch.click()
    reader.wait_until("d.tiles")
    expect(reader.frame().locator(".cl-warning.cl-on")).to_contain_text("own base stands in")
    assert reader.outside
    assert {url.split("/")[2] for url in reader.outside} == {"tile.openstreetmap.org"}
    assert pixels(reader, ORANGE, KURSK) > 100
    switch.click()
    reader.wait_until("!d.tiles")
    asked = len(reader.outside)
    reader.frame().evaluate("map.setView([51.1, 35.3], 8, {animate: false})")
    reader.settled()
    assert len(reader.outside) == asked


def test_the_map_follows_a_dark_theme(server: str, opened: Opened) -> None:
    assert opened(server, color_scheme="dark").drawn()["palette"] == "dark"
    assert opened(server, color_scheme="light").drawn()["palette"] == "light"


def test_a_name_that_the_gazetteer_lacks_is_said(server: str, opened: Opened) -> None:
    reader = opened(server)
    reader.search("Nowhere at all")
    expect(reader.page.get_by_text("no place called “Nowhere at all”")).to_be_visible()


# Where the map's frame stands, whenever that changes.
PLACES = """() => {
  const stood = (window.stood = []);
  const look = () => {
    const frame = document.querySelector('iframe[title="streamlit_folium.st_folium"]');
    const box = frame && frame.getBoundingClientRect();
    const at = box && [box.left, box.top, box.width, box.height].map(Math.round).join();
    if (box && box.width && stood[stood.length - 1] !== at) stood.push(at);
    requestAnimationFrame(look);
  };
  window.top === window && look();
}"""


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_the_map_stands_still_while_what_is_around_it_comes(
    server: str, browser: Browser, size: tuple[int, int]
) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    context.add_init_script(f"({PLACES})()")
    page = context.new_page()
    page.goto(server)
    page.frame_locator("iframe").first.locator(".cl-entry").first.wait_for(state="attached")
    since = len(page.evaluate("stood"))
    expect(page.locator(".panel h3")).to_be_visible()
    expect(page.get_by_role("combobox", name="Find a place")).to_be_visible()
    page.wait_for_timeout(300)
    assert len(page.evaluate("stood")) == since, page.evaluate("stood")
    context.close()


def test_where_the_map_can_not_be_had_the_rest_comes_all_the_same(
    server: str, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/component/streamlit_folium**", lambda route: route.abort())
    page.goto(server)
    expect(page.locator(".panel h3")).to_have_text("Places")
    context.close()


# Every height at which the map's frame stood, from the first on.
HEIGHTS = """() => {
  window.heights = [];
  const look = () => {
    const frame = document.querySelector('iframe[title="streamlit_folium.st_folium"]');
    const top = frame && Math.round(frame.getBoundingClientRect().top);
    if (top && heights.at(-1) !== top) heights.push(top);
    requestAnimationFrame(look);
  };
  look();
}"""


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_what_comes_after_the_map_does_not_move_it(
    server: str, opened: Opened, size: tuple[int, int]
) -> None:
    reader = opened(server, viewport={"width": size[0], "height": size[1]})
    reader.page.add_init_script(f"({HEIGHTS})()")
    reader.page.reload()
    expect(reader.page.get_by_role("radiogroup", name="Page")).to_be_visible()
    expect(reader.page.get_by_text("Names to settle")).to_be_attached()
    reader.settled()
    heights = reader.page.evaluate("heights")
    assert len(heights) == 1
