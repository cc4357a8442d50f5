"""A page to draw on: measured in points from its lower left corner."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Bbox, TransformedBbox
from numpy.typing import NDArray

from geodata.briefing.drawing.lettering import Face, shorten, width_of

INK, LABEL, FAINT, RULE = "#1D2329", "#4A4F55", "#74787D", "#C9CDD1"
PAPER, HALO = "#FFFFFF", "#FFFFFF"
Points = NDArray[np.float64]
_MOST_CORNERS = 5_000
_LETTERS = 50.0
"""z-order of text: always above what it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in points."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.bottom + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return self.left + self.width / 2, self.bottom + self.height / 2

    def inset(self, by: float) -> "Box":
        """The box without a margin all around."""
        return Box(
            left=self.left + by,
            bottom=self.bottom + by,
            width=self.width - 2 * by,
            height=self.height - 2 * by,
        )


class Surface:
    """A figure with one pair of axes that counts points, so that everything is placed alike."""

    def __init__(self, width: float, height: float) -> None:
        self.page = Box(left=0, bottom=0, width=width, height=height)
        self.figure = Figure(figsize=(width / 72, height / 72), facecolor=PAPER)
        self.axes: Axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(0, height)
        self.axes.set_autoscale_on(False)
        self.lift = 0.0
        """Added to the order of all that is drawn."""
        self.edge: Box | None = None
        """Where all that is drawn is cut off."""
        self.lettered: list[str] = []
        """All text on the page, in the order in which it was set."""

    def lifted(self, by: float) -> "Surface":
        """The same page, with all that is drawn through it above what has a lower order."""
        above = copy(self)
        above.lift = self.lift + by
        return above

    def within(self, box: Box) -> "Surface":
        """The same page, with all that is drawn through it cut off at the edge of a box."""
        cut = copy(self)
        cut.edge = box
        return cut

    def add(self, artist: Artist, *, order: float, inside: Box | None = None) -> None:
        """Put an artist whose coordinates are points on the page, cut at the edge of a box."""
        artist.set_zorder(order + self.lift)
        self.axes.add_artist(artist)
        inside = inside or self.edge
        if inside is not None:
            corners = Bbox.from_bounds(inside.left, inside.bottom, inside.width, inside.height)
            artist.set_clip_box(TransformedBbox(corners, self.axes.transData))

    def text(
        self, line: str, at: tuple[float, float], face: Face, *, align: str = "left", **more: Any
    ) -> None:
        """Letter one line from a point on its base line; `more` as matplotlib's Text."""
        self.lettered.append(line)
        usual: dict[str, Any] = {"va": "baseline", "zorder": _LETTERS, "parse_math": False}
        look = usual | {"fontproperties": face.font, "color": face.colour, "ha": align} | more
        self.axes.text(*at, line, **look)

    def lines(self, lines: Sequence[str], left: float, top: float, face: Face) -> float:
        """Letter lines one below the other from their upper left corner; returns the lower edge."""
        for number, line in enumerate(lines):
            self.text(line, (left, top - number * face.leading - face.size), face)
        return top - len(lines) * face.leading

    def line_within(self, line: str, box: Box, face: Face, *, align: str = "left") -> None:
        """Letter one line in the middle of a box's height, cut to its width."""
        shown = shorten(line, face, box.width)
        spare = box.width - width_of(shown, face)
        left = box.left + {"left": 0.0, "center": spare / 2, "right": spare}[align]
        self.text(shown, (left, box.middle[1] - face.size * 0.36), face)

    def rectangle(self, box: Box, *, order: float, **look: Any) -> None:
        """Draw a rectangle; `look` as matplotlib's Patch."""
        shape = Rectangle((box.left, box.bottom), box.width, box.height, **look)
        self.add(shape, order=order)

    def rule(
        self,
        one: tuple[float, float],
        other: tuple[float, float],
        *,
        width: float = 0.5,
        colour: str = RULE,
    ) -> None:
        """Draw a straight line."""
        self.strokes([np.array([one, other])], order=5, edgecolor=colour, linewidth=width)

    def strokes(
        self, lines: Sequence[Points], *, order: float, inside: Box | None = None, **look: Any
    ) -> None:
        """Draw lines; `look` as matplotlib's Patch."""
        for some in _portions(lines):
            path = Path.make_compound_path(*map(Path, some))
            self.add(PathPatch(path, facecolor="none", **look), order=order, inside=inside)

    def paths(
        self, paths: Sequence[Path], *, order: float, inside: Box | None = None, **look: Any
    ) -> None:
        """Draw filled shapes; `look` as matplotlib's Patch."""
        for path in paths:
            self.add(PathPatch(path, **look), order=order, inside=inside)


def _portions(lines: Sequence[Points]) -> Iterator[list[Points]]:
    """Lines to be drawn in one go, which is fast; but not more than matplotlib can take."""
    some: list[Points] = []
    corners = 0
    for line in lines:
        if some and corners + len(line) > _MOST_CORNERS:
            yield some
            some, corners = [], 0
        some.append(line)
        corners += len(line)
    if some:
        yield some
