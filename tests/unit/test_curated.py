"""The hand-kept rows: named in three languages, on the right ground, in the right country."""

import csv
import gzip
from itertools import combinations

import pytest
import shapely

from geodata.gazetteer import Gazetteer, load_gazetteer
from geodata.gazetteer.boundaries import Boundaries, load_boundaries
from geodata.gazetteer.build.abroad import ABROAD, read_abroad
from geodata.gazetteer.curated import read_curated
from geodata.gazetteer.distance import distance_km
from geodata.gazetteer.folding import fold
from geodata.gazetteer.rows import place_of
from geodata.model import Place, PlaceKind
from geodata.settings import SEEDS_FOLDER

PATH = SEEDS_FOLDER / "gazetteer" / "curated.csv"
FRONT = {
    "Kursk": "iso:RU-KRS",
    "Belgorod": "iso:RU-BEL",
    "Bryansk": "iso:RU-BRY",
    "Sumy": "iso:UA-59",
    "Kharkiv": "iso:UA-63",
    "Luhansk": "iso:UA-09",
    "Donetsk": "iso:UA-14",
    "Zaporizhzhia": "iso:UA-23",
    "Kherson": "iso:UA-65",
    "Dnipropetrovsk": "iso:UA-12",
    "Crimea": "iso:UA-43",
}
NAMESAKE_KM = 8.0
OUTSIDE_KM = 3.0
"""Natural Earth's borders are off by about as much."""
KM_PER_DEGREE = 111.0


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(SEEDS_FOLDER)


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    return load_boundaries(SEEDS_FOLDER)


@pytest.fixture(scope="module")
def places() -> list[Place]:
    found, problems = read_curated(PATH)
    assert problems == []
    abroad = read_abroad()
    assert not {place.place_id for place in found} & {place.place_id for place in abroad}
    return [*found, *abroad]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for path in (PATH, ABROAD):
        with path.open(encoding="utf-8", newline="") as stream:
            found.extend(csv.DictReader(stream))
    return found


@pytest.fixture(scope="module")
def settlements(places: list[Place]) -> list[Place]:
    return [place for place in places if place.kind is PlaceKind.SETTLEMENT]


@pytest.fixture(scope="module")
def cities500() -> dict[str, list[Place]]:
    """GeoNames' settlements of Ukraine and Russia by folded name; plain numbers are their ids."""
    by_name: dict[str, list[Place]] = {}
    packed = (SEEDS_FOLDER / "gazetteer" / "places.tsv.gz").read_bytes()
    for row in gzip.decompress(packed).decode().splitlines():
        place_id, _, kind, _, country, _ = row.split("\t", 5)
        if place_id.isdigit() and kind == "settlement" and country in {"UA", "RU"}:
            place = place_of(row)
            for name in names_of(place):
                by_name.setdefault(name, []).append(place)
    return by_name


def names_of(place: Place) -> set[str]:
    return {fold(name) for name in (place.name, *(n.name for n in place.alternate_names))}


def lacking(places: list[Place], cities500: dict[str, list[Place]], region: str) -> list[Place]:
    return [
        place
        for place in places
        if place.admin1 == region
        and not any(
            distance_km(place, other) < NAMESAKE_KM
            for name in names_of(place)
            for other in cities500.get(name, [])
        )
    ]


def test_hundreds_of_front_settlements_stand_here_that_geonames_cities_lack(
    settlements: list[Place], cities500: dict[str, list[Place]]
) -> None:
    counts = {name: len(lacking(settlements, cities500, region)) for name, region in FRONT.items()}
    assert sum(counts.values()) >= 330, counts
    assert min(counts.values()) >= 15, counts


def test_every_ukrainian_and_russian_row_has_its_ukrainian_and_russian_name(
    rows: list[dict[str, str]],
) -> None:
    unnamed = [
        row["name_en"]
        for row in rows
        if row["country"] in {"UA", "RU"} and not (row["name_uk"] and row["name_ru"])
    ]
    assert unnamed == []


def test_every_ukrainian_and_russian_settlement_has_region_and_raion(
    settlements: list[Place],
) -> None:
    assert [
        place
        for place in settlements
        if place.country_code in {"UA", "RU"} and not (place.admin1 and place.admin2)
    ] == []


def test_a_hand_set_point_is_not_said_to_be_exact(rows: list[dict[str, str]]) -> None:
    by_hand = [row for row in rows if row["basis"].startswith("set by hand")]
    assert len(by_hand) > 20
    assert [row["name_en"] for row in by_hand if float(row["precision_km"]) < 2] == []


@pytest.fixture(scope="module")
def held(places: list[Place], rows: list[dict[str, str]]) -> list[Place]:
    """Those with a region, but not where the row says that Natural Earth draws it elsewhere."""
    elsewhere = {row["name_en"] for row in rows if "Natural Earth has it in" in row["basis"]}
    assert len(elsewhere) < 20
    return [place for place in places if place.admin1 and place.name not in elsewhere]


def test_every_settlement_lies_in_its_region_or_within_the_error_of_its_border(
    held: list[Place], boundaries: Boundaries
) -> None:
    assert [
        (place.place_id, round(away))
        for place in held
        if place.kind is PlaceKind.SETTLEMENT
        if (away := km_outside(place, boundaries)) > OUTSIDE_KM
    ] == []


def test_every_facility_but_an_island_lies_in_its_region_or_right_beside_it(
    held: list[Place], boundaries: Boundaries
) -> None:
    assert [
        (place.place_id, round(away))
        for place in held
        if place.kind in {PlaceKind.FACILITY, PlaceKind.WATER}
        if place.feature_code != "ISL"
        if (away := km_outside(place, boundaries)) > OUTSIDE_KM + place.precision_km
    ] == []


def km_outside(place: Place, boundaries: Boundaries) -> float:
    outline = boundaries.outline(place.admin1)
    assert outline is not None, place
    return float(outline.distance(shapely.Point(place.lon, place.lat))) * KM_PER_DEGREE


def test_the_country_of_a_row_is_the_recognised_one_of_its_region(
    places: list[Place], gazetteer: Gazetteer
) -> None:
    for place in places:
        region = gazetteer.region_of(place)
        assert region is None or region.country_code == place.country_code, place


def test_no_two_settlements_share_one_spot(settlements: list[Place]) -> None:
    ordered = sorted(settlements, key=lambda place: place.lat)
    close = [
        (a.name, b.name)
        for a, b in combinations(ordered, 2)
        if abs(a.lat - b.lat) < 0.01 and distance_km(a, b) < 0.3
    ]
    assert close == []


@pytest.mark.parametrize(
    ("spelling", "place_id"),
    [
        ("Rabotino", "curated:robotyne"),
        ("Kleshcheyevka", "curated:klishchiivka"),
        ("Krasnograd", "curated:berestyn"),
        ("Severodonetsk", "curated:sievierodonetsk"),
        ("Gulyaypole", "curated:huliaipole"),
        ("Велика Новосілка", "curated:velyka-novosilka"),
        ("Chornobaivka airport", "curated:kherson-international-airport"),
        ("Antonivsky Bridge", "curated:antonivka-road-bridge"),
        ("Snake Island", "curated:snake-island"),
    ],
)
def test_old_and_russian_spellings_lead_to_the_place(
    gazetteer: Gazetteer, spelling: str, place_id: str
) -> None:
    assert place_id in {place.place_id for place in gazetteer.named(spelling)}


def test_a_river_does_not_take_the_name_of_its_city(gazetteer: Gazetteer) -> None:
    assert gazetteer.look_up("Dnipro")[0].kind is PlaceKind.SETTLEMENT
    assert all(place.kind is not PlaceKind.WATER for place in gazetteer.named("Dnipro"))


def test_the_hand_kept_places_of_other_conflicts_are_in_the_data(gazetteer: Gazetteer) -> None:
    missing = [
        place.name
        for place in read_abroad()
        if not any(
            distance_km(place, other) < NAMESAKE_KM + place.precision_km
            for other in gazetteer.named(place.name)
        )
    ]
    assert missing == []
