"""Statements: what each origin says of each place, from which day until which, as columns."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import repeat
from typing import Self

import numpy as np
from numpy.typing import NDArray

from geodata.control.retiring import Retirements, find_retirements
from geodata.holdings import NOBODY, Codes, Days
from geodata.model import Claim, DatePrecision, Extent, Polarity, Relation
from geodata.origins import whose_word, word_of
from geodata.published_map import PublishedMap, Status

HOLDS, DENIES, FIGHTS, OTHER = range(4)
"""Kinds of statement: X controls the whole; X does not control it; there is fighting; the rest."""
ALWAYS = np.iinfo(np.int32).max
"""A day that never comes."""
_DAWN = datetime.min.replace(tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SECONDS = 2**37
"""More seconds than the calendar has; a moment is a day and the second of publication."""
Moments = NDArray[np.int64]
Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Statements:
    """Columns of equal length, a row per statement; those of claims stand first."""

    claims: Sequence[Claim]
    """The claims of the first rows."""
    places: tuple[str, ...]
    origins: tuple[str, ...]
    """Whose word they are, see `geodata.origins`."""
    claimants: tuple[str, ...]
    sources: tuple[str, ...]
    actors: tuple[str, ...]
    place: Numbers
    """Number in `places`; likewise the next four."""
    origin: Codes
    claimant: Codes
    source: Codes
    actor: Codes
    """NOBODY if none is named."""
    kind: Codes
    """HOLDS, DENIES, FIGHTS or OTHER."""
    first: Days
    """Proleptic ordinal of the first day that it holds."""
    until: Days
    """Of the day on which its origin takes it back or says something else; ALWAYS = not yet."""
    ends: Days
    """Of the day on which it ends by itself: a statement about the past, or what a map shows."""
    retirements: Retirements
    moment: Moments
    """Grows with the day that it is said to be true of, then with its publication."""
    listing: Codes
    """Number of the map that the row is of, if that lists settlements; NOBODY if not."""

    def __len__(self) -> int:
        return len(self.place)

    def among(self, heard: Flags) -> Self:
        """The same statements, taken back by those alone that are heard.

        `heard` says of each by its source, actor, relation, place, claimant or day whether it is.
        """
        until = self.ends.copy()
        self.retirements.end(until, heard)
        return replace(self, until=until)


def day_of(moment: Moments) -> Days:
    """The day of moments, as a proleptic ordinal."""
    return (moment // _SECONDS).astype(np.int32)


def moment_of(claim: Claim) -> tuple[date, datetime]:
    """When a statement counts: event day, else day of publication; then publication."""
    published = claim.published_at.astimezone(UTC) if claim.published_at else _DAWN
    return claim.event_date or published.date(), published


def compile_statements(claims: Sequence[Claim], maps: Sequence[PublishedMap] = ()) -> Statements:
    """Find from when until when each origin says what: the table in `geodata.control`.

    `maps` are daily maps, where a change ends what was shown there before.
    """
    names = _Names(claims, maps)
    moments = [moment_of(claim) for claim in claims]
    parts = [_of_claims(claims, moments, names)]
    parts += [_of_map(one, number, names) for number, one in enumerate(maps)]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    days = columns["first"][: len(claims)]
    retirements = find_retirements(claims, days, _seconds(moments))
    ends = columns["until"].astype(np.int32)
    until = ends.copy()
    retirements.end(until, np.ones(len(claims), bool))
    return Statements(
        claims=claims,
        places=tuple(names.places),
        origins=tuple(names.origins),
        claimants=tuple(names.claimants),
        sources=tuple(names.sources),
        actors=tuple(names.actors),
        place=columns["place"].astype(np.int32),
        origin=columns["origin"].astype(np.int16),
        claimant=columns["claimant"].astype(np.int16),
        source=columns["source"].astype(np.int16),
        actor=columns["actor"].astype(np.int16),
        kind=columns["kind"].astype(np.int16),
        first=columns["first"].astype(np.int32),
        until=until,
        ends=ends,
        retirements=retirements,
        moment=columns["moment"].astype(np.int64),
        listing=columns["listing"].astype(np.int16),
    )


class _Names:
    """Numbers for everything that rows name, in sorted order so that input order is nothing."""

    def __init__(self, claims: Sequence[Claim], maps: Sequence[PublishedMap]) -> None:
        actors = {claim.actor for claim in claims if claim.actor}
        actors |= {status.actor for one in maps for status in one.statuses if status.actor}
        self.places = _numbered(
            {claim.place_id for claim in claims}.union(*(one.place_ids for one in maps))
        )
        self.origins = _numbered({whose_word(c) for c in claims} | {_word_of(m) for m in maps})
        self.claimants = _numbered({c.claimant for c in claims} | {m.claimant for m in maps})
        self.sources = _numbered({c.source_id for c in claims} | {m.source_id for m in maps})
        self.actors = _numbered(actors)


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(names))}


def _of_claims(
    claims: Sequence[Claim], moments: Sequence[tuple[date, datetime]], names: _Names
) -> dict[str, NDArray[np.int64]]:
    columns: dict[str, Iterable[int]] = {
        "place": (names.places[claim.place_id] for claim in claims),
        "origin": (names.origins[whose_word(claim)] for claim in claims),
        "claimant": (names.claimants[claim.claimant] for claim in claims),
        "source": (names.sources[claim.source_id] for claim in claims),
        "actor": (names.actors[claim.actor] if claim.actor else NOBODY for claim in claims),
        "kind": map(_kind, claims),
        "first": (day.toordinal() for day, _ in moments),
        "until": _ends(claims),
        "moment": (_coded(day, published) for day, published in moments),
        "listing": repeat(NOBODY, len(claims)),
    }
    return {name: np.fromiter(column, np.int64, len(claims)) for name, column in columns.items()}


def _seconds(moments: Sequence[tuple[date, datetime]]) -> NDArray[np.int64]:
    """Publications in microseconds, so that none are taken for one moment that aren't."""
    since = ((published - _DAWN) // _MICROSECOND for _, published in moments)
    return np.fromiter(since, np.int64, len(moments))


def _coded(day: date, published: datetime) -> int:
    return day.toordinal() * _SECONDS + int((published - _DAWN).total_seconds())


def _of_map(one: PublishedMap, number: int, names: _Names) -> dict[str, NDArray[np.int64]]:
    """Rows of a daily map: each change holds until the next one at its place."""
    kind = np.array([_kind_of(status) for status in one.statuses], np.int16)
    actor = np.array([names.actors.get(status.actor, NOBODY) for status in one.statuses], np.int16)
    numbers = np.array([names.places[place_id] for place_id in one.place_ids])
    day = one.day.astype(np.int64)
    ends = np.full(len(day), ALWAYS, np.int64)
    same = one.place[1:] == one.place[:-1]
    ends[:-1][same] = day[1:][same]
    said = np.array([bool(status.relation) for status in one.statuses], bool)[one.status]
    dawn = date.min.toordinal()
    columns = {
        "place": numbers[one.place],
        "origin": np.full(len(day), names.origins[_word_of(one)]),
        "claimant": np.full(len(day), names.claimants[one.claimant]),
        "source": np.full(len(day), names.sources[one.source_id]),
        "actor": actor[one.status],
        "kind": kind[one.status],
        "first": day,
        "until": ends,
        "moment": day * _SECONDS + (day - dawn) * 86_400,
        "listing": np.full(len(day), number if one.lists_settlements else NOBODY),
    }
    return {name: column[said] for name, column in columns.items()}


def _word_of(one: PublishedMap) -> str:
    return word_of(one.claimant, one.source_id)


def _kind(claim: Claim) -> int:
    if claim.extent is Extent.PARTIAL and claim.relation is Relation.CONTROLS:
        return OTHER
    return _kind_of(Status(claim.relation, claim.actor or "", claim.polarity))


def _kind_of(status: Status) -> int:
    affirmed = status.polarity == Polarity.AFFIRM
    if status.relation == Relation.CONTESTED and affirmed:
        return FIGHTS
    if status.relation == Relation.CONTROLS and status.actor:
        return HOLDS if affirmed else DENIES
    return OTHER


def _ends(claims: Sequence[Claim]) -> Iterator[int]:
    """The day on which each claim ends by itself: a past one with its own period."""
    for claim in claims:
        yield ALWAYS if claim.current else _end_of_period(claim)


def _end_of_period(claim: Claim) -> int:
    """The day after; a past statement without a date of its own never holds."""
    day = claim.event_date
    if day is None:
        return 0
    if claim.date_precision is DatePrecision.YEAR:
        return day.replace(month=12, day=31).toordinal() + 1
    if claim.date_precision is DatePrecision.MONTH:
        return day.replace(day=monthrange(day.year, day.month)[1]).toordinal() + 1
    return day.toordinal() + 1
