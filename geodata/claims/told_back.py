"""Voices named one sentence late: "This was reported by X.", "X said this on Tuesday."."""

from collections.abc import Sequence
from dataclasses import replace

from geodata.claims.clauses import STOPS, phrase_end
from geodata.claims.frames import Frame, Speaker, Voices
from geodata.claims.lexicon import Lexicon
from geodata.claims.patterns import Match
from geodata.claims.sentence import Sentence
from geodata.claims.titles import speaker_within
from geodata.model import SOURCE_VOICE

_OPENING = 3
"""Words of "This has been", among which the word stands that points back."""
_THAT = frozenset({"that"})
_POINTERS = frozenset({"this", "that", "it", "these"})


def told_back_frame(
    sentence: Sentence, match: Match, lexicon: Lexicon, voices: Voices
) -> Frame | None:
    """Read "This was reported by X", "That's according to X"; but "it was … by X that" goes on."""
    that = next((at for at in sentence.tokens_of(_THAT) if at >= match.last), None)
    last = phrase_end(sentence, match.last) if that is None else that
    speaker = speaker_within(sentence, match.last, last, lexicon, voices)
    if speaker is None:
        return None
    told = back_frame(speaker, match)
    if that is None:
        return told
    return replace(told, first=that + 1, last=len(sentence.tokens), back=False)


def back_frame(speaker: Speaker, match: Match) -> Frame:
    """What a speaker says stands before: of the sentence itself nothing is covered."""
    here = match.first
    return Frame(speaker=speaker, stance="assert", first=here, last=here, cue=here, back=True)


def says_this(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """As in "X said this on Tuesday", "X reported this.": the object only points back."""
    after = sentence.low(match.last + 1)
    return sentence.low(match.last) == "this" and (
        not after or after in STOPS or lexicon.is_in(after, "saying.after_suffix")
    )


def may_tell_back(sentence: Sentence) -> bool:
    """Tell at a glance whether to look for a voice of the sentences before."""
    if not _POINTERS.isdisjoint(sentence.lows[:_OPENING]):
        return True
    return "this" in sentence.words


def speaker_told_back(frames: Sequence[Frame]) -> Speaker | None:
    """Who is named for what stands before, if anybody whom we know is."""
    named = (frame.speaker for frame in frames if frame.back)
    return next((one for one in named if one.claimants not in {(SOURCE_VOICE,), ()}), None)
