"""Letters on a sheet: hostile text made plain, measured in points, wrapped and cut to fit."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from geodata.briefing.drawing.glyphs import advance_of, has_sign

_JOINERS = "\u200c\u200d"
"""Format characters that Arabic and Persian spelling needs; all others can only deceive."""
_LEADING = 1.28
_MISSING = "\u25a1"
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A way of lettering; `size` in points."""

    size: float
    bold: bool = False
    colour: str = "#1D2329"

    @property
    def leading(self) -> float:
        """Points from line to line."""
        return self.size * _LEADING


@lru_cache(maxsize=20_000)
def plain(text: str, most: int = 4_000) -> str:
    """Make text safe to letter, as `clean`; what the font has no sign for becomes an empty box."""
    return "".join(_sign(char) for char in clean(text, most))


def clean(text: str, most: int = 4_000) -> str:
    """Make text one line without control characters.

    Characters that turn the direction of text or hide in it are left out. Longer than `most`
    characters is cut, and shows it.
    """
    composed = unicodedata.normalize("NFC", text[: 2 * most])
    spaced = (" " if char.isspace() else char for char in composed)
    line = " ".join("".join(char for char in spaced if _is_kept(char)).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + _ELLIPSIS


def _is_kept(char: str) -> bool:
    return char in _JOINERS or not unicodedata.category(char).startswith("C")


def _sign(char: str) -> str:
    return char if char in _JOINERS or has_sign(char) else _MISSING


def width_of(text: str, face: Face) -> float:
    """Width of a line in points."""
    return advance_of(text, bold=face.bold) * face.size


def wrap(text: str, face: Face, width: float, most_lines: int | None = None) -> list[str]:
    """Break plain text into lines no wider than `width` points; what is left over is cut."""
    lines = list(_wrapped(text, face, width))
    if most_lines is None or len(lines) <= most_lines:
        return lines
    last = shorten(" ".join(lines[most_lines - 1 :]), face, width)
    return [*lines[: most_lines - 1], last]


@lru_cache(maxsize=20_000)
def _wrapped(text: str, face: Face, width: float) -> tuple[str, ...]:
    """The same rows are tried in many a height and size."""
    return tuple(_lines(text.split(" "), face, width))


def _lines(words: Sequence[str], face: Face, width: float) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if width_of(longer, face) <= width:
            line = longer
            continue
        if line:
            yield line
        *full, line = _pieces(word, face, width)
        yield from full
    if line:
        yield line


def _pieces(word: str, face: Face, width: float) -> list[str]:
    """Break a word that is wider than a line (a link, a hash) between any two characters."""
    pieces = []
    while width_of(word, face) > width and len(word) > 1:
        fits = _most_that_fits(word, face, width)
        pieces.append(word[:fits])
        word = word[fits:]
    return [*pieces, word]


def _most_that_fits(word: str, face: Face, width: float) -> int:
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(word[:middle], face) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def shorten(text: str, face: Face, width: float) -> str:
    """Cut a line to a width; that something is missing shows."""
    if width_of(text, face) <= width:
        return text
    fits = _most_that_fits(text, face, width - width_of(_ELLIPSIS, face))
    return text[:fits].rstrip(" ,;:") + _ELLIPSIS


def fit(text: str, faces: Sequence[Face], width: float, most_lines: int) -> tuple[Face, list[str]]:
    """Choose the first face in which text fits into so many lines; cut it in the last one."""
    for face in faces:
        lines = wrap(text, face, width)
        if len(lines) <= most_lines:
            return face, lines
    return faces[-1], wrap(text, faces[-1], width, most_lines)
