"""Plain CSV of statements read into published maps, a map per source and claimant."""

from datetime import date
from pathlib import Path

import pytest

from geodata.model import Place, PlaceKind, Polarity, Relation
from geodata.published import (
    MapKnowledge,
    MapReading,
    MapRequest,
    articles_of,
    claims_of,
    read_maps,
)
from tests.published_files import settlement
from tests.unit.test_published import knowledge

PLACES = [
    settlement("geonames:1", "Pokrovsk", 37.18, 48.28, admin1="iso:UA-14", population=60_000),
    settlement("geonames:2", "Pokrovsk", 46.1, 51.4, admin1="iso:RU-SAR", country_code="RU"),
    settlement("geonames:3", "Toretsk", 37.85, 48.4, admin1="iso:UA-14"),
    settlement("geonames:4", "Ivanivka", 36.0, 48.0, admin1="iso:UA-14"),
    settlement("geonames:5", "Ivanivka", 38.0, 49.0, admin1="iso:UA-14"),
    settlement("geonames:6", "Bakhmut", 38.0, 48.59, admin1="iso:UA-14", population=70_000),
    settlement("katottg:UA5104", "Bakhmut", 30.2, 46.4, admin1="iso:UA-51"),
    settlement("geonames:9", "Nikopol", 34.4, 47.6, admin1="iso:UA-12", population=110_000),
    settlement("geonames:7", "Lyman", 37.8, 48.98, admin1="iso:UA-14", population=4_000),
    settlement("geonames:8", "Lyman", 36.5, 49.6, admin1="iso:UA-63"),
    settlement("iso:UA-14", "Donetsk region", 38, 48, kind=PlaceKind.REGION, feature_code="ADM1"),
    settlement("iso:RU-SAR", "Saratov region", 46, 51, kind=PlaceKind.REGION, country_code="RU"),
    settlement("iso:UA", "Ukraine", 31, 49, kind=PlaceKind.COUNTRY),
    settlement("iso:RU", "Russia", 90, 60, kind=PlaceKind.COUNTRY, country_code="RU"),
]
HEADER = "place,actor,date,source,url"


def look_up(name: str) -> list[Place]:
    """As a gazetteer does; Nikopol was once called Pokrovsk."""
    formerly = {"pokrovsk": ["geonames:9"]}.get(name.casefold(), [])
    return [
        place
        for place in PLACES
        if place.name.casefold() == name.casefold() or place.place_id in formerly
    ]


def read(path: Path, **changes: object) -> MapReading:
    known = knowledge()
    told = MapKnowledge(
        mappers=known.mappers,
        actors=known.actors,
        sources=known.sources,
        find={place.place_id: place for place in PLACES}.get,
        look_up=look_up,
        settlements=known.settlements,
    )
    return read_maps(MapRequest(paths=[path], **changes), told)  # type: ignore[arg-type]


def table(tmp_path: Path, *lines: str, header: str = HEADER) -> Path:
    path = tmp_path / "towns.csv"
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    return path


def test_each_row_is_a_statement_of_its_source(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "Toretsk,Russia,2025-02-07,ISW,https://a.example/1",
        "geonames:1,UA,20250301,DeepState,",
        "Toretsk,UA,2024-01-01,A blog,https://b.example",
    )
    reading = read(path)
    assert reading.problems == ()
    assert [one.account for one in reading.maps] == [
        ("isw", "ISW", "csv"),
        ("deepstate", "DEEPSTATE", "csv"),
        ("A blog", "SOURCE", "csv"),
    ]
    assert [one.redistributable for one in reading.maps] == [False, False, True]
    [claim] = claims_of(reading.maps[0])
    assert (claim.place_id, claim.relation, claim.actor) == (
        "geonames:3",
        Relation.CONTROLS,
        "RU",
    )
    assert claim.event_date == date(2025, 2, 7)
    assert claim.quote == (
        "place: Toretsk; actor: Russia; date: 2025-02-07; source: ISW; url: https://a.example/1"
    )
    [article] = articles_of(reading.maps[0])
    assert article.url == "https://a.example/1"


def test_relation_and_polarity_may_be_given(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "Toretsk,,2025-02-07,ISW,,contested,",
        "Toretsk,RU,2025-02-08,ISW,,present,",
        "Toretsk,Russian,2025-02-09,ISW,,controls,deny",
        "Toretsk,contested,2025-02-10,ISW,,,",
        header=f"{HEADER},relation,polarity",
    )
    [published] = read(path).maps
    assert [(one.relation, one.actor, one.polarity) for one in claims_of(published)] == [
        (Relation.CONTESTED, None, Polarity.AFFIRM),
        (Relation.PRESENT, "RU", Polarity.AFFIRM),
        (Relation.CONTROLS, "RU", Polarity.DENY),
        (Relation.CONTESTED, None, Polarity.AFFIRM),
    ]


def test_rows_of_one_place_are_ordered_by_day_and_one_that_stands_twice_counts_once(
    tmp_path: Path,
) -> None:
    row = "Toretsk,UA,2025-02-06,ISW,"
    [published] = read(table(tmp_path, "Toretsk,RU,2025-02-07,ISW,", row, row)).maps
    assert [one.actor for one in claims_of(published)] == ["UA", "RU"]
    assert claims_of(published, as_of=date(2025, 2, 6))[0].actor == "UA"
    assert len(claims_of(published, as_of=date(2025, 2, 6))) == 1


def test_a_name_that_several_settlements_bear_is_left_open_with_its_candidates(
    tmp_path: Path,
) -> None:
    path = table(tmp_path, "Ivanivka,UA,2025-02-07,ISW,", "Toretsk,UA,2025-02-07,ISW,")
    reading = read(path)
    [problem] = reading.problems
    assert (problem.origin, problem.line) == (str(path), 2)
    assert "geonames:4" in str(problem)
    assert "geonames:5" in str(problem)
    assert len(reading.maps[0]) == 1
    assert reading.maps[0].skipped[0].count == 1


def test_a_town_that_only_villages_share_its_name_with_is_taken_and_it_is_said(
    tmp_path: Path,
) -> None:
    row = ",UA,2025-02-07,ISW,"
    reading = read(table(tmp_path, f"Bakhmut{row}", f"Lyman{row}", f"Pokrovsk{row}"))
    assert reading.maps[0].place_ids == ("geonames:6", "geonames:1")
    assert [note.split(" ")[0] for note in reading.notes] == ["'Bakhmut'", "'Pokrovsk'"]
    assert [problem.line for problem in reading.problems] == [3]


@pytest.mark.parametrize(
    ("more", "place_id"),
    [
        ("Donetsk region,,,", "geonames:1"),
        ("UA-14,,,", "geonames:1"),
        (",Russia,,", "geonames:2"),
        (",ru,,", "geonames:2"),
        (",,48.27,37.2", "geonames:1"),
    ],
)
def test_region_country_or_coordinates_tell_namesakes_apart(
    more: str, place_id: str, tmp_path: Path
) -> None:
    path = table(
        tmp_path, f"Pokrovsk,UA,2025-02-07,ISW,,{more}", header=f"{HEADER},region,country,lat,lon"
    )
    assert read(path).maps[0].place_ids == (place_id,)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Nowhere,UA,2025-02-07,ISW,", "no settlement is called 'Nowhere'"),
        ("geonames:99,UA,2025-02-07,ISW,", "no settlement is called 'geonames:99'"),
        (",UA,2025-02-07,ISW,", "names no place"),
        ("Toretsk,Atlantis,2025-02-07,ISW,", "actor is 'Atlantis'"),
        ("Toretsk,,2025-02-07,ISW,", "names no actor"),
        ("Toretsk,UA,07.02.2025,ISW,", "write a day as 2024-08-15"),
        ("Toretsk,UA,2025-02-30,ISW,", "write a day as 2024-08-15"),
        ("Toretsk,UA", "write a day as 2024-08-15"),
        ("Toretsk,UA,2025-02-07,,", "names no source"),
        ("Toretsk,UA,2025-02-07,ISW,,holds", "relation is 'holds'"),
        ("Toretsk,UA,2025-02-07,ISW,,,maybe", "polarity is 'maybe'"),
        ("Toretsk,UA,2025-02-07,ISW,,,,37,480", "are they swapped"),
        ("Toretsk,UA,2025-02-07,ISW,,,,10,10", "no 'Toretsk' is where the row says"),
        ("Toretsk,UA,2025-02-07,ISW,,,,north,10", "are no degrees"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_the_rest_goes_on(
    row: str, words: str, tmp_path: Path
) -> None:
    good = "Toretsk,UA,2025-02-07,ISW,"
    path = table(tmp_path, good, "", row, header=f"{HEADER},relation,polarity,lat,lon")
    reading = read(path)
    [problem] = reading.problems
    assert problem.line == 4
    assert words in str(problem)
    assert len(reading.maps[0]) == 1


def test_hostile_text_is_kept_as_text(tmp_path: Path) -> None:
    hostile = "=HYPERLINK(1) <script>{{ 7*7 }}</script>\x07"
    path = table(
        tmp_path,
        f'Toretsk,UA,2025-02-07,<b>blog</b>,javascript:alert(1),"{hostile}\nsecond line"',
        header=f"{HEADER},quote",
    )
    [published] = read(path).maps
    [claim] = claims_of(published)
    [article] = articles_of(published)
    assert hostile in claim.quote
    assert "\n" not in claim.quote
    assert article.text == claim.quote
    assert published.source_id == "<b>blog</b>"


def test_lines_are_counted_through_cells_of_several_lines(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        'Toretsk,UA,2025-02-07,ISW,,"two\nlines"',
        "Nowhere,UA,2025-02-07,ISW,,",
        header=f"{HEADER},note",
    )
    assert [one.line for one in read(path).problems] == [4]


def test_a_header_that_lacks_a_column_is_told_what_there_may_be(tmp_path: Path) -> None:
    [problem] = read(table(tmp_path, "Toretsk,UA", header="place,actor")).problems
    assert "the header lacks date, source" in str(problem)
    assert "relation" in str(problem)


def test_a_source_may_be_given_for_rows_that_name_none(tmp_path: Path) -> None:
    path = table(tmp_path, "Toretsk,UA,2025-02-07", header="place,actor,date")
    assert read(path, source="isw").maps[0].account == ("isw", "ISW", "csv")
    path = table(tmp_path, "Toretsk,UA,2025-02-07,DeepState,", "Toretsk,UA,2025-02-07,,")
    accounts = [one.account[:2] for one in read(path, source="isw").maps]
    assert accounts == [("deepstate", "DEEPSTATE"), ("isw", "ISW")]


def test_sources_of_one_voice_however_called_are_one_map(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "Toretsk,UA,2025-02-07,isw,",
        "Toretsk,RU,2025-02-08,Institute for the Study of War,",
        "Toretsk,UA,2025-02-07,SOHR,",
        "Toretsk,UA,2025-02-09,Syrian Observatory,",
    )
    assert [len(one) for one in read(path).maps] == [2, 2]


@pytest.mark.parametrize(
    ("source", "claimant"),
    [
        ("Ukrainian General Staff", "UA"),
        ("General Staff of the Armed Forces of Ukraine", "UA"),
        ("Russian Ministry of Defense", "RU"),
        ("Russia's MoD", "RU"),
        ("Ukrainian Weekly", "SOURCE"),
        ("Ministry of Truth", "SOURCE"),
        ("Russian and Ukrainian officials", "SOURCE"),
    ],
)
def test_an_office_of_a_side_speaks_for_it_and_an_outlet_of_its_country_does_not(
    tmp_path: Path, source: str, claimant: str
) -> None:
    (account,) = read(table(tmp_path, f"Toretsk,UA,2025-02-07,{source},")).maps
    assert account.claimant == claimant


def test_semicolons_and_tabs_part_cells_too(tmp_path: Path) -> None:
    for mark in ";\t":
        row = f"Toretsk{mark}UA{mark}2025-02-07{mark}ISW"
        path = table(tmp_path, row, header=mark.join(["place", "actor", "date", "source"]))
        assert len(read(path).maps) == 1


def test_text_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "towns.csv"
    path.write_bytes(f"{HEADER}\nТорецьк,UA,2025-02-07,ISW,\n".encode("cp1251"))
    assert "is not UTF-8" in str(read(path).problems[0])
