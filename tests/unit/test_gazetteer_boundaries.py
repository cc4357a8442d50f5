"""Outlines and base map: the regions, and the view of the United Nations."""

import json

import pytest
import shapely

from geodata.gazetteer.boundaries import BASE_LAYERS, Boundaries, load_boundaries
from geodata.settings import SEEDS_FOLDER

SIMFEROPOL = shapely.Point(34.10, 44.95)
SEVASTOPOL = shapely.Point(33.58, 44.58)
KURSK = shapely.Point(36.19, 51.73)


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    return load_boundaries(SEEDS_FOLDER)


def test_crimea_lies_in_ukraine_and_never_in_russia(boundaries: Boundaries) -> None:
    ukraine, russia = boundaries.outline("iso:UA"), boundaries.outline("iso:RU")
    assert ukraine is not None
    assert russia is not None
    for city in (SIMFEROPOL, SEVASTOPOL):
        assert ukraine.contains(city)
        assert not russia.contains(city)
    assert russia.contains(KURSK)


def test_crimea_and_sevastopol_are_polygons_of_their_own(boundaries: Boundaries) -> None:
    crimea, sevastopol = boundaries.outline("iso:UA-43"), boundaries.outline("iso:UA-40")
    assert crimea is not None
    assert sevastopol is not None
    assert crimea.contains(SIMFEROPOL)
    assert not crimea.contains(SEVASTOPOL)
    assert sevastopol.contains(SEVASTOPOL)


def test_each_disputed_area_says_who_is_recognised_and_who_claims_it(
    boundaries: Boundaries,
) -> None:
    regions = boundaries.frame().set_index("place_id")
    disputed = regions[regions["claimed_by"].map(len) > 0]
    assert {
        place_id: (row["recognised"], [(c["party"], c["since"]) for c in row["claimed_by"]])
        for place_id, row in disputed.iterrows()
    } == {
        "iso:UA-43": ("UA", [("RU", "2014-03-18")]),
        "iso:UA-40": ("UA", [("RU", "2014-03-18")]),
        "iso:UA-14": ("UA", [("RU", "2022-09-30")]),
        "iso:UA-09": ("UA", [("RU", "2022-09-30")]),
        "iso:UA-23": ("UA", [("RU", "2022-09-30")]),
        "iso:UA-65": ("UA", [("RU", "2022-09-30")]),
        "iso:MD-SN": ("MD", [("MD-SN", "1990-09-02")]),
        "iso:MD-BD": ("MD", [("MD-SN", "1990-09-02")]),
        "iso:GE-AB": ("GE", [("GE-AB", "1999-10-12")]),
        "iso:SO-X11": ("SO", [("SO-X11", "1991-05-18")]),
        "curated:golan-heights": ("SY", [("IL", "1981-12-14")]),
        "curated:abyei-area": ("", [("SD", "2011-07-09"), ("SS", "2011-07-09")]),
    }


def test_no_region_is_tagged_to_whoever_only_claims_it(boundaries: Boundaries) -> None:
    regions = boundaries.frame()
    assert (regions["recognised"] == regions["country_code"])[regions["recognised"] != ""].all()
    own = regions[regions["place_id"].str.startswith("iso:")]
    assert (own["place_id"].str[4:6] == own["country_code"]).all()


def test_the_data_give_the_claims_of_the_hand_kept_list(boundaries: Boundaries) -> None:
    """If this fails, disputed_areas.csv has changed: build the gazetteer again."""
    for row in boundaries.frame().to_dict("records"):
        area = boundaries.disputed_area(row["place_id"])
        assert [(c["party"], c["since"]) for c in row["claimed_by"]] == list(
            area.claimed_by if area else ()
        )
        assert row["full_name"] == (area.full_name if area else "")
        assert area is None or row["recognised"] == area.recognised


def test_crimeas_full_name_is_that_of_the_united_nations(boundaries: Boundaries) -> None:
    for place_id in ("iso:UA-43", "iso:UA-40"):
        area = boundaries.disputed_area(place_id)
        assert area
        assert area.full_name == (
            "Autonomous Republic of Crimea and the city of Sevastopol, Ukraine, "
            "temporarily occupied by the Russian Federation"
        )


def test_the_frame_has_the_columns_that_its_docstring_lists(boundaries: Boundaries) -> None:
    regions = boundaries.frame()
    assert list(regions.columns) == [
        "place_id",
        "name",
        "country_code",
        "recognised",
        "claimed_by",
        "full_name",
        "geometry",
    ]
    assert regions.crs == "EPSG:4326"
    assert regions["place_id"].is_unique
    assert len(regions[regions["country_code"] == "UA"]) == 27


def test_neighbouring_regions_share_one_border(boundaries: Boundaries) -> None:
    sumy, kursk = boundaries.outline("iso:UA-59"), boundaries.outline("iso:RU-KRS")
    assert sumy is not None
    assert kursk is not None
    assert sumy.intersection(kursk).area < 1e-6
    assert sumy.boundary.intersection(kursk.boundary).length > 1.0


@pytest.mark.parametrize(
    ("place_id", "inside", "outside"),
    [
        ("curated:golan-heights", (35.69, 32.99), (35.58, 33.21)),  # Katzrin; Kiryat Shmona
        ("curated:abyei-area", (28.43, 9.60), (29.72, 11.02)),  # Abyei town; Kadugli
        ("iso:MD-BD", (29.63, 46.84), (28.83, 47.01)),  # Tiraspol; Chișinău
    ],
)
def test_an_area_that_natural_earth_lacks_is_cut_out_of_its_region(
    boundaries: Boundaries,
    place_id: str,
    inside: tuple[float, float],
    outside: tuple[float, float],
) -> None:
    outline = boundaries.outline(place_id)
    assert outline is not None
    assert outline.contains(shapely.Point(inside))
    assert not outline.contains(shapely.Point(outside))
    regions = boundaries.frame()
    assert list(regions[regions.contains(shapely.Point(inside))]["place_id"]) == [place_id]


@pytest.mark.parametrize("pair", ["PL|UA", "RO|UA", "BY|UA", "KZ|RU", "FI|RU", "SD|TD", "EH|MR"])
def test_the_neighbours_borders_are_drawn_too(boundaries: Boundaries, pair: str) -> None:
    borders = boundaries.borders()
    found = borders[borders["between"] == pair]
    assert set(found["status"]) == {"international"}
    assert found["agreed"].all()


def test_western_sahara_begins_at_its_own_border_and_not_at_the_berm(
    boundaries: Boundaries,
) -> None:
    border = boundaries.borders().set_index("between").loc["EH|MA"]
    assert border["status"] == "disputed"
    assert border["geometry"].bounds[1::2] == pytest.approx((27.66, 27.67), abs=0.02)


@pytest.mark.parametrize("name", BASE_LAYERS)
def test_every_base_layer_is_geojson_with_features(boundaries: Boundaries, name: str) -> None:
    content = json.loads(boundaries.base_layer(name))
    assert content["type"] == "FeatureCollection"
    assert content["features"]


def test_settlements_have_no_outline(boundaries: Boundaries) -> None:
    assert boundaries.outline("curated:gornal") is None
    with pytest.raises(ValueError, match="none of land"):
        boundaries.base_layer("labels")
