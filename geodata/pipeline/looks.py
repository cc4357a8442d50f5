"""Looks: the few ways in which thousands of marks differ, and which mark has which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from geodata.control import Cases, weight_words
from geodata.gazetteer.boundaries import Boundaries
from geodata.holdings import CORROBORATIONS, NOBODY, STATES, Standings
from geodata.layers import AREA_KINDS
from geodata.pipeline.ledgers import KINDS, Ledger
from geodata.pipeline.situations import Situation
from geodata.settings import Worldview

Rows = NDArray[np.intp]
_areas: WeakKeyDictionary[Ledger, dict[Worldview, NDArray[np.bool_]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Looks:
    """Marks by what they look like."""

    rows: Sequence[Mapping[str, Any]]
    """One for each look, with the columns of `geodata.layers.area_marks` that all marks of it
    share, `drawn_as` (area or point) and `age_days` (the most days of its step; None = more)."""
    look: Rows
    """Number in `rows` of each mark."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timeline:
    """What places look like from which day on, in order of place and day."""

    looks: Looks
    place: Rows
    """Number in the ledger's places."""
    day: NDArray[np.int64]
    """Proleptic ordinal of the day from which on it looks so."""


def drawn_areas(ledger: Ledger, boundaries: Boundaries) -> NDArray[np.bool_]:
    """Which places of a ledger are drawn as areas: those of whom an outline is known."""
    kept = _areas.setdefault(ledger, {})
    if boundaries.worldview not in kept:
        kept[boundaries.worldview] = np.array(
            [
                place.kind in AREA_KINDS and boundaries.outline(place.place_id) is not None
                for place in ledger.places
            ],
            bool,
        )
    return kept[boundaries.worldview]


def looks_of(shown: Situation, steps: Sequence[int]) -> Looks:
    """Find what the marks of a view look like; steps: days of age at which they pale."""
    day = np.full(len(shown.standings), shown.seen_from.toordinal(), np.int64)
    areas = drawn_areas(shown.ledger, shown.boundaries)
    return _looks(shown.ledger, areas, shown.standings, day, steps)


def _looks(
    ledger: Ledger,
    areas: NDArray[np.bool_],
    standings: Standings,
    day: NDArray[np.int64],
    steps: Sequence[int],
) -> Looks:
    told = ledger.assessor.told
    codes = _codes(ledger, areas, standings, day, steps)
    table = np.column_stack(list(codes.values()))
    widths = [int(column.max(initial=0)) + 1 for column in codes.values()]
    keys = np.zeros(len(table), np.int64)
    for column, width in zip(table.T, widths, strict=True):
        keys = keys * width + column
    _, first, look = np.unique(keys, return_index=True, return_inverse=True)
    rows = [dict(zip(codes, row, strict=True)) for row in table[first].tolist()]
    names = (*told.names, "")
    return Looks(rows=[_row(row, names, steps) for row in rows], look=look)


def _codes(
    ledger: Ledger,
    areas: NDArray[np.bool_],
    standings: Standings,
    day: NDArray[np.int64],
    steps: Sequence[int],
) -> Mapping[str, Rows]:
    told, place = ledger.assessor.told, standings.place
    nobody = len(told.names)
    printed = told.printed[standings.shown].astype(np.int64)
    age = np.where(printed > 0, np.maximum(day - printed, 0), np.iinfo(np.int64).max)
    parties = {
        name: np.where(column == NOBODY, nobody, column)
        for name, column in (("actor", standings.actor), ("contender", standings.contender))
    }
    kinds, rough = ledger.kind_and_roughness
    columns = {
        "state": standings.state,
        "corroboration": standings.corroboration,
        **parties,
        "weight": told.weight[standings.shown],
        "age": np.searchsorted(np.asarray(steps), age),
        "kind": kinds[place],
        "area": areas[place],
        "rough": rough[place],
    }
    return {name: column.astype(np.intp) for name, column in columns.items()}


def _row(codes: Mapping[str, int], names: Sequence[str], steps: Sequence[int]) -> dict[str, Any]:
    return {
        "state": STATES[codes["state"]].value,
        "corroboration": CORROBORATIONS[codes["corroboration"]].value,
        "actor": names[codes["actor"]],
        "contender": names[codes["contender"]],
        **weight_words(codes["weight"]),
        "age_days": (*steps, None)[codes["age"]],
        "kind": KINDS[codes["kind"]].value,
        "drawn_as": "area" if codes["area"] else "point",
        "precision_km": float(codes["rough"]),
    }


def timeline_of(shown: Situation, days: tuple[int, int], steps: Sequence[int]) -> Timeline:
    """Find from which day on each place of a view looks how, if only the day changes.

    shown: a view up to no day. days: the first and the last one, as ordinals.
    """
    ledger, assessor = shown.ledger, shown.ledger.assessor
    cases = _cases(shown, days, steps)
    areas = drawn_areas(ledger, shown.boundaries)
    places, from_days, parts = [], [], []
    for part, found in assessor.through(cases, shown.heard, ledger.silent()):
        standings = found.standings()
        places.append(part.place[standings.place])
        from_days.append(part.day[standings.place])
        parts.append(replace(standings, place=places[-1]))
    if not parts:
        empty = np.zeros(0, np.intp)
        return Timeline(looks=Looks(rows=(), look=empty), place=empty, day=empty.astype(np.int64))
    place, day = np.concatenate(places), np.concatenate(from_days)
    looks = _looks(ledger, areas, _joined(parts), day, steps)
    news = np.r_[True, (place[1:] != place[:-1]) | (looks.look[1:] != looks.look[:-1])]
    chosen = Looks(rows=looks.rows, look=looks.look[news])
    return Timeline(looks=chosen, place=place[news], day=day[news])


def _joined(parts: Sequence[Standings]) -> Standings:
    names = ("place", "state", "corroboration", "actor", "contender", "shown", "answer")
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return Standings(actors=parts[0].actors, **columns)


def _cases(shown: Situation, days: tuple[int, int], steps: Sequence[int]) -> Cases:
    """Places and days on which they may come to look otherwise."""
    ledger, heard = shown.ledger, shown.heard
    statements = ledger.assessor.judge.statements.among(heard)
    rows, place = np.flatnonzero(heard), ledger.assessor.place
    printed = ledger.assessor.told.printed[rows].astype(np.int64)
    first = statements.first[rows].astype(np.int64)
    changes = [first, statements.until[rows].astype(np.int64)]
    changes += [printed + step + 1 for step in steps]
    parts = [(place[rows], day) for day in changes]
    parts += list(_lent(ledger, statements.first, statements.until, heard))
    parts += list(ledger.map_days())
    begins = np.full(len(ledger.places), np.iinfo(np.int64).max)
    of_articles = rows[~ledger.of_daily_maps[rows]]
    np.minimum.at(begins, place[of_articles], statements.first[of_articles])
    begun = np.flatnonzero(begins <= days[1])
    parts.append((begun, np.maximum(begins[begun], days[0])))
    where, when = (np.concatenate([part[n] for part in parts]) for n in range(2))
    within = (when >= np.maximum(begins[where], days[0])) & (when <= days[1])
    keys = np.unique((where[within].astype(np.int64) << 32) + when[within])
    return Cases((keys >> 32).astype(np.intp), keys & 0xFFFFFFFF)


def _lent(
    ledger: Ledger, first: NDArray[np.int32], until: NDArray[np.int32], heard: NDArray[np.bool_]
) -> "list[tuple[Rows, NDArray[np.int64]]]":
    """Places inside areas and the days on which words about these begin and end."""
    judge = ledger.assessor.judge
    lent: list[tuple[Rows, NDArray[np.int64]]] = []
    for row in judge.area_rows[heard[judge.area_rows]].tolist():
        inside = judge.nesting.members[judge.statements.places[judge.statements.place[row]]][1]
        days = (int(first[row]), int(until[row]))
        lent += [(inside, np.full(len(inside), day, np.int64)) for day in days]
    return lent
