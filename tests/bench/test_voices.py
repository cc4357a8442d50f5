"""How fast a voice on a day becomes states, line and areas, whatever the days that are kept."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta

import geopandas
import numpy as np
import pytest
import shapely
from pytest_benchmark.fixture import BenchmarkFixture

from geodata.control import Judge, Nesting, compile_statements
from geodata.frontline import Cells, cell_polygons, cut_cells, draw_front, hold_areas
from geodata.model import Actor, ActorKind, Voice
from geodata.published_map import PublishedMap, Status
from tests.bench.conftest import Measure, median_seconds
from tests.bench.test_frontline import MANY, REGIONS, front_lon
from tests.theatre import CRS, make_regions, scatter

FIRST = date(2022, 2, 24)
LONG, SHORT = 1_000, 100
STATUSES = (Status("controls", "AA"), Status("controls", "BB"), Status("contested", ""))
MAPPERS = ("ISW", "DEEPSTATE")
ACTORS = {
    actor_id: Actor(actor_id=actor_id, name=actor_id, kind=kind, colour="#999999")
    for actor_id, kind in (
        ("AA", ActorKind.BELLIGERENT),
        ("BB", ActorKind.BELLIGERENT),
        *((mapper, ActorKind.MONITOR) for mapper in MAPPERS),
    )
}


@pytest.fixture(scope="module")
def cells() -> Cells:
    regions = make_regions(REGIONS)
    return cut_cells(scatter(regions, MANY), regions)


def moving_front(cells: Cells, mapper: str, days: int) -> PublishedMap:
    """A front that creeps west by a degree in 1,000 days, with fighting a day before each gain."""
    shift = 0.01 if mapper == "ISW" else -0.01
    ahead = front_lon(cells.lat, shift) - cells.lon  # degrees that the front has to go
    taken = np.ceil(ahead * LONG).astype(int)
    place, day, status = [np.arange(len(cells))], [np.zeros(len(cells), int)], [taken <= 0]
    during = np.flatnonzero((taken > 1) & (taken < days))
    for before, code in ((1, 2), (0, 1)):
        place.append(during)
        day.append(taken[during] - before)
        status.append(np.full(len(during), code))
    columns = [np.concatenate(column).astype(int) for column in (place, day, status)]
    order = np.lexsort((columns[1], columns[0]))
    return PublishedMap(
        source_id=mapper.lower(),
        claimant=mapper,
        file_format="viina",
        title="A map",
        url="",
        column="",
        file_name="control.csv",
        digest="",
        redistributable=True,
        first_day=FIRST,
        last_day=FIRST + timedelta(days=days),
        place_ids=cells.place_ids,
        labels=cells.place_ids,
        statuses=STATUSES,
        place=columns[0][order].astype(np.int32),
        day=(columns[1][order] + FIRST.toordinal()).astype(np.int32),
        status=columns[2][order].astype(np.int16),
    )


def judge_of(cells: Cells, days: int) -> Judge:
    nesting = Nesting.of(
        cells.place_ids,
        [cells.districts, cells.regions, [f"iso:{code}" for code in cells.countries]],
        cells.countries,
        (cells.lon, cells.lat),
    )
    maps = [moving_front(cells, mapper, days) for mapper in MAPPERS]
    return Judge(compile_statements([], maps), nesting, ACTORS)


def asking(cells: Cells, days: int, draw: Callable[..., object]) -> Callable[[], object]:
    """Each call asks for another voice and another day, of a ledger that is open already."""
    judge = judge_of(cells, days)
    voices = [Voice(claimants=frozenset({mapper})) for mapper in MAPPERS]
    asked = iter(range(1_000_000))

    def ask() -> object:
        number = next(asked)
        rows = judge.rows_of(voices[number % 2])
        day = FIRST.toordinal() + number * 37 % days
        return draw(cells, judge.holdings(judge.heard(day, rows)))

    return ask


def test_line_and_states_of_a_new_voice_and_day_against_dissolving(
    cells: Cells, benchmark: BenchmarkFixture, measured: Measure
) -> None:
    frame = geopandas.GeoDataFrame(geometry=cell_polygons(cells), crs=CRS)
    judge = judge_of(cells, LONG)
    heard = judge.heard(FIRST.toordinal() + 500, judge.rows_of(Voice(claimants=frozenset({"ISW"}))))
    holder = judge.holdings(heard).holder

    def dissolve() -> object:
        west, east = frame.assign(holder=holder).dissolve("holder").boundary
        return shapely.intersection(west, east)

    benchmark.pedantic(asking(cells, LONG, draw_front), rounds=30, warmup_rounds=3)
    seconds = benchmark.stats.stats.median
    baseline = median_seconds(dissolve, 1)
    measured("frontline_ask", seconds * 1000, "ms", "dissolve, boundary", baseline * 1000)
    assert seconds <= 0.02
    assert baseline / seconds >= 100


def test_line_states_and_dissolved_areas_of_a_new_voice_and_day(
    cells: Cells, benchmark: BenchmarkFixture, measured: Measure
) -> None:
    def draw(cells: Cells, holdings: object) -> object:
        return draw_front(cells, holdings), hold_areas(cells, holdings)

    benchmark.pedantic(asking(cells, LONG, draw), rounds=20, warmup_rounds=2)
    seconds = benchmark.stats.stats.median
    line = median_seconds(asking(cells, LONG, draw_front), 20)
    measured("frontline_ask_areas", seconds * 1000, "ms", "line only", line * 1000)
    assert seconds <= 0.15


def test_ten_times_the_history_costs_no_more(cells: Cells, measured: Measure) -> None:
    """Asked in turns, so that whatever else the machine does falls on both alike."""
    asks = [asking(cells, days, draw_front) for days in (SHORT, LONG)]
    taken: list[list[float]] = [[], []]
    for _ in range(60):
        for ask, seconds in zip(asks, taken, strict=True):
            start = time.perf_counter()
            ask()
            seconds.append(time.perf_counter() - start)
    short, long = (statistics.median(seconds[5:]) for seconds in taken)
    measured("frontline_history_growth", long * 1000, "ms", f"{SHORT} days", short * 1000)
    assert long / short <= 1.3
