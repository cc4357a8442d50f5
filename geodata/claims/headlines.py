"""Voices of headlines, which need no verb: "Russia holds X: monitor", "Zelensky: we hold X"."""

from geodata.claims.clauses import name_text
from geodata.claims.frames import Frame, Speaker
from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import ActorSpan, Sentence

_LONGEST_VOICE = 6
"""Words of a voice beside the colon."""


def colon_frames(sentence: Sentence, lexicon: Lexicon) -> list[Frame]:
    """Read who speaks behind the last colon, or before the first; a bare country is a topic."""
    colons = [at for at, token in enumerate(sentence.tokens) if token.text == ":"]
    if not colons:
        return []
    end = len(sentence.tokens)
    while end and not sentence.tokens[end - 1].text.isalnum():
        end -= 1
    behind = _voice(sentence, colons[-1] + 1, end)
    if behind is not None:
        return [_frame(sentence, behind, 0, colons[-1])]
    before = _voice(sentence, 0, colons[0])
    if before is None:
        return []
    speaks = before.form in {"people", "bodies"} or lexicon.only_speaks(before.actor_id)
    return [_frame(sentence, before, colons[0] + 1, len(sentence.tokens))] if speaks else []


def source_named(sentence: Sentence) -> Speaker | None:
    """As in "Source: the General Staff on Facebook", a line of its own above what it says."""
    if sentence.low(1) != ":" or sentence.low(0) not in {"source", "sources"}:
        return None
    if not sentence.actors:
        return None
    actor = sentence.actors[0]
    words = name_text(sentence, actor)
    return Speaker(claimants=(actor.actor_id,), words=words, first=actor.first)


def _voice(sentence: Sentence, first: int, last: int) -> ActorSpan | None:
    """The actor of tokens [first, last) if they are nothing but a name or title."""
    if not 0 < last - first <= _LONGEST_VOICE:
        return None
    actors = [span for span in sentence.actors if first <= span.first and span.last <= last]
    places = [span for span in sentence.places if first <= span.first < last]
    return actors[-1] if actors and not places else None


def _frame(sentence: Sentence, actor: ActorSpan, first: int, last: int) -> Frame:
    words = name_text(sentence, actor)
    speaker = Speaker(claimants=(actor.actor_id,), words=words, first=actor.first)
    return Frame(speaker=speaker, stance="assert", first=first, last=last, cue=actor.first)
