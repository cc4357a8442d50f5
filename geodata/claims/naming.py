"""Which actors a sentence names, by what they are called there and then."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from geodata.claims.sentence import ActorSpan, Sentence, tokenize
from geodata.model import Actor, PlaceKind

_OF_PATRONS = frozenset(
    [
        "backed",
        "allied",
        "trained",
        "supplied",
        "funded",
        "aligned",
        "supported",
        "armed",
        "made",
        "based",
    ]
)


_WHOSE_REACH = 2
"""Tokens between X and "army" in "X, whose army"."""


class ActorName(NamedTuple):
    """One name of an actor, as words; `form` is the field of Actor that it stands in."""

    words: tuple[str, ...]
    """In lower case."""
    capital: tuple[bool, ...]
    """Which of them are written with a capital."""
    actor: Actor
    form: str
    shared: bool
    """Borne by several actors, or in lower case."""
    acronym: bool
    """So short that only capitals tell it from a word ("IS", "US")."""


ActorIndex = Mapping[str, Sequence[ActorName]]
"""First word in lower case -> names, longest first."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where and when an article plays, which tells whom "the rebels" and "the DPR" mean."""

    countries: frozenset[str]
    """Those whose places it names."""
    published: date | None
    text: str
    _named: dict[str, bool] = field(default_factory=dict)

    def admits(self, actor: Actor, form: str, *, shared: bool) -> bool:
        """Tell whether words, which several actors may bear, can mean this actor here."""
        if actor.until is not None and (self.published is None or self.published >= actor.until):
            return False
        if shared and actor.theatre and self.countries.isdisjoint(actor.theatre):
            return False
        return form != "nicknames" or self._names(actor)

    def _names(self, actor: Actor) -> bool:
        """Whether the article names the actor in full; looked for once."""
        if actor.actor_id not in self._named:
            self._named[actor.actor_id] = any(name in self.text for name in actor.names)
        return self._named[actor.actor_id]


def index_actors(actors: Sequence[Actor]) -> ActorIndex:
    """Prepare actors' names for `mark_actors`."""
    named = [
        (tokenize(name, 0), actor, form)
        for actor in actors
        for form in ("names", "demonyms", "metonyms", "bodies", "people", "nicknames")
        for name in getattr(actor, form)
    ]
    bearers = Counter(tuple(token.text for token in tokens) for tokens, _, _ in named)
    index: dict[str, list[ActorName]] = {}
    for tokens, actor, form in named:
        capital = tuple(not token.text[0].islower() for token in tokens)
        name = ActorName(
            words=tuple(token.low for token in tokens),
            capital=capital,
            actor=actor,
            form=form,
            shared=not capital[0] or bearers[tuple(token.text for token in tokens)] > 1,
            acronym=len(tokens) == 1 and tokens[0].text.isupper() and len(tokens[0].text) == 2,
        )
        index.setdefault(name.words[0], []).append(name)
    for names in index.values():
        names.sort(key=lambda name: -len(name.words))
    return index


def mark_actors(sentence: Sentence, index: ActorIndex, stage: Stage) -> None:
    """Note which tokens of a sentence name an actor; places are marked before."""
    free = 0
    for at, word in enumerate(sentence.lows):
        names = index.get(word)
        if names is None or at < free:
            continue
        span = _actor_from(sentence, names, stage, at)
        if span is not None:
            sentence.mark_actor(_owned(sentence, span))
            free = span.last


def _actor_from(
    sentence: Sentence, names: Sequence[ActorName], stage: Stage, token: int
) -> ActorSpan | None:
    lows = sentence.lows
    for name in names:
        last = token + len(name.words)
        if lows[token:last] != name.words or not _has_capitals(sentence, token, last, name):
            continue
        if not stage.admits(name.actor, name.form, shared=name.shared):
            continue
        if _is_patron(sentence, last):
            continue
        place = sentence.place_at(token)
        compound = sentence.low(last) == "-"  # "Moscow-controlled"
        if (
            place is not None
            and not compound
            and not (name.form == "demonyms" and _is_adjective(sentence, last))
            and (name.form != "names" or place.place.kind is not PlaceKind.COUNTRY)
        ):
            continue
        return ActorSpan(token, last, name.actor.actor_id, name.form)
    return None


def _is_adjective(sentence: Sentence, after: int) -> bool:
    """As in "the Somali government", and not as in "the Somali region"."""
    if after >= len(sentence.tokens) or sentence.place_at(after) is not None:
        return False
    text = sentence.tokens[after].text
    return text.isalpha() and text.islower() and not text.startswith(("region", "state"))


def _is_patron(sentence: Sentence, after: int) -> bool:
    """As in "US-backed forces": whoever they are, they are not those who back them."""
    if sentence.low(after) != "-" or sentence.low(after + 1) not in _OF_PATRONS:
        return False
    return sentence.tokens[after].end == sentence.tokens[after + 1].start  # no dash: "X - based …"


def _has_capitals(sentence: Sentence, first: int, last: int, name: ActorName) -> bool:
    """What a name writes with a capital needs one in the text; an acronym needs all."""
    if name.acronym and not sentence.tokens[first].text.isupper():
        return False
    return not any(
        capital and token.text[0].islower()
        for token, capital in zip(sentence.tokens[first:last], name.capital, strict=True)
    )


def _owned(sentence: Sentence, span: ActorSpan) -> ActorSpan:
    """Give a body to the actor named right before it: "Russian General Staff" is Russia's."""
    if sentence.actors and sentence.tokens[span.first].text.islower():
        before = sentence.actors[-1]
        if before.form == "names" and before.last == span.first and span.form == "demonyms":
            return ActorSpan(span.first, span.last, before.actor_id, span.form)  # "M23 rebels"
    if sentence.actors and sentence.low(span.first - 1) == "allied":
        allied = sentence.actors[-1]  # "Turkish troops and allied rebels"
        if sentence.between(allied.last + 1, span.first - 1) == ("and",):
            return ActorSpan(span.first, span.last, allied.actor_id, span.form)
    if span.form == "bodies" and sentence.actors:
        before = sentence.actors[-1]
        if sentence.low(span.first - 1) == "whose" and span.first - before.last <= _WHOSE_REACH:
            return ActorSpan(span.first, span.last, before.actor_id, span.form)
        if (
            before.form in {"names", "demonyms", "metonyms"}
            and sentence.after_possessive(before.last) == span.first
        ):
            return ActorSpan(span.first, span.last, before.actor_id, span.form)
    return span
