"""Did you mean …? Places whose names are spelled much like one that the gazetteer lacks."""

from rapidfuzz import fuzz, process

from geodata.gazetteer.folding import fold
from geodata.gazetteer.lookup import Gazetteer
from geodata.gazetteer.rows import folded
from geodata.model import Place

_SHORTEST, _LONGEST = 3, 60
"""Characters of a name between which a likeness says something."""
_ALIKE = 72.0
"""Percent of letters that two names must share, in order."""
_NAMES_LOOKED_AT = 60


def suggest(gazetteer: Gazetteer, name: str, limit: int = 6) -> list[Place]:
    """Return places with a name like this one, in any script.

    The likest first, then those called so today, then the largest. A help for whoever types,
    never a decision; names of two letters have no likeness.
    """
    asked = folded(name)
    if not _SHORTEST <= len(asked) <= _LONGEST:
        return []
    alike = process.extract(
        asked,
        list(gazetteer.names()),
        scorer=fuzz.ratio,
        score_cutoff=_ALIKE,
        limit=_NAMES_LOOKED_AT,
    )
    found: dict[str, tuple[tuple[float, bool, int, str], Place]] = {}
    for spelling, percent, _ in alike:
        for place in gazetteer.named_folded(spelling):
            rank = (-percent, fold(place.name) != spelling, -place.population, place.place_id)
            found.setdefault(place.place_id, (rank, place))
    ranked = sorted(found.values(), key=lambda one: one[0])
    return [place for _, place in ranked[:limit]]


def alike_name(place: Place, name: str) -> str:
    """Return that name of a place which is spelled most like this one; its usual one if as much."""
    asked = folded(name)
    return max(place.names, key=lambda own: fuzz.ratio(asked, folded(own)))
