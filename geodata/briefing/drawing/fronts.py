"""Held ground, front lines and differences: under the marks, and weaker than they are."""

from collections.abc import Sequence
from typing import Any

from geodata.briefing.drawing.ground import LAND
from geodata.briefing.drawing.projection import View, rings
from geodata.briefing.drawing.surface import HALO, INK, Box, Points, Surface
from geodata.briefing.drawing.textures import edge, tint, to_path, weave
from geodata.briefing.sheet import Panel
from geodata.portrayal import EDGE, FRONT, Style

_WIDTHS = {FRONT: 2.0, EDGE: 1.1}
Fronts = dict[tuple[str, bool], list[Points]]
_GUESS: Any = (0, (3.2, 2.0))


def draw_grounds(surface: Surface, view: View, panel: Panel) -> None:
    """Draw held ground, and over it where two accounts differ."""
    for style, geometry in zip(panel.grounds["style"], panel.grounds.geometry, strict=True):
        shape = view.shape(geometry)
        if shape is not None:
            tint(surface, shape, style, order=8, strength=0.72)
            weave(surface, shape, style, order=8.1)
            edge(surface, shape, style, order=9, width=0.7)
    rows = panel.difference
    for texture, colour, geometry in zip(
        rows["texture"], rows["colour"], rows.geometry, strict=True
    ):
        shape = view.shape(geometry)
        if shape is not None:
            _draw_part(surface, shape, Style(shape="square", texture=texture, colours=(colour,)))


def _draw_part(surface: Surface, shape: Any, style: Style) -> None:
    surface.paths([to_path(shape)], order=11, facecolor=LAND, edgecolor="none", alpha=0.75)
    tint(surface, shape, style, order=12)
    weave(surface, shape, style, order=12.1)
    surface.strokes(rings([shape]), order=13, edgecolor=INK, linewidth=0.9)


def front_lines(view: View, panel: Panel) -> Fronts:
    """The front lines in points by kind and whether they are guessed, the lowest first."""
    rows = panel.lines
    # Guessed stretches first: where one meets what is known, the known end stays whole.
    return {
        (kind, guess): rings(
            view.shapes(rows[(rows["kind"] == kind) & (rows["guess"] == guess)].geometry)
        )
        for kind, guess in ((EDGE, True), (EDGE, False), (FRONT, True), (FRONT, False))
    }


def draw_lines(surface: Surface, fronts: Fronts, frame: Box) -> None:
    """Draw front lines."""
    for way, lines in fronts.items():
        stroke_front(surface.within(frame), lines, way, order=26)


def stroke_front(
    surface: Surface, lines: Sequence[Points], way: tuple[str, bool], *, order: float
) -> None:
    """A casing, then the line in ink: no actor's hue, for it lies between them."""
    kind, guess = way
    width = _WIDTHS[kind]
    look: dict[str, Any] = {"joinstyle": "round"}
    surface.strokes(
        lines, order=order, edgecolor=HALO, linewidth=width + 2.2, capstyle="round", **look
    )
    surface.strokes(
        lines, order=order + 0.5, edgecolor=INK, linewidth=width, capstyle="butt",
        linestyle=_GUESS if guess else "solid", **look,
    )  # fmt: skip
