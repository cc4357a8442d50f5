"""A small pattern language for rows of words, and its compiler.

`a|b` one of, `word?` may be missing, `verb#` every inflection, `~` a gap of up to five words
within the clause (`~~` of up to twelve), `{A}` the words that name an actor (with or without 's).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from geodata.claims.sentence import ActorSpan, Sentence

Element = frozenset[str] | str
"""A set of words, or one of the marks below."""
_QUOTES = frozenset("[]“”\"'‘’")
_MOST_QUOTES = 3
_SHORT = re.compile("[^aeiou][aeiou][^aeiouwxy]$")
"""Ends of verbs that may double their last consonant."""
GAPS = {"~": 5, "~~": 12}
"""Words that a gap may stand for."""
ACTOR = "{A}"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled row of words; `optional[i]` says whether element i may be missing."""

    text: str
    elements: tuple[Element, ...]
    optional: tuple[bool, ...]
    needs: frozenset[frozenset[str]]
    """Sets of words of which a sentence must have one each."""


class Match(NamedTuple):
    """Where a pattern stands in a sentence: tokens [first, last); actors of its {A}, and gaps."""

    first: int
    last: int
    actors: tuple[ActorSpan, ...] = ()
    gap: int = 0
    """How many of its words stand in gaps."""

    @property
    def words(self) -> int:
        """How many words the pattern itself accounts for."""
        return self.last - self.first - self.gap


def compile_pattern(text: str, irregular: Mapping[str, Sequence[str]]) -> Pattern:
    """Compile one pattern. Raises ValueError for an empty one or one that starts with a gap."""
    elements: list[Element] = []
    optional: list[bool] = []
    for word in text.split():
        may_miss = len(word) > 1 and word.endswith("?")
        body = word[:-1] if may_miss else word
        optional.append(may_miss)
        elements.append(body if body in GAPS or body == ACTOR else _words(body, irregular))
    if not elements or elements[0] in GAPS:
        raise ValueError(f"pattern {text!r} must start with a word or {{A}}")
    needs = frozenset(
        element
        for element, may_miss in zip(elements, optional, strict=True)
        if isinstance(element, frozenset) and not may_miss
    )
    return Pattern(text, tuple(elements), tuple(optional), needs)


def starts_of(pattern: Pattern, sentence: Sentence) -> list[int]:
    """Tokens at which a match may start: one of its first words, or an actor."""
    head = pattern.elements[0]
    if isinstance(head, frozenset):
        return sentence.tokens_of(head)
    return [span.first for span in sentence.actors]


def match_at(pattern: Pattern, sentence: Sentence, start: int) -> Match | None:
    """Match a pattern at token `start`; the shortest gaps win."""
    return _match(pattern, sentence, 0, start, Match(start, start))


def inflections(verb: str, irregular: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Every form of a verb, regular unless `irregular` lists them."""
    if verb in irregular:
        return frozenset([verb, *irregular[verb]])
    if verb.endswith("e"):
        return frozenset([verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"])
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return frozenset([verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"])
    plural = f"{verb}es" if verb.endswith(("s", "x", "sh", "ch")) else f"{verb}s"
    stem = verb + verb[-1] if _SHORT.search(verb) else verb  # "stepped", and not "steped"
    return frozenset([verb, plural, f"{verb}ed", f"{verb}ing", f"{stem}ed", f"{stem}ing"])


def _words(body: str, irregular: Mapping[str, Sequence[str]]) -> frozenset[str]:
    words: set[str] = set()
    for word in body.split("|"):
        words |= inflections(word[:-1], irregular) if word.endswith("#") else {word}
    return frozenset(words)


def _match(
    pattern: Pattern, sentence: Sentence, element: int, token: int, so_far: Match
) -> Match | None:
    elements, low = pattern.elements, sentence.low
    while element < len(elements):  # word by word, until there is more than one way on
        wanted, word = elements[element], low(token)
        if isinstance(wanted, str) or pattern.optional[element] or (element and word in _QUOTES):
            return _match_any_way(pattern, sentence, element, token, so_far)
        if word not in wanted:
            return None
        element, token = element + 1, token + 1
    return Match(so_far.first, token, so_far.actors, so_far.gap)


def _match_any_way(
    pattern: Pattern, sentence: Sentence, element: int, token: int, so_far: Match
) -> Match | None:
    for at in range(_after_quotes(sentence, token) if element else token, token - 1, -1):
        found = _match_here(pattern, sentence, element, at, so_far)
        if found is not None:
            return found
    return None


def _after_quotes(sentence: Sentence, token: int) -> int:
    """Skip quotation marks, but no row of them that no writer would set."""
    after = token
    while after < token + _MOST_QUOTES and sentence.low(after) in _QUOTES:
        after += 1
    return after


def _match_here(
    pattern: Pattern, sentence: Sentence, element: int, token: int, so_far: Match
) -> Match | None:
    if pattern.optional[element]:
        found = _match(pattern, sentence, element + 1, token, so_far)
        if found is not None:
            return found
    wanted = pattern.elements[element]
    if isinstance(wanted, frozenset):
        fits = sentence.low(token) in wanted
        return _match(pattern, sentence, element + 1, token + 1, so_far) if fits else None
    for end, actor in _steps(wanted, sentence, token):
        if actor is None:
            step = Match(so_far.first, end, so_far.actors, so_far.gap + end - token)
        else:
            step = Match(so_far.first, end, (*so_far.actors, actor), so_far.gap)
        found = _match(pattern, sentence, element + 1, end, step)
        if found is not None:
            return found
    return None


def _gap_ends(sentence: Sentence, token: int, longest: int) -> Iterator[int]:
    """Where a gap may end: so many words on in the clause, parentheses not counted."""
    end, words = token, 0
    yield end
    while words < longest and end < len(sentence.tokens):
        after = sentence.after_parenthesis(end)
        if after == end and sentence.tokens[end].low in ",;:—–()":
            return
        words += after == end
        end = max(after, end + 1)
        yield end


def _steps(mark: str, sentence: Sentence, token: int) -> Iterator[tuple[int, ActorSpan | None]]:
    """The tokens that a gap or {A} may cover from `token` on: ends, and the actor it names."""
    if mark in GAPS:
        for end in _gap_ends(sentence, token, GAPS[mark]):
            yield end, None
        return
    actor = sentence.actor_at(token)
    if actor is not None and actor.first == token:
        yield sentence.after_possessive(actor.last), actor
