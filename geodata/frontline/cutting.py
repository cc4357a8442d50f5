"""Cutting: land and settlements -> cells, clean also across the borders of regions and countries.

Within a region a point belongs to the nearest of the region's settlements. Nearest is judged on
the Mercator plane, which is conformal: true to 0.3 % between neighbours 10 km apart at 60° north.
All bisectors, clipped to their regions, and all outlines are noded together on a grid of 1e-6
degrees and polygonised, so neighbours share every vertex.
"""

from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.frontline.cells import (
    OUTSIDE,
    SITE_COLUMNS,
    Cells,
    Floats,
    Numbers,
    Shapes,
    as_points,
    grid_codes,
    grid_points,
    mask_of,
)
from geodata.frontline.chains import join_links, spread
from geodata.frontline.measures import area_left_of, from_mercator, line_km, mercator

GAP = 0.05
"""Degrees; narrower slivers between regions go to their neighbours, so that no line breaks there.
Outlines of two countries may have been simplified apart."""
_GRID = 1e-6
_TWINS = 5
"""Decimals of a degree (1 m): sites that are equal to so many have one cell between them."""
_LONG = 0.2
"""Degrees; longer bisectors are bent as the projection bends them."""


class _Edges(NamedTuple):
    """Pieces of ridge between two nodes; `left` lies to the left from tail to head."""

    tail: Numbers
    head: Numbers
    left: Numbers
    right: Numbers
    nodes: Numbers
    """Grid codes."""


def cut_cells(sites: pd.DataFrame, regions: geopandas.GeoDataFrame) -> Cells:
    """Give each settlement the ground that is nearer to it than to any other of its region.

    Args:
        sites: place_id, lon, lat, district, region (place_id of its region), country; a row each.
            Of sites at one point the first has the cell. A site outside its own region has what
            is nearest to it inside, if anything is; one of no known region has no cell.
        regions: place_id, country_code, geometry: polygons, EPSG:4326. Where two overlap the one
            with the longer common border has the ground; slivers between them are closed.

    Returns: the cells in the order of `sites`, then the regions without any.
    """
    shapes = regions.geometry.to_numpy()
    # types-shapely doesn't know shapely 2.2 yet.
    land = np.asarray(shapely.coverage_clean(shapes, gap_width=GAP))  # type: ignore[attr-defined]
    points = np.round(sites[["lon", "lat"]].to_numpy(float), _TWINS)
    region_of = pd.Index(regions["place_id"]).get_indexer(pd.Index(sites["region"]))
    twin = pd.DataFrame(points).duplicated().to_numpy()
    region_of = np.where(twin, OUTSIDE, region_of)
    plane = mercator(sites[["lon", "lat"]].to_numpy(float))
    bisectors = [
        _bisectors(plane[region_of == number], shape)
        for number, shape in enumerate(land)
        if np.count_nonzero(region_of == number) > 1
    ]
    lines = [*bisectors, shapely.boundary(land)]
    noded = shapely.union_all(np.concatenate(lines), grid_size=_GRID)
    faces = shapely.get_parts(shapely.polygonize([noded]))
    owner = _owners(faces, land, plane, region_of)
    owners, cell = np.unique(owner[owner != OUTSIDE], return_inverse=True)
    edges = _edges(faces[owner != OUTSIDE], cell)
    return _assemble(sites, regions, land, owners, edges)


def _bisectors(plane: Floats, region: BaseGeometry) -> Shapes:
    """The Voronoi edges of a region's sites, in degrees, as far as they lie within it."""
    west, south, east, north = region.bounds
    frame = shapely.box(*mercator(np.array([[west, south], [east, north]])).ravel())
    # GEOS is four times faster at the polygons than at their edges.
    polygons = shapely.voronoi_polygons(shapely.multipoints(plane), extend_to=frame)
    vertices, polygon = shapely.get_coordinates(shapely.get_parts(polygons), return_index=True)
    inner = polygon[1:] == polygon[:-1]
    ends = np.stack([vertices[:-1][inner], vertices[1:][inner]], axis=1)
    backwards = (ends[:, 0] > ends[:, 1])[:, 0] | (
        (ends[:, 0, 0] == ends[:, 1, 0]) & (ends[:, 0, 1] > ends[:, 1, 1])
    )
    ends[backwards] = ends[backwards, ::-1]
    once = np.unique(ends.reshape(-1, 4), axis=0).reshape(-1, 2)
    straight = shapely.linestrings(once.reshape(-1, 2, 2))
    lines = shapely.transform(shapely.segmentize(straight, np.radians(_LONG)), from_mercator)
    shapely.prepare(region)
    within = shapely.covers(region, lines)
    clipped = shapely.intersection(shapely.multilinestrings(lines[~within]), region)
    return np.asarray([*lines[within], clipped], dtype=np.object_)


def _owners(faces: Shapes, land: Shapes, plane: Floats, region_of: Numbers) -> Numbers:
    """Whose each face is: row of its site, or rows + number of a region without any."""
    inside = shapely.point_on_surface(faces)
    owner = np.full(len(faces), OUTSIDE, dtype=np.int64)
    regions, found = shapely.STRtree(inside).query(land, predicate="contains")
    spots = as_points(mercator(shapely.get_coordinates(inside)))
    for number in range(len(land)):
        rows = np.flatnonzero(region_of == number)
        own = found[regions == number]
        if len(rows):
            nearest = shapely.STRtree(as_points(plane[rows])).nearest(spots[own])
            owner[own] = rows[nearest]
        else:
            owner[own] = len(region_of) + number
    return owner


def _edges(faces: Shapes, cell: Numbers) -> _Edges:
    """What lies between two cells, or a cell and the outside: the lower cell to the left."""
    rings, face = shapely.get_rings(shapely.orient_polygons(faces), return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    nodes, number = np.unique(grid_codes(points), return_inverse=True)
    along = ring[1:] == ring[:-1]
    start, end = number[:-1][along], number[1:][along]
    to_left = cell[face[ring[:-1][along]]]
    low, high = np.minimum(start, end), np.maximum(start, end)
    codes, edge = np.unique(low * len(nodes) + high, return_inverse=True)
    forward = start < end
    sides = np.full((2, len(codes)), OUTSIDE, dtype=np.int64)
    sides[0, edge[forward]] = to_left[forward]
    sides[1, edge[~forward]] = to_left[~forward]
    between = sides[0] != sides[1]
    sides = sides[:, between]
    start, end = codes[between] // len(nodes), codes[between] % len(nodes)
    turned = (sides[0] == OUTSIDE) | ((sides[1] != OUTSIDE) & (sides[0] > sides[1]))
    return _Edges(
        np.where(turned, end, start),
        np.where(turned, start, end),
        np.where(turned, sides[1], sides[0]),
        np.where(turned, sides[0], sides[1]),
        nodes,
    )


def _assemble(
    sites: pd.DataFrame,
    regions: geopandas.GeoDataFrame,
    land: Shapes,
    owners: Numbers,
    edges: _Edges,
) -> Cells:
    """Columns of the cells, edges joined to ridges, and what both measure."""
    chains = join_links(edges.tail, edges.head, np.zeros_like(edges.tail))
    counts = np.diff(chains.starts, append=len(chains.order))
    offsets = np.append(0, np.cumsum(counts + 1))
    walked = np.empty(offsets[-1], dtype=np.int64)
    walked[spread(offsets[:-1], counts)] = edges.tail[chains.order]
    walked[offsets[1:] - 1] = edges.head[chains.order[chains.starts + counts - 1]]
    vertices = grid_points(edges.nodes[walked])
    first = chains.order[chains.starts]
    left, right = edges.left[first], edges.right[first]
    area = area_left_of(vertices, offsets)
    inland = right != OUTSIDE
    area_km2 = np.bincount(left, area, len(owners))
    area_km2 -= np.bincount(right[inland], area[inland], len(owners))
    owned = pd.concat([sites[[*SITE_COLUMNS]], _whole_regions(regions, land)]).iloc[owners]
    return Cells(
        place_ids=tuple(owned["place_id"].tolist()),
        districts=tuple(owned["district"].tolist()),
        regions=tuple(owned["region"].tolist()),
        countries=tuple(owned["country"].tolist()),
        lon=owned["lon"].to_numpy(float),
        lat=owned["lat"].to_numpy(float),
        area_km2=np.asarray(area_km2, dtype=np.float64),
        left=left.astype(np.int32),
        right=right.astype(np.int32),
        vertices=vertices,
        offsets=offsets,
        ridge_km=line_km(vertices, offsets),
        mask=mask_of(sites, regions),
    )


def _whole_regions(regions: geopandas.GeoDataFrame, land: Shapes) -> pd.DataFrame:
    """Regions as if each had one site."""
    inside = shapely.point_on_surface(land)
    ids = regions["place_id"].to_numpy()
    columns = (
        ids,
        shapely.get_x(inside),
        shapely.get_y(inside),
        "",
        ids,
        regions["country_code"].to_numpy(),
    )
    return pd.DataFrame(dict(zip(SITE_COLUMNS, columns, strict=True)))
