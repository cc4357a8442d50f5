"""How sure a claim is, and in words how it was read."""

from collections.abc import Iterable
from math import exp

from geodata.claims.events import Event
from geodata.claims.frames import Frame
from geodata.claims.sentence import PlaceSpan
from geodata.claims.utterance import Utterance
from geodata.model import SOURCE_VOICE, Relation

BASE = 0.86
WEIGHTS = {
    "answer": 0.68,
    "carried": -0.03,
    "contested": 0.48,
    "far": 0.48,
    "hedged": -0.20,
    "nobody": 0.00,
    "noun": -0.58,
    "parsed": -1.20,
    "pointed": -0.63,
    "present": -0.15,
    "pronoun": -0.30,
    "threatens": -0.12,
    "unnamed": -0.38,
    "voiced": 0.19,
}
"""Log-odds that a claim is right, and what each circumstance adds; fitted by
`python -m tests.fit_confidence` on 545 claims of labelled real articles, its level on the 209 of
those that nothing was developed with (`parsed`: eight of eleven such claims were right)."""
WORDS = {
    "answer": "an answer to the claim named last",
    "carried": "the voice goes on from before",
    "far": "the place stands far from the phrase",
    "hedged": "hedged",
    "nobody": "nobody is said to do it",
    "noun": "told by a noun",
    "parsed": "read by the parser, where the grammar saw no claim",
    "pointed": "a word standing for",
    "pronoun": "who does it is a pronoun",
    "unnamed": "who does it is inferred",
}
"""How the explanation of a claim tells of a circumstance."""
_FAR = 6
"""Words between a phrase and its place from which on the link is loose."""


def confidence_of(circumstances: Iterable[str]) -> float:
    """The chance that a claim read under these circumstances is right, 0-1 (logistic)."""
    odds = BASE + sum(WEIGHTS[name] for name in circumstances)
    return min(0.97, max(0.05, round(1 / (1 + exp(-odds)), 2)))


def circumstances_of(
    utterance: Utterance, span: PlaceSpan, actor: str | None, voice: str
) -> tuple[str, ...]:
    """Name what a claim rests on: keys of `WEIGHTS`."""
    statement = utterance.statement
    doer = statement.doer
    holds = {
        "carried": any(map(_is_carried, utterance.around)),
        "contested": statement.rule.relation is Relation.CONTESTED,
        "far": span.first - statement.match.last > _FAR,
        "hedged": statement.modality.hedged,
        "nobody": actor is None,
        "noun": statement.rule.shape == "noun",
        "parsed": statement.parsed,
        "pointed": span.stands_for,
        "present": statement.rule.relation is Relation.PRESENT,
        "pronoun": bool(doer.pronoun),
        "threatens": statement.rule.relation is Relation.THREATENS,
        "unnamed": actor is not None and doer.actor_id is None and not doer.pronoun,
        "voiced": voice != SOURCE_VOICE,
    }
    return tuple(name for name, does in holds.items() if does)


def _is_carried(frame: Frame) -> bool:
    """Whether a voice speaks that no word of the sentence names."""
    return frame.cue == frame.first == frame.speaker.first == 0


def explain(  # noqa: PLR0913, PLR0917 - all that a claim rests on
    utterance: Utterance,
    span: PlaceSpan,
    event: Event,
    voice: str,
    speaker: str,
    circumstances: Iterable[str],
) -> str:
    """Say by which phrase, in whose voice, for what date and with what doubts a claim was read."""
    statement = utterance.statement
    parts = [f'phrase rule {statement.rule.rule_id} "{statement.phrase}"']
    if statement.modality.negated:
        parts.append("negated")
    if voice == SOURCE_VOICE:
        parts.append("in the outlet's own voice")
    else:
        parts.append(f'said by "{speaker}" ({voice})' if speaker else f"said by {voice}")
    for name in circumstances:
        if name == "pointed":
            parts.append(f"{WORDS[name]} {span.place.name}")
        elif name in WORDS:
            parts.append(WORDS[name])
    return "; ".join([*parts, event.how])
