"""Text into sentences of tokens, with the actors and places that they name marked."""

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from nupunkt import sent_spans

from geodata.model import Actor, Article, Mention, Place, PlaceKind

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W\d_]+)*|\S")
_POSSESSIVE = re.compile(r"(?:['’]s|n['’]t)$", re.IGNORECASE)
_LONGEST_SENTENCE = 2_000
"""Characters. Longer ones are tables or run-on text, and reading them costs their square."""
_OF_PATRONS = frozenset(
    ["backed", "allied", "trained", "supplied", "funded", "aligned", "supported", "armed", "made"]
)
_OPENING = "“«„"
_CLOSING = "”»"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark; `start` and `end` are offsets in the article's text."""

    text: str
    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """Tokens [first, last) that name an actor; `form` is the field of Actor that they stand in."""

    first: int
    last: int
    actor_id: str
    form: str


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """Tokens [first, last) that name, or stand for, a place."""

    first: int
    last: int
    place: Place
    stands_for: bool = False
    """True for "the village", "there": words that point back to a named place."""


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

    words: frozenset[str] = frozenset()
    """Its words in lower case, each once."""
    breaks: list[int] | None = None
    """Tokens that part clauses, once somebody has asked for them."""

    _actor_by_token: dict[int, ActorSpan] = field(default_factory=dict)
    _place_by_token: dict[int, PlaceSpan] = field(default_factory=dict)

    def mark_actor(self, span: ActorSpan) -> None:
        """Note that tokens name an actor."""
        self.actors.append(span)
        self._actor_by_token.update(dict.fromkeys(range(span.first, span.last), span))

    def mark_place(self, span: PlaceSpan) -> None:
        """Note that tokens name, or stand for, a place; places stay in text order."""
        insort(self.places, span, key=lambda one: one.first)
        self._place_by_token.update(dict.fromkeys(range(span.first, span.last), span))

    def actor_at(self, token: int) -> ActorSpan | None:
        """The actor named by this token, if any."""
        return self._actor_by_token.get(token)

    def place_at(self, token: int) -> PlaceSpan | None:
        """The place named by this token, if any."""
        return self._place_by_token.get(token)

    @property
    def is_quotation(self) -> bool:
        """Whether every word stands inside quotation marks."""
        return all(
            at in self.quoted or not token.text.isalnum() for at, token in enumerate(self.tokens)
        ) and bool(self.quoted)

    def low(self, token: int) -> str:
        """The token in lower case; empty outside the sentence."""
        return self.tokens[token].low if 0 <= token < len(self.tokens) else ""

    def after_possessive(self, token: int) -> int:
        """The token after an 's that stands here."""
        return token + 1 if self.low(token) in {"'s", "’s", "'", "’"} else token


ActorIndex = Mapping[str, Sequence[tuple[tuple[str, ...], Actor, str, bool]]]
"""First word in lower case -> (words, actor, form, borne by several actors), longest first."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where and when an article plays, which tells whom "the rebels" and "the DPR" mean."""

    countries: frozenset[str]
    """Those whose places it names."""
    published: date | None

    def admits(self, actor: Actor, *, needs_theatre: bool) -> bool:
        """Tell whether words can mean this actor here."""
        if actor.until is not None and (self.published is None or self.published >= actor.until):
            return False
        return (
            not needs_theatre or not actor.theatre or not self.countries.isdisjoint(actor.theatre)
        )


def index_actors(actors: Sequence[Actor]) -> ActorIndex:
    """Prepare actors' names for `read_sentences`."""
    named = [
        (tuple(token.text for token in tokenize(name, 0)), actor, form)
        for actor in actors
        for form in ("names", "demonyms", "metonyms", "bodies", "people")
        for name in getattr(actor, form)
    ]
    bearers = Counter(words for words, _, _ in named)
    index: dict[str, list[tuple[tuple[str, ...], Actor, str, bool]]] = {}
    for words, actor, form in named:
        index.setdefault(words[0].lower(), []).append((words, actor, form, bearers[words] > 1))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def tokenize(text: str, offset: int) -> list[Token]:
    """Cut text into words and marks; 's and n't become tokens of their own."""
    tokens = []
    for found in _TOKEN.finditer(text):
        word, start = found.group(), found.start() + offset
        tail = _POSSESSIVE.search(word)
        cut = tail.start() if tail else len(word)
        for piece, at in ((word[:cut], start), (word[cut:], start + cut)):
            if piece:
                low = piece.lower().replace("’", "'")
                tokens.append(Token(piece, low, at, at + len(piece)))
    return tokens


def read_sentences(
    article: Article,
    mentions: Sequence[Mention],
    actors: ActorIndex,
    places: Callable[[str], Place],
) -> list[Sentence]:
    """Cut an article into sentences, once per repeated paragraph, and mark actors and places."""
    named = {mention.place_id: places(mention.place_id) for mention in mentions if mention.place_id}
    stage = Stage(
        frozenset(
            place.country_code for place in named.values() if place.kind is not PlaceKind.COUNTRY
        ),
        article.published_on,
    )
    in_order = sorted(mentions, key=lambda mention: mention.start_char)
    starts = [mention.start_char for mention in in_order]
    sentences = []
    for start, end in sentence_spans(article.text):
        tokens = tokenize(article.text[start:end], start)
        if not tokens:
            continue
        sentence = Sentence(start, end, article.text[start:end], tokens)
        here = in_order[bisect_left(starts, start) : bisect_left(starts, end)]
        for place in _place_spans(tokens, here, named, end):
            sentence.mark_place(place)
        _mark_actors(sentence, actors, stage)
        goes_on = bool(sentences) and sentences[-1].unclosed
        goes_on = goes_on and "\n" not in article.text[sentences[-1].end : start]
        sentence.quoted, sentence.aside, sentence.unclosed = _enclosed(tokens, in_quote=goes_on)
        sentence.unknown = _unknown(tokens, here)
        sentence.dashed = _dash_pairs(tokens)
        sentence.words = frozenset(token.low for token in tokens)
        sentences.append(sentence)
    return sentences


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence, trimmed; a paragraph that repeats is read once."""
    seen: set[str] = set()
    for paragraph in re.finditer(r"[^\r\n]+", text):
        key = " ".join(paragraph.group().split())
        if not key or key in seen:
            continue
        seen.add(key)
        for start, end in sent_spans(paragraph.group()):
            yield from _pieces(text, paragraph.start() + start, paragraph.start() + end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Trim a sentence; cut one that is longer than any real one between two words."""
    while start < end:
        cut = end
        if end - start > _LONGEST_SENTENCE:
            space = text.rfind(" ", start, start + _LONGEST_SENTENCE)
            cut = space if space > start else start + _LONGEST_SENTENCE
        piece = text[start:cut]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            yield left, right
        start = cut


def _place_spans(
    tokens: Sequence[Token], mentions: Sequence[Mention], named: Mapping[str, Place], end: int
) -> Iterator[PlaceSpan]:
    for mention in mentions:
        if mention.place_id is None or mention.end_char > end:
            continue
        if named[mention.place_id].kind is PlaceKind.WATER:
            continue  # nobody holds a river; what is said is about its banks
        covered = [
            number
            for number, token in enumerate(tokens)
            if token.start < mention.end_char and token.end > mention.start_char
        ]
        if covered:
            yield PlaceSpan(covered[0], covered[-1] + 1, named[mention.place_id])


def _unknown(tokens: Sequence[Token], mentions: Sequence[Mention]) -> frozenset[int]:
    return frozenset(
        number
        for mention in mentions
        if mention.place_id is None
        for number, token in enumerate(tokens)
        if token.start < mention.end_char and token.end > mention.start_char
    )


def _mark_actors(sentence: Sentence, index: ActorIndex, stage: Stage) -> None:
    token = 0
    while token < len(sentence.tokens):
        span = _actor_from(sentence, index, stage, token)
        if span is None:
            token += 1
            continue
        sentence.mark_actor(_owned(sentence, span))
        token = span.last


def _actor_from(
    sentence: Sentence, index: ActorIndex, stage: Stage, token: int
) -> ActorSpan | None:
    entries = index.get(sentence.tokens[token].low.replace("'", "’"), ()) or index.get(
        sentence.tokens[token].low, ()
    )
    for words, actor, form, shared in entries:
        if not stage.admits(actor, needs_theatre=shared or words[0][0].islower()):
            continue
        if not _same_words(sentence.tokens[token : token + len(words)], words):
            continue
        if _is_patron(sentence, token + len(words)):
            continue
        place = sentence.place_at(token)
        if place is not None and (form != "names" or place.place.kind is not PlaceKind.COUNTRY):
            continue
        return ActorSpan(token, token + len(words), actor.actor_id, form)
    return None


def _is_patron(sentence: Sentence, after: int) -> bool:
    """As in "US-backed forces": whoever they are, they are not those who back them."""
    return sentence.low(after) == "-" and sentence.low(after + 1) in _OF_PATRONS


def _same_words(tokens: Sequence[Token], words: tuple[str, ...]) -> bool:
    if len(tokens) != len(words):
        return False
    return all(
        token.low == word.lower().replace("’", "'")
        and (word[0].islower() or not token.text[0].islower())
        for token, word in zip(tokens, words, strict=True)
    )


def _owned(sentence: Sentence, span: ActorSpan) -> ActorSpan:
    """Give a body to the actor named right before it: "Russian General Staff" is Russia's."""
    if span.form == "bodies" and sentence.actors:
        before = sentence.actors[-1]
        if (
            before.form in {"names", "demonyms", "metonyms"}
            and sentence.after_possessive(before.last) == span.first
        ):
            return ActorSpan(span.first, span.last, before.actor_id, span.form)
    return span


def _enclosed(
    tokens: Sequence[Token], *, in_quote: bool
) -> tuple[frozenset[int], frozenset[int], bool]:
    """Tokens in quotation marks and in parentheses, and whether the last quotation is open."""
    quoted, aside = set(), set()
    depth = 0
    for number, token in enumerate(tokens):
        if token.text in _OPENING or (token.text == '"' and not in_quote):
            in_quote = True
        elif token.text in _CLOSING or token.text == '"':
            in_quote = False
        elif in_quote:
            quoted.add(number)
        if token.text in "([":
            depth += 1
        elif token.text in ")]":
            depth = max(0, depth - 1)
        elif depth:
            aside.add(number)
    return frozenset(quoted), frozenset(aside), in_quote


def _dash_pairs(tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    dashes = [number for number, token in enumerate(tokens) if token.text in {"—", "–"}]
    return tuple(zip(dashes[::2], dashes[1::2], strict=False))
