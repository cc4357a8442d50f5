"""Which phrases say nothing of a place where they stand: nouns, idle words, other ends."""

from geodata.claims.lexicon import Lexicon, Rule
from geodata.claims.nouns import is_noun_here
from geodata.claims.patterns import Match
from geodata.claims.sentence import Sentence
from geodata.model import Relation

_WHERE_REACH = 5
_OBJECT_REACH = 3
"""Words of what is reached or entered: "a peace deal"."""
_FINITE = frozenset({"has", "have", "had"})
_MOVES = frozenset({"move-into", "move-out"})
"""Rules of any verb that moves somebody."""


def is_misread(sentence: Sentence, match: Match, rule: Rule, lexicon: Lexicon) -> bool:
    """Tell whether the words of a phrase stand there, but not as that phrase."""
    return (
        is_noun_here(sentence, match, rule, lexicon)
        or _names_where(sentence, match)
        or _is_idle(sentence, match)
        or _is_beside_noun(sentence, match, lexicon)
        or _is_verb(sentence, match, rule)
        or (rule.rule_id == "under-control" and not _FINITE.isdisjoint(_inside(sentence, match)))
        or (rule.rule_id in _MOVES and not _moves(sentence, match, lexicon))
        or (rule.rule_id == "fighting-somewhere" and not _names_place(sentence, match.last))
    )


def _inside(sentence: Sentence, match: Match) -> tuple[str, ...]:
    """The words of a phrase but for its ends: in "under Y's command has taken control" a verb."""
    return sentence.between(match.first + 1, match.last - 1)


def _names_place(sentence: Sentence, after: int) -> bool:
    return any(sentence.place_at(at) is not None for at in range(after, after + _WHERE_REACH))


def goes_on_otherwise(sentence: Sentence, match: Match, rule: Rule, lexicon: Lexicon) -> bool:
    """As in "stormed out of X", "those left in X", "threatened to take X", "reached a deal"."""
    follows = sentence.low(match.last)
    if rule.rule_id in {"leave", "move-out"} and _comes_from(sentence, match, lexicon):
        return True
    if rule.rule_id == "leave-tight":
        return follows in {"out", "in", "behind", "with"} or _leaves_somebody(sentence, match)
    if rule.relation is Relation.PRESENT and match.words == 1:
        ahead = range(match.last, match.last + _OBJECT_REACH)
        place = next((at for at in ahead if sentence.place_at(at) is not None), ahead.stop)
        if lexicon.any_in(sentence.between(match.last, place), "modality.agreed"):
            return True  # "reached a deal"
    threatens = match.words == 1 and rule.relation is Relation.THREATENS
    return follows == "out" or (threatens and follows == "to")


def _comes_from(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """As in "troops moving out of X have taken Y": X is where they come from."""
    moving = next((at for at in (match.first, match.first - 1) if sentence.low(at) == "moving"), 0)
    return moving > 0 and lexicon.is_in(sentence.low(moving - 1), "grammar.plural_heads")


def _moves(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """As in "tanks rumbled into X": whatever the verb, those who are named got there."""
    at = match.first - 1
    at -= sentence.low(at).endswith("ly")
    verb = sentence.low(at)
    if not verb.endswith(("ed", "ing", "ught", "ept")) or lexicon.is_in(verb, "modality.unmoving"):
        return False
    at -= 1
    while lexicon.is_in(
        sentence.low(at), "grammar.passive", "grammar.finite", "modality.now", "saying.before_verb"
    ) or sentence.low(at).endswith("ly"):
        at -= 1
    actor = sentence.actor_at(at)
    named = actor is not None and actor.form == "names" and not lexicon.is_state(actor.actor_id)
    return named or lexicon.is_in(
        sentence.low(at), "grammar.plural_heads", "grammar.bare_heads", "grammar.forces"
    )


def _leaves_somebody(sentence: Sentence, match: Match) -> bool:
    opens = sentence.low(match.last) in {"the", "a", "its", "their"}
    actors = (sentence.actor_at(at) for at in (match.last, match.last + opens))
    return any(actor is not None and actor.form != "demonyms" for actor in actors)


def _is_idle(sentence: Sentence, match: Match) -> bool:
    """As in "said there is no …": a "there" that stands for no place."""
    last = match.last - 1
    return sentence.low(last) == "there" and sentence.place_at(last) is None


def _is_beside_noun(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """As in "mass graves in X", "a landing ship in X": nobody masses or lands there."""
    word, after = sentence.low(match.first), sentence.low(match.first + 1)
    lists = {"mass": "grammar.behind_mass", "landing": "grammar.behind_landing"}
    return word in lists and lexicon.is_in(after, lists[word])


def _is_verb(sentence: Sentence, match: Match, rule: Rule) -> bool:
    """As in "the army held the town of X": only "Russian held X" names a side as an adjective."""
    if rule.shape != "modifies" or match.words != 2 or sentence.low(match.last - 2) == "-":
        return False
    actor = sentence.actor_at(match.last - 2)
    after = sentence.low(match.last)
    return (
        actor is not None
        and (
            actor.form != "demonyms"
            or sentence.low(actor.last - 1).endswith("s")  # "the Russians controlled X"
            or after in {"the", "a", "its", "their"}
            or after[:1].isdigit()
        )
    )


def _names_where(sentence: Sentence, match: Match) -> bool:
    """As in "X, where fighting rages in Y": it is in Y, and so another phrase's."""
    behind = range(match.last, match.last + _WHERE_REACH)
    return sentence.low(match.first) == "where" and any(
        sentence.low(at) in {"in", "near", "around", "at", "for"}
        and (sentence.place_at(at + 1) or sentence.place_at(at + 2)) is not None
        for at in behind
    )
