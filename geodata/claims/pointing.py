"""Denials that point: "this was denied", "rejected the claims", ", a claim that Kyiv denies"."""

from geodata.claims.clauses import STOPS, phrase_end
from geodata.claims.frames import Frame, Voices
from geodata.claims.lexicon import Lexicon
from geodata.claims.patterns import Match
from geodata.claims.sentence import ActorSpan, Sentence
from geodata.claims.titles import speaker_within

_SUCH = frozenset([("any", "such"), ("no", "such")])
_POINT_REACH = 8
_SHORTEST_CONTENT = 5
_OWNER_REACH = 12
_DATE_WORDS = 5
_NOUN_REACH = 10
"""Words between ", a claim" and the verb that denies it."""


def points_elsewhere(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> bool:
    """As in "the claim", "Russia's claims", "this": what is denied stands elsewhere."""
    for at in range(first, min(last, first + _POINT_REACH)):
        word, after = sentence.low(at), sentence.low(at + 1)
        if lexicon.is_in(word, "saying.nouns") and not opens_content(sentence, at, lexicon):
            return True
        opened = at > first and sentence.low(at - 1) == "that"  # "denied that it is …"
        points = not opened and _is_pointer(word, after, lexicon)
        if at - first <= 1 and (points or (word, after) in _SUCH):
            return True
    return False


def _is_pointer(word: str, after: str, lexicon: Lexicon) -> bool:
    """As in "denied this.", "denied it on Monday", and not as in "denied it had …"."""
    if word not in {"this", "it", "that"}:
        return False
    if not after or after in STOPS or lexicon.is_in(after, "saying.after_pointer"):
        return True
    return word != "that" and lexicon.is_in(after, "saying.after_it", "grammar.calendar")


def opens_content(sentence: Sentence, noun: int, lexicon: Lexicon) -> bool:
    """As in "the claim that …", "reports of …", and "reports Russian troops …" without "that"."""
    after = sentence.low(after_date(sentence, noun + 1, lexicon))
    if lexicon.is_in(after, "saying.opens_content") or owner_behind(sentence, noun) is not None:
        return True
    bare = sentence.actor_at(noun + 1) is not None or after in {"it", "they", "its", "their"}
    return bare and len(sentence.tokens) - noun > _SHORTEST_CONTENT


def after_date(sentence: Sentence, token: int, lexicon: Lexicon) -> int:
    """The "that" of "the claim on Monday that …", "a statement late on 3 May that …"."""
    at = token
    while at - token < _DATE_WORDS and (
        sentence.low(at).isdigit()
        or lexicon.is_in(sentence.low(at), "grammar.calendar", "saying.date_words")
    ):
        at += 1
    return at if sentence.low(at) == "that" else token


def owner_behind(sentence: Sentence, noun: int) -> tuple[ActorSpan, int] | None:
    """Find X, and "that", of "claims by X that …", "a report on X's television that …"."""
    first = noun + 1 + (sentence.low(noun + 1) in {"made", "issued"})
    if sentence.low(first) not in {"by", "from", "on", "in", "of"}:
        return None
    actor = None
    for at in range(first + 1, first + 1 + _OWNER_REACH):
        if sentence.low(at) in STOPS - {","}:
            return None
        actor = actor or sentence.actor_at(at)
        if actor is not None and sentence.low(noun + 1) == "on" and actor.form == "bodies":
            return None  # "a statement on social media that …"
        if sentence.low(at) == "that":
            return None if actor is None else (actor, at)
    return None


def noun_beside(sentence: Sentence, verb: int, lexicon: Lexicon) -> int | None:
    """Find the noun of ", a claim (that) X denies": what is denied stands before the comma."""
    if not lexicon.any_in(sentence.words, "saying.nouns"):
        return None
    for at in range(verb - 1, max(0, verb - _NOUN_REACH), -1):
        word = sentence.low(at)
        if word in STOPS:
            return None
        if lexicon.is_in(word, "saying.nouns"):
            border = at - 1 - (sentence.low(at - 1) in {"a", "an", "the"})
            return at if sentence.low(border) in {",", "—", "–", "-"} else None
    return None


def appended_denial(
    sentence: Sentence, match: Match, noun: int, lexicon: Lexicon, voices: Voices
) -> Frame | None:
    """Read ", a claim X denied" and ", a claim denied by X"; None if nobody is named."""
    if sentence.low(match.last) == "by":
        first, last = match.last + 1, phrase_end(sentence, match.last + 1)
    else:
        first, last = noun + 1, match.first
        first += lexicon.is_in(sentence.low(first), "grammar.breaks")  # "that", "which"
    speaker = speaker_within(sentence, first, last, lexicon, voices)
    if speaker is None:
        return None
    # It covers no words of its own: the statement before the comma is somebody else's.
    here = match.first
    return Frame(speaker=speaker, stance="deny", first=here, last=here, cue=here, bare=True)


def owner_before(sentence: Sentence, noun: int, lexicon: Lexicon) -> ActorSpan | None:
    """The actor whose noun it is: "Russian claims", "Russia's latest claims"."""
    at = noun - 1
    at -= lexicon.is_in(sentence.low(at), "saying.before_noun")
    if sentence.low(at) in {"'s", "'", "’"}:
        return sentence.actor_at(at - 1)
    return sentence.actor_at(at)
