"""How a sentence is cut: clause borders, noun phrases, and who the words before a verb name."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import ActorSpan, Sentence

STOPS = frozenset({",", ".", ";", ":"})
"""Marks that end a phrase."""
_HARD = frozenset(";:—–")
_QUOTES = frozenset('“”"')
_LONGEST_INSERTION = 25
"""Words of ", a town with a port,"."""
_ADJACENT = 2
"""Words between an actor and a verb that make it the subject also after "of"."""
_MAX_PREMODIFIERS = 6
"""Words looked back over before an actor for a preposition that governs it."""
_FINITE_HINTS = frozenset(["has", "have", "had", "is", "are", "was", "were", "will", "would"])


def clause_start(sentence: Sentence, token: int, lexicon: Lexicon) -> int:
    """First token of the clause that holds `token`: after the nearest break word or hard mark."""
    breaks = _breaks(sentence, lexicon)
    insertion = insertion_before(sentence, token, lexicon)
    for at in reversed(breaks[: bisect_left(breaks, token)]):
        if (
            at not in insertion
            and not is_inserted(sentence, at, token)
            and not _is_closed(sentence, at, token, lexicon)
        ):
            return at + 1
    return 0


def insertion_before(sentence: Sentence, token: int, lexicon: Lexicon) -> range:
    """The words of "X, a town with a port, was taken": what the commas enclose before a verb."""
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
    return (
        sentence.place_at(at) is not None
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
        sentence.breaks = [
            at for at in range(len(sentence.tokens)) if is_break(sentence, at, lexicon)
        ]
    return sentence.breaks


def is_inserted(sentence: Sentence, at: int, token: int) -> bool:
    """Tell whether `at` stands in parentheses or between dashes that `token` stands outside of."""
    if at in sentence.aside and token not in sentence.aside:
        return True
    return any(
        first <= at <= last and not first <= token <= last for first, last in sentence.dashed
    )


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
    return sentence.low(verb).endswith(("d", "n", "t")) and any(
        lexicon.is_in(sentence.low(at), "grammar.passive") for at in range(max(0, verb - 2), verb)
    )


def is_break(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """Tell whether a token parts two clauses."""
    word = sentence.low(at)
    if word in _HARD:
        return True
    if not lexicon.is_in(word, "grammar.breaks"):
        return False
    if word == "since":
        return sentence.low(at - 1) not in _FINITE_HINTS
    if word == "that" and sentence.place_at(at) is not None:
        return False  # "that town"
    if word == "as":
        beside = {sentence.low(at - 1), sentence.low(at + 1)}
        return beside.isdisjoint({"such", "well", "far"})
    return True


def words_between(sentence: Sentence, first: int, last: int) -> Sequence[str]:
    """Lower-case words of tokens [first, last), parentheses left out."""
    end = min(last, len(sentence.tokens))
    return [sentence.low(at) for at in range(max(first, 0), end) if at not in sentence.aside]


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
        or word in _FINITE_HINTS
        or is_break(sentence, at, lexicon)
        or lexicon.is_in(word, "grammar.calendar")
        or (sentence.actor_at(at) is None and not _may_premodify(sentence, at))
    )


def _may_premodify(sentence: Sentence, token: int) -> bool:
    text = sentence.tokens[token].text
    return text[0].isalnum() or text in {"-", "%"}


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
        before = (sentence.actor_at(at) for at in (joined - 1, joined - 2))
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
