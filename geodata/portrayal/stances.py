"""The words and the mark of a stance: what one voice says of one place."""

from collections.abc import Mapping
from typing import Any

from geodata.control import Stance
from geodata.model import (
    Actor,
    Claim,
    ControlState,
    Corroboration,
    Extent,
    PlaceKind,
    Polarity,
    Relation,
)
from geodata.portrayal.legend import swatch_of
from geodata.portrayal.words import actor_name

OVER = "No word that still stands"
_AFFIRMED = {
    Relation.CONTROLS: "{who} controls",
    Relation.PRESENT: "{who} present",
    Relation.CONTESTED: "Fighting",
    Relation.THREATENS: "{who} threatens",
}
_DENIED = {
    Relation.CONTROLS: "Denies control by {who}",
    Relation.PRESENT: "Denies presence of {who}",
    Relation.CONTESTED: "Denies fighting",
    Relation.THREATENS: "Denies threat by {who}",
}
STANCE_KEY = (
    (Relation.CONTROLS, Polarity.AFFIRM, "control"),
    (Relation.CONTROLS, Polarity.DENY, "denial"),
    (Relation.CONTESTED, Polarity.AFFIRM, "fighting"),
    (Relation.PRESENT, Polarity.AFFIRM, "presence"),
    (Relation.THREATENS, Polarity.AFFIRM, "threat"),
)
"""The shapes that stances have, for the line that explains them."""


def stance_words(stance: Stance, actors: Mapping[str, Actor]) -> str:
    """Say in few words what a voice says: "Denies control by Russia"."""
    claim = stance.word
    if claim is None:
        return OVER
    templates = _DENIED if claim.polarity is Polarity.DENY else _AFFIRMED
    said = templates[claim.relation].format(
        who=actor_name(claim.actor, actors) if claim.actor else "Somebody"
    )
    part = " parts" if claim.extent is Extent.PARTIAL else ""
    return f"{said}{part}{', hedged' if claim.hedged else ''}"


def stance_swatch(stance: Stance, actors: Mapping[str, Actor]) -> dict[str, Any] | None:
    """What assets/symbols.js draws for it; None where no word stands."""
    return None if stance.word is None else _claim_swatch(stance.word, actors)


def key_swatch(relation: Relation, polarity: Polarity) -> dict[str, Any]:
    """The shape of a kind of statement, whoever it is about."""
    return swatch_of(_mark(relation, polarity, None, Extent.WHOLE), {})


def _claim_swatch(claim: Claim, actors: Mapping[str, Actor]) -> dict[str, Any]:
    return swatch_of(_mark(claim.relation, claim.polarity, claim.actor, claim.extent), actors)


def _mark(
    relation: Relation, polarity: Polarity, actor: str | None, extent: Extent
) -> dict[str, Any]:
    """A row of the map's marks: one voice's word, so no texture tells how well it is supported."""
    return {
        "state": ControlState.UNKNOWN,
        "relation": relation,
        "polarity": polarity,
        "actor": actor,
        "contender": None,
        "corroboration": Corroboration.AGREED,
        "extent": extent,
        "current": True,
        "age_days": 0,
        "drawn_as": "point",
        "kind": PlaceKind.SETTLEMENT,
    }
