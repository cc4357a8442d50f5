"""Fonts in a PDF: the letters that are used, and what each of them stands for."""

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

import numpy as np
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from numpy.typing import NDArray

from geodata.briefing.drawing.glyphs import characters, font_path

_NEEDED = {"head", "hhea", "maxp", "hmtx", "fpgm", "prep", "cvt ", "loca", "glyf"}
"""Tables that a viewer draws with; letters are placed already, none is shaped again."""
_CAPITALS = 729
"""Height of capitals in thousandths of a size: of these fonts, whose files do not tell."""
_MOST_MAPPED = 100
"""Rows of one block of a table of characters: the format allows no more."""


def _whole(*, bold: bool) -> TTFont:
    """A font that keeps the date that it has, as files made of it are to be equal."""
    content = io.BytesIO(font_path(bold=bold).read_bytes())
    return TTFont(content, lazy=True, recalcTimestamp=False)


@cache
def _lean(*, bold: bool) -> bytes:
    """A font with the tables that are needed: taking letters from a whole one takes a second."""
    font = _whole(bold=bold)
    for table in set(font.keys()) - _NEEDED - {"GlyphOrder"}:
        del font[table]
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


@lru_cache(maxsize=8)
def subset(glyphs: frozenset[int], *, bold: bool) -> bytes:
    """A font file of some glyphs, which keep their numbers; the others are empty."""
    font = TTFont(
        io.BytesIO(_lean(bold=bold)), lazy=True, recalcTimestamp=False, recalcBBoxes=False
    )
    outlines, names = font["glyf"], font.getGlyphOrder()
    kept = {names[0]}
    left = [names[number] for number in glyphs]
    while left:
        name = left.pop()
        kept.add(name)
        left += [part for part in outlines[name].getComponentNames(outlines) if part not in kept]
    outlines.glyphs = {name: outlines.glyphs[name] if name in kept else Glyph() for name in names}
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


@cache
def advances(*, bold: bool) -> NDArray[np.float64]:
    """By glyph how far the pen moves at size 1."""
    font = _whole(bold=bold)
    widths = font["hmtx"].metrics
    em = font["head"].unitsPerEm
    steps = [widths[name][0] / em for name in font.getGlyphOrder()]
    return np.array(steps, dtype=float)


@cache
def measures(*, bold: bool) -> dict[str, int | list[int]]:
    """What PDF wants to know of a font, in thousandths of its size."""
    font = _whole(bold=bold)
    head, em = font["head"], font["head"].unitsPerEm
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    return {
        "FontBBox": [round(1000 * one / em) for one in box],
        "Ascent": round(1000 * font["hhea"].ascent / em),
        "Descent": round(1000 * font["hhea"].descent / em),
        "CapHeight": _CAPITALS,
        "StemV": 120 if bold else 80,
        "ItalicAngle": 0,
    }


def widths(glyphs: Iterable[int], *, bold: bool) -> list[int | list[int]]:
    """Widths as PDF lists them: the first glyph of a run, then those of the run."""
    advance = advances(bold=bold)
    listed: list[int | list[int]] = []
    last = -2
    for glyph in sorted(glyphs):
        width = round(1000 * float(advance[glyph]))
        run = listed[-1] if glyph == last + 1 else None
        if isinstance(run, list):
            run.append(width)
        else:
            listed += [glyph, [width]]
        last = glyph
    return listed


def character_map(glyphs: Iterable[int], *, bold: bool) -> bytes:
    """A table from glyphs back to characters, so that text can be found and copied."""
    stand_for = characters(bold=bold)
    rows = [f"<{one:04X}> <{_utf16(stand_for[one])}>" for one in sorted(glyphs) if one in stand_for]
    return "\n".join([*_HEAD, *_blocks(rows), *_FOOT]).encode("ascii")


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def _blocks(rows: Sequence[str]) -> Iterator[str]:
    for first in range(0, len(rows), _MOST_MAPPED):
        block = rows[first : first + _MOST_MAPPED]
        yield f"{len(block)} beginbfchar"
        yield from block
        yield "endbfchar"


_HEAD = (
    "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
    "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange",
)  # fmt: skip
_FOOT = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")
