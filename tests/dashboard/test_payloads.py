import gzip
import json
from dataclasses import replace
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from shapely import LineString, MultiPolygon, Polygon, box

from dashboard.drawing import (
    Features,
    Message,
    Turns,
    View,
    base_payload,
    borders_payload,
    encode_lines,
    escape,
    features_payload,
    marks_payload,
    order_features,
    pack,
    payloads,
    publish,
    timeline_payload,
)
from geodata.model import Place, PlaceKind
from geodata.seeds import read_actors
from geodata.settings import SEEDS_FOLDER

ACTORS = {actor.actor_id: actor for actor in read_actors(SEEDS_FOLDER)}
NAME = "marks-" + "0" * 32 + ".json"


def decode(packed: list[int]) -> list[tuple[float, float]]:
    """Undo the packing, as assets/geometry.js does."""
    lon, lat = (list(accumulate(packed[axis::2])) for axis in (0, 1))
    return [(x / 1000, y / 1000) for x, y in zip(lon, lat, strict=True)]


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
    line = geopandas.GeoDataFrame(geometry=[])
    areas = geopandas.GeoDataFrame(geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)])
    layers = {"land": areas, "lakes": areas, "rivers": line, "regions": areas}
    packed = base_payload(layers, [("Kyiv", 30.52, 50.45, "city", 2_900_000)])
    assert packed["labels"] == [("Kyiv", 30520, 50450, "city", 2_900_000)]


def test_a_border_between_neighbours_travels_once() -> None:
    areas = geopandas.GeoDataFrame(geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)])
    packed = base_payload(
        {
            "land": areas,
            "lakes": areas,
            "rivers": geopandas.GeoDataFrame(geometry=[]),
            "regions": areas,
        },
        [],
    )
    drawn = {
        frozenset(pair)
        for part in packed["regions"]
        for pair in zip(decode(part)[:-1], decode(part)[1:], strict=True)
    }
    assert sum(len(decode(part)) - 1 for part in packed["regions"]) == len(drawn)


def place(**changes: object) -> Place:
    plain: dict[str, object] = {
        "place_id": "iso:RU-KRS", "name": "Kursk region", "ascii_name": "Kursk region",
        "kind": PlaceKind.REGION, "feature_code": "ADM1", "country_code": "RU", "lon": 36.2,
        "lat": 51.7,
    }  # fmt: skip
    return Place(**{**plain, **changes})  # type: ignore[arg-type]


LOOK: dict[str, object] = {
    "state": "held", "actor": "RU", "corroboration": "one side", "relation": "controls",
    "polarity": "affirm", "extent": "whole", "current": True, "contender": "", "age_days": 30,
    "kind": "region", "drawn_as": "area", "precision_km": 0.0,
}  # fmt: skip
OUTLINE = box(34, 51, 38, 52)
VILLAGE = {"place_id": "curated:gornal", "name": "Gornal", "kind": PlaceKind.SETTLEMENT}


def features_of(
    *places: Place, outlines: dict[int, Polygon] | None = None, words: str = "Claimed by Russia"
) -> Features:
    """One claim at each place."""
    numbers = np.arange(len(places))
    said = [words] * len(places)
    return order_features(places, outlines or {}, (numbers, numbers, said), np.ones_like(numbers))


def view_of(*looks: dict[str, object]) -> View:
    """A place for each look, in this order."""
    numbers = np.arange(len(looks))
    return View(
        place=numbers,
        looks=[LOOK | look for look in looks],
        look=numbers,
        shown=numbers,
        answer=np.full(len(looks), -1),
        counts=np.ones_like(numbers),
    )


def styles_by_id(features: Features, packed: dict[str, Any]) -> dict[str, dict[str, Any] | None]:
    """What assets/features.js makes of both files."""
    codes = [ord(code) - 35 for code in packed["codes"]]
    ids = features_payload(features)["ids"]
    styles = [None, *packed["styles"]]
    return {place_id: styles[code] for place_id, code in zip(ids, codes, strict=True)}


def test_features_carry_text_as_data_only() -> None:
    hostile = "{{7*7}} `${}` <img src=x onerror=1>"
    features = features_of(place(name=hostile), outlines={0: OUTLINE}, words=hostile)
    again = json.loads(pack("features", features_payload(features, lambda _: [hostile])).content)
    assert again["names"] == again["words"] == again["areas"][0]["about"] == [hostile]


def test_areas_stand_after_the_points_in_the_order_of_their_size() -> None:
    places = [place(place_id="iso:RU-BEL"), place(), place(**VILLAGE)]
    features = features_of(*places, outlines={0: box(0, 0, 1, 1), 1: OUTLINE})
    packed = features_payload(features)
    assert packed["ids"] == ["curated:gornal", "iso:RU-KRS", "iso:RU-BEL"]
    assert len(packed["areas"]) == 2


def test_points_lie_where_they_did_and_carry_their_precision() -> None:
    ends = place(**VILLAGE, lon=35.24512, lat=51.07, precision_km=2.0), place(lon=-3.5, lat=-10)
    features = features_of(*ends)
    packed = features_payload(features)
    spots = list(zip(accumulate(packed["lon"]), accumulate(packed["lat"]), strict=True))
    spot = spots[packed["ids"].index("curated:gornal")]
    assert spot == (3_524_512, 5_107_000)
    assert packed["rough"] == [[packed["ids"].index("curated:gornal"), 2.0]]


def test_a_view_gives_each_feature_its_style_and_none_to_what_it_does_not_show() -> None:
    features = features_of(place(), place(**VILLAGE), outlines={0: OUTLINE})
    packed = marks_payload(features, NAME, view_of({}), ACTORS)
    styles = styles_by_id(features, packed)
    assert styles["curated:gornal"] is None
    assert styles["iso:RU-KRS"]["texture"] == "hatch"  # type: ignore[index]
    assert styles["iso:RU-KRS"]["word"] == "held by Russia: one side's word"  # type: ignore[index]


def test_what_is_unusual_of_a_view_is_told_by_position() -> None:
    """Which of a place's claims is shown, if not its newest; how many, if not all."""
    numbers = np.array([0, 0, 1])
    features = order_features(
        [place(), place(**VILLAGE)],
        {0: OUTLINE},
        (numbers, np.array([1, 0, 2]), ["Claimed by Russia", "Denied by Ukraine", "Reported"]),
        np.array([2, 1]),
    )
    view = replace(view_of({}, {}), shown=np.array([0, 2]), answer=np.array([1, -1]))
    packed = marks_payload(features, NAME, view, ACTORS)
    region = int(features.at[0])
    assert packed["shown"] == [region, 1]
    assert packed["answers"] == [region, 0]
    assert packed["counts"] == [region, 1]


def test_ten_thousand_marks_take_a_few_kilobytes() -> None:
    chance = np.random.default_rng(7)
    spots = zip(chance.uniform(22, 40, 10_000), chance.uniform(44, 53, 10_000), strict=True)
    places = [
        place(place_id=f"geonames:{n}", kind=PlaceKind.SETTLEMENT, lon=lon, lat=lat)
        for n, (lon, lat) in enumerate(spots)
    ]
    features = features_of(*places)
    kinds = ("controls", "controls", "controls", "present", "threatens", "contested")
    looks = [
        {"actor": "RU" if lon > 34 else "UA", "relation": kinds[n % 6], "drawn_as": "point"}
        for n, lon in enumerate(place.lon for place in places)
    ]
    chance.shuffle(looks[:5_000])
    packed = pack("marks", marks_payload(features, NAME, view_of(*looks), ACTORS))
    assert len(gzip.compress(packed.content)) < 6_000


def test_a_partly_held_country_does_not_set_the_first_view() -> None:
    country = place(place_id="iso:UA", kind=PlaceKind.COUNTRY)
    features = features_of(country, place(), outlines={0: box(22, 44, 40, 52), 1: OUTLINE})
    view = view_of({"kind": "country", "extent": "partial"}, {})
    packed = marks_payload(features, NAME, view, ACTORS)
    assert packed["bounds"] == [34, 51, 38, 52]
    assert styles_by_id(features, packed)["iso:UA"]["badge"]  # type: ignore[index]


def test_the_legend_says_so_where_a_point_is_known_roughly() -> None:
    look = {"kind": "settlement", "drawn_as": "point", "precision_km": 1.0}
    packed = marks_payload(features_of(place(**VILLAGE)), NAME, view_of(look), ACTORS)
    assert "Dotted circle: approximate place" in [entry["text"] for entry in packed["legend"]]


def test_a_region_without_an_outline_stands_at_a_point() -> None:
    look = {"kind": "district", "relation": "threatens", "drawn_as": "point"}
    packed = marks_payload(features_of(place()), NAME, view_of(look), ACTORS)
    assert packed["styles"][0]["texture"] == "solid"
    [entry] = packed["legend"]
    assert [swatch["kind"] for swatch in entry["swatches"]] == ["point"]


def test_an_age_that_is_not_known_counts_as_old() -> None:
    packed = marks_payload(features_of(place()), NAME, view_of({"age_days": None}), ACTORS)
    assert packed["styles"][0]["pale"] < 1


def test_nothing_to_draw_is_not_an_error() -> None:
    for features in (features_of(), None):
        packed = marks_payload(features, None, view_of(), ACTORS)
        assert packed["codes"] == ""
        assert packed["legend"] == []
        assert packed["bounds"] is None


def test_a_timeline_tells_by_day_which_features_look_otherwise() -> None:
    features = features_of(place(), place(**VILLAGE), outlines={0: OUTLINE})
    day = date(1970, 1, 11).toordinal()
    turns = Turns(
        place=np.array([0, 1, 1]),
        day=np.array([day, day, day + 3]),
        looks=[LOOK, LOOK | {"drawn_as": "point", "actor": "UA"}],
        look=np.array([0, 0, 1]),
    )
    packed = timeline_payload(features, NAME, turns, ACTORS)
    assert (packed["days"], packed["turns"]) == ([10, 13], [2, 1])
    village = int(features.at[1])
    assert packed["features"] == [0, 1, village]
    assert [ord(code) - 35 for code in packed["codes"]] == [1, 1, 2]


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
