"""Layouts: where maps, table, legend, words and sources stand on the first page."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geodata.briefing.drawing.columns import columns_of, height_of
from geodata.briefing.drawing.heads import draw_banners, draw_foot, draw_head
from geodata.briefing.drawing.maps import Drawn, draw_map
from geodata.briefing.drawing.projection import view_of
from geodata.briefing.drawing.rows import (
    Kind,
    Row,
    draw_rows,
    flow,
    legend_rows,
    note_rows,
    sentence_rows,
    source_rows,
)
from geodata.briefing.drawing.surface import Box, Surface
from geodata.briefing.drawing.tables import draw_table
from geodata.briefing.sheet import Layout, Sheet, Table, TableRow

_GAP = 12.0
_SIDE = 0.285
"""Share of the page for legend and words."""
_SIDE_OF_TABLE = 0.36
_WORTH_FILLING = 60.0
"""Points: so much free room below a table takes words."""
_SIZES = (7.6, 7.2, 6.8, 6.4, 6.0)
_SOURCE_SIZES = (7.2, 6.8, 6.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What the first page has no room for."""

    sentences: list[Row]
    sources: list[Row]
    rows: list[TableRow]


def draw_sheet(surface: Surface, sheet: Sheet, *, further: str) -> tuple[Rest, list[Drawn]]:
    """Draw a sheet's first page. further: where the rest is, "on the next page"."""
    page = draw_banners(surface, sheet)
    page = draw_head(surface, sheet, page)
    projection = view_of(sheet.panels[0].bounds, page).name
    body = draw_foot(surface, sheet, page, projection=projection)
    if sheet.layout in {Layout.VOICES, Layout.DAYS} and len(sheet.panels) > 1:
        return _pair(surface, sheet, body, further)
    return _aside(surface, sheet, body, further)


def _aside(surface: Surface, sheet: Sheet, body: Box, further: str) -> tuple[Rest, list[Drawn]]:
    """One map, or a table with a small one, beside legend and words; sources below."""
    wide = body.width * (_SIDE if sheet.table is None else _SIDE_OF_TABLE)
    main = replace(body, width=body.width - wide - _GAP)
    side = Box(left=main.right + _GAP, bottom=body.bottom, width=wide, height=body.height)
    main, sources = _draw_sources(surface, sheet, main, further)
    if sheet.table is None:
        drawn = draw_map(surface, sheet, sheet.panels[0], main)
        sentences = _draw_words(surface, sheet, [side], further)
        return Rest(sentences=sentences, sources=sources, rows=[]), [drawn]
    rows, sentences, drawn = _tabled(surface, sheet, sheet.table, (main, side), further)
    return Rest(sentences=sentences, sources=sources, rows=rows), [drawn]


def _tabled(
    surface: Surface, sheet: Sheet, table: Table, boxes: tuple[Box, Box], further: str
) -> tuple[list[TableRow], list[Row], Drawn]:
    """Set a table and a map: below it or beside it, where more room is.

    boxes: the main one and that at the side. Returns rows and words that found no room, too.
    """
    main, side = boxes
    rows, free = draw_table(
        surface, table, table.rows, _less(main, 10), timeline=sheet.layout is Layout.DOSSIER
    )
    _say_rest(surface, main, len(rows) + table.left, "rows", further if rows else "")
    inset = replace(side, bottom=side.top - side.height * 0.44, height=side.height * 0.44)
    words_in = [replace(side, height=side.height - inset.height - _GAP / 2)]
    left = replace(free, height=0.0 if rows else free.height - _GAP)
    if left.height > inset.height:
        inset, words_in = left, [side]
    elif left.height > _WORTH_FILLING:
        words_in += columns_of(left, 2)
    drawn = draw_map(surface, sheet, sheet.panels[0], inset)
    return rows, _draw_words(surface, sheet, words_in, further), drawn


def _less(box: Box, by: float) -> Box:
    return replace(box, bottom=box.bottom + by, height=box.height - by)


def _pair(surface: Surface, sheet: Sheet, body: Box, further: str) -> tuple[Rest, list[Drawn]]:
    """Two maps side by side; legend, words and sources in columns below."""
    legend, sources = legend_rows(sheet.legend), _listed(sheet, further)
    quarter = columns_of(body, 4)[0].width
    half = columns_of(body, 2)[0].width
    for size in _SIZES:
        high = max(
            height_of(legend, quarter, 1, size, most=400),
            height_of(sources, half, 2, size, most=400),
            height_of(note_rows(sheet.notes), quarter, 1, size, most=400) + 60,
        )
        if high <= body.height * 0.4:
            break
    strip = replace(body, height=min(high, body.height * 0.42))
    maps = Box(left=body.left, bottom=strip.top + 8, width=body.width,
               height=body.height - strip.height - 8)  # fmt: skip
    drawn = [
        draw_map(surface, sheet, panel, box, locator=number == 0)
        for number, (panel, box) in enumerate(zip(sheet.panels, columns_of(maps, 2), strict=False))
    ]
    one, two, three, four = columns_of(strip, 4)
    size = min(size, _SOURCE_SIZES[0])
    low = height_of(sources, half, 2, size, most=strip.height)
    level = [replace(box, bottom=box.top - low, height=low) for box in (three, four)]
    placed, sources_left = flow(sources, level, size)
    draw_rows(surface, placed)
    below = [
        replace(box, height=box.height - low - _GAP) for box in (three, four)
        if box.height - low > _WORTH_FILLING
    ]  # fmt: skip
    sentences = _draw_words(surface, sheet, [one, two, *below], further)
    return Rest(sentences=sentences, sources=_cut_off(sheet, sources_left), rows=[]), drawn


def _draw_words(surface: Surface, sheet: Sheet, words_in: Sequence[Box], further: str) -> list[Row]:
    """Set legend, notes and as many sentences as there is room for; returns the others."""
    first = [*legend_rows(sheet.legend), *note_rows(sheet.notes)]
    said = [row for section in sentence_rows(sheet) for row in section]
    room = [replace(box, bottom=box.bottom + 9, height=box.height - 9) for box in words_in]
    placed, left_over = flow([*first, *said], room, _SIZES[0])
    for size in _SIZES[1:]:
        if not left_over:
            break
        placed, left_over = flow([*first, *said], room, size)
    draw_rows(surface, placed)
    missing = sum(row.kind is Kind.SENTENCE for row in left_over)
    _say_rest(surface, words_in[-1], missing, "sentences", further)
    return left_over


def _say_rest(surface: Surface, box: Box, count: int, noun: str, further: str) -> None:
    """Say at the foot of a box how much is missing: nothing goes silently."""
    if not count:
        return
    words = f"{count:,} more {noun if count != 1 else noun[:-1]} {further}".strip()
    strip = Box(left=box.left, bottom=box.bottom, width=box.width, height=8)
    placed, _ = flow([Row(kind=Kind.NOTE, text=words)], [replace(strip, height=20)], 6.6)
    draw_rows(surface, [replace(one, top=strip.top) for one in placed])


def _listed(sheet: Sheet, further: str) -> list[Row]:
    shown = source_rows(sheet.sources[: sheet.most_sources])
    left = len(sheet.sources) - len(shown)
    heading = "Sources" if not left else f"Sources ({left:,} more {further})"
    return [Row(kind=Kind.HEADING, text=heading), *shown] if sheet.sources else []


def _cut_off(sheet: Sheet, left_over: Sequence[Row]) -> list[Row]:
    """All sources that are not on the page, whichever way they fell off."""
    shown = min(sheet.most_sources, len(sheet.sources))
    fallen = sum(row.kind is Kind.SOURCE for row in left_over)
    return source_rows(sheet.sources, links=True)[shown - fallen :]


def _draw_sources(surface: Surface, sheet: Sheet, main: Box, further: str) -> tuple[Box, list[Row]]:
    """Set the sources in columns below what matters; returns what is above, and what is left."""
    most = main.height * 0.34
    count = 3 if main.width > 560 else 2
    if not sheet.sources:
        return main, []

    def tried(number: int) -> tuple[list[Row], float, float]:
        rows = _listed(replace(sheet, most_sources=number), further)
        for size in _SOURCE_SIZES:
            high = height_of(rows, main.width, count, size, most=2_000)
            if high <= most:
                break
        return rows, size, high

    numbers = range(1, min(sheet.most_sources, len(sheet.sources)) + 1)
    fitting = bisect_left(numbers, True, key=lambda number: tried(number)[2] > most)
    listed = replace(sheet, most_sources=max(1, fitting))
    rows, size, high = tried(listed.most_sources)
    strip = replace(main, height=min(high, most))
    placed, left_over = flow(rows, columns_of(strip, count), size)
    draw_rows(surface, placed)
    above = Box(left=main.left, bottom=strip.top + 9, width=main.width,
                height=main.height - strip.height - 9)  # fmt: skip
    return above, _cut_off(listed, left_over)
