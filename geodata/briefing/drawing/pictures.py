"""Pages as pictures, by matplotlib's Agg."""

import math
import zlib
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox
from numpy.typing import NDArray
from PIL import Image

from geodata.briefing.drawing.glyphs import outline_of
from geodata.briefing.drawing.surface import PAPER, Box, Line, Look, Shape, Sign, Signs, Surface

PACKING = {"compress_level": 1, "compress_type": zlib.Z_RLE}
"""Of PNG: runs of one colour are all there is to find; more takes half as long again for 2 %."""
_POINTS = 72.0
"""An inch has so many."""


def rendered(surface: Surface, dpi: float) -> Image.Image:
    """Render a page, as RGBA without any transparency: a copy without would be 13 MB more."""
    page = surface.page
    width, height = (round(size * dpi / _POINTS) for size in (page.width, page.height))
    picture = _Picture(width, height, dpi)
    picture.renderer.clear()
    picture.shape(_sheet(page), Look(facecolor=PAPER))
    for item in surface.ordered:
        match item:
            case Shape():
                picture.shape(item.path, item.look, item.inside)
            case Line():
                picture.line(item)
            case Signs():
                picture.signs(item)
    pixels = picture.renderer.buffer_rgba()
    return Image.frombuffer("RGBA", (width, height), pixels, "raw", "RGBA", 0, 1)


def _sheet(page: Box) -> Path:
    return Path.unit_rectangle().transformed(Affine2D().scale(page.width + 1, page.height + 1))


class _Picture:
    """Plays what is drawn to a renderer."""

    def __init__(self, width: int, height: int, dpi: float) -> None:
        untyped: Any = RendererAgg
        self.renderer = untyped(width, height, dpi)
        self.scale = dpi / _POINTS
        self.transform = Affine2D().scale(self.scale)
        self.stamps: dict[Sign, NDArray[np.uint8]] = {}

    def shape(self, path: Path, look: Look, inside: Box | None = None) -> None:
        context = self._context(look, inside)
        face = None if look.facecolor == "none" else to_rgb(look.facecolor)
        path.should_simplify = False
        self.renderer.draw_path(context, path, self.transform, face)

    def _context(self, look: Look, inside: Box | None) -> GraphicsContextBase:
        context: Any = GraphicsContextBase()
        context.set_alpha(look.alpha)
        if look.edgecolor == "none":
            context.set_linewidth(0)
        else:
            context.set_foreground(look.edgecolor)
            context.set_linewidth(look.linewidth)
            context.set_capstyle(look.capstyle)
            context.set_joinstyle(look.joinstyle)
            if look.dashes:
                context.set_dashes(*look.dashes)
        self._cut(context, inside)
        made: GraphicsContextBase = context
        return made

    def _cut(self, context: GraphicsContextBase, inside: Box | None) -> None:
        if inside is not None:
            edge = Bbox.from_bounds(*(side * self.scale for side in inside.sides))
            context.set_clip_rectangle(edge)

    def line(self, item: Line) -> None:
        path = outline_of(item.text, bold=item.face.bold, size=item.face.size, at=item.at)
        if item.turn:
            path = path.transformed(Affine2D().rotate_deg_around(*item.at, item.turn))
        self.shape(path, Look(facecolor=item.face.colour, alpha=item.alpha))

    def signs(self, item: Signs) -> None:
        """Print each symbol where the nearest pixels are; drawing each anew is ten times slower."""
        context = GraphicsContextBase()
        self._cut(context, item.inside)
        spots = np.rint(item.spots * self.scale).tolist()
        for (x, y), sign in zip(spots, item.signs, strict=True):
            pixels = self._stamp(sign)
            half = len(pixels) // 2
            self.renderer.draw_image(context, x - half, y - half, pixels)

    def _stamp(self, sign: Sign) -> NDArray[np.uint8]:
        """A square of an even number of pixels, with the symbol in its middle."""
        if sign not in self.stamps:
            half = math.ceil(sign.reach * self.scale) + 1
            small = _Picture(2 * half, 2 * half, self.scale * _POINTS)
            small.transform = Affine2D().scale(self.scale).translate(half, half)
            for path, look in sign.layers:
                small.shape(path, look)
            pixels = np.asarray(small.renderer.buffer_rgba())
            self.stamps[sign] = pixels[::-1].copy()  # images are printed from the lowest row on
        return self.stamps[sign]
