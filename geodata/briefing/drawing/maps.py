"""One map of a sheet: ground, held ground, marks and names, in a frame."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from geodata.briefing.drawing.fronts import Fronts, draw_grounds, draw_lines, front_lines
from geodata.briefing.drawing.furniture import Furniture, arrange_furniture, draw_furniture
from geodata.briefing.drawing.ground import draw_borders, draw_ground
from geodata.briefing.drawing.labels import Board, Placed, boxes_about, place_all
from geodata.briefing.drawing.lettering import Face, plain, width_of
from geodata.briefing.drawing.names import draw_names, labels_of
from geodata.briefing.drawing.projection import View, rings, view_of
from geodata.briefing.drawing.surface import INK, Box, Look, Sign, Surface
from geodata.briefing.drawing.symbols import REACH, draw_signs, sign_of
from geodata.briefing.drawing.textures import DASHES, edge, tint, weave
from geodata.briefing.sheet import Panel, Sheet
from geodata.portrayal import Style

_CROWD = 60
"""More point marks than this are drawn smaller."""
_HEADING = 15.0
_WIDEST_RING, _RING_STEP = 16.0, 0.2
"""Points: radii below the first are drawn in steps, for there are thousands of them."""
_TURNS = np.linspace(0, 2 * np.pi, 48)
_CIRCLE = np.column_stack([np.cos(_TURNS), np.sin(_TURNS)])
_SLANT = 20.0
"""Degrees that a watermark leans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A map as it came out."""

    view: View
    placed: list[Placed]
    furniture: Furniture


def draw_map(
    surface: Surface, sheet: Sheet, panel: Panel, box: Box, *, locator: bool = True
) -> Drawn:
    """Draw a panel into a box: its heading above, the map below it."""
    heading = plain(panel.heading)
    frame = box
    if heading:
        frame = Box(left=box.left, bottom=box.bottom, width=box.width,
                    height=box.height - _HEADING)  # fmt: skip
        strip = Box(left=box.left, bottom=frame.top, width=box.width, height=_HEADING)
        surface.line_within(heading, strip, Face(size=9, bold=True))
    view = view_of(panel.bounds, frame)
    spots, badges = _spots(view, panel), _badge_spots(view, panel)
    scale = _sign_scale(len(spots))
    moved = apart(spots, REACH * scale * 1.9)
    fronts = front_lines(view, panel)
    signs = np.vstack([moved, badges])
    furniture = arrange_furniture(view, signs, locator=locator)
    board = _board(view, fronts, signs, furniture, REACH * scale)
    placed = place_all(board, labels_of(view, panel, spots, moved, REACH * scale))
    draw_ground(surface, view, sheet.base)
    draw_grounds(surface, view, panel)
    _draw_areas(surface, view, panel, placed)
    draw_borders(surface, view, sheet.base)
    draw_lines(surface, fronts, frame)
    _draw_points(surface, view, panel, (spots, moved), scale)
    _draw_badges(surface, view, panel, badges)
    draw_names(surface, placed)
    _draw_watermark(surface, sheet.watermark, frame)
    draw_furniture(surface, view, sheet.base, furniture)
    surface.rectangle(frame, order=80, facecolor="none", edgecolor=INK, linewidth=0.8)
    return Drawn(view=view, placed=placed, furniture=furniture)


def _lettered(placed: list[Placed]) -> Any:
    """The ground that letters stand on: symbols in areas keep off it."""
    boxes = [one.boxes() for one in placed]
    if not boxes:
        return shapely.Polygon()
    return shapely.union_all(shapely.box(*np.concatenate(boxes).T)).buffer(2.5)


def _board(
    view: View,
    fronts: Fronts,
    signs: NDArray[np.float64],
    furniture: Furniture,
    reach: float,
) -> Board:
    board = Board(frame=view.frame)
    board.take_many(boxes_about(signs, reach + 1.2))
    board.take(np.array([[box.left, box.bottom, box.right, box.top] for box in furniture.boxes]))
    dense = [
        shapely.get_coordinates(shapely.segmentize(shapely.linestrings(line), 4.0))
        for lines in fronts.values()
        for line in lines
    ]
    if dense:
        board.keep_off(np.concatenate(dense))
    return board


def _draw_areas(surface: Surface, view: View, panel: Panel, placed: list[Placed]) -> None:
    styles: list[Style] = list(panel.areas["style"])
    rows = list(zip(styles, view.each(panel.areas.geometry), strict=True))
    sparse = any(style.texture == "sparse" and not style.badge for style in styles)
    lettered = _lettered(placed) if sparse else None
    for number, (style, shape) in enumerate(rows):
        if shape is None or style.badge:
            continue
        order = 14 + number / 1000
        open_ground = shape.difference(lettered) if style.texture == "sparse" else shape
        tint(surface, shape, style, order=order)
        weave(surface, open_ground, style, order=order + 0.0001)
        surface.strokes(rings([shape]), order=18 + order / 100, inside=view.frame,
                        edgecolor="#FFFFFF", linewidth=2.8, alpha=0.7)  # fmt: skip
        edge(surface, shape, style, order=19 + order / 100)


def _badge_spots(view: View, panel: Panel) -> NDArray[np.float64]:
    """Where areas of which only parts are spoken of have their sign."""
    badged = [style.badge for style in panel.areas["style"]]
    shapes = panel.areas.geometry.to_numpy()[np.array(badged, dtype=bool)]
    if not len(shapes):
        return np.empty((0, 2))
    return view.points(shapely.get_coordinates(shapely.point_on_surface(shapes)))


def _draw_badges(surface: Surface, view: View, panel: Panel, spots: NDArray[np.float64]) -> None:
    styles = [style for style in panel.areas["style"] if style.badge]
    for number, style in enumerate(styles):
        draw_signs(surface.within(view.frame), spots[number : number + 1], style, order=34)


def _spots(view: View, panel: Panel) -> NDArray[np.float64]:
    if not len(panel.points):
        return np.empty((0, 2))
    return view.points(shapely.get_coordinates(panel.points.geometry.to_numpy()))


def _sign_scale(count: int) -> float:
    if count <= _CROWD:
        return 1.0
    shrunk: float = (_CROWD / count) ** 0.24
    return max(0.42, shrunk)


def _draw_points(
    surface: Surface,
    view: View,
    panel: Panel,
    places: tuple[NDArray[np.float64], NDArray[np.float64]],
    scale: float,
) -> None:
    """Draw point marks where they stand once those at one spot are moved apart.

    places: where they are, and where they stand.
    """
    spots, moved = places
    shifted = np.hypot(*(moved - spots).T) > 0.5
    leaders = list(np.stack([spots[shifted], moved[shifted]], axis=1))
    surface.strokes(leaders, order=29, inside=view.frame, edgecolor=INK, linewidth=0.5)
    _draw_radii(surface, view, panel, moved, scale)
    signs = [sign_of(style, scale) for style in panel.points["style"]]
    surface.within(view.frame).signs(moved, signs, order=30)


def _draw_radii(
    surface: Surface, view: View, panel: Panel, spots: NDArray[np.float64], scale: float
) -> None:
    """A dotted circle of the true radius; from afar only a sign that the place is approximate."""
    radii = panel.points["precision_km"].to_numpy(dtype=float) * 1000 / view.metres_per_point
    shown = np.maximum(radii, REACH * scale + 2.4)
    small = shown < _WIDEST_RING
    shown[small] = np.rint(shown[small] / _RING_STEP) * _RING_STEP
    hues = [style.colours[0] for style in panel.points["style"]]
    rings: dict[tuple[str, float], list[int]] = {}
    for n in np.flatnonzero(radii > 0).tolist():
        rings.setdefault((hues[n], float(shown[n])), []).append(n)
    cut = surface.within(view.frame)
    for (hue, radius), at in rings.items():
        look = Look(edgecolor=hue, linewidth=0.8, linestyle=DASHES["dotted"])
        ring = Path(_CIRCLE * radius)
        if radius < _WIDEST_RING:
            sign = Sign(((ring, look),))
            cut.signs(spots[at], [sign] * len(at), order=28)
        else:
            for spot in spots[at]:
                cut.shape(Path(ring.vertices + spot), look, order=28)


def apart(spots: NDArray[np.float64], reach: float) -> NDArray[np.float64]:
    """Move up to four signs that would hide each other onto a ring about their middle."""
    moved = spots.copy()
    if len(spots) < 2 or len(spots) > 4 * _CROWD:
        return moved
    free = np.ones(len(spots), dtype=bool)
    for first in range(len(spots)):
        near = free & (np.hypot(*(spots - spots[first]).T) < reach * 0.75)
        group = np.flatnonzero(near)
        if not free[first] or not 1 < len(group) <= 4:
            continue
        free[group] = False
        middle = spots[group].mean(axis=0)
        turn = np.arctan2(*(spots[group] - middle).T[::-1])
        order = group[np.argsort(turn, kind="stable")]
        angles = turn.min() + np.arange(len(group)) * 2 * np.pi / len(group)
        moved[order] = middle + np.column_stack([np.cos(angles), np.sin(angles)]) * reach * 0.62
    return moved


def _draw_watermark(surface: Surface, words: str, frame: Box) -> None:
    words = plain(words, 120)
    if not words:
        return
    unit = width_of(words, Face(size=1, bold=True))
    size = min(40.0, 0.9 * frame.width / unit)
    face = Face(size=size, bold=True, colour="#6B7076")
    # From the middle of the map back to where the base line begins.
    turned = Affine2D().rotate_deg(_SLANT).transform((-width_of(words, face) / 2, -size * 0.36))
    x, y = frame.middle + turned
    surface.text(words, (x, y), face, turn=_SLANT, alpha=0.3, order=47)
