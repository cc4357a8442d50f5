"""Labels: placed in order of weight, each where it touches nothing; what finds no room is left out.

Sides of a point are tried in the order that cartographers keep (Imhof 1975: upper right first);
areas are lettered along their middle. Equal labels are placed alike, in any process.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.briefing.drawing.cells import Cells
from geodata.briefing.drawing.lettering import Face, width_of
from geodata.briefing.drawing.stretches import stretches

_SIDES = ((1, 0.55), (1, 0), (1, -0.55), (-1, 0.55), (-1, 0), (-1, -0.55), (0, 1), (0, -1))
"""Across and up from a point, in half heights of the text."""
_FAR = 2.6
"""With a leader line a label may stand so many gaps away."""
_AIR = 1.2
"""Points kept free around a label."""
_COARSENESS = 1.0
"""Points: bends of an outline that stand out by less leave words the same room."""
_LINE = 1.16
"""Line height, in sizes."""
_MOSTLY = 0.85
"""Of its width a name that must not leave its area lies in it."""
_STEEPEST = 62.0
"""Degrees: letters along an area's middle lean no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words to be placed."""

    lines: tuple[str, ...]
    face: Face
    at: tuple[float, float]
    gap: float = 0.0
    """Points from the anchor to the text; 0 = the text stands on the anchor."""
    area: Any = None
    """The shape on the page that it names, None = a point."""
    led: bool = False
    """It may stand apart, with a line to its point."""
    dot: float = 0.0
    """Radius of the dot to be drawn at its point; 0 = none."""
    sides: str = "about"
    """`middle` = nowhere but on its point, or a little above or below."""
    may_leave: bool = True
    """Whether it may reach out of the area that it names."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return _size(self.lines, self.face)


@lru_cache(maxsize=2_000)
def _size(lines: tuple[str, ...], face: Face) -> tuple[float, float]:
    return max(width_of(line, face) for line in lines), len(lines) * face.size * _LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A label where it stands: its middle on the page, and how far it is turned."""

    label: Label
    middle: tuple[float, float]
    angle: float = 0.0
    align: str = "center"
    leader: bool = False

    def boxes(self) -> NDArray[np.float64]:
        """Rows of left, bottom, right, top that it covers."""
        return _covered(self.middle, self.label.size, self.angle)


class Board(Cells):
    """A frame on which no two labels, and no label and sign, may touch."""

    def place(self, label: Label) -> Placed | None:
        """Put a label where it is free, best place first; None if there is none."""
        if label.dot and not self.is_free(boxes_about([label.at], label.dot + 1)):
            return None
        tried = areal(label) if label.area is not None else pointed(label)
        best: Placed | None = None
        least = np.inf
        for number, candidate in enumerate(tried):
            boxes = candidate.boxes()
            if not self.is_free(boxes):
                continue
            cost = self.noise(boxes) + number * 0.9
            if cost < least:
                best, least = candidate, cost
            if number >= least:
                break
        if best is not None:
            if label.dot:
                self.take(boxes_about([label.at], label.dot + 1))
            self.take(best.boxes() + np.array([-_AIR, -_AIR, _AIR, _AIR]) / 2)
        return best


def place_all(board: Board, labels: Iterable[Label]) -> list[Placed]:
    """Place labels in their order, the weightiest first."""
    return [placed for label in labels if (placed := board.place(label)) is not None]


def pointed(label: Label) -> Iterator[Placed]:
    """Places about a point, best first; then farther off with a leader."""
    width, height = label.size
    if label.sides == "middle":
        for lift in (0.0, 1.3, -1.3):
            x, y = label.at
            yield Placed(label=label, middle=(x, y + lift * height))
        return
    reaches = (1.0, _FAR) if label.led else (1.0,)
    for far in reaches:
        gap = label.gap * far
        for across, up in _SIDES:
            x = label.at[0] + across * (gap + width / 2)
            lift = height / 2 + gap if across == 0 else height / 2 + gap * (far - 1) * 0.5
            y = label.at[1] + up * lift
            align = {1: "left", -1: "right", 0: "center"}[across]
            yield Placed(label=label, middle=(x, y), align=align, leader=far > 1)


def areal(label: Label) -> Iterator[Placed]:
    """Places along the middle of an area: level where the words fit, else leaning with it."""
    width, height = label.size
    shape = shapely.simplify(label.area, _COARSENESS)
    least = 0.0 if label.may_leave else _MOSTLY * width
    found = stretches(shape, height, max(height, least))
    level = sorted(found, key=lambda one: (-min(one[0] - width, 6.0), one[1]))
    inside = [middle for room, _, middle in level if room >= width]
    for middle in inside[:12]:
        yield Placed(label=label, middle=middle)
    leaning = _leaning(shape, width, height)
    if leaning is not None and not inside:
        yield Placed(label=label, middle=leaning[0], angle=leaning[1])
    for middle in [middle for room, _, middle in level if least <= room < width][:6]:
        yield Placed(label=label, middle=middle)
    if not label.may_leave:
        return
    yield Placed(label=label, middle=label.at)
    for shift in (height, -height, 2 * height, -2 * height):
        yield Placed(label=label, middle=(label.at[0], label.at[1] + shift))


def _leaning(shape: Any, width: float, height: float) -> tuple[tuple[float, float], float] | None:
    """The middle and the lean of a long shape's axis, if words fit along it."""
    frame = shapely.minimum_rotated_rectangle(shape)
    corners = shapely.get_coordinates(frame)
    if len(corners) < 4:
        return None
    sides = corners[1:3] - corners[0:2]
    lengths = np.hypot(*sides.T)
    longer = sides[int(np.argmax(lengths))]
    angle = float(np.degrees(np.arctan2(longer[1], longer[0])))
    angle = (angle + 90) % 180 - 90
    if abs(angle) > _STEEPEST or lengths.max() < 1.35 * lengths.min():
        return None
    middle = shapely.get_point(shapely.maximum_inscribed_circle(shape, tolerance=2.0), 0)
    words = shapely.box(-width / 2, -height / 2, width / 2, height / 2)
    turn = np.radians(angle)
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    laid = shapely.transform(words, lambda xy: xy @ rotation + (middle.x, middle.y))
    inside = shapely.intersection(laid, shape).area / laid.area
    return ((middle.x, middle.y), angle) if inside > 0.93 else None


def _covered(
    middle: tuple[float, float], size: tuple[float, float], angle: float
) -> NDArray[np.float64]:
    width, height = size
    if not angle:
        x, y = middle
        return np.array([[x - width / 2, y - height / 2, x + width / 2, y + height / 2]])
    # Squares along the axis: together they hold what the leaning words cover.
    count = max(1, int(np.ceil(width / height)))
    along = (np.arange(count) + 0.5) / count * width - width / 2
    turn = np.radians(angle)
    x, y = middle[0] + along * np.cos(turn), middle[1] + along * np.sin(turn)
    half = height * 0.72
    return np.column_stack([x - half, y - half, x + half, y + half])


def baselines(placed: Placed) -> Iterator[tuple[str, Face, tuple[float, float]]]:
    """Each line with its face and where its base line begins, not yet turned."""
    label, face = placed.label, placed.label.face
    width, height = label.size
    top = placed.middle[1] + height / 2
    for line in label.lines:
        spare = width - width_of(line, face)
        left = placed.middle[0] - width / 2
        left += {"left": 0.0, "center": spare / 2, "right": spare}[placed.align]
        yield line, face, (left, top - face.size * 0.94)
        top -= face.size * _LINE


def boxes_about(
    spots: Sequence[tuple[float, float]] | NDArray[np.float64], reach: float
) -> NDArray[np.float64]:
    """Squares about points."""
    at = np.asarray(spots, dtype=float).reshape(-1, 2)
    return np.hstack([at - reach, at + reach])
