"""The gazetteer finds places by name and id, and curated rows win."""

import gzip
import re
import shutil
from pathlib import Path

import pytest

from geodata.errors import SeedError, UnknownPlaceError
from geodata.gazetteer import Gazetteer, load_gazetteer
from geodata.gazetteer.curated import COLUMNS, read_curated
from geodata.gazetteer.folding import fold, loosen
from geodata.gazetteer.named_areas import read_regions
from geodata.gazetteer.romanising import romanise_ukrainian
from geodata.gazetteer.rows import index_lines, index_of
from geodata.gazetteer.spelling import common_name
from geodata.model import Place, PlaceKind
from geodata.settings import SEEDS_FOLDER

ROW = "Gornal,Горналь,Горналь,Hornal,51.07,35.245,RU,iso:RU-KRS,Sudzhansky,2,settlement,PPL,map"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(SEEDS_FOLDER)


def curated_file(folder: Path, *rows: str) -> Path:
    path = folder / "curated.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return path


def the_settlement(gazetteer: Gazetteer, name: str, region: str) -> Place:
    (found,) = [
        place
        for place in gazetteer.named(name)
        if place.kind is PlaceKind.SETTLEMENT and place.admin1 == region
    ]
    return found


@pytest.mark.parametrize(
    ("spelling", "region", "name"),
    [
        ("Kupyansk", "iso:UA-63", "Kupiansk"),
        ("KUPIANSK", "iso:UA-63", "Kupiansk"),
        ("Izyum", "iso:UA-63", "Izium"),
        ("Balakliya", "iso:UA-63", "Balakliia"),
        ("Chasov Yar", "iso:UA-14", "Chasiv Yar"),
        ("Часів Яр", "iso:UA-14", "Chasiv Yar"),
        ("Artyomovsk", "iso:UA-14", "Bakhmut"),
        ("Slov'yansk", "iso:UA-14", "Sloviansk"),
        ("Odessa", "iso:UA-51", "Odesa"),
        ("Kiev", "iso:UA-30", "Kyiv"),
        ("el-Fasher", "iso:SD-DN", "El Fasher"),
        ("Горналь", "iso:RU-KRS", "Gornal"),
    ],
)
def test_any_usual_spelling_leads_to_the_common_english_name(
    gazetteer: Gazetteer, spelling: str, region: str, name: str
) -> None:
    assert the_settlement(gazetteer, spelling, region).name == name


@pytest.mark.parametrize(
    ("place_id", "name"),
    [
        ("iso:RU-KRS", "Kursk region"),
        ("iso:UA-59", "Sumy region"),
        ("iso:UA-23", "Zaporizhzhia region"),
        ("iso:UA-43", "Crimea"),
        ("iso:UA-40", "Sevastopol"),
        ("iso:CD-SK", "South Kivu"),
        ("iso:SY-HI", "Homs region"),
        ("iso:SD-DN", "North Darfur"),
        ("iso:MM-11", "Kachin State"),
        ("iso:UA", "Ukraine"),
    ],
)
def test_regions_and_countries_carry_common_english_names(
    gazetteer: Gazetteer, place_id: str, name: str
) -> None:
    assert gazetteer.place(place_id).name == name


def test_crimea_and_sevastopol_are_ukraines(gazetteer: Gazetteer) -> None:
    for place_id in ("iso:UA-43", "iso:UA-40"):
        assert gazetteer.place(place_id).country_code == "UA"
    simferopol = the_settlement(gazetteer, "Simferopol", "iso:UA-43")
    assert simferopol.country_code == "UA"
    assert gazetteer.claimants["iso:UA-43"] == {"RU"}
    assert gazetteer.adversaries == {("UA", "RU")}


def test_gornal_lies_in_kursk_region_and_says_how_exact_it_is(gazetteer: Gazetteer) -> None:
    (gornal,) = gazetteer.named("Gornal")
    assert gornal.place_id == "curated:gornal"
    assert (gornal.lon, gornal.lat, gornal.precision_km) == (35.245, 51.07, 2.0)
    region = gazetteer.region_of(gornal)
    assert region is not None
    assert region.place_id == "iso:RU-KRS"


def test_a_curated_place_replaces_the_geonames_entry_for_the_same_ground(
    gazetteer: Gazetteer,
) -> None:
    near = [p for p in gazetteer.named("Basivka") if abs(p.lat - 51.186) < 0.1]
    assert [place.place_id for place in near] == ["curated:basivka"]


def test_a_curated_place_inherits_the_inhabitants_and_names_of_what_it_replaces(
    gazetteer: Gazetteer,
) -> None:
    lyman = gazetteer.place("curated:lyman")
    assert lyman.population > 10_000
    assert lyman in gazetteer.named("Krasnoi Loman")
    assert gazetteer.place("geonames:704204").name == "Lyman"


def test_an_unknown_id_is_an_error_that_names_it(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownPlaceError, match="geonames:1"):
        gazetteer.place("geonames:1")


def test_romanisations_meet(gazetteer: Gazetteer) -> None:
    found = gazetteer.spelled_like("Vysokopillya")
    assert {place.name for place in found} == {"Vysokopillia"}
    assert "iso:UA-65" in {place.admin1 for place in found}
    assert loosen(fold("Vovchoyarivka")) == loosen(fold("Vovchoiarivka"))


@pytest.mark.parametrize(
    ("ukrainian", "english"),
    [
        ("Куп’янськ", "Kupiansk"),
        ("Ізюм", "Izium"),
        ("Часів Яр", "Chasiv Yar"),
        ("Згурівка", "Zghurivka"),
        ("Юнаківка", "Yunakivka"),
    ],
)
def test_ukrainian_is_romanised_by_resolution_55(ukrainian: str, english: str) -> None:
    assert romanise_ukrainian(ukrainian) == english


def test_a_russian_spelling_never_names_a_ukrainian_town() -> None:
    assert common_name("Izyum", "UA", ["Изюм", "Ізюм"]) == "Izium"
    assert common_name("Maslova Pristan’", "RU", []) == "Maslova Pristan"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (ROW.replace("51.07", "148.02"), "lat 148.02 is not on Earth; are lon and lat swapped?"),
        (ROW.replace("35.245", "east"), "lon 'east' is not a number"),
        (ROW.replace("settlement", "hamlet"), "kind 'hamlet' is none of settlement"),
        (ROW.replace("RU,iso", "Russia,iso"), "country 'Russia' is not an ISO 3166 alpha-2 code"),
        (ROW.replace("iso:RU-KRS", "Kursk"), "region 'Kursk' is not like iso:UA-59"),
        (ROW.replace(",map", ","), "basis is empty"),
        (ROW + ",more", "14 cells instead of 13"),
        (ROW.replace("Gornal", "", 1), "name_en is empty"),
        (ROW.replace(",2,", ",-2,"), "precision_km is -2.0; it must be 0 or more"),
        (ROW.replace("Gornal", '"Gor"nal"', 1), "expected after"),
    ],
)
def test_a_bad_curated_row_is_named_with_its_line_and_the_others_stand(
    tmp_path: Path, row: str, problem: str
) -> None:
    first, last = ROW.replace("Gornal", "Guyevo", 1), ROW.replace("Gornal", "Plekhovo", 1)
    path = curated_file(tmp_path, first, row, last)
    places, problems = read_curated(path)
    assert [place.name for place in places] == ["Guyevo", "Plekhovo"]
    assert [(one.path, one.line) for one in problems] == [(path, 3)]
    assert problem in str(problems[0])


def test_a_later_namesake_does_not_change_an_earlier_id(tmp_path: Path) -> None:
    other = ROW.replace("iso:RU-KRS", "iso:RU-BEL")
    places, _ = read_curated(curated_file(tmp_path, ROW, other))
    assert [place.place_id for place in places] == ["curated:gornal", "curated:gornal-ru-bel"]
    _, problems = read_curated(curated_file(tmp_path, ROW, ROW, ROW))
    assert "stands more than twice" in str(problems[0])


def test_a_search_puts_those_first_that_bear_the_name_today(gazetteer: Gazetteer) -> None:
    found = gazetteer.look_up(" oleksandrivka ")
    bearers = [place.name == "Oleksandrivka" for place in found]
    assert len(found) > 2
    assert bearers == sorted(bearers, reverse=True)
    assert not all(bearers), "Donetsk once bore the name"
    populations = [place.population for place in found if place.name == "Oleksandrivka"]
    assert populations == sorted(populations, reverse=True)


@pytest.mark.parametrize("damaged", ["places.tsv.gz", "names.tsv.gz"])
def test_a_damaged_gazetteer_is_a_seed_error(tmp_path: Path, damaged: str) -> None:
    folder = tmp_path / "gazetteer"
    shutil.copytree(SEEDS_FOLDER / "gazetteer", folder)
    (folder / damaged).write_bytes(b"not gzip")
    with pytest.raises(SeedError, match=re.escape(damaged)):
        load_gazetteer(tmp_path)


def test_the_index_of_names_is_the_one_that_the_rows_give() -> None:
    """If this fails, `fold` has changed: build the gazetteer again."""
    folder = SEEDS_FOLDER / "gazetteer"
    rows = gzip.decompress((folder / "places.tsv.gz").read_bytes()).decode().splitlines()
    names = gzip.decompress((folder / "names.tsv.gz").read_bytes()).decode().splitlines()
    assert names == list(index_lines(index_of(rows)))


def test_a_bad_region_row_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_text("place_id,name,other_names\nUA-59,Sumy,\n", encoding="utf-8")
    with pytest.raises(SeedError, match=r"regions\.csv:2"):
        read_regions(path)


@pytest.mark.parametrize(
    ("name", "country", "english"),
    [("حلب", "SY", "Aleppo"), ("გორი", "GE", "Gori"), ("Куп'янськ", "UA", "Kupiansk")],
)
def test_a_place_is_known_by_its_name_in_its_own_script(
    gazetteer: Gazetteer, name: str, country: str, english: str
) -> None:
    first = gazetteer.look_up(name)[0]
    assert (first.name, first.country_code) == (english, country)


def test_every_ukrainian_settlement_is_known_and_an_approximate_one_says_how_far_it_may_be_off(
    gazetteer: Gazetteer,
) -> None:
    (village,) = [
        place
        for place in gazetteer.named("Тополівка")
        if (place.admin1, place.admin2) == ("iso:UA-74", "Chernihiv Raion")
    ]
    assert village.precision_km >= 20
    assert village.admin3 == "Tupychivska hromada"
    assert len(gazetteer.named("Іванівка")) > 100
