"""The front line: where it runs, what it rests on, and when there is none."""

from datetime import date

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from geodata.frontline import (
    EDGE,
    FRONT,
    GUESS_KM,
    LEAST_PLACES,
    Cells,
    cut_cells,
    draw_front,
    holding_series,
)
from geodata.holdings import BASES, NOBODY, STATES, Basis, Holdings
from geodata.model import ControlState, Corroboration
from tests.theatre import CRS, column_of, grid_regions, make_grid, make_holdings, row_of

EARTH = Geod(ellps="WGS84")
AA, BB = 0, 1
PLACE, REGION = BASES.index(Basis.PLACE), BASES.index(Basis.REGION)
RECOGNISED = BASES.index(Basis.RECOGNISED)
HELD, CONTESTED, DISPUTED, UNKNOWN = range(4)
NEAR = 1e-4
"""Degrees: cells are halved on Mercator's plane, some metres off the middle in degrees."""

Numbers = NDArray[np.int64]


@pytest.fixture(scope="module")
def cells() -> Cells:
    """Eight columns, six rows; four columns are of AA, four of BB."""
    return make_grid(8, 6)


@pytest.fixture(scope="module")
def column(cells: Cells) -> Numbers:
    return column_of(cells)


@pytest.fixture(scope="module")
def row(cells: Cells) -> Numbers:
    return row_of(cells)


def at_home(column: Numbers) -> Numbers:
    return np.where(column < 4, AA, BB)


def test_the_states_are_in_the_order_that_this_file_takes_them_in() -> None:
    assert [STATES[n].value for n in (HELD, CONTESTED, DISPUTED, UNKNOWN)] == [
        "held",
        "contested",
        "disputed",
        "unknown",
    ]


def test_the_line_runs_between_the_grounds_of_two_holders(cells: Cells, column: Numbers) -> None:
    front = draw_front(cells, make_holdings(cells, np.where(column < 6, AA, BB)))
    lines = front.lines
    assert list(lines.columns) == [
        *("left", "right", "kind", "basis", "reach_km", "guess", "length_km"),
        "geometry",
    ]
    assert lines.crs == CRS
    assert len(lines) == 1
    assert lines.loc[0, ["kind", "basis", "guess"]].tolist() == [FRONT, "place", False]
    assert shapely.equals(lines.geometry[0], shapely.LineString([(30.6, 50), (30.6, 50.6)]))
    known = EARTH.line_length([30.6, 30.6], [50, 50.6]) / 1000
    assert lines.loc[0, "length_km"] == pytest.approx(known)


def test_left_and_right_are_to_the_left_and_right_of_the_line(
    cells: Cells, column: Numbers
) -> None:
    line = draw_front(cells, make_holdings(cells, np.where(column < 6, AA, BB))).lines.iloc[0]
    points = shapely.get_coordinates(line.geometry)
    northward = points[-1, 1] > points[0, 1]
    assert (line["left"], line["right"]) == (("AA", "BB") if northward else ("BB", "AA"))


def test_contested_ground_keeps_its_holder_so_the_line_runs_on(
    cells: Cells, column: Numbers, row: Numbers
) -> None:
    holder = np.where(column < 6, AA, BB)
    state = np.where((column == 5) & (row == 3), CONTESTED, HELD)
    with_fighting = draw_front(cells, make_holdings(cells, holder, state=state))
    without = draw_front(cells, make_holdings(cells, holder))
    assert with_fighting.lines.geometry.equals(without.lines.geometry)


def test_disputed_ground_has_an_edge_of_its_own(
    cells: Cells, column: Numbers, row: Numbers
) -> None:
    holder = np.where(column < 6, AA, BB)
    state = np.where((column == 2) & (row == 2), DISPUTED, HELD)
    contender = np.where(state == DISPUTED, BB, NOBODY)
    lines = draw_front(cells, make_holdings(cells, holder, state=state, contender=contender)).lines
    edge = lines[lines["kind"] == EDGE]
    assert set(edge["left"]) | set(edge["right"]) == {"AA", "disputed"}
    whole = shapely.union_all(edge.geometry.to_numpy())
    assert shapely.box(30.2, 50.2, 30.3, 50.3).buffer(NEAR).contains(whole)
    assert edge["length_km"].sum() == pytest.approx(2 * 11.12 + 2 * 7.14, rel=0.01)
    assert np.count_nonzero(lines["kind"] == FRONT) == 1


def test_two_disputed_grounds_have_no_edge_between_them(cells: Cells, column: Numbers) -> None:
    holder = np.where(column < 6, AA, BB)
    holder[column == 4] = NOBODY
    state = np.where((column == 4) | (column == 5), DISPUTED, HELD)
    lines = draw_front(cells, make_holdings(cells, holder, state=state)).lines
    assert set(lines["kind"]) == {EDGE}
    assert sorted(shapely.bounds(lines.geometry.to_numpy())[:, 0]) == [30.4, 30.6]


def test_ground_that_is_said_to_be_nobodys_has_no_edge(cells: Cells, column: Numbers) -> None:
    holder = np.where(column < 6, AA, BB)
    holder[column == 5] = NOBODY
    state = np.where(column == 5, UNKNOWN, HELD)
    front = draw_front(cells, make_holdings(cells, holder, state=state))
    assert front.lines.empty
    assert front.note.startswith("No line: this account names the holder of 42 places")


def test_the_recognised_border_is_no_front(cells: Cells, column: Numbers, row: Numbers) -> None:
    spoken = row < 2
    holdings = make_holdings(
        cells,
        np.where(column < 6, AA, BB),
        state=np.where(spoken, HELD, UNKNOWN),
        basis=np.where(spoken, PLACE, RECOGNISED),
    )
    lines = draw_front(cells, holdings).lines
    assert shapely.union_all(lines.geometry.to_numpy()).bounds == pytest.approx(
        (30.6, 50, 30.6, 50.2), abs=NEAR
    )


def test_where_only_one_side_rests_on_a_claim_there_is_a_front(
    cells: Cells, column: Numbers, row: Numbers
) -> None:
    taken = (column == 6) & (row < 3)
    holdings = make_holdings(
        cells,
        np.where(taken, AA, at_home(column)),
        state=np.where(taken, HELD, UNKNOWN),
        basis=np.where(taken, PLACE, RECOGNISED),
    )
    lines = draw_front(cells, holdings).lines
    assert set(lines["basis"]) == {"area"}
    border = shapely.LineString([(30.6, 50), (30.6, 50.3), (30.7, 50.3), (30.7, 50)])
    drawn = shapely.union_all(lines.geometry.to_numpy())
    assert shapely.hausdorff_distance(drawn, border) < 0.05


def test_a_border_that_holds_is_no_front(cells: Cells, column: Numbers) -> None:
    assert draw_front(cells, make_holdings(cells, at_home(column))).lines.empty
    swapped = draw_front(cells, make_holdings(cells, 1 - at_home(column)))
    assert len(swapped.lines) == 1


def test_disputed_ground_at_a_border_that_holds_elsewhere_has_an_edge(
    cells: Cells, column: Numbers
) -> None:
    state = np.where(column == 3, DISPUTED, HELD)
    lines = draw_front(cells, make_holdings(cells, at_home(column), state=state)).lines
    assert sorted(shapely.bounds(lines.geometry.to_numpy())[:, 0]) == [30.3, 30.4]


def test_basis_is_place_only_where_both_sides_are_spoken_of_by_name(
    cells: Cells, column: Numbers, row: Numbers
) -> None:
    basis = np.where((column == 5) & (row >= 4), REGION, PLACE)
    holdings = make_holdings(cells, np.where(column < 6, AA, BB), basis=basis)
    lines = draw_front(cells, holdings).lines.set_index("basis")
    assert lines.loc["place"].geometry.bounds == pytest.approx((30.6, 50, 30.6, 50.4), abs=NEAR)
    assert lines.loc["area"].geometry.bounds == pytest.approx((30.6, 50.4, 30.6, 50.6), abs=NEAR)


def test_a_line_far_from_all_that_is_said_is_a_guess(
    cells: Cells, column: Numbers, row: Numbers
) -> None:
    basis = np.where((row == 0) | ((row == 1) & (column < 6)), PLACE, REGION)
    front = draw_front(cells, make_holdings(cells, np.where(column < 6, AA, BB), basis=basis))
    lines = front.lines
    near, far = lines[~lines["guess"]].iloc[0], lines[lines["guess"]].iloc[0]
    assert near["reach_km"] <= GUESS_KM < far["reach_km"]
    assert ((lines["reach_km"] > GUESS_KM) == lines["guess"]).all()
    assert len(lines) == 3  # beside places, near them, far from them
    corner, site = (30.6, 50.6), (30.55, 50.15)
    known = EARTH.line_length(*zip(corner, site, strict=True)) / 1000
    assert far["reach_km"] == pytest.approx(known, rel=0.01)
    assert f"lie more than {GUESS_KM:.0f} km from any" in front.note


def test_the_reach_is_measured_also_across_a_ridge_whose_sides_nobody_speaks_of() -> None:
    cells = make_grid(8, 1)
    basis = np.where(column_of(cells) == 0, PLACE, REGION)
    more = np.isin(column_of(cells), [1, 2])
    holder = np.where(column_of(cells) < 6, AA, BB)
    holdings = make_holdings(cells, holder, basis=np.where(more, PLACE, basis))
    line = draw_front(cells, holdings).lines.iloc[0]
    known = EARTH.line_length([30.25, 30.6], [50.05, 50.1]) / 1000
    assert line["reach_km"] == pytest.approx(known, rel=0.01)


@pytest.mark.parametrize("said", range(LEAST_PLACES + 1))
def test_an_account_of_few_places_has_no_line(cells: Cells, column: Numbers, said: int) -> None:
    spoken = np.isin(np.arange(len(cells)), [0, 13, 37][:said])
    holdings = make_holdings(
        cells,
        1 - at_home(column),
        basis=np.where(spoken, PLACE, REGION),
        said_on=date(2025, 4, 2).toordinal() + np.cumsum(spoken),
    )
    front = draw_front(cells, holdings)
    assert front.named_places == said
    assert front.claimed_places == len(cells)
    assert front.lines.empty == (said < LEAST_PLACES)
    if said == 1:
        assert front.note == (
            "No line: this account names the holder of 1 place only (words of 2025-04-03); "
            "a line needs 3."
        )
    if said == 0:
        assert front.note.startswith("No line: this account names the holder of no place")


def test_a_region_without_settlements_is_no_place_that_is_named() -> None:
    columns = ["place_id", "lon", "lat", "district", "region", "country"]
    sites = pd.DataFrame(
        [("a", 30.1, 50.1, "", "west", "AA"), ("b", 30.2, 50.2, "", "west", "AA")], columns=columns
    )
    cells = cut_cells(sites, grid_regions(8, 6))
    front = draw_front(cells, make_holdings(cells, [AA, BB, AA]))
    assert cells.place_ids == ("a", "b", "east")
    assert front.named_places == 2
    assert front.lines.empty


def test_places_that_are_only_fought_for_are_not_named(cells: Cells, column: Numbers) -> None:
    holdings = make_holdings(
        cells, 1 - at_home(column), state=ControlState.CONTESTED, corroboration=Corroboration.NONE
    )
    front = draw_front(cells, holdings)
    assert (front.claimed_places, front.named_places) == (0, 0)
    assert front.lines.empty


def test_the_days_are_those_of_the_oldest_and_the_newest_word(
    cells: Cells, column: Numbers
) -> None:
    holder = np.where(column < 6, AA, BB)
    said_on = np.where(column == 0, 0, date(2025, 1, 1).toordinal() + column)
    basis = np.where(column == 7, RECOGNISED, PLACE)
    state = np.where(column == 7, UNKNOWN, HELD)
    holdings = make_holdings(cells, holder, said_on=said_on, basis=basis, state=state)
    front = draw_front(cells, holdings)
    assert (front.oldest, front.newest) == (date(2025, 1, 2), date(2025, 1, 7))
    assert "(words of 2025-01-02 to 2025-01-07)" in front.note


def test_undated_words_say_so(cells: Cells, column: Numbers) -> None:
    front = draw_front(cells, make_holdings(cells, np.where(column < 6, AA, BB), said_on=0))
    assert (front.oldest, front.newest) == (None, None)
    assert "(undated words)" in front.note


def test_a_line_ends_where_three_holders_meet(cells: Cells, column: Numbers, row: Numbers) -> None:
    holder = np.where(column < 6, AA, np.where(row < 3, BB, 2))
    lines = draw_front(cells, make_holdings(cells, holder, actors=("AA", "BB", "CC"))).lines
    pairs = {frozenset(pair) for pair in zip(lines["left"], lines["right"], strict=True)}
    assert pairs == set(map(frozenset, [("AA", "BB"), ("AA", "CC"), ("BB", "CC")]))
    ends = [{line.coords[0], line.coords[-1]} for line in lines.geometry]
    assert set.intersection(*ends).pop() == pytest.approx((30.6, 50.3), abs=NEAR)


def test_a_pocket_has_a_closed_line(cells: Cells, column: Numbers, row: Numbers) -> None:
    pocket = np.isin(column, [1, 2]) & np.isin(row, [2, 3])
    lines = draw_front(cells, make_holdings(cells, np.where(pocket, BB, AA))).lines
    inner = lines[shapely.is_closed(lines.geometry.to_numpy())]
    assert len(inner) == 1
    assert shapely.box(30.1, 50.2, 30.3, 50.4).buffer(NEAR).contains(inner.geometry.iloc[0])


def test_corners_are_rounded(cells: Cells, column: Numbers, row: Numbers) -> None:
    stairs = column + row < 6
    lines = draw_front(cells, make_holdings(cells, np.where(stairs, BB, AA))).lines
    points = shapely.get_coordinates(lines.geometry.iloc[0])
    turns = np.diff(np.unwrap(np.arctan2(*np.diff(points, axis=0).T[::-1])))
    assert np.abs(turns).max() < np.pi / 4 + 0.01
    assert shapely.distance(lines.geometry.iloc[0], shapely.Point(30.3, 50.3)) > 0.01


def test_a_corner_stays_if_a_settlement_lies_in_what_would_be_cut_off() -> None:
    """The regions meet at a crooked border, and one settlement lies in its very corner."""
    west = shapely.Polygon([(30, 50), (30.5, 50), (31, 50.5), (30.5, 51), (30, 51)])
    east = shapely.box(30, 50, 32, 51).difference(west)
    regions = geopandas.GeoDataFrame(
        {"place_id": ["west", "east"], "country_code": ["AA", "AA"]},
        geometry=[west, east],
        crs=CRS,
    )

    def corner_is_cut(lon: float) -> bool:
        rows = [("a", 30.2, 50.5), ("b", lon, 50.5), ("c", 30.2, 50.1)]
        sites = [(one, x, y, "", "west", "AA") for one, x, y in rows]
        sites += [("d", 31.8, 50.5, "", "east", "AA")]
        columns = ["place_id", "lon", "lat", "district", "region", "country"]
        cells = cut_cells(pd.DataFrame(sites, columns=columns), regions)
        holder = np.where(np.array(cells.regions) == "west", AA, BB)
        lines = draw_front(cells, make_holdings(cells, holder)).lines
        drawn = shapely.union_all(lines.geometry.to_numpy())
        return bool(shapely.distance(drawn, shapely.Point(31, 50.5)) > 0.01)

    assert corner_is_cut(30.4)
    assert not corner_is_cut(30.98)


def test_the_length_is_that_before_smoothing(cells: Cells, column: Numbers, row: Numbers) -> None:
    lines = draw_front(cells, make_holdings(cells, np.where(column + row < 6, BB, AA))).lines
    line = lines.iloc[0]
    drawn = EARTH.geometry_length(line.geometry) / 1000
    assert drawn < line["length_km"] * 0.9


def test_holdings_of_other_cells_are_refused(cells: Cells) -> None:
    other = make_grid(4, 3)
    with pytest.raises(ValueError, match="other places"):
        draw_front(cells, make_holdings(other, np.zeros(len(other))))


def test_a_series_tells_what_each_side_holds_day_by_day(cells: Cells, column: Numbers) -> None:
    days = [date(2025, 1, 1), date(2025, 1, 2)]
    per_day = {day: make_holdings(cells, np.where(column < n, AA, BB)) for day, n in _steps(days)}
    series = holding_series(cells, days, per_day.__getitem__)
    assert list(series.columns) == [
        *("day", "actor", "area_km2", "contested_km2", "disputed_km2", "front_km")
    ]
    assert series[["day", "actor"]].to_numpy().tolist() == [
        [day, actor] for day in days for actor in ("AA", "BB")
    ]
    for day in days:
        front = draw_front(cells, per_day[day]).lines["length_km"].sum()
        rows = series[series["day"] == day]
        assert rows["front_km"].tolist() == pytest.approx([front, front])
        assert rows["area_km2"].sum() == pytest.approx(cells.area_km2.sum())
    first, second = series[series["actor"] == "AA"]["area_km2"]
    assert second - first == pytest.approx(cells.area_km2[column == 5].sum())


def _steps(days: list[date]) -> list[tuple[date, int]]:
    return list(zip(days, (5, 6), strict=True))


def test_a_series_tells_contested_and_disputed_ground(cells: Cells, column: Numbers) -> None:
    holder = np.where(column < 6, AA, BB)
    state = np.select([column == 5, column == 6, column == 0], [CONTESTED, DISPUTED, UNKNOWN])
    contender = np.where(column == 6, AA, NOBODY)
    basis = np.where(column == 0, RECOGNISED, PLACE)
    holdings = make_holdings(cells, holder, state=state, contender=contender, basis=basis)
    series = holding_series(cells, [date(2025, 1, 1)], lambda _: holdings).set_index("actor")
    km2 = {n: cells.area_km2[column == n].sum() for n in range(8)}
    assert series["contested_km2"].to_dict() == pytest.approx({"AA": km2[5], "BB": 0})
    assert series["disputed_km2"].to_dict() == pytest.approx({"AA": km2[6], "BB": km2[6]})
    held = {"AA": sum(km2[n] for n in range(1, 5)), "BB": km2[7]}
    assert series["area_km2"].to_dict() == pytest.approx(held)


def test_ground_disputed_between_parties_that_nobody_names_is_in_nobodys_row(
    cells: Cells, column: Numbers
) -> None:
    holder = np.where(column < 6, NOBODY, BB)
    state = np.where(column < 6, DISPUTED, HELD)
    contender = np.where(column == 0, AA, NOBODY)
    holdings = make_holdings(cells, holder, state=state, contender=contender)
    series = holding_series(cells, [date(2025, 1, 1)], lambda _: holdings).set_index("actor")
    km2 = [cells.area_km2[np.isin(column, chosen)].sum() for chosen in ([0], range(1, 6))]
    told = series["disputed_km2"].to_dict()
    assert told == pytest.approx({"": km2[1], "AA": km2[0], "BB": 0})


def test_a_day_without_a_line_has_no_length(cells: Cells, column: Numbers) -> None:
    def holdings_of(day: date) -> Holdings:
        basis = Basis.PLACE if day.day == 1 else Basis.REGION
        return make_holdings(cells, np.where(column < 6, AA, BB), basis=basis)

    days = [date(2025, 1, 1), date(2025, 1, 2)]
    series = holding_series(cells, days, holdings_of)
    assert series["front_km"].isna().tolist() == [False, False, True, True]
    assert series["area_km2"].gt(0).all()
