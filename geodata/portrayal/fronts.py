"""Held ground, front lines and differences: how they are drawn, their words and their legend."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geodata.model import Actor, ControlState, Corroboration, PlaceKind
from geodata.portrayal.legend import entry, legend_entries
from geodata.portrayal.styles import Style, colour_of, parties_of, style_of
from geodata.portrayal.words import actor_name

FRONT, EDGE = "front", "edge of disputed ground"
"""The kinds of line that `pipeline.ground` gives."""
ONE_ONLY, OTHER_ONLY, BOTH = "one only", "other only", "both"
"""The parts of `pipeline.compare`."""
FEW_KM2 = 10
"""Ground is given to the next so many km²: cells know no better."""

_SUPPORT = {
    Corroboration.AGREED: "Said by both sides or several origins",
    Corroboration.ONE_SIDE: "One side's word",
    Corroboration.REPORTED: "An outlet's or mapper's own word",
}
_LINE_WORDS = {
    (FRONT, False): "Front line",
    (FRONT, True): "Dashed front line: a guess, far from any claim",
    (EDGE, False): "Edge of disputed ground",
    (EDGE, True): "Dashed edge of disputed ground: a guess, far from any claim",
}
_STRIPES = {ONE_ONLY: "upright", OTHER_ONLY: "level"}


def is_drawn(area: Mapping[str, Any]) -> bool:
    """Tell whether a row of `Ground.areas` is of ground that somebody is said to hold or fight for.

    What is only known to be unsettled has no texture of its own: its marks say what there is.
    """
    return bool(area["state"] != ControlState.UNKNOWN)


def as_mark(area: Mapping[str, Any]) -> dict[str, Any]:
    """See an area as a mark, so that both are drawn and named alike."""
    return {
        "state": area["state"],
        "actor": area["actor"],
        "contender": area["contender"],
        "corroboration": area["corroboration"],
        "relation": "controls",
        "polarity": "affirm",
        "extent": "whole",
        "current": True,
        "age_days": 0,
        "precision_km": 0.0,
        "kind": PlaceKind.REGION if rests_on_areas(area) else PlaceKind.DISTRICT,
        "drawn_as": "area",
    }


def rests_on_areas(area: Mapping[str, Any]) -> bool:
    """Tell whether nobody spoke of the places themselves, only of an area around them."""
    return bool(area["basis"] == "area")


def area_style(area: Mapping[str, Any], actors: Mapping[str, Actor]) -> Style:
    """Choose how ground is drawn: hue and texture as a region's mark, dashed if about a region."""
    return style_of(as_mark(area), actors)


def area_title(area: Mapping[str, Any], actors: Mapping[str, Actor]) -> str:
    """Say whose ground it is: "Held by Russia", "Disputed: Russia / Ukraine"."""
    if area["state"] == ControlState.CONTESTED:
        return "Contested: fighting reported"
    if area["state"] == ControlState.DISPUTED:
        parties = [actor_name(party, actors) for party in parties_of(area, actors)]
        return f"Disputed: {' / '.join(parties)}" if parties else "Disputed"
    return f"Held by {actor_name(area['actor'], actors)}"


def area_note(
    area: Mapping[str, Any], actors: Mapping[str, Actor], said_by: str | None
) -> list[str]:
    """Say whose ground it is and on what that rests, for the tip.

    said_by: name of the voice; None = everybody's.
    """
    basis = "words about a whole area" if rests_on_areas(area) else "words about the places"
    according = f" according to {said_by}" if said_by else ""
    support = _SUPPORT.get(Corroboration(area["corroboration"]), "")
    lines = [
        f"{area_title(area, actors)}{according}",
        f"{support}; on {basis}" if support and not said_by else f"On {basis}",
        f"In all {km2_words(area['area_km2'])}, {settlements_words(area['settlements'])}",
    ]
    return [*lines, *_said_words(area)]


def _said_words(area: Mapping[str, Any]) -> Iterable[str]:
    first, last = area["said_first"], area["said_last"]
    if last:
        oldest = f", oldest {first}" if first and first != last else ""
        yield f"Newest word {last}{oldest}"


def km2_words(area_km2: float) -> str:
    """Give an area no more exactly than cells know it: "1,230 km²"."""
    rounded = round(area_km2 / FEW_KM2) * FEW_KM2
    return f"{rounded:,} km²" if rounded else f"under {FEW_KM2} km²"


def km_words(length_km: float) -> str:
    """Give a length to the kilometre."""
    return f"{round(length_km):,} km"


def settlements_words(count: int) -> str:
    """Count settlements."""
    return f"{count:,} settlement{'' if count == 1 else 's'}"


def front_entries(
    areas: Sequence[Mapping[str, Any]],
    lines: Iterable[tuple[str, bool]],
    actors: Mapping[str, Actor],
) -> list[dict[str, Any]]:
    """List the ground and the lines that are drawn, in the words that marks have.

    lines: pairs of kind and whether it is a guess.
    """
    drawn = set(lines)
    marks = [as_mark(area) for area in areas]
    return [
        *legend_entries([(mark, style_of(mark, actors)) for mark in marks], actors),
        *(
            entry("front", {"kind": kind, "guess": guess}, words)
            for (kind, guess), words in _LINE_WORDS.items()
            if (kind, guess) in drawn
        ),
    ]


def part_style(part: str, actor: str, actors: Mapping[str, Actor]) -> dict[str, Any]:
    """Choose how a difference is shaded: the actor's hue, striped by whose account has it."""
    return {"texture": _STRIPES[part], "colours": [colour_of(actor, actors)]}


def part_words(part: str, actor: str, actors: Mapping[str, Actor]) -> str:
    """Say what a part is: "Held by Russia on the left only"."""
    where = {ONE_ONLY: "on the left only", OTHER_ONLY: "on the right only", BOTH: "on both sides"}
    return f"Held by {actor_name(actor, actors)} {where[part]}"


def part_entries(
    parts: Iterable[str], actor: str, actors: Mapping[str, Actor]
) -> list[dict[str, Any]]:
    """List the differences that are shaded."""
    return [
        entry("part", part_style(part, actor, actors), part_words(part, actor, actors))
        for part in _STRIPES
        if part in set(parts)
    ]
