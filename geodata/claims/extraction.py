"""The reading of one article from the first sentence to the last, and the claims it leaves."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from geodata.claims.acting import Sides
from geodata.claims.anaphora import Focus
from geodata.claims.attribution import find_frames, quoted_whole
from geodata.claims.dates import When
from geodata.claims.daybook import DayBook, open_daybook
from geodata.claims.denials import answer_denials, link_denials
from geodata.claims.events import Event, date_denial, event_of, is_current, is_pluperfect
from geodata.claims.frames import Frame, Speaker, Voices
from geodata.claims.grading import circumstances_of, confidence_of, explain
from geodata.claims.heads import Heads
from geodata.claims.lexicon import Lexicon
from geodata.claims.named_later import Counted, counted_in, names_of, with_names
from geodata.claims.parses import Parser
from geodata.claims.reading import read_sentences
from geodata.claims.second_reading import Seen, read_trees
from geodata.claims.sentence import PlaceSpan, Sentence
from geodata.claims.statements import Statement, find_statements
from geodata.claims.told_back import may_tell_back, speaker_told_back
from geodata.claims.utterance import (
    Utterance,
    actor_of,
    is_of_bystanders,
    utterance_of,
    voice_at,
    voiced,
)
from geodata.model import (
    SOURCE_VOICE,
    Article,
    Claim,
    Extent,
    Mention,
    Place,
    Polarity,
    Relation,
)

_HISTORY_YEARS = 60
_LONGEST_QUOTATION = 12
"""Sentences that are looked ahead for the speaker of a quotation."""
_LATE_VOICE = 2
"""Sentences that are looked ahead for "This was said by X"."""
EXTRACTOR = "rules@9"
"""Name and version of this grammar; raise it whenever the same article may read otherwise."""


PARSE = "parse@1"
"""The second reader, likewise."""


def extractor_name(parser: Parser | None) -> str:
    """Name what reads: the grammar, and the parser where there is one."""
    return EXTRACTOR if parser is None else f"{EXTRACTOR}+{PARSE}:{parser.name}"


@dataclass(slots=True)
class Reading:
    """What has been read so far."""

    article: Article
    lexicon: Lexicon
    own_voice: str
    days: DayBook
    parser: Parser | None = None
    focus: Focus = field(default_factory=Focus)
    heads: Heads = field(default_factory=Heads)
    voices: Voices = field(default_factory=Voices)
    sides: Sides = field(default_factory=Sides)
    claims: list[Claim] = field(default_factory=list)
    in_another_war: bool = False
    """True while the days named last are history."""
    seen: list[Seen] = field(default_factory=list)
    last_side: str | None = None
    """The side named last before the sentence that is read."""
    counted: Counted | None = None
    """Places that were counted and may yet be named."""


def extract_claims(  # noqa: PLR0913 - each is another thing that a reading needs
    article: Article,
    mentions: Sequence[Mention],
    *,
    lexicon: Lexicon,
    places: Callable[[str], Place],
    own_voice: str = SOURCE_VOICE,
    parser: Parser | None = None,
) -> list[Claim]:
    """Find the claims of control, presence, fighting and threat in an article, in text order.

    One claim per (place, claimant, relation, actor, polarity): a repeated one keeps its first,
    most certain sentence. Method: attribution frames over clause patterns, both from
    seeds/phrases; no network, no model. Unresolved mentions carry no claim. A parser, if given,
    reads the sentences in which the grammar finds a place and a phrase but no claim.

    `own_voice` is the actor that publishes: in the monitor's own report "the monitor assesses" is
    the outlet's voice.
    """
    sentences = read_sentences(article, mentions, lexicon.actor_index, places)
    days = open_daybook(article, sentences, lexicon)
    reading = Reading(article, lexicon, own_voice, days, parser)
    reading.sides.rivals, reading.sides.allies = lexicon.rivals, lexicon.allies
    for sentence in sentences:
        for span in sentence.actors:
            if lexicon.is_side(span.actor_id):
                reading.sides.counts[span.actor_id] += 1
    for number, sentence in enumerate(sentences):
        reading.focus.resolve(sentence, lexicon)
        reading.heads.resolve(sentence, lexicon)
        if sentence.unclosed and sentence.is_quotation:
            reading.voices.latest = _speaker_ahead(
                sentences[number + 1 : number + 1 + _LONGEST_QUOTATION], reading
            )
        _read_sentence(sentence, sentences[number + 1 : number + 1 + _LATE_VOICE], reading)
        reading.focus.remember(sentence, lexicon)
        reading.heads.remember(sentence, lexicon)
    if parser is not None:
        read_trees(parser, reading.seen, reading.claims, lexicon, partial(_claims_then, reading))
    return link_denials(_distinct(reading.claims))


def _speaker_ahead(sentences: Sequence[Sentence], reading: Reading) -> Speaker | None:
    """Whose a quotation is that goes on: "“A fell. We hold B,” X said." names X at its end."""
    for sentence in sentences:
        if not sentence.is_quotation:
            frames = find_frames(sentence, reading.lexicon, replace(reading.voices))
            spoken = [frame for frame in frames if frame.cue not in sentence.quoted]
            begins = 0 in sentence.quoted or (spoken and spoken[0].first == 0)
            return spoken[0].speaker if spoken and begins else reading.voices.latest
        if not sentence.unclosed:
            break
    return reading.voices.latest


def _named_late(ahead: Sequence[Sentence], reading: Reading) -> Speaker | None:
    """Whose a report is that names nobody: "A fell. This was said by X." names X behind it."""
    late = next((at for at, sentence in enumerate(ahead) if may_tell_back(sentence)), None)
    if late is None:
        return None
    *between, frames = (
        find_frames(sentence, reading.lexicon, replace(reading.voices))
        for sentence in ahead[: late + 1]
    )
    return None if any(between) else speaker_told_back(frames)


def _read_sentence(sentence: Sentence, ahead: Sequence[Sentence], reading: Reading) -> None:
    lexicon, days = reading.lexicon, reading.days
    frames = find_frames(sentence, lexicon, reading.voices)
    if sentence.places and not frames:
        frames = quoted_whole(sentence, _named_late(ahead, reading))
    dates = days.dates_in(sentence, lexicon)
    reading.last_side = reading.focus.last_side
    known = len(reading.claims)
    if sentence.places:
        _read_phrases(sentence, frames, dates, reading)
    denials = answer_denials(sentence, frames, reading.claims, reading.focus, lexicon)
    reading.claims += [date_denial(one, sentence, frames, days, lexicon) for one in denials]
    if reading.parser is not None and sentence.places:
        own = range(known, len(reading.claims))
        reading.seen.append(
            Seen(sentence, tuple(frames), tuple(dates), days.copy(), reading.last_side, own)
        )
    counted = counted_in(sentence, frames, dates, lexicon)
    reading.counted = counted or (reading.counted and reading.counted.older())
    days.turn(sentence, frames, dates, lexicon)
    if dates:
        reading.in_another_war = all(
            _is_of_another_war(when.day, reading.article.published_on) for when in dates
        )


def _read_phrases(
    sentence: Sentence, frames: Sequence[Frame], dates: Sequence[When], reading: Reading
) -> None:
    """Add the claims that phrases of a sentence make, and those that its names complete."""
    known = len(reading.claims)
    for statement in find_statements(sentence, frames, reading.lexicon, reading.sides):
        utterance = utterance_of(statement, sentence, frames, dates)
        if reading.in_another_war and is_pluperfect(utterance):
            continue  # "liberated in 1943. They had captured it two years before."
        found = [
            one
            for one in _claims_of(utterance, reading)
            if not _is_undone(one, utterance, reading.claims[known:])
        ]
        reading.claims += found
        if not statement.rule.standing and statement.polarity is Polarity.AFFIRM:
            reading.sides.attackers |= {one.place_id: one.actor for one in found if one.actor}
    if reading.counted is not None:
        reading.claims += _claims_of_named(sentence, reading.counted, reading)


def _claims_of_named(sentence: Sentence, counted: Counted, reading: Reading) -> Iterator[Claim]:
    """As in "took four villages. They are A, B, C and D": both sentences are the words for it."""
    named = names_of(sentence, reading.lexicon)
    if not named:
        return
    told = with_names(counted, named)
    places = {span.place.place_id for span in named}
    for statement in find_statements(told, counted.frames, reading.lexicon, reading.sides):
        utterance = utterance_of(statement, told, counted.frames, counted.dates)
        for claim in _claims_of(utterance, reading):
            if claim.place_id in places:
                quote = reading.article.text[told.start : sentence.end]
                yield replace(claim, end_char=sentence.end, quote=quote)


def _is_undone(claim: Claim, utterance: Utterance, before: Sequence[Claim]) -> bool:
    """As in "X retook Y, days after losing it": in one sentence only the new holder counts."""
    first = utterance.statement.match.first
    earlier = utterance.sentence.low(first).endswith("ing") or (
        utterance.sentence.low(first - 1) in {"had", "having"}
    )
    lost = claim.relation is Relation.CONTROLS and claim.polarity is Polarity.DENY
    return (earlier and lost) and any(
        one.polarity is Polarity.AFFIRM
        and (one.place_id, one.claimant, one.relation, one.actor)
        == (claim.place_id, claim.claimant, claim.relation, claim.actor)
        for one in before
    )


def _is_of_another_war(day: date | None, published: date | None) -> bool:
    """What happened longer ago than anybody who fights today can remember is history."""
    return day is not None and published is not None and published.year - day.year > _HISTORY_YEARS


def _claims_then(reading: Reading, utterance: Utterance, seen: Seen) -> list[Claim]:
    """The claims of an utterance, as if it were read in its turn."""
    reading.days, reading.last_side = seen.days, seen.last_side
    return list(_claims_of(utterance, reading))


def _claims_of(utterance: Utterance, reading: Reading) -> Iterator[Claim]:
    if is_of_bystanders(utterance, reading.lexicon):
        return
    for span in utterance.statement.ground.spans:
        event = event_of(utterance, span, reading.days, reading.lexicon)
        if _is_of_another_war(event.day, reading.article.published_on):
            continue
        for claimants, speaker, polarity in voiced(utterance):
            for claimant in claimants:
                voice = voice_at(claimant, span.place, reading.lexicon)
                voice = SOURCE_VOICE if voice == reading.own_voice else voice
                claim = _claim(utterance, span, event, (voice, speaker, polarity), reading)
                if claim.actor is not None or claim.relation is Relation.CONTESTED:
                    yield claim  # ground held or threatened by nobody in particular says nothing


def _claim(
    utterance: Utterance,
    span: PlaceSpan,
    event: Event,
    said: tuple[str, str, Polarity],
    reading: Reading,
) -> Claim:
    voice, speaker, polarity = said
    article, statement, sentence = reading.article, utterance.statement, utterance.sentence
    actor = actor_of(utterance, voice, reading.lexicon, reading.sides, reading.last_side)
    circumstances = circumstances_of(utterance, span, actor, voice)
    return Claim(
        article_id=article.article_id,
        source_id=article.source_id,
        place_id=span.place.place_id,
        claimant=voice,
        speaker=speaker if voice != SOURCE_VOICE else "",
        relation=statement.rule.relation,
        actor=actor,
        polarity=polarity,
        extent=_extent(statement),
        hedged=statement.modality.hedged,
        current=is_current(utterance, event, article.published_on),
        event_date=event.day,
        date_precision=event.precision,
        published_at=article.published_at,
        start_char=sentence.start,
        end_char=sentence.end,
        quote=sentence.text,
        extractor=extractor_name(reading.parser),
        confidence=confidence_of(circumstances),
        how=explain(utterance, span, event, voice, speaker, circumstances),
    )


def _extent(statement: Statement) -> Extent:
    """Fighting and threats are always about some part: only what is held or entered has shares."""
    shared = statement.rule.relation in {Relation.CONTROLS, Relation.PRESENT}
    return statement.ground.extent if shared else Extent.WHOLE


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    """One per (place, claimant, relation, actor, polarity); presence yields to control."""
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (claim.place_id, claim.claimant, claim.relation, claim.actor, claim.polarity)
        if key not in kept or _rank(claim) > _rank(kept[key]):
            kept[key] = claim
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


def _rank(claim: Claim) -> tuple[bool, bool, bool, float]:
    """Of the same claim told twice, the one that holds, of the whole place, dated, is kept."""
    whole, dated = claim.extent is Extent.WHOLE, claim.event_date is not None
    return claim.current, whole, dated, claim.confidence
