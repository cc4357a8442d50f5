"""What the actors are called: names that are no places, and words that tell a country."""

import re
from collections import Counter
from dataclasses import dataclass, field

from geodata.gazetteer.folding import fold, loosen
from geodata.mentions import cyrillic
from geodata.mentions.words import Text
from geodata.model import Actor

_POSSESSIVE = re.compile(r"['’]s\b")


@dataclass(frozen=True, slots=True)
class ActorNames:
    """The folded words that the actors are known by."""

    phrases: frozenset[str]
    """Bodies, people and proper names, none of them a place."""
    surnames: frozenset[str]
    loose_surnames: frozenset[str]
    """The same, loosened: however they are romanised."""
    capitals: frozenset[str]
    """Names of capitals that may stand for a government."""
    demonyms: dict[str, str]
    """Demonym or name to ISO country code; of who fights in one country only, to that."""
    wars_abroad: tuple[tuple[str, str], ...] = ()
    """(country, another) in which the country's forces fight or did."""
    by_first_word: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Phrases of two words or more under their first word, longest first."""


def names_of(actors: tuple[Actor, ...]) -> ActorNames:
    """Collect the actors' names, folded; kept for the actors asked for last."""
    for known, names in _latest:
        if known == actors:
            return names
    names = _names_of(actors)
    _latest[:] = [(actors, names)]
    return names


_latest: list[tuple[tuple[Actor, ...], ActorNames]] = []
"""A cache by equality, not by hash: to hash a hundred actors takes as long as to cut a text."""


def _names_of(actors: tuple[Actor, ...]) -> ActorNames:
    phrases: set[str] = set()
    surnames: set[str] = set()
    demonyms: dict[str, str] = {}
    abroad: list[tuple[str, str]] = []
    for actor in actors:
        phrases.update(_folded(name) for name in (*actor.bodies, *actor.people, *actor.names))
        surnames.update(_folded(name).split()[-1] for name in actor.people if name.strip())
        country = actor.country_code or (actor.actor_id if len(actor.actor_id) == 2 else "")
        if country:
            abroad += [(country, other) for other in actor.theatre if other != country]
            for name in (*actor.demonyms, *actor.names):
                demonyms.setdefault(_folded(name), country)
        elif len(actor.theatre) == 1:  # whoever writes of the M23 writes of the Congo
            for name in (*actor.names, *actor.demonyms):
                if name[:1].isupper() and len(name) > 2:  # folded, "IS" is any "is"
                    demonyms.setdefault(_folded(name), actor.theatre[0])
    return ActorNames(
        phrases=frozenset(phrases - {""}),
        surnames=frozenset(surnames),
        loose_surnames=frozenset(map(loosen, surnames)),
        capitals=frozenset(_folded(name) for actor in actors for name in actor.metonyms),
        demonyms=demonyms,
        wars_abroad=tuple(abroad),
        by_first_word=_by_first_word(phrases),
    )


def _by_first_word(phrases: set[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    return {
        first: tuple(sorted(listed, key=lambda words: (-len(words), words)))
        for first, listed in found.items()
    }


def _folded(name: str) -> str:
    """Fold like the words of a text, which have lost their possessive endings."""
    return " ".join(fold(_POSSESSIVE.sub("", name)).replace(".", "").split())


def actor_words(text: Text, names: ActorNames) -> frozenset[int]:
    """Numbers of the words that belong to an actor's name of two words or more."""
    taken: set[int] = set()
    folded = text.all_folded
    for first in [n for n, word in enumerate(folded) if word in names.by_first_word]:
        for phrase in names.by_first_word[folded[first]]:
            if tuple(folded[first : first + len(phrase)]) == phrase and first not in taken:
                taken.update(range(first, first + len(phrase)))
    return frozenset(taken)


def countries_meant(text: Text, demonyms: dict[str, str]) -> Counter[str]:
    """Count the countries whose names or people the words are, by ISO code."""
    counted: Counter[str] = Counter()
    for folded in text.all_folded:
        if folded in demonyms:
            counted[demonyms[folded]] += 1
        elif folded >= "\u0400" and folded.startswith(_PEOPLES):
            counted[_people_of(folded)] += 1
    counted.pop("", None)
    return counted


_PEOPLES = (*(stem for stem, _ in cyrillic.PEOPLES), *cyrillic.PEOPLES_SHORT)


def _people_of(folded: str) -> str:
    stems = (code for stem, code in cyrillic.PEOPLES if folded.startswith(stem))
    return cyrillic.PEOPLES_SHORT.get(folded) or next(stems, "")
