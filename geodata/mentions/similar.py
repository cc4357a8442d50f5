"""Names spelled much like one that the gazetteer lacks: candidates to look at, never a decision."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process

from geodata.gazetteer import Gazetteer
from geodata.gazetteer.folding import fold
from geodata.mentions.choosing import Decision
from geodata.mentions.context import Context
from geodata.mentions.spots import Spot
from geodata.model import Candidate, Place, PlaceKind

_MOST = 3
_ALIKE = 80.0
"""Percent of letters that two names must share, in order."""
_NAMES_LOOKED_AT = 12
_SHORTEST = 5
_MOST_KEPT = 2_000
"""Names whose likes are remembered for each gazetteer."""


@dataclass(slots=True)
class _Names:
    """The names of one gazetteer by first letter, and what was found like others."""

    by_letter: Mapping[str, Sequence[str]]
    found: dict[str, tuple[Place, ...]] = field(default_factory=dict)


_known: WeakKeyDictionary[Gazetteer, _Names] = WeakKeyDictionary()


def with_similar(context: Context, spot: Spot, decision: Decision) -> Decision:
    """Add places with a similar name to a decision on a name that nothing bears.

    Only settlements of the article's countries, if it names any; nothing else changes.
    """
    if decision.place is not None or spot.places or not spot.respelled:
        return decision
    similar = [
        place
        for place in _alike(context.gazetteer, spot.key)
        if not context.countries or context.countries[place.country_code]
    ][:_MOST]
    if not similar:
        return decision
    named = ", ".join(f"{place.name} ({context.home(place)})" for place in similar)
    return replace(
        decision,
        candidates=tuple(Candidate(place_id=place.place_id, score=0.0) for place in similar),
        how=f"{decision.how}; similar names: {named}",
    )


def _alike(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    if len(name) < _SHORTEST:
        return ()
    names = _known.get(gazetteer)
    if names is None:
        names = _known[gazetteer] = _Names(_by_letter(gazetteer))
    if name not in names.found:
        if len(names.found) >= _MOST_KEPT:
            names.found.clear()
        names.found[name] = _look_for(gazetteer, name, names.by_letter.get(name[0], ()))
    return names.found[name]


def _by_letter(gazetteer: Gazetteer) -> Mapping[str, Sequence[str]]:
    """Whoever misspells a name hardly gets its first letter wrong, and all names take too long."""
    found = defaultdict(list)
    for name in gazetteer.names():
        found[name[0]].append(name)
    return found


def _look_for(gazetteer: Gazetteer, name: str, names: Sequence[str]) -> tuple[Place, ...]:
    """Settlements by likeness; of those alike the ones called so today, then the largest."""
    alike = process.extract(
        name, names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_NAMES_LOOKED_AT
    )
    likeness: dict[str, tuple[float, bool, Place]] = {}
    for spelling, percent, _ in alike:
        for place in gazetteer.named_folded(spelling):
            if place.kind is PlaceKind.SETTLEMENT:
                so_called = fold(place.name) == spelling
                likeness.setdefault(place.place_id, (percent, so_called, place))
    ranked = sorted(likeness.values(), key=lambda one: (-one[0], not one[1], -one[2].population))
    return tuple(place for _, _, place in ranked)
