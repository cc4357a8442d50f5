"""Swatches: the looks of a map in small, for the legend."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import shapely

from geodata.briefing.drawing.fronts import stroke_front
from geodata.briefing.drawing.ground import BORDER, LAND
from geodata.briefing.drawing.surface import INK, RULE, Box, Surface
from geodata.briefing.drawing.symbols import draw_signs
from geodata.briefing.drawing.textures import DASHES, edge, tint, weave
from geodata.briefing.sheet import Swatch
from geodata.portrayal import Style

SWATCH_WIDTH = 17.0
_USUAL = 9.4
_SMALL = 0.62
"""Of a texture, against the map."""
_ORDER = 40.0
_Draw = Callable[[Surface, Mapping[str, Any], Box], None]


def swatch_width(swatch: Swatch) -> float:
    """Points that a swatch takes."""
    return {"steps": 28.0, "point": 11.0, "badge": 11.0}.get(swatch.kind, SWATCH_WIDTH)


def draw_swatch(surface: Surface, swatch: Swatch, box: Box) -> None:
    """Draw one sample of a look into a box."""
    _DRAWN[swatch.kind](surface, swatch.style, box)


def style_from(style: Mapping[str, Any]) -> Style:
    """Read a style out of a swatch."""
    return Style(**{**style, "colours": tuple(style["colours"])})


def _area(surface: Surface, style: Mapping[str, Any], box: Box) -> None:
    look = style_from(style)
    shape = _shape(box)
    _ground(surface, box)
    if look.texture != "none":
        tint(surface, shape, look, order=_ORDER)
        weave(surface, shape, look, order=_ORDER + 0.1, scale=_SMALL)
    edge(surface, shape, look, order=_ORDER + 1, width=1.1)


def _part(surface: Surface, style: Mapping[str, Any], box: Box) -> None:
    look = Style(shape="square", texture=style["texture"], colours=tuple(style["colours"]))
    _ground(surface, box)
    tint(surface, _shape(box), look, order=_ORDER)
    weave(surface, _shape(box), look, order=_ORDER + 0.1, scale=_SMALL)
    edge(surface, _shape(box), Style(shape="square", texture="none", colours=(INK,)),
         order=_ORDER + 1, width=0.7)  # fmt: skip


def _sign(surface: Surface, style: Mapping[str, Any], box: Box) -> None:
    look, scale = style_from(style), min(1.0, box.height / _USUAL)
    draw_signs(surface, np.array([box.middle]), look, order=_ORDER, scale=scale)


def _line(surface: Surface, style: Mapping[str, Any], box: Box) -> None:
    surface.strokes(
        [_level(box)], order=_ORDER, edgecolor=BORDER, linewidth=1.1,
        linestyle=DASHES[style["dash"]],
    )  # fmt: skip


def _front(surface: Surface, style: Mapping[str, Any], box: Box) -> None:
    stroke_front(surface, [_level(box)], (style["kind"], style["guess"]), order=_ORDER)


def _radius(surface: Surface, style: Mapping[str, Any], box: Box) -> None:
    turns = np.linspace(0, 2 * np.pi, 40)
    ring = np.column_stack([np.cos(turns), np.sin(turns)]) * (box.height * 0.46) + box.middle
    surface.strokes([ring], order=_ORDER, edgecolor=INK, linewidth=0.9, linestyle=DASHES["dotted"])


def _steps(surface: Surface, style: Mapping[str, Any], box: Box) -> None:
    tones = style["steps"]
    width = box.width / len(tones)
    for number, tone in enumerate(tones):
        part = Box(left=box.left + number * width, bottom=box.bottom + 1.5,
                   width=width - 1, height=box.height - 3)  # fmt: skip
        surface.rectangle(part, order=_ORDER, facecolor=INK, edgecolor="none", alpha=tone)


def _ground(surface: Surface, box: Box) -> None:
    surface.rectangle(box, order=_ORDER - 1, facecolor=LAND, edgecolor=RULE, linewidth=0.3)


def _shape(box: Box) -> Any:
    return shapely.box(box.left + 0.5, box.bottom + 0.5, box.right - 0.5, box.top - 0.5)


def _level(box: Box) -> Any:
    y = box.middle[1]
    return np.array([[box.left + 0.5, y], [box.right - 0.5, y]])


_DRAWN: dict[str, _Draw] = {
    "area": _area,
    "point": _sign,
    "badge": _sign,
    "line": _line,
    "front": _front,
    "radius": _radius,
    "steps": _steps,
    "part": _part,
}
