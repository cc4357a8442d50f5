"""DeepState-format day files read into a published map of settlements."""

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geodata.errors import MapError
from geodata.model import Relation
from geodata.published import MapFormat, MapKnowledge, MapReading, MapRequest, claims_of, read_maps
from geodata.published_map import PublishedMap, statuses_on
from tests.published_files import Theatre, area, day_file, held_ground, occupied, square
from tests.unit.test_published import knowledge, words_on

DAY = date(2024, 7, 8)
EAST = square(37, 47, 40, 50)
WIDE = square(36, 47, 40, 50)
SETTLEMENTS = pd.DataFrame(
    {
        "place_id": ["far west", "middle", "east", "over the border"],
        "lon": [35.0, 36.5, 38.0, 39.0],
        "lat": [48.0, 48.0, 48.0, 49.5],
        "country": ["UA", "UA", "UA", "RU"],
    }
)


def read(path: Path, settlements: pd.DataFrame = SETTLEMENTS, **changes: object) -> MapReading:
    known = knowledge()
    told = MapKnowledge(
        mappers=known.mappers,
        actors=known.actors,
        sources=known.sources,
        find=known.find,
        look_up=known.look_up,
        settlements=lambda: settlements,
    )
    return read_maps(MapRequest(paths=[path], **changes), told)  # type: ignore[arg-type]


def the_map(path: Path, **changes: object) -> PublishedMap:
    reading = read(path, **changes)
    assert reading.problems == ()
    [published] = reading.maps
    return published


def told(published: PublishedMap) -> list[tuple[str, int, str, str]]:
    """Change points as (place, days after DAY, relation, actor)."""
    return [
        (
            published.place_ids[place],
            int(day) - DAY.toordinal(),
            published.statuses[status].relation,
            published.statuses[status].actor,
        )
        for place, day, status in zip(published.place, published.day, published.status, strict=True)
    ]


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def test_a_folder_of_day_files_is_one_restricted_map_of_the_mapper(tmp_path: Path) -> None:
    day_file(tmp_path, DAY, occupied(EAST))
    day_file(tmp_path, later(3), occupied(WIDE))
    published = the_map(tmp_path)
    assert published.account == ("deepstate", "DEEPSTATE", "deepstate")
    assert not published.redistributable
    assert (published.first_day, published.last_day) == (DAY, later(3))
    assert published.gaps == ((later(1), later(2)),)
    assert read(tmp_path).formats == ((MapFormat.DEEPSTATE, 2),)


def test_settlements_inside_an_occupied_area_are_held_and_those_never_inside_have_no_word(
    tmp_path: Path,
) -> None:
    day_file(tmp_path, DAY, occupied(EAST))
    day_file(tmp_path, later(1), occupied(WIDE))
    assert told(the_map(tmp_path)) == [
        ("middle", 1, "controls", "RU"),
        ("east", 0, "controls", "RU"),
        ("over the border", 0, "controls", "RU"),
    ]


def test_what_leaves_the_area_is_its_countrys_again_and_elsewhere_nothing_is_said(
    tmp_path: Path,
) -> None:
    day_file(tmp_path, DAY, occupied(WIDE))
    day_file(tmp_path, later(1), occupied(square(30, 40, 31, 41)))
    assert told(the_map(tmp_path)) == [
        ("middle", 0, "controls", "RU"),
        ("middle", 1, "controls", "UA"),
        ("east", 0, "controls", "RU"),
        ("east", 1, "controls", "UA"),
        ("over the border", 0, "controls", "RU"),
        ("over the border", 1, "", ""),
    ]


def test_liberated_ground_is_ukraines_at_once_and_once_when_its_green_goes(tmp_path: Path) -> None:
    name = "Звільнено 31.03 /// Liberated 31.03 /// geoJSON.status.dismissed_at"
    day_file(tmp_path, DAY, area(WIDE, name=name, fill="#0f9d58"), occupied(EAST))
    day_file(tmp_path, later(1), occupied(EAST))
    of_middle = [one for one in told(the_map(tmp_path)) if one[0] == "middle"]
    assert of_middle == [("middle", 0, "controls", "UA")]


@pytest.mark.parametrize(
    ("properties", "meaning"),
    [
        ({"fill": "#a52714"}, ("controls", "RU")),
        ({"fill": "#A52714FF"}, ("controls", "RU")),
        ({"styleUrl": "#poly-A52714-2000-77-nodesc"}, ("controls", "RU")),
        ({"name": "Окупована територія", "fill": "#a52714"}, ("controls", "RU")),
        ({}, ("controls", "RU")),
        ({"fill": "#880e4f"}, ("controls", "RU")),
        ({"name": "ОРДЛО /// CADR and CALR /// geoJSON.territories.ordlo"}, ("controls", "RU")),
        ({"name": "Окупований Крим"}, ("controls", "RU")),
        ({"fill": "#bcaaa4"}, ("contested", "")),
        (
            {"name": "Unknown status\xa0/// geoJSON.status.unknown", "fill": "#fff"},
            ("contested", ""),
        ),
        ({"fill": "#0288d1"}, ("controls", "UA")),
    ],
)
def test_an_area_is_told_by_its_key_else_by_its_colour(
    properties: dict[str, object], meaning: tuple[str, str], tmp_path: Path
) -> None:
    day_file(tmp_path, DAY, area(EAST, **properties))
    assert told(the_map(tmp_path))[0] == ("east", 0, *meaning)


@pytest.mark.parametrize(
    "properties",
    [
        {"name": "Карелія /// Karelia /// geoJSON.territories.karelia", "fill": "#ff5252"},
        {"name": "Росія", "fill": "#bcaaa4"},
        {"fill": "#ff5252"},
    ],
)
def test_areas_elsewhere_say_nothing(properties: dict[str, object], tmp_path: Path) -> None:
    day_file(tmp_path, DAY, area(WIDE, **properties), occupied(EAST))
    assert {place for place, *_ in told(the_map(tmp_path))} == {"east", "over the border"}


@pytest.mark.parametrize("properties", [{"fill": "#123456"}, {"name": "Озеро"}, {"fill": 7}])
def test_an_unknown_colour_is_reported_and_skipped(
    properties: dict[str, object], tmp_path: Path
) -> None:
    day_file(tmp_path, DAY, area(WIDE, **properties), occupied(EAST))
    published = the_map(tmp_path)
    assert len(published.place_ids) == 2
    [skipped] = published.skipped
    assert (skipped.count, "seeds/mappers.toml" in skipped.why) == (1, True)
    assert "deepstatemap_data_20240708.geojson" in skipped.examples[0]


@pytest.mark.parametrize("features", [[], [area(EAST, fill="#123456")]])
def test_a_file_without_any_known_area_is_a_missing_day_and_frees_nothing(
    features: list[object], tmp_path: Path
) -> None:
    day_file(tmp_path, DAY, occupied(EAST))
    day_file(tmp_path, DAY + timedelta(1), *features)
    day_file(tmp_path, DAY + timedelta(2), occupied(EAST))
    reading = read(tmp_path)
    [problem] = reading.problems
    assert "counts as missing" in str(problem)
    [published] = reading.maps
    assert told(published) == [
        ("east", 0, "controls", "RU"),
        ("over the border", 0, "controls", "RU"),
    ]
    assert published.gaps == ((DAY + timedelta(1), DAY + timedelta(1)),)


def test_of_areas_that_overlap_occupied_comes_first_and_liberated_last(tmp_path: Path) -> None:
    green, grey = area(WIDE, fill="#0f9d58"), area(EAST, fill="#bcaaa4")
    day_file(tmp_path, DAY, green, grey)
    day_file(tmp_path, later(1), occupied(EAST), grey, green)
    of_east = [one[1:] for one in told(the_map(tmp_path)) if one[0] == "east"]
    assert of_east == [(0, "contested", ""), (1, "controls", "RU")]


def test_marks_and_broken_outlines_are_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    bow_tie = [[36, 47], [37, 49], [37, 47], [36, 49], [36, 47]]
    day_file(
        tmp_path,
        DAY,
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
        {"type": "Feature", "properties": None, "geometry": None},
        "no feature",
        area({"type": "Polygon", "coordinates": [[["a", "b"]]]}),
        area({"type": "Polygon", "coordinates": []}),
        area({"type": "Polygon", "coordinates": [bow_tie]}, fill="#a52714"),
        area({"type": "Polygon", "coordinates": [[[*p, 0] for p in EAST["coordinates"][0]]]}),  # type: ignore[index]
    )
    published = the_map(tmp_path)
    assert {one[0] for one in told(published)} == {"middle", "east", "over the border"}
    assert sorted(one.count for one in published.skipped) == [2, 3]


def test_the_feed_as_the_site_serves_it_is_read_with_its_moment(tmp_path: Path) -> None:
    wrapped = {
        "id": 1720396800,
        "datetime": "2024-07-08T00:00:00.000Z",
        "map": {"type": "FeatureCollection", "features": [occupied(EAST)]},
    }
    (tmp_path / "last.json").write_text(json.dumps(wrapped))
    assert the_map(tmp_path / "last.json").first_day == DAY
    del wrapped["datetime"]
    (tmp_path / "last.json").write_text(json.dumps(wrapped))
    assert the_map(tmp_path / "last.json").first_day == DAY


@pytest.mark.parametrize("name", ["20240708.geojson", "2024-07-08.json", "map_2024_07_08_v2.json"])
def test_the_day_stands_in_the_name_however_written(name: str, tmp_path: Path) -> None:
    path = day_file(tmp_path, later(9), occupied(EAST)).rename(tmp_path / name)
    assert the_map(path).first_day == DAY


def test_the_day_may_stand_in_the_features_or_be_given(tmp_path: Path) -> None:
    path = tmp_path / "map.geojson"
    feature = area(EAST, fill="#a52714", date="2024-07-08")
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert the_map(path).first_day == DAY
    assert the_map(path, day=later(2)).first_day == later(2)


def test_a_file_that_tells_no_day_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    day_file(tmp_path, DAY, occupied(EAST)).rename(tmp_path / "undated.geojson")
    day_file(tmp_path, DAY, occupied(EAST))
    (tmp_path / "20240709.geojson").write_text('{"type": "FeatureCollection", "features": [')
    (tmp_path / "20240710.geojson").write_text('{"type": "Topology"}')
    reading = read(tmp_path)
    assert [Path(one.origin).name for one in reading.problems] == [
        "20240709.geojson",
        "20240710.geojson",
        "undated.geojson",
    ]
    assert "--date" in str(reading.problems[2])
    assert len(reading.maps) == 1


def test_coordinates_that_are_no_degrees_are_refused(tmp_path: Path) -> None:
    day_file(tmp_path, DAY, occupied(square(4_000_000, 6_000_000, 4_100_000, 6_100_000)))
    assert "no degrees" in str(read(tmp_path).problems[0])
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    day_file(tmp_path, DAY, occupied(EAST), crs=crs)
    assert "EPSG:4326" in str(read(tmp_path).problems[0])
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    day_file(tmp_path, DAY, occupied(EAST), crs=crs)
    assert len(the_map(tmp_path).place_ids) == 2


def test_a_date_is_for_one_file_only(tmp_path: Path) -> None:
    day_file(tmp_path, DAY, occupied(EAST))
    day_file(tmp_path, later(1), occupied(EAST))
    with pytest.raises(MapError, match="--date"):
        read(tmp_path, day=DAY)


def test_another_mapper_may_publish_such_files(tmp_path: Path) -> None:
    day_file(tmp_path, DAY, occupied(EAST))
    published = the_map(tmp_path, claimant="ISW", source="isw")
    assert published.account == ("isw", "ISW", "deepstate")


def test_claims_say_which_point_was_looked_up_and_in_what_area(tmp_path: Path) -> None:
    day_file(tmp_path, DAY, occupied(EAST))
    claims = claims_of(the_map(tmp_path), ["east"])
    assert [(one.quote, one.relation, one.actor) for one in claims] == [
        ("2024-07-08 38.00000 48.00000 occupied", Relation.CONTROLS, "RU")
    ]


def test_a_front_that_moves_for_months_is_followed_settlement_by_settlement(
    tmp_path: Path,
) -> None:
    theatre = Theatre(settlements=300, days=40)
    days = range(0, theatre.days, 4)
    for day in days:
        day_file(tmp_path, theatre.dates()[day], occupied(held_ground(theatre, day)))
    published = the_map(tmp_path, settlements=theatre.points)
    numbers = {place_id: n for n, place_id in enumerate(theatre.points["place_id"])}
    for day in days:
        away = theatre.points["lon"].to_numpy() - theatre.front(day)
        words = words_on(published, theatre.dates()[day])
        inside = {numbers[place_id] for place_id, word in words.items() if word == "occupied"}
        clearly_inside = set(np.flatnonzero(away > 0.01).tolist())
        clearly_outside = set(np.flatnonzero(away < -0.01).tolist())
        assert clearly_inside <= inside
        assert not clearly_outside & inside
    assert (statuses_on(published, theatre.dates()[0]) >= 0).any()
