"""Glyphs: the letters of a line as numbers and outlines of the font, each word shaped once."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path as File

import matplotlib as mpl
import numpy as np
from matplotlib.font_manager import get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path
from matplotlib.textpath import TextToPath
from numpy.typing import NDArray

_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_DPI = 72.0
_EDGE = "|"
"""Stands at both ends of a text that is shaped, so that its first and last step are known."""
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
    glyphs, _, _ = TextToPath().get_glyphs_with_font(_font(bold=bold), f"{_EDGE}{text}{_EDGE}")
    inner = glyphs[1:-1]
    first, scale = _edge(bold), TextToPath.FONT_SCALE
    return Run(
        numbers=np.array([int(name.rpartition("-")[2], 16) for name, *_ in inner], dtype=int),
        at=np.array([(x - first, y) for _, x, y, _ in inner]).reshape(-1, 2) / scale,
        advance=float(glyphs[-1][1] - first) / scale,
    )


@cache
def _edge(bold: bool) -> float:
    glyphs, _, _ = TextToPath().get_glyphs_with_font(_font(bold=bold), _EDGE * 2)
    return float(glyphs[1][1])


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
def _glyph(number: int, bold: bool) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    font = _font(bold=bold)
    font.load_glyph(number, flags=LoadFlags.NO_HINTING)
    corners, codes = font.get_path()
    return corners / TextToPath.FONT_SCALE, codes
