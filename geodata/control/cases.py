"""Cases: places on days of their own, judged all at once, as a history of a map needs them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.control.judging import PLACE, Flags, Heard, Judge, Rows, joined

_BITS = 32


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Pairs of place and day, in order and each once."""

    place: Rows
    """Number of the place in a nesting."""
    day: NDArray[np.int64]
    """Proleptic ordinal."""

    def __len__(self) -> int:
        return len(self.place)

    def between(self, place: Rows, first: Rows, until: Rows) -> tuple[Rows, Rows]:
        """The cases of each place from one day to before another: first and end of a range."""
        keys = (self.place << _BITS) + self.day
        start = np.searchsorted(keys, (place << _BITS) + first)
        return start, np.maximum(start, np.searchsorted(keys, (place << _BITS) + until))


def spread(start: Rows, end: Rows) -> tuple[Rows, Rows]:
    """Number of the range and member for every member of ranges of whole numbers."""
    counts = end - start
    owner = np.repeat(np.arange(len(counts)), counts)
    begins = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) - begins[owner] + start[owner]


class CaseJudge(Judge):
    """A judge to whom each case is a place of its own. Maps that list settlements lend nothing."""

    def __init__(
        self, judge: Judge, cases: Cases, silent: Callable[[Rows, Rows], Flags] | None = None
    ) -> None:
        """`silent` tells of statements on days (ordinals) which of them don't count."""
        self.__dict__.update(judge.__dict__)
        self._silent = silent
        self._cases = cases
        self._count = len(cases)
        self._recognised = judge._recognised[cases.place]

    @property
    def _place_ids(self) -> Sequence[str]:
        return [self.nesting.place_ids[number] for number in self._cases.place.tolist()]

    def heard_then(self, rows: Flags) -> Heard:
        """What of the chosen statements counts in each case, see `Judge.heard`."""
        own = np.flatnonzero(rows & (self._place >= 0))
        start, end = self._range(own, self._place[own])
        owner, case = spread(start, end)
        heard = Heard(own[owner], case, np.full(len(case), PLACE, np.int16))
        heard = heard[self._counts(heard.row, heard.place)]
        wide = self._of_area[rows[self._of_area]]
        lent = list(self._reached(heard, wide)) if len(wide) else []
        return self._last_words(joined([heard, *lent]) if lent else heard)

    def _counts(self, rows: Rows, cases: Rows) -> Flags:
        """Which statements count on the day of a case, for all that maps show."""
        if self._silent is None:
            return np.ones(len(rows), bool)
        return ~self._silent(rows, self._cases.day[cases])

    def _range(self, rows: Rows, places: Rows) -> tuple[Rows, Rows]:
        said = self.statements
        return self._cases.between(
            places, said.first[rows].astype(np.intp), said.until[rows].astype(np.intp)
        )

    def _inside(self, row: int) -> tuple[int, Rows]:
        level, places = super()._inside(row)
        inside = spread(*self._range(np.full(len(places), row), places))[1]
        return level, inside[self._counts(np.full(len(inside), row), inside)]

    def _stands(self, row: int, places: Rows) -> Flags:
        day = self._cases.day[places]
        said = self.statements
        stands: Flags = (said.first[row] <= day) & (day < said.until[row])
        return stands & self._counts(np.full(len(places), row), places)
