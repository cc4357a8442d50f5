"""The base of a map: sea, land, waters, regions and borders, muted, cut to the view."""

from geodata.briefing.drawing.projection import View, rings
from geodata.briefing.drawing.surface import Surface
from geodata.briefing.drawing.textures import DASHES, to_path
from geodata.briefing.sheet import Base

SEA, LAND, RIVER, REGION, BORDER = "#E3EAEE", "#FAF9F6", "#C3D2DC", "#DDDAD3", "#7E7B74"


_FAR, _WIDE = 4_000, 8_000
"""Metres a point: from where on rivers are thin, and regions are left out."""


def draw_ground(surface: Surface, view: View, base: Base, *, coarse: bool = False) -> None:
    """Draw sea, land, rivers, lakes and the outlines of regions; `coarse` = sea and land only."""
    frame = view.frame
    surface.rectangle(frame, order=0, facecolor=SEA, edgecolor="none")
    land = [to_path(shape) for shape in view.shapes(base.land.geometry)]
    # A stroke of its own colour closes the seam between the fine and the coarse part.
    surface.paths(land, order=1, inside=frame, facecolor=LAND, edgecolor=LAND, linewidth=0.3)
    if coarse:
        return
    rivers = rings(view.shapes(base.rivers.geometry))
    thin = 0.5 if view.metres_per_point > _FAR else 0.9
    surface.strokes(rivers, order=2, inside=frame, edgecolor=RIVER, linewidth=thin)
    lakes = [to_path(shape) for shape in view.shapes(base.lakes.geometry)]
    surface.paths(lakes, order=3, inside=frame, facecolor=SEA, edgecolor=RIVER, linewidth=0.3)
    if view.metres_per_point < _WIDE:
        lines = rings(view.shapes(base.regions.boundary))
        surface.strokes(lines, order=4, inside=frame, edgecolor=REGION, linewidth=0.6)


def draw_borders(surface: Surface, view: View, base: Base, *, width: float = 1.0) -> None:
    """Draw borders above the areas: where states meet must stay legible."""
    for dash, pattern in DASHES.items():
        rows = base.borders[base.borders["dash"] == dash]
        lines = rings(view.shapes(rows.geometry))
        surface.strokes(
            lines, order=24, inside=view.frame, edgecolor=BORDER, linewidth=width,
            linestyle=pattern,
        )  # fmt: skip
