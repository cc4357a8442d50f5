"""A statement in its sentence: who says it, and of whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geodata.claims.acting import NOBODY, Sides
from geodata.claims.clauses import phrase_end
from geodata.claims.dates import When
from geodata.claims.frames import LOCAL_OFFICIAL, Frame
from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import Sentence
from geodata.claims.statements import Statement
from geodata.model import SOURCE_VOICE, Place, Polarity, Relation

_ADVERBS = frozenset(["now", "still", "again", "also", "not", "already", "once"])
_AUXILIARIES = frozenset(
    ["as", "is", "are", "was", "were", "been", "be", "being", "has", "have", "had"]
)
_BEATEN_REACH = 8
"""Words between a place and the "repelled" that attacks there were."""
_STAYING = frozenset({"remained", "stayed"})
_OPENS_GLOSS = frozenset({"which", "where", "that"})
_WHERE = frozenset({"in", "into", "inside", "from", "across", "to"})
"""Before a country these say where something happens: "In Russia, Ukrainian troops …"."""
_BEFORE_VERB = _AUXILIARIES | _ADVERBS
_BEFORE_PLAIN_VERB = _BEFORE_VERB | {"it", "they"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A statement with the frames around it, outermost first, and the dates of its sentence."""

    statement: Statement
    sentence: Sentence
    around: tuple[Frame, ...]
    dates: tuple[When, ...]
    modifier: bool
    """True for words beside a name ("Russian-held X"), which say nothing of the sentence's day."""


def utterance_of(
    statement: Statement, sentence: Sentence, frames: Sequence[Frame], dates: Sequence[When]
) -> Utterance:
    """Put a statement into the frames that cover it.

    A modifier ("Russian-held X") outside quotation marks, and an aside (", which had seen …"),
    are the outlet's own words also inside what somebody else says.
    """
    modifier = _is_modifier(statement, sentence)
    own_words = modifier and statement.match.first not in sentence.quoted
    around = [frame for frame in frames if frame.covers(statement.match.first)]
    until = _until(statement, sentence, frames)
    return Utterance(
        statement=statement if until == statement.until else replace(statement, until=until),
        sentence=sentence,
        around=() if own_words or _is_gloss(statement, sentence, around) else tuple(around),
        dates=tuple(dates),
        modifier=modifier,
    )


def _until(statement: Statement, sentence: Sentence, frames: Sequence[Frame]) -> int | None:
    """Where the next phrase, or the next voice, begins: the dates behind it are not its own."""
    at = statement.match.first
    ends = [sentence.tokens[frame.cue].start for frame in frames if frame.cue > at < frame.first]
    return min([*ends, *([] if statement.until is None else [statement.until])], default=None)


def voiced(utterance: Utterance) -> Iterator[tuple[tuple[str, ...], str, Polarity]]:
    """Yield (claimants, speaker, polarity) of a statement inside its frames, inmost first.

    The inmost assertion owns the statement; every denial around it owns its opposite, every
    confirmation repeats it. Denials that only point ("the claim") are answered elsewhere; what
    somebody will not confirm is nobody's statement.
    """
    polarity = utterance.statement.polarity
    actor = utterance.statement.doer.actor_id
    if utterance.statement.rule.avowed and actor is not None:
        yield (actor,), "", polarity
        return
    owned = False
    named = [one for one in utterance.around if one.speaker.claimants != (SOURCE_VOICE,)]
    for frame in reversed(named or utterance.around):  # "X said that footage showed …" is X's
        if frame.stance == "withhold":
            return
        if frame.stance == "deny":
            if not frame.points:
                yield frame.speaker.claimants, frame.speaker.words, opposite(polarity)
                owned = True
        elif not owned or frame.stance == "confirm":
            yield frame.speaker.claimants, frame.speaker.words, polarity
            owned = True
    if not owned:
        yield (SOURCE_VOICE,), "", polarity


def is_of_bystanders(utterance: Utterance, lexicon: Lexicon) -> bool:
    """As in "residents said they had left X": they speak of themselves, and are no troops."""
    statement, sentence = utterance.statement, utterance.sentence
    leaves = statement.rule.relation is Relation.PRESENT and (
        statement.rule.polarity is Polarity.DENY
    )
    if not utterance.around or not leaves or statement.doer.pronoun != "they":
        return False
    inmost = utterance.around[-1]
    opening = inmost.first + (sentence.low(inmost.first) == "that")
    speakers = [lexicon.actors.get(claimant) for claimant in inmost.speaker.claimants]
    return sentence.low(opening) == "they" and all(
        speaker is not None and speaker.local_voice for speaker in speakers
    )


def opposite(polarity: Polarity) -> Polarity:
    """The other polarity."""
    return Polarity.AFFIRM if polarity is Polarity.DENY else Polarity.DENY


def voice_at(claimant: str, place: Place, lexicon: Lexicon) -> str:
    """A local official speaks for the side of the country that the place lies in."""
    if claimant == LOCAL_OFFICIAL:
        return lexicon.spokesman_of(place.country_code) or SOURCE_VOICE
    return claimant


def actor_of(
    utterance: Utterance, voice: str, lexicon: Lexicon, sides: Sides, last_side: str | None
) -> str | None:
    """Who acts: named, pointed at by a pronoun, or the rule's default."""
    statement = utterance.statement
    doer = statement.doer
    if lexicon.is_in(doer.pronoun, "saying.partisan"):
        home = lexicon.spokesman_of(statement.ground.spans[0].place.country_code)
        return sides.enemy_of(voice if lexicon.is_side(voice) else home)
    if doer.unknown:
        return None
    own = _of_itself(utterance, voice) or _speak_each(utterance)
    if _each_of_itself(utterance, voice) or (lexicon.is_side(voice) and own):
        return voice
    home = lexicon.spokesman_of(statement.ground.spans[0].place.country_code)
    if doer != NOBODY:
        who = doer.actor_id or _owner_of_pronoun(utterance, voice, lexicon, last_side)
        mutual = who is not None and who == home and _is_mutual(utterance, lexicon)
        return sides.enemy_of(who) if doer.other or mutual else who
    if lexicon.is_side(voice) and _is_beaten_off(utterance, lexicon):
        return sides.enemy_of(voice)
    struck = statement.passive and statement.rule.relation is Relation.CONTESTED
    if statement.rule.default == "nobody" or struck:
        return _attacker(statement, home, sides)
    if lexicon.is_side(voice):
        return _side_meant(utterance, voice, home, sides)
    lost = statement.rule.rule_id == "loss-noun" and bool(utterance.around)
    # "a monitor acknowledged the loss of X"
    return home if lost else _unsaid_actor(statement, home, sides)


def _is_beaten_off(utterance: Utterance, lexicon: Lexicon) -> bool:
    """As in "X's army said attacks near A and B had been repelled": it is X who was attacked."""
    statement, sentence = utterance.statement, utterance.sentence
    if statement.rule.relation is not Relation.CONTESTED or statement.rule.shape != "noun":
        return False
    behind = range(statement.ground.last, phrase_end(sentence, statement.ground.last))
    return any(
        lexicon.is_in(sentence.low(at), "grammar.beaten_off")
        and lexicon.any_in(sentence.between(at - 2, at), "grammar.passive")
        for at in behind[:_BEATEN_REACH]
    )


def _attacker(statement: Statement, home: str | None, sides: Sides) -> str | None:
    """Who fights where nobody is named; whoever storms X in "X was stormed" is not at home."""
    if statement.rule.relation is not Relation.CONTESTED:
        return None
    if statement.passive:
        return sides.enemy_of(home)
    return sides.attacker_of(statement.ground.spans[0].place, home)


def _side_meant(utterance: Utterance, voice: str, home: str | None, sides: Sides) -> str | None:
    """Whom a side means that names nobody: itself, or the other one."""
    statement = utterance.statement
    if statement.rule.default == "home" and statement.modality.negated and voice == home:
        return home  # "X has not yet been liberated"
    denied = (statement.polarity is Polarity.DENY) != (statement.rule.polarity is Polarity.DENY)
    rejected = bool(utterance.around) and utterance.around[-1].stance == "deny"
    invaded = statement.rule.default in {"invader", "other"} and voice == home
    gains = statement.rule.polarity is Polarity.AFFIRM  # who denies a loss means its own side
    theirs = ((denied or rejected) and gains) or invaded
    if not theirs:
        return voice
    return sides.enemy_of(voice) or (home if home != voice else None)


def _speak_each(utterance: Utterance) -> bool:
    """As in "A and B said they held X"."""
    saying = [frame for frame in utterance.around if not frame.noun]
    plural = utterance.statement.doer.pronoun in {"they", "their"}
    return plural and bool(saying) and len(saying[-1].speaker.claimants) > 1


def _is_mutual(utterance: Utterance, lexicon: Lexicon) -> bool:
    """As in "clashed with Y near X": of two who fight, he attacks who is not at home."""
    statement, sentence = utterance.statement, utterance.sentence
    return (
        statement.rule.relation is Relation.CONTESTED
        and statement.rule.shape == "acts"
        and sentence.low(statement.match.last - 1) in {"in", "near", "around", "at", "with"}
        and any(
            lexicon.is_in(word, "modality.mutual")
            for word in sentence.between(statement.match.first, statement.match.first + 2)
        )
    )


def _of_itself(utterance: Utterance, voice: str) -> bool:
    """As in "claimed to have taken X", "claims to be in control of X": whoever says so."""
    if not utterance.around or utterance.statement.rule.shape != "acts":
        return False
    frame, at = utterance.around[-1], utterance.statement.match.first - 1
    sentence = utterance.sentence
    if voice not in frame.speaker.claimants:
        return False
    while sentence.low(at) in _BEFORE_VERB or sentence.low(at).endswith("ly"):
        at -= 1
    return sentence.low(at) == "to" and at <= frame.first and frame.stance != "deny"


def _each_of_itself(utterance: Utterance, voice: str) -> bool:
    """As in "A and B both claim to hold X": each speaks of itself."""
    said = [frame.speaker.claimants for frame in utterance.around]
    first = utterance.statement.match.first
    wished = "to" in {utterance.sentence.low(first), utterance.sentence.low(first - 1)}
    return wished and bool(said) and len(said[-1]) > 1 and voice in said[-1]


def _unsaid_actor(statement: Statement, home: str | None, sides: Sides) -> str | None:
    """Who acts where neither the clause nor its voice names a side."""
    lost = statement.rule.polarity is Polarity.DENY and statement.rule.relation is Relation.CONTROLS
    if statement.rule.default == "home" or (lost and statement.rule.default == "speaker"):
        return home
    taken = (
        statement.rule.default in {"invader", "other"}
        and statement.rule.relation is Relation.CONTROLS
        and statement.doer == NOBODY
    )
    if taken and home is not None:
        # "grief seized X" tells of nobody
        told = statement.passive or statement.rule.shape == "befalls"
        return sides.enemy_of(home) if told else sides.other_than(home)
    return None


def _owner_of_pronoun(
    utterance: Utterance, voice: str, lexicon: Lexicon, last_side: str | None
) -> str | None:
    """As in "its forces": the side of the outermost one who says, else the last side named.

    Inside "Russian assertions that its …" a gain is the asserting side's own, a loss is not.
    """
    saying = [frame for frame in utterance.around if not frame.noun]
    asserting = [frame for frame in utterance.around if frame.noun and frame.speaker.claimants]
    if asserting and utterance.statement.polarity is Polarity.AFFIRM:
        return asserting[-1].speaker.claimants[0]
    if saying and utterance.statement.doer.pronoun not in {"we", "our"}:
        told = saying[-1] if _is_told_by_another(saying, lexicon) else saying[0]
        sides = [one for one in (*told.speaker.claimants, voice) if lexicon.is_side(one)]
        within = _named_within(utterance, saying[0], lexicon)
        if within is not None and within not in sides:
            return within
        if sides and _means_others(utterance, saying[0]):
            return last_side if last_side not in sides else None
        if sides:
            return sides[0]
        own = utterance.statement.doer.pronoun in {"it", "its"}
        if own and voice != SOURCE_VOICE and not lexicon.only_speaks(voice):
            return voice
    if utterance.around and lexicon.is_side(voice):
        return voice
    side = _side_before(utterance, lexicon) or last_side
    return side or _bystander(utterance, voice, lexicon)


def _is_told_by_another(saying: Sequence[Frame], lexicon: Lexicon) -> bool:
    """As in "X said that Y claimed that they had taken Z": they are Y's."""
    inmost = saying[-1]
    return (
        len(saying) > 1
        and inmost.stance == "assert"
        and any(map(lexicon.is_side, inmost.speaker.claimants))
        and inmost.speaker.claimants != saying[0].speaker.claimants
    )


def _side_before(utterance: Utterance, lexicon: Lexicon) -> str | None:
    """The side named first; of "Y would return the parts of X that it holds" the last, Y."""
    named = [
        span.actor_id
        for span in utterance.sentence.actors
        if lexicon.is_side(span.actor_id)
        and span.first < utterance.statement.match.first
        and utterance.sentence.low(span.first - 1) not in _WHERE
    ]
    if not named:
        return None
    return named[-1] if _opens_that(utterance) else named[0]


def _opens_that(utterance: Utterance) -> bool:
    """As in "X, which it holds", "X that they captured"."""
    at = utterance.statement.match.first - 1
    while utterance.sentence.low(at) in _BEFORE_PLAIN_VERB:
        at -= 1
    return utterance.sentence.low(at) in {"that", "which"}


def _bystander(utterance: Utterance, voice: str, lexicon: Lexicon) -> str | None:
    """A state that is no party to the war, which says what "they" did."""
    speaks = utterance.around and voice != SOURCE_VOICE and not lexicon.only_speaks(voice)
    return voice if speaks else None


def _named_within(utterance: Utterance, frame: Frame, lexicon: Lexicon) -> str | None:
    """As in "X said that although Y's troops left, they hold Z": the plural side within it."""
    pronoun = utterance.statement.doer.pronoun
    if pronoun not in {"they", "their", "its"}:
        return None
    first = utterance.statement.match.first
    sentence = utterance.sentence
    named = [
        span.actor_id
        for span in sentence.actors
        if frame.first <= span.first < first
        and lexicon.is_side(span.actor_id)
        and lexicon.is_in(
            sentence.low(sentence.after_possessive(span.last)), "grammar.plural_heads"
        )
    ]
    return named[0] if named else None


def _means_others(utterance: Utterance, frame: Frame) -> bool:
    """As in "a spokesman denied that they had seized X", and in his own words: “they left X”."""
    statement = utterance.statement
    denied = frame.stance == "deny" and statement.rule.polarity is Polarity.AFFIRM
    denied = (
        denied
        or (frame.stance == "confirm" and statement.doer.pronoun == "they")
        or statement.rule.shape == "affects"
    )
    quoted = _subject_is_quoted(utterance)
    quoted = quoted or not utterance.sentence.words.isdisjoint({"we", "our", "us"})
    return statement.doer.pronoun in {"they", "their"} and (denied or quoted)


def _subject_is_quoted(utterance: Utterance) -> bool:
    """As in "“they left”", and not as in "they “left”"."""
    sentence, statement = utterance.sentence, utterance.statement
    first = statement.match.first
    words = (at for at in range(first - 1, -1, -1) if sentence.low(at) == statement.doer.pronoun)
    return first in sentence.quoted and next(words, first) in sentence.quoted


def _is_modifier(statement: Statement, sentence: Sentence) -> bool:
    """As in "Russian-held X", "X, the town occupied by Y": words beside a name, not a sentence."""
    first = statement.match.first
    before = first - 1
    while sentence.low(before).endswith("ly") or sentence.low(before) in _ADVERBS:
        before -= 1
    if sentence.low(before) in _AUXILIARIES:
        return False
    if sentence.low(first) == "," and statement.rule.standing:
        return statement.rule.relation is Relation.CONTROLS  # "X, the last stronghold of Y"
    return (
        statement.rule.described
        or statement.rule.shape == "modifies"
        or (statement.rule.shape == "befalls" and _is_participle(sentence.low(first)))
    )


def _is_participle(word: str) -> bool:
    """As in "X, seized by Y", and not as in "X remained in Y's hands"."""
    return word.endswith(("ed", "held")) and word not in _STAYING


def _is_gloss(statement: Statement, sentence: Sentence, around: Sequence[Frame]) -> bool:
    """The outlet explains, inside what somebody else is said to say.

    As in ", which had seen …", and of a standing state "the X that is now controlled by Y".
    """
    if statement.match.first in sentence.quoted or sentence.words.isdisjoint(_OPENS_GLOSS):
        return False
    for at in range(statement.match.first - 1, max(-1, statement.match.first - 6), -1):
        word, before = sentence.low(at), sentence.place_at(at - 1)
        if any(frame.cue == at for frame in around):
            return False  # "a report on X, which said Y had taken Z"
        if word in {"which", "where"} and (sentence.low(at - 1) == "," or word == "which"):
            return sentence.low(at - 1) == "," or statement.rule.standing
        if word == "that" and before is not None:
            return statement.rule.standing and before in statement.ground.spans
    return False
