"""The cells of a frame: which of them are taken, and where labels should not stand."""

from collections.abc import Iterator
from math import ceil

import numpy as np
from numpy.typing import NDArray

from geodata.briefing.drawing.surface import Box

_CELL = 0.5
"""Points: how fine they are."""


class Cells:
    """What is taken of a frame, in cells: no two labels, and no label and sign, may touch."""

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        size = (int(frame.height / _CELL) + 2, int(frame.width / _CELL) + 2)
        self.taken = np.zeros(size, dtype=bool)
        self.lines = np.zeros(size, dtype=np.int32)
        """How many points of lines that labels keep off if they can."""

    def take(self, boxes: NDArray[np.float64]) -> None:
        """Keep boxes (left, bottom, right, top) free of labels."""
        for cells in self._cells(boxes):
            self.taken[cells] = True

    def take_many(self, boxes: NDArray[np.float64]) -> None:
        """Keep thousands of boxes free: where more begin than end, there is one."""
        height, width = self.taken.shape
        begins = np.zeros((height + 1, width + 1), dtype=np.int32)  # megabytes: added up in place
        low = np.floor((boxes[:, :2] - self._corner) / _CELL).astype(int)
        high = np.ceil((boxes[:, 2:] - self._corner) / _CELL).astype(int)
        (left, bottom), (right, top) = (np.clip(one, 0, (width, height)).T for one in (low, high))
        for rows, columns, step in (
            (bottom, left, 1), (top, right, 1), (bottom, right, -1), (top, left, -1),
        ):  # fmt: skip
            np.add.at(begins, (rows, columns), step)
        for axis in (0, 1):
            begins.cumsum(axis=axis, out=begins)
        self.taken |= begins[:-1, :-1] > 0

    def keep_off(self, spots: NDArray[np.float64]) -> None:
        """Have labels keep off the points of a line if they can."""
        columns, rows = np.floor((spots - self._corner) / _CELL).astype(int).T
        height, width = self.lines.shape
        inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
        np.add.at(self.lines, (rows[inside], columns[inside]), 1)

    @property
    def _corner(self) -> tuple[float, float]:
        return self.frame.left, self.frame.bottom

    def _cells(self, boxes: NDArray[np.float64]) -> Iterator[tuple[slice, slice]]:
        """The cells that boxes touch."""
        x, y = self._corner
        for left, bottom, right, top in boxes.tolist():
            rows = slice(max(0, int((bottom - y) / _CELL)), max(0, ceil((top - y) / _CELL)))
            yield rows, slice(max(0, int((left - x) / _CELL)), max(0, ceil((right - x) / _CELL)))

    def is_free(self, boxes: NDArray[np.float64]) -> bool:
        """Tell whether nothing stands there, and all of it lies in the frame."""
        frame = self.frame
        for left, bottom, right, top in boxes.tolist():
            if left < frame.left + 2 or bottom < frame.bottom + 2:
                return False
            if right > frame.right - 2 or top > frame.top - 2:
                return False
        return not any(self.taken[cells].any() for cells in self._cells(boxes))

    def noise(self, boxes: NDArray[np.float64]) -> int:
        """How much of the lines to keep off lies under boxes."""
        return sum(int(self.lines[cells].sum()) for cells in self._cells(boxes))
