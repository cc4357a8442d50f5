"""Where the places of a phrase stand: behind it, before it, inside it, beside its clause."""

from dataclasses import replace

from geodata.claims.acting import Clause
from geodata.claims.clauses import clause_start
from geodata.claims.lexicon import Lexicon
from geodata.claims.listing import fronted, included
from geodata.claims.places import Ground, places_after, places_before, places_in_parentheses
from geodata.claims.sentence import PlaceSpan, Sentence
from geodata.model import Extent, PlaceKind, Relation

_GROUP_REACH = 8
"""Words between a phrase and the list in parentheses behind "four villages in X"."""
_PREDICATE_REACH = 6
"""Words of "a road and rail junction that"."""
_HERE = frozenset({"expel-here", "repel-here", "gain-told", "fall-told", "liberation-told"}) | {
    "loss-told",
    "leave-here",
    "withdrawal-told",
}
"""Rules of phrases that name no place: it is that named last."""
_RELATIVES = frozenset({"which", "that", "where"})


def ground_of(clause: Clause, lexicon: Lexicon) -> Ground | None:
    """The places of a phrase: those it describes, after it, or before it as its subject."""
    ground = _described(clause, lexicon) or _ground_of_verb(clause, lexicon)
    before = fronted(clause.sentence, lexicon)
    if ground is None or not before or before[0] in ground.spans:
        return ground
    return replace(ground, spans=(*before, *ground.spans))


def _ground_of_verb(clause: Clause, lexicon: Lexicon) -> Ground | None:
    sentence, match, rule, floor = clause.sentence, clause.match, clause.rule, clause.floor
    relative = _opens_relative(sentence, floor, lexicon)
    start = clause_start(sentence, match.first, lexicon)
    if not relative and start < floor and sentence.low(start - 1) == "which":
        floor, relative = start, True  # "X, which Y says it has taken"
    turned = clause.passive and rule.shape == "acts" and not clause.takes_preposition
    if sentence.low(match.first) == "where":
        return places_before(sentence, match.first, 0, lexicon, relative=True)
    if rule.shape == "befalls" or turned:
        before = places_in_parentheses(sentence, match.last, lexicon)
        before = before or _subject_ground(clause, floor, lexicon, relative=relative)
        if before is not None or rule.shape == "befalls":
            return _with_examples(clause, before, lexicon)
    if sentence.low(match.first) == "'s" and (owner := sentence.place_at(match.first - 1)):
        return places_before(sentence, match.first, owner.first, lexicon)
    pointed = _pointed_at(clause)
    if pointed or rule.rule_id in _HERE:  # and none in "forced them back to X"
        return pointed
    within = _place_within(clause)
    start = match.last if within is None else match.first + 1
    after = None if _is_taken_from(clause) else places_after(sentence, start, rule, lexicon)
    raids = rule.shape == "noun" and sentence.low(floor - 1) == "where"  # "X, where Y made a raid"
    trails = sentence.low(match.first).endswith("ing")  # "X, where Y attacked, leaving ten dead"
    after = after or _listed_aside(clause, lexicon)
    if after is None and relative and ((rule.shape == "acts" and not trails) or raids):
        return _antecedent(sentence, floor, lexicon)
    return after


def _described(clause: Clause, lexicon: Lexicon) -> Ground | None:
    """As in "A and B, two Russian-held towns": they are the places named before."""
    sentence, match = clause.sentence, clause.match
    opening = match.first - 1
    kind = match.last + (sentence.low(match.last) in {"border", "frontline", "strategic", "key"})
    counted = lexicon.is_in(sentence.low(opening), "grammar.apposing")
    if clause.rule.shape != "modifies" or not counted:
        return None
    if sentence.low(opening - 1) != "," or sentence.place_at(kind) is not None:
        return None
    if not lexicon.is_in(sentence.low(kind), "anaphora.settlement", "grammar.group_nouns"):
        return None
    if sentence.place_at(opening - 2) is None or sentence.place_at(kind + 1) is not None:
        return None
    return places_before(sentence, opening - 1, 0, lexicon, relative=True)


def _pointed_at(clause: Clause) -> Ground | None:
    """What a word of the phrase stands for, as in "fighting there", "had left"."""
    sentence, match = clause.sentence, clause.match
    there = sentence.place_at(match.last - 1) or sentence.place_at(match.first)
    if there is None or not there.stands_for or there.first < match.first:
        return None
    spans = tuple(span for span in sentence.places if span.first == there.first)
    return Ground(spans, Extent.WHOLE)


def _listed_aside(clause: Clause, lexicon: Lexicon) -> Ground | None:
    """As in "captured four villages (A, B, C and D)"."""
    behind, sentence = clause.match.last, clause.sentence
    if not lexicon.any_in(sentence.between(behind, behind + _GROUP_REACH), "grammar.group_nouns"):
        return None
    lists = (
        places_in_parentheses(sentence, at, lexicon) for at in range(behind, behind + _GROUP_REACH)
    )
    return next(filter(None, lists), None)


def _place_within(clause: Clause) -> PlaceSpan | None:
    """As in "brought X under their control": the phrase encloses its place."""
    match = clause.match
    if not match.gap:
        return None
    return next((s for s in clause.sentence.places if match.first < s.first < match.last), None)


def _is_taken_from(clause: Clause) -> bool:
    """As in "X, which Y annexed from Z": a country behind "from" is whose it was."""
    sentence, at = clause.sentence, clause.match.last
    owner = sentence.place_at(at + 1)
    gains = clause.rule.relation is Relation.CONTROLS and sentence.low(at) == "from"
    return gains and owner is not None and owner.place.kind is PlaceKind.COUNTRY


def _with_examples(clause: Clause, ground: Ground | None, lexicon: Lexicon) -> Ground | None:
    """As in "the region was under its control, including A and B"."""
    if ground is None:
        return None
    behind = ground.spans[-1]._replace(last=clause.match.last)
    examples = included(clause.sentence, behind, lexicon)
    return replace(ground, spans=(*ground.spans, *examples))


def _subject_ground(
    clause: Clause, floor: int, lexicon: Lexicon, *, relative: bool
) -> Ground | None:
    """The places that are the subject, or that "which" and "as" stand behind."""
    sentence = clause.sentence
    if clause.rule.standing and lexicon.is_in(
        sentence.low(clause.match.first - 1), "grammar.unnamed_ground"
    ):
        return None  # "the territory under Y's control"
    before = places_before(sentence, clause.match.first, floor, lexicon)
    if relative and (before is None or _is_shared(sentence, floor)):
        return _antecedent(sentence, floor, lexicon)
    shown = clause.rule.relation is not Relation.CONTESTED and sentence.low(floor - 1) == "as"
    if before is None and shown:  # "shows X as held by Y"
        return places_before(sentence, floor - 1, 0, lexicon)
    verb = clause.match.first
    while lexicon.is_in(sentence.low(verb - 1), "grammar.passive", "grammar.finite"):
        verb -= 1
    if before is None and verb - floor <= 1 and sentence.low(floor - 1) == "but":
        # "X was retaken in May but fell again"
        start = clause_start(sentence, floor - 1, lexicon)
        return places_before(sentence, floor - 1, start, lexicon)
    return before


def _is_shared(sentence: Sentence, floor: int) -> bool:
    """As in "X, most of which is held"."""
    return sentence.low(floor - 1) == "which" and sentence.low(floor - 2) == "of"


def _antecedent(sentence: Sentence, floor: int, lexicon: Lexicon) -> Ground | None:
    """The place that "which" stands for, or a share of it."""
    if not _is_shared(sentence, floor):
        return places_before(sentence, floor - 1, 0, lexicon, relative=True)
    if sentence.low(floor - 3) in {"both", "all"}:
        return places_before(sentence, floor - 3, 0, lexicon)
    span = sentence.place_at(floor - 5)  # X , most of which …
    partial = lexicon.is_in(sentence.low(floor - 3), "modality.partial")
    return Ground((span,), Extent.PARTIAL if partial else Extent.WHOLE) if span else None


def _opens_relative(sentence: Sentence, floor: int, lexicon: Lexicon) -> bool:
    """As in "X, which …", "X that …", "the city that …", and not as in "adding that …"."""
    opening, before = sentence.low(floor - 1), sentence.low(floor - 2)
    return opening in _RELATIVES and (
        opening != "that"
        or _is_predicate(sentence, floor - 2, lexicon)
        or sentence.place_at(floor - 2) is not None
        or lexicon.is_in(before, "anaphora.settlement", "anaphora.region", "grammar.group_nouns")
    )


def _is_predicate(sentence: Sentence, noun: int, lexicon: Lexicon) -> bool:
    """As in "X is a rail hub that …": what is told of it is told of X."""
    for at in range(noun - 1, max(0, noun - _PREDICATE_REACH), -1):
        if sentence.low(at) in {"a", "an", "the", "another"}:
            return sentence.low(at - 1) in {"is", "was", "remains", "remained"}
        if lexicon.is_in(sentence.low(at), "grammar.breaks") or sentence.place_at(at) is not None:
            return False
    return False
