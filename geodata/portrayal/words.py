"""The words of the page: who says so, what is said, how far it is to be trusted."""

from collections.abc import Mapping, Sequence
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
    Polarity,
    Relation,
    Source,
)
from geodata.origins import count_independent, find_origins
from geodata.portrayal.styles import relation_of

DISCLAIMER = (
    "Boundaries, names and control shown record what the cited sources state at the date given; "
    "they imply no endorsement or acceptance."
)
NO_CLAIM = "No claim found"
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


def actor_name(actor_id: str | None, actors: Mapping[str, Actor]) -> str:
    """Name an actor; an id that the seeds don't know stands for itself."""
    if not actor_id:
        return "nobody named"
    if actor_id == SOURCE_VOICE:
        return "the outlet itself"
    return actors[actor_id].name if actor_id in actors else actor_id


def account_name(
    voice: str | None,
    outlet: str | None,
    actors: Mapping[str, Actor],
    sources: Mapping[str, Source],
) -> str | None:
    """Name whose account it is; None = everybody's."""
    printed = sources[outlet].name if outlet and outlet in sources else outlet
    if voice and printed:
        return f"{actor_name(voice, actors)} in {printed}"
    return actor_name(voice, actors) if voice else printed


def word_of(mark: Mapping[str, Any], actors: Mapping[str, Actor]) -> str:
    """Say in a few words what a mark shows, for the line under its name on the map."""
    relation = relation_of(mark)
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


def grade_reason(source: Source | None) -> str:
    """Say on what a source's grade rests."""
    if source and source.reliability_note:
        return source.reliability_note
    if source is None or source.reliability == "F":
        return "not assessed: F, cannot be judged"
    return "no reason is given in seeds/sources.toml"


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
    word = "Assessed" if actor and actor.kind is ActorKind.MONITOR else "Claimed"
    return f"{'Denied' if denied else word} by {_sayer(claim, outlet, actors)}"


def _sayer(claim: Claim, outlet: str, actors: Mapping[str, Actor]) -> str:
    if claim.claimant == SOURCE_VOICE:
        return outlet
    actor = actors.get(claim.claimant)
    name = actor.name if actor else claim.claimant
    if actor and actor.kind is ActorKind.MONITOR:
        day = claim.published_at.date().isoformat() if claim.published_at else "undated"
        return f"{name}, {day}"
    return with_speaker(name, claim)


def with_speaker(name: str, claim: Claim) -> str:
    """Add who spoke to the name of a voice, unless the words call it by that name."""
    return f"{name} ({claim.speaker})" if claim.speaker and claim.speaker != name else name


def proposition(claim: Claim, place_name: str, actors: Mapping[str, Actor]) -> str:
    """Say what is asserted or denied: "Russia controls parts of Ukraine"."""
    where = f"parts of {place_name}" if claim.extent is Extent.PARTIAL else place_name
    who = actor_name(claim.actor, actors) if claim.actor else "Somebody"
    return f"{who} {RELATION_WORDS[claim.relation]} {where}"


def content(claim: Claim, place_name: str, actors: Mapping[str, Actor]) -> str:
    """Say what a claim says, below who says so: "Denies that Russia controls Ukraine"."""
    said = proposition(claim, place_name, actors)
    if claim.polarity is not Polarity.DENY:
        return said
    return f"Denies that {said if claim.actor else said[0].lower() + said[1:]}"


def statement(
    claim: Claim, place_name: str, source: Source | None, actors: Mapping[str, Actor]
) -> str:
    """Say in one line who says what: "Ukraine (General Staff) denies: Russia controls Gornal"."""
    said = proposition(claim, place_name, actors)
    if claim.polarity is not Polarity.DENY:
        return f"{attribution(claim, source, actors)}: {said}"
    sayer = _sayer(claim, source.name if source else claim.source_id, actors)
    return f"{sayer} denies: {said}"


def topic(claim: Claim, actors: Mapping[str, Actor]) -> str:
    """Say in two words what a claim is about, for the table: "Presence: Ukraine"."""
    return f"{RELATION_NAMES[claim.relation]}: {actor_name(claim.actor, actors)}"


def claimant_name(actor_id: str, actors: Mapping[str, Actor]) -> str:
    """Name whoever speaks, as a heading over what it says."""
    if actor_id == SOURCE_VOICE:
        return "In the outlet's own voice"
    return f"{actor_name(actor_id, actors)} says"


def told(claims: Sequence[Claim], form: str = "") -> str:
    """Say on how many words something rests: "3 sources, 1 independent origin"."""
    sources = counted(len({claim.source_id for claim in claims}), "source", form)
    return f"{sources}, {counted(count_independent(claims), 'independent origin', form)}"


def tally(claims: Sequence[Claim]) -> str:
    """Count claims; and the statements that they report, if those are fewer."""
    statements = len(set(find_origins(claims).values()))
    if statements == len(claims):
        return str(statements)
    return f"{len(claims)} claims, {counted(statements, 'statement')}"


def counted(number: int, noun: str, form: str = "") -> str:
    """Count: "1 day", "2 days"; form: of the number, as Python's format() takes it."""
    return f"{number:{form}} {noun}{'' if number == 1 else 's'}"


def tags(claim: Claim, *, denial: bool = True) -> list[str]:
    """Mark what keeps a claim from being a plain present statement about the whole place.

    denial: False beside a `statement`, which says that it denies.
    """
    marked = {
        "denial": denial and claim.polarity is Polarity.DENY,
        "hedged": claim.hedged,
        "past": not claim.current,
        "parts only": claim.extent is Extent.PARTIAL,
    }
    return [word for word, holds in marked.items() if holds]


def around_words(area_name: str, state: ControlState, since: date | None) -> str:
    """Say of an area about a place that it is disputed or contested, and since when."""
    if state is ControlState.CONTESTED:
        return f"Within {area_name}: contested, fighting is reported"
    return f"Within {area_name}: disputed{f' since {dated(since, None)}' if since else ''}"


def state_words(control: Control, basis: Sequence[Claim], actors: Mapping[str, Actor]) -> str:
    """Name a state: contested (fighting) and disputed (voices disagree) are different words.

    basis: the claims that the state rests on.
    """
    name = actor_name(control.actor, actors)
    support = {
        Corroboration.AGREED: "said by both sides or several origins",
        Corroboration.ONE_SIDE: "one side's word",
        Corroboration.REPORTED: "an outlet's or mapper's own word",
    }.get(control.corroboration)
    return {
        ControlState.HELD: f"Held by {name}{f' ({support})' if support else ''}",
        ControlState.CONTESTED: "Contested: fighting is reported",
        ControlState.DISPUTED: "Disputed: the voices disagree",
        ControlState.UNKNOWN: _unsettled_words(basis, actors),
    }[control.state]


def _unsettled_words(basis: Sequence[Claim], actors: Mapping[str, Actor]) -> str:
    """Say what there is where nobody is said to hold the whole: parts, denials, the past."""
    if not any(claim.current for claim in basis):
        return "Only statements about the past"
    of_control: dict[str | None, list[Claim]] = {}
    for claim in basis:
        if claim.current and claim.relation is Relation.CONTROLS:
            of_control.setdefault(claim.actor, []).append(claim)
    held = [_held_words(claims, actors) for claims in of_control.values() if _affirmed(claims)]
    denied = [
        f"control{' of a part' if _only_parts(claims) else ''} by {_holder(claims, actors)} "
        f"denied by {_sayers(claims, actors)}"
        for claims in of_control.values()
    ]
    sentence = "; ".join(held or denied) or "no claim of control"
    return sentence[0].upper() + sentence[1:]


def _held_words(claims: Sequence[Claim], actors: Mapping[str, Actor]) -> str:
    """Say who is said to hold a place in part, by whom, and who denies it."""
    affirmed = _affirmed(claims)
    denials = [claim for claim in claims if claim.polarity is Polarity.DENY]
    part = " in part" if _only_parts(affirmed) else ""
    denied = f", denied by {_sayers(denials, actors)}" if denials else ""
    return f"held{part} by {_holder(claims, actors)} (said by {_sayers(affirmed, actors)}{denied})"


def _affirmed(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.polarity is Polarity.AFFIRM]


def _only_parts(claims: Sequence[Claim]) -> bool:
    return all(claim.extent is Extent.PARTIAL for claim in claims)


def _holder(claims: Sequence[Claim], actors: Mapping[str, Actor]) -> str:
    actor_id = claims[0].actor
    return actor_name(actor_id, actors) if actor_id else "an unnamed actor"


def _sayers(claims: Sequence[Claim], actors: Mapping[str, Actor]) -> str:
    outlets = count_independent(claim for claim in claims if claim.claimant == SOURCE_VOICE)
    named = dict.fromkeys(
        f"{outlets} outlets"
        if claim.claimant == SOURCE_VOICE and outlets > 1
        else actor_name(claim.claimant, actors)
        for claim in claims
    )
    return " and ".join(named)
