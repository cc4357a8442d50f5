"""Who says so: finds the frames of attribution in a sentence."""

from collections.abc import Sequence
from dataclasses import replace

from geodata.claims.clauses import STOPS, clause_start, is_passive_form, name_text
from geodata.claims.content import closed_at_voice_break, closed_by, noun_content_end, said
from geodata.claims.frames import Frame, Speaker, Voices
from geodata.claims.headlines import bulletin_of, colon_frames, source_named
from geodata.claims.lexicon import Lexicon
from geodata.claims.modality import is_called_false
from geodata.claims.patterns import Match
from geodata.claims.people import people_named
from geodata.claims.pointing import (
    appended_denial,
    noun_beside,
    opens_content,
    owner_before,
    owner_behind,
    points_elsewhere,
)
from geodata.claims.sentence import ActorSpan, Sentence
from geodata.claims.speakers import find_speaker
from geodata.claims.told_back import back_frame, says_this, told_back_frame
from geodata.claims.turned import according_frame, inverted_frame, passive_frame, quoted_on
from geodata.model import SOURCE_VOICE

_REFUSAL_REACH = 3
_SECTOR_REACH = 7
"""Words of "in the X and Y directions" that open a sentence."""
_REPORT_REACH = 9
"""Words of "said on Facebook in its evening update"."""
_UPDATE_REACH = 5
"""Words between "published" and the update."""
_ANSWER_REACH = 4
"""Words of a quotation among which "this is" stands."""
_ANSWERED = frozenset({"this", "that", "it", "these", "claims", "reports"})
_HEADS_OF_QUOTES = frozenset({"quote", "details", "background"})
"""As in "Source: X. Quote: “…”": who is quoted was told before."""
_MEANS = frozenset({"in", "via", "through", "with"})
_OPENING = 2
"""Words before which a subject opens its sentence."""


def find_frames(sentence: Sentence, lexicon: Lexicon, voices: Voices) -> list[Frame]:
    """Find the frames of one sentence, outermost first; updates `voices`."""
    frames: list[Frame] = []
    voices.people |= people_named(sentence, lexicon)
    sayings = lexicon.sayings.find(
        sentence,
        lambda match, _: (
            match.first not in sentence.aside
            and not sentence.low(match.first - 1).endswith("nationally")  # "recognised government"
            and not _is_prefix(sentence, match)
            and not _is_noun_here(sentence, match, lexicon)
        ),
    )
    _hear_source(sentence, lexicon, voices)
    for match, _, stance in sayings:
        frame = _frame(sentence, match, stance, lexicon, voices, frames)
        if frame is None:
            continue
        frames = [closed_by(earlier, frame, sentence, lexicon) for earlier in frames]
        frames += [frame, *quoted_on(sentence, frame)]
        _hear(frame.speaker, sentence, voices)
        _hear_report(frame, sentence, lexicon, voices)
    nouns = _noun_frames(sentence, lexicon)
    if nouns and not frames and (sentence.is_quotation or _quotes(sentence)):
        frames += quoted_whole(sentence, voices.latest)
    frames += nouns
    frames = _with_verdicts(sentence, frames, lexicon)
    if not _ANSWERED.isdisjoint(sentence.words):
        frames = [_answering(frame, sentence, lexicon) for frame in frames]
    frames = frames or colon_frames(sentence, lexicon)
    if not frames and (sentence.is_quotation or _quotes(sentence)):
        frames += quoted_whole(sentence, voices.latest)
    elif not frames:
        frames += _continued(sentence, lexicon, voices)
        voices.person = _person_named(sentence) or voices.person
        voices.last = voices.last or _opening_side(sentence, lexicon)
        if _publishes(sentence, lexicon):
            voices.report = _opening_side(sentence, lexicon) or voices.report
    return sorted(
        (closed_at_voice_break(frame, sentence, lexicon) for frame in frames),
        key=lambda frame: (frame.first, -frame.last, frame.cue),
    )


def _frame(  # noqa: PLR0913, PLR0917 - the verb, and all that tells who its subject is
    sentence: Sentence,
    match: Match,
    stance: str,
    lexicon: Lexicon,
    voices: Voices,
    earlier: Sequence[Frame],
) -> Frame | None:
    if stance in {"according", "told"}:
        behind = according_frame if stance == "according" else told_back_frame
        return behind(sentence, match, lexicon, voices)
    noun = noun_beside(sentence, match.first, lexicon)
    if noun is not None and stance != "assert":
        return appended_denial(sentence, match, noun, lexicon, voices) if stance == "deny" else None
    if is_passive_form(sentence, match.first, lexicon):
        return passive_frame(sentence, match, stance, lexicon, voices)
    if _is_hearsay(sentence, match, lexicon):
        return None
    inverted = inverted_frame(sentence, match, stance, lexicon, voices, earlier)
    if inverted is not None:
        return inverted
    if _is_refused(sentence, match.first, lexicon):
        stance = "withhold"
    speaker = find_speaker(sentence, match.first, lexicon, voices, earlier)
    return None if speaker is None else _said_frame(sentence, match, stance, lexicon, speaker)


def _said_frame(
    sentence: Sentence, match: Match, stance: str, lexicon: Lexicon, speaker: Speaker
) -> Frame:
    """The words that the subject of a verb says; none of its own sentence in "X said this"."""
    if stance in {"assert", "confirm"} and says_this(sentence, match, lexicon):
        return back_frame(speaker, match)
    first, last = said(sentence, match, speaker, lexicon)
    inside = match.first + 1 if match.gap else match.last  # "called it a lie"
    return Frame(
        speaker=speaker,
        stance=stance,
        first=first,
        last=last,
        cue=match.first,
        points=stance == "deny" and points_elsewhere(sentence, inside, last, lexicon),
        bare=stance == "deny" and (sentence.low(first) in STOPS or first >= last),
    )


def _is_hearsay(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """As in "troops reported to be near X": nobody is named who says so."""
    return (
        sentence.low(match.last) == "to"
        and sentence.low(match.last + 1) in {"be", "have"}
        and lexicon.is_in(sentence.low(match.first), "modality.reported")
    )


def _is_refused(sentence: Sentence, verb: int, lexicon: Lexicon) -> bool:
    """As in "did not say", "has refused to recognise", "may indicate": nothing is asserted."""
    before = sentence.low(verb - 1)
    if lexicon.is_in(before, "modality.modal") and before not in {"can", "must"}:
        return True
    group = sentence.between(verb - _REFUSAL_REACH, verb)
    return lexicon.any_in(group, "modality.negation", "modality.failing")


def _person_named(sentence: Sentence) -> Speaker | None:
    """The first person of a known side in a sentence that reports no speech."""
    span = next((span for span in sentence.actors if span.form == "people"), None)
    if span is None:
        return None
    return Speaker(claimants=(span.actor_id,), words=name_text(sentence, span), first=span.first)


def quoted_whole(sentence: Sentence, speaker: Speaker | None) -> list[Frame]:
    """As in "“A fell,” X said. “We hold B.”": a quotation without a voice of its own is X's."""
    if speaker is None or speaker.claimants == (SOURCE_VOICE,):
        return []
    last = len(sentence.tokens)
    speaker = replace(speaker, first=0)
    return [Frame(speaker=speaker, stance="assert", first=0, last=last, cue=0)]


def _opening_side(sentence: Sentence, lexicon: Lexicon) -> Speaker | None:
    """Whom "it said" means in an article that has quoted nobody yet: the subject before."""
    span = next((one for one in sentence.actors if one.first <= _OPENING), None)
    if span is None or not lexicon.is_side(span.actor_id):
        return None
    return Speaker(claimants=(span.actor_id,), words=name_text(sentence, span), first=span.first)


def _continued(sentence: Sentence, lexicon: Lexicon, voices: Voices) -> list[Frame]:
    """Words of a side, which the outlet goes on reporting, or which is the publisher itself.

    As in "The enemy attacked X", and in "On the X front …" behind "the staff said in its update".
    """
    speaker = voices.report if _opens_sector(sentence, lexicon) else None
    if speaker is None and _is_partisan(sentence, lexicon):
        speaker = voices.publisher or voices.last
    speaker = speaker or voices.publisher
    if speaker is None or not any(map(lexicon.is_side, speaker.claimants)):
        return []
    last = len(sentence.tokens)
    return [Frame(speaker=replace(speaker, first=0), stance="assert", first=0, last=last, cue=0)]


def _publishes(sentence: Sentence, lexicon: Lexicon) -> bool:
    """As in "The staff published its evening update": what follows part by part is of it."""
    verb = next(iter(sentence.tokens_of(lexicon.words["saying.publishing",])), None)
    return verb is not None and lexicon.any_in(
        sentence.between(verb + 1, verb + 1 + _UPDATE_REACH), "saying.updates"
    )


def _is_partisan(sentence: Sentence, lexicon: Lexicon) -> bool:
    if not lexicon.any_in(sentence.words, "saying.partisan"):
        return False
    return any(
        lexicon.is_in(word, "saying.partisan") and at not in sentence.quoted
        for at, word in enumerate(sentence.lows)
    )


def _opens_sector(sentence: Sentence, lexicon: Lexicon) -> bool:
    """As in "On the X front", "In the X direction": one part of a report after the other."""
    return sentence.low(0) in {"on", "in", "at", "along"} and lexicon.any_in(
        sentence.between(1, _SECTOR_REACH), "grammar.directions"
    )


def _noun_frames(sentence: Sentence, lexicon: Lexicon) -> list[Frame]:
    """As in "Russian assertions that …", "Russia's claim to have taken …"."""
    frames: list[Frame] = []
    if not lexicon.any_in(sentence.words, "saying.nouns"):
        return frames
    for at in sentence.tokens_of(lexicon.words["saying.nouns",]):
        word = sentence.low(at)
        owner, opening = owner_before(sentence, at, lexicon), at
        behind = owner_behind(sentence, at) if owner is None else None
        if behind is not None:
            owner, opening = behind
        somebody = (
            owner is None
            and lexicon.is_in(word, "saying.owned_nouns")
            and lexicon.is_in(sentence.low(at - 1), "saying.before_owned")
            and sentence.low(at - 2) not in _MEANS  # "said in a statement that"
        )
        if (owner is None and not somebody) or not opens_content(sentence, at, lexicon):
            continue
        if owner is not None and not behind and not _is_owned(sentence, at, owner, lexicon):
            continue
        frames.append(
            Frame(
                speaker=_owner(sentence, owner, at),
                stance="assert",
                first=opening + 1,
                last=noun_content_end(sentence, opening + 2),
                cue=at,
                noun=True,
            )
        )
    return frames


def _hear(speaker: Speaker, sentence: Sentence, voices: Voices) -> None:
    if not speaker.claimants:
        return  # "the enemy claims": somebody's whom the quotation does not name
    voices.latest = speaker
    if speaker.claimants != (SOURCE_VOICE,):
        last = voices.last
        voices.last = speaker
        voices.person = (voices.person or last) if _is_nobody(speaker, sentence) else None


def _hear_report(frame: Frame, sentence: Sentence, lexicon: Lexicon, voices: Voices) -> None:
    """Note whose update is told, as in "said in its evening update"; anybody else ends it."""
    behind = sentence.between(frame.cue, frame.cue + _REPORT_REACH)
    if lexicon.any_in(behind, "saying.updates"):
        voices.report = frame.speaker
    elif voices.report is not None and frame.speaker.claimants != voices.report.claimants:
        voices.report = None


def _is_nobody(speaker: Speaker, sentence: Sentence) -> bool:
    """As in "Kyiv rejected", "Russia said": no one who could be "he" afterwards."""
    span = sentence.actor_at(speaker.first)
    if span is None or span.form not in {"names", "metonyms"}:
        return False
    return span.last - span.first >= len(speaker.words.split())


def _hear_source(sentence: Sentence, lexicon: Lexicon, voices: Voices) -> None:
    """Note who is named on a line of its own above what he says."""
    voices.publisher = voices.publisher or bulletin_of(sentence, lexicon)
    source = source_named(sentence)
    if source is not None:
        voices.latest = voices.last = source


def _quotes(sentence: Sentence) -> bool:
    return sentence.low(1) == ":" and sentence.low(0) in _HEADS_OF_QUOTES


def _answering(frame: Frame, sentence: Sentence, lexicon: Lexicon) -> Frame:
    """As in "“This is not true,” X said": a denial of what somebody else said before."""
    if frame.noun or frame.stance != "assert":
        return frame
    for at in range(frame.first, min(frame.last, frame.first + _ANSWER_REACH)):
        verb = at + 1
        if sentence.low(at) not in _ANSWERED or not (
            lexicon.is_in(sentence.low(verb), "grammar.passive") or sentence.low(verb) == "'s"
        ):
            continue
        untrue = sentence.low(verb + 1) == "not" and sentence.low(verb + 2) in {"true", "so"}
        if untrue or is_called_false(sentence, at, verb + 1, lexicon, verbs=("'s",)):
            return replace(frame, stance="deny", points=True)
    return frame


def _with_verdicts(sentence: Sentence, frames: Sequence[Frame], lexicon: Lexicon) -> list[Frame]:
    """As in "Y's claim to have taken X is false, Z said": whoever says so denies it."""
    owned = [frame for frame in frames if frame.noun and frame.speaker.claimants]
    judged = "true" in sentence.words or lexicon.any_in(sentence.words, "modality.falsehood")
    if not owned or not judged:
        return list(frames)
    false = [
        frame
        for frame in owned
        if is_called_false(sentence, frame.first, len(sentence.tokens), lexicon)
    ]
    return [
        part
        for frame in frames
        for part in (
            _denying_from(frame, false, sentence, lexicon)
            if (frame.noun, frame.stance) == (False, "assert")
            else (frame,)
        )
    ]


def _denying_from(
    frame: Frame, false: Sequence[Frame], sentence: Sentence, lexicon: Lexicon
) -> Sequence[Frame]:
    """As in "Z said A held and that Y's claim to have taken B was false": B alone is denied."""
    cue = next((one.cue for one in false if frame.covers(one.cue)), None)
    if cue is None:
        return (frame,)
    start = clause_start(sentence, cue, lexicon)
    if start <= frame.first + 1 or start >= frame.last:
        return (replace(frame, stance="deny"),)
    return replace(frame, last=start - 1), replace(frame, first=start, stance="deny")


def _is_owned(sentence: Sentence, noun: int, owner: ActorSpan, lexicon: Lexicon) -> bool:
    """Tell "Russia's claim it took X" from "Russia claims it took X"."""
    adjective = owner.form == "demonyms" and not sentence.low(noun - 1).endswith("s")
    return (
        adjective
        or sentence.low(noun - 1) in {"'s", "'", "’"}
        or lexicon.is_in(sentence.low(noun + 1), "saying.opens_content")
    )


def _owner(sentence: Sentence, owner: ActorSpan | None, noun: int) -> Speaker:
    """Whose noun it is; "the claim that …" is somebody's, and so not the outlet's."""
    if owner is None:
        return Speaker(claimants=(), words="", first=noun)
    return Speaker(claimants=(owner.actor_id,), words=name_text(sentence, owner), first=owner.first)


def _is_prefix(sentence: Sentence, match: Match) -> bool:
    """As in "counter-offensive": half a word."""
    at = match.first
    return sentence.low(at + 1) == "-" and sentence.tokens[at].end == sentence.tokens[at + 1].start


def _is_noun_here(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """As in "Russia's claims", "the reports", "Russian claims": not a verb here."""
    word = sentence.low(match.first)
    if match.last - match.first > 1 or not lexicon.is_in(word, "saying.nouns"):
        return False
    before = sentence.low(match.first - 1)
    actor = sentence.actor_at(match.first - 1)
    if actor is not None:
        return actor.form == "demonyms" and not before.endswith("s")
    if before in {"'", "’"} and sentence.low(match.first - 2).endswith("s"):
        return True  # "the rebels' claim"
    if lexicon.is_in(before, "grammar.before_noun", "saying.takes_noun"):
        return True
    names_somebody = match.first > 0 and sentence.tokens[match.first - 1].text[0].isupper()
    return (
        word.endswith("s")
        and sentence.low(match.last) in {"of", "that", "about", ",", "."}
        and not names_somebody
        and not lexicon.is_in(before, "anaphora.pronouns")
    )
