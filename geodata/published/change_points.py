"""Daily statuses -> change points: where a place's status differs from that of the day before."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.published_map import Codes, Days, Places, Status

Table = NDArray[np.uint8]
Rows = NDArray[np.int32]

MOST_CELLS = 150_000_000
"""Places times days of an account; 33,000 settlements on 1,300 days are 43 million."""
_FIRST_ROOM = 64


class ChangePoints(NamedTuple):
    """Columns of equal length, sorted by place and day."""

    place: Places
    day: Days
    status: Codes


class TooSparseError(ValueError):
    """More places and days than a map of a war has: is it one?"""


class DayTable:
    """What accounts say of every place on every day, a byte each; takes days in any order.

    A byte is a code that the reader of the files gives: 0 = nothing said.
    """

    def __init__(self, accounts: int) -> None:
        self._row_of: dict[int, int] = {}
        self._places = 0
        self._tables = [np.zeros((0, 0), np.uint8) for _ in range(accounts)]
        self._told = np.zeros((0, 0), np.uint8)
        self.conflicts = 0
        """Statuses that a later row of the same place and day contradicts; the later one stands."""

    def __len__(self) -> int:
        return len(self._row_of)

    def rows_of(self, days: list[int]) -> Rows:
        """Number the rows of the table that days (ordinals) have, making new ones."""
        for day in days:
            self._row_of.setdefault(day, len(self._row_of))
        return np.fromiter((self._row_of[day] for day in days), np.int32, len(days))

    def put(self, rows: Rows, places: Places, codes: list[Table], place_count: int) -> None:
        """Set statuses of one code column per account.

        Raises: TooSparseError.
        """
        self._make_room(place_count)
        before = self._told[rows, places] > 0
        changed = np.zeros(len(rows), bool)
        for table, column in zip(self._tables, codes, strict=True):
            changed |= before & (table[rows, places] != column)
            table[rows, places] = column
        self.conflicts += int(changed.sum())
        self._told[rows, places] = 1

    def days(self) -> list[int]:
        """The days covered, in order."""
        return sorted(self._row_of)

    def change_points(self, account: int) -> ChangePoints:
        """Where the account's code differs from the one on the covered day before; first 0."""
        days = self.days()
        order = [self._row_of[day] for day in days]
        place, at, status = [], [], []
        width = max(1, 8_000_000 // max(1, len(days)))  # a slice of places at a time
        for start in range(0, self._places, width):
            codes = self._tables[account][order, start : min(start + width, self._places)].T
            before = np.zeros_like(codes)
            before[:, 1:] = codes[:, :-1]
            rows, columns = np.nonzero(codes != before)
            place.append((rows + start).astype(np.int32))
            at.append(np.asarray(days, np.int32)[columns])
            status.append(codes[rows, columns].astype(np.int16))
        if not place:
            return ChangePoints(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int16))
        return ChangePoints(np.concatenate(place), np.concatenate(at), np.concatenate(status))

    def _make_room(self, places: int) -> None:
        self._places = max(self._places, places)
        days, room = self._told.shape
        if len(self._row_of) <= days and self._places <= room:
            return
        days = _grown(days, len(self._row_of))
        room = _grown(room, self._places)
        if days * room > MOST_CELLS:
            raise TooSparseError(
                f"{len(self._row_of):,} days of {self._places:,} places are too many"
            )
        self._told = _enlarged(self._told, days, room)
        for number, table in enumerate(self._tables):
            self._tables[number] = _enlarged(table, days, room)


def without_repeats(points: ChangePoints, statuses: Sequence[Status]) -> ChangePoints:
    """Leave out points that say in another word what the place's point before them says."""
    meanings = [status[:3] for status in statuses]
    meaning = np.array([meanings.index(one) for one in meanings], np.int16)[points.status]
    again = (np.diff(points.place) == 0) & (np.diff(meaning) == 0)
    keep = np.ones(len(points.place), bool)
    keep[1:] = ~again
    return ChangePoints(points.place[keep], points.day[keep], points.status[keep])


def gaps_between(days: list[int]) -> tuple[tuple[date, date], ...]:
    """The stretches of days that are missing from days (ordinals, in order)."""
    return tuple(
        (date.fromordinal(one + 1), date.fromordinal(other - 1))
        for one, other in pairwise(days)
        if other > one + 1
    )


def _grown(room: int, needed: int) -> int:
    return room if needed <= room else max(needed, room + room // 4, _FIRST_ROOM)


def _enlarged(table: Table, days: int, places: int) -> Table:
    larger = np.zeros((days, places), np.uint8)
    larger[: table.shape[0], : table.shape[1]] = table
    return larger
