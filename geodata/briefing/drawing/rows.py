"""Rows of text that flow through columns: headings, legend entries, sentences, sources."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from geodata.briefing.drawing.lettering import Face, plain, width_of, wrap
from geodata.briefing.drawing.surface import LABEL, Box, Surface
from geodata.briefing.drawing.swatches import draw_swatch, swatch_width
from geodata.briefing.sheet import LegendEntry, Sentence, Sheet, SourceLine, Swatch

_GAP = 4.0
_ABOVE = 0.7
"""Room above a heading, in sizes."""
"""Points between a swatch or a number and its text."""


class Kind(Enum):
    """How a row is lettered."""

    HEADING = "heading"
    ENTRY = "entry"
    SENTENCE = "sentence"
    SOURCE = "source"
    NOTE = "note"


_SCALE = {Kind.HEADING: 1.0, Kind.ENTRY: 1.0, Kind.SENTENCE: 1.0, Kind.SOURCE: 0.9, Kind.NOTE: 0.9}
_AFTER = {Kind.HEADING: 0.28, Kind.ENTRY: 0.34, Kind.SENTENCE: 0.42, Kind.SOURCE: 0.28,
          Kind.NOTE: 0.35}  # fmt: skip
"""Room below a row, in sizes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One paragraph, with what stands before it."""

    kind: Kind
    text: str
    swatches: tuple[Swatch, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A row where it stands."""

    row: Row
    lines: tuple[str, ...]
    left: float
    top: float
    size: float


def legend_rows(entries: Sequence[LegendEntry], heading: str = "Legend") -> list[Row]:
    """The legend, with swatches."""
    rows = [Row(kind=Kind.ENTRY, text=plain(one.text), swatches=one.swatches) for one in entries]
    return [Row(kind=Kind.HEADING, text=heading), *rows] if rows else []


def sentence_rows(sheet: Sheet) -> list[list[Row]]:
    """The brief in words, section by section."""
    return [
        [
            Row(kind=Kind.HEADING, text=plain(section.heading)),
            *(sentence_row(one) for one in section.sentences),
        ]
        for section in sheet.sections
        if section.sentences
    ]


def sentence_row(sentence: Sentence) -> Row:
    """One sentence with the numbers of its sources."""
    return Row(kind=Kind.SENTENCE, text=plain(sentence.cited))


def source_rows(sources: Sequence[SourceLine], *, links: bool = False) -> list[Row]:
    """The sources by number; with their addresses where there is room for them."""
    rows = []
    for one in sources:
        address = f" {one.url}" if links and one.url else ""
        rows.append(Row(kind=Kind.SOURCE, text=plain(one.text + address), number=str(one.number)))
    return rows


def note_rows(notes: Sequence[str]) -> list[Row]:
    """What has to be known of the sheet."""
    return [Row(kind=Kind.NOTE, text=plain(one)) for one in notes]


def face_of(kind: Kind, size: float) -> Face:
    """How a kind of row is lettered where sentences have a size."""
    face = Face(size=size * _SCALE[kind])
    if kind is Kind.HEADING:
        return replace(face, bold=True)
    return replace(face, colour=LABEL) if kind in {Kind.SOURCE, Kind.NOTE} else face


def _indent(row: Row, size: float, widest: float) -> float:
    if row.swatches:
        return sum(map(swatch_width, row.swatches)) + 2.0 * (len(row.swatches) - 1) + _GAP
    return widest + _GAP if row.number else 0.0


def flow(rows: Sequence[Row], columns: Sequence[Box], size: float) -> tuple[list[Set], list[Row]]:
    """Set rows into columns one after the other; returns those set, and those left over.

    A heading never stands last in a column.
    """
    numbers = [row.number for row in rows if row.number]
    widest = max((width_of(one, face_of(Kind.SOURCE, size)) for one in numbers), default=0.0)
    placed: list[Set] = []
    left_over = list(rows)
    for column in columns:
        top = column.top
        while left_over:
            row = left_over[0]
            block = _fitted(row, column, size, widest)
            needed = _height(row, block, size)
            if row.kind is Kind.HEADING and len(left_over) > 1:
                following = left_over[1]
                needed += size * _ABOVE + _height(
                    following, _fitted(following, column, size, widest), size
                )
            if top - needed < column.bottom - 0.01:
                break
            if row.kind is Kind.HEADING and top < column.top:
                top -= size * _ABOVE
            placed.append(Set(row=row, lines=tuple(block), left=column.left, top=top, size=size))
            top -= _height(row, block, size)
            left_over.pop(0)
    return placed, left_over


def _fitted(row: Row, column: Box, size: float, widest: float) -> list[str]:
    face = face_of(row.kind, size)
    return wrap(row.text, face, column.width - _indent(row, size, widest))


def _height(row: Row, lines: Sequence[str], size: float) -> float:
    face = face_of(row.kind, size)
    return len(lines) * face.leading + _AFTER[row.kind] * size


def draw_rows(surface: Surface, placed: Sequence[Set]) -> None:
    """Letter rows where they were set."""
    numbers = [(one.row.number, one.size) for one in placed if one.row.number]
    widest = max(
        (width_of(number, face_of(Kind.SOURCE, size)) for number, size in numbers), default=0.0
    )
    for one in placed:
        row, face = one.row, face_of(one.row.kind, one.size)
        base = one.top - face.size
        left = one.left
        for swatch in row.swatches:
            width = swatch_width(swatch)
            box = Box(left=left, bottom=base - 1.9, width=width, height=9.6)
            draw_swatch(surface, swatch, box)
            left += width + 2.0
        if row.number:
            surface.text(row.number, (one.left + widest, base), face, align="right")
        indent = _indent(row, one.size, widest)
        surface.lines(one.lines, one.left + indent, one.top, face)
