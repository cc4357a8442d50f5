"""Names on a map: how each kind is lettered, and what stands where."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from geodata.briefing.drawing.glyphs import outline_of
from geodata.briefing.drawing.labels import Label, Placed, baselines
from geodata.briefing.drawing.lettering import Face, plain, width_of, wrap
from geodata.briefing.drawing.projection import View
from geodata.briefing.drawing.surface import FAINT, HALO, INK, LABEL, Look, Surface
from geodata.briefing.sheet import Label as Name
from geodata.briefing.sheet import LabelKind, Panel

_FACES = {
    LabelKind.COUNTRY: Face(size=8.2, colour=FAINT),
    LabelKind.REGION: Face(size=7.4, bold=True, colour=INK),
    LabelKind.PLACE: Face(size=7.4, bold=True, colour=INK),
    LabelKind.TOWN: Face(size=6.6, colour=LABEL),
}
_WHERE = Face(size=6.8, colour=LABEL)
"""Of regions that the sheet says nothing of."""
_WIDEST = {
    LabelKind.COUNTRY: 110.0,
    LabelKind.REGION: 96.0,
    LabelKind.PLACE: 104.0,
    LabelKind.TOWN: 80.0,
}
_MOST_LINES = 4
_TOWN_DOT = 1.15
_SAME = 0.5
"""Points: a name that lies no farther from a mark is that mark's."""
_ORDER = (
    (LabelKind.REGION, True), (LabelKind.PLACE, True), (LabelKind.COUNTRY, True),
    (LabelKind.REGION, False), (LabelKind.TOWN, True),
)  # fmt: skip
"""What the sheet speaks of is set before what only tells where one is."""
_MOST = {LabelKind.PLACE: 150, LabelKind.TOWN: 120}
"""Names that are tried: where there are more, the map is full long before."""


def labels_of(
    view: View,
    panel: Panel,
    spots: NDArray[np.float64],
    moved: NDArray[np.float64],
    reach: float,
) -> Iterator[Label]:
    """The labels of a panel in the order in which they are set; of point marks where these stand.

    spots, moved: where point marks are, and where they are drawn.
    """
    at = view.points(np.array([[one.lon, one.lat] for one in panel.labels]).reshape(-1, 2))
    frame = view.frame.inset(-20)
    inside = (at > (frame.left, frame.bottom)) & (at < (frame.right, frame.top))
    rank = {kind: number for number, kind in enumerate(_ORDER)}
    chosen = [n for n in range(len(at)) if inside[n].all() or panel.labels[n].outline is not None]

    def weight(n: int) -> tuple[int, float, int]:
        name = panel.labels[n]
        return rank[name.kind, name.is_told_of], -name.importance, n

    chosen.sort(key=weight)
    outlines = _outlines(view, panel)
    shifted = (moved != spots).any(axis=1)
    spots, moved = spots[shifted], moved[shifted]
    tried: Counter[LabelKind] = Counter()
    for n in chosen:
        name = panel.labels[n]
        tried[name.kind] += 1
        if tried[name.kind] > _MOST.get(name.kind, len(chosen)):
            continue
        area = outlines.get(n)
        if name.outline is not None and area is None:
            continue
        stands = at[n] if name.kind is not LabelKind.PLACE else _moved(at[n], spots, moved)
        label = _label(name, (float(stands[0]), float(stands[1])), reach, area)
        if label is not None:
            yield label


def _moved(
    at: NDArray[np.float64], spots: NDArray[np.float64], moved: NDArray[np.float64]
) -> NDArray[np.float64]:
    away = np.abs(spots - at).max(axis=1)
    nearest: NDArray[np.float64] = moved[away.argmin()] if (away < _SAME).any() else at
    return nearest


def _outlines(view: View, panel: Panel) -> dict[int, Any]:
    """By number of the label what is in sight of the area that it names."""
    areas = [n for n, name in enumerate(panel.labels) if name.outline is not None]
    coarse = shapely.simplify([panel.labels[n].outline for n in areas], view.degrees_per_point)
    frame = view.frame.inset(3)
    shapes = view.each(coarse)
    cut = shapely.clip_by_rect(shapes, frame.left, frame.bottom, frame.right, frame.top)
    there = ~shapely.is_missing(cut) & ~shapely.is_empty(cut)
    return {n: cut[k] for k, n in enumerate(areas) if there[k]}


def _label(name: Name, at: tuple[float, float], reach: float, area: Any) -> Label | None:
    face = _FACES[name.kind] if name.is_told_of else _WHERE
    text = plain(name.text, 160)
    if not text:
        return None
    if name.kind is LabelKind.COUNTRY:
        text = text.upper()
    lines = tuple(balanced(text, face, _WIDEST[name.kind]))
    if area is not None:
        return Label(lines=lines, face=face, at=at, area=area, may_leave=name.is_told_of)
    if name.kind in {LabelKind.COUNTRY, LabelKind.REGION}:
        return Label(lines=lines, face=face, at=at, sides="middle")
    gap = reach + 2.2 if name.kind is LabelKind.PLACE else _TOWN_DOT + 2.0
    dot = _TOWN_DOT if name.kind is LabelKind.TOWN else 0.0
    return Label(lines=lines, face=face, at=at, gap=gap, dot=dot,
                 led=name.kind is LabelKind.PLACE)  # fmt: skip


def balanced(text: str, face: Face, widest: float) -> list[str]:
    """Wrap a long name into lines of like length."""
    lines = wrap(text, face, widest, _MOST_LINES)
    longest = max(width_of(word, face) for word in text.split(" "))
    width = widest
    while len(lines) > 1 and width - 4 >= longest:
        narrower = wrap(text, face, width - 4, _MOST_LINES + 1)
        if len(narrower) > len(lines) or any("…" in line for line in narrower):
            break
        width -= 4
        lines = narrower
    return lines


def draw_names(surface: Surface, placed: list[Placed]) -> None:
    """Letter what was placed, each on its halo; halos lie below all letters."""
    outlines = []
    for one in placed:
        turn = Affine2D().rotate_deg_around(*one.middle, one.angle)
        if one.leader:
            _draw_leader(surface, one)
        if one.label.dot:
            dot = Path.circle(one.label.at, one.label.dot)
            surface.paths([dot], order=33, facecolor=LABEL, edgecolor=HALO, linewidth=0.6)
        for line, face, at in baselines(one):
            flat = outline_of(line, bold=face.bold, size=face.size, at=at)
            outlines.append(turn.transform_path(flat))
            x, y = turn.transform(at)
            surface.text(line, (x, y), face, turn=one.angle)
    if outlines:
        halo = Path.make_compound_path(*outlines)
        look = Look(facecolor=HALO, edgecolor=HALO, linewidth=2.1, joinstyle="round", alpha=0.92)
        surface.shape(halo, look, order=46)


def _draw_leader(surface: Surface, one: Placed) -> None:
    left, bottom, right, top = one.boxes()[0]
    x, y = one.label.at
    near = np.array([np.clip(x, left, right), np.clip(y, bottom, top)])
    surface.strokes([np.array([[x, y], near])], order=29, edgecolor=LABEL, linewidth=0.5)
