"""Whose a loss or a gain is when the outlet weighs it: "a blow to Y", "a victory for Z"."""

from geodata.claims.acting import NOBODY, Clause, Doer
from geodata.claims.lexicon import Lexicon
from geodata.claims.places import Ground
from geodata.model import Polarity

_REACH = 16
"""Words between a place and the "blow to Y" that its loss is."""
_NAME_REACH = 3
"""Words between "a blow to" and Y."""


def struck_by(clause: Clause, ground: Ground, lexicon: Lexicon) -> Doer:
    """As in "the loss of X is a blow to Y", "the capture of X marked a victory for Z"."""
    sentence = clause.sentence
    if not lexicon.any_in(sentence.words, "grammar.setbacks", "grammar.boosts"):
        return NOBODY
    for at in range(ground.last, min(ground.last + _REACH, len(sentence.tokens))):
        blow = lexicon.is_in(sentence.low(at), "grammar.setbacks")
        boost = lexicon.is_in(sentence.low(at), "grammar.boosts")
        if not (blow or boost) or sentence.low(at + 1) not in {"to", "for"}:
            continue
        whose = (sentence.actor_at(near) for near in range(at + 2, at + 2 + _NAME_REACH))
        actor = next((span for span in whose if span is not None), None)
        if actor is not None:
            loses = clause.rule.polarity is Polarity.DENY
            return Doer(actor.actor_id, other=blow != loses)
    return NOBODY
