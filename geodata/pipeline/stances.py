"""What each voice says of each place of a view, and since when the voices disagree."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from geodata.control import Dispute, Stance, find_stances
from geodata.model import Claim, ClaimQuery, Control, ControlState, Place
from geodata.pipeline.mapped import shown_no_more
from geodata.pipeline.situations import Situation
from geodata.reading import Knowledge, gazetteer_of
from geodata.store import ClaimStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who says what of which place."""

    stances: list[Stance]
    disputes: Mapping[str, Dispute]
    """The disputes that are open, by place."""


def standing(
    store: ClaimStore, knowledge: Knowledge, query: ClaimQuery, shown: Situation
) -> Standing:
    """Find the stances of a view's voices, and since when each of its disputes is.

    `shown` is what `situation` answered to the query: both rest on the same claims.
    """
    gazetteer = gazetteer_of(store, knowledge, shown.claims)
    over = shown_no_more(shown.claims, store.maps(query.known_at), query.as_of)

    def areas(place_id: str) -> Sequence[Place]:
        return gazetteer.areas_of(gazetteer.place(place_id))

    stances, disputes = _found(shown.claims, knowledge, query, areas, over)
    return Standing(stances=stances, disputes={one.place_id: one for one in disputes})


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An area about which the voices disagree, or that is fought over."""

    area: Place
    control: Control
    dispute: Dispute | None
    """The open one, if the voices disagree."""


def conflicts_around(shown: Situation, place_id: str) -> list[Conflict]:
    """Find the areas that a place lies in and that are disputed or contested, the nearest first.

    A place may be one that no claim of the view speaks of.
    """
    gazetteer = shown.ledger.gazetteer
    place = gazetteer.find(place_id)
    found = []
    for area in gazetteer.areas_of(place) if place else ():
        control = shown.control(area.place_id)
        if control and control.state in {ControlState.DISPUTED, ControlState.CONTESTED}:
            dispute = _dispute_about(shown, area)
            found.append(Conflict(area=area, control=control, dispute=dispute))
    return found


def _dispute_about(shown: Situation, area: Place) -> Dispute | None:
    """Only words about the area itself and what it lies in reach it: the rest is left out."""
    ledger, query = shown.ledger, shown.query
    around = ledger.gazetteer.areas_of(area)
    numbers = ledger.assessor.judge.nesting.number
    reaching = [numbers[one.place_id] for one in (area, *around) if one.place_id in numbers]
    heard = shown.heard & np.isin(ledger.assessor.place, reaching)
    claims = [ledger.claims[row] for row in np.flatnonzero(heard).tolist()]
    over = shown_no_more(claims, ledger.maps, query.as_of)

    def areas(place_id: str) -> Sequence[Place]:
        return ledger.gazetteer.areas_of(ledger.gazetteer.place(place_id))

    disputes = _found(claims, shown.knowledge, query, areas, over)[1]
    return next((one for one in disputes if one.place_id == area.place_id), None)


def _found(
    claims: Sequence[Claim],
    knowledge: Knowledge,
    query: ClaimQuery,
    areas: Callable[[str], Sequence[Place]],
    over: Collection[str],
) -> tuple[list[Stance], list[Dispute]]:
    return find_stances(
        claims,
        voice=query.voice,
        as_of=query.as_of,
        known_at=query.known_at,
        actors=knowledge.actors,
        areas=areas,
        over=over,
    )
