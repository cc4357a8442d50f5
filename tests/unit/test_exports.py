"""What an export carries in each format, and what no export may do."""

import csv
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas
import numpy as np
import pyogrio
import pytest
import shapely
from shapely import MultiLineString

from geodata.errors import ExportError
from geodata.layers import (
    DISCLAIMER,
    EXPORT_FORMATS,
    LAYERS,
    MOST_QUOTES,
    QUOTE_SEPARATOR,
    Provenance,
    area_features,
    line_features,
    write_layers,
)
from geodata.model import Source, Voice
from geodata.published_map import PublishedMap
from tests.frames import (
    GROUND,
    HOSTILE,
    HUES,
    area,
    claim_frame,
    drawn,
    frame_of,
    grounds,
    hostile_claim,
    line,
    provenance,
    ways,
)
from tests.records import ACTORS, NOON, make_article, make_claim


def _read_geojson(path: Path) -> list[dict[str, object]]:
    collection = json.loads(path.read_text("utf-8"))
    assert DISCLAIMER in collection["disclaimer"]
    assert "GeoNames" in collection["attribution"]
    assert "crs" not in collection
    return [feature["properties"] for feature in collection["features"]]


def _read_gpkg(path: Path) -> list[dict[str, object]]:
    frame = pyogrio.read_dataframe(path, layer=pyogrio.list_layers(path)[0, 0])
    if len(frame):
        assert frame.crs == "EPSG:4326"
    return [dict(row) for row in frame.drop(columns="geometry").to_dict("records")]


def _read_csv(path: Path) -> list[dict[str, object]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _read_kml(path: Path) -> list[dict[str, object]]:
    kml = "{http://www.opengis.net/kml/2.2}"
    root = ET.parse(path).getroot()  # our own file
    assert DISCLAIMER in root.findtext(f"{kml}Document/{kml}description", "")
    return [
        {data.get("name"): data.findtext(f"{kml}value") for data in placemark.iter(f"{kml}Data")}
        for placemark in root.iter(f"{kml}Placemark")
    ]


READERS = {"geojson": _read_geojson, "gpkg": _read_gpkg, "csv": _read_csv, "kml": _read_kml}


def test_every_format_is_tested() -> None:
    assert READERS.keys() == EXPORT_FORMATS.keys()


def write_claims(
    frame: geopandas.GeoDataFrame, path: Path, file_format: str, *, store_path: Path | None
) -> None:
    write_layers({"claims": frame}, path, file_format, store_path=store_path)


@pytest.fixture(params=READERS)
def export(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Callable[..., list[dict[str, object]]]:
    """Write a frame in one format, check that nothing else was left behind, read it again."""

    def written(frame: geopandas.GeoDataFrame) -> list[dict[str, object]]:
        path = tmp_path / f"claims.{request.param}"
        write_claims(frame, path, request.param, store_path=tmp_path / "claims.sqlite3")
        assert [file.name for file in tmp_path.iterdir()] == [path.name]
        return READERS[request.param](path)

    return written


def test_export_carries_the_provenance(export) -> None:
    [row] = export(claim_frame(make_claim(recorded_at=NOON, speaker="Valery Gerasimov")))
    assert row["quote"] == make_claim().quote
    assert (str(row["start_char"]), str(row["end_char"])) == ("0", str(len(make_claim().quote)))
    assert (row["source"], row["speaker"]) == ("The Wire", "Valery Gerasimov")
    assert row["url"] == "https://example.org/?a=1&b=2"
    assert row["recorded_at"] == "2025-04-26T12:00:00+00:00"
    assert row["published_basis"] == "given"
    assert "redistributable" not in row


def test_hostile_text_comes_through_as_text(export, request: pytest.FixtureRequest) -> None:
    [row] = export(claim_frame(hostile_claim()))
    expected = {
        "csv": f"'{HOSTILE}",
        "kml": HOSTILE.replace("\x0b", "\ufffd"),
    }.get(request.node.callspec.params["export"], HOSTILE)
    assert row["quote"] == row["title"] == expected


def test_nothing_to_export_is_a_valid_file(export) -> None:
    assert export(claim_frame()) == []


def test_export_replaces_an_older_export(export) -> None:
    export(claim_frame(make_claim(), make_claim(claimant="UA")))
    assert len(export(claim_frame(make_claim()))) == 1


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "  =1",
        "\u200b=1",
        "\ufeff=1",
        "\u00a0=1",
        "\tx",
        "\rx",
        "\nx",
        "＝1",
        "＋1",
        "－1",
        "＠x",
    ],
)
def test_no_cell_is_a_formula(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "x.csv"
    write_claims(claim_frame(make_claim(speaker=cell)), path, "csv", store_path=None)
    assert _read_csv(path)[0]["speaker"] == f"'{cell}"


def test_numbers_in_a_csv_stay_numbers(tmp_path: Path) -> None:
    frame = claim_frame(make_claim())
    west = frame.set_geometry(frame.translate(xoff=-100))
    write_claims(west, tmp_path / "x.csv", "csv", store_path=None)
    row = _read_csv(tmp_path / "x.csv")[0]
    assert float(str(row["lon"])) == pytest.approx(-64.755)
    assert row["hedged"] == "False"


def two_areas() -> geopandas.GeoDataFrame:
    return area_features(drawn([area(), area(state="unknown", actor=None)], grounds(2)), PICTURE)


PICTURE = provenance(make_claim())


def test_geojson_rings_turn_the_way_of_the_standard(tmp_path: Path) -> None:
    write_layers({"areas": two_areas()}, tmp_path / "x.geojson", "geojson", store_path=None)
    shapes = geopandas.read_file(tmp_path / "x.geojson").geometry
    assert len(shapes) == 2
    for polygon in shapes.explode():
        assert polygon.exterior.is_ccw
        assert not any(ring.is_ccw for ring in polygon.interiors)


def test_kml_draws_holes_and_parts(tmp_path: Path) -> None:
    areas = two_areas()
    write_layers({"areas": areas}, tmp_path / "x.kml", "kml", store_path=None)
    again = pyogrio.read_dataframe(tmp_path / "x.kml")
    assert shapely.equals_exact(
        shapely.normalize(again.geometry), shapely.normalize(areas.geometry), 1e-6
    ).all()


def test_source_that_must_not_be_redistributed_is_refused(tmp_path: Path) -> None:
    frame = claim_frame(make_claim(), redistributable=False)
    with pytest.raises(ExportError, match="The Wire must not be redistributed"):
        write_claims(frame, tmp_path / "x.csv", "csv", store_path=None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
@pytest.mark.parametrize("file_format", EXPORT_FORMATS)
def test_the_live_store_is_never_written_over(
    tmp_path: Path, suffix: str, file_format: str
) -> None:
    store_path = tmp_path / "claims.sqlite3"
    live = tmp_path / f"claims.sqlite3{suffix}"
    live.write_bytes(b"live")
    link, hard = tmp_path / "link", tmp_path / "hard"
    link.symlink_to(live)
    hard.hardlink_to(live)
    (tmp_path / "folder").mkdir()
    for path in (live, link, hard, tmp_path / "folder" / ".." / live.name):
        with pytest.raises(ExportError, match="live store"):
            write_claims(claim_frame(make_claim()), path, file_format, store_path=store_path)
    assert live.read_bytes() == b"live"


@pytest.mark.parametrize(
    ("path", "file_format", "problem"),
    [
        ("x.shp", "shp", "no export format; use one of geojson, gpkg, kml, csv"),
        ("no/such/folder/x.csv", "csv", "is its folder there"),
        (".", "csv", "is a folder; name a file in it"),
    ],
)
def test_export_that_cannot_be_written_says_why(
    tmp_path: Path, path: str, file_format: str, problem: str
) -> None:
    with pytest.raises(ExportError, match=re.escape(problem)):
        write_claims(claim_frame(make_claim()), tmp_path / path, file_format, store_path=None)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_feature_of_every_layer_says_whose_picture_it_is_and_on_what_it_rests(
    layer: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    claim = make_claim()
    for file_format, read in READERS.items():
        path = tmp_path / f"{layer}.{file_format}"
        write_layers({layer: frame_of(layer, claim)}, path, file_format, store_path=None, hues=HUES)
        [row] = read(path)
        assert (row["voice"], row["voice_name"], row["as_of"]) == ("RU", "Russia", "2025-05-01")
        assert row["known_at"] == NOON.isoformat()
        assert row.get("claim_ids", row.get("claim_id")) == claim.claim_id
        assert row.get("quotes", row.get("quote")) == claim.quote
        assert row.get("sources", row.get("source")) == "The Wire"
        assert row["licence"] == "may be passed on, if named: The Wire"
        assert row["legend"]
        assert not {"redistributable", "restricted"} & row.keys()


def test_a_difference_names_both_pictures(tmp_path: Path) -> None:
    write_export_of("differences", tmp_path)
    [row] = _read_csv(tmp_path / "x.csv")
    assert (row["voice"], row["other_voice"], row["other_voice_name"]) == ("RU", "UA", "Ukraine")
    assert row["other_as_of"] == "2025-05-01"
    assert row["place_ids"] == "geonames:1 curated:gornal"
    assert row["legend"] == "Control by Russia: the first account only (Russia, 2025-05-01)"


def write_export_of(layer: str, folder: Path, file_format: str = "csv") -> None:
    path = folder / f"x.{file_format}"
    write_layers({layer: frame_of(layer)}, path, file_format, store_path=None, hues=HUES)


def test_a_table_of_areas_or_lines_has_a_point_and_the_whole_shape(tmp_path: Path) -> None:
    for layer in ("areas", "lines", "differences"):
        write_export_of(layer, tmp_path)
        [row] = _read_csv(tmp_path / "x.csv")
        [shape] = frame_of(layer).geometry
        assert shapely.from_wkt(str(row["wkt"])).equals_exact(shape, 1e-6)
        assert shape.distance(shapely.Point(float(str(row["lon"])), float(str(row["lat"])))) < 1e-9
    write_export_of("places", tmp_path)
    assert "wkt" not in _read_csv(tmp_path / "x.csv")[0]


@pytest.mark.parametrize("layer", LAYERS)
def test_no_cell_of_any_layer_is_a_formula(layer: str, tmp_path: Path) -> None:
    article = make_article("=1+1")
    frame = frame_of(layer, make_claim(article, speaker="@x"))
    write_layers({layer: frame}, tmp_path / "x.csv", "csv", store_path=None)
    [row] = _read_csv(tmp_path / "x.csv")
    assert row.get("quotes", row.get("quote")) == "'=1+1"
    assert not any(str(cell)[:1] in "=+-@" for cell in row.values() if cell)


@pytest.mark.parametrize("layer", [layer for layer in LAYERS if layer != "claims"])
@pytest.mark.parametrize("file_format", EXPORT_FORMATS)
def test_what_was_made_with_a_restricted_claim_never_leaves(
    layer: str, file_format: str, tmp_path: Path
) -> None:
    frame = frame_of(layer, redistributable=False)
    assert frame["licence"].tolist() == ["must not be passed on: The Wire"]
    problem = f"the {layer} rest on The Wire, which must not be redistributed; choose sources"
    with pytest.raises(ExportError, match=problem):
        write_layers({layer: frame}, tmp_path / "x", file_format, store_path=None)
    assert list(tmp_path.iterdir()) == []


def test_a_restricted_claim_may_have_moved_an_outline_that_does_not_cite_it(tmp_path: Path) -> None:
    free, closed = make_claim(), make_claim(make_article("Closed.", source_id="map"))
    picture = Provenance(
        claims=[free, closed],
        sources=[Source(source_id="map", name="A Map", redistributable=False)],
    )
    row = area(claim_ids=[free.claim_id])
    frame = area_features(drawn([row], grounds(1)), picture)
    assert frame["sources"].tolist() == ["wire"]
    with pytest.raises(ExportError, match="rest on A Map"):
        write_layers({"areas": frame}, tmp_path / "x.csv", "csv", store_path=None)


def published(**changes: Any) -> PublishedMap:
    nothing = np.zeros(0, dtype=np.int32)
    values: dict[str, Any] = {
        "source_id": "map",
        "claimant": "ISW",
        "file_format": "viina",
        "title": "A map",
        "url": "",
        "column": "status",
        "file_name": "map.csv",
        "digest": "0",
        "redistributable": True,
        "licence": "ODbL 1.0",
        "first_day": date(2025, 4, 1),
        "last_day": date(2025, 4, 2),
        "place_ids": (),
        "labels": (),
        "statuses": (),
        "place": nothing,
        "day": nothing,
        "status": nothing.astype(np.int16),
    }
    return PublishedMap(**{**values, **changes})


def test_a_published_map_brings_the_words_of_its_licence() -> None:
    claim = make_claim(make_article(source_id="map"), extractor="import:csv")
    picture = Provenance(claims=[claim], maps=[published()])
    row = area(claim_ids=[claim.claim_id])
    frame = area_features(drawn([row], grounds(1)), picture)
    assert frame["licence"].tolist() == ["may be passed on, if named: map (ODbL 1.0)"]
    assert frame["redistributable"].all()
    assert claim_frame(claim, picture=picture)["licence"].tolist() == frame["licence"].tolist()


def test_a_file_that_is_marked_as_restricted_keeps_back_whatever_was_made_with_it(
    tmp_path: Path,
) -> None:
    claim = make_claim(make_article(source_id="map"), extractor="import:csv")
    picture = Provenance(claims=[make_claim()], maps=[published(redistributable=False)])
    frame = area_features(drawn([area()], grounds(1)), picture)
    with pytest.raises(ExportError, match="the areas rest on map, which must not"):
        write_layers({"areas": frame}, tmp_path / "x.csv", "csv", store_path=None)
    assert not claim_frame(claim, picture=picture)["redistributable"].any()


def test_one_restricted_layer_keeps_the_whole_file_back(tmp_path: Path) -> None:
    frames = {"claims": frame_of("claims"), "areas": frame_of("areas", redistributable=False)}
    with pytest.raises(ExportError, match="the areas rest on"):
        write_layers(frames, tmp_path / "x.gpkg", "gpkg", store_path=None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("file_format", ["geojson", "kml", "csv"])
def test_several_layers_need_a_geopackage(file_format: str, tmp_path: Path) -> None:
    frames = {"claims": frame_of("claims"), "areas": frame_of("areas")}
    with pytest.raises(ExportError, match="holds one layer; use gpkg for several"):
        write_layers(frames, tmp_path / "x", file_format, store_path=None)


def test_quotes_come_newest_first_each_wording_once_and_only_so_many() -> None:
    texts = [f"Statement {day}." for day in range(1, MOST_QUOTES + 6)]
    claims = [
        make_claim(make_article(text), event_date=date(2025, 4, day))
        for day, text in enumerate(texts, 1)
    ]
    again = make_claim(make_article(texts[-1]), claimant="UA", event_date=date(2025, 3, 1))
    [row] = frame_of("areas", *claims, again).to_dict("records")
    assert row["claim_count"] == len(claims) + 1
    assert row["claim_ids"].split()[0] == claims[-1].claim_id
    assert row["claim_ids"].split()[-1] == again.claim_id
    assert row["quotes"].split(QUOTE_SEPARATOR) == texts[::-1][:MOST_QUOTES]


def test_a_feature_that_rests_on_no_claim_says_so() -> None:
    frame = area_features(drawn([area(state="unknown")], grounds(1)), PICTURE)
    [row] = frame.to_dict("records")
    assert (row["claim_count"], row["claim_ids"], row["quotes"]) == (0, "", "")
    assert row["licence"] == "rests on no source"


@pytest.mark.parametrize(
    ("voice", "code", "words"),
    [
        (Voice(), "everybody", "everybody"),
        (Voice(claimants=frozenset({"UA", "RU"})), "RU UA", "Russia and Ukraine"),
        (
            Voice(source_ids=frozenset({"wire", "blog"})),
            "everybody source:blog source:wire",
            "everybody, as printed by blog, The Wire",
        ),
        (
            Voice(claimants=frozenset({"RU"}), source_ids=frozenset({"wire"})),
            "RU source:wire",
            "Russia, as printed by The Wire",
        ),
    ],
)
def test_a_voice_is_told_in_code_and_in_words(voice: Voice, code: str, words: str) -> None:
    sources = [Source(source_id="wire", name="The Wire")]
    picture = Provenance(voice=voice, sources=sources, actors=ACTORS)
    [row] = area_features(drawn([area()], grounds(1)), picture).to_dict("records")
    assert (row["voice"], row["voice_name"]) == (code, words)
    assert (row["as_of"], row["known_at"]) == ("", "")


def test_a_reach_without_end_is_no_number(tmp_path: Path) -> None:
    rows = [line(reach_km=np.inf, guess=True), line()]
    lines = line_features(drawn(rows, ways(2)), PICTURE)
    write_layers({"lines": lines}, tmp_path / "x.geojson", "geojson", store_path=None)
    assert [row["reach_km"] for row in _read_geojson(tmp_path / "x.geojson")] == [None, 4.0]


def all_frames(**changes: Any) -> dict[str, geopandas.GeoDataFrame]:
    return {layer: frame_of(layer, **changes) for layer in LAYERS}


def test_a_geopackage_holds_every_layer_with_its_type_of_geometry(tmp_path: Path) -> None:
    for frames in (all_frames(), all_frames(empty=True)):
        path = tmp_path / "all.gpkg"
        write_layers(frames, path, "gpkg", store_path=None, hues=HUES)
        listed = dict(pyogrio.list_layers(path))
        assert {layer: listed[layer] for layer in LAYERS} == {
            "claims": "Point",
            "places": "Point",
            "areas": "MultiPolygon",
            "lines": "LineString",
            "differences": "MultiPolygon",
        }


def test_lines_of_several_parts_are_kept_whole(tmp_path: Path) -> None:
    lines = line_features(drawn([line(), line()], [ways(1)[0], MultiLineString(ways(2))]), PICTURE)
    write_layers({"lines": lines}, tmp_path / "x.gpkg", "gpkg", store_path=None)
    assert pyogrio.read_info(tmp_path / "x.gpkg", layer="lines")["geometry_type"] == (
        "MultiLineString"
    )


@pytest.mark.parametrize("layer", LAYERS)
def test_a_geopackage_gives_the_same_rows_back(layer: str, tmp_path: Path) -> None:
    frames = all_frames()
    write_layers(frames, tmp_path / "x.gpkg", "gpkg", store_path=None, hues=HUES)
    again = pyogrio.read_dataframe(tmp_path / "x.gpkg", layer=layer)
    wanted = frames[layer].drop(columns=["redistributable", "restricted"], errors="ignore")
    assert again.crs == "EPSG:4326"
    assert again.drop(columns=["legend", "geometry"]).to_dict("records") == (
        wanted.drop(columns="geometry").to_dict("records")
    )
    assert shapely.equals(again.geometry, wanted.geometry).all()


def test_a_layer_of_another_name_is_written_without_symbols(tmp_path: Path) -> None:
    frame = drawn([{"name": "a"}, {"name": "b"}], GROUND)
    for file_format, read in READERS.items():
        path = tmp_path / f"x.{file_format}"
        write_layers({"drafts": frame}, path, file_format, store_path=None)
        assert [row["name"] for row in read(path)] == ["a", "b"]
        assert "legend" not in read(path)[0]
    assert pyogrio.list_layers(tmp_path / "x.gpkg")[:, 0].tolist() == ["drafts"]
