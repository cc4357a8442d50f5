"""Who says so: frames of attribution over the words that they cover.

A frame is a stretch of a sentence that somebody is said to assert or to deny. Frames nest:
"Ukraine rejected Russian assertions that …" is Ukraine's denial around Russia's assertion.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geodata.claims.clauses import Subject, name_text, phrase_start, phrase_text, subject_before
from geodata.claims.lexicon import Lexicon
from geodata.claims.patterns import Match
from geodata.claims.reading import Sentence
from geodata.model import SOURCE_VOICE

LOCAL_OFFICIAL = "*local official"
"""Stands for the side of the country that the place lies in, until the place is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Tokens [first, last) are what `claimants` assert, deny or withhold."""

    claimants: tuple[str, ...]
    speaker: str
    stance: str
    """assert | confirm | deny | withhold."""
    first: int
    last: int
    cue: int
    """Token of the word of saying."""
    noun: bool = False
    """True for "Russian assertions that"."""
    points: bool = False
    """True when what is denied is only pointed at ("the claim")."""

    def covers(self, token: int) -> bool:
        """Tell whether a token is part of what is said."""
        return self.first <= token < self.last


@dataclass(slots=True)
class Voices:
    """Who spoke last, for "the ministry said" and "he added"."""

    last: tuple[tuple[str, ...], str] | None = None


def find_frames(sentence: Sentence, lexicon: Lexicon, text: str, voices: Voices) -> list[Frame]:
    """Find the frames of one sentence, in the order of their cues; updates `voices`."""
    frames: list[Frame] = []
    sayings = lexicon.sayings.find(
        sentence,
        lambda match, _: (
            match.first not in sentence.aside and not _is_noun(sentence, match, lexicon)
        ),
    )
    for match, _, stance in sayings:
        frame = (
            _according_frame(sentence, match, lexicon, text)
            if stance == "according"
            else _verb_frame(sentence, match, stance, lexicon, text, voices, frames)
        )
        if frame is not None:
            frames = _closed_by(frames, frame, sentence, lexicon)
            frames.append(frame)
            if frame.claimants != (SOURCE_VOICE,):
                voices.last = (frame.claimants, frame.speaker)
    frames += _noun_frames(sentence, lexicon, text)
    frames = _closed_at_voice_breaks(frames, sentence, lexicon)
    return sorted(frames, key=lambda frame: (frame.first, frame.cue))


def _is_noun(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """ "Russia's claims", "the reports", "Russian claims": not a verb here."""
    word = sentence.low(match.first)
    if match.last - match.first > 1 or not lexicon.is_in(word, "saying.nouns"):
        return False
    before = sentence.low(match.first - 1)
    actor = sentence.actor_at(match.first - 1)
    if before in {"'s", "the", "these", "this", "those", "of", "such", "a", "an", "to"}:
        return before != "to"
    if (
        actor is not None
        and actor.form == "demonyms"
        and not actor_is_people(sentence, match.first - 1)
    ):
        return True
    after = sentence.low(match.last)
    return (
        actor is None
        and after in {"of", "that", ",", "."}
        and word.endswith("s")
        and (
            not lexicon.is_in(before, "anaphora.pronouns")
            and not sentence.tokens[match.first - 1].text[0].isupper()
            if match.first
            else True
        )
    )


def actor_is_people(sentence: Sentence, token: int) -> bool:
    """ "Ukrainians", "Russians": people, not an adjective."""
    return sentence.low(token).endswith("s")


def _verb_frame(  # noqa: PLR0913, PLR0917 - the words, the lexicon and what was said before
    sentence: Sentence,
    match: Match,
    stance: str,
    lexicon: Lexicon,
    text: str,
    voices: Voices,
    earlier: Sequence[Frame],
) -> Frame | None:
    passive = _passive_agent(sentence, match, lexicon)
    if passive is not None:
        actor_id, first, last = passive
        return Frame(
            claimants=(actor_id,),
            speaker=phrase_text(sentence, first, last, text),
            stance=stance,
            first=0,
            last=match.first,
            cue=match.first,
            points=stance == "deny" and _points_elsewhere(sentence, 0, match.first, lexicon),
        )
    if _is_passive(sentence, match.first, lexicon) or _is_said_to(sentence, match, lexicon):
        return None
    claimants, speaker, at = _speaker(sentence, match, lexicon, text, voices, earlier)
    if not claimants:
        return None
    suffix = _suffix_end(sentence, match, at)
    first, last = (0, suffix) if suffix is not None else (match.last, len(sentence.tokens))
    if suffix is None and _starts_participle(sentence, match):
        last = _coordinate_end(sentence, match, last)
    return Frame(
        claimants=claimants,
        speaker=speaker,
        stance=stance,
        first=first,
        last=last,
        cue=match.first,
        points=stance == "deny" and _points_elsewhere(sentence, match.last, last, lexicon),
    )


def _speaker(  # noqa: PLR0913, PLR0917 - see _verb_frame
    sentence: Sentence,
    match: Match,
    lexicon: Lexicon,
    text: str,
    voices: Voices,
    earlier: Sequence[Frame],
) -> tuple[tuple[str, ...], str, int]:
    """Who says: (claimants, the words that name them, their first token)."""
    floor = _subject_floor(sentence, match.first, lexicon)
    subject = subject_before(sentence, match.first, lexicon, floor=floor)
    start = max(phrase_start(sentence, match.first, lexicon), floor)
    if subject is not None and subject.actors:
        for frame in earlier:
            if subject.first < frame.cue < match.first and not frame.noun:
                return frame.claimants, frame.speaker, subject.first
        first = min(phrase_start(sentence, subject.first, lexicon), subject.first)
        speaker = phrase_text(
            sentence, max(first, floor), _trim(sentence, match.first, lexicon), text
        )
        if _is_local(sentence, max(first, floor), match.first, subject, lexicon):
            return (LOCAL_OFFICIAL,), speaker, first
        return tuple(span.actor_id for span in subject.actors), speaker, first
    words = [sentence.low(at) for at in range(start, match.first)]
    speaker = phrase_text(sentence, start, _trim(sentence, match.first, lexicon), text)
    if voices.last and words[:1] == ["the"] and lexicon.is_in(words[-1], "saying.groups"):
        return voices.last[0], speaker, start
    if any(lexicon.is_in(word, "saying.local_officials") for word in words):
        return (LOCAL_OFFICIAL,), speaker, start
    pronoun = subject.pronoun if subject is not None else ""
    if pronoun and lexicon.is_in(pronoun, "anaphora.speakers") and voices.last:
        return voices.last[0], voices.last[1], start
    if not words or _inherits(sentence, match, lexicon):
        for frame in reversed(earlier):
            if not frame.noun:
                return frame.claimants, frame.speaker, start
        return _main_subject(sentence, match, lexicon, text, start)
    return (SOURCE_VOICE,), "", start


def _main_subject(
    sentence: Sentence, match: Match, lexicon: Lexicon, text: str, start: int
) -> tuple[tuple[str, ...], str, int]:
    """ ", claiming that …": the subject of the sentence speaks."""
    subject = subject_before(sentence, match.first, lexicon)
    if subject is None or not subject.actors:
        return (), "", start
    words = phrase_text(sentence, subject.first, subject.last, text)
    return tuple(span.actor_id for span in subject.actors), words, start


def _inherits(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """ "… but stressed that", ", insisting that": the subject stands before the border."""
    before = sentence.low(match.first - 1)
    return before in {",", "but", "and"} or lexicon.is_in(before, "grammar.breaks")


def _subject_floor(sentence: Sentence, token: int, lexicon: Lexicon) -> int:
    """A subject of saying stands in its own clause: after a break word or a hard mark."""
    for at in range(token - 1, -1, -1):
        word = sentence.low(at)
        if word in {";", ":", "“", "”"} or (
            lexicon.is_in(word, "grammar.breaks") and word not in {"with", "as"}
        ):
            return at + 1
    return 0


def _trim(sentence: Sentence, end: int, lexicon: Lexicon) -> int:
    """Leave auxiliaries and adverbs before the verb, and a comma, out of the speaker's name."""
    drop = {
        "has",
        "have",
        "had",
        "also",
        "later",
        "earlier",
        ",",
        "did",
        "do",
        "does",
        "'s",
        "then",
        "again",
    }
    while end > 0 and (
        sentence.low(end - 1) in drop or lexicon.is_in(sentence.low(end - 1), "grammar.passive")
    ):
        end -= 1
    return end


def _is_local(
    sentence: Sentence, first: int, last: int, subject: Subject, lexicon: Lexicon
) -> bool:
    """A governor or mayor without a side of their own: no name of an actor belongs to them."""
    spans = subject.actors
    return all(span.form == "bodies" for span in spans) and any(
        lexicon.is_in(sentence.low(at), "saying.local_adjectives") for at in range(first, last)
    )


def _passive_agent(
    sentence: Sentence, match: Match, lexicon: Lexicon
) -> tuple[str, int, int] | None:
    """ "was rejected by Kyiv": the one who does the saying."""
    if not _is_passive(sentence, match.first, lexicon) or sentence.low(match.last) != "by":
        return None
    for at in range(match.last + 1, min(match.last + 6, len(sentence.tokens))):
        actor = sentence.actor_at(at)
        if actor is not None:
            return actor.actor_id, match.last + 1, actor.last
    return None


def _is_passive(sentence: Sentence, verb: int, lexicon: Lexicon) -> bool:
    return sentence.low(verb).endswith(("d", "n", "t")) and any(
        lexicon.is_in(sentence.low(at), "grammar.passive") for at in range(max(0, verb - 2), verb)
    )


def _is_said_to(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """ "troops reported to be near X": nobody is named who says so."""
    return sentence.low(match.last) == "to" and lexicon.is_in(
        sentence.low(match.first), "modality.reported"
    )


def _suffix_end(sentence: Sentence, match: Match, speaker_first: int) -> int | None:
    """Where what was said ends, for "…, X said."; None when it follows the verb."""
    border = speaker_first - 1
    if border < MIN_SUFFIX_WORDS or sentence.low(border) not in {",", "”", '"'}:
        return None
    tail = [token.low for token in sentence.tokens[match.last :]]
    if tail[:1] in ([","], ["."], []) or len(tail) <= MAX_SUFFIX_TAIL:
        return border
    return (
        border
        if tail[0] in {"on", "in", "at", "late", "earlier", "during", "monday", "tuesday"}
        else None
    )


MIN_SUFFIX_WORDS = 4
MAX_SUFFIX_TAIL = 4


def _starts_participle(sentence: Sentence, match: Match) -> bool:
    return sentence.low(match.first).endswith("ing")


def _coordinate_end(sentence: Sentence, match: Match, last: int) -> int:
    """ "claiming control and positioning forces": the second participle is not said."""
    for at in range(match.last, last - 1):
        if sentence.low(at) == "and" and sentence.low(at + 1).endswith("ing"):
            return at
    return last


def _according_frame(sentence: Sentence, match: Match, lexicon: Lexicon, text: str) -> Frame | None:
    last = match.last
    while last < len(sentence.tokens) and sentence.low(last) not in {",", ".", ";", ":"}:
        last += 1
    actors = [span for span in sentence.actors if match.last <= span.first < last]
    speaker = phrase_text(sentence, match.last, last, text)
    first, end = (last, len(sentence.tokens)) if match.first == 0 else (0, match.first)
    if actors:
        claimant = actors[-1].actor_id
    elif any(
        lexicon.is_in(sentence.low(at), "saying.local_officials") for at in range(match.last, last)
    ):
        claimant = LOCAL_OFFICIAL
    else:
        return None
    return Frame(
        claimants=(claimant,),
        speaker=speaker,
        stance="assert",
        first=first,
        last=end,
        cue=match.first,
    )


def _noun_frames(sentence: Sentence, lexicon: Lexicon, text: str) -> list[Frame]:
    """ "Russian assertions that …", "Russia's claim to have taken …", "Moscow's claims of …"."""
    frames = []
    for at, token in enumerate(sentence.tokens):
        if not lexicon.is_in(token.low, "saying.nouns") or sentence.low(at + 1) not in {
            "that",
            "to",
            "of",
            "about",
        }:
            continue
        owner = sentence.actor_at(at - 1) or (
            sentence.actor_at(at - 2) if sentence.low(at - 1) == "'s" else None
        )
        if owner is None:
            continue
        frames.append(
            Frame(
                claimants=(owner.actor_id,),
                speaker=name_text(sentence, owner, text),
                stance="assert",
                first=at + 2,
                last=_noun_content_end(sentence, at + 2),
                cue=at,
                noun=True,
            )
        )
    return frames


def _noun_content_end(sentence: Sentence, start: int) -> int:
    """What a claim says ends at a comma and a participle (", insisting that")."""
    for at in range(start, len(sentence.tokens) - 1):
        if sentence.low(at) == "," and sentence.low(at + 1).endswith("ing"):
            return at
    return len(sentence.tokens)


def _points_elsewhere(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> bool:
    """ "the claim", "Russia's claims", "this": what is denied stands elsewhere."""
    for at in range(first, min(last, first + 8)):
        word = sentence.low(at)
        if lexicon.is_in(word, "saying.nouns") and sentence.low(at + 1) not in {"that", "to", "of"}:
            return True
        if word in {"this", "it", "that"} and at - first <= 1:
            after = sentence.low(at + 1)
            if not after or after in {",", ".", ";", "as", "is", "was", "has", "and"}:
                return True
    return False


def _closed_by(
    frames: list[Frame], frame: Frame, sentence: Sentence, lexicon: Lexicon
) -> list[Frame]:
    """End earlier frames where a new voice takes over after a comma, "but" or "while"."""
    closed = []
    for earlier in frames:
        border = _takeover(sentence, earlier, frame, lexicon)
        closed.append(earlier if border is None else replace(earlier, last=border))
    return closed


def _takeover(sentence: Sentence, earlier: Frame, frame: Frame, lexicon: Lexicon) -> int | None:
    if not (earlier.covers(frame.cue) and frame.first > earlier.first):
        return None
    for at in range(frame.cue, earlier.first, -1):
        word = sentence.low(at)
        if word == ";" or lexicon.is_in(word, "grammar.voice_breaks"):
            return at
        if word == "," and (
            sentence.low(at + 1) in {"and", "insisting", "claiming", "adding", "saying"}
            or sentence.low(at + 1).endswith("ing")
        ):
            return at
        if word == "and" and frame.claimants != earlier.claimants:
            return at
    return None


def _closed_at_voice_breaks(
    frames: list[Frame], sentence: Sentence, lexicon: Lexicon
) -> list[Frame]:
    """End a frame at ", but …" when no word of saying follows: the outlet speaks again."""
    closed = []
    for frame in frames:
        last = frame.last
        for at in range(frame.first + 2, frame.last - 1):
            if (
                sentence.low(at) in {",", "”"}
                and lexicon.is_in(sentence.low(at + 1), "grammar.voice_breaks")
                and at not in sentence.quoted
            ):
                last = at
                break
        closed.append(replace(frame, last=last))
    return closed
