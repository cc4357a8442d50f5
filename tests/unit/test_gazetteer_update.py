"""Growing the gazetteer from a server that serves GeoNames' formats, and what may go wrong."""

import gzip
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.errors import GazetteerError, UnknownPlaceError
from geodata.gazetteer import Gazetteer, load_gazetteer
from geodata.gazetteer.manifest import grown_folder, read_manifest
from geodata.gazetteer.rows import index_lines, index_of, row_of
from geodata.gazetteer.update import Request, update_gazetteer
from geodata.gazetteer.update.locking import locked
from geodata.settings import SEEDS_FOLDER
from tests.geonames import GeoNamesServer, name_row, place_row, serving, zipped

KHARKIV = "iso:UA-63"
RAION = "Kupianskyi Raion"


def rough(place_id: str, name: str, *, admin2: str = RAION) -> str:
    """A village of which the register tells the district, and nobody the point."""
    return row_of(
        place_id, "", "settlement", "PPL", "UA", [name],
        lon=37.8, lat=49.6, region=KHARKIV, precision_km=30, admin2=admin2,
    )  # fmt: skip


EMBEDDED = [
    row_of("iso:UA", "Ukraine", "country", "PCLI", "UA", [], lon=31, lat=49),
    row_of("iso:RU", "Russia", "country", "PCLI", "RU", [], lon=60, lat=60),
    row_of(KHARKIV, "Kharkiv region", "region", "ADM1", "UA", [], lon=36, lat=49.5),
    row_of("iso:UA-43", "Crimea", "region", "ADM1", "UA", ["Krym"], lon=34, lat=45),
    row_of(
        "703656", "Kupiansk", "settlement", "PPLA2", "UA", ["Куп’янськ"],
        lon=37.6158, lat=49.71, region=KHARKIV, population=27169,
    ),
    row_of(
        "katottg:K", RAION, "district", "ADM2", "UA", ["Куп’янський район"],
        lon=37.6, lat=49.7, region=KHARKIV, precision_km=50,
    ),
    rough("katottg:1", "Стельмахівка"),
    rough("katottg:2", "Піски"),
    rough("katottg:3", "Іванівка", admin2=""),
]  # fmt: skip

HERE = ("07", "0710", "")
"""GeoNames' codes of Kharkiv region and Kupiansk raion."""
THERE = ("07", "0799", "")
CRIMEA = ("11", "", "")
PLACES = [
    place_row(703656, "Kupyansk", 49.7106, 37.6158, code="P.PPLA2", population=27169),
    place_row(1, "Kharkivska Oblast", 49.5, 36.4, code="A.ADM1"),
    place_row(2, RAION, 49.69, 37.66, code="A.ADM2", admin=HERE, other_names="Куп'янський район"),
    place_row(3, "Stelmakhivka", 49.4321, 38.0612, admin=HERE),
    place_row(4, "Orlianka", 49.6, 37.8, admin=HERE, population=312),
    place_row(5, "Pisky", 49.75, 37.5, admin=HERE),
    place_row(6, "Pisky", 49.65, 37.7, admin=THERE),
    place_row(7, "Ivanivka", 49.66, 37.71),
    place_row(8, "Ivanivka", 49.76, 37.51),
    place_row(9, "Sonyachne Microdistrict", 49.7, 37.6, code="P.PPLX"),
    place_row(10, "Krynychne, abandoned", 49.7, 37.6, code="P.PPLQ"),
    place_row(11, "Oskil", 49.5, 37.6, code="H.STM"),
    place_row(12, "Brook", 49.5, 37.6, code="H.STM"),
    place_row(13, "Kupiansk Airfield", 49.72, 37.58, code="S.AIRF"),
    place_row(14, "Oskil Reservoir", 49.3, 37.5, code="H.RSV"),
    place_row(15, "Respublika", 45.3, 34.4, code="A.ADM1", admin=CRIMEA, other_names="Krym"),
    place_row(16, "Myrnyi", 45.5, 34.5, admin=CRIMEA),
]
NAMES = [
    name_row(703656, "uk", "Куп’янськ"),
    name_row(703656, "ru", "Купянск-Старый"),
    name_row(703656, "link", "https://en.wikipedia.org/wiki/Kupiansk"),
    name_row(3, "uk", "Стельмахівка"),
    name_row(3, "ru", "Стельмаховка"),
    name_row(4, "uk", "Орлянка"),
    name_row(4, "ru", "Орлянка"),
    name_row(4, "", "Krasne Pershe", historic=True),
    name_row(4, "post", "63732"),
    name_row(4, "wkdt", "Q4334958"),
    name_row(4, "pl", "Orlanka po polsku"),
    name_row(5, "uk", "Піски"),
    name_row(6, "uk", "Піски"),
    name_row(7, "uk", "Іванівка"),
    name_row(8, "uk", "Іванівка"),
    name_row(11, "link", "https://uk.wikipedia.org/wiki/Оскіл"),
]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[GeoNamesServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as running:
        serve(running, "UA", PLACES, NAMES)
        yield running


def serve(server: GeoNamesServer, country: str, places: list[str], names: list[str]) -> None:
    member = f"{country}.txt"
    server.files[f"{country}.zip"] = zipped(member, "\n".join(places) + "\n")
    server.files[f"alternatenames/{country}.zip"] = zipped(member, "\n".join(names) + "\n")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Seeds of a few places."""
    return make_seeds(tmp_path / "seeds", EMBEDDED)


def make_seeds(folder: Path, rows: list[str]) -> Path:
    data = folder / "gazetteer"
    data.mkdir(parents=True, exist_ok=True)
    for name, lines in (("places", rows), ("names", index_lines(index_of(rows)))):
        (data / f"{name}.tsv.gz").write_bytes(gzip.compress(("\n".join(lines) + "\n").encode()))
    for name in ("curated.csv", "disputed_areas.csv"):
        first = (SEEDS_FOLDER / "gazetteer" / name).read_text("utf-8").splitlines()[0]
        (data / name).write_text(f"{first}\n", "utf-8")
    return folder


@pytest.fixture
def request_ua(server: GeoNamesServer, seeds: Path, tmp_path: Path) -> Request:
    return Request(
        countries=["UA"],
        seeds_folder=seeds,
        cache_folder=tmp_path / "cache",
        base_url=server.url,
        max_bytes=1_000_000,
        pauses=(),
    )


def opened(request: Request) -> Gazetteer:
    return load_gazetteer(request.seeds_folder, request.cache_folder)


def ids(gazetteer: Gazetteer, name: str) -> list[str]:
    return [place.place_id for place in gazetteer.look_up(name)]


def files_of(request: Request) -> dict[str, bytes]:
    """Everything that is in use."""
    folder = grown_folder(request.cache_folder)
    manifest = read_manifest(request.cache_folder)
    assert manifest is not None
    paths = [folder / "current.json", *(folder / manifest.version).iterdir()]
    return {path.name: path.read_bytes() for path in paths}


def test_look_up_finds_the_new_village_and_every_embedded_place(request_ua: Request) -> None:
    before = load_gazetteer(request_ua.seeds_folder)
    assert not before.look_up("Orlianka")
    update_gazetteer(request_ua)
    after = opened(request_ua)
    (village,) = after.look_up("Orlianka")
    assert (village.place_id, village.lat, village.lon) == ("geonames:4", 49.6, 37.8)
    assert (village.admin1, village.admin2) == ("iso:UA-63", "Kupianskyi Raion")
    assert (village.precision_km, village.population) == (0, 312)
    for row in EMBEDDED:
        head = row.split("\t")[0]
        assert after.place(f"geonames:{head}" if head.isdigit() else head)
    assert not after.problems


def test_names_in_other_languages_lead_to_a_village_and_codes_do_not(request_ua: Request) -> None:
    update_gazetteer(request_ua)
    gazetteer = opened(request_ua)
    assert ids(gazetteer, "Орлянка") == ["geonames:4"]
    assert ids(gazetteer, "63732") == ids(gazetteer, "Q4334958") == []
    assert ids(gazetteer, "Orlanka po polsku") == []
    assert ids(gazetteer, "Krasne Pershe") == ["geonames:4"]
    kinds = {name.name: name.kind for name in gazetteer.place("geonames:4").alternate_names}
    assert kinds == {"Орлянка": "alternate", "Krasne Pershe": "historic"}


def test_an_embedded_place_keeps_its_row_and_gains_names(request_ua: Request) -> None:
    before = load_gazetteer(request_ua.seeds_folder).place("geonames:703656")
    update_gazetteer(request_ua)
    gazetteer = opened(request_ua)
    after = gazetteer.place("geonames:703656")
    assert replace(after, alternate_names=before.alternate_names) == before
    assert ids(gazetteer, "Купянск-Старый") == ["geonames:703656"]
    assert ids(gazetteer, "Kupiansk") == ["geonames:703656"]


def test_a_village_known_approximately_gets_its_point_and_keeps_its_id(
    request_ua: Request,
) -> None:
    report = update_gazetteer(request_ua)
    gazetteer = opened(request_ua)
    assert report.merged
    assert report.merged.located == 3  # Stelmakhivka, Pisky, the raion
    (village,) = gazetteer.look_up("Стельмаховка")
    assert (village.place_id, village.name) == ("katottg:1", "Stelmakhivka")
    assert (village.lat, village.lon, village.precision_km) == (49.4321, 38.0612, 0)
    with pytest.raises(UnknownPlaceError):
        gazetteer.place("geonames:3")


def test_of_two_namesakes_the_one_in_the_same_district_is_the_known_village(
    request_ua: Request,
) -> None:
    update_gazetteer(request_ua)
    gazetteer = opened(request_ua)
    assert sorted(ids(gazetteer, "Піски")) == ["geonames:6", "katottg:2"]
    assert gazetteer.place("katottg:2").lat == 49.75


def test_what_fits_two_places_stays_approximate(request_ua: Request) -> None:
    update_gazetteer(request_ua)
    gazetteer = opened(request_ua)
    found = sorted(ids(gazetteer, "Іванівка"))
    assert found == ["geonames:7", "geonames:8", "katottg:3"]
    assert gazetteer.place("katottg:3").precision_km == 30


def test_a_district_that_is_known_is_no_namesake_of_itself(request_ua: Request) -> None:
    update_gazetteer(request_ua)
    gazetteer = opened(request_ua)
    (district,) = gazetteer.look_up("Kupianskyi Raion")
    assert (district.place_id, district.precision_km) == ("katottg:K", 50)


def test_regions_without_a_known_place_are_told_by_their_name(request_ua: Request) -> None:
    update_gazetteer(request_ua)
    assert opened(request_ua).place("geonames:16").admin1 == "iso:UA-43"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Kupiansk Airfield", "facility"), ("Oskil Reservoir", "water"), ("Oskil", "water")],
)
def test_what_news_names_besides_settlements_is_kept(
    request_ua: Request, name: str, kind: str
) -> None:
    update_gazetteer(request_ua)
    assert [place.kind for place in opened(request_ua).look_up(name)] == [kind]


@pytest.mark.parametrize("name", ["Sonyachne Microdistrict", "Krynychne, abandoned", "Brook"])
def test_quarters_ruins_and_nameless_waters_are_left_out(request_ua: Request, name: str) -> None:
    update_gazetteer(request_ua)
    assert not opened(request_ua).look_up(name)


def test_another_country_leaves_those_that_are_there(
    server: GeoNamesServer, request_ua: Request
) -> None:
    update_gazetteer(request_ua)
    serve(
        server,
        "RU",
        [place_row(21, "Gornal’", 51, 35, country="RU")],
        [name_row(21, "ru", "Горналь")],
    )
    asked = len(server.asked)
    report = update_gazetteer(replace(request_ua, countries=["ru"]))
    assert report.manifest.countries == ("RU", "UA")
    assert [name for name, _, _ in server.asked[asked:]] == ["RU.zip", "alternatenames/RU.zip"]
    gazetteer = opened(request_ua)
    assert ids(gazetteer, "Gornal") == ["geonames:21"]
    assert ids(gazetteer, "Orlianka") == ["geonames:4"]


def test_the_manifest_tells_what_the_data_is_made_of(
    server: GeoNamesServer, request_ua: Request
) -> None:
    update_gazetteer(request_ua)
    told = json.loads(files_of(request_ua)["current.json"])
    assert told["countries"] == ["UA"]
    assert "GeoNames" in told["licence"]
    assert "CC BY 4.0" in told["licence"]
    assert [origin["url"] for origin in told["origins"]] == [
        f"{server.url}/UA.zip",
        f"{server.url}/alternatenames/UA.zip",
    ]
    assert all(origin["etag"] and len(origin["sha256"]) == 64 for origin in told["origins"])
    assert told["places"] == len(EMBEDDED) + 8


def test_nothing_new_changes_nothing(server: GeoNamesServer, request_ua: Request) -> None:
    update_gazetteer(request_ua)
    before = files_of(request_ua)
    report = update_gazetteer(replace(request_ua, countries=[]))
    assert report.merged is None
    assert [status for _, status, _ in server.asked[-2:]] == [304, 304]
    assert files_of(request_ua) == before


def test_newer_data_takes_the_old_ones_place(server: GeoNamesServer, request_ua: Request) -> None:
    update_gazetteer(request_ua)
    serve(server, "UA", [*PLACES, place_row(30, "Nova Orlianka", 49.61, 37.81)], NAMES)
    report = update_gazetteer(request_ua)
    assert ids(opened(request_ua), "Nova Orlianka") == ["geonames:30"]
    folders = [
        path.name for path in grown_folder(request_ua.cache_folder).iterdir() if path.is_dir()
    ]
    assert sorted(folders) == sorted([report.manifest.version, "downloads"])


def test_a_bad_row_is_named_and_left_out(server: GeoNamesServer, request_ua: Request) -> None:
    bad = [
        place_row(31, "Lost", 149.0, 37.0),
        place_row(32, "Elsewhere", 49.0, 37.0, country="RU"),
        place_row(33, "Wide", 49.0, 37.0) + "\textra",
        place_row(34, "", 49.0, 37.0),
    ]
    serve(server, "UA", [*bad, *PLACES], [*NAMES, "too\tshort"])
    report = update_gazetteer(request_ua)
    places, names = report.bad
    assert places.first == [
        "row 1: lat 149, lon 37 is not on Earth",
        "row 2: its country is 'RU', not UA",
        "row 3: 20 columns instead of 19",
        "row 4: the name is empty",
    ]
    folder = grown_folder(request_ua.cache_folder) / "downloads"
    assert places.origin == str(folder / "UA.zip")
    assert (names.origin, names.count) == (str(folder / "alternatenames" / "UA.zip"), 1)
    assert ids(opened(request_ua), "Orlianka") == ["geonames:4"]


def test_a_quotation_mark_is_a_letter_like_others(
    server: GeoNamesServer, request_ua: Request
) -> None:
    rows = [place_row(40, '"Nova Zoria', 49.0, 37.0), place_row(41, "Sadove", 49.1, 37.1)]
    serve(server, "UA", [*rows, *PLACES], NAMES)
    update_gazetteer(request_ua)
    assert ids(opened(request_ua), "Sadove") == ["geonames:41"]


Break = Callable[[GeoNamesServer], None]


def cut_off(server: GeoNamesServer) -> None:
    server.files["UA.zip"] = zipped("UA.txt", "another edition", stored=True)
    server.cuts["UA.zip"] = [100]


def serve_a_page(server: GeoNamesServer) -> None:
    server.files["UA.zip"] = b"<html>Service unavailable</html>"


def serve_other_columns(server: GeoNamesServer) -> None:
    serve(server, "UA", [row.replace("\t", ";") for row in PLACES], NAMES)


def serve_swapped(server: GeoNamesServer) -> None:
    serve(server, "UA", [place_row(n, "Lost", 137, 49) for n in range(17)], NAMES)


def serve_other_names(server: GeoNamesServer) -> None:
    serve(server, "UA", PLACES, [row.replace("\t", ";") for row in NAMES])


def serve_no_row(server: GeoNamesServer) -> None:
    server.files["UA.zip"] = zipped("UA.txt", "")


def serve_nothing(server: GeoNamesServer) -> None:
    serve(server, "UA", [""], NAMES)


def lose_the_names(server: GeoNamesServer) -> None:
    serve(server, "UA", PLACES[:5], NAMES)
    del server.files["alternatenames/UA.zip"]


def serve_too_much(server: GeoNamesServer) -> None:
    server.files["UA.zip"] = os.urandom(1_000_001)


def vanish(server: GeoNamesServer) -> None:
    server.server_close()


@pytest.mark.parametrize(
    ("fail", "problem"),
    [
        (cut_off, r"UA\.zip: the connection broke off"),
        (serve_a_page, r"UA\.zip: it is no whole zip archive .*'<html>Service"),
        (serve_other_columns, r"/UA\.zip: 17 of 17 rows are bad; row 1: 1 columns instead of 19;"),
        (serve_swapped, r"/UA\.zip: 17 of 17 rows are bad; row 1: lat 137.*is not on Earth; try"),
        (serve_other_names, r"alternatenames/UA\.zip: 16 of 16 rows are bad; row 1: 1 columns"),
        (serve_nothing, r"/UA\.zip: 1 of 1 rows are bad"),
        (serve_no_row, r"/UA\.zip: no row is in it; try again later, or name another server"),
        (lose_the_names, r"alternatenames/UA\.zip: the server answers 404"),
        (serve_too_much, r"UA\.zip: 1\.0 MB or more, over the limit"),
        (vanish, r"UA\.zip: the server can't be reached"),
    ],
)
def test_whatever_goes_wrong_the_old_data_stays_in_use(
    server: GeoNamesServer, request_ua: Request, fail: Break, problem: str
) -> None:
    update_gazetteer(request_ua)
    before = files_of(request_ua)
    fail(server)
    with pytest.raises(GazetteerError, match=problem) as raised:
        update_gazetteer(request_ua)
    assert "the gazetteer in use stays as it was" in str(raised.value)
    assert files_of(request_ua) == before
    assert ids(opened(request_ua), "Orlianka") == ["geonames:4"]


def serve_russia(server: GeoNamesServer) -> None:
    rows = [place_row(21, "Gornal’", 51, 35, country="RU")]
    serve(server, "RU", rows, [name_row(21, "ru", "Горналь")])


def serve_half_bad(server: GeoNamesServer) -> None:
    serve(server, "UA", [*PLACES, *["too\tshort"] * len(PLACES)], NAMES)


def test_bad_rows_of_one_country_leave_it_as_it_was_and_others_free(
    server: GeoNamesServer, request_ua: Request
) -> None:
    update_gazetteer(request_ua)
    serve_half_bad(server)
    with pytest.raises(GazetteerError, match=rf"{server.url}/UA\.zip: 17 of 34 rows are bad"):
        update_gazetteer(request_ua)
    serve_russia(server)
    report = update_gazetteer(replace(request_ua, countries=["RU"]))
    assert report.manifest.countries == ("RU", "UA")
    assert ids(opened(request_ua), "Gornal") == ["geonames:21"]
    assert ids(opened(request_ua), "Orlianka") == ["geonames:4"]


def test_a_country_that_never_came_right_is_not_there(
    server: GeoNamesServer, request_ua: Request
) -> None:
    serve_half_bad(server)
    with pytest.raises(GazetteerError, match="17 of 34 rows are bad"):
        update_gazetteer(request_ua)
    downloads = grown_folder(request_ua.cache_folder) / "downloads"
    assert [path.name for path in downloads.rglob("*") if path.is_file()] == []
    serve_russia(server)
    report = update_gazetteer(replace(request_ua, countries=["RU"]))
    assert report.manifest.countries == ("RU",)


def test_a_bad_file_is_fetched_anew_by_the_next_update(
    server: GeoNamesServer, request_ua: Request
) -> None:
    serve_half_bad(server)
    for _ in range(2):
        with pytest.raises(GazetteerError, match="17 of 34 rows are bad"):
            update_gazetteer(request_ua)
    assert [status for _, status, _ in server.asked] == [200, 200]
    serve(server, "UA", PLACES, NAMES)
    update_gazetteer(request_ua)
    assert ids(opened(request_ua), "Orlianka") == ["geonames:4"]


@pytest.mark.parametrize("countries", [["UA"], ["RU"], []])
def test_a_bad_file_that_an_earlier_version_kept_is_removed(
    server: GeoNamesServer,
    request_ua: Request,
    countries: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    update_gazetteer(request_ua)
    serve_half_bad(server)
    serve_russia(server)
    with monkeypatch.context() as patch:
        patch.setattr("geodata.gazetteer.update.fetching.problem_of_places", lambda *_: "")
        with pytest.raises(GazetteerError) as raised:
            update_gazetteer(request_ua)
    kept = grown_folder(request_ua.cache_folder) / "downloads" / "UA.zip"
    assert f"{kept}: 17 of 34 rows are bad; row 18: 2 columns" in str(raised.value)
    assert "it was removed: run the command again to fetch it anew" in str(raised.value)
    assert not kept.exists()
    serve(server, "UA", PLACES, NAMES)
    update_gazetteer(replace(request_ua, countries=countries))
    assert ids(opened(request_ua), "Orlianka") == ["geonames:4"]


@pytest.mark.parametrize("step", ["write_manifest", "index_lines", "merge"])
def test_an_update_that_is_killed_on_the_way_leaves_the_old_data(
    server: GeoNamesServer, request_ua: Request, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_gazetteer(request_ua)
    before = files_of(request_ua)
    serve(server, "UA", [*PLACES, place_row(30, "Nova Orlianka", 49.61, 37.81)], NAMES)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"geodata.gazetteer.update.growing.{step}", stop)
        with pytest.raises(KeyboardInterrupt):
            update_gazetteer(request_ua)
    assert files_of(request_ua) == before
    assert not opened(request_ua).problems
    update_gazetteer(request_ua)
    assert ids(opened(request_ua), "Nova Orlianka") == ["geonames:30"]


def test_a_second_update_at_the_same_time_is_refused(request_ua: Request) -> None:
    folder = grown_folder(request_ua.cache_folder)
    folder.mkdir(parents=True)
    with locked(folder), pytest.raises(GazetteerError, match="another update is running"):
        update_gazetteer(request_ua)
    assert update_gazetteer(request_ua).merged


@pytest.mark.parametrize(
    ("countries", "problem"), [(["UAX"], "UAX: is no country's code"), ([], "no country was named")]
)
def test_a_country_must_be_named_and_exist(
    request_ua: Request, countries: list[str], problem: str
) -> None:
    with pytest.raises(GazetteerError, match=problem):
        update_gazetteer(replace(request_ua, countries=countries))


def flip_a_letter(folder: Path) -> None:
    (path,) = folder.glob("*/places.tsv")
    path.write_bytes(path.read_bytes().replace(b"Orlianka", b"Orlianko"))


def lose_a_file(folder: Path) -> None:
    (path,) = folder.glob("*/names.tsv")
    path.unlink()


def garble_the_manifest(folder: Path) -> None:
    (folder / "current.json").write_text('{"version": ')


def point_elsewhere(folder: Path) -> None:
    path = folder / "current.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": "../../.."}))


def come_from_the_future(folder: Path) -> None:
    path = folder / "current.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 99}))


@pytest.mark.parametrize(
    "harm",
    [flip_a_letter, lose_a_file, garble_the_manifest, point_elsewhere, come_from_the_future],
)
def test_damaged_grown_data_never_stops_the_program(
    request_ua: Request, harm: Callable[[Path], None]
) -> None:
    update_gazetteer(request_ua)
    harm(grown_folder(request_ua.cache_folder))
    gazetteer = opened(request_ua)
    assert len(gazetteer) == len(EMBEDDED)
    (problem,) = gazetteer.problems
    assert "run `python -m geodata gazetteer update`" in str(problem)
    update_gazetteer(replace(request_ua, countries=[]))
    assert ids(opened(request_ua), "Orlianka") == ["geonames:4"]


def test_data_grown_on_another_edition_of_the_seeds_is_used_and_told_of(
    request_ua: Request,
) -> None:
    update_gazetteer(request_ua)
    make_seeds(
        request_ua.seeds_folder,
        [*EMBEDDED, EMBEDDED[4].replace("703656", "99").replace("Kupiansk", "Newcomer")],
    )
    gazetteer = opened(request_ua)
    assert "of another edition" in str(gazetteer.problems[0])
    assert ids(gazetteer, "Orlianka") == ["geonames:4"]
    update_gazetteer(request_ua)
    assert ids(opened(request_ua), "Newcomer") == ["geonames:99"]
    assert not opened(request_ua).problems


def test_a_cache_that_cannot_be_written_is_told_of(request_ua: Request) -> None:
    request_ua.cache_folder.write_text("a file where a folder should be")
    with pytest.raises(GazetteerError, match="is there room, and may you write there"):
        update_gazetteer(request_ua)
