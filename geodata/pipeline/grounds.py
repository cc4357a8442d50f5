"""ground() = 4-5-6: who is said to hold which ground on a day, the line between, the words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from geodata.control import NOW, Heard
from geodata.frontline import (
    Cells,
    Difference,
    cell_at,
    difference,
    draw_front,
    hold_areas,
    holding_series,
)
from geodata.gazetteer.boundaries import Boundaries
from geodata.holdings import BASES, CORROBORATIONS, STATES, Basis, Holdings
from geodata.model import Article, Claim, ClaimQuery, Corroboration, Voice
from geodata.pipeline.mapped import daily, mapped_articles
from geodata.pipeline.theatres import Theatre, open_theatre
from geodata.published import claims_of
from geodata.reading import Knowledge
from geodata.store import ClaimStore

_MOST_OPEN = 4
"""Theatres of one store that are kept ready: now, some earlier moments, some sources."""
_Known = tuple[str, datetime | None, frozenset[str] | None]
_open: WeakKeyDictionary[ClaimStore, dict[_Known, Theatre | None]] = WeakKeyDictionary()
_opening = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One voice's picture of the land on one day."""

    theatre: Theatre
    voice: Voice
    as_of: date | None
    heard: Heard
    """What the voice says, per place; see `words_about`."""
    holdings: Holdings
    """One row per cell."""
    areas: GeoDataFrame
    """See `geodata.frontline.hold_areas`."""
    lines: GeoDataFrame
    """See `geodata.frontline.FrontLine`."""
    note: str
    """In words: from how many claims the line is and how old they are, or why there is none."""

    @property
    def cells(self) -> Cells:
        """The land, cut."""
        return self.theatre.cells

    def numbers(self, place_ids: Iterable[str]) -> NDArray[np.intp]:
        """The cells of settlements; of those that have none, none."""
        number = self.theatre.judge.nesting.number
        return np.array([number[one] for one in place_ids if one in number], np.intp)


def ground(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, query: ClaimQuery
) -> Ground | None:
    """Draw what a voice says of the land; None if the ledger speaks of none.

    Of the query its voice, sources, `as_of` and `known_at` count; what else narrows a view (places,
    actors, relations) would make another picture out of half of what the voice says.
    """
    theatre = theatre_of(store, knowledge, boundaries, query)
    return None if theatre is None else _ground(theatre, query.voice, query.as_of)


def theatre_of(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, query: ClaimQuery
) -> Theatre | None:
    """Open the theatre that a query is about, or take it as it was opened before."""
    sources = _sources(query)
    known = (store.revision(), query.known_at, sources)
    with _opening:  # readers who come at once wait for the first one's cells
        kept = _open.setdefault(store, {})
        if known not in kept:
            while len(kept) >= _MOST_OPEN:
                del kept[next(iter(kept))]
            kept[known] = open_theatre(
                store, knowledge, boundaries, known_at=query.known_at, source_ids=sources
            )
        return kept[known]


def _sources(query: ClaimQuery) -> frozenset[str] | None:
    one, other = query.voice.source_ids, query.source_ids
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _ground(theatre: Theatre, voice: Voice, as_of: date | None) -> Ground:
    heard, holdings = hold(theatre, voice, as_of)
    front = draw_front(theatre.cells, holdings)
    return Ground(
        theatre=theatre,
        voice=voice,
        as_of=as_of,
        heard=heard,
        holdings=holdings,
        areas=hold_areas(theatre.cells, holdings),
        lines=front.lines,
        note=front.note,
    )


def hold(theatre: Theatre, voice: Voice, as_of: date | None) -> tuple[Heard, Holdings]:
    """What a voice says of each cell on a day (None: by now), and what follows for its state."""
    judge = theatre.judge
    heard = judge.heard(as_of.toordinal() if as_of else NOW, judge.rows_of(voice))
    return heard, judge.holdings(heard)


def words_about(shown: Ground, place_id: str) -> list[Claim]:
    """The claims that the state of a cell rests on: about its settlement and the areas around.

    Of published maps all that they showed there by that day, or at the neighbour that lends it.
    """
    row = shown.theatre.judge.nesting.number.get(place_id)
    if row is None:
        return []
    statements = shown.theatre.judge.statements
    rows = shown.heard.row[shown.heard.place == row].tolist()
    claims = [statements.claims[one] for one in rows if one < len(statements.claims)]
    mapped = {statements.places[statements.place[one]] for one in rows}  # or its neighbour there
    for published in daily(shown.theatre.maps):
        if shown.voice.hears(published):
            lent = mapped if published.lists_settlements else ()
            asked = [place_id] if place_id in published.place_ids else lent
            claims += claims_of(published, asked, shown.as_of)
    return claims


def ground_at(shown: Ground, place_id: str) -> Mapping[str, str] | None:
    """State, actor, contender, corroboration and basis of a place's ground, as areas have them.

    None where no claim speaks of it.
    """
    rows = shown.numbers([place_id])
    held = shown.holdings
    if not len(rows) or BASES[held.basis[rows[0]]] is Basis.RECOGNISED:
        return None
    row = rows[0]
    names = (*held.actors, "")  # NOBODY is the last one
    corroboration = CORROBORATIONS[held.corroboration[row]]
    unnamed = corroboration is Corroboration.NONE
    near = BASES[held.basis[row]] in {Basis.PLACE, Basis.NEARBY}
    return {
        "state": STATES[held.state[row]],
        "actor": "" if unnamed else names[held.holder[row]],
        "contender": names[held.contender[row]],
        "corroboration": corroboration,
        "basis": "place" if near else "area",
    }


def place_at(shown: Ground, lon: float, lat: float) -> str | None:
    """The place whose ground a point (EPSG:4326) lies on: a settlement, or a region without any."""
    number = cell_at(shown.cells, lon, lat)
    return None if number is None else shown.cells.place_ids[number]


def articles_about(shown: Ground | None, claims: Iterable[Claim]) -> dict[str, Article]:
    """By id the words behind those of the claims that a published map makes."""
    return mapped_articles(shown.theatre.maps, claims) if shown else {}


def compare(one: Ground, other: Ground, actor: str) -> Difference:
    """Compare the ground that an actor is said to hold in two pictures."""
    return difference((one.cells, one.holdings), (other.cells, other.holdings), actor=actor)


def series(
    store: ClaimStore,
    knowledge: Knowledge,
    boundaries: Boundaries,
    query: ClaimQuery,
    days: Iterable[date],
) -> pd.DataFrame:
    """Follow a voice through days, see `holding_series`; empty if it speaks of no ground."""
    theatre = theatre_of(store, knowledge, boundaries, query)
    if theatre is None:
        return pd.DataFrame(columns=["day", "actor", "area_km2"])
    return holding_series(theatre.cells, list(days), lambda day: hold(theatre, query.voice, day)[1])


def days_of(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, query: ClaimQuery
) -> tuple[date, date] | None:
    """The first and the last day on which something was published; None if nothing was."""
    theatre = theatre_of(store, knowledge, boundaries, query)
    return None if theatre is None else (theatre.first_day, theatre.last_day)
