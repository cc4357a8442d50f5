"""What a mark shows, what an export carries, and what no export may do."""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas
import pyogrio
import pytest
from shapely import MultiPolygon, Polygon, box

from geodata.control import assess_control
from geodata.errors import ExportError
from geodata.layers import (
    DISCLAIMER,
    EXPORT_FORMATS,
    area_marks,
    claim_features,
    point_marks,
    write_export,
)
from geodata.model import (
    EVERYBODY,
    Claim,
    DateBasis,
    DatePrecision,
    Extent,
    Polarity,
    Relation,
    Source,
)
from tests.records import ACTORS, NOON, make_article, make_claim, place_of

DAY = date(2025, 5, 1)
KURSK, BELGOROD, GORNAL = "iso:RU-KRS", "iso:RU-BEL", "curated:gornal"

OUTLINES = {
    # Clockwise and with a hole, as no GeoJSON may have it.
    KURSK: Polygon(
        [(34, 51), (34, 52.4), (38, 52.4), (38, 51)], [[(36, 51.2), (36.1, 51.2), (36, 51.4)]]
    ),
    BELGOROD: MultiPolygon([box(36, 50, 39, 51), box(39.5, 50, 39.6, 50.1)]),
    "iso:UA": box(22, 44, 40, 52.4),
}


def marks(*claims: Claim):
    controls = assess_control(claims, voice=EVERYBODY, as_of=None, known_at=None, actors=ACTORS)
    lookups = {"places": place_of, "outline": OUTLINES.get, "day": DAY}
    return area_marks(claims, controls, **lookups), point_marks(claims, controls, **lookups)


def only_mark(*claims: Claim) -> dict[str, object]:
    areas, points = marks(*claims)
    [row] = [*areas.to_dict("records"), *points.to_dict("records")]
    return row


def kursk(claimant: str = "RU", actor: str | None = "RU", **changes: object) -> Claim:
    return make_claim(place_id=KURSK, claimant=claimant, actor=actor, **changes)


DENIAL = {"polarity": Polarity.DENY}
PRESENT = {"relation": Relation.PRESENT}


def test_regions_are_areas_and_settlements_are_points() -> None:
    areas, points = marks(kursk(), make_claim(place_id=GORNAL))
    assert areas["place_id"].tolist() == [KURSK]
    assert points["place_id"].tolist() == [GORNAL]
    assert areas.crs == points.crs == "EPSG:4326"
    assert areas.geometry.iloc[0].equals(OUTLINES[KURSK])
    assert (points.geometry.x.iloc[0], points.geometry.y.iloc[0]) == (35.245, 51.07)
    assert points["precision_km"].tolist() == [2.0]


def test_region_without_an_outline_is_a_point() -> None:
    lookups = {"places": place_of, "outline": lambda _: None, "day": DAY}
    claims = [kursk()]
    controls = assess_control(claims, voice=EVERYBODY, as_of=None, known_at=None, actors=ACTORS)
    assert area_marks(claims, controls, **lookups).empty
    assert point_marks(claims, controls, **lookups)["place_id"].tolist() == [KURSK]


def test_columns_are_those_of_the_docstring_even_without_rows() -> None:
    empty_areas, empty_points = marks()
    full, _ = marks(kursk())
    assert list(empty_areas.columns) == list(empty_points.columns) == list(full.columns)
    assert set(full.columns) <= set(re.findall(r"\w+", _returns(area_marks)))
    assert (empty_areas.dtypes == full.dtypes).all()
    assert set(_features(kursk()).columns) <= set(re.findall(r"\w+", _returns(claim_features)))


def test_kursk_is_disputed_between_who_claims_and_who_denies() -> None:
    mark = only_mark(kursk(), kursk("UA", "RU", **DENIAL), kursk("UA", "UA", **PRESENT))
    assert (mark["state"], mark["corroboration"]) == ("disputed", "disputed")
    assert (mark["actor"], mark["contender"]) == ("RU", "UA")
    assert (mark["relation"], mark["relations"]) == ("controls", "controls,present")
    assert mark["statement_count"] == 3


@pytest.mark.parametrize(
    ("claims", "parties"),
    [
        ([kursk(), kursk("UA", "UA")], {"RU", "UA"}),
        ([kursk(), kursk("SOURCE", "RU", **DENIAL, source_id="x")], {"RU", ""}),
        (
            [
                kursk(),
                kursk("SOURCE", "RU", **DENIAL, source_id="x"),
                kursk("SOURCE", "UA", **PRESENT, source_id="x"),
            ],
            {"RU", "UA"},
        ),
        ([kursk()], {"RU", ""}),
    ],
)
def test_contender_is_the_other_side_of_a_dispute(claims: list[Claim], parties: set[str]) -> None:
    mark = only_mark(*claims)
    assert {mark["actor"], mark["contender"]} == parties


@pytest.mark.parametrize(
    ("claims", "relation", "polarity"),
    [
        ([kursk(), kursk("UA", "UA", **PRESENT)], "controls", "affirm"),
        ([kursk(relation=Relation.CONTESTED), kursk("UA", "UA", **PRESENT)], "contested", "affirm"),
        ([kursk(**PRESENT), kursk(relation=Relation.THREATENS)], "present", "affirm"),
        ([kursk(relation=Relation.THREATENS), kursk("UA", "RU", **DENIAL)], "threatens", "affirm"),
        ([kursk("UA", "RU", **DENIAL)], "controls", "deny"),
        ([kursk(current=False), kursk("UA", "UA", **PRESENT)], "present", "affirm"),
    ],
)
def test_mark_shows_the_strongest_statement(
    claims: list[Claim], relation: str, polarity: str
) -> None:
    mark = only_mark(*claims)
    assert (mark["relation"], mark["polarity"], mark["current"]) == (relation, polarity, True)


def test_presence_is_marked_for_who_is_there() -> None:
    mark = only_mark(make_claim(place_id=BELGOROD, claimant="UA", actor="UA", **PRESENT))
    assert (mark["state"], mark["actor"], mark["contender"]) == ("unknown", "UA", "")
    assert mark["reason"] == "Ukraine says its forces are present; no claim of control found"


def test_place_of_which_only_the_past_is_told_says_so() -> None:
    mark = only_mark(kursk(current=False))
    assert (mark["current"], mark["state"], mark["relations"]) == (False, "unknown", "")


def test_part_of_a_country_is_partial() -> None:
    claim = make_claim(place_id="iso:UA", claimant="SOURCE", extent=Extent.PARTIAL)
    mark = only_mark(claim)
    assert (mark["extent"], mark["state"]) == ("partial", "unknown")


def test_age_is_counted_from_the_day_of_the_statement() -> None:
    assert only_mark(kursk(event_date=date(2014, 3, 18)))["age_days"] == 5
    dateless = make_article(published_at=None)
    areas, _ = marks(make_claim(dateless, place_id=KURSK))
    assert areas["age_days"].isna().all()


def test_larger_areas_come_first() -> None:
    areas, _ = marks(kursk(), make_claim(place_id="iso:UA"), make_claim(place_id=BELGOROD))
    assert areas["place_id"].tolist()[0] == "iso:UA"


HOSTILE = '=HYPERLINK("x") {{7*7}} {% x <img src=x onerror=y> ]]> & \x0b \u202e ${a} `b` "q"\n€ 🗺'


def _features(*claims: Claim, outline=None, redistributable: bool = True):
    article = make_article(title=HOSTILE, url="https://example.org/?a=1&b=2", published_note="n")
    return claim_features(
        claims,
        places=place_of,
        articles={
            claim.article_id: replace(article, article_id=claim.article_id) for claim in claims
        },
        sources=[Source(source_id="wire", name="The Wire", redistributable=redistributable)],
        outline=outline,
    )


def hostile_claim() -> Claim:
    article = make_article(HOSTILE)
    return make_claim(
        article,
        speaker="+1",
        event_date=date(2025, 4, 1),
        date_precision=DatePrecision.MONTH,
        recorded_at=NOON,
        denies=("a", "b"),
        how="-x",
    )


def test_feature_carries_what_leads_back_to_the_words() -> None:
    claim = hostile_claim()
    [row] = _features(claim).to_dict("records")
    assert row["quote"] == claim.quote
    assert (row["start_char"], row["end_char"]) == (0, len(HOSTILE))
    assert row["event_date"] == "2025-04"
    assert row["published"] == row["recorded_at"] == "2025-04-26T12:00:00+00:00"
    assert row["published_basis"] == DateBasis.GIVEN
    assert (row["source"], row["place"], row["denies"]) == ("The Wire", "Gornal", "a b")
    assert (row["extractor"], row["article_id"]) == ("rules@1", claim.article_id)


def test_unknown_source_is_named_by_its_id() -> None:
    claim = make_claim(make_article(source_id="blog"))
    assert _features(claim)["source"].tolist() == ["blog"]


def test_features_may_have_the_outline() -> None:
    features = _features(kursk(), make_claim(), outline=OUTLINES.get)
    assert features.geometry.geom_type.tolist() == ["Polygon", "Point"]


def _read_geojson(path: Path) -> list[dict[str, object]]:
    collection = json.loads(path.read_text("utf-8"))
    assert DISCLAIMER in collection["disclaimer"]
    assert "GeoNames" in collection["attribution"]
    assert "crs" not in collection
    return [feature["properties"] for feature in collection["features"]]


def _read_gpkg(path: Path) -> list[dict[str, object]]:
    frame = pyogrio.read_dataframe(path)
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


@pytest.fixture(params=READERS)
def export(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Callable[..., list[dict[str, object]]]:
    """Write a frame in one format, check that nothing else was left behind, read it again."""

    def written(frame: geopandas.GeoDataFrame) -> list[dict[str, object]]:
        path = tmp_path / f"claims.{request.param}"
        write_export(frame, path, request.param, store_path=tmp_path / "claims.sqlite3")
        assert [file.name for file in tmp_path.iterdir()] == [path.name]
        return READERS[request.param](path)

    return written


def test_export_carries_the_provenance(export) -> None:
    [row] = export(_features(make_claim(recorded_at=NOON, speaker="Valery Gerasimov")))
    assert row["quote"] == make_claim().quote
    assert (str(row["start_char"]), str(row["end_char"])) == ("0", str(len(make_claim().quote)))
    assert (row["source"], row["speaker"]) == ("The Wire", "Valery Gerasimov")
    assert row["url"] == "https://example.org/?a=1&b=2"
    assert row["recorded_at"] == "2025-04-26T12:00:00+00:00"
    assert row["published_basis"] == "given"
    assert "redistributable" not in row


def test_hostile_text_comes_through_as_text(export, request: pytest.FixtureRequest) -> None:
    [row] = export(_features(hostile_claim()))
    expected = {
        "csv": f"'{HOSTILE}",
        "kml": HOSTILE.replace("\x0b", "\ufffd"),
    }.get(request.node.callspec.params["export"], HOSTILE)
    assert row["quote"] == row["title"] == expected


def test_nothing_to_export_is_a_valid_file(export) -> None:
    assert export(_features()) == []


def test_marks_can_be_exported(export) -> None:
    areas, _ = marks(kursk(), make_claim(), make_claim(place_id=BELGOROD))
    assert sorted(row["place_id"] for row in export(areas)) == [BELGOROD, KURSK]


def test_marks_of_unknown_age_can_be_exported(export) -> None:
    _, points = marks(make_claim(make_article(published_at=None)))
    [row] = export(points)
    assert str(row["age_days"]) in {"None", "nan", "", "<NA>"}


def test_export_replaces_an_older_export(export) -> None:
    export(_features(make_claim(), kursk()))
    assert len(export(_features(make_claim()))) == 1


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
    write_export(_features(make_claim(speaker=cell)), path, "csv", store_path=None)
    assert _read_csv(path)[0]["speaker"] == f"'{cell}"


def test_numbers_in_a_csv_stay_numbers(tmp_path: Path) -> None:
    frame = _features(make_claim())
    west = frame.set_geometry(frame.translate(xoff=-100))
    write_export(west, tmp_path / "x.csv", "csv", store_path=None)
    row = _read_csv(tmp_path / "x.csv")[0]
    assert float(str(row["lon"])) == pytest.approx(-64.755)
    assert row["hedged"] == "False"


def test_geojson_rings_turn_the_way_of_the_standard(tmp_path: Path) -> None:
    areas, _ = marks(kursk(), make_claim(place_id=BELGOROD))
    write_export(areas, tmp_path / "x.geojson", "geojson", store_path=None)
    shapes = geopandas.read_file(tmp_path / "x.geojson").geometry
    for polygon in shapes.explode():
        assert polygon.exterior.is_ccw
        assert not any(ring.is_ccw for ring in polygon.interiors)


def test_kml_draws_holes_and_parts(tmp_path: Path) -> None:
    areas, _ = marks(kursk(), make_claim(place_id=BELGOROD))
    write_export(areas, tmp_path / "x.kml", "kml", store_path=None)
    again = pyogrio.read_dataframe(tmp_path / "x.kml")
    for drawn, wanted in zip(again.geometry, areas.geometry, strict=True):
        assert drawn.equals_exact(wanted, 1e-6)


def test_source_that_must_not_be_redistributed_is_refused(tmp_path: Path) -> None:
    frame = _features(make_claim(), redistributable=False)
    with pytest.raises(ExportError, match="The Wire must not be redistributed"):
        write_export(frame, tmp_path / "x.csv", "csv", store_path=None)
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
            write_export(_features(make_claim()), path, file_format, store_path=store_path)
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
        write_export(_features(make_claim()), tmp_path / path, file_format, store_path=None)


def _returns(function: object) -> str:
    return str(function.__doc__).split("Returns:")[1]
