"""Held ground, front lines and differences: under the marks, and weaker than they are."""

from collections.abc import Sequence
from typing import Any

from geodata.briefing.drawing.ground import LAND
from geodata.briefing.drawing.projection import View, rings
from geodata.briefing.drawing.surface import HALO, INK, Box, Points, Surface
from geodata.briefing.drawing.textures import edge, fill, to_path
from geodata.briefing.sheet import Panel
from geodata.portrayal import EDGE, FRONT, Style

_WIDTHS = {FRONT: 2.0, EDGE: 1.1}
_GUESS: Any = (0, (3.2, 2.0))


def draw_grounds(surface: Surface, view: View, panel: Panel) -> None:
    """Draw held ground, and over it where two accounts differ."""
    for style, geometry in zip(panel.grounds["style"], panel.grounds.geometry, strict=True):
        shape = view.shape(geometry)
        if shape is not None:
            fill(surface, shape, style, order=8, strength=0.72)
            edge(surface, shape, style, order=9, width=0.7)
    rows = panel.difference
    for texture, colour, geometry in zip(
        rows["texture"], rows["colour"], rows.geometry, strict=True
    ):
        shape = view.shape(geometry)
        if shape is not None:
            _draw_part(surface, shape, Style(shape="square", texture=texture, colours=(colour,)))


def _draw_part(surface: Surface, shape: Any, style: Style) -> None:
    surface.paths([to_path(shape)], order=11, facecolors=LAND, edgecolors="none", alpha=0.75)
    fill(surface, shape, style, order=12)
    surface.strokes(rings([shape]), order=13, colors=INK, linewidths=0.9)


def draw_lines(surface: Surface, view: View, panel: Panel) -> list[Points]:
    """Draw front lines; returns them in points, for labels to keep off."""
    drawn: list[Points] = []
    # Guessed stretches first: where one meets what is known, the known end stays whole.
    for kind, guess in ((EDGE, True), (EDGE, False), (FRONT, True), (FRONT, False)):
        rows = panel.lines
        chosen = rows[(rows["kind"] == kind) & (rows["guess"] == guess)]
        found = rings(view.shapes(chosen.geometry))
        stroke_front(surface, found, kind, guess=guess, order=26, inside=view.frame)
        drawn += found
    return drawn


def stroke_front(
    surface: Surface,
    lines: Sequence[Points],
    kind: str,
    *,
    guess: bool,
    order: float,
    inside: Box | None = None,
) -> None:  # fmt: skip
    """A casing, then the line in ink: no actor's hue, for it lies between them."""
    width = _WIDTHS[kind]
    look: dict[str, Any] = {"inside": inside, "joinstyle": "round"}
    surface.strokes(
        lines, order=order, colors=HALO, linewidths=width + 2.2, capstyle="round", **look
    )
    surface.strokes(
        lines, order=order + 0.5, colors=INK, linewidths=width, capstyle="butt",
        linestyles=[_GUESS if guess else "solid"], **look,
    )  # fmt: skip
