"""Whom an article introduces by title: "Petro Ivanenko, the mayor", "Kyiv's envoy Olha Koval"."""

from collections.abc import Iterator

from geodata.claims.frames import LOCAL_OFFICIAL
from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import Sentence

_TITLE_WORDS = 8
"""Words of a title that are looked at, before the name or behind it."""
_STOPS = frozenset({",", ".", ";", ":", "“", "”", '"', "and", "said"})
_RANKS = frozenset({"gen", "maj", "brig", "col", "lt", "capt", "sgt", "adm"})
_LINKS = frozenset({",", "of", "who"})
"""What joins a title to the name before it."""


def people_named(sentence: Sentence, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Map surnames, in lower case, to those for whom their bearers speak."""
    people: dict[str, tuple[str, ...]] = {}
    if not lexicon.any_in(sentence.words, "saying.local_officials", "saying.groups"):
        return people
    for first, last in _names(sentence, lexicon):
        for title in (_title_before(sentence, first), _title_behind(sentence, last)):
            claimants = _speaks_for(sentence, title, lexicon)
            if claimants:
                people[sentence.low(last - 1)] = claimants
                break
    return people


def _names(sentence: Sentence, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield runs of two or three capitalised words that are neither place nor actor."""
    first = 0
    for at, token in enumerate(sentence.tokens):
        if token.text.istitle() and _may_name(sentence, at, lexicon):
            continue
        if 2 <= at - first <= 3:
            yield first, at
        first = at + 1
    if 2 <= len(sentence.tokens) - first <= 3:
        yield first, len(sentence.tokens)


def _may_name(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    return (
        len(sentence.low(at)) > 1
        and sentence.place_at(at) is None
        and sentence.actor_at(at) is None
        and not lexicon.is_in(sentence.low(at), "saying.local_officials", "saying.groups")
    )


def _title_before(sentence: Sentence, name: int) -> range:
    start = end = name
    if sentence.low(name - 1) == ",":  # "its mayor, Petro Ivanenko,"
        start = end = name - 1
    while start > max(0, name - _TITLE_WORDS) and (
        sentence.low(start - 1) not in _STOPS or _is_short_form(sentence, start - 1)
    ):
        start -= 1
    return range(start, end)


def _is_short_form(sentence: Sentence, stop: int) -> bool:
    """As in "Maj. Gen. Petro Ivanenko"."""
    return sentence.low(stop) == "." and sentence.low(stop - 1) in _RANKS


def _title_behind(sentence: Sentence, name: int) -> range:
    if sentence.low(name) not in _LINKS:
        return range(0)
    last = name + 1
    end = min(len(sentence.tokens), name + 1 + _TITLE_WORDS)
    while last < end and sentence.low(last) not in _STOPS:
        last += 1
    return range(name, last)


def _speaks_for(sentence: Sentence, title: range, lexicon: Lexicon) -> tuple[str, ...]:
    """A title counts if it names a role; its actor decides, else the country of the place."""
    words = [sentence.low(at) for at in title]
    if not lexicon.any_in(words, "saying.local_officials", "saying.groups"):
        return ()
    actors = [span.actor_id for at in title if (span := sentence.actor_at(at)) is not None]
    if actors:
        return (actors[0],)
    local = lexicon.any_in(words, "saying.local_officials")
    return (LOCAL_OFFICIAL,) if local else ()
