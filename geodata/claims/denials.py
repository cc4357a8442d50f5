"""Denials that point: "dismissed the claims", "amid Ukrainian denials", "this is denied by"."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geodata.claims.anaphora import Focus, accused_in
from geodata.claims.clauses import clause_end, name_text, phrase_end, phrase_text
from geodata.claims.frames import LOCAL_OFFICIAL, Frame
from geodata.claims.grading import confidence_of
from geodata.claims.lexicon import Lexicon
from geodata.claims.pointing import owner_before
from geodata.claims.sentence import Sentence
from geodata.claims.utterance import voice_at
from geodata.model import SOURCE_VOICE, Claim, Polarity, Relation

_MEMORY = 200
"""Claims back that a denial may point: any number would cost a long text its square."""
_LATEST = 2
"""Claims of presence or fighting, told last, that a denial may mean when none is of control."""
_NEAR = 4
"""Words between "denial" and whose it is."""


def answer_denials(
    sentence: Sentence,
    frames: Sequence[Frame],
    claims: Sequence[Claim],
    focus: Focus,
    lexicon: Lexicon,
) -> list[Claim]:
    """Turn each pointing denial into a denial of the claim that it most likely means.

    That is the standing claim of control by somebody else, in the same or an earlier sentence,
    whose place was named last; without one, a claim of presence or fighting made just before.
    Who was just accused of backing somebody denies that.
    """
    answers: list[Claim] = []
    if not (frames or lexicon.any_in(sentence.words, "saying.denial_nouns")):
        return answers
    accused = focus.accused | accused_in(sentence, lexicon)
    for claimant, speaker, bare in _deniers(sentence, frames, lexicon):
        if claimant in accused:
            continue
        open_to = [
            claim
            for claim in claims[-_MEMORY:]
            if claim.start_char == sentence.start or not (bare or claim.claimant == SOURCE_VOICE)
        ]
        target = _target(claimant, open_to, focus, sentence)
        if target is not None:
            answers.append(
                replace(
                    target,
                    claimant=_voice(claimant, target, focus, sentence, lexicon),
                    speaker=speaker,
                    polarity=Polarity.DENY,
                    start_char=sentence.start,
                    end_char=sentence.end,
                    quote=sentence.text,
                    confidence=confidence_of(("answer", "voiced")),
                    how=f'denial by "{speaker}" of the claim named last: "{target.quote}"',
                )
            )
    return answers


def link_denials(claims: Sequence[Claim]) -> list[Claim]:
    """Fill `denies`: what others affirm of the same place, relation and actor."""
    affirmed = defaultdict(list)
    for claim in claims:
        if claim.polarity is Polarity.AFFIRM:
            affirmed[_proposition(claim)].append(claim)
    return [
        replace(claim, denies=denied)
        if claim.polarity is Polarity.DENY
        and (denied := _denied_by(claim, affirmed[_proposition(claim)]))
        else claim
        for claim in claims
    ]


def _proposition(claim: Claim) -> tuple[object, ...]:
    return claim.place_id, claim.relation, claim.actor, claim.current


def _denied_by(denial: Claim, affirmed: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(sorted(claim.claim_id for claim in affirmed if claim.claimant != denial.claimant))


def _deniers(
    sentence: Sentence, frames: Sequence[Frame], lexicon: Lexicon
) -> Iterator[tuple[str, str, bool]]:
    """Yield who denies, their words, and whether only a claim of this sentence can be meant."""
    for frame in frames:
        if (frame.points or frame.bare) and frame.speaker.claimants != (SOURCE_VOICE,):
            for claimant in frame.speaker.claimants:
                yield claimant, frame.speaker.words, frame.bare and not frame.points
    nouns = lexicon.words["saying.denial_nouns",]
    for at, word in enumerate(sentence.lows):
        if word in nouns:
            owner = owner_before(sentence, at, lexicon)
            if owner is not None:
                yield owner.actor_id, name_text(sentence, owner), False
            elif sentence.low(at + 1) in {"from", "by"}:
                yield from _named_after(sentence, at + 2, lexicon)


def _named_after(
    sentence: Sentence, first: int, lexicon: Lexicon
) -> Iterator[tuple[str, str, bool]]:
    """As in "a denial from Ukraine's military leadership"."""
    owner = next((span for span in sentence.actors if first <= span.first < first + _NEAR), None)
    if owner is not None:
        last = min(phrase_end(sentence, owner.last), clause_end(sentence, owner.last, lexicon))
        yield owner.actor_id, phrase_text(sentence, first, last), False


def _target(
    claimant: str, claims: Sequence[Claim], focus: Focus, sentence: Sentence
) -> Claim | None:
    here = {span.place.place_id: n for n, span in enumerate(sentence.places)}
    standing = [
        claim
        for claim in claims
        if claim.polarity is Polarity.AFFIRM and claim.current and claim.claimant != claimant
    ]
    open_claims = [
        claim
        for claim in standing
        if claim.relation is Relation.CONTROLS and claim.actor != claimant
    ] or [claim for claim in standing[-_LATEST:] if claim.relation is not Relation.CONTROLS]
    if not open_claims:
        return None
    return max(
        open_claims,
        key=lambda claim: (
            here.get(claim.place_id, -1),
            focus.recency(claim.place_id),
            claim.start_char,
        ),
    )


def _voice(claimant: str, target: Claim, focus: Focus, sentence: Sentence, lexicon: Lexicon) -> str:
    """A local official speaks for the side of the country that the place lies in."""
    if claimant != LOCAL_OFFICIAL:
        return claimant
    here = {span.place.place_id: span.place for span in sentence.places}
    place = here.get(target.place_id) or focus.places[target.place_id]
    return voice_at(claimant, place, lexicon)
