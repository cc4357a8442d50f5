"""Held ground, front lines and differences as compact JSON: whose, and on what it rests."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import shapely
from geopandas import GeoDataFrame

from dashboard.drawing.payloads import encode_lines
from geodata import layers
from geodata.layers import rows_of
from geodata.model import Actor
from geodata.portrayal import (
    BOTH,
    area_note,
    area_style,
    front_entries,
    is_drawn,
    km2_words,
    part_entries,
    part_style,
    part_words,
    settlements_words,
)

_COARSENESS = 0.002
"""Degrees, some 150 m: corners that stand out by less are left out."""

Box = tuple[float, float, float, float]


def fronts_payload(
    areas: GeoDataFrame,
    lines: GeoDataFrame,
    actors: Mapping[str, Actor],
    said_by: str | None = None,
) -> dict[str, Any]:
    """Pack `areas` and `lines` of `pipeline.Ground` with their styles, words and legend.

    said_by: name of the voice; None = everybody's.
    """
    rows = rows_of(areas)
    drawn = [i for i, row in enumerate(rows) if is_drawn(row)]
    styles = [area_style(rows[i], actors) for i in drawn]
    kinds = list(dict.fromkeys(styles))
    number = {style: i for i, style in enumerate(kinds)}
    shapes = _simplified(areas.geometry.to_numpy()[drawn])
    ways = list(zip(lines["kind"].tolist(), lines["guess"].tolist(), strict=True))
    return {
        "styles": [asdict(style) for style in kinds],
        "areas": [
            {
                "note": area_note(rows[i], actors, said_by),
                "style": number[style],
                "rings": encode_lines([shape]),
            }
            for i, style, shape in zip(drawn, styles, shapes, strict=True)
        ],
        "lines": [
            {"kind": kind, "guess": guess, "paths": _paths(lines, ways, (kind, guess))}
            for kind, guess in dict.fromkeys(ways)
        ],
        "legend": front_entries([rows[i] for i in drawn], ways, actors),
    }


def _paths(
    lines: GeoDataFrame, ways: Sequence[tuple[str, bool]], way: tuple[str, bool]
) -> list[list[int]]:
    chosen = np.array([each == way for each in ways], dtype=bool)
    return encode_lines(shapely.simplify(lines.geometry.to_numpy()[chosen], _COARSENESS / 2))


def _simplified(shapes: "np.typing.NDArray[np.object_]") -> "np.typing.NDArray[np.object_]":
    """Leave out corners so that neighbours keep one edge between them."""
    return shapely.coverage_simplify(shapes, _COARSENESS) if len(shapes) else shapes


def difference_payload(
    parts: GeoDataFrame, actor: str, actors: Mapping[str, Actor]
) -> dict[str, Any]:
    """Pack `Difference.parts`: ground that one account alone has as the actor's, striped."""
    rows = [
        (row, shape)
        for row, shape in zip(rows_of(parts), parts.geometry, strict=True)
        if row["part"] != BOTH and not shape.is_empty
    ]
    return {
        "parts": [
            {
                "part": row["part"],
                "note": [
                    part_words(row["part"], actor, actors),
                    f"In all {km2_words(row['area_km2'])}, {settlements_words(row['settlements'])}",
                ],
                "style": part_style(row["part"], actor, actors),
                "rings": encode_lines([shapely.simplify(shape, _COARSENESS)]),
            }
            for row, shape in rows
        ],
        "legend": part_entries([row["part"] for row, _ in rows], actor, actors),
    }


def bare_marks_payload(bounds: Box | None) -> dict[str, Any]:
    """Pack no marks at all, for a map of ground alone, which opens on these bounds."""
    return {"of": None, "styles": [], "codes": "", "legend": [], "bounds": bounds}


def bounds_of(*frames: GeoDataFrame) -> Box | None:
    """The same as `layers.bounds_of`, to some 100 m."""
    bounds = layers.bounds_of(*frames)
    if bounds is None:
        return None
    west, south, east, north = (round(one, 3) for one in bounds)
    return (west, south, east, north)
