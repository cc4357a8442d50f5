"""Outlines and base map in the view of the United Nations."""

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


def test_no_region_is_tagged_to_whoever_only_claims_it(boundaries: Boundaries) -> None:
    regions = boundaries.frame().set_index("place_id")
    claims = {
        place_id: [(c["party"], c["since"]) for c in claimed]
        for place_id, claimed in regions["claimed_by"].items()
        if claimed
    }
    assert claims == {
        "iso:UA-43": [("RU", "2014-03-18")],
        "iso:UA-40": [("RU", "2014-03-18")],
        "iso:UA-14": [("RU", "2022-09-30")],
        "iso:UA-09": [("RU", "2022-09-30")],
        "iso:UA-23": [("RU", "2022-09-30")],
        "iso:UA-65": [("RU", "2022-09-30")],
    }
    assert (regions.loc[list(claims), "recognised"] == "UA").all()
    assert (regions.loc[list(claims), "country_code"] == "UA").all()


def test_the_frame_has_the_columns_that_its_docstring_lists(boundaries: Boundaries) -> None:
    regions = boundaries.frame()
    assert list(regions.columns) == [
        "place_id",
        "name",
        "country_code",
        "recognised",
        "claimed_by",
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


def test_the_perekop_line_is_a_claim_and_the_ukrainian_border_is_international(
    boundaries: Boundaries,
) -> None:
    borders = boundaries.base_frame("borders").set_index("between")
    assert borders.loc["UA-43|UA-65", "status"] == "claimed"
    assert borders.loc["UA-43|UA-65", "since"] == "2014-03-18"
    assert borders.loc["RUS|UKR", "status"] == "international"
    assert set(borders["status"]) == {"international", "claimed", "disputed"}


@pytest.mark.parametrize("pair", ["POL|UKR", "ROU|UKR", "BLR|UKR", "KAZ|RUS", "FIN|RUS", "SDN|TCD"])
def test_the_neighbours_borders_are_drawn_too(boundaries: Boundaries, pair: str) -> None:
    assert (boundaries.base_frame("borders")["between"] == pair).any()


@pytest.mark.parametrize("name", BASE_LAYERS)
def test_every_base_layer_is_geojson_with_features(boundaries: Boundaries, name: str) -> None:
    content = json.loads(boundaries.base_layer(name))
    assert content["type"] == "FeatureCollection"
    assert content["features"]


def test_settlements_have_no_outline(boundaries: Boundaries) -> None:
    assert boundaries.outline("curated:gornal") is None
    with pytest.raises(ValueError, match="none of land"):
        boundaries.base_layer("labels")
