"""Symbols: how the features of an exported layer are drawn, one symbol to each line of the legend.

Hue = the actor said to hold the ground, texture = how well that is supported, shape of a point =
what kind of statement it is, dashes = a guess. Never colour alone.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import geopandas

from geodata.holdings import Basis
from geodata.model import ControlState, Corroboration, Extent, Polarity, Relation

Hues = Mapping[str, tuple[str, str]]
"""Actor id -> name and #RRGGBB; an actor that it lacks is grey and stands for itself."""

CONTESTED_COLOUR = "#F0E442"
UNKNOWN_COLOUR = "#999999"
LINE_COLOUR = "#222222"
"""Of no side: a line lies between two."""


class Texture(StrEnum):
    """How an area, or the inside of a marker, is filled."""

    SOLID = "solid"
    HATCH = "hatch"
    BACK_HATCH = "back hatch"
    SPARSE = "sparse"
    CROSS = "cross"
    DOTS = "dots"
    NONE = "none"


class Shape(StrEnum):
    """What is drawn."""

    AREA = "area"
    LINE = "line"
    SQUARE = "square"
    CIRCLE = "circle"
    TRIANGLE = "triangle"
    STAR = "star"
    DIAMOND = "diamond"


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """How the features of one line of the legend are drawn."""

    legend: str
    shape: Shape
    colours: tuple[str, ...]
    """#RRGGBB; two only with the texture `cross`."""
    texture: Texture = Texture.SOLID
    dashed: bool = False
    thin: bool = False


_SUPPORT = {
    Corroboration.AGREED: (Texture.SOLID, "said by both sides or several origins"),
    Corroboration.ONE_SIDE: (Texture.HATCH, "one side's word"),
    Corroboration.REPORTED: (Texture.DOTS, "an outlet's or mapper's own word"),
    Corroboration.DISPUTED: (Texture.CROSS, "disputed"),
}

_STATEMENTS = {
    Relation.CONTROLS: (Shape.SQUARE, "Control by"),
    Relation.PRESENT: (Shape.CIRCLE, "Presence of"),
    Relation.THREATENS: (Shape.TRIANGLE, "Threat by"),
    Relation.CONTESTED: (Shape.STAR, "Fighting by"),
}

_FIGHTING = "Contested: fighting reported"

_Row = Mapping[str, Any]


def symbols_of(layer: str, features: geopandas.GeoDataFrame, hues: Hues) -> list[Symbol] | None:
    """Choose the symbol of each feature; None for a layer that has no symbols of its own.

    `layer` is claims, places, areas, lines or differences, `features` what `geodata.layers` made.
    Symbols with the same legend are equal.
    """
    if layer not in _LAYERS:
        return None
    columns, choose = _LAYERS[layer]
    rows = list(zip(*(features[column] for column in columns), strict=True))
    chosen = {
        row: choose(dict(zip(columns, row, strict=True)), hues) for row in dict.fromkeys(rows)
    }
    return [chosen[row] for row in rows]


def _claim(row: _Row, hues: Hues) -> Symbol:
    relation = Relation(row["relation"])
    shape, words = _STATEMENTS[relation]
    name, colour = _hue(row["actor"], hues)
    words = f"{words} {name}"
    if row["polarity"] == Polarity.DENY:
        shape, words = Shape.DIAMOND, f"{words} denied"
    elif relation is Relation.CONTESTED:
        colour, words = CONTESTED_COLOUR, _FIGHTING
    hollow = not row["current"] or row["extent"] == Extent.PARTIAL
    if row["extent"] == Extent.PARTIAL:
        words = f"{words}, parts only"
    if not row["current"]:
        words = f"{words}, in the past"
    texture = Texture.NONE if hollow else Texture.SOLID
    return Symbol(legend=words, shape=shape, colours=(colour,), texture=texture)


def _place(row: _Row, hues: Hues) -> Symbol:
    if row["state"] == ControlState.UNKNOWN:
        return _claim(row, hues)
    return _state(row, hues, shape=Shape.SQUARE)


def _area(row: _Row, hues: Hues) -> Symbol:
    symbol = _state(row, hues, shape=Shape.AREA)
    if row["basis"] == Basis.PLACE or row["state"] == ControlState.UNKNOWN:
        return symbol
    return replace(symbol, legend=f"{symbol.legend} (said of a whole area)", dashed=True)


def _state(row: _Row, hues: Hues, *, shape: Shape) -> Symbol:
    if row["state"] == ControlState.CONTESTED:
        return Symbol(
            legend=_FIGHTING,
            shape=Shape.STAR if shape is Shape.SQUARE else shape,
            colours=(CONTESTED_COLOUR,),
            texture=Texture.SPARSE if shape is Shape.AREA else Texture.SOLID,
        )
    if row["state"] == ControlState.DISPUTED:
        names, colours = _parties((row["actor"], row["contender"]), hues)
        words = f"Disputed: {' / '.join(names)}" if names else "Disputed"
        colours = (*colours, UNKNOWN_COLOUR, UNKNOWN_COLOUR)[:2]
        return Symbol(legend=words, shape=shape, colours=colours, texture=Texture.CROSS)
    if row["state"] == ControlState.HELD and row["corroboration"] != Corroboration.NONE:
        name, colour = _hue(row["actor"], hues)
        texture, words = _SUPPORT[Corroboration(row["corroboration"])]
        words = f"Control by {name}: {words}"
        return Symbol(legend=words, shape=shape, colours=(colour,), texture=texture)
    return Symbol(
        legend="No claim of control found",
        shape=shape,
        colours=(UNKNOWN_COLOUR,),
        texture=Texture.NONE,
    )


def _line(row: _Row, hues: Hues) -> Symbol:
    sides = ("" if side == "disputed" else side for side in (row["left"], row["right"]))
    names, _ = _parties(sides, hues)
    front = row["kind"] == "front"
    words = f"{'Front line' if front else 'Edge of disputed ground'}: {' / '.join(names)}"
    if row["guess"]:
        words = f"{words} (a guess: far from any claim)"
    return Symbol(
        legend=words,
        shape=Shape.LINE,
        colours=(LINE_COLOUR,),
        dashed=bool(row["guess"]),
        thin=not front,
    )


def _difference(row: _Row, hues: Hues) -> Symbol:
    name, colour = _hue(row["actor"], hues)
    one = _told(row["voice_name"], row["as_of"])
    other = _told(row["other_voice_name"], row["other_as_of"])
    texture, words = {
        "one only": (Texture.HATCH, f"the first account only ({one})"),
        "other only": (Texture.BACK_HATCH, f"the second account only ({other})"),
        "both": (Texture.SOLID, "both accounts"),
    }[row["part"]]
    words = f"Control by {name}: {words}"
    return Symbol(legend=words, shape=Shape.AREA, colours=(colour,), texture=texture)


def _told(voice_name: str, as_of: str) -> str:
    return f"{voice_name}, {as_of}" if as_of else voice_name


def _hue(actor_id: str, hues: Hues) -> tuple[str, str]:
    return hues.get(actor_id, (actor_id or "nobody named", UNKNOWN_COLOUR))


def _parties(sides: Iterable[str], hues: Hues) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the sides in one order, whichever comes first; with their colours."""
    known = sorted(_hue(actor_id, hues) for actor_id in set(sides) if actor_id)
    return tuple(name for name, _ in known), tuple(colour for _, colour in known)


_LAYERS: dict[str, tuple[tuple[str, ...], Callable[[_Row, Hues], Symbol]]] = {
    "claims": (("relation", "polarity", "actor", "extent", "current"), _claim),
    "places": (
        (
            *("state", "actor", "contender", "corroboration"),
            *("relation", "polarity", "extent", "current"),
        ),
        _place,
    ),
    "areas": (("state", "actor", "contender", "corroboration", "basis"), _area),
    "lines": (("kind", "left", "right", "guess"), _line),
    "differences": (
        ("part", "actor", "voice_name", "as_of", "other_voice_name", "other_as_of"),
        _difference,
    ),
}
"""Layer -> the columns that its symbols depend on, and what chooses one."""
