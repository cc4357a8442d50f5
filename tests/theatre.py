"""A theatre that never was: irregular regions, settlements scattered in them, who holds what."""

from collections.abc import Sequence

import geopandas
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata.frontline import Cells, cut_cells
from geodata.holdings import BASES, CORROBORATIONS, NOBODY, STATES, Basis, Holdings
from geodata.model import ControlState, Corroboration

WEST, SOUTH, EAST, NORTH = 28.0, 46.0, 40.0, 53.0
CRS = "EPSG:4326"


def make_regions(count: int, seed: int = 1) -> geopandas.GeoDataFrame:
    """Regions with crooked borders and coast; the western half is of AA, the rest of BB."""
    rng = np.random.default_rng(seed)
    middles = rng.uniform((WEST, SOUTH), (EAST, NORTH), (count, 2))
    frame = shapely.box(WEST - 1, SOUTH - 1, EAST + 1, NORTH + 1)
    borders = shapely.voronoi_polygons(
        shapely.multipoints(middles), extend_to=frame, only_edges=True
    )
    coast = shapely.box(WEST, SOUTH, EAST, NORTH).boundary
    lines = shapely.get_parts(shapely.union_all([borders, coast]))
    crooked = [_crooked(line, rng) for line in lines]
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(crooked))))
    land = faces[shapely.within(shapely.point_on_surface(faces), coast.envelope.buffer(0.1))]
    west = shapely.get_x(shapely.centroid(land)) < (WEST + EAST) / 2
    ids = [f"region-{number}" for number in range(len(land))]
    countries = np.where(west, "AA", "BB")
    return geopandas.GeoDataFrame(
        {"place_id": ids, "country_code": countries}, geometry=land, crs=CRS
    )


def _crooked(line: shapely.LineString, rng: np.random.Generator) -> shapely.LineString:
    """The line with its ends where they were, and bays and capes between."""
    points = shapely.get_coordinates(shapely.segmentize(line, 0.08))
    along = np.linspace(0, 1, len(points))
    swing = sum(rng.normal(0, 0.05 / wave) * np.sin(np.pi * wave * along) for wave in range(1, 9))
    normal = (points[-1] - points[0])[::-1] * (1, -1)
    normal /= np.hypot(*normal) or 1.0
    return shapely.LineString(points + np.outer(swing, normal))


def scatter(regions: geopandas.GeoDataFrame, count: int, seed: int = 2) -> pd.DataFrame:
    """Settlements: place_id, lon, lat, district, region, country."""
    rng = np.random.default_rng(seed)
    west, south, east, north = regions.total_bounds
    points = rng.uniform((west, south), (east, north), (count * 2, 2))
    tree = shapely.STRtree(shapely.points(points))
    region, point = tree.query(regions.geometry.to_numpy(), predicate="contains")
    chosen = rng.permutation(len(point))[:count]
    region, points = region[chosen], points[point[chosen]]
    ids = regions["place_id"].to_numpy()[region]
    return pd.DataFrame(
        {
            "place_id": [f"place-{number}" for number in range(len(points))],
            "lon": points[:, 0],
            "lat": points[:, 1],
            "district": [
                f"{one} {'north' if lat > 49 else 'south'}"
                for one, lat in zip(ids, points[:, 1], strict=True)
            ],
            "region": ids,
            "country": regions["country_code"].to_numpy()[region],
        }
    )


def make_holdings(
    cells: Cells,
    holder: Sequence[int] | NDArray[np.integer],
    *,
    actors: tuple[str, ...] = ("AA", "BB"),
    state: object = ControlState.HELD,
    contender: object = NOBODY,
    corroboration: object = Corroboration.AGREED,
    basis: object = Basis.PLACE,
    said_on: object = 739_000,
) -> Holdings:
    """Holdings of all cells; a column is one value for all, or numbers one by one."""

    def column(value: object, known: Sequence[object] = ()) -> NDArray[np.int16]:
        number = known.index(value) if isinstance(value, str) else value
        return np.broadcast_to(np.asarray(number), len(cells)).astype(np.int16)

    return Holdings(
        place_ids=cells.place_ids,
        actors=actors,
        holder=np.asarray(holder).astype(np.int16),
        contender=column(contender),
        state=column(state, STATES),
        corroboration=column(corroboration, CORROBORATIONS),
        basis=column(basis, BASES),
        said_on=np.broadcast_to(np.asarray(said_on), len(cells)).astype(np.int32),
    )


def make_grid(columns: int, rows: int, step: float = 0.1) -> Cells:
    """Square cells of settlements `x-y`, counted from the south-west, 30 E 50 N.

    The western half of the columns is region `west` of AA, the rest region `east` of BB.
    """
    regions = grid_regions(columns, rows, step)
    east, north = np.meshgrid(np.arange(columns), np.arange(rows), indexing="ij")
    x, y = east.ravel(), north.ravel()
    side = np.where(x < columns // 2, 0, 1)
    sites = pd.DataFrame(
        {
            "place_id": [f"{a}-{b}" for a, b in zip(x, y, strict=True)],
            "lon": 30 + (x + 0.5) * step,
            "lat": 50 + (y + 0.5) * step,
            "district": "",
            "region": np.array(["west", "east"])[side],
            "country": np.array(["AA", "BB"])[side],
        }
    )
    return cut_cells(sites, regions)


def grid_regions(columns: int, rows: int, step: float = 0.1) -> geopandas.GeoDataFrame:
    """The two boxes of `make_grid`."""
    west, middle, east = 30.0, 30 + columns // 2 * step, 30 + columns * step
    north = 50 + rows * step
    return geopandas.GeoDataFrame(
        {"place_id": ["west", "east"], "country_code": ["AA", "BB"]},
        geometry=[shapely.box(west, 50, middle, north), shapely.box(middle, 50, east, north)],
        crs=CRS,
    )


def column_of(cells: Cells) -> NDArray[np.int64]:
    """In which column of a grid each cell stands."""
    return np.array([int(place_id.split("-")[0]) for place_id in cells.place_ids])


def row_of(cells: Cells) -> NDArray[np.int64]:
    """In which row of a grid each cell stands."""
    return np.array([int(place_id.split("-")[1]) for place_id in cells.place_ids])
