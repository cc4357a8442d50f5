"""Rows of text that flow through columns: headings, legend entries, sentences, sources."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from geodata.briefing.drawing.lettering import Face, plain, width_of, wrap
from geodata.briefing.drawing.surface import LABEL, Box, Surface
from geodata.briefing.drawing.swatches import draw_swatch, swatch_width
from geodata.briefing.sheet import LegendEntry, Sentence, Sheet, SourceLine, Swatch

_GAP = 4.0
_USUAL = 7.6
"""Size at which swatches have their usual width."""
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
    indent: float

    @property
    def height(self) -> float:
        """Points that it takes, with the room below it."""
        face = face_of(self.row.kind, self.size)
        least = self.size * (_SWATCH + 0.3) if self.row.swatches else 0.0
        lines = len(self.lines) * face.leading + _AFTER[self.row.kind] * self.size
        return max(lines, least)


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


@lru_cache(maxsize=500)
def face_of(kind: Kind, size: float) -> Face:
    """How a kind of row is lettered where sentences have a size."""
    face = Face(size=size * _SCALE[kind])
    if kind is Kind.HEADING:
        return replace(face, bold=True)
    return replace(face, colour=LABEL) if kind in {Kind.SOURCE, Kind.NOTE} else face


_SWATCH = 1.24
"""Height of a swatch, in sizes."""


def _indent_of(rows: Sequence[Row], size: float) -> dict[Kind, float]:
    """How far the text of each kind of row is moved in: by the widest of what stands before it."""
    widest: dict[Kind, float] = {}
    for row in rows:
        before = 0.0
        if row.swatches:
            before = _swatches_width(row, size) + _GAP
        elif row.number:
            before = width_of(row.number, face_of(row.kind, size)) + _GAP
        widest[row.kind] = max(widest.get(row.kind, 0.0), before)
    return widest


def _swatches_width(row: Row, size: float) -> float:
    scale = size / _USUAL
    return sum(swatch_width(one) * scale for one in row.swatches) + 2.0 * (len(row.swatches) - 1)


def flow(rows: Sequence[Row], columns: Sequence[Box], size: float) -> tuple[list[Set], list[Row]]:
    """Set rows into columns one after the other; returns those set, and those left over.

    A heading never stands last in a column.
    """
    indents = _indent_of(rows, size)
    placed: list[Set] = []
    left_over = list(rows)
    for column in columns:
        top = column.top
        while left_over:
            row = left_over[0]
            one = _set(row, column, top, (size, indents[row.kind]))
            needed = one.height
            if row.kind is Kind.HEADING and len(left_over) > 1:
                following = left_over[1]
                after = _set(following, column, top, (size, indents[following.kind]))
                needed += size * _ABOVE + after.height
            if top - needed < column.bottom - 0.01:
                break
            if row.kind is Kind.HEADING and top < column.top:
                top -= size * _ABOVE
                one = replace(one, top=top)
            placed.append(one)
            top -= one.height
            left_over.pop(0)
    return placed, left_over


def _set(row: Row, column: Box, top: float, how: tuple[float, float]) -> Set:
    """Break a row into the lines that it has in a column; how: size and indent."""
    size, indent = how
    lines = wrap(row.text, face_of(row.kind, size), column.width - indent)
    return Set(row=row, lines=tuple(lines), left=column.left, top=top, size=size, indent=indent)


def draw_rows(surface: Surface, placed: Sequence[Set]) -> None:
    """Letter rows where they were set."""
    for one in placed:
        row, face = one.row, face_of(one.row.kind, one.size)
        base = one.top - face.size
        left, scale = one.left, one.size / _USUAL
        for swatch in row.swatches:
            width, height = swatch_width(swatch) * scale, one.size * _SWATCH
            box = Box(left=left, bottom=base + face.size * 0.36 - height / 2, width=width,
                      height=height)  # fmt: skip
            draw_swatch(surface, swatch, box)
            left += width + 2.0
        if row.number:
            at = (one.left + one.indent - _GAP, base)
            surface.text(row.number, at, face, align="right")
        surface.lines(one.lines, one.left + one.indent, one.top, face)
