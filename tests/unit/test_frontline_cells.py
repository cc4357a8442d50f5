"""Land cut into cells: whose ground is whose, and the ridges between."""

import dataclasses
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod

from geodata.frontline import (
    OUTSIDE,
    Cells,
    cell_at,
    cell_polygons,
    cut_cells,
    load_cells,
    mask_of,
    save_cells,
)
from geodata.frontline.measures import sphere_km
from tests.theatre import CRS, grid_regions, make_grid, make_regions, scatter

EARTH = Geod(ellps="WGS84")
COLUMNS = ["place_id", "lon", "lat", "district", "region", "country"]


@pytest.fixture(scope="module")
def regions() -> geopandas.GeoDataFrame:
    return make_regions(12)


@pytest.fixture(scope="module")
def sites(regions: geopandas.GeoDataFrame) -> pd.DataFrame:
    return scatter(regions, 800)


@pytest.fixture(scope="module")
def cells(sites: pd.DataFrame, regions: geopandas.GeoDataFrame) -> Cells:
    return cut_cells(sites, regions)


def sites_at(*rows: tuple[str, float, float, str]) -> pd.DataFrame:
    whole = [(place, lon, lat, "", region, region.upper()) for place, lon, lat, region in rows]
    return pd.DataFrame(whole, columns=COLUMNS)


def regions_of(**shapes: shapely.Geometry) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(
        {"place_id": list(shapes), "country_code": [one.upper() for one in shapes]},
        geometry=list(shapes.values()),
        crs=CRS,
    )


def ground(cells: Cells, place_id: str) -> shapely.Geometry:
    return cell_polygons(cells)[cells.place_ids.index(place_id)]


def test_cells_stand_in_the_order_of_the_sites(cells: Cells, sites: pd.DataFrame) -> None:
    assert cells.place_ids == tuple(sites["place_id"])
    assert cells.districts == tuple(sites["district"])
    assert cells.regions == tuple(sites["region"])
    assert cells.countries == tuple(sites["country"])
    assert cells.lon_lat.tolist() == sites[["lon", "lat"]].to_numpy().tolist()
    assert cells.is_settlement.all()


def test_a_point_lies_in_the_cell_of_the_nearest_settlement_of_its_region(
    cells: Cells, regions: geopandas.GeoDataFrame
) -> None:
    spots = scatter(regions, 2_000, seed=9)
    points = spots[["lon", "lat"]].to_numpy()
    away = sphere_km(points[:, None], cells.lon_lat[None])
    elsewhere = spots["region"].to_numpy()[:, None] != np.array(cells.regions)[None]
    away[elsewhere] = np.inf
    cell, spot = shapely.STRtree(shapely.points(points)).query(
        cell_polygons(cells), predicate="contains"
    )
    assert len(spot) == len(points)
    assert (away[spot, cell] <= away[spot].min(axis=1) * 1.01).all()


def test_a_cell_is_found_by_any_point_in_it(cells: Cells, regions: geopandas.GeoDataFrame) -> None:
    spots = scatter(regions, 60, seed=4)[["lon", "lat"]].to_numpy()
    cell, spot = shapely.STRtree(shapely.points(spots)).query(
        cell_polygons(cells), predicate="contains"
    )
    found = {number: cell_at(cells, *spots[number]) for number in range(len(spots))}
    assert found == dict(zip(spot.tolist(), cell.tolist(), strict=True))
    assert cell_at(cells, -100, 40) is None


def test_a_cell_never_leaves_its_region(cells: Cells, regions: geopandas.GeoDataFrame) -> None:
    outlines = dict(zip(regions["place_id"], regions.geometry, strict=True))
    own = np.array([outlines[region] for region in cells.regions])
    outside = shapely.area(shapely.difference(cell_polygons(cells), own))
    assert outside.max() < 1e-5  # the grid is 1e-6 degrees wide


def test_cells_cover_the_land_without_gap_or_overlap_also_across_borders(
    cells: Cells, regions: geopandas.GeoDataFrame
) -> None:
    polygons = cell_polygons(cells)
    assert shapely.coverage_is_valid(polygons)
    land = shapely.union_all(regions.geometry.to_numpy())
    whole = shapely.coverage_union_all(polygons)
    assert whole.symmetric_difference(land).area < 1e-4
    assert sum(len(part.interiors) for part in shapely.get_parts(whole)) == 0


def test_areas_are_those_of_pyproj(cells: Cells) -> None:
    known = [EARTH.geometry_area_perimeter(one)[0] / 1e6 for one in cell_polygons(cells)]
    assert cells.area_km2 == pytest.approx(np.abs(known), rel=1e-5)


def test_areas_are_those_of_pyproj_for_wide_cells_far_north() -> None:
    far = regions_of(a=shapely.box(60, 66, 70, 72))
    cells = cut_cells(sites_at(("one", 62, 67, "a"), ("two", 69, 71, "a")), far)
    known = [EARTH.geometry_area_perimeter(one)[0] / 1e6 for one in cell_polygons(cells)]
    assert cells.area_km2 == pytest.approx(np.abs(known), rel=1e-4)


def test_ridges_are_as_long_as_pyproj_says(cells: Cells) -> None:
    known = [EARTH.geometry_length(ridge) / 1000 for ridge in cells.ridges[:300]]
    assert cells.ridge_km[:300] == pytest.approx(known, rel=1e-9)


def test_the_left_cell_lies_to_the_left_of_its_ridge(cells: Cells) -> None:
    start, end = cells.vertices[cells.offsets[:-1]], cells.vertices[cells.offsets[:-1] + 1]
    ahead = end - start
    aside = ahead[:, ::-1] * (-1, 1) / np.hypot(*ahead.T)[:, None] * 2e-6
    middle = (start + end) / 2
    long = np.hypot(*ahead.T) > 1e-3
    polygons = cell_polygons(cells)
    assert long.sum() > 1_000
    for offset, side in ((aside, cells.left), (-aside, cells.right)):
        land = long & (side != OUTSIDE)
        spots = shapely.points((middle + offset)[land])
        assert shapely.contains(polygons[side[land]], spots).all()


def test_a_ridge_goes_on_as_long_as_both_its_cells_do(cells: Cells) -> None:
    pair = np.stack([cells.left, cells.right], axis=1)
    first, last = cells.ridge_ends
    assert (pair[:, 0] != pair[:, 1]).all()
    ends = np.concatenate([first, last])
    meeting = np.bincount(ends)
    closed = first == last
    assert (meeting[first[~closed]] >= 3).all()


def test_a_grid_has_one_ridge_per_side_of_a_square() -> None:
    cells = make_grid(4, 3)
    assert len(cells) == 12
    assert np.count_nonzero(cells.right != OUTSIDE) == 3 * 3 + 4 * 2


def test_a_region_without_any_settlement_is_one_cell_under_its_own_id() -> None:
    cells = cut_cells(sites_at(("town", 30.2, 50.2, "west")), grid_regions(4, 3))
    assert cells.place_ids == ("town", "east")
    assert cells.regions == ("west", "east")
    assert cells.countries == ("WEST", "BB")
    assert cells.is_settlement.tolist() == [True, False]
    assert ground(cells, "east").equals(shapely.box(30.2, 50, 30.4, 50.3))
    assert ground(cells, "east").contains(shapely.Point(cells.lon[1], cells.lat[1]))


def test_of_two_settlements_at_one_point_the_first_has_the_cell() -> None:
    points = [(30.05 + n / 100, 50.05 + n / 50) for n in range(12)]
    towns = [(f"town-{n}", *point, "west") for n, point in enumerate(points)]
    suburbs = [(f"suburb-{n}", *point, "west") for n, point in enumerate(points)]
    cells = cut_cells(sites_at(*towns, *suburbs), grid_regions(10, 3))
    assert cells.place_ids == (*(f"town-{n}" for n in range(12)), "east")


def test_a_settlement_outside_its_region_has_what_is_nearest_to_it_inside() -> None:
    rows = [("inside", 30.02, 50.15, "west"), ("astray", 30.25, 50.15, "west")]
    cells = cut_cells(sites_at(*rows), grid_regions(4, 3))
    astray = ground(cells, "astray")
    assert astray.area > 0
    assert shapely.box(30, 50, 30.2, 50.3).buffer(1e-6).contains(astray)


def test_a_settlement_of_no_known_region_has_no_cell() -> None:
    rows = [("town", 30.1, 50.1, "west"), ("abroad", 30.15, 50.15, "elsewhere")]
    assert cut_cells(sites_at(*rows), grid_regions(4, 3)).place_ids == ("town", "east")


def test_a_cell_may_lie_on_several_islands() -> None:
    islands = shapely.union_all([shapely.box(30, 50, 31, 51), shapely.box(32, 50, 33, 51)])
    cells = cut_cells(sites_at(("town", 30.5, 50.5, "a")), regions_of(a=islands))
    assert shapely.get_num_geometries(ground(cells, "town")) == 2
    assert cells.area_km2[0] == pytest.approx(2 * 7_890, rel=0.01)


def bent(lon: float, by: float) -> list[tuple[float, float]]:
    """A border from south to north that another one, bent otherwise, meets at its ends only."""
    return [(lon, 50), (lon + by, 50.5), (lon - by, 51), (lon + by, 51.5), (lon, 52)]


def test_slivers_and_overlaps_between_regions_are_closed_so_that_no_line_breaks_there() -> None:
    west = shapely.Polygon([(30, 50), *bent(31, 0.02), (30, 52)])
    east = shapely.Polygon([*bent(31, -0.02), (32, 52), (32, 50)])
    assert east.intersection(west).area > 0.005
    assert 4 - east.union(west).area > 0.005
    rows = [(f"{side}{n}", lon, 50.25 + n / 2, side) for n in range(4) for side, lon in SIDES]
    cells = cut_cells(sites_at(*rows), regions_of(a=west, b=east))
    whole = shapely.coverage_union_all(cell_polygons(cells))
    assert whole.equals(shapely.box(30, 50, 32, 52))
    between = np.array(cells.regions)[cells.left] != np.array(cells.regions)[cells.right]
    between &= cells.right != OUTSIDE
    border = shapely.line_merge(shapely.union_all(cells.ridges[between]))
    assert border.geom_type == "LineString"
    assert border.bounds[1::2] == (50, 52)


SIDES = (("a", 30.5), ("b", 31.5))


def test_a_lake_stays_a_lake() -> None:
    lake = shapely.box(30.4, 50.4, 30.6, 50.6)
    shore = shapely.box(30, 50, 31, 51).difference(lake)
    cells = cut_cells(sites_at(("town", 30.1, 50.1, "a")), regions_of(a=shore))
    assert ground(cells, "town").equals(shore)
    assert set(cells.right) == {OUTSIDE}


def test_nothing_is_cut_into_nothing() -> None:
    assert len(cut_cells(sites_at(), grid_regions(4, 3)[:0])) == 0


def test_the_same_land_and_sites_have_the_same_mask(
    cells: Cells, sites: pd.DataFrame, regions: geopandas.GeoDataFrame
) -> None:
    assert cells.mask == mask_of(sites.copy(), regions.copy())
    moved = sites.assign(lon=sites["lon"] + np.where(sites.index == 7, 1e-9, 0))
    assert mask_of(moved, regions) != cells.mask
    assert mask_of(sites[1:], regions) != cells.mask
    assert mask_of(sites, regions[1:]) != cells.mask
    smaller = regions.set_geometry(shapely.buffer(regions.geometry.to_numpy(), -1e-6))
    assert mask_of(sites, smaller) != cells.mask


def test_cells_read_from_a_file_are_those_that_were_kept(cells: Cells, tmp_path: Path) -> None:
    save_cells(cells, tmp_path / "kept")
    read = load_cells(tmp_path / "kept")
    assert read is not None
    for field in dataclasses.fields(Cells):
        kept, found = getattr(cells, field.name), getattr(read, field.name)
        assert type(kept) is type(found), field.name
        assert np.array_equal(kept, found), field.name
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]
    assert "vertices" in np.load(tmp_path / "kept", allow_pickle=False)


def test_a_missing_file_is_no_cells(tmp_path: Path) -> None:
    assert load_cells(tmp_path / "none") is None


@pytest.mark.parametrize("at", [0, 40, 500, -100, -1])
def test_a_damaged_file_counts_as_none(tmp_path: Path, at: int) -> None:
    path = tmp_path / "kept"
    save_cells(make_grid(4, 3), path)
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    assert load_cells(path) is None


@pytest.mark.parametrize("size", [0, 10, 32, 700])
def test_half_a_file_counts_as_none(tmp_path: Path, size: int) -> None:
    path = tmp_path / "kept"
    save_cells(make_grid(4, 3), path)
    path.write_bytes(path.read_bytes()[:size])
    assert load_cells(path) is None


def test_a_file_that_cant_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.mkdir()
    with pytest.raises(OSError, match="kept"):
        save_cells(make_grid(4, 3), path)
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]
