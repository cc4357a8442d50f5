"""What a sentence says of places, before asking who says it: phrase, place, actor, modality."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geodata.claims.acting import NOBODY, Clause, Doer, Sides
from geodata.claims.clauses import clause_start, words_between
from geodata.claims.frames import Frame
from geodata.claims.lexicon import Lexicon, Rule
from geodata.claims.listing import POINTS, included
from geodata.claims.modality import Modality, read_modality
from geodata.claims.nouns import is_noun_here
from geodata.claims.patterns import Match
from geodata.claims.places import Ground, places_after, places_before, places_in_parentheses
from geodata.claims.roles import find_doer, names_new_holder
from geodata.claims.sentence import PlaceSpan, Sentence
from geodata.claims.strikes import are_casualties, is_civil, is_struck, speaks_of_air
from geodata.model import Extent, PlaceKind, Polarity, Relation

_WHERE_REACH = 5
_GROUP_REACH = 8
"""Words between a phrase and the list in parentheses behind "four villages in X"."""
_HERE = frozenset({"expel-here", "repel-here", "gain-told", "fall-told", "liberation-told"}) | {
    "loss-told",
    "leave-here",
    "withdrawal-told",
}
"""Rules of phrases that name no place: it is that named last."""
_MOVES = frozenset({"move-into", "move-out"})
_RELATIVES = frozenset({"which", "that", "where"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A phrase at a place, and who is said to do it."""

    match: Match
    rule: Rule
    ground: Ground
    doer: Doer
    polarity: Polarity
    modality: Modality
    phrase: str
    passive: bool
    until: int | None
    """Offset in the text where the next phrase of the sentence starts; a later date is its."""
    parsed: bool = False
    """True if the sentence's tree was read, not its row of words."""


def find_statements(
    sentence: Sentence, frames: Sequence[Frame], lexicon: Lexicon, sides: Sides
) -> list[Statement]:
    """Find what the sentence says of places, in text order."""
    phrases = lexicon.rules.find(
        sentence,
        lambda match, rule: (
            not is_noun_here(sentence, match, rule, lexicon)
            and not _names_where(sentence, match)
            and not _is_idle(sentence, match)
            and not _is_verb(sentence, match, rule)
            and not (rule.rule_id in _MOVES and not _moves(sentence, match, lexicon))
        ),
    )
    found: list[Statement] = []
    starts = [sentence.tokens[match.first].start for match, _, _ in phrases]
    for (match, pattern, rule), until in zip(phrases, [*starts[1:], None], strict=False):
        if rule.ground and speaks_of_air(sentence, match, lexicon):
            continue
        if sentence.low(match.last) == "out":
            continue  # "stormed out of X"
        if rule.rule_id == "leave-tight" and sentence.low(match.last) in {"in", "behind", "with"}:
            continue  # "those left in X"
        if rule.rule_id == "leave-tight" and _leaves_somebody(sentence, match):
            continue  # "leaving the army in control of X"
        if (
            match.words == 1
            and sentence.low(match.last) == "to"
            and rule.relation is Relation.THREATENS
        ):
            continue  # "threatened to take X"
        clause = Clause(
            sentence=sentence,
            match=match,
            rule=rule,
            floor=clause_floor(sentence, match, frames, lexicon),
            passive=rule.shape in {"acts", "affects", "repels"}
            and _is_passive(sentence, match, lexicon),
        )
        statement = _statement(clause, (pattern.text, until), lexicon, sides)
        if statement is not None and _is_left_so(statement, sentence, lexicon):
            continue
        if statement is not None and not _was_until_now(statement, found, sentence):
            found.append(statement)
            found += [replace(statement, doer=Doer(partner)) for partner in statement.doer.partners]
    return found


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
    actors = (sentence.actor_at(at) for at in (match.last, match.last + 1))
    return any(actor is not None and actor.form != "demonyms" for actor in actors)


def _is_left_so(statement: Statement, sentence: Sentence, lexicon: Lexicon) -> bool:
    """As in "leaving X as the last town", "left X in ruins": no departure."""
    after = statement.ground.last
    leaves = sentence.low(statement.match.first) in {"leave", "leaves", "left", "leaving"}
    well = sentence.low(after + 1) == "well"
    return (
        (leaves and not well)
        and statement.rule.rule_id == "leave-tight"
        and (
            lexicon.is_in(sentence.low(after), "modality.left_so")
            or (
                sentence.low(after) == "in"
                and lexicon.is_in(sentence.low(after + 1), "modality.left_in")
            )
        )
    )


def _was_until_now(statement: Statement, earlier: Sequence[Statement], sentence: Sentence) -> bool:
    """As in "Y took X, the last bastion of Z": an apposition tells what X was until then."""
    if sentence.low(statement.match.first) != ",":
        return False
    places = {span.place.place_id for span in statement.ground.spans}
    return any(
        one.rule.relation is Relation.CONTROLS
        and not one.rule.standing
        and places & {span.place.place_id for span in one.ground.spans}
        for one in earlier
    )


def _statement(
    clause: Clause, found: tuple[str, int | None], lexicon: Lexicon, sides: Sides
) -> Statement | None:
    """What a clause says; `found`: its phrase, and where the next one starts."""
    phrase, until = found
    rule = clause.rule
    ground = _without_countries(_ground(clause, lexicon), clause, lexicon)
    if ground is None or not is_ground_of(clause, ground, lexicon):
        return None
    modality = read_modality(clause.sentence, clause.match, rule, lexicon, floor=clause.floor)
    if not modality.stated or (rule.ground and is_struck(clause, ground, lexicon)):
        return None
    if rule.rule_id == "force-in" and are_casualties(clause, lexicon):
        return None
    if rule.shape == "acts" and not clause.passive and is_civil(clause, lexicon):
        return None
    doer = find_doer(clause, ground, lexicon, sides)
    if lexicon.only_speaks(doer.actor_id):
        return None  # "residents reached by telephone"
    if rule.shape == "acts" and rule.default == "nobody" and not clause.passive and doer == NOBODY:
        return None  # an active verb that nobody does is misread ("air raid sirens")
    return Statement(
        match=clause.match,
        rule=_around(rule, clause, ground, lexicon),
        ground=ground,
        doer=doer,
        polarity=polarity_of(clause, ground, modality),
        modality=modality,
        phrase=phrase,
        passive=clause.passive,
        until=until,
    )


def polarity_of(clause: Clause, ground: Ground, modality: Modality) -> Polarity:
    """Deny for what a rule denies, unless it names who has it now; a negation turns it round."""
    rejects = clause.rule.polarity is Polarity.DENY and not names_new_holder(clause, ground)
    return Polarity.DENY if modality.negated != rejects else Polarity.AFFIRM


def _without_countries(ground: Ground | None, clause: Clause, lexicon: Lexicon) -> Ground | None:
    """Of "swathes of X, including Y" only Y is no country; a share of X is claimed as well."""
    if ground is None or all(span.place.kind is not PlaceKind.COUNTRY for span in ground.spans):
        return ground
    inner = tuple(span for span in ground.spans if span.place.kind is not PlaceKind.COUNTRY)
    whole = tuple(span for span in ground.spans if span not in inner)
    if not inner or (whole and is_ground_of(clause, Ground(whole, ground.extent), lexicon)):
        return ground
    return Ground(inner, ground.extent)


def clause_floor(
    sentence: Sentence, match: Match, frames: Sequence[Frame], lexicon: Lexicon
) -> int:
    """First token of the clause of a phrase: what is said begins no later than the frames do."""
    said = [frame.first for frame in frames if frame.covers(match.first)]
    return max([clause_start(sentence, match.first, lexicon), *said])


def _ground(clause: Clause, lexicon: Lexicon) -> Ground | None:
    """The places of a phrase: after it, or before it when they are its subject."""
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
    there = sentence.place_at(match.last - 1) or sentence.place_at(match.first)
    pointed = there is not None and there.stands_for and there.first >= match.first
    if pointed or rule.rule_id in _HERE:  # and none in "forced them back to X"
        return Ground((there,), Extent.WHOLE) if there and pointed else None
    within = _place_within(clause)
    start = match.last if within is None else match.first + 1
    after = places_after(sentence, start, rule, lexicon)
    raids = rule.shape == "noun" and sentence.low(floor - 1) == "where"  # "X, where Y made a raid"
    trails = sentence.low(match.first).endswith("ing")  # "X, where Y attacked, leaving ten dead"
    if after is None and lexicon.any_in(
        sentence.between(match.last, match.last + _WHERE_REACH), "grammar.group_nouns"
    ):
        opening = range(match.last, match.last + _GROUP_REACH)
        listed = (places_in_parentheses(sentence, at, lexicon) for at in opening)
        return next(filter(None, listed), None)
    if after is None and relative and ((rule.shape == "acts" and not trails) or raids):
        return _antecedent(sentence, floor, lexicon)
    return after


def _place_within(clause: Clause) -> PlaceSpan | None:
    """As in "brought X under their control": the phrase encloses its place."""
    match = clause.match
    if not match.gap:
        return None
    return next((s for s in clause.sentence.places if match.first < s.first < match.last), None)


def _with_examples(clause: Clause, ground: Ground | None, lexicon: Lexicon) -> Ground | None:
    """As in "the region was under its control, including A and B"."""
    sentence, end = clause.sentence, clause.match.last
    if ground is None or (sentence.low(end), sentence.low(end + 1)) != (",", "including"):
        return ground
    examples = included(sentence, ground.spans[-1]._replace(last=end), lexicon)
    return replace(ground, spans=(*ground.spans, *examples))


def _subject_ground(
    clause: Clause, floor: int, lexicon: Lexicon, *, relative: bool
) -> Ground | None:
    """The places that are the subject, or that "which" and "as" stand behind."""
    sentence = clause.sentence
    before = places_before(sentence, clause.match.first, floor, lexicon)
    if relative and (before is None or _is_shared(sentence, floor)):
        return _antecedent(sentence, floor, lexicon)
    shown = clause.rule.relation is not Relation.CONTESTED and sentence.low(floor - 1) == "as"
    if before is None and shown:  # "shows X as held by Y"
        return places_before(sentence, floor - 1, 0, lexicon)
    if before is None and clause.match.first - floor <= 1 and sentence.low(floor - 1) == "but":
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
        or sentence.place_at(floor - 2) is not None
        or lexicon.is_in(before, "anaphora.settlement", "anaphora.region", "grammar.group_nouns")
    )


def is_ground_of(clause: Clause, ground: Ground, lexicon: Lexicon) -> bool:
    """A whole country is never entered, fought for or held; only shares of it are claimed."""
    if all(span.place.kind is not PlaceKind.COUNTRY for span in ground.spans):
        return True
    if clause.rule.relation is Relation.PRESENT:
        return all(span.stands_for for span in ground.spans)  # "entered Lebanese territory"
    first = min(clause.match.first, ground.spans[0].first)
    near = words_between(clause.sentence, first, ground.last + 4)
    return (
        clause.rule.relation is Relation.CONTROLS
        and ground.extent is Extent.PARTIAL
        and lexicon.any_in(near, "modality.share")
    )


def _around(rule: Rule, clause: Clause, ground: Ground, lexicon: Lexicon) -> Rule:
    """As in "captured positions near X": fighting for a place, not holding it.

    "The areas around X" are as good as X. "Advanced in western X" is inside a town, but anywhere
    in a region.
    """
    before = clause.sentence.low(ground.spans[0].first - 1)
    if _is_inside_town(rule, clause, ground, lexicon) or _fights_inside(rule, clause, ground):
        return replace(rule, relation=Relation.PRESENT)
    gains = rule.relation is Relation.CONTROLS and rule.shape == "acts"
    follows = ground.spans[0].first > clause.match.first  # not "fighting near X, which Y took"
    if gains and follows and lexicon.is_in(before, "grammar.around"):
        between = words_between(clause.sentence, clause.match.last, ground.spans[0].first)
        if not lexicon.any_in(between, "grammar.surroundings"):
            return replace(rule, relation=Relation.CONTESTED)
    return rule


def _is_inside_town(rule: Rule, clause: Clause, ground: Ground, lexicon: Lexicon) -> bool:
    sentence, first = clause.sentence, ground.spans[0].first
    return (
        rule.relation is Relation.CONTESTED
        and rule.shape == "acts"
        and ground.spans[0].place.kind in POINTS
        and "in"
        in {sentence.low(first - 1 - lexicon.is_in(sentence.low(first - 1), "modality.compass"))}
        and lexicon.any_in(sentence.between(clause.match.first, first), "grammar.advances")
    )


def _fights_inside(rule: Rule, clause: Clause, ground: Ground) -> bool:
    """As in "Rwandan soldiers were fighting in North Kivu": it is there that they are."""
    sentence, match = clause.sentence, clause.match
    words = sentence.between(match.first, match.last)
    return (
        rule.relation is Relation.CONTESTED
        and rule.shape == "acts"
        and "fighting" in words
        and words[-1] == "in"
        and ground.spans[0].place.kind not in POINTS
    )


def _is_idle(sentence: Sentence, match: Match) -> bool:
    """As in "said there is no …": a "there" that stands for no place."""
    last = match.last - 1
    return sentence.low(last) == "there" and sentence.place_at(last) is None


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


def _is_passive(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """A form of "be" right before a participle, or "by" right after it."""
    word = sentence.low(match.first)
    if word.endswith("ing") or word in {"in", "on", "at", "within", "not", "still", "already"}:
        return False
    if sentence.low(match.last) == "by" and word.endswith(("d", "n", "t")):
        return True
    if word.endswith(("d", "n", "t")) and _is_declared(sentence, match.first, lexicon):
        return True
    for at in range(match.first - 1, max(-1, match.first - 4), -1):
        before = sentence.low(at)
        if lexicon.is_in(before, "grammar.passive"):
            return True
        if not before.endswith("ly") and not lexicon.is_in(before, "grammar.inside_passive"):
            return False
    return False


def _is_declared(sentence: Sentence, participle: int, lexicon: Lexicon) -> bool:
    """As in "declared the town fully captured": a place between the verb and the participle."""
    at = participle - 1
    while sentence.low(at).endswith("ly") or sentence.low(at) in {'"', "“", "as"}:
        at -= 1
    place = sentence.place_at(at)
    return place is not None and lexicon.any_in(
        sentence.between(place.first - 4, place.first), "saying.declare"
    )
