"""Where the subject of a verb of saying stands."""

from geodata.claims.clauses import phrase_start
from geodata.claims.frames import MIN_REPORTED
from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import Sentence

_RELATIVES = frozenset({"which", "who", "whose", "in", "on", "at", "during", "via"})
"""Open what is inserted between a speaker and the verb: ", who leads Y,", ", in a report,"."""
_INSERTION = 20
"""Most words of ", which is deployed in Y,"."""
_TITLE_WORDS = 7
"""Most words of a name, or of the title in commas beside it."""


def before_insertion(sentence: Sentence, verb: int, lexicon: Lexicon) -> int:
    """As in "X's brigade, which is deployed in Y, said": where the insertion begins."""
    at = verb - 1
    while lexicon.is_in(sentence.low(at), "grammar.finite", "modality.now"):
        at -= 1
    if sentence.low(at) != ",":
        return verb
    for opening in range(at - 2, max(0, at - _INSERTION), -1):
        after = sentence.low(opening + 1)
        if sentence.low(opening) == "," and (after in _RELATIVES or after.endswith("ing")):
            return opening
    return verb


def subject_floor(sentence: Sentence, verb: int, lexicon: Lexicon) -> int:
    """A subject of saying stands in its own clause: after a break word or a hard mark.

    So does a role behind a comma: in "Russian troops entered X, the mayor said" it is the mayor.
    """
    role = _late_role(sentence, verb, lexicon)
    if role:
        return role
    for at in range(verb - 1, -1, -1):
        word = sentence.low(at)
        if word in {";", ":", "“", "”"} or (
            lexicon.is_in(word, "grammar.breaks") and word not in {"with", "as"}
        ):
            return at + 1
    return 0


def _tells_somebody(sentence: Sentence, start: int, verb: int, lexicon: Lexicon) -> bool:
    """As in "…, two soldiers who had been there told reporters on Monday"."""
    heads = (sentence.low(at) for at in range(start, verb))
    tellers = any(
        lexicon.is_in(word, "grammar.bare_heads", "saying.nameless", "grammar.plural_heads")
        or (sentence.actor_at(at) is not None)
        for at, word in enumerate(heads, start)
    )
    content = any(
        sentence.low(at) in {"that", "it", "they", "how"} for at in range(verb + 1, verb + 6)
    )
    return tellers and not content and lexicon.is_in(sentence.low(verb), "saying.to_somebody")


def _late_role(sentence: Sentence, verb: int, lexicon: Lexicon) -> int:
    """First token of a role that stands between what is said and the verb; 0 if none does."""
    start = whole_phrase_start(sentence, verb, lexicon)
    if start == verb:
        start = apposition_start(sentence, verb, lexicon)
        if sentence.low(start) not in {"the", "a", "an"} and sentence.tokens[start].text.islower():
            return 0
    if sentence.low(start - 1) == "and":  # "…, officials and analysts say"
        both = phrase_start(sentence, start - 1, lexicon)
        start = both if sentence.low(both - 1) == "," else start
    role = lexicon.any_in(sentence.between(start, verb), "saying.local_officials", "saying.groups")
    reports = start > MIN_REPORTED and sentence.low(start - 1) in {",", '"', "”"}
    role = role or _tells_somebody(sentence, start, verb, lexicon)
    ends = sentence.low(verb + 1) in {",", ".", ";", ""}  # "…, two people close to it said."
    return start if (role or (ends and start < verb)) and reports else 0


def whole_phrase_start(sentence: Sentence, verb: int, lexicon: Lexicon) -> int:
    """First token of the noun phrase before a verb: of "a man who lives there said" too."""
    start = phrase_start(sentence, verb, lexicon)
    if sentence.low(start - 1) == "who":
        start = phrase_start(sentence, start - 1, lexicon)
    if sentence.low(start - 1) == "with":  # "…,” an officer with the unit said"
        whole = phrase_start(sentence, start - 1, lexicon)
        start = whole if sentence.low(whole - 1) in {",", '"', "”"} else start
    return start


def apposition_start(sentence: Sentence, verb: int, lexicon: Lexicon) -> int:
    """As in "the mayor, Petro Ivanenko, said": where the name before a comma begins."""
    start = verb
    while lexicon.is_in(sentence.low(start - 1), "modality.modal", "grammar.passive"):
        start -= 1
    for _ in range(2):
        if sentence.low(start - 1) != ",":
            return verb
        before = phrase_start(sentence, start - 1, lexicon)
        if not 1 <= start - 1 - before <= _TITLE_WORDS:
            return verb
        start = before
    return start
