"""Controls: the state of each place that claims speak of, with its reason in words."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial

import numpy as np

from geodata.control.judging import NOW, Heard, Judge
from geodata.control.nesting import AREAS, Nesting
from geodata.control.statements import (
    DENIES,
    FIGHTS,
    HOLDS,
    Statements,
    compile_statements,
    moment_of,
)
from geodata.control.words import say_why
from geodata.holdings import CORROBORATIONS, STATES
from geodata.model import Actor, Claim, Control, ControlState, Place, Voice
from geodata.origins import find_origins

Areas = Callable[[str], Sequence[Place]]
"""The district, region and country about a place, as far as known."""
_BASIS_OF = {
    ControlState.DISPUTED: (HOLDS, DENIES),
    ControlState.CONTESTED: (HOLDS, FIGHTS),
    ControlState.HELD: (HOLDS,),
    ControlState.UNKNOWN: (),
}
"""Kinds of statement that a state rests on; `unknown` on all that is said of the place."""


def assess_control(  # noqa: PLR0913 - a voice on two clocks, and what is known of the rest
    claims: Sequence[Claim],
    *,
    voice: Voice,
    as_of: date | None,
    known_at: datetime | None,
    actors: Sequence[Actor],
    areas: Areas = lambda _: (),
    over: Collection[str] = frozenset(),
) -> list[Control]:
    """Say for each place that has claims who holds it in this voice, by the tables.

    `areas` tells what reaches a place; without it each place stands for itself. `over` are the
    claim_ids of what maps showed and show no more. `Control.reason` quotes speakers as the articles
    name them: show it as text, never as markup.
    """
    heard = heard_claims(claims, voice=voice, as_of=as_of, known_at=known_at)
    known_actors = {actor.actor_id: actor for actor in actors}
    judge, said = hear(heard, as_of=as_of, actors=known_actors, areas=areas, over=over)
    make = partial(Control, voice=voice, as_of=as_of, known_at=known_at)
    return list(_controls(judge, said, areas, known_actors, make))


def heard_claims(
    claims: Iterable[Claim], *, voice: Voice, as_of: date | None, known_at: datetime | None
) -> list[Claim]:
    """The claims that a voice makes, said to be true by a day and known by a moment."""
    return [
        claim
        for claim in claims
        if voice.hears(claim) and _is_recorded(claim, known_at) and _is_said(claim, as_of)
    ]


def hear(
    heard: Sequence[Claim],
    *,
    as_of: date | None,
    actors: Mapping[str, Actor],
    areas: Areas,
    over: Collection[str] = frozenset(),
) -> tuple[Judge, Heard]:
    """Compile claims, and find what of them still counts on a day, with what areas lend."""
    judge = Judge(
        compile_statements(heard), nesting_of({claim.place_id for claim in heard}, areas), actors
    )
    day = as_of.toordinal() if as_of else NOW
    return judge, judge.heard(day, np.array([claim.claim_id not in over for claim in heard], bool))


def _is_recorded(claim: Claim, known_at: datetime | None) -> bool:
    return known_at is None or claim.recorded_at is None or claim.recorded_at <= known_at


def _is_said(claim: Claim, as_of: date | None) -> bool:
    return as_of is None or moment_of(claim)[0] <= as_of


def nesting_of(place_ids: Collection[str], areas: Areas) -> Nesting:
    """Nest places in the areas about them, without recognised holders or neighbours."""
    listed = sorted(place_ids)
    around = [{place.kind.value: place.place_id for place in areas(one)} for one in listed]
    columns = [[of.get(level.value, "") for of in around] for level in AREAS]
    return Nesting.of(listed, columns, [""] * len(listed))


def _controls(
    judge: Judge,
    said: Heard,
    areas: Areas,
    actors: Mapping[str, Actor],
    make: Callable[..., Control],
) -> Iterable[Control]:
    statements, holdings = judge.statements, judge.holdings(said)
    of_place = _by_place(statements.claims)
    rows = [said.row[said.place == number].tolist() for number in range(len(holdings))]
    for number, place_id in enumerate(holdings.place_ids):
        state = STATES[holdings.state[number]]
        standing = newest_first(statements.claims[row] for row in rows[number])
        kinds = _BASIS_OF[state]
        basis = newest_first(
            statements.claims[row] for row in rows[number] if statements.kind[row] in kinds
        )
        own = [claim for claim in standing if claim.place_id == place_id]
        if not any(claim.place_id == place_id for claim in basis):
            basis += own or newest_first(of_place[place_id])
        names = {place.place_id: place.name for place in areas(place_id)}
        yield make(
            place_id=place_id,
            state=state,
            actor=_only_holder(statements, rows[number]),
            corroboration=CORROBORATIONS[holdings.corroboration[number]],
            claim_ids=tuple(dict.fromkeys(claim.claim_id for claim in basis)),
            statement_count=len(set(find_origins(of_place[place_id]).values())),
            reason=say_why(standing, actors, names),
            said_on=_day(int(holdings.said_on[number])),
        )


def _by_place(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    of_place: dict[str, list[Claim]] = {}
    for claim in claims:
        of_place.setdefault(claim.place_id, []).append(claim)
    return of_place


def _only_holder(statements: Statements, rows: Iterable[int]) -> str | None:
    """The holder named, unless two are."""
    holders = {int(statements.actor[row]) for row in rows if statements.kind[row] == HOLDS}
    return statements.actors[holders.pop()] if len(holders) == 1 else None


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal > 1 else None


def newest_first(claims: Iterable[Claim]) -> list[Claim]:
    """Order claims by their moment; where it is the same by the order of the text.

    So no actor comes first by name; the id only makes the order complete.
    """
    in_text = sorted(claims, key=lambda claim: (claim.article_id, claim.start_char, claim.claim_id))
    return sorted(in_text, key=moment_of, reverse=True)
