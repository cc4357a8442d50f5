"""Retiring: which later word of an origin takes back which earlier one, all claims at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from geodata.holdings import NOBODY
from geodata.model import Claim, Extent, Polarity, Relation
from geodata.origins import whose_word
from geodata.published_map import IMPORTED

Numbers = NDArray[np.intp]
Flags = NDArray[np.bool_]
_RELATIONS = tuple(Relation)
_CONTROLS, _PRESENT, _CONTESTED = map(
    _RELATIONS.index, (Relation.CONTROLS, Relation.PRESENT, Relation.CONTESTED)
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Retirements:
    """Pairs of claims of which the one ends the other, and the day on which it does.

    Of those that end a claim only the first of each source, actor and relation is kept: a selection
    by these hears the first of the others, whatever it leaves out.
    """

    old: Numbers
    new: Numbers
    """Numbers of claims."""
    day: NDArray[np.int32]
    """Proleptic ordinal; 0 = a denial of the same moment, so that the claim never holds."""

    def end(self, until: NDArray[np.int32], heard: Flags) -> None:
        """Bring forward the ends of claims to the days on which those that are heard end them."""
        counts = heard[self.new]
        np.minimum.at(until, self.old[counts], self.day[counts])


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """Columns of claims, by origin and place, each origin's words on a place in their order."""

    claim: Numbers
    group: Numbers
    day: Numbers
    second: NDArray[np.int64]
    relation: Numbers
    actor: Numbers
    whole: Flags
    affirms: Flags
    drawn: Numbers
    """Number of the published format that shows it; NOBODY for words."""
    kind: Numbers
    """Number of source, actor and relation."""

    def __getitem__(self, rows: Numbers) -> Self:
        return type(self)(*(getattr(self, name)[rows] for name in self.__slots__))


def find_retirements(
    claims: Sequence[Claim], days: NDArray[np.int64], seconds: NDArray[np.int64]
) -> Retirements:
    """Apply the first table of `geodata.control` to claims of these days and seconds."""
    words = _in_order(claims, days, seconds)
    parts = list(_firsts(words))
    old, new, day = (np.concatenate([part[n] for part in parts]) for n in range(3))
    return Retirements(old=old.astype(np.intp), new=new.astype(np.intp), day=day.astype(np.int32))


def _in_order(
    claims: Sequence[Claim], days: NDArray[np.int64], seconds: NDArray[np.int64]
) -> _Words:
    current = np.array([number for number, claim in enumerate(claims) if claim.current], np.intp)
    listed = [claims[number] for number in current.tolist()]
    words = _Words(
        current,
        _numbers([(whose_word(claim), claim.place_id) for claim in listed]),
        days[current],
        seconds[current],
        np.array([_RELATIONS.index(claim.relation) for claim in listed], np.intp),
        _numbers([claim.actor or "" for claim in listed], nobody=""),
        np.array([claim.extent is Extent.WHOLE for claim in listed], bool),
        np.array([claim.polarity is Polarity.AFFIRM for claim in listed], bool),
        _numbers([_format(claim) for claim in listed], nobody=""),
        _numbers([(claim.source_id, claim.actor, claim.relation) for claim in listed]),
    )
    several = (np.bincount(words.group) > 1)[words.group] if listed else np.zeros(0, bool)
    words = words[np.flatnonzero(several)]
    return words[np.lexsort((words.claim, words.second, words.day, words.group))]


def _format(claim: Claim) -> str:
    return claim.extractor if claim.extractor.startswith(IMPORTED) else ""


def _numbers(names: Sequence[object], nobody: object = None) -> Numbers:
    known: dict[object, int] = {nobody: NOBODY} if nobody is not None else {}
    known_from = len(known)
    return np.array(
        [known.setdefault(name, len(known) - known_from) for name in names], dtype=np.intp
    )


_Pairs = tuple[Numbers, Numbers, Numbers]


def _firsts(words: _Words) -> Iterator[_Pairs]:
    """Numbers of claims and days; of those that end a claim the first of each kind."""
    empty = np.zeros(0, np.intp)
    yield empty, empty, empty
    column, width = _kinds_within(words)
    ended = np.zeros(int(width.sum()), bool)
    at = np.cumsum(width) - width
    for old, new, day in _pairs(words):
        key = at[old] + column[new]
        fresh = ~ended[key]
        ended[key] = True
        yield words.claim[old[fresh]], words.claim[new[fresh]], day[fresh]


def _kinds_within(words: _Words) -> tuple[Numbers, Numbers]:
    """A number for each row's kind among those of its group, and how many kinds the group has."""
    count = int(words.kind.max(initial=0)) + 1
    pairs, column = np.unique(words.group * count + words.kind, return_inverse=True)
    starts = np.searchsorted(pairs, words.group * count)
    ends = np.searchsorted(pairs, (words.group + 1) * count)
    return column - starts, ends - starts


def _pairs(words: _Words) -> Iterator[_Pairs]:
    """Rows of words that end each other, those next to each other first."""
    ends = np.searchsorted(words.group, words.group, side="right")
    earlier = np.arange(len(ends))
    apart = 1
    while len(earlier := earlier[earlier + apart < ends[earlier]]):
        later = earlier + apart
        one, other = words[earlier], words[later]
        same = (one.day == other.day) & (one.second == other.second)
        ended = ~same & _retires(other, one)
        yield earlier[ended], later[ended], other.day[ended]
        for denial, denied, rows, new in (
            (other, one, earlier, later),
            (one, other, later, earlier),
        ):
            never = same & _cancels(denial, denied)
            yield rows[never], new[never], np.zeros(int(never.sum()), np.intp)
        apart += 1


def _retires(new: _Words, old: _Words) -> Flags:
    of_control = old.relation == _CONTROLS
    holds = new.whole & (new.relation == _CONTROLS) & new.affirms & (new.actor != NOBODY)
    other_holds = of_control & old.affirms & (old.actor != new.actor)
    ended: Flags = holds & ((old.relation == _CONTESTED) | other_holds)
    ended |= ~holds & _denies_holding(new) & of_control & (old.actor == new.actor)
    ended |= _same(new, old) | _redraws(new, old)
    return ended


def _cancels(denial: _Words, claim: _Words) -> Flags:
    holds_whole = (claim.relation == _CONTROLS) & claim.whole
    of_hold = holds_whole & _denies_holding(denial) & (denial.actor == claim.actor)
    cancelled: Flags = ~denial.affirms & claim.affirms & (_same(denial, claim) | of_hold)
    return cancelled


def _redraws(new: _Words, old: _Words) -> Flags:
    """A published map shows one state of a place at a time, whatever it showed before.

    A denial in a table shows none: who denies the other's control still says what it said of its
    own.
    """
    shown = (_CONTROLS, _CONTESTED)
    states = np.isin(new.relation, shown) & np.isin(old.relation, shown)
    drawn = (new.drawn != NOBODY) & (old.drawn == new.drawn)
    redrawn: Flags = drawn & new.affirms & old.affirms & states
    return redrawn


def _same(one: _Words, other: _Words) -> Flags:
    """Whether they are about one proposition."""
    same: Flags = (one.relation == other.relation) & (one.actor == other.actor)
    same &= one.whole == other.whole
    return same


def _denies_holding(words: _Words) -> Flags:
    denies: Flags = ~words.affirms & words.whole & np.isin(words.relation, (_CONTROLS, _PRESENT))
    return denies
