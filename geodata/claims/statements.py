"""What a sentence says of places, before asking who says it: phrase, place, actor, modality."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from geodata.claims.attribution import Frame
from geodata.claims.clauses import Subject, clause_end, clause_start, subject_before, words_between
from geodata.claims.lexicon import Lexicon, Rule
from geodata.claims.modality import Modality, read_modality
from geodata.claims.patterns import Match
from geodata.claims.places import Ground, places_after, places_before
from geodata.claims.reading import ActorSpan, Sentence
from geodata.model import Extent, PlaceKind, Polarity, Relation

_AGENT_REACH = 8
"""Words between a passive verb or a noun and its "by …"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A phrase at a place; the actor is known, pointed at by a pronoun, or left open."""

    match: Match
    rule: Rule
    ground: Ground
    actor: str | None
    pronoun: str
    polarity: Polarity
    modality: Modality
    phrase: str


@dataclass(slots=True)
class Sides:
    """The belligerents an article names, to tell the other side of one of them."""

    counts: Counter[str] = field(default_factory=Counter)

    def other_than(self, actor_id: str | None) -> str | None:
        """The only (or clearly most named) other side; None if that is open."""
        others = [(count, side) for side, count in self.counts.items() if side != actor_id]
        others.sort(reverse=True)
        if not others or (len(others) > 1 and others[0][0] < 2 * others[1][0]):
            return None
        return others[0][1]


def find_statements(
    sentence: Sentence, frames: Sequence[Frame], lexicon: Lexicon, sides: Sides
) -> list[Statement]:
    """Find what the sentence says of places, in text order."""
    found = []
    for match, pattern, rule in lexicon.rules.find(sentence):
        if rule.ground and _speaks_of_air(sentence, match, lexicon):
            continue
        statement = _statement(sentence, match, rule, frames, lexicon, sides)
        if statement is not None:
            found.append(_named(statement, pattern.text))
    return found


def _named(statement: Statement, phrase: str) -> Statement:
    return Statement(
        match=statement.match,
        rule=statement.rule,
        ground=statement.ground,
        actor=statement.actor,
        pronoun=statement.pronoun,
        polarity=statement.polarity,
        modality=statement.modality,
        phrase=phrase,
    )


def _statement(  # noqa: PLR0913, PLR0917 - the sentence and all that is known of it
    sentence: Sentence,
    match: Match,
    rule: Rule,
    frames: Sequence[Frame],
    lexicon: Lexicon,
    sides: Sides,
) -> Statement | None:
    floor = max(
        clause_start(sentence, match.first, lexicon),
        max((frame.first for frame in frames if frame.covers(match.first)), default=0),
    )
    passive = rule.shape in {"acts", "affects", "repels"} and is_passive(sentence, match, lexicon)
    ground = _ground(sentence, match, rule, floor, passive=passive, lexicon=lexicon)
    if ground is None or not _is_ground_of(rule, ground):
        return None
    modality = read_modality(sentence, match, rule, lexicon, floor=floor)
    if not modality.stated:
        return None
    actor, pronoun = _actor(sentence, match, rule, ground, floor, passive, lexicon, sides)
    flips = modality.negated != (rule.polarity is Polarity.DENY)
    return Statement(
        match=match,
        rule=rule,
        ground=ground,
        actor=actor,
        pronoun=pronoun,
        polarity=Polarity.DENY if flips else Polarity.AFFIRM,
        modality=modality,
        phrase="",
    )


def is_passive(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """A form of "be" right before a participle, or "by" right after it."""
    word = sentence.low(match.first)
    if word.endswith("ing"):
        return False
    if sentence.low(match.last) == "by" and word.endswith(("d", "n", "t")):
        return True
    for at in range(match.first - 1, max(-1, match.first - 4), -1):
        before = sentence.low(at)
        if lexicon.is_in(before, "grammar.passive"):
            return True
        if not before.endswith("ly") and before not in {
            "not",
            "since",
            "now",
            "also",
            "“",
            '"',
            "n't",
            "never",
        }:
            return False
    return False


def _ground(  # noqa: PLR0913
    sentence: Sentence, match: Match, rule: Rule, floor: int, *, passive: bool, lexicon: Lexicon
) -> Ground | None:
    if rule.shape == "befalls" or (
        passive and rule.shape == "acts" and not _has_preposition(match, sentence)
    ):
        before = places_before(sentence, match.first, floor, lexicon)
        if before is None and floor > 0 and sentence.low(floor - 1) in {"which", "that", "where"}:
            before = places_before(sentence, floor - 1, 0, lexicon)
        if before is not None or rule.shape == "befalls":
            return before or _after_fall(sentence, match, rule, lexicon)
    after = places_after(sentence, match.last, rule, lexicon)
    if (
        after is None
        and rule.shape == "acts"
        and floor > 0
        and sentence.low(floor - 1) in {"which", "that"}
    ):
        return places_before(sentence, floor - 1, 0, lexicon)
    return after


def _after_fall(sentence: Sentence, match: Match, rule: Rule, lexicon: Lexicon) -> Ground | None:
    """ "the fall of X": the one pattern of falling that the place follows."""
    if sentence.low(match.last - 1) == "of":
        return places_after(sentence, match.last, rule, lexicon)
    return None


def _has_preposition(match: Match, sentence: Sentence) -> bool:
    """ "positioned near": the place follows also in the passive."""
    return match.last - match.first > 1 and sentence.low(match.last - 1) in {
        "near",
        "along",
        "at",
        "on",
        "around",
        "in",
        "inside",
        "within",
        "outside",
        "from",
        "toward",
        "towards",
        "by",
    }


def _is_ground_of(rule: Rule, ground: Ground) -> bool:
    """A whole country is never entered, fought for or held; only shares of it are claimed."""
    return all(span.place.kind is not PlaceKind.COUNTRY for span in ground.spans) or (
        rule.relation is Relation.CONTROLS and ground.extent is Extent.PARTIAL
    )


def _actor(  # noqa: PLR0913, PLR0917
    sentence: Sentence,
    match: Match,
    rule: Rule,
    ground: Ground,
    floor: int,
    passive: bool,  # noqa: FBT001
    lexicon: Lexicon,
    sides: Sides,
) -> tuple[str | None, str]:
    if rule.shape in {"befalls", "modifies"}:
        if match.actors:
            return match.actors[-1].actor_id, ""
        return (
            sides.other_than(_home_side(ground, lexicon)) if rule.shape == "modifies" else None
        ), ("we" if rule.rule_id == "under-own-control" else "")
    if rule.shape == "affects":
        return _moved(sentence, match, floor, lexicon, passive=passive)
    if passive or rule.shape == "noun":
        agent = _agent_after(sentence, max(match.last, ground.last), lexicon) or _agent_after(
            sentence, match.last, lexicon
        )
        if agent is not None:
            return agent.actor_id, ""
        if passive and not _has_preposition(match, sentence):
            return None, ""
    subject = _subject(sentence, match, floor, lexicon)
    if rule.shape == "repels":
        return _attacker(sentence, match, subject, sides)
    if subject is None:
        return None, ""
    return (subject.actors[-1].actor_id if subject.actors else None), subject.pronoun


def _subject(sentence: Sentence, match: Match, floor: int, lexicon: Lexicon) -> Subject | None:
    """The subject in the clause; a participle (", capturing X") shares that of the sentence."""
    subject = subject_before(sentence, match.first, lexicon, floor=floor)
    if subject is not None or not sentence.low(match.first).endswith("ing"):
        return subject
    return subject_before(sentence, match.first, lexicon)


def _moved(
    sentence: Sentence, match: Match, floor: int, lexicon: Lexicon, *, passive: bool
) -> tuple[str | None, str]:
    """Who is pushed out: inside the phrase, or its subject in the passive."""
    inside = [span for span in sentence.actors if match.first < span.first < match.last]
    if inside:
        return inside[-1].actor_id, ""
    words = words_between(sentence, match.first, match.last)
    own = next((word for word in words if lexicon.is_in(word, "anaphora.pronouns")), "")
    if own:
        return None, own
    if not passive:
        return None, ""
    subject = subject_before(sentence, match.first, lexicon, floor=floor)
    if subject is None:
        return None, ""
    return (subject.actors[-1].actor_id if subject.actors else None), subject.pronoun


def _agent_after(sentence: Sentence, token: int, lexicon: Lexicon) -> ActorSpan | None:
    end = min(clause_end(sentence, token, lexicon), token + _AGENT_REACH)
    for at in range(token, end):
        if sentence.low(at) == "by":
            return next((span for span in sentence.actors if at < span.first <= at + 5), None)
    return None


def _attacker(
    sentence: Sentence, match: Match, subject: Subject | None, sides: Sides
) -> tuple[str | None, str]:
    """Who is beaten back: named in the phrase, else the other side of the defender."""
    inside = [span for span in sentence.actors if match.first < span.first < match.last]
    if inside:
        return inside[-1].actor_id, ""
    if subject is None:
        return sides.other_than(None), ""
    if subject.pronoun:
        return None, f"not {subject.pronoun}"
    return sides.other_than(subject.actors[-1].actor_id), ""


def _home_side(ground: Ground, lexicon: Lexicon) -> str | None:
    return lexicon.spokesman_of(ground.spans[0].place.country_code)


def _speaks_of_air(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """Drones, missiles and shelling in the clause: a strike, no fight for ground."""
    start = clause_start(sentence, match.first, lexicon)
    end = clause_end(sentence, match.last, lexicon)
    return any(lexicon.is_in(word, "modality.air") for word in words_between(sentence, start, end))
