"""How fast a mapper's daily files are read, and how little of them has to be kept."""

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from geodata.model import Place
from geodata.published import MapKnowledge, MapReading, MapRequest, read_maps
from geodata.store import ClaimStore
from tests.bench.conftest import Measure, median_seconds
from tests.published_files import Theatre, settlement, viina_lines, write_viina
from tests.records import NOON
from tests.unit.test_published import knowledge

SETTLEMENTS = 33_000
DAYS = 130
FULL_DAYS = 1_300
PLAIN_ROWS = 200_000
MOST_BYTES = 100_000_000
BYTES_OF_A_ROW = 10
"""Numbers of place, day and status."""

THEATRE = Theatre(settlements=SETTLEMENTS, days=DAYS)


@pytest.fixture(scope="module")
def control_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = viina_lines(THEATRE.ids.tolist(), THEATRE.dates(), THEATRE.statuses())
    return write_viina(tmp_path_factory.mktemp("viina") / "control_latest_2022.csv", lines)


@cache
def known() -> MapKnowledge:
    """The theatre's settlements as a gazetteer that answers at once."""
    places = {
        place_id: settlement(place_id, place_id, lon, lat)
        for place_id, lon, lat, _ in THEATRE.points.itertuples(index=False)
    }
    seeds = knowledge()

    def look_up(name: str) -> list[Place]:
        return [places[name]]

    return MapKnowledge(
        mappers=seeds.mappers,
        actors=seeds.actors,
        sources=seeds.sources,
        find=places.get,
        look_up=look_up,
        settlements=lambda: THEATRE.points,
    )


def import_file(path: Path) -> MapReading:
    return read_maps(MapRequest(paths=[path]), known())


def row_by_row(path: Path) -> Callable[[], object]:
    """The plain way: each row compared with the last of its place; of the first rows only."""

    def read() -> dict[str, list[tuple[str, list[str]]]]:
        points: dict[str, list[tuple[str, list[str]]]] = {}
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream)
            next(rows)
            for _, (place, day, *said) in zip(range(PLAIN_ROWS), rows, strict=False):
                of_place = points.setdefault(place, [])
                if not of_place or of_place[-1][1] != said:
                    of_place.append((day, said))
        return points

    return read


def test_reading_4_million_rows_against_row_by_row(
    control_file: Path, benchmark: BenchmarkFixture, measured: Measure
) -> None:
    benchmark.pedantic(lambda: import_file(control_file), rounds=3, warmup_rounds=0)
    rows = SETTLEMENTS * DAYS
    baseline = median_seconds(row_by_row(control_file), 3) * rows / PLAIN_ROWS
    seconds = benchmark.stats.stats.median
    name = f"csv row by row, scaled from {PLAIN_ROWS:,}"
    measured("maps_import_4m_rows", seconds, "s", name, baseline)
    assert rows / seconds > 500_000


def test_change_points_against_every_day_kept(
    control_file: Path, store: ClaimStore, measured: Measure
) -> None:
    maps = import_file(control_file).maps
    assert store.path is not None
    for published in maps:
        store.add_map(published, recorded_at=NOON)
    store.close()
    kept = store.path.stat().st_size
    every_day = SETTLEMENTS * DAYS * len(maps) * BYTES_OF_A_ROW
    name = f"every day kept, {BYTES_OF_A_ROW} bytes a row"
    measured("maps_store", kept / 1e6, "MB", name, every_day / 1e6)
    assert kept * FULL_DAYS / DAYS < MOST_BYTES


def test_loading_every_account_against_reading_the_file_again(
    control_file: Path, store: ClaimStore, benchmark: BenchmarkFixture, measured: Measure
) -> None:
    reading = import_file(control_file)
    for published in reading.maps:
        store.add_map(published, recorded_at=NOON)
    benchmark.pedantic(store.maps, rounds=5, warmup_rounds=1)
    baseline = median_seconds(lambda: import_file(control_file), 1)
    seconds = benchmark.stats.stats.median
    measured("maps_load", seconds * 1000, "ms", "the file read again", baseline * 1000)
    assert seconds < 1
