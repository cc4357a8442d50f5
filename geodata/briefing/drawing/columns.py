"""Columns: equal parts of a box, and how high they must be to hold rows."""

from collections.abc import Sequence

from geodata.briefing.drawing.rows import Row, flow
from geodata.briefing.drawing.surface import Box

_BETWEEN = 14.0


def columns_of(box: Box, count: int) -> list[Box]:
    """Cut a box into columns of equal width."""
    width = (box.width - (count - 1) * _BETWEEN) / count
    return [
        Box(left=box.left + number * (width + _BETWEEN), bottom=box.bottom, width=width,
            height=box.height)
        for number in range(count)
    ]  # fmt: skip


def height_of(rows: Sequence[Row], width: float, count: int, size: float, *, most: float) -> float:
    """The least height at which so many columns hold rows; `most` if they don't."""
    low, high = 0.0, most
    if not rows:
        return 0.0
    while high - low > 1.0:
        middle = (low + high) / 2
        columns = columns_of(Box(left=0, bottom=0, width=width, height=middle), count)
        if flow(rows, columns, size)[1]:
            low = middle
        else:
            high = middle
    return high
