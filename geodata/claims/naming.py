"""Which actors a sentence names, by what they are called there and then."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geodata.claims.sentence import ActorSpan, Sentence, Token, tokenize
from geodata.model import Actor, PlaceKind

_OF_PATRONS = frozenset(
    ["backed", "allied", "trained", "supplied", "funded", "aligned", "supported", "armed", "made"]
)
ActorIndex = Mapping[str, Sequence[tuple[tuple[str, ...], Actor, str, bool]]]
"""First word in lower case -> (words, actor, form, borne by several actors), longest first."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where and when an article plays, which tells whom "the rebels" and "the DPR" mean."""

    countries: frozenset[str]
    """Those whose places it names."""
    published: date | None
    text: str

    def admits(self, actor: Actor, form: str, *, shared: bool) -> bool:
        """Tell whether words, which several actors may bear, can mean this actor here."""
        if actor.until is not None and (self.published is None or self.published >= actor.until):
            return False
        if shared and actor.theatre and self.countries.isdisjoint(actor.theatre):
            return False
        return form != "nicknames" or any(name in self.text for name in actor.names)


def index_actors(actors: Sequence[Actor]) -> ActorIndex:
    """Prepare actors' names for `mark_actors`."""
    named = [
        (tuple(token.text for token in tokenize(name, 0)), actor, form)
        for actor in actors
        for form in ("names", "demonyms", "metonyms", "bodies", "people", "nicknames")
        for name in getattr(actor, form)
    ]
    bearers = Counter(words for words, _, _ in named)
    index: dict[str, list[tuple[tuple[str, ...], Actor, str, bool]]] = {}
    for words, actor, form in named:
        index.setdefault(words[0].lower(), []).append((words, actor, form, bearers[words] > 1))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def mark_actors(sentence: Sentence, index: ActorIndex, stage: Stage) -> None:
    """Note which tokens of a sentence name an actor; places are marked before."""
    token = 0
    while token < len(sentence.tokens):
        span = _actor_from(sentence, index, stage, token)
        if span is None:
            token += 1
            continue
        sentence.mark_actor(_owned(sentence, span))
        token = span.last


def _actor_from(
    sentence: Sentence, index: ActorIndex, stage: Stage, token: int
) -> ActorSpan | None:
    entries = index.get(sentence.tokens[token].low.replace("'", "’"), ()) or index.get(
        sentence.tokens[token].low, ()
    )
    for words, actor, form, shared in entries:
        if not _same_words(sentence.tokens[token : token + len(words)], words):
            continue
        if not stage.admits(actor, form, shared=shared or words[0][0].islower()):
            continue
        if _is_patron(sentence, token + len(words)):
            continue
        place = sentence.place_at(token)
        compound = sentence.low(token + len(words)) == "-"  # "Moscow-controlled"
        if (
            place is not None
            and not compound
            and (form != "names" or place.place.kind is not PlaceKind.COUNTRY)
        ):
            continue
        return ActorSpan(token, token + len(words), actor.actor_id, form)
    return None


def _is_patron(sentence: Sentence, after: int) -> bool:
    """As in "US-backed forces": whoever they are, they are not those who back them."""
    return sentence.low(after) == "-" and sentence.low(after + 1) in _OF_PATRONS


def _same_words(tokens: Sequence[Token], words: tuple[str, ...]) -> bool:
    if len(tokens) != len(words):
        return False
    return all(
        token.low == word.lower().replace("’", "'")
        and (word[0].islower() or not token.text[0].islower())
        for token, word in zip(tokens, words, strict=True)
    )


def _owned(sentence: Sentence, span: ActorSpan) -> ActorSpan:
    """Give a body to the actor named right before it: "Russian General Staff" is Russia's."""
    if span.form == "bodies" and sentence.actors:
        before = sentence.actors[-1]
        if (
            before.form in {"names", "demonyms", "metonyms"}
            and sentence.after_possessive(before.last) == span.first
        ):
            return ActorSpan(span.first, span.last, before.actor_id, span.form)
    return span
