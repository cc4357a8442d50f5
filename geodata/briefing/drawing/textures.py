"""Textures of areas: lines and dots cut to the shape, so that they print sharp in any viewer."""

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from geodata.briefing.drawing.projection import rings
from geodata.briefing.drawing.surface import HALO, Look, Points, Sign, Surface
from geodata.briefing.drawing.symbols import outline
from geodata.portrayal import Style

_STEPS = {"hatch": 5.2, "cross": 6.4, "dots": 4.6, "upright": 5.2, "level": 5.2, "sparse": 22.0}
"""Points from line to line."""
_SIDES = (slice(None, -1), slice(1, None))
"""Of a ring: where each side begins, and where it ends."""
DASHES: dict[str, Any] = {"solid": "solid", "dashed": (0, (5, 2.8)), "dotted": (0, (1, 2.6))}


def to_path(shape: Any) -> Path:
    """Turn a polygon of points into one path with its holes."""
    parts = shapely.get_parts(shapely.get_parts(shapely.orient_polygons(shape)))
    found = shapely.get_rings(parts[shapely.get_dimensions(parts) == 2])
    corners, owner = shapely.get_coordinates(found, return_index=True)
    codes = np.full(len(corners), Path.LINETO, dtype=Path.code_type)
    changes = np.flatnonzero(np.diff(owner))
    if len(corners):
        codes[[0, *(changes + 1)]] = Path.MOVETO
        codes[[*changes, -1]] = Path.CLOSEPOLY
    return Path(corners, codes)


def tint(
    surface: Surface, shape: Any, style: Style, *, order: float, strength: float = 1.0
) -> None:
    """Lay a style's hue over an area; ground lies under the marks and is drawn weaker."""
    share = {"solid": 0.5, "none": 0.0, "sparse": 0.05}.get(style.texture, 0.13)
    surface.paths(
        [to_path(shape)], order=order, facecolor=style.colours[0], edgecolor="none",
        alpha=share * style.pale * strength,
    )  # fmt: skip


def weave(surface: Surface, shape: Any, style: Style, *, order: float, scale: float = 1.0) -> None:
    """Lay a style's texture over an area."""
    woven = _WEAVES.get(style.texture)
    if woven and not shape.is_empty:
        woven(surface, shape, style, order, scale)


def edge(surface: Surface, shape: Any, style: Style, *, order: float, width: float = 1.4) -> None:
    """Draw the outline of an area; two hues take turns around what two voices dispute."""
    lines = rings([shape])
    look: dict[str, Any] = {"edgecolor": style.colours[0], "linewidth": width, "capstyle": "butt"}
    two = style.texture == "cross" and len(style.colours) > 1
    pattern: Any = (0, (5, 2.8)) if two else DASHES[style.dash]
    surface.strokes(lines, order=order, linestyle=pattern, **look)
    if two:
        look["edgecolor"] = style.colours[1]
        surface.strokes(lines, order=order + 0.01, linestyle=(7.8, (5, 10.6)), **look)


def _stripes(shape: Any, degrees: float, step: float) -> list[Points]:
    """Lines across a shape at an angle, `step` points apart and anchored to the page.

    Where a line meets the outlines of the shape, it goes in and out of it in turn.
    """
    turn = Affine2D().rotate_deg(-degrees)
    ends = [turn.transform(ring) for ring in rings([shape])]
    if not ends:
        return []
    one, other = (np.concatenate([ring[part] for ring in ends]) for part in _SIDES)
    first = np.ceil(np.minimum(one[:, 1], other[:, 1]) / step).astype(int)
    last = np.ceil(np.maximum(one[:, 1], other[:, 1]) / step).astype(int)
    side = np.repeat(np.arange(len(one)), last - first)
    before = np.cumsum(last - first) - (last - first)
    level = first[side] + np.arange(len(side)) - before[side]
    (x0, y0), (x1, y1) = one[side].T, other[side].T
    x = x0 + (level * step - y0) * (x1 - x0) / (y1 - y0)
    order = np.lexsort((x, level))
    met = np.column_stack([x[order], level[order] * step])
    return list(turn.inverted().transform(met).reshape(-1, 2, 2))


def _spots(shape: Any, step: float) -> Points:
    """A staggered grid of points within a shape."""
    if shape.is_empty:
        return np.empty((0, 2))
    left, bottom, right, top = shape.bounds
    rows = np.arange(np.floor(bottom / step), np.ceil(top / step) + 1)
    columns = np.arange(np.floor(left / step), np.ceil(right / step) + 1)
    x, y = np.meshgrid(columns, rows)
    x = (x + (rows[:, None] % 2) / 2) * step
    grid = np.column_stack([x.ravel(), y.ravel() * step])
    shapely.prepare(shape)
    return grid[shapely.contains_xy(shape, grid[:, 0], grid[:, 1])]


def _hatched(surface: Surface, shape: Any, style: Style, order: float, scale: float) -> None:
    lines = _stripes(shape, 45, _STEPS["hatch"] * scale)
    surface.strokes(lines, order=order, **_ink(style, scale))


def _crossed(surface: Surface, shape: Any, style: Style, order: float, scale: float) -> None:
    for number, angle in enumerate((45, 135)):
        lines = _stripes(shape, angle, _STEPS["cross"] * scale)
        surface.strokes(lines, order=order + number / 1e5, **_ink(style, scale, hue=-number))


def _upright(surface: Surface, shape: Any, style: Style, order: float, scale: float) -> None:
    lines = _stripes(shape, 90, _STEPS["upright"] * scale)
    surface.strokes(lines, order=order, **_ink(style, scale * 1.5))


def _level(surface: Surface, shape: Any, style: Style, order: float, scale: float) -> None:
    lines = _stripes(shape, 0, _STEPS["level"] * scale)
    surface.strokes(lines, order=order, **_ink(style, scale * 1.5))


def _ink(style: Style, scale: float, *, hue: int = 0) -> dict[str, Any]:
    return {"edgecolor": style.colours[hue], "linewidth": 1.15 * scale, "alpha": style.pale,
            "capstyle": "butt"}  # fmt: skip


def _dotted(surface: Surface, shape: Any, style: Style, order: float, scale: float) -> None:
    dot = Path.unit_circle().transformed(Affine2D().scale(0.8 * scale**0.5))
    sign = Sign(((dot, Look(facecolor=style.colours[0], alpha=style.pale)),))
    spots = _spots(shape, _STEPS["dots"] * scale)
    surface.signs(spots, [sign] * len(spots), order=order)


def _sparse(surface: Surface, shape: Any, style: Style, order: float, scale: float) -> None:
    """Outlined symbols here and there: said of the area, and no word of control."""
    spots = _spots(shape.buffer(-4 * scale), _STEPS["sparse"] * scale)
    if not len(spots) and not shape.is_empty:
        spots = np.array([shape.representative_point().coords[0]])
    path = outline(style.shape).transformed(Affine2D().scale(2.9 * scale**0.5))
    sign = Sign((
        (path, Look(edgecolor=HALO, linewidth=2.6, alpha=0.8)),
        (path, Look(edgecolor=style.colours[0], linewidth=1.1, alpha=style.pale)),
    ))  # fmt: skip
    surface.signs(spots, [sign] * len(spots), order=order)


_Weave = Callable[[Surface, Any, Style, float, float], None]
_WEAVES: dict[str, _Weave] = {
    "hatch": _hatched,
    "cross": _crossed,
    "dots": _dotted,
    "upright": _upright,
    "level": _level,
    "sparse": _sparse,
}
