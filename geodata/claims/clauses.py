"""How a sentence is cut: clause borders, noun phrases, and who the words before a verb name."""

from bisect import bisect_left

from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import ActorSpan, Sentence

STOPS = frozenset({",", ".", ";", ":"})
"""Marks that end a phrase."""
_HARD = frozenset(";:—–")
_QUOTES = frozenset('“”"')
_JOINING = frozenset([("the", "following"), ("more", "than"), ("less", "than"), ("fewer", "than")])
_LONGEST_INSERTION = 25
"""Words of ", a town with a port,"."""
FINITE_HINTS = frozenset(["has", "have", "had", "is", "are", "was", "were", "will", "would"])


def clause_start(sentence: Sentence, token: int, lexicon: Lexicon) -> int:
    """First token of the clause that holds `token`: after the nearest break word or hard mark."""
    known = sentence.clause_starts.get(token)
    if known is None:
        known = sentence.clause_starts[token] = _clause_start(sentence, token, lexicon)
    return known


def _clause_start(sentence: Sentence, token: int, lexicon: Lexicon) -> int:
    breaks = _breaks(sentence, lexicon)
    before = breaks[: bisect_left(breaks, token)]
    if not before:
        return 0
    insertion = insertion_before(sentence, token, lexicon)
    for at in reversed(before):
        if (
            at not in insertion
            and not is_inserted(sentence, at, token)
            and not _is_closed(sentence, at, token, lexicon)
        ):
            return at + 1
    return 0


def insertion_before(sentence: Sentence, token: int, lexicon: Lexicon) -> range:
    """The words of "X, a town with a port, was taken": what the commas enclose before a verb."""
    if "," not in sentence.words:
        return range(0)
    close = token - 1
    while sentence.low(close) in _QUOTES or lexicon.is_in(
        sentence.low(close), "grammar.passive", "grammar.finite", "modality.now"
    ):
        close -= 1
    if sentence.low(close) != ",":
        return range(0)
    for at in range(close - 1, max(0, close - _LONGEST_INSERTION), -1):
        if sentence.low(at) == "," and _ends_name(sentence, at - 1, lexicon):
            opens_clause = lexicon.is_in(
                sentence.low(at + 1), "grammar.beside", "grammar.voice_breaks"
            )
            which = sentence.low(at + 1) == "which"
            return range(0) if opens_clause and not which else range(at, close + 1)
    return range(0)


def _ends_name(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    place = sentence.place_at(at)
    pointed = place is not None and place.stands_for and place.last - place.first == 1
    return (
        (place is not None and not pointed)  # "seized control, …" ends no name
        or sentence.actor_at(at) is not None
        or sentence.low(at) == ")"
        or lexicon.is_in(sentence.low(at), "grammar.plural_heads")
    )


def _is_closed(sentence: Sentence, relative: int, token: int, lexicon: Lexicon) -> bool:
    """As in "X, which lies near Y, was taken": a comma ends the relative clause before the verb."""
    if sentence.low(relative) not in {"which", "who"} or sentence.low(relative - 1) != ",":
        return False
    at = token - 1
    while lexicon.is_in(sentence.low(at), "grammar.passive", "grammar.finite"):
        at -= 1
    finite = at < token - 1 or not sentence.low(token).endswith("ing")
    return relative < at and finite and sentence.low(at) == ","


def clause_end(sentence: Sentence, token: int, lexicon: Lexicon) -> int:
    """One past the last token of the clause that starts at or before `token`."""
    breaks = _breaks(sentence, lexicon)
    for at in breaks[bisect_left(breaks, token) :]:
        if not is_inserted(sentence, at, token):
            return at
    return len(sentence.tokens)


def _breaks(sentence: Sentence, lexicon: Lexicon) -> list[int]:
    """Every token of a sentence that parts two clauses; kept, for each phrase asks for it."""
    if sentence.breaks is None:
        marks = _HARD | lexicon.words["grammar.breaks",]
        sentence.breaks = [
            at
            for at, word in enumerate(sentence.lows)
            if word in marks and is_break(sentence, at, lexicon)
        ]
    return sentence.breaks


def is_inserted(sentence: Sentence, at: int, token: int) -> bool:
    """Tell whether `at` stands in parentheses or between dashes that `token` stands outside of."""
    if at in sentence.aside and token not in sentence.aside:
        return True
    return bool(sentence.dashed) and any(
        first <= at <= last and not first <= token <= last for first, last in sentence.dashed
    )


def phrase_start(sentence: Sentence, token: int, lexicon: Lexicon) -> int:
    """First token of the noun phrase that ends before `token`: after the last border."""
    at = token
    while at > 0:
        word = sentence.low(at - 1)
        if word in _HARD or word in {",", '"', "“", "”", "'", "and", "•"}:
            break
        if word == "-" and sentence.tokens[at - 1].end < sentence.tokens[at].start:
            break  # a dash, not the hyphen of "pro-Kremlin"
        if lexicon.is_in(word, "grammar.breaks"):
            break
        at -= 1
    return at


def phrase_end(sentence: Sentence, first: int) -> int:
    """One past the last token before the next comma or stop."""
    last = first
    while last < len(sentence.tokens) and sentence.low(last) not in STOPS:
        last += 1
    return last


def phrase_text(sentence: Sentence, first: int, last: int) -> str:
    """The words of tokens [first, last) as they stand in the article."""
    if first >= last:
        return ""
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    return sentence.text[start - sentence.start : end - sentence.start]


def name_text(sentence: Sentence, actor: ActorSpan) -> str:
    """The words that name an actor; empty for a mere adjective ("Russian")."""
    return "" if actor.form == "demonyms" else phrase_text(sentence, actor.first, actor.last)


def is_passive_form(sentence: Sentence, verb: int, lexicon: Lexicon) -> bool:
    """Tell whether a form of "be" stands right before a participle."""
    return sentence.low(verb).endswith(("d", "n", "t")) and lexicon.any_in(
        sentence.between(verb - 2, verb), "grammar.passive"
    )


def joins_on(sentence: Sentence, at: int) -> bool:
    """Tell whether a word that else parts clauses parts none: "the following", "more than"."""
    return (sentence.low(at - 1), sentence.low(at)) in _JOINING


def is_break(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """Tell whether a token parts two clauses."""
    word = sentence.low(at)
    if word in _HARD:
        return True
    if not lexicon.is_in(word, "grammar.breaks"):
        return False
    if joins_on(sentence, at):
        return False
    if word == "since":
        return sentence.low(at - 1) not in FINITE_HINTS
    if word == "that" and sentence.place_at(at) is not None:
        return False  # "that town"
    if word == "as":
        beside = {sentence.low(at - 1), sentence.low(at + 1)}
        return beside.isdisjoint({"such", "well", "far"})
    return True


def words_between(sentence: Sentence, first: int, last: int) -> list[str]:
    """Lower-case words of tokens [first, last), parentheses left out."""
    if not sentence.aside:
        return list(sentence.between(first, last))
    end = min(last, len(sentence.tokens))
    return [sentence.low(at) for at in range(max(first, 0), end) if at not in sentence.aside]
