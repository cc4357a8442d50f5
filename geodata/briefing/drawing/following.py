"""Pages that follow the first: the rest of table, words and sources."""

from collections.abc import Iterator

from geodata.briefing.drawing.columns import columns_of, height_of
from geodata.briefing.drawing.heads import MARGIN, draw_banners
from geodata.briefing.drawing.layouts import Rest
from geodata.briefing.drawing.lettering import Face, plain, shorten
from geodata.briefing.drawing.rows import Kind, Row, draw_rows, flow
from geodata.briefing.drawing.surface import LABEL, RULE, Box, Surface
from geodata.briefing.drawing.tables import draw_table
from geodata.briefing.sheet import Layout, Sheet, TableRow

_SIZE = 7.6
_COLUMNS = 3


def draw_following(sheet: Sheet, rest: Rest, size: tuple[float, float]) -> Iterator[Surface]:
    """Draw as many pages as the rest takes; size: of a page, in points."""
    rows, number = rest.rows, 1
    while rows and sheet.table is not None:
        number += 1
        surface = Surface(*size)
        body = _begin(surface, sheet, number)
        timeline = sheet.layout is Layout.DOSSIER
        left_over, _ = draw_table(surface, sheet.table, rows, body, timeline=timeline)
        rows = _moved_on(rows, left_over)
        yield surface
    words = words_and_sources(rest)
    while words:
        number += 1
        surface = Surface(*size)
        body = _begin(surface, sheet, number)
        high = height_of(words, body.width, _COLUMNS, _SIZE, most=body.height)
        level = Box(left=body.left, bottom=body.top - high, width=body.width, height=high)
        placed, left_over_words = flow(words, columns_of(level, _COLUMNS), _SIZE)
        draw_rows(surface, placed)
        words = left_over_words if len(left_over_words) < len(words) else []
        yield surface


def _moved_on(rows: list[TableRow], left_over: list[TableRow]) -> list[TableRow]:
    """What is left; nothing if a row is higher than a page, for it never fits."""
    return left_over if len(left_over) < len(rows) else rows[1:]


def words_and_sources(rest: Rest) -> list[Row]:
    """The rest of the words, then that of the sources, each under its heading."""
    words = list(rest.sentences)
    if words and words[0].kind is not Kind.HEADING:
        words.insert(0, Row(kind=Kind.HEADING, text="The brief, continued"))
    if rest.sources:
        words += [Row(kind=Kind.HEADING, text="Sources, continued"), *rest.sources]
    return words


def _begin(surface: Surface, sheet: Sheet, number: int) -> Box:
    """Banners, a short title and the page's number; returns what is between."""
    page = draw_banners(surface, sheet)
    face, small = Face(size=9, bold=True), Face(size=6.6, colour=LABEL)
    base = page.top - 16
    title = shorten(plain(sheet.title, 400), face, page.width * 0.62)
    surface.text(title, (page.left, base), face)
    words = plain(f"As of {sheet.dated.both} · {sheet.digest[:12]} · page {number}")
    surface.text(words, (page.right, base), small, align="right")
    surface.rule((page.left, base - 5), (page.right, base - 5), colour=RULE)
    return Box(left=page.left, bottom=page.bottom + MARGIN / 2, width=page.width,
               height=base - 11 - page.bottom - MARGIN / 2)  # fmt: skip
