"""A sentence: its tokens, and what they name."""

import re
from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate, chain, repeat
from operator import attrgetter
from typing import NamedTuple

from geodata.model import Place

_PLAIN_WORD = r"[A-Za-z]++(?=[\s.,;:!?\"()-])"
"""A word that can be told at a glance: most are, and any other way takes longer."""
_TOKEN = re.compile(rf"({_PLAIN_WORD}|\d+(?=kms?\b)|\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W\d_]+)*|\S)")
_CLITIC = re.compile(r"(?:'s|n't|'ve|'re|'ll|'d|'m)$")
_Row = tuple[str, str, int, int]


class Token(NamedTuple):
    """A word or mark; `start` and `end` are offsets in the article's text."""

    text: str
    low: str
    start: int
    end: int


class ActorSpan(NamedTuple):
    """Tokens [first, last) that name an actor; `form` is the field of Actor that they stand in."""

    first: int
    last: int
    actor_id: str
    form: str


class PlaceSpan(NamedTuple):
    """Tokens [first, last) that name, or stand for, a place."""

    first: int
    last: int
    place: Place
    stands_for: bool = False
    """True for "the village", "there": words that point back to a named place."""


_first = attrgetter("first")


class _Words(dict[int, str]):
    """The words of a sentence; nothing is asked as often, so it is asked without a detour."""

    def __missing__(self, token: int) -> str:
        return ""


@dataclass(slots=True)
class Sentence:
    """One sentence: offsets in the article's text, tokens, and what they name."""

    start: int
    end: int
    text: str
    tokens: list[Token]
    actors: list[ActorSpan] = field(default_factory=list)
    places: list[PlaceSpan] = field(default_factory=list)
    quoted: frozenset[int] = frozenset()
    """Tokens inside quotation marks."""
    aside: frozenset[int] = frozenset()
    """Tokens inside parentheses."""
    unknown: frozenset[int] = frozenset()
    """Tokens of names that are no place we know: what is said of them is said of no other."""
    unclosed: bool = False
    """True when a quotation goes on in the next sentence of the paragraph."""
    dashed: tuple[tuple[int, int], ...] = ()
    """Pairs of dashes that enclose an insertion: (opening token, closing token)."""

    low: Callable[[int], str] = field(init=False)
    """The token of that number in lower case; empty outside the sentence."""
    actor_at: Callable[[int], ActorSpan | None] = field(init=False)
    """The actor named by the token of that number, if any."""
    place_at: Callable[[int], PlaceSpan | None] = field(init=False)
    """The place named by the token of that number, if any."""
    lows: tuple[str, ...] = field(init=False)
    """Its tokens in lower case."""
    words: frozenset[str] = field(init=False)
    """The same, each once."""
    breaks: list[int] | None = None
    """Tokens that part clauses, once somebody has asked for them."""
    clause_starts: dict[int, int] = field(default_factory=dict)
    """Token -> first token of its clause, for those that were asked for since the last mark."""

    _tokens_by_word: dict[str, list[int]] = field(default_factory=dict)
    _is_quotation: bool | None = None
    _actor_by_token: dict[int, ActorSpan] = field(default_factory=dict)
    _place_by_token: dict[int, PlaceSpan] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lows = tuple([token.low for token in self.tokens])
        self.low = _Words(enumerate(self.lows)).__getitem__
        self.words = frozenset(self.lows)
        self.actor_at, self.place_at = self._actor_by_token.get, self._place_by_token.get

    def tokens_of(self, words: frozenset[str]) -> list[int]:
        """The numbers of the tokens that are one of these words."""
        if not self._tokens_by_word:
            for at, word in enumerate(self.lows):
                self._tokens_by_word.setdefault(word, []).append(at)
        found = [self._tokens_by_word[word] for word in words & self.words]
        return found[0] if len(found) == 1 else sorted(chain.from_iterable(found))

    def mark_actor(self, span: ActorSpan) -> None:
        """Note that tokens name an actor; one that they named before yields."""
        old = self._actor_by_token.get(span.first)
        if old is not None:
            self.actors.remove(old)
        insort(self.actors, span, key=_first)
        for at in range(span.first, span.last):
            self._actor_by_token[at] = span
        self.clause_starts.clear()

    def mark_place(self, span: PlaceSpan) -> None:
        """Note that tokens name, or stand for, a place; places stay in text order."""
        insort(self.places, span, key=_first)
        for at in range(span.first, span.last):
            self._place_by_token[at] = span
        self.clause_starts.clear()

    def between(self, first: int, last: int) -> tuple[str, ...]:
        """Tokens [first, last) in lower case, as far as the sentence reaches."""
        return self.lows[first if first > 0 else 0 : last if last > 0 else 0]

    @property
    def is_quotation(self) -> bool:
        """Whether every word stands inside quotation marks."""
        if self._is_quotation is None:
            self._is_quotation = bool(self.quoted) and all(
                at in self.quoted or not token.text.isalnum()
                for at, token in enumerate(self.tokens)
            )
        return self._is_quotation

    @property
    def parenthesised(self) -> frozenset[int]:
        """Tokens inside parentheses, and these."""
        if not self.aside:
            return self.aside
        return self.aside | {
            at
            for at, token in enumerate(self.tokens)
            if token.text in "()" and (at - 1 in self.aside or at + 1 in self.aside)
        }

    def after_parenthesis(self, token: int) -> int:
        """The token after the parenthesis that opens here; this one if none does."""
        if self.low(token) != "(":
            return token
        end = token + 1
        while end in self.aside:
            end += 1
        return end + 1 if self.low(end) == ")" else token

    def after_possessive(self, token: int) -> int:
        """The token after an 's that stands here."""
        return token + 1 if self.low(token) in {"'s", "’s", "'", "’"} else token


def tokenize(text: str, offset: int) -> list[Token]:
    """Cut text into words and marks; 's, n't, 've and the like become tokens of their own."""
    pieces = _TOKEN.split(text)  # what lies between the tokens, and these, in turn
    ends = list(accumulate(map(len, pieces), initial=offset))
    words = pieces[1::2]
    rows: Iterable[_Row] = zip(words, map(str.lower, words), ends[1::2], ends[2::2], strict=False)
    if "'" in text or "’" in text:
        rows = chain.from_iterable(map(_without_clitic, rows))
    return list(map(tuple.__new__, repeat(Token), rows))  # made as bare tuples, which halves it


def _without_clitic(row: _Row) -> tuple[_Row, ...]:
    """As in "Russia's", which is two tokens."""
    word, low, start, end = row
    low = low.replace("’", "'")
    tail = _CLITIC.search(low) if "'" in low else None
    if tail is None or not tail.start():
        return ((word, low, start, end),)
    size = len(tail.group())
    cut = end - size
    return (word[:-size], low[:-size], start, cut), (word[-size:], low[-size:], cut, end)
