"""How fast land is cut, lines and areas are drawn and compared; and how near to the truth.

Medians are told; what is asked for must be reached by the best round, since nobody knows what else
the machine does.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture

from geodata.frontline import (
    Cells,
    cell_polygons,
    cut_cells,
    difference,
    draw_front,
    hold_areas,
)
from geodata.holdings import BASES, CORROBORATIONS, NOBODY, Basis, Holdings
from geodata.model import Corroboration
from tests.bench.conftest import Measure, median_seconds
from tests.theatre import CRS, NORTH, SOUTH, make_holdings, make_regions, scatter

MANY, FEW = 33_000, 3_000
REGIONS = 60
HELD, CONTESTED, DISPUTED = range(3)
AT_ODDS = CORROBORATIONS.index(Corroboration.DISPUTED)
KM_PER_DEGREE = 111.2

Floats = NDArray[np.float64]


def front_lon(lat: Floats, shift: float = 0.0) -> Floats:
    """Where the true front runs: smooth, with salients of 20 to 60 km."""
    north = (lat - SOUTH) / (NORTH - SOUTH)
    bends = 0.7 * np.sin(9 * north) + 0.25 * np.sin(25 * north + 1)
    return np.asarray(33.6 + 1.5 * north + bends + shift)


def true_line(shift: float = 0.0) -> shapely.LineString:
    lat = np.linspace(SOUTH - 1, NORTH + 1, 4_000)
    return shapely.LineString(np.column_stack([front_lon(lat, shift), lat]))


def east_of_front(cells: Cells, shift: float = 0.0) -> NDArray[np.int64]:
    return (cells.lon > front_lon(cells.lat, shift)).astype(np.int64)


def an_account(cells: Cells, shift: float = 0.0) -> Holdings:
    """As in news: named places near the front, regions behind it; fighting and disputes on it."""
    rng = np.random.default_rng(5)
    holder = east_of_front(cells, shift)
    away = np.abs(cells.lon - front_lon(cells.lat, shift))
    near = (away < 0.15) & (rng.random(len(cells)) < 0.3)
    disputed = near & (rng.random(len(cells)) < 0.2)
    named = near | (rng.random(len(cells)) < np.where(away < 0.5, 0.5, 0.05))
    return make_holdings(
        cells,
        holder,
        state=np.select([disputed, near], [DISPUTED, CONTESTED]),
        contender=np.where(disputed, 1 - holder, NOBODY),
        corroboration=np.where(disputed, AT_ODDS, (~named).astype(int)),
        basis=np.where(named, BASES.index(Basis.PLACE), BASES.index(Basis.REGION)),
        said_on=739_000 + rng.integers(0, 300, len(cells)),
    )


@pytest.fixture(scope="module")
def regions() -> geopandas.GeoDataFrame:
    return make_regions(REGIONS)


@pytest.fixture(scope="module")
def sites(regions: geopandas.GeoDataFrame) -> pd.DataFrame:
    return scatter(regions, MANY)


@pytest.fixture(scope="module")
def cells(sites: pd.DataFrame, regions: geopandas.GeoDataFrame) -> Cells:
    return cut_cells(sites, regions)


@pytest.fixture(scope="module")
def dissolved(cells: Cells) -> Callable[[Holdings], geopandas.GeoDataFrame]:
    """The plain way: cells with the same holder dissolved."""
    frame = geopandas.GeoDataFrame(geometry=cell_polygons(cells), crs=CRS)

    def dissolve(holdings: Holdings) -> geopandas.GeoDataFrame:
        return frame.assign(holder=holdings.holder).dissolve("holder")

    return dissolve


@contextmanager
def seconds_of(taken: list[float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    taken.append(time.perf_counter() - start)


def test_cutting_33_000_cells_against_voronoi_and_overlay(
    sites: pd.DataFrame,
    regions: geopandas.GeoDataFrame,
    benchmark: BenchmarkFixture,
    measured: Measure,
) -> None:
    """The baseline knows no regions before they are laid over it, and leaves borders unmatched."""
    cut = benchmark.pedantic(lambda: cut_cells(sites, regions), rounds=1)
    assert len(cut) == MANY
    taken: list[float] = []
    with seconds_of(taken):
        points = geopandas.GeoSeries.from_xy(sites["lon"], sites["lat"], crs=CRS)
        rough = geopandas.GeoDataFrame(geometry=points.voronoi_polygons(extend_to=None), crs=CRS)
        geopandas.overlay(rough, regions, how="intersection")
    seconds = benchmark.stats.stats.median
    measured("frontline_cells", seconds, "s", "geopandas Voronoi and overlay", taken[0])
    assert seconds <= 10


def test_a_voices_line_against_dissolving(
    cells: Cells,
    dissolved: Callable[[Holdings], geopandas.GeoDataFrame],
    benchmark: BenchmarkFixture,
    measured: Measure,
) -> None:
    holdings = make_holdings(cells, east_of_front(cells))
    benchmark.pedantic(lambda: draw_front(cells, holdings), rounds=20, warmup_rounds=2)
    taken: list[float] = []
    with seconds_of(taken):
        west, east = dissolved(holdings).boundary
        plain = shapely.intersection(west, east)
    seconds = benchmark.stats.stats.median
    measured("frontline_voice", seconds * 1000, "ms", "dissolve, boundary", taken[0] * 1000)
    drawn = draw_front(cells, holdings).lines
    assert shapely.hausdorff_distance(shapely.union_all(drawn.geometry.to_numpy()), plain) < 0.2
    assert benchmark.stats.stats.min <= 0.02
    assert taken[0] / seconds >= 100


def test_the_line_of_an_account_as_in_news(
    cells: Cells,
    dissolved: Callable[[Holdings], geopandas.GeoDataFrame],
    benchmark: BenchmarkFixture,
    measured: Measure,
) -> None:
    holdings = an_account(cells)
    benchmark.pedantic(lambda: draw_front(cells, holdings), rounds=20, warmup_rounds=2)
    seconds = benchmark.stats.stats.median
    few = cut_cells(scatter(make_regions(REGIONS), FEW), make_regions(REGIONS))
    fewer = an_account(few)
    baseline = median_seconds(lambda: draw_front(few, fewer), 20)
    name = f"the same of {FEW:,} settlements"
    measured("frontline_news", seconds * 1000, "ms", name, baseline * 1000)
    assert benchmark.stats.stats.min <= 0.02
    assert seconds / baseline <= MANY / FEW * 1.3


def test_a_voices_areas_against_dissolving(
    cells: Cells,
    dissolved: Callable[[Holdings], geopandas.GeoDataFrame],
    benchmark: BenchmarkFixture,
    measured: Measure,
) -> None:
    holdings = an_account(cells)
    benchmark.pedantic(lambda: hold_areas(cells, holdings), rounds=10, warmup_rounds=1)
    taken: list[float] = []
    with seconds_of(taken):
        dissolved(holdings)
    seconds = benchmark.stats.stats.median
    measured("frontline_areas", seconds * 1000, "ms", "dissolve by holder", taken[0] * 1000)
    assert benchmark.stats.stats.min <= 0.15


def test_the_difference_of_two_voices_against_overlaying_their_dissolved_ground(
    cells: Cells,
    dissolved: Callable[[Holdings], geopandas.GeoDataFrame],
    benchmark: BenchmarkFixture,
    measured: Measure,
) -> None:
    one, other = an_account(cells), an_account(cells, shift=0.2)

    def compare() -> None:
        difference((cells, one), (cells, other), actor="AA")

    benchmark.pedantic(compare, rounds=10, warmup_rounds=1)
    taken: list[float] = []
    with seconds_of(taken):
        grounds = [dissolved(account).loc[[0]].reset_index() for account in (one, other)]
        geopandas.overlay(*grounds, how="union")
    seconds = benchmark.stats.stats.median
    measured("difference_voices", seconds * 1000, "ms", "dissolve, overlay", taken[0] * 1000)
    assert benchmark.stats.stats.min <= 0.2


@pytest.mark.parametrize(("count", "least"), [(MANY, 0.97), (FEW, 0.90)])
def test_a_known_front_is_found_again(
    regions: geopandas.GeoDataFrame, measured: Measure, count: int, least: float
) -> None:
    cells = cut_cells(scatter(regions, count, seed=11), regions)
    holdings = make_holdings(cells, east_of_front(cells))
    land = shapely.union_all(regions.geometry.to_numpy())
    truth = true_line()
    halves = shapely.get_parts(shapely.polygonize([shapely.union(land.boundary, truth)]))
    middles = shapely.get_coordinates(shapely.point_on_surface(halves))
    on_land = shapely.contains(land, shapely.points(middles))
    west = on_land & (middles[:, 0] < front_lon(middles[:, 1]))
    areas = hold_areas(cells, holdings).set_index("actor").geometry
    overlaps = [
        _overlap(areas["AA"], shapely.union_all(halves[west])),
        _overlap(areas["BB"], shapely.union_all(halves[on_land & ~west])),
    ]
    lines = draw_front(cells, holdings).lines
    error = _mean_error_km(lines.geometry.to_numpy(), truth)
    name = f"frontline_truth_{count // 1000}k"
    measured(f"{name}_iou", min(overlaps), "IoU", "least asked for", least)
    spacing = float(np.sqrt(cells.area_km2.mean()))
    measured(f"{name}_error", error, "km", "between settlements", spacing)
    along = shapely.length(_in_km(shapely.intersection(truth, land)))
    measured(f"{name}_length", lines["length_km"].sum(), "km", "true length", float(along))
    assert min(overlaps) >= least
    assert error < spacing / 2


def _overlap(one: shapely.Geometry, other: shapely.Geometry) -> float:
    """Intersection over union, in square degrees stretched to be in proportion to km²."""
    one, other = _in_km(one), _in_km(other)
    return float(shapely.intersection(one, other).area / shapely.union(one, other).area)


def _in_km(shape: shapely.Geometry) -> shapely.Geometry:
    """Sinusoidal projection: equal in area; north of 46 degrees also near enough in length."""

    def project(points: Floats) -> Floats:
        lat = points[:, 1]
        east = (points[:, 0] - 34) * np.cos(np.radians(lat))
        return np.column_stack([east, lat]) * KM_PER_DEGREE

    return shapely.transform(shape, project)


def _mean_error_km(drawn: NDArray[np.object_], truth: shapely.LineString) -> float:
    """Mean distance of the drawn line from the true one, a point each km."""
    points = shapely.get_coordinates(shapely.segmentize([_in_km(one) for one in drawn], 1.0))
    return float(shapely.distance(shapely.points(points), _in_km(truth)).mean())
