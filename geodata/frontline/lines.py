"""Lines: the front line as one voice has it, with what it rests on."""

from dataclasses import dataclass
from datetime import date

import geopandas
import numpy as np
import pandas as pd
import shapely

from geodata.frontline.cells import Cells, Numbers, Shapes
from geodata.frontline.chains import spread
from geodata.frontline.edges import Edges, find_edges
from geodata.frontline.ground import Ground, ground_of
from geodata.frontline.reach import reach_km
from geodata.frontline.smoothing import round_corners
from geodata.frontline.tracing import Traces, trace_edges
from geodata.holdings import Holdings

CRS = "EPSG:4326"
FRONT = "front"
EDGE = "edge of disputed ground"
LEAST_PLACES = 3
"""Places of which an account must name the holder before a line is drawn from it: with fewer the
line would tell of the cells and not of the account."""
_COLUMNS = [
    *("left", "right", "kind", "basis", "reach_km", "guess", "length_km"),
    "geometry",
]
GUESS_KM = 15.0
"""Settlements of a theatre of 33,000 lie 4 to 5 km apart: farther than this, three in a row go
unmentioned, and any of them could be held by either side."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FrontLine:
    """The line that one voice's account makes, and how much there is to it."""

    lines: geopandas.GeoDataFrame
    """One row per piece, EPSG:4326: left, right (actor ids, or "disputed", to either side of the
    geometry as it is walked), kind ("front", between two actors, or "edge of disputed ground"),
    basis ("place" if the states of both sides rest on words about the settlements themselves, else
    "area"), reach_km (from the farthest end of a ridge in the piece to the nearest settlement
    whose state rests on a word about itself), guess (reach_km > GUESS_KM), length_km (of the line
    before it was smoothed, on the ellipsoid: along cells a line is 4/π = 1.27 times as long as a
    smooth one in its place), geometry (LineString, smoothed)."""
    claimed_places: int
    """Cells whose holder is named by a claim, of the place itself or of an area about it."""
    named_places: int
    """Of these, settlements whose holder is named by a word about the settlement itself."""
    oldest: date | None
    newest: date | None
    """Day of the oldest and of the newest of these words; None if none has one."""
    note: str
    """In words: from how many claims the line is, or why there is none."""


def draw_front(cells: Cells, holdings: Holdings) -> FrontLine:
    """Draw the line between grounds of different holders; the rows of `holdings` are the cells.

    Raises:
        ValueError: the holdings are not those of these cells.
    """
    ground = ground_of(cells, holdings)
    edges = find_edges(cells, holdings, ground)
    lines = _lines(cells, edges, ground) if has_line(ground) and len(edges) else _empty()
    days = holdings.said_on[ground.named & (holdings.said_on > 0)]
    span = (date.fromordinal(days.min()), date.fromordinal(days.max())) if len(days) else None
    named = int(np.count_nonzero(ground.named & ground.own))
    return FrontLine(
        lines=lines,
        claimed_places=int(np.count_nonzero(ground.named)),
        named_places=named,
        oldest=span and span[0],
        newest=span and span[1],
        note=_note(lines, named, span),
    )


def has_line(ground: Ground) -> bool:
    """Whether an account names the holders of enough places for a line to be drawn from it."""
    return bool(np.count_nonzero(ground.named & ground.own) >= LEAST_PLACES)


def _lines(cells: Cells, edges: Edges, ground: Ground) -> geopandas.GeoDataFrame:
    """Cut the traced lines into pieces that rest on the same basis, near or far."""
    traces = trace_edges(cells, edges)
    ridge = edges.ridge[traces.edge]
    reach = reach_km(cells, ground.own, edges.ridge)[traces.edge]
    by_place = ground.own[cells.left[ridge]] & ground.own[cells.right[ridge]]
    keys = np.column_stack([traces.line, by_place, reach > GUESS_KM])
    first = np.flatnonzero(np.diff(keys, axis=0, prepend=-1).any(axis=1))
    edge, turned = traces.edge[first], traces.turned[first]
    sides = np.array(edges.sides, dtype=object)
    columns = {
        "left": sides[np.where(turned, edges.right[edge], edges.left[edge])],
        "right": sides[np.where(turned, edges.left[edge], edges.right[edge])],
        "kind": np.where(edges.is_front[edge], FRONT, EDGE),
        "basis": np.where(by_place[first], "place", "area"),
        "reach_km": np.maximum.reduceat(reach, first),
        "guess": reach[first] > GUESS_KM,
        "length_km": np.add.reduceat(cells.ridge_km[ridge], first),
    }
    drawn = _smoothed_pieces(traces, first, cells.settlements)
    return geopandas.GeoDataFrame(pd.DataFrame(columns), geometry=drawn, crs=CRS)


def _smoothed_pieces(traces: Traces, first: Numbers, settlements: shapely.STRtree) -> Shapes:
    """The lines, rounded as wholes, then parted where a piece begins."""
    points, offsets, place = round_corners(traces.vertices, traces.offsets, settlements)
    starts = place[traces.begin[first]]
    goes_on = np.append(np.diff(traces.line[first]) == 0, False)
    ends = np.where(goes_on, np.append(starts[1:], 0), offsets[traces.line[first] + 1] - 1)
    counts = ends - starts + 1
    piece = np.repeat(np.arange(len(first)), counts)
    return np.asarray(shapely.linestrings(points[spread(starts, counts)], indices=piece))


def _empty() -> geopandas.GeoDataFrame:
    texts, numbers = ("left", "right", "kind", "basis"), ("reach_km", "length_km")
    columns = {
        **{name: pd.Series(dtype="str") for name in texts},
        **{name: pd.Series(dtype="float64") for name in numbers},
        "guess": pd.Series(dtype="bool"),
    }
    return geopandas.GeoDataFrame(columns, geometry=geopandas.GeoSeries([]), crs=CRS)[_COLUMNS]


def _note(lines: geopandas.GeoDataFrame, named: int, span: tuple[date, date] | None) -> str:
    if not named:
        return f"No line: this account names the holder of no place; a line needs {LEAST_PLACES}."
    span_words = " to ".join(dict.fromkeys(map(str, span or ())))
    days = f"words of {span_words}" if span else "undated words"
    said = f"the holder of {named:,} {'place' if named == 1 else 'places'}"
    if named < LEAST_PLACES:
        return f"No line: this account names {said} only ({days}); a line needs {LEAST_PLACES}."
    if lines.empty:
        return f"No line: this account names {said} ({days}), and no two grounds meet."
    far, whole = lines.loc[lines["guess"], "length_km"].sum(), lines["length_km"].sum()
    guess = f"; {far:,.0f} of {whole:,.0f} km lie more than {GUESS_KM:.0f} km from any: a guess"
    return f"Drawn from an account that names {said} ({days}){guess if far else ''}."
