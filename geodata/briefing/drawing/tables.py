"""The sheet's table: disputed places, or who said what of one place in order of time."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.path import Path

from geodata.briefing.drawing.lettering import Face, plain, wrap
from geodata.briefing.drawing.surface import INK, LABEL, PAPER, RULE, Box, Surface
from geodata.briefing.sheet import Table, TableRow, cite

_SIZE = 6.9
_CITED = 34.0
"""Points for the numbers of the sources."""
_AIR = 5.0
_MOST_LINES = (8, 4)
"""Of a cell: as many as let all rows find room, or the fewest."""
_TIMELINE = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    left: float
    width: float


def draw_table(
    surface: Surface, table: Table, rows: Sequence[TableRow], box: Box, *, timeline: bool
) -> tuple[list[TableRow], Box]:
    """Draw rows from the top of a box on; returns those that found no room, and what is free.

    timeline: a line with a dot for each row, for what is in order of time.
    """
    inner = box
    if timeline:
        inner = Box(left=box.left + _TIMELINE, bottom=box.bottom,
                    width=box.width - _TIMELINE, height=box.height)  # fmt: skip
    columns = _columns(table, inner)
    head, body = Face(size=_SIZE, bold=True), Face(size=_SIZE)
    heads = _cells((*table.head, "Sources"), columns, head)
    top = _draw_row(surface, heads, columns, inner.top, head)
    surface.rule((inner.left, top), (inner.right, top), width=1.0, colour=INK)
    dots: list[float] = []
    for cells in _listed(rows, columns, body, top - box.bottom):
        if top - _height(cells, body) < box.bottom:
            break
        dots.append(top - 3 - body.size * 0.6)
        top = _draw_row(surface, cells, columns, top, body)
        surface.rule((inner.left, top), (inner.right, top), width=0.5, colour=RULE)
    if timeline and dots:
        _draw_timeline(surface, box.left + 4, dots)
    free = Box(left=box.left, bottom=box.bottom, width=box.width, height=top - box.bottom)
    return list(rows[len(dots) :]), free


def _columns(table: Table, box: Box) -> list[_Column]:
    room = box.width - _CITED - _AIR * (len(table.widths))
    columns, left = [], box.left
    for share in table.widths:
        columns.append(_Column(left=left, width=room * share))
        left += room * share + _AIR
    return [*columns, _Column(left=left, width=_CITED)]


def _listed(
    rows: Sequence[TableRow], columns: Sequence[_Column], face: Face, room: float
) -> list[list[list[str]]]:
    """The lines of each cell of each row."""
    for most in _MOST_LINES:
        listed = [_cells((*row.cells, cite(row.numbers)), columns, face, most) for row in rows]
        if sum(_height(cells, face) for cells in listed) <= room:
            break
    return listed


def _cells(
    cells: Sequence[str], columns: Sequence[_Column], face: Face, most: int = _MOST_LINES[-1]
) -> list[list[str]]:
    return [
        wrap(plain(cell, 600), face, column.width, most) if cell else []
        for cell, column in zip(cells, columns, strict=False)
    ]


def _height(cells: Sequence[Sequence[str]], face: Face) -> float:
    return max(1, *map(len, cells)) * face.leading + 5.2


def _draw_row(
    surface: Surface,
    cells: Sequence[Sequence[str]],
    columns: Sequence[_Column],
    top: float,
    face: Face,
) -> float:
    for lines, column in zip(cells, columns, strict=False):
        surface.lines(lines, column.left, top - 2.6, face)
    return top - _height(cells, face)


def _draw_timeline(surface: Surface, left: float, dots: Sequence[float]) -> None:
    surface.rule((left, dots[0]), (left, dots[-1]), width=0.9, colour=LABEL)
    signs = [Path.circle((left, y), 2.0) for y in dots]
    surface.paths(signs, order=6, facecolor=PAPER, edgecolor=INK, linewidth=1.0)
