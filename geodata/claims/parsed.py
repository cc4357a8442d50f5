"""The second reader: what a sentence's grammatical tree says of places, by the same phrases."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geodata.claims.acting import Clause
from geodata.claims.frames import Frame
from geodata.claims.lexicon import Lexicon, Rule
from geodata.claims.modality import Modality, read_modality
from geodata.claims.parsed_doers import find_parsed_doer
from geodata.claims.parses import (
    Parse,
    depends_on,
    is_passive,
    patient_of,
    predicate_of,
    subject_of,
    upwards,
    with_known_names,
)
from geodata.claims.patterns import Match
from geodata.claims.places import Ground, extent_of
from geodata.claims.sentence import PlaceSpan, Sentence
from geodata.claims.statements import Statement, clause_floor, is_ground_of, polarity_of
from geodata.claims.strikes import speaks_of_air
from geodata.model import PlaceKind, Relation

_PREPOSITIONS = frozenset(["near", "in", "around", "at", "toward", "towards", "on", "against"])


def find_parsed_statements(
    sentence: Sentence, parse: Parse, frames: Sequence[Frame], lexicon: Lexicon
) -> list[Statement]:
    """Find what a sentence says of places by its tree, in text order."""
    found = []
    parse = with_known_names(sentence, parse)
    phrases = lexicon.rules.find(
        sentence, lambda match, rule: _anchor(parse, match, rule) is not None
    )
    for match, pattern, rule in phrases:
        anchor = _anchor(parse, match, rule)
        if anchor is None or (rule.ground and speaks_of_air(sentence, match, lexicon)):
            continue
        clause = Clause(
            sentence=sentence,
            match=match,
            rule=rule,
            floor=clause_floor(sentence, match, frames, lexicon),
            passive=parse.is_verb(anchor) and is_passive(parse, anchor),
        )
        statement = _statement(clause, parse, anchor, pattern.text, lexicon)
        if statement is not None:
            found.append(statement)
    return found


def _anchor(parse: Parse, match: Match, rule: Rule) -> int | None:
    """The verb or noun that carries a phrase; None where the tree sees another word in it."""
    if rule.shape == "modifies" or rule.rule_id == "marked-taken":
        return None  # words beside a name are read well enough without a tree
    if rule.shape == "acts" and parse.tags[match.first] in {"IN", "RB", "JJ"}:
        return predicate_of(parse, match.first)  # "in control of", "still in"
    tokens = range(match.first, match.last)
    verb = next((at for at in tokens if parse.is_verb(at)), None)
    noun = next((at for at in tokens if parse.is_noun(at)), None)
    if rule.shape == "noun":
        return noun
    if rule.relation is Relation.CONTESTED and verb is None:
        return noun if noun == match.first else None
    if verb is not None:
        return verb
    if rule.shape in {"affects", "repels"} or (noun is not None and rule.shape == "acts"):
        return None
    return predicate_of(parse, match.first)


def _statement(
    clause: Clause, parse: Parse, anchor: int, phrase: str, lexicon: Lexicon
) -> Statement | None:
    rule = clause.rule
    ground = _ground(clause, parse, anchor, lexicon)
    if ground is None or not is_ground_of(clause, ground, lexicon):
        return None
    modality = _modality(clause, parse, anchor, lexicon)
    if not modality.stated:
        return None
    doer = find_parsed_doer(clause, parse, anchor, ground, lexicon)
    if doer is None or lexicon.only_speaks(doer.actor_id):
        return None
    return Statement(
        match=clause.match,
        rule=_around(rule, clause, ground, lexicon),
        ground=ground,
        doer=doer,
        polarity=polarity_of(clause, ground, modality),
        modality=modality,
        phrase=phrase,
        passive=clause.passive,
        until=None,
        parsed=True,
    )


def _around(rule: Rule, clause: Clause, ground: Ground, lexicon: Lexicon) -> Rule:
    """As in "captured positions near X": fighting for a place, not holding it."""
    gains = rule.relation is Relation.CONTROLS and rule.shape == "acts"
    first = ground.spans[0]
    near = lexicon.is_in(clause.sentence.low(first.first - 1), "grammar.around")
    if gains and near and first.first > clause.match.first:
        return replace(rule, relation=Relation.CONTESTED)
    return rule


# --- where ----------------------------------------------------------------------------------------


def _ground(clause: Clause, parse: Parse, anchor: int, lexicon: Lexicon) -> Ground | None:
    spans = tuple(_spans(clause, parse, anchor, lexicon))
    if not spans:
        return None
    sentence = clause.sentence
    first = spans[0]
    low, high = sorted((anchor, first.first))
    words = [sentence.low(at) for at in range(low + 1, high) if at not in sentence.aside]
    if first.first < anchor:
        words = [sentence.low(at) for at in range(max(0, first.first - 5), first.first)]
    inside = clause.rule.relation is Relation.CONTROLS and bool(
        {"in", "inside", "within"} & set(words)
    )
    return Ground(spans, extent_of(words, first, lexicon, inside=inside))


def _spans(clause: Clause, parse: Parse, anchor: int, lexicon: Lexicon) -> Iterator[PlaceSpan]:
    shape, match = clause.rule.shape, clause.match
    if shape == "befalls":
        subject = subject_of(clause.sentence, parse, anchor) if parse.is_verb(anchor) else anchor
        if subject is not None:
            yield from _named_in(clause.sentence, parse, subject, lexicon)
        return
    if _ends_in_preposition(parse, match) and match.last - match.first > 1:
        yield from _governed(clause.sentence, parse, [match.last - 1], lexicon)
        return
    if parse.is_verb(anchor):
        patient = patient_of(clause.sentence, parse, anchor)
        if patient is not None and shape != "affects":
            found = list(_named_in(clause.sentence, parse, patient, lexicon)) or list(
                _topic(clause.sentence, parse, patient, lexicon)
            )
            if found or clause.rule.relation is not Relation.CONTESTED:
                yield from found
                return
    if clause.rule.relation is Relation.CONTESTED:
        yield from _governed(
            clause.sentence, parse, _local_prepositions(clause.sentence, parse, anchor), lexicon
        )


def _ends_in_preposition(parse: Parse, match: Match) -> bool:
    return parse.tags[match.last - 1] in {"IN", "TO", "RP"}


def _local_prepositions(sentence: Sentence, parse: Parse, anchor: int) -> list[int]:
    """Of "attacked near X", "three counterattacks by them near X", "attacks took place near X"."""
    holders = {anchor}
    if parse.relations[anchor] in {"nsubj", "nsubjpass"}:
        holders.add(parse.heads[anchor])
    return [
        at
        for at in range(len(parse.heads))
        if sentence.low(at) in _PREPOSITIONS
        and parse.relations[at] in {"prep", "conj"}
        and any(up in holders for up in _above_noun(parse, at))
    ]


def _above_noun(parse: Parse, token: int) -> Iterator[int]:
    for at in upwards(parse, token):
        if at != token:
            yield at
        if parse.is_verb(at):
            return


def _governed(
    sentence: Sentence, parse: Parse, prepositions: Sequence[int], lexicon: Lexicon
) -> Iterator[PlaceSpan]:
    """Places in what the prepositions govern."""
    for span in sentence.places:
        for at in prepositions:
            path = depends_on(parse, _head(parse, span), at)
            if path is not None and _is_place_phrase(sentence, parse, path, lexicon):
                yield span
                break


def _named_in(sentence: Sentence, parse: Parse, noun: int, lexicon: Lexicon) -> Iterator[PlaceSpan]:
    """Places that a noun phrase names: by itself, or as "the village of X", "most of X"."""
    nouns = [noun]
    if parse.relations[noun] == "attr":  # "X was the only city captured": X is that city
        nouns += parse.children(parse.heads[noun], "nsubj")
    if parse.tags[noun] == "PRP":
        before = [span for span in sentence.places if span.last <= noun]
        yield from before[-1:]
        return
    for span in sentence.places:
        head = _head(parse, span)
        if any(span.first <= one < span.last for one in nouns):
            yield span
            continue
        for one in nouns:
            path = depends_on(parse, head, one)
            if path is not None and _is_place_phrase(sentence, parse, [*path, one], lexicon):
                yield span
                break


def _topic(sentence: Sentence, parse: Parse, noun: int, lexicon: Lexicon) -> Iterator[PlaceSpan]:
    """As in "In X, troops entered the eastern districts": a part of the only place named."""
    named = [span for span in sentence.places if span.place.kind is not PlaceKind.COUNTRY]
    opens = sentence.low(0) in {"in", "at"}
    definite = any(sentence.low(at) in {"the", "its"} for at in parse.children(noun, "det", "poss"))
    told = parse.children(noun, "prep", "relcl", "nummod", "compound", "appos")
    part = definite and not told and _is_ground(sentence.low(noun), lexicon)
    if part and (len(named) == 1 or (opens and named)):
        yield named[0]


def _head(parse: Parse, span: PlaceSpan) -> int:
    """The token of a name that the others depend on."""
    for at in range(span.first, span.last):
        if not span.first <= parse.heads[at] < span.last or parse.heads[at] == at:
            return at
    return span.last - 1


def _is_place_phrase(
    sentence: Sentence, parse: Parse, path: Sequence[int], lexicon: Lexicon
) -> bool:
    """All nouns on the way are ground: "the outskirts of", "two villages in", "positions near"."""
    return all(
        sentence.place_at(at) is not None
        or not parse.tags[at].startswith("NN")
        or _is_ground(sentence.low(at), lexicon)
        for at in path
    )


def _is_ground(word: str, lexicon: Lexicon) -> bool:
    return lexicon.is_in(
        word,
        "grammar.group_nouns",
        "grammar.before_place",
        "grammar.introduces",
        "anaphora.settlement",
        "anaphora.region",
        "modality.object_inside",
        "modality.partial",
        "modality.partial_of_region",
    )


# --- how it is meant ------------------------------------------------------------------------------


def _modality(clause: Clause, parse: Parse, anchor: int, lexicon: Lexicon) -> Modality:
    """What the words around say, unless the tree finds a wish or a condition further up."""
    near = read_modality(clause.sentence, clause.match, clause.rule, lexicon, floor=clause.floor)
    if not near.stated:
        return near
    return replace(near, stated=not _is_unreal(clause.sentence, parse, anchor, lexicon))


def _is_unreal(sentence: Sentence, parse: Parse, anchor: int, lexicon: Lexicon) -> bool:
    """A modal, a condition or a wish governs the phrase from anywhere in its tree."""
    for at in upwards(parse, anchor):
        helpers = [sentence.low(one) for one in parse.children(at, "aux", "mark", "advmod")]
        if lexicon.any_in(helpers, "modality.modal", "modality.conditional"):
            return True
        if at != anchor and lexicon.is_in(sentence.low(at), "modality.intention"):
            return True
        if parse.relations[at] in {"ccomp", "relcl", "advcl"} and "if" not in helpers:
            return False
    return False
