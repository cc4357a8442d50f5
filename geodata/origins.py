"""Origins: which claims report one statement, and whose word it is, however many print it."""

from bisect import bisect_left
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.model import SOURCE_VOICE, Claim, DatePrecision

WINDOW_DAYS = 3
"""Days after its first telling within which a statement told again is the same statement."""

_EXACT, _MONTH, _YEAR, _UNDATED = range(4)
_Day = int
"""Days are counted, not written: no sum of them runs out of the calendar."""


def find_origins(claims: Iterable[Claim]) -> dict[str, str]:
    """Group claims that report one statement; each claim_id leads to that of its first telling.

    One statement: the same word (`whose_word`), place, relation, actor, polarity and extent, with
    dates that fit. Exact days (of the event, else of publication) open windows of WINDOW_DAYS
    from their first; a month or year joins the first window that it touches, and so does a claim
    without any date. What is told first within a window names it, so the order in which claims
    come doesn't matter, and a claim by another voice changes nothing.
    """
    of_statement: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        of_statement[_statement(claim)].append(claim)
    origins: dict[str, str] = {}
    for alike in of_statement.values():
        if len(alike) == 1:  # mostly
            origins[alike[0].claim_id] = alike[0].claim_id
        else:
            origins.update(_tellings(alike))
    return origins


class Tally:
    """Counts the statements that claims report, by place, for any choice among the claims."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        groups: dict[tuple[object, ...], int] = {}
        self._group = np.array(
            [groups.setdefault(_statement(claim), len(groups)) for claim in claims], np.intp
        )
        self._size = np.bincount(self._group, minlength=len(groups))
        self._alike: dict[int, list[tuple[int, tuple[int, _Day, _Day, float, str]]]] = {}
        for number in np.flatnonzero((self._size > 1)[self._group]).tolist():
            told = (number, _when(claims[number]))
            self._alike.setdefault(int(self._group[number]), []).append(told)
        self._whole = np.ones(len(groups), np.intp)
        for group, alike in self._alike.items():
            self._whole[group] = _count_tellings(when for _, when in alike)

    def count(self, chosen: NDArray[np.bool_], place: NDArray[np.intp]) -> NDArray[np.intp]:
        """Count by place, for the claims chosen; `place` is the number of each claim's."""
        sizes = np.bincount(self._group[chosen], minlength=len(self._size))
        counts = np.minimum(sizes, self._whole)
        for group in np.flatnonzero((sizes > 1) & (sizes < self._size)).tolist():
            counts[group] = _count_tellings(
                when for number, when in self._alike[group] if chosen[number]
            )
        place_of = np.zeros(len(self._size), np.intp)
        place_of[self._group] = place
        total = np.zeros(int(place.max(initial=-1)) + 1, np.intp)
        np.add.at(total, place_of, counts)
        return total


def _count_tellings(told: Iterable[tuple[int, _Day, _Day, float, str]]) -> int:
    return len({origin for _, origin in _windows(told)})


def whose_word(claim: Claim) -> str:
    """Name whose word a claim is: its claimant, or of the articles' own voice the outlet.

    Of an outlet that prints another's text, the own voice is the other's.
    """
    return word_of(claim.claimant, claim.copied_from or claim.source_id)


def word_of(claimant: str, source_id: str) -> str:
    """Name whose word something is that a claimant says in a source."""
    return claimant if claimant != SOURCE_VOICE else f"{SOURCE_VOICE} {source_id}"


def count_independent(claims: Iterable[Claim]) -> int:
    """Count the origins that don't depend on each other: the voices, not what prints them."""
    return len({whose_word(claim) for claim in claims})


def _statement(claim: Claim) -> tuple[object, ...]:
    return (
        whose_word(claim),
        claim.place_id,
        claim.relation,
        claim.actor,
        claim.polarity,
        claim.extent,
    )


def _tellings(alike: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Pair each claim with the first of its window."""
    return _windows(map(_when, alike))


def _windows(told: Iterable[tuple[int, _Day, _Day, float, str]]) -> Iterator[tuple[str, str]]:
    """Windows never overlap and stay in order."""
    starts: list[_Day] = []
    ends: list[_Day] = []
    origins: list[str] = []
    for _, first, last, _, claim_id in sorted(told):
        nth = bisect_left(ends, first)
        if nth == len(ends) or starts[nth] > last:
            starts.insert(nth, first)
            ends.insert(nth, max(last, first + WINDOW_DAYS))
            origins.insert(nth, claim_id)
        yield claim_id, origins[nth]


def _when(claim: Claim) -> tuple[int, _Day, _Day, float, str]:
    """How exactly a claim is dated, the first and last day it may be of, and who came first."""
    published = claim.published_at
    if claim.event_date is not None:
        days = _period(claim.event_date, claim.date_precision)
    elif published is not None:
        days = _period(published.astimezone(UTC).date(), DatePrecision.DAY)
    else:
        days = _UNDATED, date.min.toordinal(), date.max.toordinal()
    return *days, published.timestamp() if published else 0.0, claim.claim_id


@lru_cache(maxsize=4096)
def _period(day: date, precision: DatePrecision | None) -> tuple[int, _Day, _Day]:
    first = day.toordinal()
    if precision is DatePrecision.YEAR:
        return _YEAR, first, day.replace(month=12, day=31).toordinal()
    if precision is DatePrecision.MONTH:
        return _MONTH, first, first + monthrange(day.year, day.month)[1] - day.day
    return _EXACT, first, first
