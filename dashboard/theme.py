"""Colour, texture, symbol and words for each actor and state; the legend of what is drawn.

Hue = the actor said to hold the place; texture = how well that is supported; shape = what kind of
statement it is; dash = what the claim is about; paleness = age. Never colour alone.
"""

import math
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from geodata.model import (
    SOURCE_VOICE,
    Actor,
    ActorKind,
    Claim,
    Control,
    ControlState,
    Corroboration,
    DatePrecision,
    Extent,
    PlaceKind,
    Polarity,
    Relation,
    Source,
)

CONTESTED_COLOUR = "#F0E442"
UNKNOWN_COLOUR = "#999999"

DISCLAIMER = (
    "Boundaries, names and control shown record what the cited sources state at the date given; "
    "they imply no endorsement or acceptance."
)
NO_CLAIM = "No claim found"

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

RELATION_WORDS = {
    Relation.CONTROLS: "controls",
    Relation.PRESENT: "is present in",
    Relation.CONTESTED: "fights for",
    Relation.THREATENS: "threatens",
}
RELATION_NAMES = {
    Relation.CONTROLS: "Control",
    Relation.PRESENT: "Presence",
    Relation.CONTESTED: "Fighting",
    Relation.THREATENS: "Threat",
}

AGE_STEPS: tuple[tuple[float, float, str], ...] = (
    (30, 1.0, "up to 30 days"),
    (180, 0.9, "up to 180 days"),
    (365, 0.8, "up to a year"),
    (math.inf, 0.7, "over a year, or undated"),
)
"""Age in days up to which a step holds, how strongly it is drawn, and its words."""

_PUNCTUATION = {ord(c): f"\\{c}" for c in string.punctuation}
_CONTROLS = dict.fromkeys((*range(32), 127, 8232, 8233), " ")


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


def markdown_safe(text: str) -> str:
    """Make Streamlit show text as it is: no emphasis, links, images, emoji or formulas."""
    return text.translate(_CONTROLS).translate(_PUNCTUATION)


def actor_name(actor_id: str | None, actors: Mapping[str, Actor]) -> str:
    """Name an actor; an id that the seeds don't know stands for itself."""
    if not actor_id:
        return "nobody named"
    if actor_id == SOURCE_VOICE:
        return "the outlet itself"
    return actors[actor_id].name if actor_id in actors else actor_id


def colour_of(actor_id: str | None, actors: Mapping[str, Actor]) -> str:
    """Give an actor's hue; grey for nobody and for whoever the seeds don't know."""
    return actors[actor_id].colour if actor_id and actor_id in actors else UNKNOWN_COLOUR


def pale_of(age_days: float | None) -> float:
    """How strongly a statement of that age is drawn; an unknown age counts as old."""
    if age_days is None:
        return AGE_STEPS[-1][1]
    return next(pale for days, pale, _ in AGE_STEPS if age_days <= days)


def style_of(mark: Mapping[str, Any], actors: Mapping[str, Actor]) -> Style:
    """Choose the marks of one row of `geodata.layers`' areas or points."""
    relation = Relation(mark["relation"])
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
    """Tell whether a mark covers ground or stands at a point."""
    return mark["kind"] in {PlaceKind.REGION, PlaceKind.COUNTRY, PlaceKind.DISTRICT}


def _textured(style: Style, mark: Mapping[str, Any], actors: Mapping[str, Actor]) -> Style:
    """Control alone carries a texture: presence, threat and fighting are not control."""
    texture = TEXTURES[Corroboration(mark["corroboration"])]
    if texture != "cross":
        return replace(style, texture=texture)
    other = colour_of(mark["contender"], actors)
    return replace(style, texture=texture, colours=(style.colours[0], other))


def word_of(mark: Mapping[str, Any], actors: Mapping[str, Actor]) -> str:
    """Say in a few words what a mark shows, for the line under its name on the map."""
    relation = Relation(mark["relation"])
    name = actor_name(mark["actor"], actors)
    if not mark["current"]:
        return f"formerly: {RELATION_NAMES[relation].lower()} of {name}"
    if mark["polarity"] == Polarity.DENY:
        return f"{RELATION_NAMES[relation].lower()} by {name} denied"
    if mark["extent"] == Extent.PARTIAL:
        return f"parts only: {RELATION_NAMES[relation].lower()} of {name}"
    if relation is Relation.CONTROLS:
        held = {
            Corroboration.AGREED: f"held by {name}",
            Corroboration.ONE_SIDE: f"held by {name}: one side's word",
            Corroboration.DISPUTED: "disputed",
            Corroboration.REPORTED: f"held by {name}: the outlet's word",
            Corroboration.NONE: NO_CLAIM.lower(),
        }
        return held[Corroboration(mark["corroboration"])]
    if relation is Relation.CONTESTED:
        return "fighting reported"
    return f"{RELATION_NAMES[relation].lower()} of {name} stated"


def _meaning(style: Style, mark: Mapping[str, Any], actors: Mapping[str, Actor]) -> str:
    """Say what a style stands for, for the legend."""
    name = actor_name(mark["actor"], actors)
    relation = Relation(mark["relation"])
    if not mark["current"]:
        return "Hollow: a statement about the past only"
    if style.shape == DENIAL_SHAPE:
        return f"{RELATION_NAMES[relation]} by {name} denied"
    if style.badge:
        return f"{name}: parts of the place only"
    if relation is Relation.CONTESTED:
        return "Contested: fighting reported"
    if relation is not Relation.CONTROLS:
        return f"{RELATION_NAMES[relation]} of {name} stated"
    if style.texture == "cross":
        contender = mark["contender"]
        against = f" against {actor_name(contender, actors)}" if contender else ""
        return f"Disputed: {name}{against}"
    support = {
        "solid": "said by both sides or several origins",
        "hatch": "one side's word",
        "dots": "in an outlet's own voice",
        "none": NO_CLAIM.lower(),
    }
    return f"Control by {name}: {support[style.texture]}"


def legend_entries(
    drawn: Sequence[tuple[Mapping[str, Any], Style]],
    actors: Mapping[str, Actor],
    *,
    disputed_border: bool,
) -> list[dict[str, Any]]:
    """List what is drawn and nothing else, each with the style that its swatch shows."""
    entries: dict[tuple[str, str], dict[str, Any]] = {}
    for mark, style in drawn:
        kind = "badge" if style.badge else "area" if is_area(mark) else "point"
        text = _meaning(style, mark, actors)
        swatch = asdict(replace(style, pale=1.0))
        entries.setdefault((kind, text), {"kind": kind, "text": text, "style": swatch})
    order = {"area": 0, "point": 1, "badge": 2}
    listed = sorted(entries.values(), key=lambda entry: (order[entry["kind"]], entry["text"]))
    return [*listed, *_further(drawn, disputed_border=disputed_border)]


def _further(
    drawn: Sequence[tuple[Mapping[str, Any], Style]], *, disputed_border: bool
) -> Iterable[dict[str, Any]]:
    if any(style.dash == "dashed" for _, style in drawn):
        yield _line_entry("dashed", "Dashed outline: a claim about the whole region")
    if any(mark["precision_km"] > 0 for mark, _ in drawn):
        yield {"kind": "radius", "style": {}, "text": "Dotted circle: approximate place"}
    if disputed_border:
        yield _line_entry("dashed", "Dashed border: boundary claims differ")
    steps = [step for step in AGE_STEPS if any(style.pale == step[1] for _, style in drawn)]
    if any(pale < 1 for _, pale, _ in steps):
        words = ", ".join(words for _, _, words in steps)
        tones = [pale for _, pale, _ in steps]
        yield {"kind": "steps", "style": {"steps": tones}, "text": f"Paler with age: {words}"}


def _line_entry(dash: str, text: str) -> dict[str, Any]:
    return {"kind": "line", "style": {"dash": dash}, "text": text}


RELIABILITY_WORDS = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""The Admiralty code's grades of a source."""


def grade(source: Source | None) -> str:
    """Say how reliable a source is held to be: "F, reliability cannot be judged"."""
    letter = source.reliability if source else "F"
    return f"{letter}, {RELIABILITY_WORDS[letter]}"


def dated(day: date | None, precision: DatePrecision | None) -> str:
    """Write a date no more exactly than it is known."""
    if day is None:
        return "not stated"
    form = {DatePrecision.YEAR: "%Y", DatePrecision.MONTH: "%B %Y"}.get(
        precision or DatePrecision.DAY, "%d %B %Y"
    )
    return day.strftime(form).lstrip("0")


def iso_of(day: date | None, precision: DatePrecision | None) -> str:
    """Write a date for sorting, cut to what is known of it: "2014", "2024-08"."""
    length = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}.get(precision or DatePrecision.DAY, 10)
    return day.isoformat()[:length] if day else ""


def attribution(claim: Claim, source: Source | None, actors: Mapping[str, Actor]) -> str:
    """Say who says so: "Claimed by Russia (Valery Gerasimov)", "Reported by <outlet>"."""
    outlet = source.name if source else claim.source_id
    denied = claim.polarity is Polarity.DENY
    if claim.claimant == SOURCE_VOICE:
        return f"{'Denied' if denied else 'Reported'} by {outlet}"
    actor = actors.get(claim.claimant)
    name = actor.name if actor else claim.claimant
    if actor and actor.kind is ActorKind.MONITOR:
        day = claim.published_at.date().isoformat() if claim.published_at else "undated"
        return f"{'Denied' if denied else 'Assessed'} by {name}, {day}"
    speaker = f" ({claim.speaker})" if claim.speaker and claim.speaker != name else ""
    return f"{'Denied' if denied else 'Claimed'} by {name}{speaker}"


def proposition(claim: Claim, place_name: str, actors: Mapping[str, Actor]) -> str:
    """Say what is asserted or denied: "Russia controls parts of Ukraine"."""
    where = f"parts of {place_name}" if claim.extent is Extent.PARTIAL else place_name
    who = actor_name(claim.actor, actors) if claim.actor else "Somebody"
    return f"{who} {RELATION_WORDS[claim.relation]} {where}"


def claimant_name(actor_id: str, actors: Mapping[str, Actor]) -> str:
    """Name whoever speaks, as a heading over what it says."""
    if actor_id == SOURCE_VOICE:
        return "In the outlet's own voice"
    return f"{actor_name(actor_id, actors)} says"


def tags(claim: Claim) -> list[str]:
    """Mark what keeps a claim from being a plain present statement about the whole place."""
    marked = {
        "denial": claim.polarity is Polarity.DENY,
        "hedged": claim.hedged,
        "past": not claim.current,
        "parts only": claim.extent is Extent.PARTIAL,
    }
    return [word for word, holds in marked.items() if holds]


def state_words(control: Control, actors: Mapping[str, Actor]) -> str:
    """Name a state: contested (fighting) and disputed (voices disagree) are different words."""
    name = actor_name(control.actor, actors)
    support = {
        Corroboration.AGREED: "said by both sides or several origins",
        Corroboration.ONE_SIDE: "one side's word",
        Corroboration.REPORTED: "in an outlet's own voice",
    }.get(control.corroboration)
    return {
        ControlState.HELD: f"Held by {name}{f' ({support})' if support else ''}",
        ControlState.CONTESTED: "Contested: fighting is reported",
        ControlState.DISPUTED: "Disputed: the voices disagree",
        ControlState.UNKNOWN: "No claim of control",
    }[control.state]
