"""Along a line: the cells on either side of it, whose settlements' claims it rests on."""

from collections.abc import Sequence

import geopandas
import numpy as np
import shapely

from geodata.frontline.cells import Cells, Numbers
from geodata.frontline.edges import find_edges
from geodata.frontline.ground import ground_of
from geodata.holdings import Holdings


def cells_along(
    cells: Cells, holdings: Holdings, lines: geopandas.GeoDataFrame
) -> Sequence[Numbers]:
    """Find for each row of `FrontLine.lines` the cells that it runs between.

    A ridge belongs to the line nearest to its middle: smoothing moves a line by less than a cell.
    """
    if lines.empty:
        return []
    ridge = find_edges(cells, holdings, ground_of(cells, holdings)).ridge
    middles = shapely.line_interpolate_point(cells.ridges[ridge], 0.5, normalized=True)
    nearest = shapely.STRtree(np.asarray(lines.geometry)).nearest(middles)
    return [
        np.unique(np.concatenate([cells.left[own], cells.right[own]]))
        for own in (ridge[nearest == number] for number in range(len(lines)))
    ]
