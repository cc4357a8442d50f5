"""Level stretches inside a shape: where words as tall as this find room."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.briefing.drawing.projection import rings

_LEVELS = 23
"""Lines on which room is looked for, from the foot of a shape to its top."""
_GRAZED = 0.5
"""Points: words may be grazed by so much of an outline; lines of type have air."""
_LEVEL = 1e-9
"""Points: how far a level side rises, as nothing can be divided by nothing."""
_Numbers = NDArray[np.float64]
Stretch = tuple[float, float, tuple[float, float]]
"""Room for words, distance from the middle of the shape, and the middle of the room."""


def stretches(shape: Any, height: float, least: float) -> Iterator[Stretch]:
    """Find the room for words of a height on level lines through a shape of points.

    least: shorter lines have no room.
    """
    lines = rings([shape])
    if not lines:
        return
    begins = np.concatenate([line[:-1] for line in lines])
    ends = np.concatenate([line[1:] for line in lines])
    _, bottom, _, top = shape.bounds
    centre = shape.centroid.y
    reach = max(_GRAZED, height / 2 - _GRAZED)
    levels = np.linspace(bottom, top, _LEVELS + 2)[1:-1]
    for level, left, right in _within(begins, ends, levels):
        if right - left > least:
            room, middle = _free(left, right, _blocked(begins, ends, level, reach))
            yield room, abs(level - centre), (middle, level)


def _within(begins: _Numbers, ends: _Numbers, levels: _Numbers) -> list[list[float]]:
    """Level, left and right of where level lines lie in a shape: they go in and out in turn."""
    level = levels[:, None]
    number, side = np.nonzero((begins[:, 1] <= level) != (ends[:, 1] <= level))
    (x0, y0), (x1, y1) = begins[side].T, ends[side].T
    x = x0 + (levels[number] - y0) * (x1 - x0) / (y1 - y0)
    met = x[np.lexsort((x, number))].reshape(-1, 2)
    found: list[list[float]] = np.column_stack([levels[number[::2]], met]).tolist()
    return found


def _blocked(begins: _Numbers, ends: _Numbers, level: float, reach: float) -> _Numbers:
    """Rows: from where to where sides of a shape lie in a band about a level, in their order."""
    low, high = level - reach, level + reach
    near = np.maximum(begins[:, 1], ends[:, 1]) > low
    near &= np.minimum(begins[:, 1], ends[:, 1]) < high
    one, other = begins[near], ends[near]
    rise = other[:, 1] - one[:, 1]
    rise[rise == 0] = _LEVEL  # then it lies in the band as a whole
    share = np.clip((np.array([[low], [high]]) - one[:, 1]) / rise, 0, 1)
    x = one[:, 0] + share * (other[:, 0] - one[:, 0])
    found = np.sort(x, axis=0).T
    return found[np.argsort(found[:, 0], kind="stable")]


def _free(left: float, right: float, blocked: _Numbers) -> tuple[float, float]:
    """The longest stretch between two ends that is not blocked: its length and its middle."""
    among = blocked[(blocked[:, 1] > left) & (blocked[:, 0] < right)]
    starts = np.maximum.accumulate(np.concatenate([[left], among[:, 1]]))
    lengths = np.concatenate([among[:, 0], [right]]) - starts
    best = int(lengths.argmax())
    return max(0.0, float(lengths[best])), float(starts[best] + lengths[best] / 2)
