"""6  Control -> the ground each side is said to hold, and the line between.

The land is cut into cells once (`cut_cells`); each cell has the state of its settlement
(`geodata.holdings.Holdings`, one row per cell). A line or an area is then a choice among the
ridges between cells, so its cost doesn't grow with the length of the history.
"""

from geodata.frontline.along import cells_along
from geodata.frontline.areas import area_of_cells, hold_areas
from geodata.frontline.cells import OUTSIDE, Cells, mask_of
from geodata.frontline.cutting import cut_cells
from geodata.frontline.differences import PARTS, Difference, difference
from geodata.frontline.edges import DISPUTED_GROUND
from geodata.frontline.keeping import load_cells, save_cells
from geodata.frontline.lines import EDGE, FRONT, GUESS_KM, LEAST_PLACES, FrontLine, draw_front
from geodata.frontline.patches import cell_at, cell_polygons
from geodata.frontline.series import holding_series

__all__ = [
    "DISPUTED_GROUND",
    "EDGE",
    "FRONT",
    "GUESS_KM",
    "LEAST_PLACES",
    "OUTSIDE",
    "PARTS",
    "Cells",
    "Difference",
    "FrontLine",
    "area_of_cells",
    "cell_at",
    "cell_polygons",
    "cells_along",
    "cut_cells",
    "difference",
    "draw_front",
    "hold_areas",
    "holding_series",
    "load_cells",
    "mask_of",
    "save_cells",
]
