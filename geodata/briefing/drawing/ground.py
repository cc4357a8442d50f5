"""The base of a map: sea, land, waters, regions and borders, muted, cut to the view."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.briefing.drawing.projection import View, rings
from geodata.briefing.drawing.surface import Surface
from geodata.briefing.drawing.textures import DASHES, to_path
from geodata.briefing.sheet import Base

SEA, LAND, RIVER, REGION, BORDER = "#E3EAEE", "#FAF9F6", "#C3D2DC", "#DDDAD3", "#7E7B74"
_FAR, _WIDE = 4_000, 8_000
"""Metres a point: from where on rivers are thin, and regions are left out."""
_FINE = 0.06
"""Points: corners that stand out by less are not seen in print."""
_Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Layers:
    """The base, with the corners that count at a scale."""

    land: _Shapes
    lakes: _Shapes
    rivers: _Shapes
    regions: _Shapes
    """Their outlines."""
    borders: Mapping[str, _Shapes]
    """By dash."""


def _layers(view: View, base: Base) -> _Layers:
    """Simplify the base to the nearest power of two that is finer than a view shows."""
    return _simplified(base, int(np.floor(np.log2(_FINE * view.degrees_per_point))))


@lru_cache(maxsize=6)
def _simplified(base: Base, power: int) -> _Layers:
    """Kept for the scales of a map and of its inset, in each of the forms of a sheet."""
    dashes = base.borders["dash"].to_numpy()
    borders = base.borders.geometry.to_numpy()

    def simple(shapes: Any) -> _Shapes:
        found: _Shapes = shapely.simplify(np.asarray(shapes, dtype=object), 2.0**power)
        return found[~shapely.is_empty(found)]

    return _Layers(
        land=simple(base.land.geometry),
        lakes=simple(base.lakes.geometry),
        rivers=simple(base.rivers.geometry),
        regions=simple(base.regions.boundary),
        borders={dash: simple(borders[dashes == dash]) for dash in DASHES},
    )


def draw_ground(surface: Surface, view: View, base: Base, *, coarse: bool = False) -> None:
    """Draw sea, land, rivers, lakes and the outlines of regions; `coarse` = sea and land only."""
    frame, layers = view.frame, _layers(view, base)
    surface.rectangle(frame, order=0, facecolor=SEA)
    land = [to_path(shape) for shape in view.shapes(layers.land)]
    # A stroke of its own colour closes the seam between the fine and the coarse part.
    surface.paths(land, order=1, inside=frame, facecolor=LAND, edgecolor=LAND, linewidth=0.3)
    if coarse:
        return
    rivers = rings(view.shapes(layers.rivers))
    thin = 0.5 if view.metres_per_point > _FAR else 0.9
    surface.strokes(rivers, order=2, inside=frame, edgecolor=RIVER, linewidth=thin)
    lakes = [to_path(shape) for shape in view.shapes(layers.lakes)]
    surface.paths(lakes, order=3, inside=frame, facecolor=SEA, edgecolor=RIVER, linewidth=0.3)
    if view.metres_per_point < _WIDE:
        lines = rings(view.shapes(layers.regions))
        surface.strokes(lines, order=4, inside=frame, edgecolor=REGION, linewidth=0.6)


def draw_borders(surface: Surface, view: View, base: Base, *, width: float = 1.0) -> None:
    """Draw borders above the areas: where states meet must stay legible."""
    borders = _layers(view, base).borders
    for dash, pattern in DASHES.items():
        lines = rings(view.shapes(borders[dash]))
        surface.strokes(
            lines, order=24, inside=view.frame, edgecolor=BORDER, linewidth=width,
            linestyle=pattern,
        )  # fmt: skip
