"""What holds for every theatre and every account of it."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.frontline import (
    FRONT,
    GUESS_KM,
    OUTSIDE,
    Cells,
    FrontLine,
    area_of_cells,
    cell_polygons,
    cut_cells,
    difference,
    draw_front,
    hold_areas,
    holding_series,
)
from geodata.frontline.edges import find_edges
from geodata.frontline.ground import ground_of
from geodata.frontline.smoothing import round_corners
from geodata.frontline.tracing import trace_edges
from geodata.holdings import BASES, CORROBORATIONS, NOBODY, STATES, Basis, Holdings
from geodata.model import ControlState, Corroboration
from tests.theatre import make_holdings, make_regions, scatter

DISPUTED = STATES.index(ControlState.DISPUTED)
UNKNOWN = STATES.index(ControlState.UNKNOWN)
RECOGNISED = BASES.index(Basis.RECOGNISED)


@lru_cache
def theatre(seed: int) -> Cells:
    """A few hundred settlements in a dozen regions, one of which has none."""
    regions = make_regions(8 + 3 * seed, seed)
    sites = scatter(regions, 150 + 100 * seed, seed + 10)
    return cut_cells(sites[sites["region"] != "region-1"], regions)


@lru_cache
def polygons(seed: int) -> np.ndarray:
    return cell_polygons(theatre(seed))


def account(cells: Cells, seed: int) -> Holdings:
    """Two sides along a crooked front and in pockets, a third in some; any state, on any basis."""
    rng = np.random.default_rng(seed)
    waves = rng.uniform(0.3, 2, 2)
    side = cells.lon - 34 + rng.normal() * np.sin(cells.lat * waves[0]) * np.cos(waves[1])
    holder = (side > 0).astype(int)
    holder = np.where(rng.random(len(cells)) < 0.05, 1 - holder, holder)
    holder[rng.random(len(cells)) < 0.05] = 2
    state = rng.choice(4, len(cells), p=[0.75, 0.1, 0.1, 0.05])
    basis = rng.choice(5, len(cells), p=[0.5, 0.1, 0.1, 0.1, 0.2])
    state[basis == RECOGNISED] = UNKNOWN
    holder[(state == UNKNOWN) & (basis != RECOGNISED)] = NOBODY
    contender = np.where((state == DISPUTED) & (rng.random(len(cells)) < 0.7), 1 - holder, NOBODY)
    support = rng.choice(2, len(cells))
    support[state == UNKNOWN] = CORROBORATIONS.index(Corroboration.NONE)
    return make_holdings(
        cells,
        holder,
        actors=("AA", "BB", "CC"),
        state=state,
        contender=np.where(contender == holder, NOBODY, contender),
        corroboration=support,
        basis=basis,
        said_on=739_000 + rng.integers(0, 90, len(cells)),
    )


theatres = st.integers(0, 3)
seeds = st.integers(0, 10_000)
several = settings(max_examples=40, deadline=None)


@several
@given(theatres, seeds)
def test_areas_never_overlap_and_are_the_ground_of_their_cells(theatre_no: int, seed: int) -> None:
    cells = theatre(theatre_no)
    holdings = account(cells, seed)
    areas, area = hold_areas(cells, holdings), area_of_cells(cells, holdings)
    assert shapely.coverage_is_valid(areas.geometry.to_numpy())
    assert shapely.is_valid(areas.geometry.to_numpy()).all()
    spoken = holdings.basis != RECOGNISED
    assert areas["area_km2"].sum() == pytest.approx(cells.area_km2[spoken].sum())
    degrees = np.bincount(area[spoken], shapely.area(polygons(theatre_no))[spoken], len(areas))
    assert shapely.area(areas.geometry.to_numpy()) == pytest.approx(degrees)


@several
@given(theatres, seeds)
def test_where_all_ground_is_spoken_of_the_areas_make_up_the_land(
    theatre_no: int, seed: int
) -> None:
    cells = theatre(theatre_no)
    holdings = account(cells, seed)
    spoken = replace(holdings, basis=np.minimum(holdings.basis, RECOGNISED - 1))
    areas = hold_areas(cells, spoken)
    assert areas["area_km2"].sum() == pytest.approx(cells.area_km2.sum())
    land = shapely.coverage_union_all(polygons(theatre_no))
    assert shapely.coverage_union_all(areas.geometry.to_numpy()).equals(land)


@several
@given(theatres, seeds)
def test_swapping_two_actors_swaps_the_picture(theatre_no: int, seed: int) -> None:
    cells = theatre(theatre_no)
    holdings = account(cells, seed)
    swap = np.array([1, 0, 2, NOBODY])  # NOBODY is the last one
    exchanged = replace(
        holdings,
        holder=swap[holdings.holder].astype(np.int16),
        contender=swap[holdings.contender].astype(np.int16),
    )
    names = {"AA": "BB", "BB": "AA"}
    abroad = replace(cells, countries=tuple(names[one] for one in cells.countries))
    plain, other = draw_front(cells, holdings), draw_front(abroad, exchanged)
    assert _pieces(plain, names) == _pieces(other, {})
    areas, others = hold_areas(cells, holdings), hold_areas(abroad, exchanged)
    columns = ["actor", "contender"]
    areas[columns] = areas[columns].replace(names)
    key = ["state", "actor", "contender", "corroboration", "basis"]
    areas, others = areas.set_index(key).sort_index(), others.set_index(key).sort_index()
    assert areas.index.equals(others.index)
    assert areas.geometry.normalize().equals(others.geometry.normalize())
    day = [0]
    series = holding_series(cells, day, lambda _: holdings).replace({"actor": names})
    swapped = holding_series(abroad, day, lambda _: exchanged)
    measures = [frame.set_index("actor").sort_index() for frame in (series, swapped)]
    assert np.allclose(measures[0].to_numpy(float), measures[1].to_numpy(float), equal_nan=True)


def _pieces(front: FrontLine, names: dict[str, str]) -> list[tuple[object, ...]]:
    lines = front.lines
    sides = lines[["left", "right"]].replace(names)
    columns = [sides["left"], sides["right"], lines["kind"], lines["basis"], lines["guess"]]
    return sorted(zip(*columns, lines["reach_km"].round(6), lines.geometry.to_wkt(), strict=True))


@several
@given(theatres, seeds)
def test_every_settlement_keeps_its_side_when_the_line_is_smoothed(
    theatre_no: int, seed: int
) -> None:
    cells = theatre(theatre_no)
    holdings = account(cells, seed)
    traces = trace_edges(cells, find_edges(cells, holdings, ground_of(cells, holdings)))
    points, offsets, _ = round_corners(traces.vertices, traces.offsets, cells.settlements)
    settled = shapely.STRtree(shapely.points(cells.lon_lat[cells.is_settlement]))
    for number in range(len(offsets) - 1):
        rough = shapely.LineString(traces.vertices[slice(*traces.offsets[number : number + 2])])
        smooth = shapely.LineString(points[slice(*offsets[number : number + 2])])
        assert smooth.coords[0] == rough.coords[0]
        assert smooth.coords[-1] == rough.coords[-1]
        assert settled.query(_between(rough, smooth), predicate="intersects").size == 0


def _between(rough: shapely.LineString, smooth: shapely.LineString) -> np.ndarray:
    """The ground that changes sides."""
    if rough.is_closed:
        apart = shapely.Polygon(rough).symmetric_difference(shapely.Polygon(smooth))
        return shapely.get_parts(apart)
    return shapely.get_parts(shapely.polygonize([shapely.union(rough, smooth)]))


@several
@given(theatres, seeds)
def test_a_front_has_different_holders_left_and_right(theatre_no: int, seed: int) -> None:
    cells = theatre(theatre_no)
    holdings = account(cells, seed)
    edges = find_edges(cells, holdings, ground_of(cells, holdings))
    front = edges.ridge[edges.is_front]
    left, right = cells.left[front], cells.right[front]
    assert (right != OUTSIDE).all()
    assert (holdings.holder[left] != holdings.holder[right]).all()
    assert (holdings.holder[left] != NOBODY).all()
    assert (holdings.holder[right] != NOBODY).all()
    assert (holdings.state[left] != DISPUTED).all()
    assert (holdings.state[right] != DISPUTED).all()


@several
@given(theatres, seeds)
def test_every_edge_is_in_one_line_with_its_sides_left_and_right(
    theatre_no: int, seed: int
) -> None:
    cells = theatre(theatre_no)
    holdings = account(cells, seed)
    edges = find_edges(cells, holdings, ground_of(cells, holdings))
    traces = trace_edges(cells, edges)
    assert sorted(traces.edge.tolist()) == list(range(len(edges)))
    ridge, turned = edges.ridge[traces.edge], traces.turned
    starts = np.where(turned, cells.offsets[ridge + 1] - 1, cells.offsets[ridge])
    assert np.array_equal(traces.vertices[traces.begin], cells.vertices[starts])
    left = np.where(turned, edges.right[traces.edge], edges.left[traces.edge])
    right = np.where(turned, edges.left[traces.edge], edges.right[traces.edge])
    for line in range(len(traces.offsets) - 1):
        inside = traces.line == line
        assert len(set(zip(left[inside], right[inside], strict=True))) == 1
    km = cells.ridge_km[edges.ridge]
    front = draw_front(cells, holdings).lines
    assert front["length_km"].sum() == pytest.approx(km.sum())
    fronts = front.loc[front["kind"] == FRONT, "length_km"].sum()
    assert fronts == pytest.approx(km[edges.is_front].sum())
    assert ((front["reach_km"] > GUESS_KM) == front["guess"]).all()


@several
@given(theatres, seeds, seeds, st.sampled_from(["AA", "BB", "CC"]))
def test_a_difference_seen_from_the_other_side_is_swapped(
    theatre_no: int, first: int, second: int, actor: str
) -> None:
    cells = theatre(theatre_no)
    one, other = (cells, account(cells, first)), (cells, account(cells, second))
    names = {"one only": "other only", "other only": "one only"}
    here = difference(one, other, actor=actor)
    there = difference(other, one, actor=actor)
    mine = here.parts.replace({"part": names}).set_index("part").sort_index()
    yours = there.parts.set_index("part").sort_index()
    assert mine.drop(columns="geometry").equals(yours.drop(columns="geometry"))
    assert mine.geometry.geom_equals_exact(yours.geometry, 0).all()
    assert here.warning == there.warning
    areas = here.parts["area_km2"]
    held = dict(zip(here.parts["part"], areas, strict=True))
    assert held.get("one only", 0) + held.get("both", 0) == pytest.approx(_held(*one, actor))
    assert held.get("other only", 0) + held.get("both", 0) == pytest.approx(_held(*other, actor))


def _held(cells: Cells, holdings: Holdings, actor: str) -> float:
    """km² that the areas of an account give to the actor."""
    areas = hold_areas(cells, holdings)
    mine = areas["state"].isin(["held", "contested"]) & (areas["actor"] == actor)
    return float(areas.loc[mine, "area_km2"].sum())
