"""Did you mean …? Places whose names are spelled much like one that the gazetteer lacks."""

from rapidfuzz import fuzz, process

from geodata.gazetteer.folding import fold
from geodata.gazetteer.lookup import Gazetteer
from geodata.model import Place

_SHORTEST, _LONGEST = 3, 60
"""Characters of a name between which a likeness says something."""
_ALIKE = 72.0
"""Percent of letters that two names must share, in order."""
_NAMES_LOOKED_AT = 60


def suggest(gazetteer: Gazetteer, name: str, limit: int = 6) -> list[Place]:
    """Return places with a name like this one, in any script, the likest first, then the largest.

    A help for whoever types, never a decision; names of two letters have no likeness.
    """
    asked = " ".join(fold(name).split())
    if not _SHORTEST <= len(asked) <= _LONGEST:
        return []
    alike = process.extract(
        asked,
        list(gazetteer.names()),
        scorer=fuzz.ratio,
        score_cutoff=_ALIKE,
        limit=_NAMES_LOOKED_AT,
    )
    likeness: dict[str, tuple[float, Place]] = {}
    for spelling, percent, _ in alike:
        for place in gazetteer.named_folded(spelling):
            likeness.setdefault(place.place_id, (percent, place))
    found = sorted(
        likeness.values(), key=lambda one: (-one[0], -one[1].population, one[1].place_id)
    )
    return [place for _, place in found[:limit]]
