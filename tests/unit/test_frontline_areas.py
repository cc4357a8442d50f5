"""Held, contested, disputed and unknown ground; and where two accounts differ on it."""

from datetime import date

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from geodata.frontline import (
    OUTSIDE,
    Cells,
    area_of_cells,
    cell_polygons,
    cut_cells,
    difference,
    hold_areas,
)
from geodata.holdings import BASES, CORROBORATIONS, NOBODY, Basis
from geodata.model import ControlState, Corroboration
from tests.theatre import (
    CRS,
    column_of,
    grid_regions,
    make_grid,
    make_holdings,
    make_regions,
    row_of,
    scatter,
)

AA, BB = 0, 1
PLACE, REGION = BASES.index(Basis.PLACE), BASES.index(Basis.REGION)
RECOGNISED = BASES.index(Basis.RECOGNISED)
AGREED = CORROBORATIONS.index(Corroboration.AGREED)
NONE = CORROBORATIONS.index(Corroboration.NONE)
HELD, CONTESTED, DISPUTED, UNKNOWN = range(4)

Numbers = NDArray[np.int64]


@pytest.fixture(scope="module")
def cells() -> Cells:
    return make_grid(8, 6)


@pytest.fixture(scope="module")
def column(cells: Cells) -> Numbers:
    return column_of(cells)


@pytest.fixture(scope="module")
def row(cells: Cells) -> Numbers:
    return row_of(cells)


def test_each_holder_has_an_area(cells: Cells, column: Numbers) -> None:
    areas = hold_areas(cells, make_holdings(cells, np.where(column < 6, AA, BB)))
    assert list(areas.columns) == [
        *("state", "actor", "contender", "corroboration", "basis", "area_km2", "settlements"),
        *("said_first", "said_last", "geometry"),
    ]
    assert areas.crs == CRS
    assert areas["actor"].tolist() == ["AA", "BB"]
    assert areas["settlements"].tolist() == [36, 12]
    west, east = areas.geometry
    assert west.equals(shapely.box(30, 50, 30.6, 50.6))
    assert east.equals(shapely.box(30.6, 50, 30.8, 50.6))
    assert {one.geom_type for one in areas.geometry} == {"MultiPolygon"}


def test_ground_of_which_no_claim_speaks_is_no_area(cells: Cells, column: Numbers) -> None:
    silent = column < 3
    holdings = make_holdings(
        cells,
        np.where(column < 6, AA, BB),
        state=np.where(silent, UNKNOWN, HELD),
        basis=np.where(silent, RECOGNISED, PLACE),
    )
    areas = hold_areas(cells, holdings)
    assert areas["area_km2"].sum() == pytest.approx(cells.area_km2[~silent].sum())
    assert (area_of_cells(cells, holdings)[silent] == OUTSIDE).all()


def test_an_account_that_says_nothing_has_no_area(cells: Cells) -> None:
    silent = make_holdings(cells, np.zeros(len(cells)), state=UNKNOWN, basis=RECOGNISED)
    areas = hold_areas(cells, silent)
    assert areas.empty
    spoken = hold_areas(cells, make_holdings(cells, np.zeros(len(cells))))
    assert areas.dtypes.equals(spoken.dtypes)


def test_areas_differ_by_state_holder_contender_corroboration_and_basis(
    cells: Cells, column: Numbers
) -> None:
    holdings = make_holdings(
        cells,
        np.select([column < 6, column == 6], [AA, BB], NOBODY),
        state=np.select([column == 1, column == 2, column == 7], [CONTESTED, DISPUTED, UNKNOWN]),
        contender=np.where(column == 2, BB, NOBODY),
        corroboration=np.select(
            [column == 2, column == 3, column == 7],
            [CORROBORATIONS.index(Corroboration.DISPUTED), AGREED + 1, NONE],
        ),
        basis=np.where(column == 4, REGION, PLACE),
    )
    areas = hold_areas(cells, holdings)
    names = ["state", "actor", "contender", "corroboration", "basis"]
    assert sorted(areas[names].agg("|".join, axis=1)) == [
        "contested|AA||agreed|place",
        "disputed|AA|BB|disputed|place",
        "held|AA||agreed|area",
        "held|AA||agreed|place",
        "held|AA||one side|place",
        "held|BB||agreed|place",
        "unknown|||none|place",
    ]


def test_an_area_may_have_several_parts(cells: Cells, column: Numbers) -> None:
    areas = hold_areas(cells, make_holdings(cells, np.where(column == 3, BB, AA)))
    parts = shapely.get_num_geometries(areas.geometry.to_numpy())
    assert dict(zip(areas["actor"], parts, strict=True)) == {"AA": 2, "BB": 1}


def test_a_pocket_is_a_hole_in_the_area_around(cells: Cells, column: Numbers, row: Numbers) -> None:
    pocket = (column == 3) & (row == 3)
    areas = hold_areas(cells, make_holdings(cells, np.where(pocket, BB, AA)))
    around, inside = areas.geometry
    assert shapely.get_num_interior_rings(around.geoms[0]) == 1
    assert not around.intersects(inside.centroid)


@pytest.mark.parametrize(
    "held",
    [
        ["#.", ".#"],
        ["###", "#.#", "##."],
        ["#####", "#.#.#", "##.##", "#.#.#", "#####"],
        ["#.#.#.", ".#.#.#", "#.#.#.", ".#.#.#"],
        ["####", "#..#", "#.#.", "####"],
        ["##..##", "#.##.#", "##..##"],
        ["######", "#....#", "#.##.#", "#....#", "######"],
    ],
)
def test_ground_that_meets_itself_at_a_corner_makes_sound_areas(held: list[str]) -> None:
    cells = make_grid(8, 6)
    inside = np.zeros((8, 6), dtype=bool)
    for y, line in enumerate(held):
        for x, sign in enumerate(line):
            inside[x + 1, y] = sign == "#"
    holder = np.where(inside[column_of(cells), row_of(cells)], AA, BB)
    shapes = hold_areas(cells, make_holdings(cells, holder)).geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    whole = cell_polygons(cells)
    for actor, shape in zip((AA, BB), shapes, strict=True):
        assert shape.equals(shapely.union_all(whole[holder == actor]))


def test_an_island_in_a_pocket_may_have_a_pocket_of_its_own() -> None:
    cells = make_grid(9, 9)
    ring = np.maximum(np.abs(column_of(cells) - 4), np.abs(row_of(cells) - 4))
    areas = hold_areas(cells, make_holdings(cells, ring % 2)).geometry
    assert shapely.is_valid(areas.to_numpy()).all()
    assert shapely.get_num_geometries(areas.to_numpy()).tolist() == [3, 2]
    assert areas.area.sum() == pytest.approx(0.81)


def test_fighting_for_a_place_of_which_nobody_is_named_names_nobody(cells: Cells) -> None:
    fought = make_holdings(
        cells,
        np.zeros(len(cells)),
        state=ControlState.CONTESTED,
        corroboration=Corroboration.NONE,
    )
    assert hold_areas(cells, fought)["actor"].tolist() == [""]


def test_the_days_are_those_of_the_words_in_the_area(cells: Cells, column: Numbers) -> None:
    said_on = np.where(column == 0, 0, date(2025, 3, 1).toordinal() + column)
    holdings = make_holdings(cells, np.where(column < 6, AA, BB), said_on=said_on)
    days = hold_areas(cells, holdings)[["said_first", "said_last"]]
    assert days.to_numpy().tolist() == [
        ["2025-03-02", "2025-03-06"],
        ["2025-03-07", "2025-03-08"],
    ]
    undated = hold_areas(cells, make_holdings(cells, np.zeros(len(cells)), said_on=0))
    assert undated[["said_first", "said_last"]].to_numpy().tolist() == [["", ""]]


def test_a_region_without_settlements_is_ground_but_no_settlement() -> None:
    regions = make_regions(12)
    sites = scatter(regions, 200)
    cells = cut_cells(sites[sites["region"] != "region-3"], regions)
    areas = hold_areas(cells, make_holdings(cells, np.zeros(len(cells))))
    assert areas.loc[0, "settlements"] == len(cells) - 1
    assert areas.loc[0, "area_km2"] == pytest.approx(cells.area_km2.sum())


def test_the_cells_of_an_area_are_told(cells: Cells, column: Numbers, row: Numbers) -> None:
    holdings = make_holdings(cells, np.where(column + row < 6, AA, BB))
    areas = hold_areas(cells, holdings)
    area = area_of_cells(cells, holdings)
    spots = shapely.points(cells.lon_lat)
    for number, shape in enumerate(areas.geometry):
        assert (shapely.contains(shape, spots) == (area == number)).all()


def test_a_difference_has_three_parts(cells: Cells, column: Numbers) -> None:
    one = cells, make_holdings(cells, np.where(column < 6, AA, BB))
    other = cells, make_holdings(cells, np.where(np.isin(column, range(1, 7)), AA, BB))
    told = difference(one, other, actor="AA")
    parts = told.parts
    assert list(parts.columns) == [
        *("part", "actor", "area_km2", "settlements", "place_ids", "geometry")
    ]
    assert parts["part"].tolist() == ["one only", "other only", "both"]
    assert set(parts["actor"]) == {"AA"}
    assert parts["settlements"].tolist() == [6, 6, 30]
    km2 = [cells.area_km2[chosen].sum() for chosen in (column == 0, column == 6)]
    assert parts["area_km2"].tolist()[:2] == pytest.approx(km2)
    assert parts["place_ids"][0] == tuple(f"0-{n}" for n in range(6))
    assert parts.geometry[0].equals(shapely.box(30, 50, 30.1, 50.6))
    assert told.warning == ""


def test_contested_ground_is_held_by_who_is_said_to_and_disputed_by_nobody(
    cells: Cells, column: Numbers
) -> None:
    holder = np.where(column < 6, AA, BB)
    one = cells, make_holdings(cells, holder)
    state = np.select([column == 0, column == 1], [CONTESTED, DISPUTED])
    other = cells, make_holdings(cells, holder, state=state)
    parts = difference(one, other, actor="AA").parts.set_index("part")
    assert parts.loc["one only", "place_ids"] == tuple(f"1-{n}" for n in range(6))
    assert parts.loc["both", "settlements"] == 30


def test_ground_held_for_being_recognised_only_counts_as_not_held_and_is_warned_of(
    cells: Cells, column: Numbers
) -> None:
    one = cells, make_holdings(cells, np.where(column < 6, AA, BB))
    silent = column >= 4
    other = (
        cells,
        make_holdings(
            cells,
            np.zeros(len(cells)),
            state=np.where(silent, UNKNOWN, HELD),
            basis=np.where(silent, RECOGNISED, PLACE),
        ),
    )
    told = difference(one, other, actor="AA")
    assert told.parts["part"].tolist() == ["one only", "both"]
    km2 = cells.area_km2[(column == 4) | (column == 5)].sum()
    assert told.warning == (
        f"Of {km2:,.0f} km² held by one account only, the other names no holder; "
        "it counts as not held there."
    )


def test_an_actor_of_whom_neither_speaks_holds_nothing(cells: Cells) -> None:
    one = cells, make_holdings(cells, np.zeros(len(cells)))
    told = difference(one, one, actor="CC")
    assert told.parts.empty
    assert told.warning == ""


def test_accounts_on_different_cuts_of_the_land_are_matched_by_place_with_a_warning(
    cells: Cells, column: Numbers
) -> None:
    narrower = make_grid(6, 6)
    one = cells, make_holdings(cells, np.zeros(len(cells)))
    other = narrower, make_holdings(narrower, np.zeros(len(narrower)))
    told = difference(one, other, actor="AA")
    assert told.parts["part"].tolist() == ["one only", "both"]
    assert told.parts["settlements"].tolist() == [12, 36]
    assert "different cuts of the land" in told.warning
    assert f"12 of 48 cells ({cells.area_km2[column > 5].sum():,.0f} km²) are missing" in (
        told.warning
    )
    assert "held by one account only, the other names no holder" in told.warning
    assert "; 12 of the other's are left out." in difference(other, one, actor="AA").warning


def test_regions_that_touch_have_no_gap_between_their_areas() -> None:
    regions = grid_regions(8, 6)
    sites = scatter(regions, 40)
    cells = cut_cells(sites, regions)
    areas = hold_areas(cells, make_holdings(cells, np.arange(len(cells)) % 2))
    assert shapely.coverage_is_valid(areas.geometry.to_numpy())
    assert shapely.union_all(areas.geometry.to_numpy()).equals(shapely.box(30, 50, 30.8, 50.6))
