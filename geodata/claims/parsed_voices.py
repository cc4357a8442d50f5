"""Who says it, by the grammatical tree, where the row of words names nobody."""

from collections.abc import Sequence

from geodata.claims.frames import LOCAL_OFFICIAL, Frame, Speaker
from geodata.claims.lexicon import Lexicon
from geodata.claims.parsed_doers import actor_in
from geodata.claims.parses import Parse, subject_of, upwards
from geodata.claims.sentence import Sentence
from geodata.model import SOURCE_VOICE


def heard(
    sentence: Sentence, parse: Parse, token: int, frames: Sequence[Frame], lexicon: Lexicon
) -> list[Frame]:
    """Give the frames around `token`, and one by its tree if they name nobody who says it."""
    around = [frame for frame in frames if frame.covers(token)]
    if any(frame.speaker.claimants != (SOURCE_VOICE,) for frame in around):
        return list(frames)
    frame = _frame(sentence, parse, token, lexicon)
    if frame is None:
        return list(frames)
    return [*(one for one in frames if one not in around), frame]


def _frame(sentence: Sentence, parse: Parse, token: int, lexicon: Lexicon) -> Frame | None:
    """The nearest verb of saying above a token whose subject names, or is, somebody's voice."""
    stances = {
        match.first: stance
        for match, _, stance in lexicon.sayings.find(sentence, lambda *_: True)
        if stance in {"assert", "confirm", "deny"}
    }
    for at in upwards(parse, token):
        if at == token or at not in stances or not parse.is_verb(at):
            continue
        subject = subject_of(sentence, parse, at)
        speaker = None if subject is None else _speaker(sentence, parse, subject, lexicon)
        if speaker is not None:
            return Frame(
                speaker=speaker,
                stance=stances[at],
                first=0,
                last=len(sentence.tokens),
                cue=at,
            )
    return None


def _speaker(sentence: Sentence, parse: Parse, noun: int, lexicon: Lexicon) -> Speaker | None:
    actor = actor_in(sentence, parse, noun)
    word = sentence.low(noun)
    if actor is not None:
        claimant = actor.actor_id
    elif lexicon.is_in(word, "saying.local_officials"):
        claimant = LOCAL_OFFICIAL
    else:
        return None
    return Speaker(claimants=(claimant,), words=sentence.tokens[noun].text, first=noun)
