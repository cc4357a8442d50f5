"""Who acts in a clause: its subject, its "by …", the one pushed out, the one beaten back."""

from dataclasses import replace

from geodata.claims.acting import NOBODY, Clause, Doer, Sides
from geodata.claims.clauses import clause_end, clause_start, is_inserted, words_between
from geodata.claims.lexicon import Lexicon, Rule
from geodata.claims.places import Ground
from geodata.claims.sentence import ActorSpan, Sentence
from geodata.claims.subjects import Subject, opening_subject, subject_before
from geodata.claims.verdicts import struck_by
from geodata.model import Relation

_AGENT_REACH = 8
"""Words between a passive verb or a noun and its "by …"."""
_AGENT_WORDS = 5
_OWNER_REACH = 4
_ENCLOSED = frozenset({"surrounded", "encircled", "besieged", "trapped"})
"""Without an object these tell what befell: "troops encircled in X"."""
_APPOSED = 8
"""Most words of ", the capital of Z,"."""
_HOLDER_WORDS = 3
_RELATIVE_REACH = 2
"""Words between a relative pronoun and its verb, or the actor that it stands for."""
_WHO_REACH = 14
"""The same for "who", which only actors stand before: "troops who crossed X still hold"."""
_OPENERS = frozenset(["after", "before", "by", "having", "while", "despite", "since"])
_THEN = frozenset({"after", "as", "when", "once"})
_OWNED_REACH = 4
"""Words between "whose" and its verb: "whose army has"."""


def find_doer(clause: Clause, ground: Ground, lexicon: Lexicon, sides: Sides) -> Doer:
    """Find who is said to hold, be in, attack or threaten the ground."""
    doer = _told_doer(clause, ground, lexicon, sides)
    if clause.rule.relation is Relation.CONTROLS and doer == NOBODY:
        return struck_by(clause, ground, lexicon)
    return doer


def _told_doer(clause: Clause, ground: Ground, lexicon: Lexicon, sides: Sides) -> Doer:
    holder = _new_holder(clause, ground)
    if holder is not None:
        return Doer(holder.actor_id)
    if clause.rule.shape in {"befalls", "modifies"}:
        return _named_in_phrase(clause, ground, lexicon, sides)
    if clause.rule.shape in {"affects", "repels"}:
        moved = clause.rule.shape == "affects"
        return _moved(clause, lexicon) if moved else _beaten_back(clause, ground, lexicon)
    agent = _agent(clause, ground, lexicon) or _stranger_within(clause, ground, lexicon)
    if agent is not None and (clause.passive or clause.rule.shape == "noun"):
        return Doer(agent.actor_id)
    own = _own_agent(clause, ground, lexicon)
    if own and (clause.passive or clause.rule.shape == "noun"):
        return Doer(pronoun=own)
    if _is_fall(clause.rule):
        return NOBODY  # "Ukraine mourned the fall of X": nobody before it took X
    if clause.passive and not clause.takes_preposition:
        return _unsaid_agent(clause, ground)
    return _acting(clause, lexicon)


def _acting(clause: Clause, lexicon: Lexicon) -> Doer:
    """The subject; but of "troops encircled in X", "a patrol ambushed near X" the other side."""
    doer = _active_doer(clause, lexicon)
    verb, after = clause.sentence.low(clause.match.first), clause.sentence.low(clause.match.last)
    struck = clause.passive and lexicon.is_in(verb, "modality.victims")
    struck = struck or (verb in _ENCLOSED and after in {"in", "inside", "near", "at"})
    return replace(doer, other=True) if struck and doer != NOBODY else doer


def _unsaid_agent(clause: Clause, ground: Ground) -> Doer:
    loser = _loser(clause, ground)
    if loser is not None:
        return Doer(loser.actor_id, other=True)
    return Doer(unknown=clause.sentence.low(clause.match.last) == "by")


def _loser(clause: Clause, ground: Ground) -> ActorSpan | None:
    """As in "X was recaptured from Y": somebody else has it."""
    if clause.rule.relation is not Relation.CONTROLS:
        return None
    after = next(
        (at for at in (clause.match.last, ground.last) if clause.sentence.low(at) == "from"), None
    )
    if after is None:
        return None
    spans = (clause.sentence.actor_at(at) for at in range(after + 1, after + 1 + _HOLDER_WORDS))
    return next((span for span in spans if span is not None), None)


def _is_fall(rule: Rule) -> bool:
    return rule.shape == "noun" and rule.default == "other" and rule.relation is Relation.CONTROLS


def _active_doer(clause: Clause, lexicon: Lexicon) -> Doer:
    if _is_what_is_claimed(clause, lexicon):
        return Doer(pronoun="its")
    subject = _subject(clause, lexicon)
    if clause.rule.shape == "acts" and _opens_bare(clause, subject, lexicon):
        return Doer(pronoun="they")
    if clause.rule.shape != "noun":
        return _doer_of(subject) if subject is not None else _troops_before(clause, lexicon)
    within = _within_phrase(clause)
    if within is not None:
        return Doer(within.actor_id)
    beside = clause.sentence.actor_at(clause.match.first - 1)
    if beside is not None and beside.form == "demonyms":
        return Doer(beside.actor_id)  # "soldiers killed in rebel attacks on X"
    opening = (clause.sentence.low(clause.match.first + step) for step in (0, 1))
    own = next(
        (word for word in opening if lexicon.is_in(word, "anaphora.own", "anaphora.ours")), ""
    )
    if own:
        return Doer(pronoun=own)  # "our troops are in X", "from their positions in X"
    if not _is_owned(clause, lexicon) and not _is_carried_out(clause, subject, lexicon):
        return NOBODY  # "Kyiv condemned the annexation of X"
    return _nearest(clause) if subject is None else _doer_of(subject)


def _opens_bare(clause: Clause, subject: Subject | None, lexicon: Lexicon) -> bool:
    """As in "said soldiers breached Y's lines and encircled X": the soldiers of whoever speaks."""
    at = clause.floor + (clause.sentence.low(clause.floor) in {"that", "the"})
    return (
        subject is not None
        and bool(subject.actors)
        and at < subject.first < clause.match.first
        and lexicon.is_in(clause.sentence.low(at), "grammar.bare_heads")
        and clause.sentence.actor_at(at) is None
        and "from" not in clause.sentence.between(at, subject.first)
        and clause.sentence.low(at + 1) not in {"of", "loyal", "allied"}
    )


def _troops_before(clause: Clause, lexicon: Lexicon) -> Doer:
    """As in "Troops have entered X", of a side that was named before."""
    at = clause.match.first - 1
    while lexicon.is_in(
        clause.sentence.low(at),
        "grammar.passive",
        "grammar.finite",
        "grammar.inside_passive",
        "saying.before_verb",
        "modality.now",
    ):
        at -= 1
    if at < clause.floor or not lexicon.is_in(clause.sentence.low(at), "grammar.bare_heads"):
        return NOBODY
    sides = [
        one for one in clause.sentence.actors if one.last < at and lexicon.is_side(one.actor_id)
    ]
    if sides and clause.sentence.low(clause.floor - 1) in _THEN and clause.floor == at:
        return Doer(sides[0].actor_id, other=True)  # "Y retook X after troops left"
    return Doer(pronoun="they")


def _is_what_is_claimed(clause: Clause, lexicon: Lexicon) -> bool:
    """As in "X rejected Y's claim of having taken Z": the one who claims did it."""
    at = clause.match.first - 1
    while (
        lexicon.is_in(clause.sentence.low(at), "grammar.finite")
        or clause.sentence.low(at) == "having"
    ):
        at -= 1
    return clause.sentence.low(at) in {"of", "to"} and lexicon.is_in(
        clause.sentence.low(at - 1), "saying.nouns"
    )


def _within_phrase(clause: Clause) -> ActorSpan | None:
    """As in "the concentration of Russian troops near X", "Russian flags over X"."""
    match = clause.match
    return next((s for s in clause.sentence.actors if match.first <= s.first < match.last), None)


def _stranger_within(clause: Clause, ground: Ground, lexicon: Lexicon) -> ActorSpan | None:
    """As in "fighting between A and B near X": he attacks who is not at home there."""
    match = clause.match
    if clause.rule.relation is not Relation.CONTESTED or clause.rule.shape != "noun":
        return None
    within = [span for span in clause.sentence.actors if match.first <= span.first < match.last]
    home = lexicon.spokesman_of(ground.spans[0].place.country_code)
    away = [span for span in within if span.actor_id != home]
    return away[0] if len(within) > 1 and len(away) < len(within) and away else None


def _is_owned(clause: Clause, lexicon: Lexicon) -> bool:
    """As in "Russia's capture of X", "Russian control of X", "its grip on X"."""
    for at in range(clause.match.first - 1, clause.match.first - 1 - _OWNER_REACH, -1):
        word = clause.sentence.low(at)
        actor = clause.sentence.actor_at(at)
        if word in {"'s", "with"} or lexicon.is_in(word, "anaphora.own"):
            return True
        if actor is not None:
            return actor.form == "demonyms"
        if word in {"the", "a", "an", ","}:
            return False
    return False


def _is_carried_out(clause: Clause, subject: Subject | None, lexicon: Lexicon) -> bool:
    """As in "X launched an assault on Y": the verb before the noun only lends it a subject."""
    first = clause.floor if subject is None else max(subject.last, clause.floor)
    return any(
        lexicon.is_in(clause.sentence.low(at), "grammar.support")
        for at in range(first, clause.match.first)
    )


def names_new_holder(clause: Clause, ground: Ground) -> bool:
    """Tell whether "to Y" follows: "lost X to Y", "the fall of X to Y"."""
    return _new_holder(clause, ground) is not None


def _doer_of(subject: Subject | None) -> Doer:
    if subject is None:
        return NOBODY
    if not subject.actors:
        return Doer(pronoun=subject.pronoun)
    first, *others = dict.fromkeys(span.actor_id for span in subject.actors)
    return Doer(first, partners=tuple(others))


def _new_holder(clause: Clause, ground: Ground) -> ActorSpan | None:
    if clause.rule.relation is not Relation.CONTROLS:
        return None
    to = clause.match.last if clause.passive else ground.last  # "X was lost to Y", "lost X to Y"
    to += clause.sentence.low(to) in {"back", "over"}
    if clause.sentence.low(to) == ",":  # "lost X, the capital of Z, to Y"
        closing = range(to + 1, to + 1 + _APPOSED)
        to = next((at + 1 for at in closing if clause.sentence.low(at) == ","), to)
    if clause.sentence.low(to) != "to":
        return None
    return next(
        (span for span in clause.sentence.actors if to < span.first <= to + _HOLDER_WORDS),
        None,
    )


def _named_in_phrase(clause: Clause, ground: Ground, lexicon: Lexicon, sides: Sides) -> Doer:
    if clause.match.actors:
        return Doer(clause.match.actors[-1].actor_id)
    if clause.rule.shape == "befalls":
        fought_for = clause.rule.relation is Relation.CONTESTED
        open_to_all = fought_for or clause.rule.default in {"other", "home"}
        return NOBODY if open_to_all else Doer(pronoun="we")
    home = lexicon.spokesman_of(ground.spans[0].place.country_code)
    return Doer(home if clause.rule.default == "home" else sides.enemy_of(home))


def _subject(clause: Clause, lexicon: Lexicon) -> Subject | None:
    """The subject in the clause; a participle (", capturing X") shares that of the sentence."""
    sentence, first = clause.sentence, clause.match.first
    subject = subject_before(sentence, first, lexicon, floor=clause.floor)
    if subject is None and _is_relative(clause):
        return _antecedent(clause, lexicon)
    if not _is_participle(clause):
        return _shared_subject(clause, lexicon) or subject
    if subject is None and sentence.low(0) in _OPENERS:
        return _subject_behind(clause)
    if subject is None and sentence.low(first - 1) in _OPENERS:  # "X fought Y before leaving Z"
        start = clause_start(sentence, first - 1, lexicon)
        return opening_subject(sentence, first - 1, lexicon, floor=start)
    if sentence.low(first - 1) == ",":
        opening = opening_subject(sentence, first, lexicon, floor=clause.floor)
        return opening or opening_subject(sentence, first, lexicon)
    return subject or subject_before(sentence, first, lexicon)


def _shared_subject(clause: Clause, lexicon: Lexicon) -> Subject | None:
    """As in "X fought Y near Z and captured it": the subject of the verb before goes on."""
    sentence = clause.sentence
    at = clause.match.first - 1
    while sentence.low(at).endswith("ly") or lexicon.is_in(
        sentence.low(at), "grammar.passive", "grammar.finite", "modality.now", "grammar.emphatic"
    ):
        at -= 1
    if clause.rule.shape != "acts" or sentence.low(at) not in {"and", "then"}:
        return None
    return opening_subject(sentence, at, lexicon, floor=clause.floor)


def _subject_behind(clause: Clause) -> Subject | None:
    """As in "After capturing X, Y's troops moved on": the first actor behind the comma."""
    sentence = clause.sentence
    for span in sentence.actors:
        if span.first > clause.match.last and "," in {
            sentence.low(span.first - 1),
            sentence.low(span.first - 2),
        }:
            return Subject((span,), first=span.first, last=span.last)
    return None


def _is_participle(clause: Clause) -> bool:
    """As in ", capturing X" and ", with fighting in X", not in "said that fighting went on"."""
    first = clause.match.first
    noun = clause.rule.shape == "noun" and clause.sentence.low(first - 1) != "with"
    return clause.sentence.low(first).endswith("ing") and not noun


def _is_relative(clause: Clause) -> bool:
    """As in "troops that left X", "Y, whose army holds X": little stands between."""
    reach = {"whose": _OWNED_REACH, "that": _RELATIVE_REACH, "which": _RELATIVE_REACH}
    reach["who"] = _WHO_REACH
    pronoun = clause.sentence.low(clause.floor - 1)
    return clause.rule.shape == "acts" and clause.match.first - clause.floor <= reach.get(
        pronoun, -1
    )


def _antecedent(clause: Clause, lexicon: Lexicon) -> Subject | None:
    """The actor that "that" or "who" stands for: named right before it."""
    comma = clause.sentence.low(clause.floor - 2) == ","  # "is held by Y, which also took Z"
    beside = clause.sentence.actor_at(clause.floor - 2 - comma)
    if beside is not None and beside.form != "demonyms":
        return Subject((beside,), first=beside.first, last=beside.last)
    if clause.sentence.low(clause.floor - 2).endswith("ed"):
        return None  # "X confirmed that the army …"
    subject = subject_before(clause.sentence, clause.floor - 1, lexicon)
    if subject is None or clause.floor - 1 - subject.last > _RELATIVE_REACH:
        return None
    return subject


def _moved(clause: Clause, lexicon: Lexicon) -> Doer:
    """Who is pushed out: inside the phrase, or its subject in the passive."""
    sentence, match = clause.sentence, clause.match
    inside = _inside(clause)
    if inside is not None:
        return Doer(inside.actor_id)
    words = words_between(sentence, match.first, match.last)
    own = next((word for word in words if lexicon.is_in(word, "anaphora.pronouns")), "")
    if own:
        return Doer(pronoun=own)
    if not clause.passive:
        return NOBODY
    return _doer_of(subject_before(sentence, match.first, lexicon, floor=clause.floor))


def _beaten_back(clause: Clause, ground: Ground, lexicon: Lexicon) -> Doer:
    """The attacker: named in the phrase or the subject of its passive; else not the defender."""
    inside = _inside(clause)
    if inside is not None:
        by = clause.sentence.low(clause.match.first + 1) == "by"
        return Doer(inside.actor_id, other=by)
    if clause.sentence.place_at(clause.match.first) is not None:  # "the attacks were repelled"
        agent = _agent(clause, ground, lexicon)
        return NOBODY if agent is None else Doer(agent.actor_id, other=True)
    subject = _doer_of(_subject(clause, lexicon))
    if not clause.passive:
        return replace(subject, other=True)
    agent = _agent(clause, ground, lexicon)
    return subject if agent is None or subject.actor_id else Doer(agent.actor_id, other=True)


def _inside(clause: Clause) -> ActorSpan | None:
    match = clause.match
    spans = [span for span in clause.sentence.actors if match.first < span.first < match.last]
    if len(spans) > 1 and clause.sentence.low(spans[-1].first - 1) == "and":
        return spans[-2]  # "Russian and allied units": the first leads
    return spans[-1] if spans else None


def _nearest(clause: Clause) -> Doer:
    match = clause.match
    spans = [
        span
        for span in clause.sentence.actors
        if clause.floor <= span.first < match.first
        and not is_inserted(clause.sentence, span.first, match.first)
    ]
    return Doer(spans[-1].actor_id) if spans else NOBODY


def _agent(clause: Clause, ground: Ground, lexicon: Lexicon) -> ActorSpan | None:
    """Who stands after "by", behind the place or before it."""
    if "by" not in clause.sentence.words:
        return None
    beside = _agent_after(clause, clause.match.last, lexicon)
    if clause.sentence.low(clause.match.last) == "by":
        return beside
    return _agent_after(clause, ground.last, lexicon) or beside


def _own_agent(clause: Clause, ground: Ground, lexicon: Lexicon) -> str:
    """As in "announced the capture of X in Y by his army": whoever "his" is."""
    sentence = clause.sentence
    for token in (clause.match.last, ground.last):
        for at in range(token, min(token + _AGENT_REACH, len(sentence.tokens) - 1)):
            if sentence.low(at) == "by" and lexicon.is_in(sentence.low(at + 1), "anaphora.own"):
                return sentence.low(at + 1)
    return ""


def _agent_after(clause: Clause, token: int, lexicon: Lexicon) -> ActorSpan | None:
    sentence = clause.sentence
    end = min(clause_end(sentence, token, lexicon), token + _AGENT_REACH)
    for at in range(token, end):
        if sentence.low(at) == "," and clause.rule.shape == "noun":
            return None  # "two miles from X, maps by Y show"
        if clause.passive and _opens_another(sentence, at, lexicon):
            return None  # "X was occupied in May and liberated by Y"
        if sentence.low(at) == "by":
            return next(
                (span for span in sentence.actors if at < span.first <= at + _AGENT_WORDS), None
            )
    return None


def _opens_another(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """As in "and later liberated": another participle, that the agent behind it belongs to."""
    if sentence.low(at) not in {"and", "but"}:
        return False
    verb = at + 1 + (sentence.low(at + 1) in {"then", "later", "again"})
    return lexicon.is_in(sentence.low(verb), "anaphora.befallen")
