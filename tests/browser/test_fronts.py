"""Ground, front line, the day bar and the compare page, as a reader sees them."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import BLUE, COUNT_NEAR, ORANGE, Opened, Reader, serve
from tests.dashboard.front import DONETSK, FIRST, KRAMATORSK, LAST, make_front_store

SIDES = {"voice": "RU", "voice2": "UA", "about": "RU"}
# Near Toretsk, which one side alone says that Russia holds.
TORETSK_AT = (37.8478, 48.3948)
HORLIVKA_AT = (38.01709, 48.29986)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CANARY = '{{7*7}} {% x <img src=x onerror="window.__canary=1"> ${7*7} `tick` ![x](y) $x^2$'

# Pixels near a hue in all of the map, or about a point: [hue, [lon, lat] or null, reach].
NEAR_HUE = f"""([hue, at, reach]) => {{ {COUNT_NEAR}
  const canvas = document.querySelector('.leaflet-marks-pane canvas');
  const ctx = canvas.getContext('2d');
  if (!at) return countNear(ctx.getImageData(0, 0, canvas.width, canvas.height).data, hue);
  const frame = canvas.getBoundingClientRect(), home = map.getContainer().getBoundingClientRect();
  const ratio = canvas.width / frame.width, spot = map.latLngToContainerPoint([at[1], at[0]]);
  const x = (spot.x + home.left - frame.left - reach) * ratio;
  const y = (spot.y + home.top - frame.top - reach) * ratio;
  return countNear(ctx.getImageData(x, y, 2 * reach * ratio, 2 * reach * ratio).data, hue);
}}"""

# The days that a slider shows from now on: some pass faster than a busy test looks.
SHOWN = """slider => {
  const days = [], last = () => slider.getAttribute('aria-valuetext');
  const take = () => days.at(-1) !== last() && days.push(last());
  new MutationObserver(take).observe(slider, {attributeFilter: ['aria-valuetext']});
  return days;
}"""


def near(
    reader: Reader, hue: list[int], at: tuple[float, float] | None = None, number: int = 0
) -> int:
    found: int = reader.frame(number).evaluate(NEAR_HUE, [hue, at and list(at), 12])
    return found


def view(reader: Reader, number: int) -> list[float]:
    found: list[float] = reader.drawn(number)["view"]
    return found


def grounds(reader: Reader) -> set[str]:
    return {area["note"][0] for area in reader.drawn()["ground"]}


def test_another_voice_draws_its_own_ground_and_line_and_keeps_the_map(
    front_server: str, opened: Opened
) -> None:
    reader = opened(front_server)
    before = reader.drawn()
    assert "Disputed: Russia / Ukraine" in grounds(reader)
    assert "Front line" in before["legend"]
    reader.frame().evaluate("window.__same = 1")
    reader.voice("Ukraine says")
    reader.wait_until("d.fronts !== x && d.ground.every(a => !a.note[0].startsWith('Disp'))",
                      before["fronts"])  # fmt: skip
    assert grounds(reader) == {
        "Held by Russia according to Ukraine",
        "Held by Ukraine according to Ukraine",
    }
    assert reader.frame().evaluate("window.__same") == 1


def test_any_source_can_be_the_voice(front_server: str, opened: Opened) -> None:
    reader = opened(front_server)
    reader.page.get_by_role("combobox", name="Another account").click()
    reader.page.get_by_role("option", name="wire · Source").click()
    reader.wait_until("d.ground.length && d.ground.every(a => a.note[0].endsWith('to wire'))")
    expect(reader.page).to_have_url(re.compile("outlet=wire"))
    reader.voice("Russia says")
    reader.wait_until("d.ground.every(a => a.note[0].endsWith('to Russia'))")
    expect(reader.page).not_to_have_url(re.compile("outlet="))


def test_ground_that_does_not_arrive_is_told_and_no_other_account_stands_in_for_it(
    front_server: str, opened: Opened
) -> None:
    reader = opened(front_server)
    assert grounds(reader)
    reader.page.route("**/fronts-*.json", lambda route: route.abort())
    reader.voice("Ukraine says")
    expect(reader.frame().locator(".cl-warning")).to_contain_text("did not arrive")
    reader.wait_until("!d.ground.length && d.points.every(p => p.note[1] === 'Claimed by Ukraine')")
    assert reader.errors == ["Failed to fetch"]
    reader.errors.clear()
    reader.page.unroute("**/fronts-*.json")
    reader.voice("Russia says")
    reader.wait_until("d.ground.length && d.ground.every(a => a.note[0].endsWith('to Russia'))")
    expect(reader.frame().locator(".cl-warning")).to_have_text("")


def test_the_pointer_over_ground_tells_whose_it_is_and_on_what_it_rests(
    front_server: str, opened: Opened
) -> None:
    reader = opened(front_server, {"voice": "RU", "view": "37.80,48.05,11"})
    spot = reader.mark(DONETSK)["spot"]
    box = reader.frame().locator("#map_div")
    box.hover(position={"x": spot[0] + 30, "y": spot[1]})
    tip = reader.frame().locator(".cl-tip.cl-on")
    expect(tip).to_contain_text("Held by Russia according to Russia")
    expect(tip).to_contain_text("km²")
    expect(tip).to_contain_text("Newest word")
    box.hover(position={"x": 20, "y": reader.drawn()["size"][1] - 60})
    expect(tip).to_have_count(0)


def test_without_ground_only_marks_are_drawn(front_server: str, opened: Opened) -> None:
    reader = opened(front_server)
    reader.page.get_by_text("Ground and front line", exact=True).click()
    reader.wait_until("d.ground.length === 0 && d.lines.length === 0")
    expect(reader.page).to_have_url(re.compile("ground=off"))
    assert "Front line" not in reader.drawn()["legend"]
    assert reader.mark(KRAMATORSK)


def test_a_region_that_the_ground_covers_is_filled_once(server: str, opened: Opened) -> None:
    reader = opened(server)
    marks = {mark["name"]: mark for mark in reader.drawn()["areas"]}
    assert marks["Kursk region"]["grounded"]
    assert not marks["Belgorod region"]["grounded"]  # presence is no control
    texts = reader.drawn()["legend"]
    assert len(texts) == len(set(texts))


def test_the_day_bar_steps_through_the_days_and_keeps_map_and_view(
    front_server: str, opened: Opened
) -> None:
    reader = opened(front_server, {"view": "37.5,48.3,8.5"})
    before = reader.drawn()
    reader.frame().evaluate("window.__same = 1")
    bar = reader.page.locator(".days")
    back = bar.get_by_role("button", name="One step back")
    back.click()
    expect(reader.page).to_have_url(re.compile("as_of=2025-02-07"))
    reader.wait_until("d.fronts !== x", before["fronts"])
    back.click()
    expect(reader.page).to_have_url(re.compile("as_of=2025-01-20"))
    bar.get_by_role("slider").focus()
    reader.page.keyboard.press("ArrowLeft")
    expect(reader.page).to_have_url(re.compile("as_of=2025-01-19"))
    expect(bar.get_by_role("slider")).to_have_attribute("aria-valuetext", "2025-01-19")
    bar.get_by_role("button", name="All that is known").click()
    expect(reader.page).not_to_have_url(re.compile("as_of="))
    reader.wait_until("d.fronts === x", before["fronts"])
    assert reader.frame().evaluate("window.__same") == 1
    assert reader.drawn()["view"] == pytest.approx([37.5, 48.3, 8.5], abs=1e-6)


def test_play_goes_from_day_to_day_and_stops_at_the_last(front_server: str, opened: Opened) -> None:
    reader = opened(front_server)
    now = reader.drawn()["fronts"]
    reader.frame().evaluate("window.__same = 1")
    bar = reader.page.locator(".days")
    slider = bar.get_by_role("slider")
    days = slider.evaluate_handle(SHOWN)
    bar.get_by_role("button", name="Play through the days").click()
    reader.page.wait_for_function("days => days.at(-1) === 'now: no last day'", arg=days)
    told = ["2024-10-20", "2024-11-05", "2025-01-06", "2025-01-20", "2025-02-07"]
    assert days.json_value() == [str(FIRST), *told, "now: no last day"]
    expect(bar.get_by_role("button", name="Play through the days")).to_be_visible()
    reader.wait_until("d.fronts === x", now)
    reader.settled()
    assert reader.frame().evaluate("window.__same") == 1
    assert "as_of" not in reader.page.url


def test_a_play_that_pauses_leaves_its_day_in_the_link_and_no_trail_of_days(
    front_server: str, opened: Opened
) -> None:
    reader = opened(front_server)
    trail = reader.page.evaluate("history.length")
    bar = reader.page.locator(".days")
    bar.get_by_label("Step of the keys and of play").select_option("a day")  # long enough to pause
    bar.get_by_role("button", name="Play through the days").click()
    expect(bar.get_by_role("slider")).to_have_attribute("aria-valuetext", re.compile("^2024-1[12]"))
    bar.get_by_role("button", name="Pause").click()
    expect(reader.page).to_have_url(re.compile(r"as_of=202[45]"))
    reader.settled()
    day = bar.get_by_role("slider").get_attribute("aria-valuetext")
    assert f"as_of={day}" in reader.page.url
    reader.wait_until("d.ground.length > 0")
    reader.page.wait_for_timeout(1500)
    assert bar.get_by_role("slider").get_attribute("aria-valuetext") == day
    assert reader.page.evaluate("history.length") <= trail + 2  # the day, and a view of the map


def test_a_link_with_a_day_opens_the_bar_on_it(front_server: str, opened: Opened) -> None:
    reader = opened(front_server, {"as_of": "2024-12-24"})
    slider = reader.page.locator(".days").get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "2024-12-24")
    expect(reader.page.get_by_text("up to 2024-12-24")).to_be_visible()


def test_two_accounts_pan_and_zoom_together_without_the_server(
    front_server: str, opened: Opened
) -> None:
    reader = opened(front_server, SIDES, path="compare")
    reader.wait_until("d.ground.length > 0", number=1)
    first = view(reader, 0)
    assert view(reader, 1) == pytest.approx(first, abs=1e-9)
    box = reader.page.locator("iframe").nth(0).bounding_box()
    assert box
    mouse = reader.page.mouse
    mouse.move(box["x"] + 200, box["y"] + 150)
    mouse.down()
    mouse.move(box["x"] + 280, box["y"] + 210, steps=6)
    assert view(reader, 0) != first
    assert view(reader, 1) == pytest.approx(view(reader, 0), abs=0.02)  # while it is dragged
    mouse.up()
    reader.page.wait_for_timeout(1000)
    assert view(reader, 1) == pytest.approx(view(reader, 0), abs=1e-9)
    second = reader.page.locator("iframe").nth(1).bounding_box()
    assert second
    mouse.move(second["x"] + 100, second["y"] + 100)
    mouse.wheel(0, -300)
    reader.wait_until("d.view[2] > x", first[2], number=0)
    reader.page.wait_for_timeout(1000)
    assert view(reader, 0) == pytest.approx(view(reader, 1), abs=1e-9)
    reader.settled()
    expect(reader.page).to_have_url(re.compile("view="))
    link = parse_qs(urlsplit(reader.page.url).query)["view"][0]
    assert [float(part) for part in link.split(",")] == pytest.approx(view(reader, 0), abs=1e-3)


def test_linked_maps_make_no_echo(front_server: str, opened: Opened) -> None:
    reader = opened(front_server, SIDES, path="compare")
    reader.page.wait_for_timeout(1500)
    for number in (0, 1):
        reader.frame(number).evaluate(
            "window.__moves = 0; map.on('moveend', () => window.__moves++)"
        )
    reader.frame(0).evaluate("map.setView([48.2, 37.4], 9, {animate: false})")
    reader.page.wait_for_timeout(2500)
    moves = [reader.frame(number).evaluate("window.__moves") for number in (0, 1)]
    assert all(1 <= count <= 2 for count in moves), moves
    assert view(reader, 1) == pytest.approx(view(reader, 0), abs=1e-9)


def test_another_page_of_the_same_reader_is_not_moved_along(
    front_server: str, opened: Opened
) -> None:
    reader = opened(front_server, SIDES, path="compare")
    other = reader.page.context.new_page()
    other.goto(reader.page.url)
    apart = Reader(other, [], [])
    before = view(apart, 0)
    reader.frame(0).evaluate("map.setView([50, 36], 7, {animate: false})")
    reader.wait_until("d.view[2] === 7", number=1)
    other.wait_for_timeout(500)
    assert view(apart, 0) == before


def test_the_difference_is_shaded_on_both_maps_and_named_in_the_legend(
    front_server: str, opened: Opened
) -> None:
    reader = opened(front_server, {**SIDES, "view": "37.8478,48.3948,11"}, path="compare")
    for number in (0, 1):
        reader.wait_until("d.difference.length === 1", number=number)
        [part] = reader.drawn(number)["difference"]
        assert part["note"][0] == "Held by Russia on the left only"
        assert near(reader, ORANGE, TORETSK_AT, number) > 20
        assert near(reader, BLUE, TORETSK_AT, number) == 0
    expect(reader.page.locator(".cl-entries")).to_contain_text("Held by Russia on the left only")
    reader.page.get_by_role("radio", name="Ukraine").or_(
        reader.page.get_by_role("button", name="Ukraine", exact=True)
    ).first.click()
    reader.wait_until("d.difference.length === 2")
    expect(reader.page).to_have_url(re.compile("about=UA"))


def test_two_days_of_one_account_can_be_compared(front_server: str, opened: Opened) -> None:
    link = {"voice": "RU", "voice2": "RU", "as_of": str(FIRST), "as_of2": str(LAST), "about": "RU"}
    reader = opened(front_server, link, path="compare")
    reader.wait_until("d.difference.length === 1 && d.difference[0].part === 'other only'")
    row = reader.page.get_by_role("row").filter(has_text="Held by Russia on the right only")
    expect(row).to_contain_text("3")


def test_the_way_between_the_pages_keeps_the_account(front_server: str, opened: Opened) -> None:
    reader = opened(front_server, {"voice": "UA"})
    reader.turn_to("Compare")
    expect(reader.page).to_have_url(re.compile(r"/compare\?.*voice=UA"))
    reader.frame(1)
    reader.settled()
    reader.turn_to("Map")
    expect(reader.page).not_to_have_url(re.compile("compare"))
    expect(reader.page).to_have_url(re.compile("voice=UA"))
    reader.wait_until("d.ground.every(a => a.note[0].endsWith('to Ukraine')) && d.points.length")


@pytest.mark.parametrize("path", ["", "compare"])
def test_a_phone_shows_all_of_it_without_scrolling_sideways(
    front_server: str, opened: Opened, path: str
) -> None:
    reader = opened(front_server, SIDES if path else None, path=path, **PHONE)
    wide = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
    assert reader.page.evaluate(wide) <= 390
    maps = reader.page.locator("iframe")
    boxes = [maps.nth(number).bounding_box() for number in range(maps.count())]
    assert all(box and box["width"] > 300 for box in boxes)
    assert len({box["x"] for box in boxes if box}) == 1


def test_swapping_the_sides_in_the_data_swaps_hues_on_the_page(
    front_server: str, opened: Opened, tmp_path: Path
) -> None:
    link = {"view": "37.5,48.3,9", "voice": "RU"}
    reader = opened(front_server, link)
    one = _ground(reader, {})
    assert near(reader, ORANGE, HORLIVKA_AT) > near(reader, BLUE, HORLIVKA_AT) == 0
    for url in serve(_swapped(tmp_path), tmp_path):
        other = opened(url, {**link, "voice": "UA"})
        assert near(other, BLUE, HORLIVKA_AT) > near(other, ORANGE, HORLIVKA_AT) == 0
        assert _ground(other, {"Russia": "Ukraine", "Ukraine": "Russia"}) == one
        assert [mark["spot"] for mark in reader.drawn()["points"]] == [
            mark["spot"] for mark in other.drawn()["points"]
        ]


def _ground(reader: Reader, renamed: dict[str, str]) -> set[tuple[str, ...]]:
    """What is drawn of the ground, told by holder, figures and texture; not by hue."""
    return {
        (
            *(
                re.sub("Russia|Ukraine", lambda m: renamed.get(m[0], m[0]), line)
                for line in a["note"]
            ),
            a["style"]["texture"],
            a["style"]["dash"],
        )
        for a in reader.drawn()["ground"]
    }


def _swapped(folder: Path) -> Path:
    path = folder / "claims.sqlite3"
    make_front_store(path, swapped=True).close()
    return path


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile-front")
    make_front_store(
        folder / "claims.sqlite3", source_id=f"Source {CANARY}", title=f"Title {CANARY}"
    ).close()
    yield from serve(folder / "claims.sqlite3", folder)


def test_hostile_names_of_accounts_are_shown_as_they_are_and_nothing_runs(
    hostile_server: str, opened: Opened
) -> None:
    hostile = f"Source {CANARY}"
    reader = opened(hostile_server, {"outlet": hostile})
    reader.wait_until("d.ground.some(a => a.note[0].endsWith(x))", hostile)
    pair = opened(hostile_server, {"outlet": hostile, "voice2": "UA"}, path="compare")
    expect(pair.page.get_by_text(f"Left: {hostile}, every day")).to_be_visible()
    for one in (reader, pair):
        for frame in one.page.frames:
            assert frame.evaluate("window.__canary") is None
        assert one.outside == []
        assert not [url for url in one.asked if url.endswith("/x")]
