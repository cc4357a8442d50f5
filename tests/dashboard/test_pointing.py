"""Places that the map is to show without a claim: where it goes, and what it points at."""

import json
from pathlib import Path
from typing import Any

import pytest
from shapely import box
from streamlit.testing.v1 import AppTest

from dashboard import reads
from dashboard.drawing import Look, Spot, spots_payload
from dashboard.views.map.naming import OWN_POINT, aimed_point
from geodata.portrayal import spot_entries
from geodata.selection import Selection
from geodata.settings import Worldview
from tests.dashboard.ledger import GORNAL, KURSK, UKRAINE, desk_of, make_store
from tests.dashboard.test_map_page import Opened, captions, message, opened, search_box

__all__ = ["opened"]

CHASIV_YAR, ZAPORIZHZHIA, DONETSK_REGION = "geonames:710915", "iso:UA-23", "iso:UA-14"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> reads.Desk:
    folder = tmp_path_factory.mktemp("desk")
    make_store(folder / "claims.sqlite3").close()
    return desk_of(folder / "claims.sqlite3")


def pointed_at(page: AppTest, folder: Path) -> list[dict[str, Any]]:
    name = message(page)["spots"]
    if name is None:
        return []
    spots: list[dict[str, Any]] = json.loads((folder / "cache" / "map" / name).read_text())["spots"]
    return spots


def search(page: AppTest, words: str) -> None:
    """What a reader does who types; AppTest knows only the options that a box came with."""
    box = search_box(page)
    box.options.append(words)
    box.set_value(words).run()
    search_box(page).options.append(words)
    assert not page.exception


def goal(desk: reads.Desk, place_id: str, worldview: Worldview | None = None) -> tuple[float, ...]:
    place = desk.place(place_id)
    assert place
    return reads.goal_of(desk, place, worldview)


def test_a_place_looked_up_without_claims_is_pointed_at_until_the_pick_is_cleared(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened()
    assert message(page)["spots"] is None
    search(page, "Chasiv Yar")
    [spot] = pointed_at(page, tmp_path)
    assert (spot["id"], spot["name"], spot["word"]) == (CHASIV_YAR, "Chasiv Yar", "no claim found")
    assert (spot["at"], spot["rings"], spot["number"]) == ([37.83409, 48.58768], [], 0)
    page.button(key="reset").click().run()
    assert message(page)["spots"] is None


def test_an_area_without_claims_is_pointed_at_by_its_outline(
    opened: Opened, tmp_path: Path
) -> None:
    [spot] = pointed_at(opened(pick=ZAPORIZHZHIA), tmp_path)
    assert spot["id"] == ZAPORIZHZHIA
    assert len(spot["rings"][0]) > 100


def test_what_has_a_mark_needs_no_pointing_at_and_gets_it_when_a_filter_hides_the_mark(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened(pick=GORNAL)
    assert message(page)["spots"] is None
    page.segmented_control[1].set_value("UA").run()
    assert [spot["id"] for spot in pointed_at(page, tmp_path)] == [GORNAL]


@pytest.mark.parametrize(
    ("name", "place_id"), [("Ukraine", UKRAINE), ("Zaporizhzhia region", ZAPORIZHZHIA)]
)
def test_an_area_that_was_looked_for_is_shown_whole(
    opened: Opened, desk: reads.Desk, name: str, place_id: str
) -> None:
    page = opened()
    search(page, name)
    look = message(page)["look"]
    outline = reads.outline_of(desk, place_id, None)
    assert outline
    assert look["at"] is None
    assert box(*look["bounds"]).buffer(0.01).contains(outline)


def test_a_country_is_shown_as_large_as_the_worldview_has_it(desk: reads.Desk) -> None:
    assert goal(desk, UKRAINE)[1] < 45 < goal(desk, UKRAINE, Worldview.RU)[1]


def test_a_country_across_the_date_line_goes_on_past_180_degrees(desk: reads.Desk) -> None:
    west, south, east, north = goal(desk, "iso:RU")
    assert 19 < west < 28
    assert 180 < east < 192
    assert south < 42
    assert north < 75, "Arctic islands would make all else small"


def test_a_place_without_an_outline_is_shown_as_near_as_it_is_known(desk: reads.Desk) -> None:
    town, village, raion = (
        goal(desk, place_id) for place_id in (CHASIV_YAR, GORNAL, "curated:bakhmut-raion")
    )
    assert town == (37.8341, 48.5877, 10.0)
    assert village[2] == 10
    assert raion[2] == 8.5


def test_several_places_are_shown_together(desk: reads.Desk) -> None:
    places = [place for one in (CHASIV_YAR, GORNAL) if (place := desk.place(one))]
    assert reads.goal_of_all(places) == (35.245, 48.588, 37.834, 51.07)
    assert reads.goal_of_all(places[:1]) == goal(desk, CHASIV_YAR)


def test_a_name_followed_by_its_region_goes_there(opened: Opened, tmp_path: Path) -> None:
    page = opened()
    search(page, "Popivka, Konotop raion")
    [spot] = pointed_at(page, tmp_path)
    assert spot["at"] == [33.11426, 51.23429]


@pytest.mark.parametrize("words", ["Ivanivka Donetsk", "Ivanivka, Donetsk region"])
def test_words_for_a_region_leave_the_places_there_to_choose_from(
    opened: Opened, words: str
) -> None:
    page = opened()
    search(page, words)
    options = page.selectbox(key="place-search-which").options
    assert 1 < len(options) < 20
    assert all("Donetsk region" in option for option in options)


def test_a_search_that_is_not_answered_closes_the_place_before(opened: Opened) -> None:
    page = opened(pick=GORNAL)
    search(page, "Ivanivka")
    assert message(page)["picked"] is None
    assert "pick" not in page.query_params
    assert "12 claims" in captions(page)


def test_a_misspelt_name_says_where_its_likes_stand(opened: Opened) -> None:
    page = opened()
    search(page, "Huliajpolle")
    assert "stand in the list below" in page.warning[0].value.replace("\\", "")


def test_the_legend_says_how_places_without_claims_are_pointed_at(desk: reads.Desk) -> None:
    town, area = desk.place(CHASIV_YAR), desk.place(DONETSK_REGION)
    assert town
    assert area
    packed = spots_payload(
        [
            Spot(place=town),
            Spot(place=town, number=1, chosen=True),
            Spot(place=area, rings=[[37000, 48000, 1000, 0, 0, 1000]]),
        ]
    )
    kinds = [entry["swatches"][0]["kind"] for entry in packed["legend"]]
    assert kinds == ["ring", "outline", "number"]
    assert [spot["chosen"] for spot in packed["spots"]] == [False, True, False]
    assert spot_entries(ring=False, outline=False, numbers=False) == []


def test_a_look_is_packed_by_what_it_goes_to() -> None:
    assert Look(number=1).packed()["bounds"] is Look(number=1).packed()["at"] is None
    assert Look(number=2, goal=(37.0, 48.0, 9.0)).packed()["zoom"] == 9
    assert Look(number=3, goal=(1.0, 2.0, 3.0, 4.0)).packed()["bounds"] == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("zoom", "radius_km", "digits"), [(5.75, 20.0, 2), (8.0, 4.1, 2), (10.5, 0.8, 3), (16, 0.1, 4)]
)
def test_a_point_is_as_exact_as_the_map_was_near(
    zoom: float, radius_km: float, digits: int
) -> None:
    lon, lat, radius = aimed_point(37.834567, 48.587654, zoom)
    assert radius == radius_km
    assert (lon, lat) == (round(37.834567, digits), round(48.587654, digits))
    assert abs(lat - 48.587654) * 111.3 < radius


def _pick_on_the_map() -> None:
    from dashboard.views.map import naming  # noqa: PLC0415 - AppTest runs the text of this function

    naming.hear_map()


def test_a_pick_brings_its_radius_unless_the_analyst_typed_another() -> None:
    page = AppTest.from_function(_pick_on_the_map)
    page.session_state["settle-place-0"] = OWN_POINT
    for serial, zoom, radius_km in ((1, 8, 4.1), (2, 10.5, 0.8), (3, 8, 2.0), (4, 16, 2.0)):
        if serial == 3:
            page.session_state["settle-radius-0-2"] = 2.0
        page.session_state["aim"] = True
        page.session_state["map"] = {"point": {"at": [37.8, 48.6], "zoom": zoom, "seq": serial}}
        page.run()
        assert not page.exception
        picked = page.session_state["settle-picked-0"]
        assert (picked.serial, picked.radius_km, picked.lat) == (serial, radius_km, 48.6)


@pytest.mark.parametrize(
    "said", ["x", None, {}, {"at": [1, 2], "seq": 1}, {"at": ["x", 2], "zoom": 3, "seq": 1}]
)
def test_a_point_that_is_none_is_not_taken_in(said: object) -> None:
    page = AppTest.from_function(_pick_on_the_map)
    page.session_state["settle-place-0"] = OWN_POINT
    page.session_state["aim"] = True
    page.session_state["map"] = {"point": said}
    page.run()
    assert not page.exception
    assert "settle-picked-0" not in page.session_state


def test_a_point_at_sea_and_one_on_a_beach_are_told_apart(desk: reads.Desk) -> None:
    assert reads.is_at_sea(desk, 31.0, 43.5)
    assert not reads.is_at_sea(desk, 30.75, 46.48)  # Odesa
    assert not reads.is_at_sea(desk, 37.8, 48.6)


def test_how_far_a_point_is_from_countries_is_known_where_they_have_outlines(
    desk: reads.Desk,
) -> None:
    assert reads.km_to_countries(desk, 37.8, 48.6, ["UA", "RU"]) == 0
    berlin = reads.km_to_countries(desk, 13.4, 52.5, ["UA"])
    assert berlin == pytest.approx(710, abs=40)
    assert reads.km_to_countries(desk, 13.4, 52.5, ["UA", "FR"]) is None
    assert reads.km_to_countries(desk, 13.4, 52.5, []) is None


def test_a_picked_place_that_nobody_filters_is_named_in_the_panel(desk: reads.Desk) -> None:
    panel = reads.evidence(desk, reads.situation(desk, Selection()), CHASIV_YAR)
    assert panel["place"]["state"] == "No claim found"
    assert KURSK not in json.dumps(panel)
