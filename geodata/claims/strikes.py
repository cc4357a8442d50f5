"""What is no claim about ground: strikes, casualties, and those who are no troops."""

from geodata.claims.acting import Clause
from geodata.claims.clauses import clause_end, clause_start, insertion_before, words_between
from geodata.claims.lexicon import Lexicon
from geodata.claims.patterns import Match
from geodata.claims.places import Ground
from geodata.claims.sentence import Sentence
from geodata.model import Relation

_CASUALTY_REACH = 4
_DEATH_REACH = 12
"""Words between the dead and the attack in which they died."""
_BACKING_REACH = 5
_SUBJECT_REACH = 3
"""Words of "Russian attack aircraft are" behind the name of a side."""
_AIR_GROUND = frozenset({"base", "bases", "field", "port"})
_BACKING = frozenset({"backed", "supported", "aided", "covered", "assisted", "accompanied"})


def is_struck(clause: Clause, ground: Ground, lexicon: Lexicon) -> bool:
    """As in "attacks on Russian bases in X": what lies in X is hit from afar."""
    if clause.rule.shape != "noun":
        return False
    between = words_between(clause.sentence, clause.match.first, ground.spans[0].first)
    return lexicon.any_in(between, "modality.struck") or _takes_lives(clause, lexicon)


def _takes_lives(clause: Clause, lexicon: Lexicon) -> bool:
    """As in "killed two people in an attack on X": of fighting for it nothing is said."""
    sentence, first = clause.sentence, clause.match.first
    if not lexicon.is_in(sentence.low(first), "modality.raids"):
        return False
    before = words_between(sentence, max(clause.floor, first - _DEATH_REACH), first)
    armed = lexicon.any_in(before, "grammar.forces")  # who fall in a fight
    lives = lexicon.any_in(before, "modality.lives") and lexicon.any_in(
        before, "modality.raided_in"
    )
    return lives and not armed


def are_casualties(clause: Clause, lexicon: Lexicon) -> bool:
    """As in "killed twenty Afghan soldiers in X": what befell them, not where they are."""
    first = clause.match.first
    before = words_between(clause.sentence, max(clause.floor, first - _CASUALTY_REACH), first)
    return lexicon.any_in(before, "modality.suffered")


def are_captives(clause: Clause, lexicon: Lexicon) -> bool:
    """As in "145 fighters had been captured in X": men were taken, and no ground."""
    at = clause.match.first - 1
    while lexicon.is_in(clause.sentence.low(at), "grammar.passive", "grammar.finite"):
        at -= 1
    return lexicon.is_in(clause.sentence.low(at), "modality.booty")


def is_civil(clause: Clause, lexicon: Lexicon) -> bool:
    """As in "Russian tourists entered X", "missiles reached X": no troops."""
    at = clause.match.first - 1
    while lexicon.is_in(clause.sentence.low(at), "grammar.passive", "saying.before_verb") or (
        clause.sentence.low(at).endswith("ly")
    ):
        at -= 1
    if "by" in clause.sentence.between(at - _BACKING_REACH, at):
        return False  # "troops backed by jets have entered X"
    alone = clause.sentence.actor_at(at)
    beside = "," not in clause.sentence.between(at, clause.match.first)
    if alone is not None and alone.form == "people" and beside:
        return clause.rule.relation is Relation.PRESENT  # "Petrenko left the capital"
    return lexicon.is_in(clause.sentence.low(at), "modality.civil")


def speaks_of_air(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """Drones, missiles and shelling in the clause: a strike, no fight for ground."""
    if not lexicon.any_in(sentence.words, "modality.air"):
        return False
    opens = sentence.low(match.first) == "where"  # the phrase begins its clause
    start = match.first if opens else clause_start(sentence, match.first, lexicon)
    end = _end_of_deed(sentence, match.last, clause_end(sentence, match.last, lexicon), lexicon)
    beside = insertion_before(sentence, match.first, lexicon)
    spans = ((start, beside.start or match.first), (beside.stop or match.first, end))
    return any(
        lexicon.is_in(sentence.low(at), "modality.air")
        and not _only_backs(sentence, at)
        and not _is_ground(sentence, at)
        for first, last in spans
        for at in range(first, last)
        if at not in sentence.aside
    )


def _end_of_deed(sentence: Sentence, start: int, end: int, lexicon: Lexicon) -> int:
    """As in "repelled an attack on X, and shot down a drone": the second verb is another deed."""
    for at in range(start, end - 2):
        if (sentence.low(at), sentence.low(at + 1)) != (",", "and"):
            continue
        verb = sentence.low(at + 2)
        told = sentence.between(at + 3, at + 3 + _SUBJECT_REACH)
        others = sentence.actor_at(at + 2) is not None and lexicon.any_in(told, "grammar.passive")
        if others or verb.endswith("ed") or lexicon.is_in(verb, "modality.shot"):
            return at  # also in "…, and Russian aircraft are bombing Y"
    return end


def _is_ground(sentence: Sentence, at: int) -> bool:
    """As in "the air base", and in the name of a place."""
    place = sentence.place_at(at)
    named = place is not None and not place.stands_for
    return named or (sentence.low(at) == "air" and sentence.low(at + 1) in _AIR_GROUND)


def _only_backs(sentence: Sentence, at: int) -> bool:
    """As in "troops backed by Russian air power": who helps those that fight on the ground."""
    before = [sentence.low(one) for one in range(max(0, at - _BACKING_REACH), at)]
    return "by" in before and any(word in _BACKING for word in before[: before.index("by")])
