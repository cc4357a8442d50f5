"""Statements: what each origin says of each place, from which day until which, as columns."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby, repeat
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from geodata.holdings import NOBODY, Codes, Days
from geodata.model import Claim, DatePrecision, Extent, Polarity, Relation
from geodata.origins import whose_word, word_of
from geodata.published_map import IMPORTED, PublishedMap, Status

HOLDS, DENIES, FIGHTS, OTHER = range(4)
"""Kinds of statement: X controls the whole; X does not control it; there is fighting; the rest."""
ALWAYS = np.iinfo(np.int32).max
"""A day that never comes."""
_DAWN = datetime.min.replace(tzinfo=UTC)
_SECONDS = 2**37
"""More seconds than the calendar has; a moment is a day and the second of publication."""
Moments = NDArray[np.int64]
Numbers = NDArray[np.int32]


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
    moment: Moments
    """Grows with the day that it is said to be true of, then with its publication."""
    listing: Codes
    """Number of the map that the row is of, if that lists settlements; NOBODY if not."""

    def __len__(self) -> int:
        return len(self.place)


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
    until = _until(claims)
    names = _Names(claims, maps)
    parts = [_of_claims(claims, until, names)]
    parts += [_of_map(one, number, names) for number, one in enumerate(maps)]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
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
        until=columns["until"].astype(np.int32),
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
    claims: Sequence[Claim], until: Sequence[int], names: _Names
) -> dict[str, NDArray[np.int64]]:
    moments = [moment_of(claim) for claim in claims]
    columns: dict[str, Iterable[int]] = {
        "place": (names.places[claim.place_id] for claim in claims),
        "origin": (names.origins[whose_word(claim)] for claim in claims),
        "claimant": (names.claimants[claim.claimant] for claim in claims),
        "source": (names.sources[claim.source_id] for claim in claims),
        "actor": (names.actors[claim.actor] if claim.actor else NOBODY for claim in claims),
        "kind": map(_kind, claims),
        "first": (day.toordinal() for day, _ in moments),
        "until": until,
        "moment": (_coded(day, published) for day, published in moments),
        "listing": repeat(NOBODY, len(claims)),
    }
    return {name: np.fromiter(column, np.int64, len(claims)) for name, column in columns.items()}


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


def _until(claims: Sequence[Claim]) -> list[int]:
    """The day on which each claim's origin retires it; a past one ends with its own period."""
    until = [ALWAYS] * len(claims)
    of_origin: defaultdict[tuple[str, str], list[tuple[tuple[date, datetime], int]]]
    of_origin = defaultdict(list)
    for number, claim in enumerate(claims):
        if claim.current:
            of_origin[whose_word(claim), claim.place_id].append((moment_of(claim), number))
        else:
            until[number] = _end_of_period(claim)
    for statements in of_origin.values():
        if len(statements) > 1:
            for number, day in _retired(claims, sorted(statements)):
                until[number] = day
    return until


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


def _retired(
    claims: Sequence[Claim], statements: Sequence[tuple[tuple[date, datetime], int]]
) -> Iterator[tuple[int, int]]:
    """Pair each retired statement of one origin about one place with the day of its end."""
    said: list[int] = []
    for (day, _), group in groupby(statements, key=itemgetter(0)):
        now = [number for _, number in group]
        for old in said:
            if any(_retires(claims[new], claims[old]) for new in now):
                yield old, day.toordinal()
        said = [old for old in said if not any(_retires(claims[n], claims[old]) for n in now)]
        for number in now:
            if any(_cancels(claims[other], claims[number]) for other in now):
                yield number, 0
            else:
                said.append(number)


def _retires(new: Claim, old: Claim) -> bool:
    if _proposition(new) == _proposition(old) or _redraws(new, old):
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


def _redraws(new: Claim, old: Claim) -> bool:
    """A published map shows one state of a place at a time, whatever it showed before.

    A denial in a table shows none: who denies the other's control still says what it said of its
    own.
    """
    return (
        new.extractor.startswith(IMPORTED)
        and old.extractor == new.extractor
        and _affirms(new)
        and _affirms(old)
        and {new.relation, old.relation} <= {Relation.CONTROLS, Relation.CONTESTED}
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
