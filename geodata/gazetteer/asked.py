"""A name with words for where it is: "Ivanivka, Donetsk region", "Popivka Konotop"."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from geodata.gazetteer.folding import fold
from geodata.gazetteer.lookup import Gazetteer
from geodata.gazetteer.suggest import suggest
from geodata.model import Place

_PARTS = re.compile(r"[,;·()]+")
_WORD = re.compile(r"\w+")
_MOST_WORDS = 8
_SHORTEST_STEM = 5
"""Letters that two forms of one word must share: Kramatorsk, Kramatorskyi."""
_SUGGESTED = 60
"""Places with a name spelled alike among which those of the region are looked for."""


def _folded_words(*words: str) -> frozenset[str]:
    return frozenset(map(fold, words))


_REGION_WORDS = _folded_words("region", "oblast", "krai", "republic", "область", "обл", "край")
_DISTRICT_WORDS = _folded_words("raion", "rayon", "district", "район")
_MUNICIPALITY_WORDS = _folded_words("hromada", "municipality", "громада")
_LEVEL_WORDS = _REGION_WORDS | _DISTRICT_WORDS | _MUNICIPALITY_WORDS


class _Asked(NamedTuple):
    """One way to read what was typed."""

    name: str
    homes: tuple[str, ...]
    """Words for what the place lies in; each must hold."""


def look_up_asked(gazetteer: Gazetteer, typed: str) -> list[Place]:
    """Return the places of a name, in the order of `look_up`.

    The name may be followed by words for their region, raion, municipality, country or kind, after
    a comma or not; only places there are returned then. A name that some place bears whole is
    never cut.
    """
    return _first_found(gazetteer, typed, gazetteer.look_up)


def suggest_asked(gazetteer: Gazetteer, typed: str, limit: int = 6) -> list[Place]:
    """Return what `suggest` does of a name, of one with words for a region only places there."""
    found = _first_found(
        gazetteer, typed, lambda name: suggest(gazetteer, name, _SUGGESTED), whole=False
    )
    return found[:limit] or suggest(gazetteer, _parts(typed)[0], limit)


def _first_found(
    gazetteer: Gazetteer,
    typed: str,
    look_up: Callable[[str], list[Place]],
    *,
    whole: bool = True,
) -> list[Place]:
    found = look_up(typed) if whole else []
    for asked in () if found else _readings(typed):
        found = [
            place
            for place in look_up(asked.name)
            if all(_lies_in(gazetteer, place, home) for home in asked.homes)
        ]
        if found:
            break
    return found


def _readings(typed: str) -> Iterator[_Asked]:
    """The ways to cut what was typed: at its commas, and before them at each blank, late first."""
    name, *homes = _parts(typed)
    if homes:
        yield _Asked(name, tuple(homes))
    words = name.split()
    for cut in range(min(len(words), _MOST_WORDS) - 1, 0, -1):
        yield _Asked(" ".join(words[:cut]), (" ".join(words[cut:]), *homes))


def _parts(typed: str) -> list[str]:
    return [part for part in map(str.strip, _PARTS.split(typed)) if part] or [""]


def _lies_in(gazetteer: Gazetteer, place: Place, home: str) -> bool:
    words = _WORD.findall(fold(home))
    told = [word for word in words if word not in _LEVEL_WORDS]
    known = _WORD.findall(fold(" ".join(_home_names(gazetteer, place, frozenset(words)))))
    return bool(told) and all(any(_same(word, other) for other in known) for word in told)


def _home_names(gazetteer: Gazetteer, place: Place, words: frozenset[str]) -> Iterator[str]:
    """Names of what a place lies in, of the level that the words speak of, or else of every one."""
    every = not words & _LEVEL_WORDS
    if every or words & _REGION_WORDS:
        region = gazetteer.region_of(place)
        yield from region.names if region else ()
    if every or words & _DISTRICT_WORDS:
        yield place.admin2
    if every or words & _MUNICIPALITY_WORDS:
        yield place.admin3
    if every:
        yield place.kind.value
        country = gazetteer.find(f"iso:{place.country_code}")
        yield from country.names if country else (place.country_code,)


def _same(typed: str, known: str) -> bool:
    """The beginning of a word is enough, and another ending does no harm."""
    if known.startswith(typed):
        return len(typed) > 1
    return len(known) >= _SHORTEST_STEM and typed.startswith(known)
