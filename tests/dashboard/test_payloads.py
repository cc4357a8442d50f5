import json
from itertools import accumulate
from pathlib import Path

import geopandas
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from shapely import LineString, MultiPolygon, Point, Polygon, box

from dashboard.drawing import (
    Message,
    base_payload,
    borders_payload,
    encode_lines,
    escape,
    marks_payload,
    pack,
    payloads,
    publish,
)
from geodata.seeds import read_actors
from geodata.settings import SEEDS_FOLDER

ACTORS = {actor.actor_id: actor for actor in read_actors(SEEDS_FOLDER)}
NAME = "marks-" + "0" * 32 + ".json"


def decode(packed: list[int]) -> list[tuple[float, float]]:
    """Undo the packing, as assets/geometry.js does."""
    lon, lat = (list(accumulate(packed[axis::2])) for axis in (0, 1))
    return [(x / 1000, y / 1000) for x, y in zip(lon, lat, strict=True)]


def frame(*rows: dict[str, object]) -> geopandas.GeoDataFrame:
    plain: dict[str, object] = {
        "place_id": "iso:RU-KRS", "name": "Kursk region", "kind": "region", "state": "held",
        "actor": "RU", "corroboration": "one side", "relation": "controls", "polarity": "affirm",
        "extent": "whole", "current": True, "contender": "", "precision_km": 0.0, "age_days": 3,
        "statement_count": 1, "reason": "Claimed by Russia", "geometry": box(34, 51, 38, 52),
    }  # fmt: skip
    table = geopandas.GeoDataFrame([plain | row for row in rows] or [plain], crs=4326)
    return table if rows else table.iloc[:0]


corners = some.tuples(some.floats(-179, 179), some.floats(-84, 84))


@given(some.lists(corners, min_size=2, max_size=30))
def test_a_packed_line_strays_less_than_its_grid(line: list[tuple[float, float]]) -> None:
    for packed in encode_lines([LineString(line)]):
        drawn = np.array(decode(packed))
        for corner in line:
            assert np.abs(drawn - np.array(corner)).max(axis=1).min() <= 0.000501


def test_every_ring_of_every_part_travels() -> None:
    holed = Polygon(box(0, 0, 4, 4).exterior, [box(1, 1, 2, 2).exterior])
    assert len(encode_lines([MultiPolygon([holed, box(10, 10, 11, 11)])])) == 3


def border_lines(*ways: tuple[str, bool]) -> geopandas.GeoDataFrame:
    """Lines of these statuses, agreed or not: the first at 1 degree east, the second at 2, …"""
    return geopandas.GeoDataFrame(
        {"status": [status for status, _ in ways], "agreed": [agreed for _, agreed in ways]},
        geometry=[LineString([(i, 0), (i, 1)]) for i in range(1, len(ways) + 1)],
    )


def test_a_border_is_drawn_through_only_where_every_view_has_it() -> None:
    lines = border_lines(
        ("international", True), ("international", False), ("disputed", False), ("claimed", False)
    )
    packed = borders_payload(lines, None)
    assert {dash: [line[0] for line in rows] for dash, rows in packed["lines"].items()} == {
        "solid": [1000],
        "dashed": [2000, 3000],
        "dotted": [4000],
    }
    assert [entry["swatches"][0]["style"]["dash"] for entry in packed["legend"]] == [
        "dashed",
        "dotted",
    ]


def test_the_legend_of_borders_says_by_whose_view_they_are_drawn_and_lists_no_more() -> None:
    packed = borders_payload(border_lines(("international", True)), "Russia")
    assert [entry["text"] for entry in packed["legend"]] == ["Borders as seen by Russia"]
    assert borders_payload(border_lines(("international", True)), None)["legend"] == []


def test_the_ground_carries_its_labels() -> None:
    line = frame().iloc[:0]
    areas = geopandas.GeoDataFrame(geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)])
    layers = {"land": areas, "lakes": areas, "rivers": line, "regions": areas}
    packed = base_payload(layers, [("Kyiv", 30.52, 50.45, "city", 2_900_000)])
    assert packed["labels"] == [("Kyiv", 30520, 50450, "city", 2_900_000)]


def test_a_border_between_neighbours_travels_once() -> None:
    areas = geopandas.GeoDataFrame(geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)])
    packed = base_payload(
        {"land": areas, "lakes": areas, "rivers": frame().iloc[:0], "regions": areas}, []
    )
    drawn = {
        frozenset(pair)
        for part in packed["regions"]
        for pair in zip(decode(part)[:-1], decode(part)[1:], strict=True)
    }
    assert sum(len(decode(part)) - 1 for part in packed["regions"]) == len(drawn)


def test_marks_carry_text_as_data_only() -> None:
    hostile = "{{7*7}} `${}` <img src=x onerror=1>"
    packed = marks_payload(frame({"name": hostile, "reason": hostile}), frame(), ACTORS)
    again = json.loads(pack("marks", packed).content)
    assert again["areas"][0]["name"] == hostile
    assert again["areas"][0]["note"][0] == hostile


def test_what_is_to_be_said_of_an_area_stands_after_its_own_note() -> None:
    packed = marks_payload(frame({}), frame(), ACTORS, lambda place_id: [f"About {place_id}."])
    assert packed["areas"][0]["note"] == ["Claimed by Russia", "1 statement", "About iso:RU-KRS."]


def test_a_partly_held_country_does_not_set_the_first_view() -> None:
    country = {"kind": "country", "extent": "partial", "geometry": box(22, 44, 40, 52)}
    packed = marks_payload(frame(country, {}), frame(), ACTORS)
    assert packed["bounds"] == [34, 51, 38, 52]
    assert packed["styles"][packed["areas"][0]["style"]]["badge"]


def test_points_carry_their_precision() -> None:
    gornal = {"kind": "settlement", "precision_km": 2.0, "geometry": Point(35.245, 51.07)}
    packed = marks_payload(frame(), frame(gornal), ACTORS)
    assert packed["points"][0][-3:] == [35.245, 51.07, 2.0]
    assert "Dotted circle: approximate place" in [entry["text"] for entry in packed["legend"]]


def test_a_region_without_an_outline_stands_at_a_point() -> None:
    raion = {"kind": "district", "relation": "threatens", "geometry": Point(34.8, 50.9)}
    packed = marks_payload(frame(), frame(raion), ACTORS)
    assert packed["styles"][packed["points"][0][4]]["texture"] == "solid"
    [entry] = packed["legend"]
    assert [swatch["kind"] for swatch in entry["swatches"]] == ["point"]


def test_an_age_that_is_not_known_is_not_an_error() -> None:
    table = frame({"age_days": None})
    table["age_days"] = table["age_days"].astype("Int64")
    assert marks_payload(table, frame(), ACTORS)["styles"][0]["pale"] < 1


def test_nothing_to_draw_is_not_an_error() -> None:
    packed = marks_payload(frame(), frame(), ACTORS)
    assert packed["areas"] == packed["points"] == packed["legend"] == []
    assert packed["bounds"] is None


def test_equal_content_is_published_once(tmp_path: Path) -> None:
    first = publish(pack("marks", {"a": 1}), tmp_path)
    again = publish(pack("marks", {"a": 1}), tmp_path)
    other = publish(pack("marks", {"a": 2}), tmp_path)
    assert first == again != other
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({first, other})


def test_published_files_do_not_pile_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payloads, "_KEPT_FILES", 5)
    (tmp_path / "notes.txt").write_text("not ours")
    for number in range(20):
        last = publish(pack("marks", {"n": number}), tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert last in left
    assert len(left) == 6


def test_a_message_names_published_files_and_ids_only() -> None:
    assert Message(data=NAME, picked="geonames:709717").packed()["picked"] == "geonames:709717"
    for bad in ("../../secret", "marks-1.json", NAME + "?x"):
        with pytest.raises(ValueError, match="published"):
            Message(data=bad)
        with pytest.raises(ValueError, match="published"):
            Message(data=NAME, borders=bad)
    for bad in ("{{7*7}}", "<b>", "a b", ""):
        with pytest.raises(ValueError, match="id"):
            Message(data=NAME, picked=bad)


@given(some.text())
def test_escaped_text_holds_nothing_that_a_template_reads(text: str) -> None:
    escaped = escape(text)
    assert not set(escaped) & set("{}`$\\<>\"'\n\u2028")
