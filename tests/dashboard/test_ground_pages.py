"""The ground on the map page, the day bar, and the compare page, without a browser."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.front import AVDIIVKA, FIRST, LAST, OUTLET, TORETSK, make_front_store
from tests.dashboard.ledger import make_store
from tests.dashboard.opening import APP, Opened, open_page, told_to, use_store


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens a page of the app on the ledger of the front, with the parameters of a link."""
    make_front_store(use_store(tmp_path, monkeypatch)).close()

    def open_app(name: str = "map", **link: str) -> AppTest:
        return open_page(name, link)

    return open_app


def messages(page: AppTest) -> list[dict[str, Any]]:
    found = []
    for frame in page.get("component_instance"):
        group = json.loads(frame.proto.json_args)["feature_group"]
        said = re.search(r"claimline\.apply\((.*)\);", group)
        assert said
        found.append(json.loads(said[1]))
    return found


def published(name: str, folder: Path) -> dict[str, Any]:
    packed: dict[str, Any] = json.loads((folder / "cache" / "map" / name).read_text())
    return packed


def fronts(page: AppTest, folder: Path) -> dict[str, Any]:
    [message] = messages(page)
    return published(message["fronts"], folder)


def captions(page: AppTest) -> str:
    return " ".join(caption.value for caption in page.caption).replace("\\", "")


def titles(packed: dict[str, Any]) -> set[str]:
    return {area["note"][0] for area in packed["areas"]}


def cells(page: AppTest, number: int = 0) -> list[list[str]]:
    rows: list[list[str]] = page.table[number].value.to_numpy().tolist()
    return [[re.sub(r"\\(.)", r"\1", str(cell)) for cell in row] for row in rows]


def choose(page: AppTest, label: str, value: object) -> AppTest:
    [box] = [box for box in page.selectbox if box.label == label]
    box.set_value(value).run()
    assert not page.exception
    return page


def test_the_map_draws_the_ground_and_the_line_of_every_account(
    opened: Opened, tmp_path: Path
) -> None:
    packed = fronts(opened(), tmp_path)
    assert {"Held by Russia", "Held by Ukraine", "Disputed: Russia / Ukraine"} <= titles(packed)
    assert any(line["kind"] == "front" for line in packed["lines"])


def test_another_voice_draws_its_own_ground_on_the_standing_map(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened()
    before = messages(page)[0]["fronts"]
    page.segmented_control[1].set_value("UA").run()
    packed = fronts(page, tmp_path)
    assert messages(page)[0]["fronts"] != before
    assert {title.rsplit(" according to ")[-1] for title in titles(packed)} == {"Ukraine"}
    assert not [title for title in titles(packed) if title.startswith("Disputed")]


def test_every_other_voice_and_source_is_on_offer_as_an_account(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened()
    choose(page, "Another account", f"|{OUTLET}")
    assert page.query_params == {"outlet": OUTLET}
    assert page.segmented_control[1].value is None
    assert all(title.endswith(f"according to {OUTLET}") for title in titles(fronts(page, tmp_path)))
    page.segmented_control[1].set_value("RU").run()
    assert page.query_params == {"voice": "RU"}
    choose(page, "Another account", "SOURCE|")
    assert page.query_params == {"voice": "SOURCE"}
    assert "1 claim by 1 voice" in captions(page)


def test_what_a_choice_clears_is_a_new_box_as_the_browser_may_still_send_the_old_value(
    opened: Opened,
) -> None:
    """It does if the run that was to tell it of the change was broken off."""
    page = opened()
    switch = page.segmented_control[1]
    choose(page, "Another account", f"|{OUTLET}")
    assert page.segmented_control[1].key != switch.key
    [listed] = [box for box in page.selectbox if box.label == "Another account"]
    page.segmented_control[1].set_value("RU").run()
    [again] = [box for box in page.selectbox if box.label == "Another account"]
    assert (again.value, again.key != listed.key) == (None, True)


def test_the_figures_say_on_what_they_rest_and_how_exact_they_are(opened: Opened) -> None:
    page = opened()
    rows = {row[0]: row[1:] for row in cells(page)}
    places, on_areas, in_all, settlements = rows["Held by Russia"]
    assert places == in_all != "–"
    assert re.fullmatch(r"[\d,]+0 km²", places)
    assert on_areas == "–"
    assert settlements == "4"
    assert "equal area" in captions(page)
    assert re.search(r"Front line: \d+ km", captions(page))
    assert "Drawn from an account that names the holder of 11 places" in captions(page)


def test_without_ground_the_map_has_marks_only_and_the_link_says_so(opened: Opened) -> None:
    page = opened()
    [switch] = [toggle for toggle in page.toggle if toggle.label == "Ground and front line"]
    assert switch.value is True
    switch.set_value(False).run()
    assert messages(page)[0]["fronts"] is None
    assert page.query_params == {"ground": "off"}
    assert not page.table
    page.button(key="reset").click().run()
    assert page.query_params == {"ground": "off"}


def test_a_link_names_the_day_and_ground_and_marks_are_of_that_day(
    opened: Opened, tmp_path: Path
) -> None:
    early, late = opened(as_of="2024-10-19"), opened()
    assert "up to 2024-10-19" in captions(early)
    assert cells(early) != cells(late)
    assert early.query_params == {"as_of": "2024-10-19"}


def test_filters_that_ground_does_not_follow_are_named(opened: Opened) -> None:
    assert "follow the account" in captions(opened(place=AVDIIVKA))
    assert "follow the account" not in captions(opened(voice="RU", as_of="2025-01-01"))


def test_the_day_bar_spans_the_days_of_the_ledger(opened: Opened) -> None:
    data = day_bar(opened(as_of="2025-01-06"))
    assert (data["first"], data["last"]) == (FIRST.isoformat(), LAST.isoformat())
    assert data["day"] == "2025-01-06"
    assert sum(data["told"]) == (LAST - FIRST).days


def day_bar(page: AppTest) -> dict[str, Any]:
    """What the bar is told."""
    [told] = told_to(page, "claimline_days")
    return told


def test_an_account_without_ground_says_what_to_do(opened: Opened) -> None:
    page = opened(as_of="2024-07-01")
    assert any("Choose another account or a later day" in info.value for info in page.info)


def test_the_compare_page_shows_both_accounts_and_shades_the_difference(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened("compare", voice="RU", voice2="UA", about="RU")
    left, right = messages(page)
    assert left["fronts"] != right["fronts"]
    assert left["difference"] == right["difference"]
    assert left["link"] == right["link"]
    assert left["legend"] is right["legend"] is False
    [shaded] = published(left["difference"], tmp_path)["parts"]
    assert shaded["part"] == "one only"
    rows = {row[0]: row[1:] for row in cells(page)}
    assert rows["Held by Russia on the left only"][1] == "2"
    assert rows["Held by Russia on the right only"] == ["–", "–"]
    assert rows["Held by Russia on both sides"][1] == "4"


def test_the_settlements_of_a_difference_can_be_read(opened: Opened) -> None:
    page = opened("compare", voice="RU", voice2="UA", about="RU")
    first = page.expander[0]
    assert "on the left only" in first.label
    assert "Toretsk" in first.caption[0].value
    assert TORETSK not in first.caption[0].value


def test_the_comparison_stands_in_the_link(opened: Opened) -> None:
    page = opened("compare", voice="RU", voice2="UA", about="RU")
    choose(page, "Right: whose account", f"|{OUTLET}")
    assert page.query_params == {"voice": "RU", "outlet2": OUTLET, "about": "RU"}
    page.date_input[0].set_value(FIRST).run()
    assert page.query_params["as_of"] == FIRST.isoformat()
    assert "Left: Russia, up to 2024-08-01" in " ".join(
        text.value.replace("\\", "") for text in page.markdown
    )


def test_a_comparison_opened_without_a_choice_is_of_two_sides_that_are_spoken_for(
    opened: Opened,
) -> None:
    page = opened("compare")
    assert dict(page.query_params)["voice"] == "RU"
    assert dict(page.query_params)["voice2"] == "UA"


def test_a_comparison_by_link_is_the_one_that_it_names(opened: Opened) -> None:
    page = opened("compare", voice="UA")
    assert dict(page.query_params)["voice"] == "UA"
    assert "voice2" not in page.query_params


def test_equal_accounts_say_how_to_see_a_difference(opened: Opened) -> None:
    page = opened("compare", voice="RU", voice2="RU")
    assert any("Choose another voice or another day" in info.value for info in page.info)


def test_a_comparison_with_a_silent_side_says_so(opened: Opened) -> None:
    page = opened("compare", voice="RU", voice2="UA", as_of2="2024-07-01")
    assert any(
        "One of the two accounts names nobody who holds ground" in info.value for info in page.info
    )
    both = opened("compare", as_of="2024-07-01", as_of2="2024-07-01")
    assert any("later day" in info.value for info in both.info)


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ({"voice2": "KP"}, "Everyone is shown"),
        ({"as_of2": "![x](http://evil)"}, "“as_of2”"),
        ({"about": "ZZ"}, "of whom nothing is said here"),
    ],
)
def test_a_bad_link_of_a_comparison_says_so_and_shows_the_rest(
    opened: Opened, link: dict[str, str], words: str
) -> None:
    page = opened("compare", **link)
    said = " ".join(warning.value for warning in page.warning)
    assert words in said.replace("\\", "")
    assert "](http" not in said
    assert len(messages(page)) == 2


def test_the_way_to_the_other_page_carries_account_and_day(opened: Opened) -> None:
    page = opened(voice="RU", as_of="2025-01-06")
    page.segmented_control(key="page-beside-map").set_value("compare").run()
    assert not page.exception
    assert len(messages(page)) == 2
    link = dict(page.query_params)
    assert (link["voice"], link["voice2"], link["as_of"], link["as_of2"]) == (
        "RU", "UA", "2025-01-06", "2025-01-06",
    )  # fmt: skip
    page.segmented_control(key="page-beside-compare").set_value("map").run()
    assert page.segmented_control[1].value == "RU"
    assert page.query_params["as_of"] == "2025-01-06"


def test_swapping_the_sides_in_the_data_swaps_the_hues_of_the_ground(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn() -> dict[str, tuple[Any, ...]]:
        packed = fronts(opened(), tmp_path)
        by_title = {}
        for area in packed["areas"]:
            style = packed["styles"][area["style"]]
            rings = tuple(map(tuple, area["rings"]))
            by_title[area["note"][0], style["texture"]] = (rings, frozenset(style["colours"]))
        return by_title  # type: ignore[return-value]

    one = drawn()
    make_front_store(tmp_path / "swapped.sqlite3", swapped=True).close()
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "swapped.sqlite3"))
    other = drawn()
    swap = {"Russia": "Ukraine", "Ukraine": "Russia"}

    def renamed(title: str) -> str:
        return re.sub("Russia|Ukraine", lambda found: swap[found[0]], title)

    hues = {hue for _, found in one.values() for hue in found}
    assert len(hues) >= 2
    for (title, texture), (rings, _) in one.items():
        if not title.startswith(("Disputed", "Contested")):
            assert other[renamed(title), texture][0] == rings


def test_a_ledger_that_speaks_of_one_region_only_has_ground_and_no_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_store(use_store(tmp_path, monkeypatch)).close()
    page = AppTest.from_file(APP, default_timeout=120).run()
    assert not page.exception
    packed = fronts(page, tmp_path)
    assert packed["lines"] == []
    assert "No line" in captions(page)
