"""Whether a phrase states something, denies it, or only wishes, plans or supposes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from geodata.claims.clauses import clause_end, words_between
from geodata.claims.lexicon import Lexicon, Rule
from geodata.claims.patterns import Match
from geodata.claims.sentence import Sentence
from geodata.model import Polarity, Relation

_VERB_REACH = 5
"""Words before a verb that can carry its modal, negation or infinitive."""
_INTENT_REACH = 7
_AFTER_REACH = 8
_VERDICT_REACH = 14
_WISH_REACH = 3
_TOWARDS = frozenset(["toward", "towards", "mean", "means", "meant"])
_APPOSED = 14
_DETERMINED = (["the"], ["a"], ["its"], ["their"])
"""Behind a "to" that opens no infinitive: "contributed to the fall of X"."""
_TRUE = frozenset({"true", "correct", "accurate"})
_PROOF_REACH = 4
"""Words before "evidence that": "has not yet seen any"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Modality:
    """How a phrase is meant."""

    stated: bool
    negated: bool = False
    hedged: bool = False
    past: bool = False


def read_modality(
    sentence: Sentence, match: Match, rule: Rule, lexicon: Lexicon, *, floor: int
) -> Modality:
    """Judge the words around a phrase; `floor` = first token of its clause."""
    if rule.shape == "modifies":
        return Modality(stated=True)
    if rule.described:
        phrase = sentence.between(match.first, match.last)
        return Modality(stated=True, past=lexicon.any_in(phrase, "modality.past"))
    group = _verb_group(sentence, match.first, max(0, floor - 1), lexicon)
    reach = [
        sentence.low(at)
        for at in range(max(floor, match.first - _INTENT_REACH), match.first)
        if at not in sentence.aside and not _is_may(sentence, at)
    ]
    if (
        _is_prevented(sentence, match, floor, lexicon)
        or (_is_wish(group, reach, rule, lexicon) and not _is_story(sentence, floor))
        or sentence.text.endswith("?")
        or _goes_on_wishing(sentence, match, floor, lexicon)
        or _is_supposed(sentence, floor, lexicon)
        or _is_demanded(sentence, match, floor, lexicon)
        or _is_vague(sentence, match, rule, floor, lexicon)
        or (
            (rule.shape == "noun" or _is_gerund(sentence, match, floor))
            and _is_noun_of_modal(sentence, match, reach, lexicon)
        )
    ):
        return Modality(stated=False)
    if rule.polarity is Polarity.DENY and "without" in group:
        return Modality(stated=False)  # "without pulling units out of X": they stay, maybe
    negated = sum(lexicon.is_in(word, "modality.negation") for word in group) % 2 == 1
    if sentence.low(match.last) in {"neither", "no", "none"}:
        negated = not negated  # "holds neither A nor B"
    if lexicon.any_in(group, "modality.failing") and "to" in group and not _is_tried(rule, group):
        negated = not negated
    negated ^= _of_nobody(sentence, floor, lexicon)
    negated ^= _is_called_false(sentence, match, floor, lexicon)
    negated ^= _lacks_proof(sentence, floor, lexicon)
    negated ^= (
        rule.shape == "noun"
        and sentence.low(match.first) in {"siege", "blockade", "encirclement"}
        and lexicon.any_in(reach, "modality.ending")
    )
    clause = words_between(sentence, floor, clause_end(sentence, match.last, lexicon))
    return Modality(
        stated=True,
        negated=negated,
        hedged=lexicon.any_in(clause, "modality.hedge") or _is_said_to(group, lexicon),
        past=lexicon.any_in(group + reach, "modality.past"),
    )


def _is_prevented(sentence: Sentence, match: Match, floor: int, lexicon: Lexicon) -> bool:
    """As in "to keep X from falling into Y's hands": it has not come to that."""
    if not sentence.low(match.first).endswith("ing") or sentence.low(match.first - 1) != "from":
        return False
    return lexicon.any_in(sentence.between(floor, match.first), "modality.preventing")


def _verb_group(sentence: Sentence, token: int, floor: int, lexicon: Lexicon) -> list[str]:
    """The words right before a verb that belong to it: up to a comma, place or actor."""
    words: list[str] = []
    for at in range(token - 1, max(floor, token - _VERB_REACH) - 1, -1):
        word = sentence.low(at)
        if at in sentence.aside or (not words and word in {",", "“", '"'}) or _is_may(sentence, at):
            continue
        if word == "," or sentence.place_at(at) or sentence.actor_at(at):
            break
        words.append(word)
    return words[::-1]


def _is_story(sentence: Sentence, floor: int) -> bool:
    """As in "It took Y three weeks to capture X"."""
    at = floor
    while sentence.low(at) in {"but", "and", "“", '"', "that"}:
        at += 1
    return sentence.low(at) == "it" and "took" in sentence.between(at + 1, at + 3)


def _is_may(sentence: Sentence, at: int) -> bool:
    """The month."""
    return sentence.low(at) == "may" and at > 0 and sentence.tokens[at].text == "May"


def _is_wish(group: list[str], reach: list[str], rule: Rule, lexicon: Lexicon) -> bool:
    if lexicon.any_in(group, "modality.modal") or _makes_others(reach, lexicon):
        return True
    if lexicon.any_in(group, "modality.failing") or _is_far_off(group, lexicon):
        return False
    tries = lexicon.any_in(reach, "modality.attempt")
    if tries and rule.relation in {Relation.CONTESTED, Relation.THREATENS}:
        return False
    infinitive = "to" in group and group[group.index("to") :][1:2] not in _DETERMINED
    if infinitive and not _is_licensed(group, reach, lexicon):
        return True
    return lexicon.any_in(reach, "modality.intention")


def _is_tried(rule: Rule, group: list[str]) -> bool:
    """As in "failed to break through near X": they fought there."""
    return rule.relation is Relation.CONTESTED and not {"failed", "failing", "unable"}.isdisjoint(
        group
    )


def _is_far_off(group: list[str], lexicon: Lexicon) -> bool:
    """As in "not close to encircling X": a denial, and no wish."""
    return group[-2:] == ["close", "to"] and lexicon.any_in(group, "modality.negation")


def _goes_on_wishing(sentence: Sentence, match: Match, floor: int, lexicon: Lexicon) -> bool:
    """As in "tries to break through X and take Y": a bare verb goes on with the one before."""
    at = match.first - 1
    while sentence.low(at).endswith("ly"):
        at -= 1
    word = sentence.low(match.first)
    if sentence.low(at) not in {"and", "or"} or word.endswith(("ed", "ing", "s")):
        return False
    before = words_between(sentence, floor, at)
    return lexicon.any_in(before, "modality.modal", "modality.intention")


def _makes_others(reach: list[str], lexicon: Lexicon) -> bool:
    """As in "would have Ukraine pull out": the modal governs the verb over its subject."""
    return any(
        lexicon.is_in(word, "modality.modal") and after in {"have", "see", "let", "make"}
        for word, after in pairwise(reach)
    )


def _is_licensed(group: list[str], reach: list[str], lexicon: Lexicon) -> bool:
    """As in "continue to hold", "helped Y to take": the infinitive is still a statement."""
    at = len(group) - 1 - group[::-1].index("to")
    if at == 0 and lexicon.any_in(reach, "modality.helping"):
        return True
    before = [
        word
        for word in group[:at]
        if not (word.endswith("ly") or lexicon.is_in(word, "grammar.calendar", "saying.date_words"))
    ]
    return (bool(before) and lexicon.is_in(before[-1], "modality.licensed")) or (
        not before and at == 0 and ("have" in group or lexicon.any_in(reach, "saying.declare"))
    )


def _is_supposed(sentence: Sentence, floor: int, lexicon: Lexicon) -> bool:
    """The clause opens with "if" or "whether", or hangs on a wish ("demands that")."""
    opening = sentence.low(floor - 1)
    if sentence.low(floor) == "had" and (floor == 0 or opening in {"“", '"', ","}):
        return True  # "Had they taken X, …"
    if opening in {"which", "who", "how", "where", "when"} and lexicon.any_in(
        sentence.between(floor - 4, floor - 1), "modality.unclear"
    ):
        return True  # "it was not clear which areas …"
    if opening == "until":  # "the battle will go on until we hold X"
        return lexicon.any_in(sentence.lows[:floor], "modality.modal")
    if opening != "that":
        return lexicon.is_in(opening, "modality.conditional")
    return lexicon.any_in(
        sentence.between(max(0, floor - 1 - _WISH_REACH), floor - 1), "modality.intention"
    )


def _is_demanded(sentence: Sentence, match: Match, floor: int, lexicon: Lexicon) -> bool:
    """As in "insists that Y hand over X": a bare verb after "that" tells what is to be."""
    return (
        sentence.low(floor - 1) == "that"
        and lexicon.is_in(sentence.low(floor - 2), "modality.demanding")
        and not sentence.low(match.first).endswith(("ed", "ing", "s", "t", "n", "k"))
        and sentence.actor_at(match.first - 1) is not None
    )


def _is_vague(sentence: Sentence, match: Match, rule: Rule, floor: int, lexicon: Lexicon) -> bool:
    """As in "nearly captured", "hardly any troops remain", "before taking X": not, or not yet."""
    before = match.first - 1
    if sentence.low(match.first).endswith("ing") and sentence.low(before) in _TOWARDS:
        return True  # "a stepping stone towards taking X", "that doesn't mean holding X"
    if _premodifies(sentence, match, lexicon):
        return True
    if lexicon.is_in(sentence.low(match.last), "modality.intention"):
        return True  # "did not abandon plans to capture X"
    wholly = sentence.low(before) in {"fully", "completely", "entirely"}
    before -= wholly and not rule.standing  # "almost entirely in Y's hands": most of it is
    ground = rule.relation in {Relation.CONTESTED, Relation.THREATENS}  # "nearly surrounded X"
    if lexicon.is_in(sentence.low(before), "modality.nearly") and not ground:
        return True
    if lexicon.is_in(sentence.low(floor), "modality.few_subject"):
        return True
    ahead = sentence.low(floor - 1) == "before" and sentence.low(floor).endswith("ing")
    return ahead and any(lexicon.is_in(sentence.low(at), "modality.modal") for at in range(floor))


def _premodifies(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """As in "the occupying forces are in X": a name for them, and no news of what they do."""
    return (
        match.last - match.first == 1
        and sentence.low(match.first).endswith("ing")
        and lexicon.is_in(sentence.low(match.last), "grammar.plural_heads", "grammar.bare_heads")
    )


def _of_nobody(sentence: Sentence, floor: int, lexicon: Lexicon) -> bool:
    """As in "no Russian troops remain": the clause opens with a negated subject."""
    at = floor
    while sentence.low(at) in {",", "“", '"', "that"}:
        at += 1
    return lexicon.is_in(sentence.low(at), "modality.no_subject") and (
        sentence.low(at + 1) not in {"longer", "one"}
    )


def _is_called_false(sentence: Sentence, match: Match, floor: int, lexicon: Lexicon) -> bool:
    """As in "rumours that Y took X were false"; whose claim is false is no denial of his own."""
    if _TRUE.isdisjoint(sentence.words) and not lexicon.any_in(
        sentence.words, "modality.falsehood"
    ):
        return False
    end = min(clause_end(sentence, match.last, lexicon), match.last + _VERDICT_REACH)
    owned = lexicon.any_in(sentence.between(floor - 3, floor + 1), "saying.owned_nouns")
    return not owned and is_called_false(sentence, match.last, end, lexicon)


def is_called_false(
    sentence: Sentence, first: int, last: int, lexicon: Lexicon, verbs: Sequence[str] = ()
) -> bool:
    """Tell whether tokens [first, last) say that something is false, a lie or propaganda."""
    return any(
        (lexicon.is_in(sentence.low(at), "grammar.passive") or sentence.low(at) in verbs)
        and (
            lexicon.is_in(
                sentence.low(at + 1 + (sentence.low(at + 1) in {"a", "pure", "mere"})),
                "modality.falsehood",
            )
            or (sentence.low(at + 1) == "not" and sentence.low(at + 2) in _TRUE)
        )
        for at in range(first, last)
    )


def _lacks_proof(sentence: Sentence, floor: int, lexicon: Lexicon) -> bool:
    """As in "there was no sign that X had fallen", "has seen no evidence that"."""
    noun = floor - 2
    if sentence.low(floor - 1) != "that":
        return False
    if sentence.low(noun) == "true" or lexicon.is_in(sentence.low(noun), "modality.falsehood"):
        untrue = sentence.low(noun) != "true"  # "it is not true that", "it is a lie that"
        return untrue != lexicon.is_in(sentence.low(noun - 1), "modality.negation")
    if not lexicon.is_in(sentence.low(noun), "modality.proof"):
        return False
    return lexicon.any_in(sentence.between(max(0, noun - _PROOF_REACH), noun), "modality.negation")


def _is_noun_of_modal(sentence: Sentence, match: Match, reach: list[str], lexicon: Lexicon) -> bool:
    """As in "would lead to the capture of X", "X's capture would …", "its fall is inevitable"."""
    if lexicon.any_in(reach, "modality.modal"):
        return True
    apposed = range(match.last, min(match.last + _APPOSED, len(sentence.tokens)))
    commas = [at for at in apposed if sentence.low(at) == ","]
    if len(commas) > 1 and lexicon.is_in(sentence.low(commas[1] + 1), "modality.modal"):
        return True  # "the capture of X, the capital of Y, would …"
    end = min(clause_end(sentence, match.last, lexicon), match.last + _AFTER_REACH)
    return any(
        lexicon.is_in(sentence.low(at), "modality.modal", "modality.foretold")
        for at in range(match.last, end)
        if at not in sentence.aside and not _is_may(sentence, at)
    )


def _is_gerund(sentence: Sentence, match: Match, floor: int) -> bool:
    """As in "Losing X would": the verb is the subject of its clause."""
    return match.first == floor and sentence.low(match.first).endswith("ing")


def _is_said_to(group: list[str], lexicon: Lexicon) -> bool:
    return "to" in group and lexicon.any_in(group, "modality.reported")
