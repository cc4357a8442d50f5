"""What makes a map a map: scale bar, north arrow and a locator inset, kept off the marks."""

from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from geodata.briefing.drawing.ground import draw_borders, draw_ground
from geodata.briefing.drawing.lettering import Face, width_of
from geodata.briefing.drawing.projection import View, bar_km, view_of
from geodata.briefing.drawing.surface import INK, PAPER, Box, Surface
from geodata.briefing.sheet import Base

_INSET = (92.0, 66.0)
_INSETS = 5.0
"""A narrow map has an inset that fits into its width so many times."""
_MARGIN = 6.0
_ORDER = 60.0
_BAR_AIR = 32.0
"""Points beside a scale bar, for its last number."""
_SMALL = Face(size=6.2)
_WIDER = 5.0
"""How many times more than the map the inset shows."""
_LEAST = 14.0
"""Degrees of latitude that it shows at the least: a reader must know the countries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Where things stand; None = not drawn."""

    bar: Box
    arrow: Box
    inset: Box | None

    @property
    def boxes(self) -> list[Box]:
        """What labels keep off."""
        return [box for box in (self.bar, self.arrow, self.inset) if box is not None]


def arrange_furniture(view: View, spots: NDArray[np.float64], *, locator: bool) -> Furniture:
    """Choose the corners where the fewest marks would be hidden."""
    frame = view.frame
    shows_inset = locator and _locator_bounds(view) is not None
    size = [side * min(1.0, frame.width / (_INSETS * _INSET[0])) for side in _INSET]
    corners = ["bottom right", "top right", "top left", "bottom left"]
    inset = None
    if shows_inset:
        boxes = {corner: _corner(frame, corner, *size) for corner in corners}
        best = min(corners, key=lambda one: (_hidden(boxes[one], spots), corners.index(one)))
        inset = boxes[best]
        corners.remove(best)
    _, length = bar_km(view, min(110.0, frame.width * 0.3))
    boxes = {corner: _corner(frame, corner, length + _BAR_AIR, 19.0) for corner in corners}
    lower = sorted(corners, key=lambda one: (_hidden(boxes[one], spots), "top" in one,
                                             "right" in one))  # fmt: skip
    corners.remove(lower[0])
    arrows = {corner: _corner(frame, corner, 15.0, 25.0) for corner in corners}
    upper = min(corners, key=lambda one: (_hidden(arrows[one], spots), "bottom" in one,
                                          "left" in one))  # fmt: skip
    return Furniture(bar=boxes[lower[0]], arrow=arrows[upper], inset=inset)


def _corner(frame: Box, corner: str, width: float, height: float) -> Box:
    left = frame.left + _MARGIN if "left" in corner else frame.right - _MARGIN - width
    bottom = frame.bottom + _MARGIN if "bottom" in corner else frame.top - _MARGIN - height
    return Box(left=left, bottom=bottom, width=width, height=height)


def _hidden(box: Box, spots: NDArray[np.float64]) -> int:
    inside = (spots > (box.left - 6, box.bottom - 6)) & (spots < (box.right + 6, box.top + 6))
    return int(inside.all(axis=1).sum())


def draw_furniture(surface: Surface, view: View, base: Base, furniture: Furniture) -> None:
    """Draw scale bar, north arrow and locator."""
    _draw_bar(surface, view, furniture.bar)
    _draw_arrow(surface, furniture.arrow)
    if furniture.inset is not None:
        _draw_locator(surface, view, base, furniture.inset)


def _plate(surface: Surface, box: Box) -> None:
    surface.rectangle(box, order=_ORDER, facecolor=PAPER, edgecolor="none", alpha=0.86)


def _draw_bar(surface: Surface, view: View, box: Box) -> None:
    """Four fields, dark and light in turn; true at the middle latitude."""
    km, length = bar_km(view, box.width - _BAR_AIR + 0.01)
    _plate(surface, box)
    left, bottom = box.left + 8, box.bottom + 4
    for number in range(4):
        field = Box(left=left + number * length / 4, bottom=bottom, width=length / 4, height=3.4)
        surface.rectangle(field, order=_ORDER + 1, facecolor=(PAPER if number % 2 else INK),
                          edgecolor=INK, linewidth=0.5)  # fmt: skip
    for share in (0.0, 0.5, 1.0):
        words = _number(km * share) + (" km" if share == 1 else "")
        middle = left + share * length - width_of(_number(km * share), _SMALL) / 2
        surface.text(words, (middle, bottom + 6), _SMALL, order=_ORDER + 1)


def _number(km: float) -> str:
    return f"{km:,.0f}" if km >= 1 or km == 0 else f"{km:g}"


def _draw_arrow(surface: Surface, box: Box) -> None:
    """North at the middle of the map."""
    _plate(surface, box)
    x, foot, tip = box.middle[0], box.bottom + 3, box.top - 9
    halves = [
        Path(np.array([[x, tip], [x + side, foot], [x, foot + 3.4], [x, tip]])) for side in (-4, 4)
    ]
    surface.paths(halves[:1], order=_ORDER + 1, facecolor=INK, edgecolor=INK, linewidth=0.6)
    surface.paths(halves[1:], order=_ORDER + 1, facecolor=PAPER, edgecolor=INK, linewidth=0.6)
    face = Face(size=7, bold=True)
    surface.text("N", (x - width_of("N", face) / 2, tip + 1.6), face, order=_ORDER + 1)


def _locator_bounds(view: View) -> tuple[float, float, float, float] | None:
    """What the inset shows: the map and far around it; None where the map is as wide itself."""
    west, south, east, north = view.degrees
    tall = max(_LEAST, (north - south) * _WIDER)
    wide = tall * 1.9
    if east - west > 70 or north - south > 40:
        return None
    tall, wide = min(tall, 70.0), min(wide, 105.0)
    lon, lat = view.centre
    return (lon - wide / 2, max(-85.0, lat - tall / 2), lon + wide / 2, min(85.0, lat + tall / 2))


def _draw_locator(surface: Surface, view: View, base: Base, box: Box) -> None:
    bounds = _locator_bounds(view)
    if bounds is None:
        return
    around = view_of(bounds, box, air=0.0)
    inset = surface.lifted(_ORDER)
    draw_ground(inset, around, base, coarse=True)
    draw_borders(inset, around, base, width=0.35)
    frame = view.frame
    edge = np.linspace(0, 1, 9)
    along = np.concatenate([
        np.column_stack([edge, np.zeros(9)]), np.column_stack([np.ones(9), edge]),
        np.column_stack([edge[::-1], np.ones(9)]), np.column_stack([np.zeros(9), edge[::-1]]),
    ])  # fmt: skip
    corners = along * (frame.width, frame.height) + (frame.left, frame.bottom)
    outline = around.points(view.lon_lat(corners))
    inset.paths([Path(outline, closed=True)], order=30, inside=box, facecolor=INK,
                edgecolor="none", alpha=0.12)  # fmt: skip
    inset.strokes([outline], order=31, inside=box, edgecolor=INK, linewidth=1.1)
    inset.rectangle(box, order=32, facecolor="none", edgecolor=INK, linewidth=0.7)
