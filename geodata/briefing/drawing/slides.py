"""Sheets as slides: text and tables to be edited, each map as a crisp picture."""

import io
from collections.abc import Sequence

from pptx import Presentation
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Pt

from geodata.briefing.drawing.columns import columns_of
from geodata.briefing.drawing.lettering import Face, clean, fit, plain, wrap
from geodata.briefing.drawing.maps import draw_map
from geodata.briefing.drawing.packing import add_proof, packed, tell
from geodata.briefing.drawing.pictures import PACKING, rendered
from geodata.briefing.drawing.rows import Kind, Row, flow, legend_rows, sentence_rows, source_rows
from geodata.briefing.drawing.slide_parts import (
    INK_FILL,
    add_legend,
    add_picture,
    add_table,
    add_text,
    set_text,
)
from geodata.briefing.drawing.surface import LABEL, PAPER, Box, Surface
from geodata.briefing.sheet import Panel, Sheet

WIDE, HIGH = 960.0, 540.0
_BANNER, _EDGE, _TITLE = 20.0, 22.0, 62.0
_DPI = 220
_TITLES = tuple(Face(size=size, bold=True) for size in (22, 19, 16, 14, 12, 10.5))
_TITLE_ONLY = 5
_BODY = 11.0
_FOOT = 40.0
_NARROWER = 1.08
"""Arial against the font that text is measured in."""
_SHORT = 70
"""Characters of a title that is set in one line."""


def draw_pptx(sheet: Sheet) -> bytes:
    """Draw a sheet as a slide show; `Sheet.proof` is in the part `/customXml/item1.xml`."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = Pt(WIDE), Pt(HIGH)
    _add_maps(slides, sheet)
    _add_table(slides, sheet)
    _add_rows(slides, sheet)
    tell(slides, sheet)
    add_proof(slides, sheet.proof)
    out = io.BytesIO()
    slides.save(out)
    return packed(out.getvalue())


def _begin(slides: Slides, sheet: Sheet, title: str) -> tuple[Slide, Box]:
    """A slide with banners and title; returns it and the room between."""
    slide = slides.slides.add_slide(slides.slide_layouts[_TITLE_ONLY])
    for holder in list(slide.placeholders)[1:]:
        holder.element.getparent().remove(holder.element)
    for bottom in (HIGH - _BANNER, 0.0):
        box = Box(left=0, bottom=bottom, width=WIDE, height=_BANNER)
        face = Face(size=10, bold=True, colour=PAPER)
        add_text(slide, box, [clean(sheet.banner, 200)], face, align="center", fill=INK_FILL)
    words = clean(title, 1_000)
    short = len(words) < _SHORT
    high = _TITLE if not short else _TITLE - 16
    box = Box(left=_EDGE, bottom=HIGH - _BANNER - high, width=WIDE * 0.66, height=high - 6)
    faces, most = (_TITLES[:4], 1) if short else (_TITLES[2:], 3)
    face, _ = fit(plain(words, 1_000), faces, box.width * _NARROWER, most)
    holder = slide.shapes.title
    if holder is not None:
        set_text(holder, box, [words], face)
    return slide, Box(left=_EDGE, bottom=_BANNER + 4, width=WIDE - 2 * _EDGE,
                      height=HIGH - 2 * _BANNER - high - 4)  # fmt: skip


def _add_maps(slides: Slides, sheet: Sheet) -> None:
    slide, body = _begin(slides, sheet, sheet.title)
    _add_moments(slide, sheet)
    foot = Box(left=body.left, bottom=body.bottom, width=body.width, height=_FOOT)
    main = Box(left=body.left, bottom=foot.top + 6, width=body.width,
               height=body.height - foot.height - 6)  # fmt: skip
    subtitle = Box(left=main.left, bottom=main.top - 13, width=main.width, height=13)
    said = wrap(plain(sheet.subtitle, 600), Face(size=10), subtitle.width, 1)
    add_text(slide, subtitle, said, Face(size=10, colour=LABEL))
    main = Box(left=main.left, bottom=main.bottom, width=main.width, height=main.height - 17)
    boxes, key = _arranged(main, len(sheet.panels))
    for number, (panel, box) in enumerate(zip(sheet.panels, boxes, strict=False)):
        add_picture(slide, box, _picture(sheet, panel, box, locator=number == 0),
                    clean(panel.heading or sheet.title, 300))  # fmt: skip
    left_over = add_legend(slide, key, legend_rows(sheet.legend), sheet.notes)
    _add_foot(slide, sheet, foot)
    if left_over:
        slide, body = _begin(slides, sheet, "Legend, continued")
        add_legend(slide, columns_of(body, 2), left_over, ())


def _arranged(main: Box, count: int) -> tuple[list[Box], list[Box]]:
    """Where maps stand, and in which columns the legend."""
    if count > 1:
        low = main.height * 0.3
        above = Box(left=main.left, bottom=main.bottom + low + 8, width=main.width,
                    height=main.height - low - 8)  # fmt: skip
        below = Box(left=main.left, bottom=main.bottom, width=main.width, height=low)
        return columns_of(above, count), columns_of(below, 3)
    maps = Box(left=main.left, bottom=main.bottom, width=main.width * 0.68, height=main.height)
    side = Box(left=maps.right + 12, bottom=main.bottom, width=main.right - maps.right - 12,
               height=main.height)  # fmt: skip
    return [maps], [side]


def _picture(sheet: Sheet, panel: Panel, box: Box, *, locator: bool) -> bytes:
    surface = Surface(box.width, box.height)
    draw_map(surface, sheet, panel, surface.page.inset(0.5), locator=locator)
    out = io.BytesIO()
    rendered(surface, _DPI).save(out, "png", **PACKING)
    return out.getvalue()


def _add_moments(slide: Slide, sheet: Sheet) -> None:
    box = Box(left=WIDE * 0.7, bottom=HIGH - _BANNER - 38, width=WIDE * 0.3 - _EDGE,
              height=34)  # fmt: skip
    lines = [f"As of {sheet.dated.both}", f"Known at {sheet.known.both}",
             f"Newest source {sheet.cut_off}"]  # fmt: skip
    add_text(slide, box, [clean(line, 200) for line in lines], Face(size=8.5), align="right")


def _add_foot(slide: Slide, sheet: Sheet, box: Box) -> None:
    texts = (
        [f"Method: {sheet.method}"],
        [sheet.disclaimer, f"{sheet.credits} {sheet.spelling_note}"],
        [f"This view: {sheet.permalink}", f"Data: {sheet.digest}"],
    )
    for group, column in zip(texts, columns_of(box, 3), strict=True):
        lines = [clean(one, 400) for one in group if one.strip()]
        add_text(slide, column, lines, Face(size=6.6, colour=LABEL))


def _add_table(slides: Slides, sheet: Sheet) -> None:
    rows = list(sheet.table.rows) if sheet.table is not None else []
    more = sheet.table.left if sheet.table is not None else 0
    while rows and sheet.table is not None:
        slide, body = _begin(slides, sheet, sheet.title)
        fitting = add_table(slide, body, sheet.table, rows)
        rows = rows[fitting:]
        if not rows and more:
            words = f"{more:,} more rows are not listed"
            foot = Box(left=body.left, bottom=_BANNER + 2, width=body.width, height=12)
            add_text(slide, foot, [words], Face(size=8, colour=LABEL))


def _add_rows(slides: Slides, sheet: Sheet) -> None:
    """Set words and sources in two columns, on as many slides as they take."""
    left_over = [row for part in sentence_rows(sheet) for row in part]
    if sheet.sources:
        left_over.append(Row(kind=Kind.HEADING, text="Sources"))
        left_over += source_rows(sheet.sources, links=True)
    title = "In words, and sources"
    while left_over:
        slide, body = _begin(slides, sheet, title)
        title = "In words, and sources, continued"
        columns = columns_of(body, 2)
        placed, rest = flow(left_over, [box.inset(4) for box in columns], _BODY)
        if len(rest) == len(left_over):
            return
        for column in columns:
            rows = [one.row for one in placed if one.left == column.inset(4).left]
            if rows:
                _add_column(slide, column, rows)
        left_over = rest


def _add_column(slide: Slide, box: Box, rows: Sequence[Row]) -> None:
    lines = [f"{row.number}  {row.text}" if row.number else row.text for row in rows]
    bold = [row.kind is Kind.HEADING for row in rows]
    sizes = [_BODY * (0.9 if row.number else 1) for row in rows]
    add_text(slide, box, lines, Face(size=_BODY), bold=bold, sizes=sizes, apart=4)
