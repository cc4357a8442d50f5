"""VIINA control files read into published maps: what becomes of their rows."""

import os
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from geodata.model import DatePrecision, Place, Relation
from geodata.published import (
    MapFormat,
    MapKnowledge,
    MapReading,
    MapRequest,
    articles_of,
    claims_of,
    read_mappers,
    read_maps,
)
from geodata.published_map import SILENT, PublishedMap, statuses_on
from geodata.seeds import read_actors, read_sources
from geodata.settings import SEEDS_FOLDER
from tests.published_files import (
    COLUMNS,
    HEADER,
    WORDS,
    Theatre,
    settlement,
    viina_lines,
    write_viina,
)

THEATRE = Theatre(settlements=40, days=60)


@lru_cache
def knowledge(theatre: Theatre = THEATRE) -> MapKnowledge:
    return MapKnowledge(
        mappers=read_mappers(SEEDS_FOLDER),
        actors=read_actors(SEEDS_FOLDER),
        sources=read_sources(SEEDS_FOLDER),
        find=theatre.place,
        look_up=theatre.look_up,
        settlements=lambda: theatre.points,
    )


def read(*paths: Path, theatre: Theatre = THEATRE, **changes: object) -> MapReading:
    return read_maps(MapRequest(paths=paths, **changes), knowledge(theatre))  # type: ignore[arg-type]


def rows(*lines: str) -> tuple[str, ...]:
    """Rows of the theatre's first settlements: "0 20220301 RU" says so in every column."""
    made = []
    for line in lines:
        number, day, word = line.split(" ")
        made.append(",".join([str(THEATRE.ids[int(number)]), day, *[word] * len(COLUMNS)]))
    return tuple(made)


def changes(published: PublishedMap) -> list[tuple[str, str, str]]:
    """Change points as (number of the settlement, day, word)."""
    ids = [f"geonames:{number}" for number in THEATRE.ids]
    return [
        (
            str(ids.index(published.place_ids[place])),
            date.fromordinal(int(day)).strftime("%m%d"),
            published.statuses[status].word,
        )
        for place, day, status in zip(published.place, published.day, published.status, strict=True)
    ]


def words_on(published: PublishedMap, day: date) -> dict[str, str]:
    codes = statuses_on(published, day)
    return {
        place_id: ""
        if code == SILENT or not published.statuses[code].relation
        else published.statuses[code].word
        for place_id, code in zip(published.place_ids, codes, strict=True)
    }


def test_each_status_column_is_the_account_of_one_mapper(tmp_path: Path) -> None:
    lines = viina_lines(THEATRE.ids, THEATRE.dates(), THEATRE.statuses())
    reading = read(write_viina(tmp_path / "control_latest_2022.csv", lines))
    assert reading.formats == ((MapFormat.VIINA, 1),)
    assert [(one.column, one.claimant, one.source_id) for one in reading.maps] == [
        ("status_wiki", "WIKI", "viina"),
        ("status_boost", "WIKIVIINA", "viina"),
        ("status_dsm", "DEEPSTATE", "viina"),
        ("status_isw", "ISW", "viina"),
        ("status", "VIINA", "viina"),
    ]
    assert {one.account for one in reading.maps} == {
        ("viina", claimant, "viina")
        for claimant in ("WIKI", "WIKIVIINA", "DEEPSTATE", "ISW", "VIINA")
    }
    assert all(one.redistributable and "ODbL" in one.licence for one in reading.maps)


@pytest.mark.parametrize("name", ["c.csv", "c.zip", "c.csv.gz"])
@pytest.mark.parametrize("by_place", [True, False])
def test_change_points_give_back_every_day_of_every_account(
    name: str, by_place: bool, tmp_path: Path
) -> None:
    said = THEATRE.statuses()
    lines = viina_lines(THEATRE.ids, THEATRE.dates(), said, by_place=by_place)
    maps = read(write_viina(tmp_path / name, lines)).maps
    for number, published in enumerate(maps):
        for day, on in enumerate(THEATRE.dates()):
            expected = [WORDS[word] for word in said[day, :, number]]
            assert list(words_on(published, on).values()) == expected
    assert all(len(published) < THEATRE.settlements * 8 for published in maps)


def test_a_point_stands_only_where_a_status_differs_from_the_covered_day_before(
    tmp_path: Path,
) -> None:
    lines = rows(
        "0 20220301 UA",
        "0 20220302 UA",
        "0 20220305 RU",
        "0 20220306 RU",
        "0 20220307 CONTESTED",
    )
    published = read(write_viina(tmp_path / "c.csv", lines)).maps[0]
    assert changes(published) == [
        ("0", "0301", "UA"),
        ("0", "0305", "RU"),
        ("0", "0307", "CONTESTED"),
    ]
    assert published.gaps == ((date(2022, 3, 3), date(2022, 3, 4)),)
    assert (published.first_day, published.last_day) == (date(2022, 3, 1), date(2022, 3, 7))


@pytest.mark.parametrize("silent", ["", "NA"])
def test_a_map_that_says_nothing_any_more_says_so_from_that_day(
    silent: str, tmp_path: Path
) -> None:
    lines = rows("0 20220301 RU", f"0 20220302 {silent}", "1 20220301 UA", "1 20220302 UA")
    published = read(write_viina(tmp_path / "c.csv", lines)).maps[0]
    assert changes(published)[1] == ("0", "0302", "nothing said")
    assert published.statuses[published.status[1]].relation == ""


def test_a_settlement_without_a_row_on_a_covered_day_has_nothing_said_of_it(
    tmp_path: Path,
) -> None:
    lines = rows("0 20220301 RU", "1 20220301 UA", "1 20220302 UA", "0 20220303 RU")
    published = read(write_viina(tmp_path / "c.csv", lines)).maps[0]
    of_first = [change for change in changes(published) if change[0] == "0"]
    assert of_first == [("0", "0301", "RU"), ("0", "0302", "nothing said"), ("0", "0303", "RU")]


def test_files_of_several_years_make_up_one_map(tmp_path: Path) -> None:
    write_viina(tmp_path / "control_latest_2023.csv", rows("0 20230101 RU", "0 20230102 UA"))
    write_viina(tmp_path / "control_latest_2022.csv", rows("0 20221231 RU"))
    whole = read(tmp_path).maps[0]
    assert changes(whole) == [("0", "1231", "RU"), ("0", "0102", "UA")]
    assert whole.gaps == ()
    assert whole.file_name == "control_latest_2022.csv, control_latest_2023.csv"


def test_ids_that_the_gazetteer_lacks_are_counted_and_named_and_never_guessed(
    tmp_path: Path,
) -> None:
    lines = ["99,20220301,RU,RU,RU,RU,RU", "99,20220302,RU,RU,RU,RU,RU", *rows("0 20220301 RU")]
    reading = read(write_viina(tmp_path / "c.csv", lines))
    assert reading.problems == ()
    [skipped] = reading.maps[0].skipped
    assert (skipped.count, skipped.examples) == (1, ("geonameid 99",))
    assert "gazetteer update --country UA" in skipped.why
    assert reading.maps[0].place_ids == (f"geonames:{THEATRE.ids[0]}",)


def test_bad_rows_are_named_with_their_line_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = [
        *rows("0 20220301 RU"),
        "somewhere,20220301,RU,RU,RU,RU,RU",
        "",
        *rows("0 20221301 RU", "0 never RU", "0 20220302 UA"),
        str(THEATRE.ids[0]),
    ]
    path = write_viina(tmp_path / "c.csv", lines)
    reading = read(path)
    assert [(one.origin, one.line) for one in reading.problems] == [
        (str(path), 3),
        (str(path), 5),
        (str(path), 6),
        (str(path), 8),
    ]
    assert "somewhere" in str(reading.problems[0])
    assert changes(reading.maps[0]) == [("0", "0301", "RU"), ("0", "0302", "UA")]
    [skipped] = reading.maps[0].skipped
    assert (skipped.count, skipped.examples) == (4, ("in c.csv",))


@pytest.mark.parametrize("first", [True, False])
def test_a_row_with_too_many_cells_is_named_and_the_rest_of_its_block_is_read(
    first: bool, tmp_path: Path
) -> None:
    long = f"{THEATRE.ids[0]},20220302,RU,RU,RU,RU,RU,RU,RU"
    good = rows("0 20220301 RU", "0 20220303 UA")
    lines = [long, *good] if first else [good[0], long, good[1]]
    reading = read(write_viina(tmp_path / "c.csv", lines))
    assert [one.line for one in reading.problems] == [2 if first else 3]
    assert "9 cells where the header has 7" in str(reading.problems[0])
    assert changes(reading.maps[0]) == [("0", "0301", "RU"), ("0", "0303", "UA")]


def test_a_cell_without_end_is_named_and_what_stands_before_it_is_read(tmp_path: Path) -> None:
    long = f"{THEATRE.ids[0]},20220302,{'R' * 200_000},RU,RU,RU,RU,RU,RU"
    reading = read(write_viina(tmp_path / "c.csv", [*rows("0 20220301 RU"), long]))
    assert "no CSV from here on" in str(reading.problems[0])
    assert changes(reading.maps[0]) == [("0", "0301", "RU")]


def test_lines_may_end_as_on_windows(tmp_path: Path) -> None:
    path = write_viina(tmp_path / "c.csv", rows("0 20220301 RU", "0 20220302 UA"))
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert changes(read(path).maps[0]) == [("0", "0301", "RU"), ("0", "0302", "UA")]


def test_a_word_that_is_no_status_is_counted_and_says_nothing(tmp_path: Path) -> None:
    lines = rows("0 20220301 RU", "0 20220302 <b>?</b>", "1 20220301 ru")
    published = read(write_viina(tmp_path / "c.csv", lines)).maps[0]
    assert ("0", "0302", "nothing said") in changes(published)
    assert ("1", "0301", "RU") in changes(published)
    [skipped] = published.skipped
    assert skipped.count == 5  # one in each column
    assert "status_wiki '<B>?</B>'" in skipped.examples


def test_of_rows_that_contradict_each_other_the_later_counts_and_it_is_said(
    tmp_path: Path,
) -> None:
    write_viina(tmp_path / "a.csv", rows("0 20220301 RU", "1 20220301 UA"))
    write_viina(tmp_path / "b.csv", rows("0 20220301 UA", "1 20220301 UA"))
    published = read(tmp_path).maps[0]
    assert changes(published) == [("0", "0301", "UA"), ("1", "0301", "UA")]
    [skipped] = published.skipped
    assert skipped.count == 1
    assert "contradict" in skipped.why


def test_ids_written_as_decimals_and_dates_with_hyphens_are_read(tmp_path: Path) -> None:
    lines = [f'"{THEATRE.ids[0]}.0","2022-03-01",RU,RU,RU,RU,RU,"2024-10-13 04:00"']
    path = write_viina(tmp_path / "c.csv", lines, f"\ufeff{HEADER},vcontrol_version")
    assert changes(read(path).maps[0]) == [("0", "0301", "RU")]


def test_a_file_with_some_of_the_columns_has_these_accounts_only(tmp_path: Path) -> None:
    path = write_viina(
        tmp_path / "c.csv", [f"{THEATRE.ids[0]},20220301,RU"], "geonameid,date,status"
    )
    assert [one.claimant for one in read(path).maps] == ["VIINA"]


def test_the_register_of_settlements_of_ukraine_may_name_the_places(tmp_path: Path) -> None:
    village = settlement("katottg:UA01", "Village", 36, 48)
    places = {"katottg:UA01": village}
    path = write_viina(
        tmp_path / "kontrol.csv", ["UA01,20220301,RU", "UA02,20220301,RU"], "kod,date,status"
    )
    request = MapRequest(paths=[path])
    known = knowledge()
    told = MapKnowledge(
        mappers=known.mappers,
        actors=known.actors,
        sources=known.sources,
        find=places.get,
        look_up=lambda _name: [village],
        settlements=known.settlements,
    )
    [published] = read_maps(request, told).maps
    assert published.place_ids == ("katottg:UA01",)
    assert published.skipped[0].examples == ("kod UA02",)


def test_a_place_that_a_curated_one_stands_for_goes_by_that_ones_id(tmp_path: Path) -> None:
    number = int(THEATRE.ids[0])
    old = settlement(f"geonames:{number}", "Gornal", 35.2, 51.07)
    stands = settlement("curated:gornal", "Gornal", 35.245, 51.07)
    far = settlement("curated:other", "Gornal", 39, 51)
    known = knowledge()

    def look_up(_name: str) -> Sequence[Place]:
        return [far, stands]

    told = MapKnowledge(
        mappers=known.mappers,
        actors=known.actors,
        sources=known.sources,
        find={old.place_id: old}.get,
        look_up=look_up,
        settlements=known.settlements,
    )
    path = write_viina(tmp_path / "c.csv", rows("0 20220301 RU"))
    published = read_maps(MapRequest(paths=[path]), told).maps[0]
    assert published.place_ids == ("curated:gornal",)
    assert published.labels == (f"geonameid {number}",)


def test_a_broken_archive_is_named_and_the_other_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no archive")
    whole = write_viina(tmp_path / "b.csv.gz", rows("0 20220301 RU"))
    (tmp_path / "c.csv.gz").write_bytes(whole.read_bytes()[:-12])
    reading = read(tmp_path / "a.zip", tmp_path / "b.csv.gz", tmp_path / "c.csv.gz")
    assert [Path(one.origin).name for one in reading.problems] == ["a.zip", "c.csv.gz"]
    assert changes(reading.maps[0]) == [("0", "0301", "RU")]


def test_what_is_no_map_is_refused_with_what_it_could_be(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n")
    [problem] = read(tmp_path / "notes.csv").problems
    assert "geonameid" in str(problem)
    assert "place, actor, date" in str(problem)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path / "gone.csv", tmp_path)
    assert "isn't there" in str(reading.problems[0])
    assert "holds no .csv" in str(reading.problems[1])
    assert reading.maps == ()


def test_the_licence_flag_is_the_sources_unless_the_import_says_otherwise(tmp_path: Path) -> None:
    path = write_viina(tmp_path / "c.csv", rows("0 20220301 RU"))
    assert not read(path, redistributable=False).maps[0].redistributable
    assert not read(path, source="isw").maps[0].redistributable
    assert read(path, source="isw").maps[0].source_id == "isw"
    assert read(path, source="isw", redistributable=True).maps[0].redistributable


def test_one_claimant_cannot_be_put_over_columns_of_several(tmp_path: Path) -> None:
    path = write_viina(tmp_path / "c.csv", rows("0 20220301 RU"))
    with pytest.raises(Exception, match="their columns say whose"):
        read(path, claimant="ISW")


def test_progress_adds_up_to_the_size_of_the_files(tmp_path: Path) -> None:
    lines = list(viina_lines(THEATRE.ids, THEATRE.dates(), THEATRE.statuses()))
    for name in ("a.csv", "b.zip", "c.csv.gz"):
        path = write_viina(tmp_path / name, lines)
        told: list[int] = []
        sizes: list[int] = []

        def begin(size: int, told: list[int] = told, sizes: list[int] = sizes) -> object:
            sizes.append(size)
            return told.append

        read_maps(MapRequest(paths=[path]), knowledge(), begin)  # type: ignore[arg-type]
        assert 0.8 * os.path.getsize(path) <= sizes[0] <= os.path.getsize(path)  # noqa: PTH202
        assert sum(told) == pytest.approx(sizes[0], rel=0.05)


def test_claims_rest_on_the_transcription_of_their_rows(tmp_path: Path) -> None:
    lines = rows(
        "0 20220301 UA", "0 20220304 RU", "0 20220305 NA", "1 20220301 UA", "1 20220304 RU"
    )
    published = read(write_viina(tmp_path / "control_latest_2022.csv", lines)).maps[3]
    [article] = articles_of(published, [published.place_ids[0]])
    number = THEATRE.ids[0]
    assert article.text.splitlines() == [
        f"2022-03-01 geonameid {number} status_isw UA",
        f"2022-03-04 geonameid {number} status_isw RU",
        f"2022-03-05 geonameid {number} status_isw nothing said",
    ]
    claims = claims_of(published, [published.place_ids[0]])
    assert [(claim.relation, claim.actor, claim.event_date) for claim in claims] == [
        (Relation.CONTROLS, "UA", date(2022, 3, 1)),
        (Relation.CONTROLS, "RU", date(2022, 3, 4)),
    ]
    for claim in claims:
        assert claim.quote == article.text[claim.start_char : claim.end_char]
        assert claim.article_id == article.article_id
        assert (claim.claimant, claim.source_id) == ("ISW", "viina")
        assert claim.extractor == "import:viina"
        assert claim.date_precision is DatePrecision.DAY
    assert len(claims_of(published)) == 4
    assert len(claims_of(published, as_of=date(2022, 3, 1))) == 2


def test_claims_keep_their_ids_when_a_longer_edition_is_imported(tmp_path: Path) -> None:
    short = write_viina(tmp_path / "a.csv", rows("0 20220301 UA"))
    longer = write_viina(tmp_path / "b.csv", rows("0 20220301 UA", "0 20220302 RU"))
    before, after = (claims_of(read(path).maps[0]) for path in (short, longer))
    assert [claim.claim_id for claim in before] == [claim.claim_id for claim in after][:1]
