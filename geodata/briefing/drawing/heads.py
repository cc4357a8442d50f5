"""Head and foot of a page: banners, title, moments, method, disclaimer, link and hash."""

from dataclasses import replace

from geodata.briefing.drawing.columns import columns_of, height_of
from geodata.briefing.drawing.lettering import Face, fit, plain, width_of, wrap
from geodata.briefing.drawing.rows import Kind, Row, draw_rows, flow
from geodata.briefing.drawing.surface import INK, LABEL, PAPER, RULE, Box, Surface
from geodata.briefing.sheet import Sheet

MARGIN = 14.0
_BANNER = 15.0
_GAP = 6.0
_TITLES = tuple(Face(size=size, bold=True) for size in (17, 15, 13, 11.5, 10, 9))
_SMALL = 5.9
_LONGEST_LINK = 240
"""Characters; files carry a longer one whole in what they tell of themselves."""
_MOST_TITLE_LINES = 3


def draw_banners(surface: Surface, sheet: Sheet) -> Box:
    """Set the handling banner at top and bottom; returns the page between them."""
    page = surface.page
    face = Face(size=8, bold=True, colour=PAPER)
    for bottom in (page.top - _BANNER, page.bottom):
        strip = Box(left=0, bottom=bottom, width=page.width, height=_BANNER)
        surface.rectangle(strip, order=1, facecolor=INK, edgecolor="none")
        surface.line_within(plain(sheet.banner, 200), strip.inset(2), face, align="center")
    return Box(left=MARGIN, bottom=_BANNER, width=page.width - 2 * MARGIN,
               height=page.height - 2 * _BANNER)  # fmt: skip


def draw_head(surface: Surface, sheet: Sheet, page: Box) -> Box:
    """Set title, subtitle and moments; returns the page below them."""
    moments = _moments(sheet)
    label, value = Face(size=6.6, colour=LABEL), Face(size=6.6, bold=True)
    names = max(width_of(name, label) for name, _ in moments) + 6
    block = names + max(width_of(words, value) for _, words in moments)
    block = min(block, page.width * 0.42)
    wide = page.width - block - 22
    face, lines = fit(plain(sheet.title, 1_000), _TITLES, wide, _MOST_TITLE_LINES)
    if len(lines) > 1 and face.size > 13:
        face, lines = fit(plain(sheet.title, 1_000), _TITLES[2:], wide, _MOST_TITLE_LINES)
    top = page.top - 7
    below = surface.lines(lines, page.left, top, face)
    said = Face(size=8.2, colour=LABEL)
    subtitle = wrap(plain(sheet.subtitle, 1_000), said, wide, 2)
    below = surface.lines(subtitle, page.left, below - 1, said)
    left, base = page.right - block, top - 1
    surface.rule((left - 9, top + 1), (left - 9, top - 3 * 9.4 - 2), width=0.7)
    for name, words in moments:
        row = Box(left=left + names, bottom=base - 9, width=block - names, height=9)
        surface.line_within(name, replace(row, left=left, width=names), label)
        surface.line_within(words, row, value)
        base -= 9.4
    below = min(below, base) - 4
    return Box(left=page.left, bottom=page.bottom, width=page.width,
               height=below - page.bottom)  # fmt: skip


def _moments(sheet: Sheet) -> list[tuple[str, str]]:
    return [
        ("As of", plain(sheet.dated.both)),
        ("Known at", plain(sheet.known.both)),
        ("Newest source", plain(sheet.cut_off)),
    ]


def draw_foot(surface: Surface, sheet: Sheet, page: Box, *, projection: str) -> Box:
    """Set method, disclaimer, credits, link and hash; returns the page above them."""
    drawn = f"Projection: {projection}; scale true at the middle latitude."
    groups = [
        [plain(f"Method: {sheet.method}", 560)],
        [plain(sheet.disclaimer, 260), plain(f"{sheet.credits} {sheet.spelling_note}", 300)],
        [f"Data: {plain(sheet.digest, 80)}", plain(drawn, 160),
         plain(f"This view: {sheet.permalink}", _LONGEST_LINK)],
    ]  # fmt: skip
    size = _SMALL / 0.9
    rows = [[Row(kind=Kind.NOTE, text=words) for words in group] for group in groups]
    width = columns_of(page, 3)[0].width
    height = max(height_of(group, width, 1, size, most=74) for group in rows)
    area = Box(left=page.left, bottom=page.bottom + 3, width=page.width, height=height)
    for group, column in zip(rows, columns_of(area, 3), strict=True):
        draw_rows(surface, flow(group, [column], size)[0])
    surface.rule((page.left, area.top + 3), (page.right, area.top + 3), colour=RULE)
    return Box(left=page.left, bottom=area.top + 3 + _GAP, width=page.width,
               height=page.top - area.top - 3 - _GAP)  # fmt: skip
