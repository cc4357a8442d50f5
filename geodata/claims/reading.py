"""Text into sentences of tokens, with the actors and places that they name marked."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter

from nupunkt import sent_spans

from geodata.claims.naming import ActorIndex, Stage, mark_actors
from geodata.claims.sentence import PlaceSpan, Sentence, Token, tokenize
from geodata.errors import UnknownPlaceError
from geodata.model import Article, Mention, Place, PlaceKind

_LONGEST_SENTENCE = 2_000
"""Characters. Longer ones are tables or run-on text, and reading them costs their square."""
_SENTENCE_END = re.compile("[.!?…]")
_MISSED_END = re.compile(
    r"(?<=[a-z]{4}\.)(?<!approx\.)(?<!dept\.)(?<!incl\.) +(?=[“\"‘(]?[A-Z][a-z])"
)
"""Behind a whole word in lower case, before a capital: no short form stands there."""
_TERRITORY = frozenset(["territory", "soil", "territories"])
_OPENING = "“«„"
_CLOSING = "”»"
_DASHES = frozenset("—–")
_start, _end = attrgetter("start"), attrgetter("end")
_ENCLOSING = frozenset(f'{_OPENING}"([')


def read_sentences(
    article: Article,
    mentions: Sequence[Mention],
    actors: ActorIndex,
    places: Callable[[str], Place],
) -> list[Sentence]:
    """Cut an article into sentences, once per repeated paragraph, and mark actors and places."""
    named = {mention.place_id: places(mention.place_id) for mention in mentions if mention.place_id}
    inner = [place for place in named.values() if place.kind is not PlaceKind.COUNTRY]
    stage = Stage(
        frozenset(place.country_code for place in inner or named.values()),
        article.published_on,
        article.text,
    )
    in_order = sorted(mentions, key=lambda mention: mention.start_char)
    starts = [mention.start_char for mention in in_order]
    sentences: list[Sentence] = []
    for start, end in sentence_spans(article.text):
        tokens = tokenize(article.text[start:end], start)
        if not tokens:
            continue
        sentence = Sentence(start, end, article.text[start:end], tokens)
        here = in_order[bisect_left(starts, start) : bisect_left(starts, end)]
        for place in _place_spans(tokens, here, named, end):
            sentence.mark_place(place)
        mark_actors(sentence, actors, stage)
        _mark_territories(sentence, places)
        goes_on = bool(sentences) and sentences[-1].unclosed
        apart = "\n" in article.text[sentences[-1].end : start] if goes_on else False
        goes_on = goes_on and (not apart or _closes_first(tokens))
        if goes_on or not _ENCLOSING.isdisjoint(sentence.words):
            sentence.quoted, sentence.aside, sentence.unclosed = _enclosed(tokens, in_quote=goes_on)
        sentence.unknown = frozenset(
            at for at in _unknown(tokens, here) if sentence.actor_at(at) is None
        )
        sentence.dashed = _dash_pairs(sentence)
        sentences.append(sentence)
    return sentences


def _mark_territories(sentence: Sentence, places: Callable[[str], Place]) -> None:
    """As in "a fifth of Ukrainian territory", "on Lebanese soil": the country is meant."""
    for span in sentence.actors:
        grounded = sentence.low(span.last) in _TERRITORY and sentence.place_at(span.last) is None
        if span.form == "demonyms" and grounded and len(span.actor_id) == 2:
            country = _country(span.actor_id, places)
            if country is not None:
                sentence.mark_place(PlaceSpan(span.first, span.last + 1, country, stands_for=True))


def _country(code: str, places: Callable[[str], Place]) -> Place | None:
    try:
        return places(f"iso:{code}")
    except UnknownPlaceError:
        return None


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence, trimmed; a paragraph that repeats is read once."""
    seen: set[str] = set()
    for paragraph in re.finditer(r"[^\r\n]+", text):
        words = paragraph.group()
        key = " ".join(words.split())
        if not key or key in seen:
            continue
        seen.add(key)
        several = _SENTENCE_END.search(words, 0, len(words.rstrip()) - 1)
        for start, end in _parted(words) if several else [(0, len(words))]:
            yield from _pieces(text, paragraph.start() + start, paragraph.start() + end)


def _parted(words: str) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph; nupunkt takes "bank." and a few other words for short forms."""
    for start, end in sent_spans(words):
        missed = [stop.span() for stop in _MISSED_END.finditer(words, start, end)]
        starts = [start, *(after for _, after in missed)]
        yield from zip(starts, [*(before for before, _ in missed), end], strict=True)


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
        covered = _covered(tokens, mention)
        if covered:
            yield PlaceSpan(covered.start, covered.stop, named[mention.place_id])


def _covered(tokens: Sequence[Token], mention: Mention) -> range:
    first = bisect_right(tokens, mention.start_char, key=_end)
    last = bisect_left(tokens, mention.end_char, key=_start)
    return range(first, last)


def _unknown(tokens: Sequence[Token], mentions: Sequence[Mention]) -> frozenset[int]:
    return frozenset(
        number
        for mention in mentions
        if mention.place_id is None
        for number in _covered(tokens, mention)
    )


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
        if token.text == "(" or (token.text == "[" and not in_quote):
            depth += 1  # what an editor puts into a quotation completes it
        elif token.text in ")]":
            depth = max(0, depth - 1)
        elif depth:
            aside.add(number)
    return frozenset(quoted), frozenset(aside), in_quote


def _closes_first(tokens: Sequence[Token]) -> bool:
    """Whether the first quotation mark closes: what it closes began in the paragraph before."""
    marks = (at for at, token in enumerate(tokens) if token.text in f'{_OPENING}{_CLOSING}"')
    first = next(marks, 0)
    mark = tokens[first].text
    return first > 0 and (
        mark in _CLOSING or (mark == '"' and tokens[first - 1].end == tokens[first].start)
    )


def _dash_pairs(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    if sentence.words.isdisjoint(_DASHES):
        return ()
    dashes = [number for number, word in enumerate(sentence.lows) if word in _DASHES]
    return tuple(zip(dashes[::2], dashes[1::2], strict=False))
