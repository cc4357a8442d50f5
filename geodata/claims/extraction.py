"""The reading of one article from the first sentence to the last, and the claims it leaves."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from geodata.claims.anaphora import Focus
from geodata.claims.attribution import (
    LOCAL_OFFICIAL,
    Frame,
    Voices,
    close_at_voice_breaks,
    find_frames,
)
from geodata.claims.dates import When, find_dates
from geodata.claims.denials import answer_denials, link_denials
from geodata.claims.lexicon import Lexicon
from geodata.claims.reading import PlaceSpan, Sentence, read_sentences
from geodata.claims.statements import Sides, Statement, find_statements
from geodata.model import (
    SOURCE_VOICE,
    Article,
    Claim,
    DatePrecision,
    Extent,
    Mention,
    Place,
    Polarity,
    Relation,
)

EXTRACTOR = "rules@1"
"""Name and version of this grammar; raise it whenever the same article may read otherwise."""

_DATE_REACH = 120
"""Characters within which a date after a phrase belongs to it."""
_PAST_AFTER_DAYS = 60
"""An incursion dated longer ago than this is told as past."""


@dataclass(slots=True)
class Reading:
    """What has been read so far."""

    article: Article
    lexicon: Lexicon
    focus: Focus = field(default_factory=Focus)
    voices: Voices = field(default_factory=Voices)
    sides: Sides = field(default_factory=Sides)
    claims: list[Claim] = field(default_factory=list)


def extract_claims(
    article: Article,
    mentions: Sequence[Mention],
    *,
    lexicon: Lexicon,
    places: Callable[[str], Place],
) -> list[Claim]:
    """Find the claims of control, presence, fighting and threat in an article, in text order.

    One claim per (place, claimant, relation, actor, polarity): a repeated one keeps its first,
    most certain sentence. Method: attribution frames over clause patterns, both from
    seeds/phrases; no network, no model. Unresolved mentions carry no claim.
    """
    reading = Reading(article, lexicon)
    sentences = read_sentences(article, mentions, lexicon.actor_index, places)
    for sentence in sentences:
        for span in sentence.actors:
            if lexicon.is_side(span.actor_id):
                reading.sides.counts[span.actor_id] += 1
    for sentence in sentences:
        reading.focus.resolve(sentence, lexicon)
        _read_sentence(sentence, reading)
        reading.focus.remember(sentence)
    return link_denials(_distinct(reading.claims))


def _read_sentence(sentence: Sentence, reading: Reading) -> None:
    article, lexicon = reading.article, reading.lexicon
    frames = close_at_voice_breaks(
        find_frames(sentence, lexicon, article.text, reading.voices), sentence, lexicon
    )
    dates = find_dates(
        article.text[sentence.start : sentence.end], sentence.start, article.published_on
    )
    for statement in find_statements(sentence, frames, lexicon, reading.sides):
        reading.claims += _claims_of(statement, sentence, frames, dates, reading)
    reading.claims += answer_denials(
        sentence, frames, reading.claims, reading.focus, lexicon, article
    )


def _claims_of(
    statement: Statement,
    sentence: Sentence,
    frames: Sequence[Frame],
    dates: Sequence[When],
    reading: Reading,
) -> Iterator[Claim]:
    around = [frame for frame in frames if frame.covers(statement.match.first)]
    if statement.rule.shape == "modifies" and statement.match.first not in sentence.quoted:
        around = []
    if _is_gloss(sentence, statement):
        around = []
    if around and around[-1].stance == "withhold":
        return
    for span in statement.ground.spans:
        for claimants, speaker, polarity in _voiced(around, statement):
            for claimant in claimants:
                voice = _resolved_voice(claimant, span.place, reading.lexicon)
                actor = _resolved_actor(statement, voice, around, sentence, reading)
                claim = _claim(
                    statement, sentence, span, voice, speaker, polarity, actor, dates, reading
                )
                if claim is not None:
                    yield claim


def _voiced(
    around: Sequence[Frame], statement: Statement
) -> Iterator[tuple[tuple[str, ...], str, Polarity]]:
    """The claimants of a statement inside its frames, inmost first.

    The inmost assertion owns the statement; every denial around it owns its opposite, every
    confirmation repeats it. Denials that only point ("the claim") are answered elsewhere.
    """
    polarity = statement.polarity
    owned = False
    for frame in reversed(around):
        if frame.stance == "deny":
            if not frame.about:
                yield frame.claimants, frame.speaker, _flipped(polarity)
                owned = True
        elif frame.stance == "withhold":
            return
        elif not owned or frame.stance == "confirm":
            yield frame.claimants, frame.speaker, polarity
            owned = True
    if not owned:
        yield (SOURCE_VOICE,), "", polarity


def _flipped(polarity: Polarity) -> Polarity:
    return Polarity.AFFIRM if polarity is Polarity.DENY else Polarity.DENY


def _resolved_voice(claimant: str, place: Place, lexicon: Lexicon) -> str:
    if claimant == LOCAL_OFFICIAL:
        return lexicon.spokesman_of(place.country_code) or SOURCE_VOICE
    return claimant


def _resolved_actor(
    statement: Statement,
    voice: str,
    around: Sequence[Frame],
    sentence: Sentence,
    reading: Reading,
) -> str | None:
    """Who acts: named, pointed at, or, when left open, the side of the one who speaks."""
    if statement.actor is not None:
        return statement.actor
    lexicon = reading.lexicon
    pronoun = statement.pronoun.removeprefix("not ")
    if pronoun:
        own = _owner_of_pronoun(pronoun, voice, around, sentence, reading)
        return reading.sides.other_than(own) if statement.pronoun.startswith("not ") else own
    if statement.rule.relation is Relation.CONTROLS and lexicon.is_side(voice):
        asserts = not around or around[-1].stance in {"assert", "confirm"}
        denies = statement.polarity is Polarity.DENY or not asserts
        return reading.sides.other_than(voice) if denies else voice
    if statement.rule.relation is Relation.CONTESTED:
        home = lexicon.spokesman_of(statement.ground.spans[0].place.country_code)
        return reading.sides.other_than(home)
    return None


def _owner_of_pronoun(
    pronoun: str, voice: str, around: Sequence[Frame], sentence: Sentence, reading: Reading
) -> str | None:
    """ "its forces": the side of the outermost one who says, else the last side named."""
    saying = [frame for frame in around if not frame.noun]
    if saying and pronoun not in {"we", "our"}:
        sides = [one for one in saying[0].claimants if reading.lexicon.is_side(one)]
        if sides:
            return sides[0]
    if saying or around:
        return voice if reading.lexicon.is_side(voice) else None
    named = [span.actor_id for span in sentence.actors if reading.lexicon.is_side(span.actor_id)]
    return named[0] if named else reading.focus.last_side


def _is_gloss(sentence: Sentence, statement: Statement) -> bool:
    """ ", which had seen …": the outlet explains, inside what somebody else is said to say."""
    for at in range(statement.match.first - 1, max(-1, statement.match.first - 5), -1):
        if sentence.low(at) == "which":
            return sentence.low(at - 1) == ","
    return False


def _claim(  # noqa: PLR0913, PLR0917
    statement: Statement,
    sentence: Sentence,
    span: PlaceSpan,
    voice: str,
    speaker: str,
    polarity: Polarity,
    actor: str | None,
    dates: Sequence[When],
    reading: Reading,
) -> Claim | None:
    article = reading.article
    event, precision, date_rule = _event(statement, sentence, dates, reading)
    current = _is_current(statement, event, precision, sentence, article.published_on, reading)
    if voice != SOURCE_VOICE and reading.lexicon.actors.get(voice) is None:
        return None
    return Claim(
        article_id=article.article_id,
        source_id=article.source_id,
        place_id=span.place.place_id,
        claimant=voice,
        speaker=speaker if voice != SOURCE_VOICE else "",
        relation=statement.rule.relation,
        actor=actor,
        polarity=polarity,
        extent=statement.ground.extent,
        hedged=statement.modality.hedged,
        current=current,
        event_date=event,
        date_precision=precision,
        published_at=article.published_at,
        start_char=sentence.start,
        end_char=sentence.end,
        quote=article.text[sentence.start : sentence.end],
        extractor=EXTRACTOR,
        confidence=_confidence(statement, span, actor),
        how=_how(statement, span, voice, speaker, date_rule),
    )


def _event(
    statement: Statement, sentence: Sentence, dates: Sequence[When], reading: Reading
) -> tuple[date | None, DatePrecision | None, str]:
    """The day of the event: the nearest date of the clause, else of the sentence, else that of
    publication for an event (a standing state without a date stays undated)."""
    published = reading.article.published_on
    at = sentence.tokens[statement.match.first].start
    near = _dates_of(statement, sentence, dates, reading.lexicon)
    if near:
        after = [when for when in near if 0 <= when.start - at < _DATE_REACH]
        before = [when for when in near if when.end <= at]
        chosen = (after or before[-1:] or near)[0]
        return chosen.day, chosen.precision, f'date "{chosen.words}"'
    if statement.rule.standing or published is None or statement.modality.negated:
        return None, None, "no date given"
    return published, DatePrecision.DAY, "no date given: day of publication"


def _dates_of(
    statement: Statement, sentence: Sentence, dates: Sequence[When], lexicon: Lexicon
) -> list[When]:
    """Dates that can belong to the statement: none before a "currently" or "now" of its own."""
    at = statement.match.first
    now = [
        sentence.tokens[word].start
        for word in range(max(0, at - 3), at)
        if lexicon.is_in(sentence.low(word), "modality.now")
    ]
    return [when for when in dates if not now or when.start > now[0]]


def _is_current(  # noqa: PLR0913, PLR0917
    statement: Statement,
    event: date | None,
    precision: DatePrecision | None,
    sentence: Sentence,
    published: date | None,
    reading: Reading,
) -> bool:
    if statement.modality.past:
        return False
    if statement.rule.relation is Relation.CONTROLS:
        return not _is_ended(statement, sentence)
    if statement.rule.relation is Relation.PRESENT and _is_pluperfect(statement, sentence):
        return False
    return not (
        statement.rule.shape == "noun"
        and event is not None
        and published is not None
        and (published - event).days > _PAST_AFTER_DAYS
    )


def _is_ended(statement: Statement, sentence: Sentence) -> bool:
    """ "the last settlement under X control … had been liberated": over by the same sentence."""
    if statement.rule.shape != "befalls":
        return False
    words = {token.low for token in sentence.tokens}
    return "last" in words and bool(words & {"liberated", "recaptured", "retaken", "captured"})


def _is_pluperfect(statement: Statement, sentence: Sentence) -> bool:
    before = [
        sentence.low(at) for at in range(max(0, statement.match.first - 4), statement.match.first)
    ]
    return "had" in before


def _confidence(statement: Statement, span: PlaceSpan, actor: str | None) -> float:
    score = 0.9
    score -= 0.15 * span.stands_for
    score -= 0.15 * (statement.actor is None)
    score -= 0.1 * statement.modality.hedged
    score -= 0.2 * (actor is None)
    return round(max(score, 0.1), 2)


def _how(statement: Statement, span: PlaceSpan, voice: str, speaker: str, date_rule: str) -> str:
    parts = [f'phrase rule {statement.rule.rule_id} "{statement.phrase}"']
    if statement.modality.negated:
        parts.append("negated")
    parts.append(
        f'said by "{speaker}" ({voice})' if voice != SOURCE_VOICE else "in the outlet's own voice"
    )
    if span.stands_for:
        parts.append(f"a word standing for {span.place.name}")
    return "; ".join([*parts, date_rule])


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    """One per (place, claimant, relation, actor, polarity); presence yields to control."""
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (claim.place_id, claim.claimant, claim.relation, claim.actor, claim.polarity)
        known = kept.get(key)
        if known is None or _rank(claim) > _rank(known):
            kept[key] = claim if known is None else replace(claim)
    held = {
        (claim.place_id, claim.claimant, claim.actor)
        for claim in kept.values()
        if claim.relation is Relation.CONTROLS
        and claim.polarity is Polarity.AFFIRM
        and claim.current
        and claim.extent is Extent.WHOLE
    }
    return sorted(
        (
            claim
            for claim in kept.values()
            if claim.relation is not Relation.PRESENT
            or claim.polarity is Polarity.DENY
            or (claim.place_id, claim.claimant, claim.actor) not in held
        ),
        key=lambda claim: (claim.start_char, claim.claim_id),
    )


def _rank(claim: Claim) -> tuple[bool, bool, float]:
    return claim.current, claim.extent is Extent.WHOLE, claim.confidence
