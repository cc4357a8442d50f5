"""Symbols of points: a shape for each kind of statement, with a halo that holds on any ground."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np
import shapely
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from geodata.briefing.drawing.surface import HALO, INK, PAPER, Look, Sign, Surface
from geodata.portrayal import Style

REACH = 4.4
"""Points from the middle of a symbol to its edge."""
_CORNERS = {
    "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    "triangle": [(0.0, 1.1), (1.05, -0.8), (-1.05, -0.8)],
    "diamond": [(0.0, 1.2), (1.05, 0.0), (0.0, -1.2), (-1.05, 0.0)],
}
_LINES = {"hatch": (45,), "cross": (45, 135), "upright": (90,), "level": (0,)}
"""Angles of a texture's lines; textures of areas have the same."""
_CROWDED = 0.72
_Layer = tuple[Path, Look]


@cache
def outline(shape: str) -> Path:
    """The outline of a shape of `portrayal.Style`, one unit from the middle to the edge."""
    if shape == "circle":
        return Path.unit_circle()
    corners = np.array(_CORNERS[shape] if shape in _CORNERS else _star())
    return Path(np.vstack([corners, corners[:1]]), closed=True)


def _star() -> list[tuple[float, float]]:
    turns = np.arange(10) * np.pi / 5 + np.pi / 2
    reach = np.where(np.arange(10) % 2, 0.5, 1.25)
    return list(zip(np.cos(turns) * reach, np.sin(turns) * reach, strict=True))


def draw_signs(
    surface: Surface,
    spots: NDArray[np.float64],
    style: Style,
    *,
    order: float,
    scale: float = 1.0,
) -> None:
    """Draw a style's symbol at many spots."""
    surface.signs(spots, [sign_of(style, scale)] * len(spots), order=order)


@lru_cache(maxsize=512)
def sign_of(style: Style, scale: float = 1.0) -> Sign:
    """A style's symbol; what is about parts of a place is a half-filled disc."""
    layers = list(_badge(style) if style.badge else _symbol(style))
    # In a crowd halo and ring would be all that is seen.
    kept = layers if scale > _CROWDED else layers[1:-1]
    return Sign(tuple((path.transformed(Affine2D().scale(scale)),
                       replace(look, linewidth=look.linewidth * scale**0.5))
                      for path, look in kept))  # fmt: skip


def _symbol(style: Style) -> Iterator[_Layer]:
    shape = outline(style.shape).transformed(Affine2D().scale(REACH))
    inner = Look(facecolor=style.colours[0], alpha=style.pale)
    yield shape, Look(facecolor=HALO, edgecolor=HALO, linewidth=3.2, joinstyle="round")
    yield shape, Look(facecolor=PAPER)
    if style.texture == "solid":
        yield shape, inner
    elif style.texture == "dots":
        yield _dots(shape), inner
    for number, angle in enumerate(_LINES.get(style.texture, ())):
        hue = style.colours[min(number, len(style.colours) - 1)]
        yield _lines(shape, angle), Look(edgecolor=hue, linewidth=0.95, alpha=style.pale)
    yield shape, Look(edgecolor=style.colours[0], linewidth=1.3, alpha=style.pale)
    wider = outline(style.shape).transformed(Affine2D().scale(REACH + 0.75))
    yield wider, Look(edgecolor=INK, linewidth=0.45, alpha=0.75 * style.pale)


def _badge(style: Style) -> Iterator[_Layer]:
    disc = Path.unit_circle().transformed(Affine2D().scale(REACH))
    half = Path.wedge(90, 270).transformed(Affine2D().scale(REACH))
    yield disc, Look(facecolor=HALO, edgecolor=HALO, linewidth=3.2)
    yield disc, Look(facecolor=PAPER)
    yield half, Look(facecolor=style.colours[0], alpha=style.pale)
    yield disc, Look(edgecolor=style.colours[0], linewidth=1.3, alpha=style.pale)
    wider = Path.unit_circle().transformed(Affine2D().scale(REACH + 0.75))
    yield wider, Look(edgecolor=INK, linewidth=0.45, alpha=0.6)


def _lines(shape: Path, angle: float, step: float = 2.1) -> Path:
    """Lines across a sign, as one path."""
    turn = Affine2D().rotate_deg(angle)
    offsets = np.arange(-4, 5) * step + step / 2
    ends = np.array([[[-20.0, one], [20.0, one]] for one in offsets])
    straight = turn.transform(ends.reshape(-1, 2)).reshape(-1, 2, 2)
    inner = shapely.Polygon(np.asarray(shape.to_polygons()[0], dtype=float))
    cut = shapely.get_parts(shapely.intersection(shapely.linestrings(straight), inner))
    lines = [np.asarray(line.coords) for line in cut if line.length > 0]
    return Path.make_compound_path(*[Path(line) for line in lines])


def _dots(shape: Path) -> Path:
    """Dots within a sign, as one path."""
    inner = shapely.Polygon(np.asarray(shape.to_polygons()[0], dtype=float)).buffer(-0.5)
    step = 2.3
    grid = np.arange(-3, 4)
    x, y = np.meshgrid(grid, grid)
    spots = np.column_stack([((x + (y % 2) / 2) * step).ravel(), (y * step * 0.87).ravel()])
    kept = spots[shapely.contains_xy(inner, spots[:, 0], spots[:, 1])]
    dot = Path.unit_circle().transformed(Affine2D().scale(0.62))
    moved = [dot.transformed(Affine2D().translate(*spot)) for spot in kept]
    return Path.make_compound_path(*moved) if moved else dot
