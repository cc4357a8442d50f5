"""Where the parser is asked, and what becomes of its answer: new claims, or surer ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geodata.claims.dates import When
from geodata.claims.daybook import DayBook
from geodata.claims.frames import Frame
from geodata.claims.lexicon import Lexicon
from geodata.claims.parsed import find_parsed_statements
from geodata.claims.parsed_voices import heard
from geodata.claims.parses import Parse, Parser
from geodata.claims.sentence import Sentence
from geodata.claims.utterance import Utterance, utterance_of
from geodata.model import Claim, PlaceKind

_AGREEMENT = 0.05
"""What it adds to a claim's confidence that both readers read the same."""
_SUREST = 0.95
_CERTAIN = 0.65
"""Claims of this confidence are not checked: parsing every sentence halves the speed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence with a place, as the grammar read it."""

    sentence: Sentence
    frames: tuple[Frame, ...]
    dates: tuple[When, ...]
    days: DayBook
    """As it stood before the sentence."""
    last_side: str | None
    """Named last before the sentence."""
    claims: range
    """Where its claims stand among those of the article."""


ClaimsOf = Callable[[Utterance, Seen], list[Claim]]
"""The claims of an utterance in a sentence seen before."""


def read_trees(
    parser: Parser,
    seen: Sequence[Seen],
    claims: list[Claim],
    lexicon: Lexicon,
    claims_of: ClaimsOf,
) -> None:
    """Add the parser's claims where the grammar has none, and say where both read the same."""
    asked = [one for one in seen if _is_asked(one, claims, lexicon)]
    for one, parse in zip(asked, parser([one.sentence for one in asked]), strict=True):
        found = _read_tree(one, parse, lexicon, claims_of)
        if not one.claims:
            claims += found
        said = {_said(claim) for claim in found}
        for at in one.claims:
            if _said(claims[at]) in said:
                claims[at] = _agreed(claims[at])


def _is_asked(one: Seen, claims: Sequence[Claim], lexicon: Lexicon) -> bool:
    """A phrase without a claim, or a claim for which much had to be filled in."""
    if one.claims:
        return any(claims[at].confidence < _CERTAIN for at in one.claims)
    if all(span.place.kind is PlaceKind.COUNTRY for span in one.sentence.places):
        return False
    phrases = lexicon.rules.find(one.sentence, lambda _, rule: rule.shape != "modifies")
    return bool(phrases)


def _read_tree(one: Seen, parse: Parse, lexicon: Lexicon, claims_of: ClaimsOf) -> list[Claim]:
    claims: list[Claim] = []
    for statement in find_parsed_statements(one.sentence, parse, one.frames, lexicon):
        frames = heard(one.sentence, parse, statement.match.first, one.frames, lexicon)
        utterance = utterance_of(statement, one.sentence, frames, one.dates)
        claims += claims_of(utterance, one)
    return claims


def _said(claim: Claim) -> tuple[object, ...]:
    return claim.place_id, claim.relation, claim.actor


def _agreed(claim: Claim) -> Claim:
    return replace(
        claim,
        confidence=round(max(claim.confidence, min(claim.confidence + _AGREEMENT, _SUREST)), 2),
        how=f"{claim.how}; the parser reads the same",
    )
