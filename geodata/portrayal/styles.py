"""Colour, texture, shape and paleness: how one mark is drawn."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from geodata.model import (
    Actor,
    ControlState,
    Corroboration,
    Extent,
    PlaceKind,
    Polarity,
    Relation,
)

CONTESTED_COLOUR = "#F0E442"
UNKNOWN_COLOUR = "#999999"
TEXTURES = {
    Corroboration.AGREED: "solid",
    Corroboration.ONE_SIDE: "hatch",
    Corroboration.DISPUTED: "cross",
    Corroboration.REPORTED: "dots",
    Corroboration.NONE: "none",
}
SHAPES = {
    Relation.CONTROLS: "square",
    Relation.PRESENT: "circle",
    Relation.THREATENS: "triangle",
    Relation.CONTESTED: "star",
}
DENIAL_SHAPE = "diamond"
AGE_STEPS: tuple[tuple[float, float, str], ...] = (
    (30, 1.0, "up to 30 days"),
    (180, 0.9, "up to 180 days"),
    (365, 0.8, "up to a year"),
    (math.inf, 0.7, "over a year or undated"),
)
"""Age in days up to which a step holds, how strongly it is drawn, and its words."""
AGES = tuple(int(days) for days, _, _ in AGE_STEPS[:-1])
"""Days of age at which marks pale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one mark is drawn; the canvas layer knows these words and no others."""

    shape: str
    texture: str
    colours: tuple[str, ...]
    dash: str = "solid"
    pale: float = 1.0
    badge: bool = False
    """True: about parts of the place, so no fill, only a half-filled disc."""


def colour_of(actor_id: str | None, actors: Mapping[str, Actor]) -> str:
    """Give an actor's hue; grey for nobody and for whoever the seeds don't know."""
    return actors[actor_id].colour if actor_id and actor_id in actors else UNKNOWN_COLOUR


def pale_of(age_days: float | None) -> float:
    """How strongly a statement of that age is drawn; an unknown age counts as old."""
    if age_days is None:
        return AGE_STEPS[-1][1]
    return next(pale for days, pale, _ in AGE_STEPS if age_days <= days)


def relation_of(mark: Mapping[str, Any]) -> Relation:
    """What a mark stands for: where fighting leaves the state open, no side's hold is drawn."""
    if mark["state"] == ControlState.CONTESTED:
        return Relation.CONTESTED
    return Relation(mark["relation"])


def parties_of(mark: Mapping[str, Any], actors: Mapping[str, Actor]) -> list[str]:
    """The sides of a dispute in one order, whichever of them spoke last."""
    named = {party for party in (mark["actor"], mark["contender"]) if party}
    return sorted(named, key=lambda party: actors[party].name if party in actors else party)


def style_of(mark: Mapping[str, Any], actors: Mapping[str, Actor]) -> Style:
    """Choose how to draw one row of `geodata.layers`, with `drawn_as` area or point."""
    relation = relation_of(mark)
    denied = mark["polarity"] == Polarity.DENY
    pale = pale_of(mark["age_days"])
    if relation is Relation.CONTESTED and not denied:
        hues: tuple[str, ...] = (CONTESTED_COLOUR,)
    else:
        hues = (colour_of(mark["actor"], actors),)
    area = is_area(mark)
    style = Style(
        shape=DENIAL_SHAPE if denied else SHAPES[relation],
        texture="sparse" if area else "solid",
        colours=hues,
        dash="dashed" if area and mark["kind"] != PlaceKind.DISTRICT else "solid",
        pale=pale,
        badge=mark["extent"] == Extent.PARTIAL,
    )
    if relation is Relation.CONTROLS and not denied:
        style = _textured(style, mark, actors)
    hollow = not mark["current"] or (style.badge and area)
    return replace(style, texture="none") if hollow else style


def is_area(mark: Mapping[str, Any]) -> bool:
    """Tell whether a mark covers ground; a region without an outline stands at a point."""
    return bool(mark["drawn_as"] == "area")


def _textured(style: Style, mark: Mapping[str, Any], actors: Mapping[str, Actor]) -> Style:
    """Control alone carries a texture: presence, threat and fighting are not control."""
    texture = TEXTURES[Corroboration(mark["corroboration"])]
    if texture != "cross":
        return replace(style, texture=texture)
    hues = [colour_of(party, actors) for party in parties_of(mark, actors)]
    return replace(style, texture=texture, colours=(*hues, UNKNOWN_COLOUR)[:2])
