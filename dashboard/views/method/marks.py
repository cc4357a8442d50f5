"""One mark of each kind, of two made-up actors, for the legend to explain."""

from collections.abc import Mapping, Sequence
from typing import Any

from geodata import portrayal
from geodata.model import Actor, ActorKind, ControlState, Corroboration, PlaceKind, Relation

Entries = list[dict[str, Any]]

# No real party: a mark means the same whoever it is about.
_X = Actor(actor_id="X", name="X", kind=ActorKind.BELLIGERENT, colour="#0F766E")
_Y = Actor(actor_id="Y", name="Y", kind=ActorKind.BELLIGERENT, colour="#9D4EA3")
_ACTORS = {actor.actor_id: actor for actor in (_X, _Y)}

_PLAIN: Mapping[str, Any] = {
    "kind": PlaceKind.SETTLEMENT,
    "drawn_as": "point",
    "state": ControlState.HELD,
    "actor": "X",
    "contender": None,
    "corroboration": Corroboration.NONE,
    "relation": Relation.CONTROLS,
    "polarity": "affirm",
    "extent": "whole",
    "current": True,
    "precision_km": 0.0,
    "age_days": 0,
}
_REGION: Mapping[str, Any] = {"kind": PlaceKind.REGION, "drawn_as": "area"}
_DISPUTED: Mapping[str, Any] = {
    "state": ControlState.DISPUTED,
    "corroboration": Corroboration.DISPUTED,
    "contender": "Y",
}


def control_entries() -> Entries:
    """How well control is supported: texture, on areas and on places."""
    held = [
        {"corroboration": Corroboration.AGREED},
        {"corroboration": Corroboration.ONE_SIDE},
        {"corroboration": Corroboration.REPORTED},
        _DISPUTED,
    ]
    marks = [{**_PLAIN, **one, **where} for one in held for where in ({}, _REGION)]
    return [one for one in _entries(marks) if one["swatches"][0]["kind"] != "line"]


def statement_entries() -> Entries:
    """What kind of statement it is: shape."""
    unsettled = {"state": ControlState.UNKNOWN}
    marks: list[dict[str, Any]] = [
        {**_PLAIN, "state": ControlState.CONTESTED, "relation": Relation.CONTESTED},
        {**_PLAIN, **unsettled, "relation": Relation.PRESENT},
        {**_PLAIN, **unsettled, "relation": Relation.THREATENS},
        {**_PLAIN, **unsettled, "polarity": "deny"},
        {**_PLAIN, **unsettled, "extent": "partial"},
        {**_PLAIN, **unsettled, "current": False},
    ]
    return _entries(marks)


def further_entries() -> Entries:
    """Outlines, circles, age and lines."""
    support = {"corroboration": Corroboration.ONE_SIDE}
    marks = [
        {**_PLAIN, **_REGION, **support},
        *({**_PLAIN, **support, "age_days": age} for age in (100, 300, 900)),
        {**_PLAIN, **support, "precision_km": 10.0},
    ]
    drawn = portrayal.legend_entries(
        [(mark, portrayal.style_of(mark, _ACTORS)) for mark in marks], {}
    )
    lines = [(kind, guess) for kind in (portrayal.FRONT, portrayal.EDGE) for guess in (False, True)]
    return [
        *(one for one in drawn if one["swatches"][0]["kind"] in {"line", "radius", "steps"}),
        *portrayal.front_entries([], lines, _ACTORS),
        *portrayal.border_entries(("dashed", "dotted"), None),
        *portrayal.spot_entries(ring=True, outline=True, numbers=True),
        *portrayal.part_entries((portrayal.ONE_ONLY, portrayal.OTHER_ONLY), "X", _ACTORS),
    ]


def actor_entries(actors: Sequence[Actor]) -> Entries:
    """The hue of each actor."""
    known = {actor.actor_id: actor for actor in actors}
    marks = [
        {**_PLAIN, "actor": actor.actor_id, "corroboration": Corroboration.AGREED}
        for actor in actors
    ]
    return [
        {"text": known[mark["actor"]].name, "swatches": [portrayal.swatch_of(mark, known)]}
        for mark in marks
    ]


def _entries(marks: Sequence[Mapping[str, Any]]) -> Entries:
    return portrayal.legend_entries(
        [(mark, portrayal.style_of(mark, _ACTORS)) for mark in marks], _ACTORS
    )
