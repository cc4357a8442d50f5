"""Pages as the operators of PDF: shapes, text and symbols as vectors, with what these refer to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from geodata.briefing.drawing.fonts import advances
from geodata.briefing.drawing.glyphs import Run, shaped
from geodata.briefing.drawing.surface import Box, Line, Look, Shape, Sign, Signs, Surface

_WRITTEN = {
    Path.MOVETO: "%.2f %.2f m\n",
    Path.LINETO: "%.2f %.2f l\n",
    Path.CURVE4: "%.2f %.2f %.2f %.2f %.2f %.2f c\n",
    Path.CLOSEPOLY: "h\n",
}
_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_KERNED = 0.0005
"""Of a size: letters that stand off by less are not moved."""


@dataclass(slots=True, eq=False)
class Used:
    """What pages refer to by name."""

    alphas: dict[float, str] = field(default_factory=dict)
    glyphs: dict[bool, set[int]] = field(default_factory=dict)
    """By bold the glyphs that are lettered."""
    signs: dict[Sign, str] = field(default_factory=dict)

    def alpha(self, value: float) -> str:
        """Name an opacity."""
        return self.alphas.setdefault(round(value, 4), f"A{len(self.alphas)}")

    def sign(self, sign: Sign) -> str:
        """Name a symbol."""
        return self.signs.setdefault(sign, f"S{len(self.signs)}")

    def font(self, bold: bool, run: Run) -> str:
        """Name a font of which letters are used."""
        self.glyphs.setdefault(bold, set()).update(run.numbers.tolist())
        return font_name(bold=bold)


def font_name(*, bold: bool) -> str:
    """How pages call a font."""
    return f"F{int(bold)}"


def page_operators(surface: Surface, used: Used) -> bytes:
    """Write a page; what it refers to is added to `used`."""
    return "".join(
        part for item in surface.ordered for part in _of_item(item, used)
    ).encode("ascii")  # fmt: skip


def sign_operators(sign: Sign, used: Used) -> bytes:
    """Write a symbol about the origin."""
    return "".join(
        part for path, look in sign.layers for part in _of_shape(path, look, None, used)
    ).encode("ascii")  # fmt: skip


def _of_item(item: Shape | Line | Signs, used: Used) -> Iterator[str]:
    match item:
        case Shape():
            yield from _of_shape(item.path, item.look, item.inside, used)
        case Line():
            yield from _of_line(item, used)
        case Signs():
            yield from _of_signs(item, used)


def _of_shape(path: Path, look: Look, inside: Box | None, used: Used) -> Iterator[str]:
    if not np.size(path.vertices):
        return
    yield "q\n"
    yield from _cut(inside)
    if look.alpha < 1:
        yield f"/{used.alpha(look.alpha)} gs\n"
    filled, stroked = look.facecolor != "none", look.edgecolor != "none"
    if filled:
        yield f"{_colour(look.facecolor)} rg\n"
    if stroked:
        yield from _pen(look)
    yield outline_operators(path)
    yield {(True, True): "B", (True, False): "f", (False, True): "S"}.get((filled, stroked), "n")
    yield "\nQ\n"


def _cut(inside: Box | None) -> Iterator[str]:
    if inside is not None:
        yield f"{' '.join(f'{side:.2f}' for side in inside.sides)} re W n\n"


def _pen(look: Look) -> Iterator[str]:
    cap, join = _CAPS[look.capstyle], _JOINS[look.joinstyle]
    yield f"{_colour(look.edgecolor)} RG {look.linewidth:.3f} w {cap} J {join} j\n"
    if look.dashes:
        offset, lengths = look.dashes
        yield f"[{' '.join(f'{length:.3f}' for length in lengths)}] {offset:.3f} d\n"


def _colour(name: str) -> str:
    return " ".join(f"{part:.4g}" for part in to_rgb(name))


def outline_operators(path: Path) -> str:
    """Write a path, its curves as cubic ones."""
    corners, codes = _cubic(path)
    # Of the three corners of a curve the operator stands with the last.
    third = (codes == Path.CURVE4) & (np.cumsum(codes == Path.CURVE4) % 3 != 0)
    words = [_WRITTEN[code] for code in codes[~third].tolist()]
    return "".join(words) % tuple(corners[codes != Path.CLOSEPOLY].ravel().tolist())


def _cubic(path: Path) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    corners = np.asarray(path.vertices, dtype=float)
    codes = np.full(len(corners), Path.LINETO, dtype=np.uint8)
    codes[0] = Path.MOVETO
    if path.codes is not None:
        codes = np.asarray(path.codes, dtype=np.uint8)
    bent = np.flatnonzero(codes == Path.CURVE3)[::2]
    if not len(bent):
        return corners, codes
    before, bend, end = corners[bent - 1], corners[bent], corners[bent + 1]
    first, second = before + (bend - before) * 2 / 3, end + (bend - end) * 2 / 3
    corners, codes = corners.copy(), codes.copy()
    corners[bent] = first
    codes[bent] = codes[bent + 1] = Path.CURVE4
    added = np.full(len(bent), Path.CURVE4, dtype=codes.dtype)
    return np.insert(corners, bent + 1, second, axis=0), np.insert(codes, bent + 1, added)


def _of_line(item: Line, used: Used) -> Iterator[str]:
    bold, size = item.face.bold, item.face.size
    run = shaped(item.text, bold=bold)
    if not len(run.numbers):
        return
    name = used.font(bold, run)
    yield "q\n"
    if item.alpha < 1:
        yield f"/{used.alpha(item.alpha)} gs\n"
    yield f"BT /{name} {size:.3f} Tf {_colour(item.face.colour)} rg\n"
    if run.at[:, 1].any():
        yield from _marked(item, run)
    else:
        yield f"{_matrix(item.turn, item.at)} Tm [{_kerned(run, advances(bold=bold))}] TJ\n"
    yield "ET\nQ\n"


def _marked(item: Line, run: Run) -> Iterator[str]:
    """Letters with marks above and below: each is placed."""
    placed = Affine2D().scale(item.face.size).rotate_deg(item.turn).translate(*item.at)
    for number, at in zip(run.numbers.tolist(), placed.transform(run.at).tolist(), strict=True):
        yield f"{_matrix(item.turn, at)} Tm <{number:04X}> Tj\n"


def _matrix(turn: float, at: Sequence[float]) -> str:
    cos, sin = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    return f"{cos:.6g} {sin:.6g} {-sin:.6g} {cos:.6g} {at[0]:.3f} {at[1]:.3f}"


def _kerned(run: Run, advance: NDArray[np.float64]) -> str:
    """Glyphs in one string, broken where one stands nearer or farther than the font has it."""
    numbers = run.numbers.tolist()
    off = np.diff(run.at[:, 0]) - advance[run.numbers[:-1]]
    parts, start = [], 0
    for place in np.flatnonzero(np.abs(off) > _KERNED).tolist():
        parts.append(f"<{''.join(f'{one:04X}' for one in numbers[start : place + 1])}>")
        parts.append(f"{-off[place] * 1000:.0f}")
        start = place + 1
    parts.append(f"<{''.join(f'{one:04X}' for one in numbers[start:])}>")
    return "".join(parts)


def _of_signs(item: Signs, used: Used) -> Iterator[str]:
    yield "q\n"
    yield from _cut(item.inside)
    for (x, y), sign in zip(item.spots.tolist(), item.signs, strict=True):
        yield f"q 1 0 0 1 {x:.2f} {y:.2f} cm /{used.sign(sign)} Do Q\n"
    yield "Q\n"
