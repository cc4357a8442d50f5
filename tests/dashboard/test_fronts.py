"""Held ground, front lines and differences: how they are drawn, named and packed."""

import gzip
import json
import math
from typing import Any

import geopandas
import pytest
import shapely
from shapely import LineString, MultiPolygon, box

from dashboard.drawing import (
    Message,
    bare_marks_payload,
    bounds_of,
    difference_payload,
    fronts_payload,
    pack,
)
from dashboard.views.figures import line_words
from geodata import portrayal
from geodata.seeds import read_actors
from geodata.settings import SEEDS_FOLDER

ACTORS = {actor.actor_id: actor for actor in read_actors(SEEDS_FOLDER)}
ORANGE, BLUE = ACTORS["RU"].colour, ACTORS["UA"].colour
LINE_COLUMNS = [
    "left", "right", "kind", "basis", "reach_km", "guess", "length_km", "geometry",
]  # fmt: skip


def area(**changes: object) -> dict[str, Any]:
    return {
        "state": "held", "actor": "RU", "contender": "", "corroboration": "one side",
        "basis": "place", "area_km2": 1234.5, "settlements": 45, "said_first": "2024-08-01",
        "said_last": "2025-04-26", "geometry": MultiPolygon([box(37, 48, 38, 49)]), **changes,
    }  # fmt: skip


def areas(*rows: dict[str, Any]) -> geopandas.GeoDataFrame:
    table = geopandas.GeoDataFrame(list(rows) or [area()], crs=4326)
    return table if rows else table.iloc[:0]


def line(**changes: object) -> dict[str, Any]:
    return {
        "left": "UA", "right": "RU", "kind": portrayal.FRONT, "basis": "place", "reach_km": 4.0,
        "guess": False, "length_km": 120.4, "geometry": LineString([(37, 48), (37, 49)]), **changes,
    }  # fmt: skip


def lines(*rows: dict[str, Any]) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(list(rows), columns=LINE_COLUMNS, geometry="geometry", crs=4326)


def part(name: str, **changes: object) -> dict[str, Any]:
    return {
        "part": name, "actor": "RU", "area_km2": 512.0, "settlements": 7, "place_ids": ("a",),
        "geometry": MultiPolygon([box(37, 48, 38, 49)]), **changes,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("corroboration", "texture"),
    [("agreed", "solid"), ("one side", "hatch"), ("reported", "dots")],
)
def test_ground_has_the_hue_of_its_holder_and_the_texture_of_its_support(
    corroboration: str, texture: str
) -> None:
    style = portrayal.area_style(area(corroboration=corroboration), ACTORS)
    assert (style.texture, style.colours) == (texture, (ORANGE,))


def test_disputed_ground_is_crossed_in_both_hues_and_contested_ground_in_none() -> None:
    disputed = area(state="disputed", corroboration="disputed", contender="UA")
    assert portrayal.area_style(disputed, ACTORS).texture == "cross"
    assert set(portrayal.area_style(disputed, ACTORS).colours) == {ORANGE, BLUE}
    contested = portrayal.area_style(area(state="contested", actor="UA"), ACTORS)
    assert contested.colours == (portrayal.CONTESTED_COLOUR,)
    assert contested.shape == "star"


def test_ground_on_words_about_an_area_only_has_a_dashed_outline() -> None:
    assert portrayal.area_style(area(basis="area"), ACTORS).dash == "dashed"
    assert portrayal.area_style(area(), ACTORS).dash == "solid"


def test_ground_of_which_nothing_is_settled_is_not_drawn() -> None:
    unsettled = area(state="unknown", actor="", corroboration="none")
    packed = fronts_payload(areas(unsettled, area()), lines(), ACTORS)
    assert len(packed["areas"]) == 1
    assert [entry["text"] for entry in packed["legend"]] == ["Control by Russia: one side's word"]


def test_swapping_the_sides_swaps_hues_and_nothing_else() -> None:
    def drawn(actor: str, contender: str) -> list[dict[str, Any]]:
        held = area(actor=actor)
        disputed = area(
            state="disputed", corroboration="disputed", actor=actor, contender=contender
        )
        packed = fronts_payload(areas(held, disputed), lines(line()), ACTORS)
        styles: list[dict[str, Any]] = packed["styles"]
        return styles

    swap = {ORANGE: BLUE, BLUE: ORANGE}
    one, other = drawn("RU", "UA"), drawn("UA", "RU")
    assert one[0]["colours"] == (ORANGE,)
    assert [{**style, "colours": {swap[hue] for hue in style["colours"]}} for style in one] == [
        {**style, "colours": set(style["colours"])} for style in other
    ]


def test_the_tip_says_whose_ground_it_is_according_to_whom_and_on_what() -> None:
    assert portrayal.area_note(area(), ACTORS, "Russia") == [
        "Held by Russia according to Russia",
        "On words about the places",
        "In all 1,230 km², 45 settlements",
        "Newest word 2025-04-26, oldest 2024-08-01",
    ]
    of_all = portrayal.area_note(area(basis="area", said_first="", settlements=1), ACTORS, None)
    assert of_all[:2] == ["Held by Russia", "One side's word; on words about a whole area"]
    assert of_all[2:] == ["In all 1,230 km², 1 settlement", "Newest word 2025-04-26"]


def test_contested_and_disputed_ground_are_named_differently() -> None:
    contested = portrayal.area_note(area(state="contested", corroboration="none"), ACTORS, None)
    disputed = area(state="disputed", corroboration="disputed", contender="UA")
    assert contested[0] == "Contested: fighting reported"
    assert portrayal.area_title(disputed, ACTORS) == "Disputed: Russia / Ukraine"
    assert portrayal.area_title(area(state="disputed", actor=""), ACTORS) == "Disputed"


@pytest.mark.parametrize(
    ("area_km2", "words"),
    [(1234.5, "1,230 km²"), (0.0, "under 10 km²"), (4.9, "under 10 km²"), (5.1, "10 km²")],
)
def test_ground_is_given_no_more_exactly_than_it_is_known(area_km2: float, words: str) -> None:
    assert portrayal.km2_words(area_km2) == words


def test_lines_travel_by_kind_and_by_whether_they_are_a_guess() -> None:
    table = lines(line(), line(guess=True), line(kind=portrayal.EDGE), line())
    packed = fronts_payload(areas(), table, ACTORS)
    assert {(row["kind"], row["guess"]): len(row["paths"]) for row in packed["lines"]} == {
        (portrayal.FRONT, False): 2,
        (portrayal.FRONT, True): 1,
        (portrayal.EDGE, False): 1,
    }
    assert [entry["text"].split(":")[0] for entry in packed["legend"]] == [
        "Front line",
        "Dashed front line",
        "Edge of disputed ground",
    ]


def test_no_ground_is_not_an_error() -> None:
    packed = fronts_payload(areas(), lines(), ACTORS)
    assert packed == {"styles": [], "areas": [], "lines": [], "legend": []}
    assert difference_payload(
        geopandas.GeoDataFrame([part("both")], crs=4326).iloc[:0], "RU", ACTORS
    ) == {"parts": [], "legend": []}
    assert bounds_of(areas(), lines()) is None


def test_of_a_difference_what_both_have_is_not_shaded() -> None:
    table = geopandas.GeoDataFrame([part("one only"), part("both")], crs=4326)
    packed = difference_payload(table, "RU", ACTORS)
    [shaded] = packed["parts"]
    assert shaded["note"] == [
        "Held by Russia on the left only",
        "In all 510 km², 7 settlements",
    ]
    assert shaded["style"] == {"texture": "upright", "colours": [ORANGE]}
    assert [entry["text"] for entry in packed["legend"]] == ["Held by Russia on the left only"]


def test_the_two_sides_of_a_difference_are_told_apart_by_more_than_hue() -> None:
    table = geopandas.GeoDataFrame([part("one only"), part("other only")], crs=4326)
    left, right = difference_payload(table, "UA", ACTORS)["parts"]
    assert left["style"]["texture"] != right["style"]["texture"]
    assert left["style"]["colours"] == right["style"]["colours"] == [BLUE]


def test_names_of_strangers_travel_as_data_only() -> None:
    hostile = "{{7*7}} `${}` <img src=x onerror=1>"
    packed = fronts_payload(areas(area(actor=hostile)), lines(), ACTORS, hostile)
    again = json.loads(pack("fronts", packed).content)
    assert again["areas"][0]["note"][0] == f"Held by {hostile} according to {hostile}"


def test_neighbours_keep_one_edge_between_them_when_corners_are_left_out() -> None:
    steps = [(37 + 0.0004 * (i % 2), 48 + i / 200) for i in range(201)]
    west = shapely.Polygon([(36, 48), *steps, (36, 49)])
    east = shapely.Polygon([(38, 48), *steps, (38, 49)])
    table = areas(area(geometry=west), area(actor="UA", geometry=east))
    packed = fronts_payload(table, lines(), ACTORS)
    sizes = [len(row["rings"][0]) for row in packed["areas"]]
    assert max(sizes) < len(steps)
    assert sizes[0] == sizes[1]


def test_the_ground_of_a_country_is_a_small_file() -> None:
    side = 60
    cells = [
        (
            i < side / 2 + 6 * math.sin(j / 3),
            box(30 + i / 8, 45 + j / 12, 30.125 + i / 8, 45 + (j + 1) / 12),
        )
        for i in range(side)
        for j in range(side)
    ]
    table = areas(
        *(
            area(actor=actor, geometry=shapely.union_all([b for west, b in cells if west == mine]))
            for actor, mine in (("UA", True), ("RU", False))
        )
    )
    content = pack("fronts", fronts_payload(table, lines(line()), ACTORS)).content
    assert len(gzip.compress(content)) < 30_000


def test_the_length_of_the_line_comes_with_how_far_it_is_guessed() -> None:
    table = lines(
        line(), line(guess=True, length_km=30.2, reach_km=24.6), line(kind=portrayal.EDGE)
    )
    assert list(line_words(table)) == [
        "Front line: 151 km; where it is dashed up to 25 km from the nearest claim.",
        "Edge of disputed ground: 120 km.",
    ]
    assert list(line_words(lines())) == []


def test_a_message_of_a_single_map_says_nothing_of_pairs() -> None:
    name = f"marks-{'0' * 32}.json"
    alone = Message(data=name, fronts=name.replace("marks", "fronts")).packed()
    assert "link" not in alone
    linked = Message(data=name, link="0a1b", legend=False).packed()
    assert (linked["link"], linked["legend"], linked.get("difference")) == ("0a1b", False, None)
    for bad in ("a b", "<b>", ""):
        with pytest.raises(ValueError, match="id"):
            Message(data=name, link=bad)
    with pytest.raises(ValueError, match="published"):
        Message(data=name, difference="../../secret")


def test_maps_without_marks_open_on_the_bounds_that_they_are_given() -> None:
    bounds = bounds_of(areas(area()), lines(line(geometry=LineString([(36, 47.5), (37, 48)]))))
    assert bounds == (36.0, 47.5, 38.0, 49.0)
    assert bare_marks_payload(bounds)["bounds"] == bounds
