"""Panels: the frames of one map with their looks chosen, and the legend of what is drawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame

from geodata.briefing.accounts import Account
from geodata.briefing.asking import Spelling
from geodata.briefing.framing import frame_of
from geodata.briefing.labelling import labels_of
from geodata.briefing.sheet import Base, LegendEntry, Panel, Swatch
from geodata.frontline import Difference
from geodata.gazetteer.boundaries import Boundaries
from geodata.layers import rows_of
from geodata.model import Actor
from geodata.pipeline import Situation, looks_of
from geodata.portrayal import (
    AGES,
    BOTH,
    Style,
    area_style,
    border_dash,
    border_entries,
    front_entries,
    is_drawn,
    legend_entries,
    part_entries,
    part_style,
    style_of,
)
from geodata.selection import Bounds
from geodata.settings import Worldview

CRS = "EPSG:4326"
_COARSENESS = 0.002
"""Degrees, some 150 m: corners of ground that stand out by less are left out."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn:
    """A panel, and what of it the legend is to explain."""

    panel: Panel
    legend: tuple[LegendEntry, ...]


def panel_of(
    account: Account,
    heading: str,
    spelling: Spelling,
    difference: tuple[Difference, str] | None = None,
) -> Drawn:
    """Choose how an account is drawn. difference: ground to shade, and whose it is."""
    actors = account.bureau.actors
    areas, points, marks = _marks(account.shown, actors)
    grounds, lines, entries = _ground(account, actors)
    parts, part_legend = _difference(difference, actors)
    framed = frame_of(account.selection.view, areas, points, grounds)
    panel = Panel(
        heading=heading,
        bounds=framed,
        grounds=grounds,
        lines=lines,
        difference=parts,
        areas=areas,
        points=points,
        labels=labels_of(account, framed, areas, points, spelling),
    )
    legend = merged([*legend_entries(marks, actors), *entries, *part_legend])
    return Drawn(panel=panel, legend=legend)


def framed_as(drawn: Drawn, account: Account, spelling: Spelling, bounds: Bounds) -> Drawn:
    """The same in another frame, where other names have room."""
    panel = drawn.panel
    labels = labels_of(account, bounds, panel.areas, panel.points, spelling)
    return replace(drawn, panel=replace(panel, bounds=bounds, labels=labels))


def _marks(
    shown: Situation, actors: Mapping[str, Actor]
) -> tuple[GeoDataFrame, GeoDataFrame, list[tuple[Mapping[str, Any], Style]]]:
    """Areas, the largest first; points, those last of which most is said; looks with styles."""
    looks = looks_of(shown, AGES)
    drawn = [(row, style_of(row, actors)) for row in looks.rows]
    places = [shown.ledger.places[number] for number in shown.standings.place.tolist()]
    rows = [drawn[number] for number in looks.look.tolist()]
    table = pd.DataFrame(
        {
            "place_id": [place.place_id for place in places],
            "name": [place.name for place in places],
            "kind": [place.kind.value for place in places],
            "extent": [row["extent"] for row, _ in rows],
            "statement_count": shown.statement_counts,
            "precision_km": [place.precision_km for place in places],
            "style": pd.Series([style for _, style in rows], dtype=object),
        }
    )
    is_drawn_area = np.array([row["drawn_as"] == "area" for row, _ in rows], bool)
    of_area = [shown.boundaries.outline(one) for one in table.loc[is_drawn_area, "place_id"]]
    areas = GeoDataFrame(table[is_drawn_area], geometry=np.array(of_area, object), crs=CRS)
    sizes = shapely.area(areas.geometry.to_numpy())
    points = table[~is_drawn_area]
    number = shown.standings.place[~is_drawn_area]
    spots = shapely.points(shown.ledger.lon[number], shown.ledger.lat[number])
    dots = GeoDataFrame(points, geometry=spots, crs=CRS)
    return (
        areas.iloc[np.argsort(-sizes, kind="stable")].reset_index(drop=True),
        dots.sort_values(["statement_count", "place_id"]).reset_index(drop=True),
        drawn,
    )


def _ground(
    account: Account, actors: Mapping[str, Actor]
) -> tuple[GeoDataFrame, GeoDataFrame, Sequence[Mapping[str, Any]]]:
    if account.ground is None:
        return empty("style"), empty("kind", "guess"), ()
    rows = rows_of(account.ground.areas)
    drawn = [number for number, row in enumerate(rows) if is_drawn(row)]
    shapes = account.ground.areas.geometry.to_numpy()[drawn]
    if len(shapes):
        shapes = shapely.coverage_simplify(shapes, _COARSENESS)
    styles = [area_style(rows[number], actors) for number in drawn]
    table = pd.DataFrame({"style": pd.Series(styles, dtype=object)})
    grounds = GeoDataFrame(table, geometry=list(shapes), crs=CRS)
    lines = account.ground.lines[["kind", "guess", "geometry"]]
    ways = zip(lines["kind"].tolist(), lines["guess"].tolist(), strict=True)
    return grounds, lines, front_entries([rows[number] for number in drawn], ways, actors)


def _difference(
    difference: tuple[Difference, str] | None, actors: Mapping[str, Actor]
) -> tuple[GeoDataFrame, Sequence[Mapping[str, Any]]]:
    if difference is None:
        return empty("texture", "colour"), ()
    parts, actor = difference[0].parts, difference[1]
    shown = parts[(parts["part"] != BOTH) & ~parts.is_empty]
    names = shown["part"].tolist()
    looks = [part_style(part, actor, actors) for part in names]
    table = pd.DataFrame(
        {
            "texture": [look["texture"] for look in looks],
            "colour": [look["colours"][0] for look in looks],
        }
    ).astype(object)
    shapes = shapely.simplify(shown.geometry.to_numpy(), _COARSENESS)
    drawn = GeoDataFrame(table, geometry=list(shapes), crs=CRS)
    return drawn, part_entries(names, actor, actors)


@lru_cache(maxsize=4)
def base_of(boundaries: Boundaries) -> Base:
    """The ground that all panels share; made once for each worldview."""
    borders = boundaries.borders()
    ways = zip(borders["status"], borders["agreed"], strict=True)
    dashes = [border_dash(status, agreed=agreed) for status, agreed in ways]
    return Base(
        land=boundaries.base_frame("land"),
        lakes=boundaries.base_frame("lakes"),
        rivers=boundaries.base_frame("rivers"),
        regions=boundaries.frame(),
        borders=borders.assign(dash=dashes),
    )


def borders_seen(
    base: Base, bounds: Iterable[Bounds], boundaries: Boundaries
) -> tuple[LegendEntry, ...]:
    """Explain the kinds of border that lie within bounds, and by whose view they are drawn."""
    view = None if boundaries.worldview is Worldview.UN else boundaries.view_name
    boxes = shapely.union_all([shapely.box(*one) for one in bounds])
    seen = base.borders[base.borders.intersects(boxes)]
    return merged(border_entries(set(seen["dash"]), view))


def merged(entries: Iterable[Mapping[str, Any]]) -> tuple[LegendEntry, ...]:
    """Lines of a legend, each meaning once with all its samples."""
    found: dict[str, list[Swatch]] = {}
    for entry in entries:
        swatches = found.setdefault(entry["text"], [])
        for one in entry["swatches"]:
            swatch = Swatch(kind=one["kind"], style=one["style"])
            if swatch not in swatches:
                swatches.append(swatch)
    return tuple(LegendEntry(text=text, swatches=tuple(all_)) for text, all_ in found.items())


def joined(legends: Iterable[Iterable[LegendEntry]]) -> tuple[LegendEntry, ...]:
    """One legend for several panels."""
    return merged(
        {
            "text": entry.text,
            "swatches": [{"kind": s.kind, "style": s.style} for s in entry.swatches],
        }
        for legend in legends
        for entry in legend
    )


def empty(*columns: str) -> GeoDataFrame:
    """A frame without rows."""
    table = {column: pd.Series(dtype=object) for column in columns}
    return geopandas.GeoDataFrame(table, geometry=geopandas.GeoSeries([]), crs=CRS)
