"""What a sentence says of places, before asking who says it: phrase, place, actor, modality."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geodata.claims.acting import NOBODY, Clause, Doer, Sides
from geodata.claims.clauses import clause_start, words_between
from geodata.claims.frames import Frame
from geodata.claims.lexicon import Lexicon, Rule
from geodata.claims.listing import POINTS
from geodata.claims.misread import goes_on_otherwise, is_misread
from geodata.claims.modality import Modality, read_modality
from geodata.claims.patterns import Match
from geodata.claims.places import Ground
from geodata.claims.roles import find_doer, names_new_holder
from geodata.claims.sentence import Sentence
from geodata.claims.strikes import are_captives, are_casualties, is_civil, is_struck, speaks_of_air
from geodata.claims.whereabouts import ground_of
from geodata.model import Extent, PlaceKind, Polarity, Relation


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
        lambda match, rule: not is_misread(sentence, match, rule, lexicon),
    )
    found: list[Statement] = []
    starts = [sentence.tokens[match.first].start for match, _, _ in phrases]
    for (match, pattern, rule), until in zip(phrases, [*starts[1:], None], strict=False):
        if goes_on_otherwise(sentence, match, rule, lexicon) or (
            rule.ground and speaks_of_air(sentence, match, lexicon)
        ):
            continue
        clause = Clause(
            sentence=sentence,
            match=match,
            rule=rule,
            floor=clause_floor(sentence, match, frames, lexicon),
            passive=rule.shape in {"acts", "affects", "repels"}
            and _is_passive(sentence, match, lexicon),
        )
        statement = _statement(clause, (pattern.text, until), lexicon, sides)
        if statement is not None and not (
            _is_left_so(statement, sentence, lexicon) or _was_until_now(statement, found, sentence)
        ):
            found.append(statement)
            found += [replace(statement, doer=Doer(partner)) for partner in statement.doer.partners]
    return found


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
    """As in "Y took X, the last bastion of Z", "Y took the Z-held X": it was so until then."""
    told = sentence.between(statement.ground.last, statement.match.first)
    apposed = "one" in told or "last" in told  # "X, one of the last villages under Z's control"
    opening = sentence.low(statement.match.first) == "," or statement.rule.shape == "modifies"
    if not opening and not (statement.rule.standing and apposed):
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
    ground = _without_countries(ground_of(clause, lexicon), clause, lexicon)
    if ground is None or not is_ground_of(clause, ground, lexicon):
        return None
    modality = read_modality(clause.sentence, clause.match, rule, lexicon, floor=clause.floor)
    if not modality.stated or (rule.ground and is_struck(clause, ground, lexicon)):
        return None
    if rule.rule_id == "force-in" and are_casualties(clause, lexicon):
        return None
    if rule.relation is Relation.CONTROLS and clause.passive and are_captives(clause, lexicon):
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
    before = _governing(clause.sentence, ground.spans[0].first, lexicon)
    if _is_inside_town(rule, clause, ground, lexicon) or _fights_inside(rule, clause, ground):
        return replace(rule, relation=Relation.PRESENT)
    gains = rule.relation is Relation.CONTROLS and rule.shape == "acts"
    follows = ground.spans[0].first > clause.match.first  # not "fighting near X, which Y took"
    if gains and follows and lexicon.is_in(before, "grammar.around"):
        between = words_between(clause.sentence, clause.match.last, ground.spans[0].first)
        if not lexicon.any_in(between, "grammar.surroundings"):
            return replace(rule, relation=Relation.CONTESTED)
    return rule


def _governing(sentence: Sentence, first: int, lexicon: Lexicon) -> str:
    """The preposition of a name, over its article and kind: "outside" the city of X."""
    at = first - 1
    while _belongs_to_name(sentence, at, lexicon):
        at -= 1
    return "near" if sentence.between(at - 1, at + 1) == ("next", "to") else sentence.low(at)


def _belongs_to_name(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    actor = sentence.actor_at(at)
    kind = at if sentence.low(at) != "of" else at - 1
    return (
        sentence.low(at) in {"the", "strategic"}
        or lexicon.is_in(sentence.low(kind), "anaphora.settlement")
        or lexicon.is_in(sentence.low(at), "modality.compass")
        or (actor is not None and actor.form == "demonyms")
    )


def _is_inside_town(rule: Rule, clause: Clause, ground: Ground, lexicon: Lexicon) -> bool:
    sentence, first = clause.sentence, ground.spans[0].first
    before = first - 1
    before -= lexicon.is_in(sentence.low(before), "modality.compass")
    return (
        rule.relation is Relation.CONTESTED
        and rule.shape == "acts"
        and ground.spans[0].place.kind in POINTS
        and sentence.low(before) == "in"
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
        if sentence.actor_at(at) is not None:
            return False  # "IS no longer controlled X"
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
