"""Glyphs: the letters of a line as numbers and outlines of the font, each word shaped once."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path as File
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.font_manager import get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path
from matplotlib.textpath import TextToPath
from numpy.typing import NDArray

_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_DPI = 72.0
_EDGE, _ONWARDS = "|", "\u200e"
"""Stand at both ends of a text that is shaped: the first tells where its letters begin and end,
the second that what is around letters that run from right to left runs from left to right."""
_FIRST_PRESENTED, _LAST_PRESENTED = 0xFB00, 0xFEFF
"""Letters as they look when joined: what was written is another character."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Letters beside each other, as they stand on a line of size 1."""

    numbers: NDArray[np.int64]
    """Of the glyphs in the font."""
    at: NDArray[np.float64]
    """Rows: where each stands."""
    advance: float
    """How far the pen moves."""


@cache
def font_path(*, bold: bool = False) -> File:
    """The font file that ships with matplotlib: what a system has besides never counts."""
    return File(mpl.get_data_path()) / "fonts" / "ttf" / _FILES[bold]


def _font(*, bold: bool) -> FT2Font:
    """A font at the size at which it is measured; matplotlib keeps one for each thread."""
    font = get_font(str(font_path(bold=bold)))
    font.set_size(TextToPath.FONT_SCALE, _DPI)
    return font


@cache
def characters(*, bold: bool) -> Mapping[int, str]:
    """What each glyph stands for."""
    return {glyph: _written(code) for code, glyph in _font(bold=bold).get_charmap().items()}


def _written(code: int) -> str:
    if _FIRST_PRESENTED <= code <= _LAST_PRESENTED:
        return unicodedata.normalize("NFKC", chr(code))
    return chr(code)


def has_sign(char: str) -> bool:
    """Tell whether both fonts have a sign for a character."""
    return ord(char) in _charmap()


@cache
def _charmap() -> frozenset[int]:
    return frozenset.intersection(*(frozenset(_font(bold=one).get_charmap()) for one in _FILES))


def advance_of(text: str, *, bold: bool) -> float:
    """Width of a line of size 1: of its words, which come again and are measured once."""
    words = text.split(" ")
    unit = sum(_shaped(word, bold).advance for word in words if word)
    return unit + (len(words) - 1) * _shaped(" ", bold).advance


def shaped(text: str, *, bold: bool) -> Run:
    """Put the letters of a line beside each other; words that run from right to left as one."""
    if any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text):
        return _shaped(text, bold)
    space = _shaped(" ", bold)
    words = [_shaped(word, bold) if word else None for word in text.split(" ")]
    runs, starts, pen = [], [], 0.0
    for number, word in enumerate(words):
        for run in ((space,) if number else ()) + ((word,) if word else ()):
            runs.append(run)
            starts.append(pen)
            pen += run.advance
    return _joined(runs, starts, pen)


def _joined(runs: Sequence[Run], starts: Sequence[float], advance: float) -> Run:
    if not runs:
        return Run(np.empty(0, int), np.empty((0, 2)), 0.0)
    at = np.concatenate([run.at for run in runs])
    at[:, 0] += np.repeat(starts, [len(run.numbers) for run in runs])
    return Run(np.concatenate([run.numbers for run in runs]), at, advance)


@lru_cache(maxsize=20_000)
def _shaped(text: str, bold: bool) -> Run:
    """Shape a text of any script as matplotlib does."""
    glyphs = _laid_out(f"{_ONWARDS}{_EDGE}{text}{_EDGE}{_ONWARDS}", bold=bold)
    edge, step = _edge(bold)
    ends = [place for place, (number, _, _) in enumerate(glyphs) if number == edge]
    inner = glyphs[ends[0] + 1 : ends[-1]]
    begin, end = (glyphs[place][1] for place in (ends[0], ends[-1]))
    scale = TextToPath.FONT_SCALE
    return Run(
        numbers=np.array([number for number, _, _ in inner], dtype=int),
        at=np.array([(x - begin - step, y) for _, x, y in inner]).reshape(-1, 2) / scale,
        advance=(end - begin - step) / scale,
    )


def _laid_out(text: str, *, bold: bool) -> list[tuple[int, float, float]]:
    """Number and place of each glyph of a text, from left to right."""
    glyphs, _, _ = TextToPath().get_glyphs_with_font(_font(bold=bold), text)
    return [(int(name.rpartition("-")[2], 16), float(x), float(y)) for name, x, y, _ in glyphs]


@cache
def _edge(bold: bool) -> tuple[int, float]:
    """The glyph at the ends, and how far it moves the pen."""
    (number, begin, _), (_, end, _) = _laid_out(_EDGE * 2, bold=bold)
    return number, end - begin


def outline_of(text: str, *, bold: bool, size: float, at: tuple[float, float]) -> Path:
    """The letters of a line as one path from a point on their base line, in points."""
    run = shaped(text, bold=bold)
    found = [_glyph(number, bold) for number in run.numbers.tolist()]
    counts = [len(codes) for _, codes in found]
    if not sum(counts):
        return Path(np.empty((0, 2)))
    corners = np.concatenate([corners for corners, _ in found])
    corners = (corners + np.repeat(run.at, counts, axis=0)) * size + at
    return Path(corners, np.concatenate([codes for _, codes in found]))


@lru_cache(maxsize=2_000)
def _glyph(number: int, bold: bool) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    font: Any = _font(bold=bold)
    font.load_glyph(number, flags=LoadFlags.NO_HINTING)
    corners, codes = font.get_path()
    return corners / TextToPath.FONT_SCALE, codes
