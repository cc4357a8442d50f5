"""Voices of headlines, which need no verb: "Russia holds X: monitor", "Zelensky: we hold X"."""

from geodata.claims.clauses import name_text, phrase_end, phrase_start
from geodata.claims.frames import Frame, Speaker
from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import ActorSpan, Sentence

_DASHES = frozenset("-–—")
_LONGEST_VOICE = 6
"""Words of a voice beside the colon or dash."""
_SIGNED = frozenset({"by", "of", "from"})
"""Between a bulletin and whose it is."""


def colon_frames(sentence: Sentence, lexicon: Lexicon) -> list[Frame]:
    """Read who speaks behind the last colon or dash, or before the first colon.

    A bare country before a colon is a topic.
    """
    colons = [at for at, token in enumerate(sentence.tokens) if token.text == ":"]
    parting = max([*colons, *_closing_dash(sentence)], default=None)
    if parting is None:
        return []
    end = len(sentence.tokens)
    while end and not sentence.tokens[end - 1].text.isalnum():
        end -= 1
    behind = _voice(sentence, parting + 1, end)
    if behind is not None:
        return [_frame(sentence, behind, 0, parting)]
    before = _voice(sentence, 0, colons[0]) if colons else None
    if before is None:
        return []
    speaks = before.form in {"people", "bodies"} or lexicon.only_speaks(before.actor_id)
    return [_frame(sentence, before, colons[0] + 1, len(sentence.tokens))] if speaks else []


def _closing_dash(sentence: Sentence) -> list[int]:
    """The last free dash of a line without a full stop, as in "Y enters X - monitor"."""
    if sentence.text.endswith((".", "!", "”", '"')):
        return []
    dashes = [
        at
        for at in range(1, len(sentence.tokens) - 1)
        if sentence.low(at) in _DASHES
        and sentence.tokens[at - 1].end < sentence.tokens[at].start
        and sentence.tokens[at].end < sentence.tokens[at + 1].start
    ]
    return dashes[-1:]


def source_named(sentence: Sentence) -> Speaker | None:
    """As in "Source: the General Staff on Facebook", a line of its own above what it says."""
    if sentence.low(1) != ":" or sentence.low(0) not in {"source", "sources"}:
        return None
    if not sentence.actors:
        return None
    actor = sentence.actors[0]
    words = name_text(sentence, actor)
    return Speaker(claimants=(actor.actor_id,), words=words, first=actor.first)


def bulletin_of(sentence: Sentence, lexicon: Lexicon) -> Speaker | None:
    """Whose whole text it is that a heading without a verb opens.

    As in "X's General Staff: situation at noon", "Briefing by the Ministry of Defence of X".
    """
    if sentence.start > 0 or not lexicon.any_in(sentence.words, "saying.bulletins"):
        return None
    sides = [span for span in sentence.actors if lexicon.is_side(span.actor_id)]
    if not sides or len({span.actor_id for span in sides}) > 1:
        return None
    first = phrase_start(sentence, sides[0].first, lexicon)
    last = phrase_end(sentence, sides[-1].last)
    heads = sentence.between(first, last)
    official = sides[0].form == "bodies" or lexicon.any_in(heads, "saying.offices")
    titled = first == 0 and sentence.low(last) == ":"
    signed = any(
        lexicon.is_in(sentence.low(at), "saying.bulletins") and sentence.low(at + 1) in _SIGNED
        for at in range(sides[0].first)
    )
    if not official or not (titled or signed) or _has_verb(sentence, lexicon):
        return None
    words = name_text(sentence, sides[0])
    return Speaker(claimants=(sides[0].actor_id,), words=words, first=0)


def _has_verb(sentence: Sentence, lexicon: Lexicon) -> bool:
    return lexicon.any_in(sentence.lows, "grammar.passive", "grammar.finite", "grammar.pasts")


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
