"""Who acts, by the grammatical tree: subject, agent, owner, or what is pushed out."""

from collections.abc import Iterator

from geodata.claims.acting import Clause, Doer, Sides
from geodata.claims.lexicon import Lexicon
from geodata.claims.parses import Parse, patient_of, subject_of, upwards
from geodata.claims.places import Ground
from geodata.claims.roles import find_doer, names_new_holder
from geodata.claims.sentence import ActorSpan, Sentence

_OWN = ("amod", "compound", "poss", "nmod", "appos")


def find_parsed_doer(
    clause: Clause, parse: Parse, anchor: int, ground: Ground, lexicon: Lexicon
) -> Doer | None:
    """Find who holds, enters, attacks or leaves; None if somebody unknown or civil does."""
    shape = clause.rule.shape
    if shape == "befalls" or names_new_holder(clause, ground):
        return find_doer(clause, ground, lexicon, Sides())
    if not parse.is_verb(anchor):
        return _doer_of_noun(clause, parse, anchor, lexicon)
    if shape == "affects":
        return _of_phrase(
            clause.sentence, parse, patient_of(clause.sentence, parse, anchor), lexicon
        )
    if shape == "repels":
        return _attacker(clause, parse, anchor, lexicon)
    agent = _agent(clause.sentence, parse, anchor, lexicon)
    if agent is not None:
        return agent
    if clause.passive and not clause.takes_preposition:
        return Doer()
    return _of_phrase(clause.sentence, parse, subject_of(clause.sentence, parse, anchor), lexicon)


def _of_phrase(sentence: Sentence, parse: Parse, noun: int | None, lexicon: Lexicon) -> Doer | None:
    """The side that a noun phrase names, or the pronoun that stands for one."""
    if noun is None or lexicon.is_in(sentence.low(noun), "modality.civil"):
        return None
    actor = actor_in(sentence, parse, noun)
    if actor is not None:
        return Doer(actor.actor_id)
    for at in (noun, *parse.children(noun, "poss")):
        if lexicon.is_in(sentence.low(at), "anaphora.pronouns", "saying.partisan"):
            return Doer(pronoun=sentence.low(at))
    if lexicon.is_in(sentence.low(noun), "grammar.attackers"):
        return Doer(pronoun="enemy")
    if lexicon.is_in(sentence.low(noun), "grammar.forces"):
        return Doer(pronoun="they")
    return None


def actor_in(sentence: Sentence, parse: Parse, noun: int) -> ActorSpan | None:
    """As in "Russian troops", "Russia's 6th brigade", "troops of the RSF", "A's and B's men"."""
    return next(
        (actor for at in _phrase(parse, noun) if (actor := sentence.actor_at(at)) is not None),
        None,
    )


def _phrase(parse: Parse, noun: int) -> Iterator[int]:
    """The noun, what stands beside it, and what "of" or "from" joins to it."""
    yield noun
    for at in parse.children(noun, *_OWN):
        yield from _phrase(parse, at)
    for prep in parse.children(noun, "prep"):
        for at in parse.children(prep, "pobj"):
            yield at
            yield from parse.children(at, *_OWN)


def _agent(sentence: Sentence, parse: Parse, anchor: int, lexicon: Lexicon) -> Doer | None:
    for by in parse.children(anchor, "agent", "prep"):
        if sentence.low(by) == "by":
            for noun in parse.children(by, "pobj"):
                return _of_phrase(sentence, parse, noun, lexicon)
    return None


def _attacker(clause: Clause, parse: Parse, anchor: int, lexicon: Lexicon) -> Doer | None:
    """Of "Y repelled X's attack" X; of "Y repelled three attacks" the other side than Y."""
    sentence = clause.sentence
    by = _agent(sentence, parse, anchor, lexicon)
    patient = patient_of(sentence, parse, anchor)
    if patient is not None and sentence.place_at(patient) is None:
        attacker = _agent(sentence, parse, patient, lexicon) or (None if clause.passive else by)
        inside = actor_in(sentence, parse, patient)
        if attacker is not None or inside is not None:
            return attacker or (Doer(inside.actor_id) if inside else None)
    if not clause.passive:
        by = _of_phrase(sentence, parse, subject_of(sentence, parse, anchor), lexicon)
    return None if by is None else Doer(by.actor_id, by.pronoun, other=True)


def _doer_of_noun(clause: Clause, parse: Parse, noun: int, lexicon: Lexicon) -> Doer | None:
    """Owner, agent, or the subject of the verb that only lends itself ("launched an assault")."""
    sentence = clause.sentence
    owners = parse.children(noun, *_OWN)
    for at in owners:
        actor = sentence.actor_at(at)
        if actor is not None:
            return Doer(actor.actor_id)
    for at in owners:
        if lexicon.is_in(sentence.low(at), "anaphora.pronouns"):
            return Doer(pronoun=sentence.low(at))
    by = [noun, *([parse.heads[noun]] if parse.relations[noun] == "dobj" else [])]
    agents = (_agent(sentence, parse, at, lexicon) for at in by)  # "repelled attacks by X"
    return next(filter(None, agents), None) or _lent(sentence, parse, noun, lexicon)


def _lent(sentence: Sentence, parse: Parse, noun: int, lexicon: Lexicon) -> Doer | None:
    verb = next((at for at in upwards(parse, noun) if parse.is_verb(at)), None)
    if verb is None or not lexicon.is_in(sentence.low(verb), "grammar.support", "grammar.passive"):
        return Doer()
    subject = subject_of(sentence, parse, verb)
    return Doer() if subject in {None, noun} else _of_phrase(sentence, parse, subject, lexicon)
