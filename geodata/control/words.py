"""The reason of a Control as one sentence, in the words of the legend."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum

from geodata.model import SOURCE_VOICE, Actor, ActorKind, Claim, Extent, Polarity, Relation
from geodata.origins import count_independent


class _Part(StrEnum):
    """The part that a claimant plays in its own statement."""

    ACTOR = "speaks of itself"
    OUTLET = "the article's own voice"
    MAPPER = "a monitor"
    OTHER = "somebody else"


_WHOLE_CONTROL = {
    _Part.ACTOR: "claimed by {who}",
    _Part.OUTLET: "reported by {who} as held by {actor}",
    _Part.MAPPER: "assessed by {who} as held by {actor}",
    _Part.OTHER: "held by {actor} according to {who}",
}

_OF_ITSELF = {
    (Relation.CONTROLS, Polarity.AFFIRM): "{who} claims a part of it",
    (Relation.PRESENT, Polarity.AFFIRM): "{who} says its forces are present",
    (Relation.PRESENT, Polarity.DENY): "{who} says its forces are not present",
    (Relation.THREATENS, Polarity.AFFIRM): "{who} says it threatens the place",
}

_OF_ANOTHER = {
    (Relation.CONTROLS, Polarity.AFFIRM): "part held by {actor} according to {who}",
    (Relation.CONTROLS, Polarity.DENY): "control of a part by {actor} denied by {who}",
    (Relation.CONTESTED, Polarity.AFFIRM): "fighting reported by {who}",
    (Relation.CONTESTED, Polarity.DENY): "fighting denied by {who}",
    (Relation.PRESENT, Polarity.AFFIRM): "forces of {actor} present according to {who}",
    (Relation.PRESENT, Polarity.DENY): "forces of {actor} not present according to {who}",
    (Relation.THREATENS, Polarity.AFFIRM): "threatened by {actor} according to {who}",
    (Relation.THREATENS, Polarity.DENY): "threat by {actor} denied by {who}",
}

_NO_AREAS: Mapping[str, str] = {}
_ORDER = (Relation.CONTROLS, Relation.CONTESTED, Relation.PRESENT, Relation.THREATENS)


def say_why(
    standing: Sequence[Claim], actors: Mapping[str, Actor], areas: Mapping[str, str] = _NO_AREAS
) -> str:
    """Put what the origins still say (newest first) into one sentence, control first.

    `areas` names the areas about the place: a word about one of them says so.
    """
    same: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in sorted(standing, key=lambda claim: (claim.place_id in areas, *_rank(claim))):
        area = areas.get(claim.place_id, "")
        key = (area, claim.claimant, claim.relation, claim.actor, claim.polarity, claim.extent)
        same[key].append(claim)
    holders = {
        claim.actor
        for claim in standing
        if claim.actor and _is_whole_control(claim, Polarity.AFFIRM)
    }
    clauses = list(
        dict.fromkeys(
            _within(areas.get(group[0].place_id))
            + _template(group[0], holders, actors).format(
                who=_who(group, actors), actor=_name(group[0].actor, actors)
            )
            for group in same.values()
        )
    )
    clauses.extend(_what_is_missing(standing))
    sentence = "; ".join(clauses)
    return sentence[0].upper() + sentence[1:]


def _within(area: str | None) -> str:
    return f"as part of {area}, " if area else ""


def _what_is_missing(standing: Sequence[Claim]) -> list[str]:
    """Say what was not found, in words that nothing said before them contradicts."""
    if not standing:
        return ["only statements about the past found"]
    of_control = [claim for claim in standing if claim.relation is Relation.CONTROLS]
    affirmed = [claim for claim in of_control if claim.polarity is Polarity.AFFIRM]
    if any(claim.extent is Extent.WHOLE for claim in affirmed):
        return []
    if affirmed:
        return ["no claim to the whole found"]
    return ["nobody is said to hold it" if of_control else "no claim of control found"]


def _rank(claim: Claim) -> tuple[bool, int, bool]:
    whole_control = claim.relation is Relation.CONTROLS and claim.extent is Extent.WHOLE
    return not whole_control, _ORDER.index(claim.relation), claim.polarity is Polarity.DENY


def _is_whole_control(claim: Claim, polarity: Polarity) -> bool:
    return (claim.relation, claim.extent, claim.polarity) == (
        Relation.CONTROLS,
        Extent.WHOLE,
        polarity,
    )


def _template(claim: Claim, holders: set[str], actors: Mapping[str, Actor]) -> str:
    part = _part(claim, actors)
    if _is_whole_control(claim, Polarity.AFFIRM):
        return _WHOLE_CONTROL[part]
    if _is_whole_control(claim, Polarity.DENY):
        only = holders == {claim.actor}
        return "denied by {who}" if only else "control by {actor} denied by {who}"
    key = (claim.relation, claim.polarity)
    return _OF_ITSELF.get(key, _OF_ANOTHER[key]) if part is _Part.ACTOR else _OF_ANOTHER[key]


def _part(claim: Claim, actors: Mapping[str, Actor]) -> _Part:
    if claim.claimant == claim.actor:
        return _Part.ACTOR
    if claim.claimant == SOURCE_VOICE:
        return _Part.OUTLET
    claimant = actors.get(claim.claimant)
    return _Part.MAPPER if claimant and claimant.kind is ActorKind.MONITOR else _Part.OTHER


def _who(group: Sequence[Claim], actors: Mapping[str, Actor]) -> str:
    claimant = group[0].claimant
    outlets = count_independent(group)
    if claimant == SOURCE_VOICE and outlets > 1:
        return f"{outlets} outlets"
    name = _name(claimant, actors)
    # "Gerasimov" and "Army Chief Gerasimov" are one speaker, and "Ukraine (Ukraine)" says nothing.
    surnames = {name.split()[-1].casefold()}
    speakers = []
    for speaker in (claim.speaker for claim in group if claim.speaker.strip()):
        surname = speaker.split()[-1].casefold()
        if surname not in surnames:
            surnames.add(surname)
            speakers.append(speaker)
    # Two make the point; the claims themselves name the rest.
    return name + (f" ({', '.join(speakers[:2])})" if speakers else "")


def _name(actor_id: str | None, actors: Mapping[str, Actor]) -> str:
    if actor_id is None:
        return "an unnamed actor"
    return actors[actor_id].name if actor_id in actors else actor_id
