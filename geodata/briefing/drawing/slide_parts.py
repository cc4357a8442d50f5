"""Parts of a slide: text, pictures, the legend and the table, all to be edited."""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Length, Pt

from geodata.briefing.drawing.lettering import Face, clean, plain, wrap
from geodata.briefing.drawing.pictures import rendered
from geodata.briefing.drawing.rows import Row, Set, flow, note_rows
from geodata.briefing.drawing.surface import INK, Box, Surface
from geodata.briefing.drawing.swatches import draw_swatch, swatch_width
from geodata.briefing.sheet import Swatch, Table, TableRow, cite

INK_FILL = INK
FONT = "Arial"
"""Every machine has it or one of its measure; slides can't carry fonts of their own."""
_HIGH = 540.0
_ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_SIZES = (10.0, 9.0, 8.0, 7.2)
_SWATCH_DPI = 300
_CELL = Face(size=9)
_CITED = 0.09


def _frame(box: Box) -> tuple[Length, Length, Length, Length]:
    """Left, top, width and height as slides count them: from the upper left corner."""
    return (Pt(box.left), Pt(_HIGH - box.top), Pt(box.width), Pt(box.height))


def add_text(
    slide: Slide, box: Box, lines: Sequence[str], face: Face, *, align: str = "left", **more: Any
) -> None:
    """Add a text box with a paragraph for each line; `more` as `set_text`."""
    shape = slide.shapes.add_textbox(*_frame(box))
    set_text(shape, box, lines, face, align=align, **more)


def set_text(
    shape: Any,
    box: Box,
    lines: Sequence[str],
    face: Face,
    *,
    align: str = "left",
    **more: Any,
) -> None:
    """Fill a shape with paragraphs.

    more: fill (colour of the box), bold and sizes (by paragraph), apart (points after each).
    """
    shape.left, shape.top, shape.width, shape.height = _frame(box)
    if more.get("fill"):
        shape.fill.solid()
        shape.fill.fore_color.rgb = _hue(more["fill"])
    text = shape.text_frame
    text.word_wrap = True
    text.vertical_anchor = MSO_ANCHOR.MIDDLE if more.get("fill") else MSO_ANCHOR.TOP
    text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = Pt(1)
    bold = more.get("bold") or [face.bold] * len(lines)
    sizes = more.get("sizes") or [face.size] * len(lines)
    for number, (line, strong, size) in enumerate(zip(lines, bold, sizes, strict=True)):
        paragraph = text.paragraphs[0] if number == 0 else text.add_paragraph()
        paragraph.alignment = _ALIGN[align]
        paragraph.space_after = Pt(more.get("apart", 0))
        _letter(paragraph.add_run(), line, replace(face, size=size), bold=strong)


def _letter(run: Any, line: str, face: Face, *, bold: bool) -> None:
    run.text = line
    font = run.font  # looked up in the file each time that it is asked for
    font.size, font.bold, font.name = Pt(face.size), bold, FONT
    font.color.rgb = _hue(face.colour)


def _hue(colour: str) -> RGBColor:
    untyped: Any = RGBColor
    hue: RGBColor = untyped.from_string(colour[1:])
    return hue


def add_picture(slide: Slide, box: Box, content: bytes, told: str) -> None:
    """Add a picture; told: what it shows, for those who can't see it."""
    picture: Any = slide.shapes.add_picture(io.BytesIO(content), *_frame(box))
    picture._element.nvPicPr.cNvPr.set("descr", told)


def add_legend(
    slide: Slide, columns: Sequence[Box], rows: Sequence[Row], notes: Sequence[str]
) -> list[Row]:
    """Add the legend, each entry a text beside its swatches; returns what has no room."""
    listed = [*rows, *note_rows(notes)]
    for size in _SIZES:
        placed, left_over = flow(listed, columns, size)
        if not left_over:
            break
    for one in placed:
        left = one.left
        for swatch in one.row.swatches:
            width = swatch_width(swatch) * size / 7.6
            area = Box(left=left, bottom=one.top - size * 1.5, width=width, height=size * 1.24)
            add_picture(slide, area, _swatch(swatch, area), one.row.text)
            left += width + 2
        _add_entry(slide, one, columns[0].width)
    return left_over


def _add_entry(slide: Slide, one: Set, width: float) -> None:
    left = one.left + one.indent
    high = one.height + 2
    area = Box(left=left, bottom=one.top - high, width=width - one.indent, height=high)
    bold = not one.row.swatches and one.row.kind.value == "heading"
    add_text(slide, area, [one.row.text], Face(size=one.size, bold=bold))


def _swatch(swatch: Swatch, area: Box) -> bytes:
    surface = Surface(area.width, area.height)
    draw_swatch(surface, swatch, surface.page.inset(0.6))
    out = io.BytesIO()
    rendered(surface, _SWATCH_DPI).save(out, "png")
    return out.getvalue()


def add_table(slide: Slide, box: Box, table: Table, rows: Sequence[TableRow]) -> int:
    """Add as many rows as there is room for as a native table; returns how many."""
    shares = [*(width * (1 - _CITED) for width in table.widths), _CITED]
    widths = [box.width * share for share in shares]
    lines = [(*row.cells, cite(row.numbers)) for row in rows]
    heights = [_row_height(line, widths) for line in lines]
    fitting, used = 0, 20.0
    while fitting < len(rows) and used + heights[fitting] <= box.height:
        used += heights[fitting]
        fitting += 1
    fitting = max(1, fitting)
    shape = slide.shapes.add_table(fitting + 1, len(widths), *_frame(box))
    shape.height = Pt(used)
    native: Any = shape.table
    for column, width in zip(native.columns, widths, strict=True):
        column.width = Pt(width)
    for number, cells in enumerate([(*table.head, "Sources"), *lines[:fitting]]):
        native.rows[number].height = Pt(20.0 if number == 0 else heights[number - 1])
        for cell, words in zip(native.rows[number].cells, cells, strict=False):
            _set_cell(cell, clean(words, 600), head=number == 0)
    return fitting


def _row_height(cells: Sequence[str], widths: Sequence[float]) -> float:
    most = max(
        len(wrap(plain(cell, 600), _CELL, width - 10))
        for cell, width in zip(cells, widths, strict=False)
    )
    return max(1, most) * _CELL.leading + 7


def _set_cell(cell: Any, words: str, *, head: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(4)
    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.fill.solid()
    cell.fill.fore_color.rgb = _hue("#E8EAEC" if head else "#FFFFFF")
    _letter(cell.text_frame.paragraphs[0].add_run(), words, _CELL, bold=head)
