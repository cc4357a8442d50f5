"""Controls: the state of each place that claims speak of, with its reason in words."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial

import numpy as np

from geodata.control.judging import NOW, Heard, Judge
from geodata.control.nesting import AREAS, Nesting
from geodata.control.standing import Assessment, Assessor, Pairs
from geodata.control.statements import compile_statements, moment_of
from geodata.control.words import say_why
from geodata.holdings import CORROBORATIONS, STATES
from geodata.model import Actor, Claim, Control, Place, Voice
from geodata.origins import find_origins

Areas = Callable[[str], Sequence[Place]]
"""The district, region and country about a place, as far as known."""


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
    assessor = Assessor(heard, nesting_of({claim.place_id for claim in heard}, areas), known_actors)
    still = np.array([claim.claim_id not in over for claim in heard], bool)
    found = assessor.on(as_of.toordinal() if as_of else NOW, np.ones(len(heard), bool), ~still)
    make = partial(Control, voice=voice, as_of=as_of, known_at=known_at)
    return list(make_controls(found, make, known_actors, areas))


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


def make_controls(
    found: Assessment,
    make: Callable[..., Control],
    actors: Mapping[str, Actor],
    areas: Areas,
    place_ids: Collection[str] | None = None,
) -> Iterator[Control]:
    """Lay out what was found of places (None: of all of which anything is said), by place.

    make: makes a Control of all fields but voice and clocks.
    """
    shown, claims = found.standings(), found.assessor.claims
    basis, standing, said = _Rows(found.basis()[0]), _Rows(found.standing()), _Rows(found.said)
    names, ids, holdings = (*shown.actors, None), found.holdings.place_ids, found.holdings
    for row, place in enumerate(shown.place.tolist()):
        if place_ids is not None and ids[place] not in place_ids:
            continue
        around = {area.place_id: area.name for area in areas(ids[place])}
        holder = found.only_holder[place]
        yield make(
            place_id=ids[place],
            state=STATES[holdings.state[place]],
            actor=names[holder],
            corroboration=CORROBORATIONS[holdings.corroboration[place]],
            claim_ids=tuple(dict.fromkeys(claims[one].claim_id for one in basis.at(place))),
            statement_count=len(set(find_origins(claims[one] for one in said.at(place)).values())),
            reason=say_why([claims[one] for one in standing.at(place)], actors, around),
            said_on=_day(int(holdings.said_on[place])),
            shown_id=claims[shown.shown[row]].claim_id,
            shown_actor=names[shown.actor[row]],
            contender=names[shown.contender[row]],
        )


class _Rows:
    """The numbers of claims by place, in their order."""

    def __init__(self, pairs: Pairs) -> None:
        order = np.argsort(pairs.place, kind="stable")
        self._row, self._place = pairs.row[order], pairs.place[order]

    def at(self, place: int) -> list[int]:
        start, end = np.searchsorted(self._place, [place, place + 1])
        rows: list[int] = self._row[start:end].tolist()
        return rows


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal > 1 else None
