"""5  Claims + voice + day -> Control: the state of each place, and why, in words.

Which claims count: those that the voice hears, said to be true by `as_of`, recorded by
`known_at`. One Control per place that has any. An *origin* is a claimant; of the articles' own
voice (SOURCE), each outlet is an origin. A text that is a near-duplicate of one read before is the
word of the outlet that it was copied from (`geodata.origins`).

What an origin still says. Its later statement about a place retires its earlier one, later by
event day (else day of publication), then by publication:

| a later statement                    | retires the origin's own earlier                          |
|--------------------------------------|-----------------------------------------------------------|
| any                                  | statements of the same relation, actor and extent         |
| X controls the whole                 | control by anybody else, and fighting                     |
| X does not control; X is not present | control by X                                              |

A denial and an affirmation of one proposition at one moment leave the denial. Past statements
(`current` false) say nothing of the present. Repeating a statement adds no weight.

The state of a place. The first row that fits decides:

| what the origins still say                                   | state     | corroboration      |
|--------------------------------------------------------------|-----------|--------------------|
| two or more actors are each said to control the whole        | disputed  | disputed           |
| X controls the whole, and an origin denies it                | disputed  | disputed           |
| fighting, and no two origins said after it that X controls   | contested | as X's below       |
| X controls the whole: two or more origins                    | held      | agreed             |
|   … one origin, a belligerent                                | held      | one side           |
|   … one origin that is no side (outlet, mapper, third party) | held      | reported           |
| only presence, threat, denial, or control of a part          | unknown   | none               |
| only the past                                                | unknown   | none               |

So presence, contest and threat never become control; a part never becomes the whole; a side's
admission agrees with the other side's claim; a claim that is printed by three outlets is still
one origin; hedged statements count as statements. Contested (fighting is reported) and disputed
(the voices disagree) are different words.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from geodata.control.words import say_why
from geodata.model import (
    SOURCE_VOICE,
    Actor,
    ActorKind,
    Claim,
    Control,
    ControlState,
    Corroboration,
    Extent,
    Polarity,
    Relation,
    Voice,
)
from geodata.origins import find_origins, whose_word

_DAWN = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Finding:
    """What the table above makes of a place."""

    state: ControlState
    actor: str | None
    corroboration: Corroboration
    basis: list[Claim]


def assess_control(
    claims: Sequence[Claim],
    *,
    voice: Voice,
    as_of: date | None,
    known_at: datetime | None,
    actors: Sequence[Actor],
) -> list[Control]:
    """Say for each place that has claims who holds it in this voice, by the table above.

    `Control.reason` quotes speakers as the articles name them: show it as text, never as markup.
    """
    of_place: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if voice.hears(claim) and _is_known(claim, as_of, known_at):
            of_place[claim.place_id].append(claim)
    known_actors = {actor.actor_id: actor for actor in actors}
    controls = []
    for place_id, heard in sorted(of_place.items()):
        standing = _still_said(heard)
        finding = _judge(standing, known_actors)
        controls.append(
            Control(
                place_id=place_id,
                voice=voice,
                as_of=as_of,
                known_at=known_at,
                state=finding.state,
                actor=finding.actor,
                corroboration=finding.corroboration,
                claim_ids=tuple(
                    dict.fromkeys(claim.claim_id for claim in _newest_first(finding.basis or heard))
                ),
                statement_count=len(set(find_origins(heard).values())),
                reason=say_why(_newest_first(standing), known_actors),
            )
        )
    return controls


def _is_known(claim: Claim, as_of: date | None, known_at: datetime | None) -> bool:
    day = _moment(claim)[0]
    return (as_of is None or day <= as_of) and (
        known_at is None or claim.recorded_at is None or claim.recorded_at <= known_at
    )


def _moment(claim: Claim) -> tuple[date, datetime]:
    """When a statement counts: event day, else day of publication; then publication."""
    published = claim.published_at.astimezone(UTC) if claim.published_at else _DAWN
    return claim.event_date or published.date(), published


def _newest_first(claims: Iterable[Claim]) -> list[Claim]:
    # Where the moment is the same the order of the text decides, so that no actor comes first
    # by name; the id only makes the order complete.
    in_text = sorted(claims, key=lambda claim: (claim.article_id, claim.start_char, claim.claim_id))
    return sorted(in_text, key=_moment, reverse=True)


def _still_said(claims: Iterable[Claim]) -> list[Claim]:
    """Drop what is past, and what its own origin has retired."""
    of_origin: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.current:
            of_origin[whose_word(claim)].append(claim)
    standing: list[Claim] = []
    for statements in of_origin.values():
        said: list[Claim] = []
        for _, group in groupby(sorted(statements, key=_moment), key=_moment):
            now = list(group)
            said = [old for old in said if not any(_retires(new, old) for new in now)]
            said += [claim for claim in now if not any(_cancels(other, claim) for other in now)]
        standing += said
    return standing


def _retires(new: Claim, old: Claim) -> bool:
    if _proposition(new) == _proposition(old):
        return True
    if new.extent is not Extent.WHOLE:
        return False
    if new.relation is Relation.CONTROLS and _affirms(new) and new.actor:
        return old.relation is Relation.CONTESTED or (
            old.relation is Relation.CONTROLS and _affirms(old) and old.actor != new.actor
        )
    return _denies_holding(new) and old.relation is Relation.CONTROLS and old.actor == new.actor


def _cancels(denial: Claim, claim: Claim) -> bool:
    return (
        not _affirms(denial)
        and _affirms(claim)
        and (
            _proposition(denial) == _proposition(claim)
            or (_holds_whole(claim) and _denies_holding(denial) and denial.actor == claim.actor)
        )
    )


def _proposition(claim: Claim) -> tuple[Relation, str | None, Extent]:
    return claim.relation, claim.actor, claim.extent


def _affirms(claim: Claim) -> bool:
    return claim.polarity is Polarity.AFFIRM


def _denies_holding(claim: Claim) -> bool:
    return (
        not _affirms(claim)
        and claim.extent is Extent.WHOLE
        and claim.relation in {Relation.CONTROLS, Relation.PRESENT}
    )


def _holds_whole(claim: Claim) -> bool:
    return claim.relation is Relation.CONTROLS and claim.extent is Extent.WHOLE


def _judge(standing: Sequence[Claim], actors: Mapping[str, Actor]) -> _Finding:
    whole = [claim for claim in standing if _holds_whole(claim) and claim.actor]
    named = [claim for claim in whole if _affirms(claim)]
    holders = {claim.actor for claim in named}
    denials = [claim for claim in whole if not _affirms(claim) and claim.actor in holders]
    fighting = [
        claim for claim in standing if claim.relation is Relation.CONTESTED and _affirms(claim)
    ]
    holder = next(iter(holders)) if len(holders) == 1 else None
    support = _support(named, actors)
    if len(holders) > 1 or denials:
        return _Finding(ControlState.DISPUTED, holder, Corroboration.DISPUTED, [*named, *denials])
    if fighting:
        last = max(_moment(claim) for claim in fighting)
        if len({whose_word(claim) for claim in named if _moment(claim) > last}) < 2:
            return _Finding(ControlState.CONTESTED, holder, support, [*fighting, *named])
    if named:
        return _Finding(ControlState.HELD, holder, support, named)
    return _Finding(ControlState.UNKNOWN, None, Corroboration.NONE, list(standing))


def _support(named: Sequence[Claim], actors: Mapping[str, Actor]) -> Corroboration:
    origins = {whose_word(claim) for claim in named}
    if not origins:
        return Corroboration.NONE
    if len(origins) > 1:
        return Corroboration.AGREED
    claimant = named[0].claimant
    is_side = claimant != SOURCE_VOICE and (
        claimant not in actors or actors[claimant].kind is ActorKind.BELLIGERENT
    )
    return Corroboration.ONE_SIDE if is_side else Corroboration.REPORTED
