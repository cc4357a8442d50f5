"""Who stands before a verb and can be its subject."""

from dataclasses import dataclass

from geodata.claims.clauses import FINITE_HINTS, insertion_before, is_break, is_inserted
from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import ActorSpan, Sentence

_ADJACENT = 2
"""Words between an actor and a verb that make it the subject also after "of"."""
_LEFT = frozenset({"left", "fled", "withdrew", "retreated", "surrendered", "fell", "attacked"})
_MAX_PREMODIFIERS = 6
"""Words looked back over before an actor for a preposition that governs it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who stands before a verb: actors named, or the word that stands for one."""

    actors: tuple[ActorSpan, ...] = ()
    pronoun: str = ""
    first: int = -1
    last: int = -1


def subject_before(
    sentence: Sentence, token: int, lexicon: Lexicon, *, floor: int = 0
) -> Subject | None:
    """Find the nearest actor or pronoun before `token` that can be the subject of its verb.

    Skips what stands after a preposition ("from Russian forces"), owners of a place ("Ukraine's
    Sumy border") and parentheses; looks no further back than `floor`.
    """
    at = token - 1
    fallback: Subject | None = None
    beside = insertion_before(sentence, token, lexicon)
    while at >= floor:
        if is_inserted(sentence, at, token) or at in beside:
            at -= 1
            continue
        actor = sentence.actor_at(at)
        if actor is not None:
            subject = Subject(_with_partners(sentence, actor), first=actor.first, last=actor.last)
            standing = _standing(sentence, actor, lexicon, floor)
            if standing == "of" and token - actor.last <= _ADJACENT:
                return subject
            if standing == "free":
                return subject
            if standing == "of" and fallback is None:
                fallback = subject
            at = actor.first - 1
            continue
        if _is_subject_pronoun(sentence, at, lexicon):
            return Subject(pronoun=sentence.low(at), first=at, last=at + 1)
        at -= 1
    return fallback


def opening_subject(
    sentence: Sentence, token: int, lexicon: Lexicon, *, floor: int = 0
) -> Subject | None:
    """Find the first that can be a subject before `token`: of "X beat Y, taking Z" it is X."""
    for at in range(floor, token):
        actor = sentence.actor_at(at)
        last = at + 1 if actor is None else actor.last
        found = subject_before(sentence, last, lexicon, floor=at if actor is None else actor.first)
        if found is not None and not is_inserted(sentence, at, token):
            return found
    return None


def _standing(sentence: Sentence, actor: ActorSpan, lexicon: Lexicon, floor: int) -> str:
    """How an actor stands: free, after `of`, or barred from being a subject."""
    after = sentence.after_possessive(actor.last)
    place = sentence.place_at(after)
    if after > actor.last and (place is not None or _owns_ground(sentence, after, lexicon)):
        return "barred"
    if sentence.low(actor.last) == "-":
        return "barred"
    for at in range(actor.first - 1, max(floor - 1, actor.first - 1 - _MAX_PREMODIFIERS), -1):
        word = sentence.low(at)
        if word == "of" or _belongs(sentence, at, lexicon):
            return "of"
        if word == "the" and _opens_anew(sentence, at, lexicon):
            return "free"
        if lexicon.is_in(word, "grammar.not_subject"):
            return "barred"
        if _ends_noun_phrase(sentence, at, lexicon):
            return "free"
    return "free"


def _belongs(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """As in "troops loyal to Y", "a spokesman for Y"."""
    word, before = sentence.low(at), sentence.low(at - 1)
    return (word == "to" and before in {"loyal", "allied"}) or (
        word == "for" and lexicon.is_in(before, "saying.local_officials")
    )


def _opens_anew(sentence: Sentence, article: int, lexicon: Lexicon) -> bool:
    """As in "late in the day the army": nothing governs the second noun."""
    before = sentence.low(article - 1)
    return before.isalpha() and not lexicon.is_in(
        before, "grammar.not_subject", "grammar.before_place", "modality.partial"
    )


def _ends_noun_phrase(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    word = sentence.low(at)
    return (
        word in {",", "and"}
        or word in FINITE_HINTS
        or is_break(sentence, at, lexicon)
        or lexicon.is_in(word, "grammar.calendar", "grammar.times_of_day")
        or (sentence.actor_at(at) is None and not _may_premodify(sentence, at))
    )


def _may_premodify(sentence: Sentence, token: int) -> bool:
    text = sentence.tokens[token].text
    return text[0].isalnum() or text in {"-", "%", "'s", "’s"}


def _owns_ground(sentence: Sentence, token: int, lexicon: Lexicon) -> bool:
    """As in "Ukraine's eastern city of X", and not as in "Ukraine's troops entered X"."""
    for at in range(token, min(token + 3, len(sentence.tokens))):
        if sentence.place_at(at) is not None:
            return True
        if lexicon.is_in(sentence.low(at), "grammar.plural_heads", "modality.civil"):
            return False
    return False


def _with_partners(sentence: Sentence, actor: ActorSpan) -> tuple[ActorSpan, ...]:
    """As in "A and B": both are the subject."""
    joined = actor.first - 1
    joined -= sentence.low(joined) in {
        "the",
        "two",
        "three",
        "four",
        "several",
        "some",
        "local",
        "other",
    }
    other = None
    if sentence.low(joined) == "and":  # "Ukrainian officials and analysts"
        ran = sentence.low(joined - 1) in _LEFT  # "the army fled and the rebels took X"
        near = (joined - 1,) if ran else (joined - 1, joined - 2)
        before = (sentence.actor_at(at) for at in near)
        other = next((found for found in before if found is not None), None)
    if other is None or other.actor_id == actor.actor_id:
        return (actor,)
    return other, actor


def _is_subject_pronoun(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """A pronoun, or "the enemy", and no object; but "since it captured" opens a clause."""
    if not lexicon.is_in(sentence.low(at), "anaphora.pronouns", "saying.partisan"):
        return False
    before = sentence.low(at - 1)
    opens = lexicon.is_in(before, "grammar.breaks") and not lexicon.is_in(
        sentence.low(at), "anaphora.own"
    )
    return opens or not lexicon.is_in(before, "grammar.not_subject")
