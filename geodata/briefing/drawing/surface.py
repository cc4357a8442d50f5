"""A page to draw on: measured in points from its lower left corner."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
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
    def sides(self) -> tuple[float, float, float, float]:
        """Left, bottom, width and height."""
        return self.left, self.bottom, self.width, self.height

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a shape is filled and stroked: words as matplotlib's patches have them."""

    facecolor: str = "none"
    edgecolor: str = "none"
    linewidth: float = 1.0
    """Points."""
    linestyle: Any = "solid"
    """Or an offset and lengths of dashes and gaps, in line widths."""
    capstyle: Literal["butt", "round", "projecting"] = "butt"
    joinstyle: Literal["miter", "round", "bevel"] = "miter"
    alpha: float = 1.0

    @property
    def dashes(self) -> tuple[float, list[float]] | None:
        """Offset and lengths in points; None = a whole line."""
        if isinstance(self.linestyle, str):
            return None
        offset, lengths = self.linestyle
        return offset * self.linewidth, [length * self.linewidth for length in lengths]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shape:
    """A path with its look."""

    order: float
    path: Path
    look: Look
    inside: Box | None = None
    """Where it is cut off."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """A line of text."""

    order: float
    text: str
    at: tuple[float, float]
    """Where its base line begins."""
    face: Face
    turn: float = 0.0
    """Degrees about where it begins."""
    alpha: float = 1.0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of its letters, from the lowest to the highest there are."""
        low, high = -0.236 * self.face.size, 0.76 * self.face.size
        width = width_of(self.text, self.face)
        corners = np.array([[0.0, low], [width, low], [width, high], [0.0, high]])
        placed = Affine2D().rotate_deg(self.turn).translate(*self.at).transform(corners)
        return (*placed.min(axis=0).tolist(), *placed.max(axis=0).tolist())


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """A symbol: shapes about its middle, the lowest first."""

    layers: tuple[tuple[Path, Look], ...]

    @property
    def reach(self) -> float:
        """Points from its middle within which all of it lies, pointed corners of strokes too."""
        return max(
            float(np.abs(path.vertices).max()) + 2 * look.linewidth for path, look in self.layers
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signs:
    """Symbols at many spots, each wholly above those before it."""

    order: float
    spots: Points
    signs: Sequence[Sign]
    """One for each spot; equal ones are the same object, which is drawn once."""
    inside: Box | None = None


Item = Shape | Line | Signs


class Surface:
    """A page: what is drawn on it, to be made a picture or a page of a PDF."""

    def __init__(self, width: float, height: float) -> None:
        self.page = Box(left=0, bottom=0, width=width, height=height)
        self.items: list[Item] = []
        self.lift = 0.0
        """Added to the order of all that is drawn."""
        self.edge: Box | None = None
        """Where all that is drawn is cut off."""

    @property
    def ordered(self) -> list[Item]:
        """All that is drawn, the lowest first; of one order in the order of drawing."""
        return sorted(self.items, key=lambda one: one.order)

    @property
    def lettered(self) -> list[str]:
        """All text on the page, in the order in which it was set."""
        return [one.text for one in self.items if isinstance(one, Line)]

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

    def shape(self, path: Path, look: Look, *, order: float, inside: Box | None = None) -> None:
        """Draw one path whose coordinates are points."""
        cut = inside or self.edge
        self.items.append(Shape(order=order + self.lift, path=path, look=look, inside=cut))

    def signs(self, spots: Points, signs: Sequence[Sign], *, order: float) -> None:
        """Draw a symbol at each spot; of equal ones on one spot only the uppermost shows."""
        if len(spots):
            at = order + self.lift
            upper = dict(zip(zip(signs, *spots.T.tolist(), strict=True), count(), strict=False))
            kept = sorted(upper.values())
            shown = [signs[n] for n in kept]
            self.items.append(Signs(order=at, spots=spots[kept], signs=shown, inside=self.edge))

    def text(
        self,
        line: str,
        at: tuple[float, float],
        face: Face,
        *,
        align: str = "left",
        order: float = _LETTERS,
        **more: float,
    ) -> None:
        """Letter one line from a point on its base line; `more`: turn and alpha as `Line`."""
        spare = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        left = at[0] - spare * width_of(line, face) if spare else at[0]
        self.items.append(Line(order=order, text=line, at=(left, at[1]), face=face, **more))

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
        """Draw a rectangle; `look` as `Look`."""
        corners = [(box.left, box.bottom), (box.right, box.bottom), (box.right, box.top),
                   (box.left, box.top), (box.left, box.bottom)]  # fmt: skip
        self.shape(Path(np.array(corners), closed=True), Look(**look), order=order)

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
        """Draw lines; `look` as `Look`."""
        for some in _portions(lines):
            self.shape(path_of(some), Look(**look), order=order, inside=inside)

    def paths(
        self, paths: Sequence[Path], *, order: float, inside: Box | None = None, **look: Any
    ) -> None:
        """Draw filled shapes; `look` as `Look`."""
        for path in paths:
            self.shape(path, Look(**look), order=order, inside=inside)


def path_of(lines: Sequence[Points]) -> Path:
    """Lines as one path."""
    corners = np.concatenate(lines)
    codes = np.full(len(corners), Path.LINETO, dtype=Path.code_type)
    codes[np.cumsum([0, *map(len, lines[:-1])])] = Path.MOVETO
    return Path(corners, codes)


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
