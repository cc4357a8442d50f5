"""Histories of a ledger: its disputes by their days, and its admissions."""

from collections.abc import Collection

import numpy as np

from geodata.control import (
    DENIES,
    HOLDS,
    Admission,
    Dispute,
    Judge,
    Nesting,
    Statements,
    find_admissions,
    find_disputes,
)
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.boundaries import Boundaries
from geodata.model import ClaimQuery, PlaceKind, Voice
from geodata.pipeline.grounds import theatre_of
from geodata.reading import Knowledge, gazetteer_of
from geodata.store import ClaimStore

_LEVELS = (PlaceKind.DISTRICT, PlaceKind.REGION, PlaceKind.COUNTRY)


def disputes(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, query: ClaimQuery
) -> list[Dispute]:
    """The stretches of days on which a voice's words about places disagree; see `ground`."""
    theatre = theatre_of(store, knowledge, boundaries, query)
    if theatre is None:
        return []
    statements = theatre.judge.statements
    nesting = _nesting(statements, gazetteer_of(store, knowledge, theatre.claims))
    actors = {actor.actor_id: actor for actor in knowledge.actors}
    heard = Voice(claimants=query.voice.claimants)
    return find_disputes(Judge(statements, nesting, actors), heard)


def admissions(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, query: ClaimQuery
) -> list[Admission]:
    """What each side admitted of the other's ground, and how long after the claim.

    Of a voice of one side only there is none: it takes the claim of the one, the word of the other.
    """
    theatre = theatre_of(store, knowledge, boundaries, query)
    if theatre is None:
        return []
    actors = {actor.actor_id: actor for actor in knowledge.actors}
    heard = theatre.judge.rows_of(Voice(claimants=query.voice.claimants))
    return find_admissions(theatre.judge.statements, actors, heard)


def _nesting(statements: Statements, gazetteer: Gazetteer) -> Nesting:
    """The places over which there may be a dispute, with the areas about them."""
    spoken = {
        statements.places[number]
        for number in np.unique(
            statements.place[np.isin(statements.kind, (HOLDS, DENIES))]
        ).tolist()
    }
    around = {place_id: _areas(place_id, gazetteer) for place_id in sorted(spoken)}
    agreed = _agreed(statements)
    chosen = [
        place_id
        for place_id, areas in around.items()
        if place_id not in agreed or not spoken.isdisjoint(areas)
    ]
    columns = [[around[place_id][level] for place_id in chosen] for level in range(len(_LEVELS))]
    return Nesting.of(chosen, columns, [""] * len(chosen))


def _areas(place_id: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    place = gazetteer.find(place_id)
    found = {area.kind: area.place_id for area in gazetteer.areas_of(place)} if place else {}
    return tuple(found.get(kind, "") for kind in _LEVELS)


def _agreed(statements: Statements) -> Collection[str]:
    """Places that every word about control gives to one actor, denying nothing."""
    holders: dict[int, set[int]] = {}
    control = np.isin(statements.kind, (HOLDS, DENIES))
    words = np.column_stack([statements.place, statements.actor, statements.kind])[control]
    for place, actor, kind in np.unique(words, axis=0).tolist():
        holders.setdefault(place, set()).add(actor if kind == HOLDS else ~actor)
    return {
        statements.places[place]
        for place, said in holders.items()
        if len(said) == 1 and min(said) >= 0
    }
