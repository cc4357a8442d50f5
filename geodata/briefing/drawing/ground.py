"""The base of a map: sea, land, waters, regions and borders, muted, cut to the view."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path
from numpy.typing import NDArray

from geodata.briefing.drawing.projection import View, rings
from geodata.briefing.drawing.surface import Points, Surface
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


@dataclass(frozen=True, eq=False)
class _Placed:
    """What a view shows of the base, in points on the page."""

    view: View
    layers: _Layers

    @cached_property
    def land(self) -> list[Path]:
        return [to_path(shape) for shape in self.view.shapes(self.layers.land)]

    @cached_property
    def lakes(self) -> list[Path]:
        return [to_path(shape) for shape in self.view.shapes(self.layers.lakes)]

    @cached_property
    def rivers(self) -> list[Points]:
        return rings(self.view.shapes(self.layers.rivers))

    @cached_property
    def regions(self) -> list[Points]:
        return rings(self.view.shapes(self.layers.regions))

    @cached_property
    def borders(self) -> Mapping[str, list[Points]]:
        return {dash: rings(self.view.shapes(self.layers.borders[dash])) for dash in DASHES}


@lru_cache(maxsize=8)
def _placed(view: View, base: Base) -> _Placed:
    """Kept as `_simplified`: sheets that follow one another mostly show the same ground."""
    return _Placed(view, _layers(view, base))


def draw_ground(surface: Surface, view: View, base: Base, *, coarse: bool = False) -> None:
    """Draw sea, land, rivers, lakes and the outlines of regions; `coarse` = sea and land only."""
    frame, placed = view.frame, _placed(view, base)
    surface.rectangle(frame, order=0, facecolor=SEA)
    # A stroke of its own colour closes the seam between the fine and the coarse part.
    surface.paths(placed.land, order=1, inside=frame, facecolor=LAND, edgecolor=LAND, linewidth=0.3)
    if coarse:
        return
    thin = 0.5 if view.metres_per_point > _FAR else 0.9
    surface.strokes(placed.rivers, order=2, inside=frame, edgecolor=RIVER, linewidth=thin)
    surface.paths(
        placed.lakes, order=3, inside=frame, facecolor=SEA, edgecolor=RIVER, linewidth=0.3
    )
    if view.metres_per_point < _WIDE:
        surface.strokes(placed.regions, order=4, inside=frame, edgecolor=REGION, linewidth=0.6)


def draw_borders(surface: Surface, view: View, base: Base, *, width: float = 1.0) -> None:
    """Draw borders above the areas: where states meet must stay legible."""
    for dash, lines in _placed(view, base).borders.items():
        surface.strokes(
            lines, order=24, inside=view.frame, edgecolor=BORDER, linewidth=width,
            linestyle=DASHES[dash],
        )  # fmt: skip
