"""What the claim grammar knows: phrases and actors, compiled once and checked on the way."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from geodata.claims.dates import DateReader, build_reader
from geodata.claims.naming import ActorIndex, index_actors
from geodata.claims.patterns import (
    ACTOR,
    Match,
    Pattern,
    compile_pattern,
    match_at,
    starts_of,
)
from geodata.claims.sentence import Sentence
from geodata.errors import SeedError
from geodata.model import Actor, ActorKind, Polarity, Relation
from geodata.seeds import Phrases

Meaning = TypeVar("Meaning")

DEFAULTS = frozenset({"speaker", "home", "invader", "other", "nobody"})
_THERE = frozenset({"in", "inside", "into", "at"})
"""Of prepositions that end a pattern, those that "there" can stand for with their place."""
_MOST_THEATRES = 3
"""Of more than these an actor ("the insurgents") is nobody's rival in particular."""
_RULE_KEYS = frozenset(
    ["id", "relation", "polarity", "shape", "tight", "standing", "ground", "priority", "default"]
) | {"avowed", "described", "patterns"}
SHAPES = frozenset({"acts", "affects", "befalls", "noun", "modifies", "repels"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a group of phrases says something about a place; seeds/phrases explains the fields."""

    rule_id: str
    relation: Relation
    polarity: Polarity
    shape: str
    tight: bool
    standing: bool
    ground: bool
    avowed: bool
    described: bool
    priority: int
    default: str
    """Who acts if nobody is named; seeds/phrases says what each word means."""


class Entry(NamedTuple, Generic[Meaning]):
    """A pattern and what it means."""

    pattern: Pattern
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class PhraseBook(Generic[Meaning]):
    """Patterns with what they mean, of which only those are tried whose words a sentence has.

    Whether it has them is told at once for all patterns: each is a bit, in as many layers as the
    longest of them needs words, and a sentence has all those whose bit is set in every layer.
    """

    entries: Sequence[Entry[Meaning]]
    """Of two that fit as well the first counts."""
    bits: Mapping[str, int]
    """Word -> the patterns that need it, each in the layer of that need."""
    spare: int
    """The layers beyond the last need of each pattern."""
    layers: int

    def find(
        self, sentence: Sentence, accept: Callable[[Match, Meaning], bool]
    ) -> list[tuple[Match, Pattern, Meaning]]:
        """Every accepted phrase in the sentence, in text order; of two that overlap the wordier."""
        hits = [
            (match, entry)
            for entry in self._fitting(sentence)
            for at in starts_of(entry.pattern, sentence)
            if (match := match_at(entry.pattern, sentence, at)) is not None
            and accept(match, entry.meaning)
        ]
        if len(hits) < 2:
            return [(match, entry.pattern, entry.meaning) for match, entry in hits]
        hits.sort(
            key=lambda hit: (
                -getattr(hit[1].meaning, "priority", 0),
                -hit[0].words,
                hit[0].gap,
                hit[0].first,
                hit[1].pattern.elements[0] == ACTOR,
            )
        )
        taken: set[int] = set()
        kept = []
        for match, entry in hits:
            covered = range(match.first, match.last)
            if taken.isdisjoint(covered):
                taken.update(covered)
                kept.append((match, entry.pattern, entry.meaning))
        return sorted(kept, key=lambda hit: hit[0].first)

    def _fitting(self, sentence: Sentence) -> Iterator[Entry[Meaning]]:
        """The patterns of which the sentence has every word that can't be missing."""
        met = self.spare
        for word in sentence.words & self.bits.keys():
            met |= self.bits[word]
        size = len(self.entries)
        fitting = met & ((1 << size) - 1)
        for _ in range(1, self.layers):
            met >>= size
            fitting &= met
        while fitting:
            lowest = fitting & -fitting
            yield self.entries[lowest.bit_length() - 1]
            fitting ^= lowest


class WordLists(dict[tuple[str, ...], frozenset[str]]):
    """Word lists of the phrase file: ("section.list", …) -> the words of all of these lists.

    Lists asked for together are joined once: the grammar asks many times a sentence.
    """

    def __missing__(self, lists: tuple[str, ...]) -> frozenset[str]:
        if len(lists) == 1:
            raise KeyError(*lists)
        joined = frozenset[str]().union(*(self[name,] for name in lists))
        self[lists] = joined
        return joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Everything that `extract_claims` looks words up in."""

    actors: Mapping[str, Actor]
    actor_index: ActorIndex
    sayings: PhraseBook[str]
    rules: PhraseBook[Rule]
    allies: Mapping[str, frozenset[str]]
    """Who fights at whose side, both ways."""
    rivals: Mapping[str, str]
    """Side -> the only other one that fights in its theatre."""
    spokesmen: Mapping[str, str]
    """Country code -> the actor for whom its local officials speak."""
    words: WordLists
    dates: DateReader

    def is_in(self, word: str, *lists: str) -> bool:
        """Tell whether a word stands in one of the lists."""
        return word in self.words[lists]

    def any_in(self, words: Iterable[str], *lists: str) -> bool:
        """Tell whether one of the words stands in one of the lists."""
        return not self.words[lists].isdisjoint(words)

    def is_side(self, actor_id: str | None) -> bool:
        """Tell whether an actor fights, and so can hold ground."""
        actor = self.actors.get(actor_id or "")
        return actor is not None and actor.kind is ActorKind.BELLIGERENT

    def is_state(self, actor_id: str | None) -> bool:
        """Tell whether an actor speaks for a country, and so has ministries."""
        actor = self.actors.get(actor_id or "")
        return actor is not None and bool(actor.country_code)

    def is_bystander(self, actor_id: str | None) -> bool:
        """Tell whether an actor neither fights nor watches those who do, as a third country."""
        actor = self.actors.get(actor_id or "")
        return actor is not None and actor.kind is ActorKind.THIRD_PARTY and not actor.local_voice

    def only_speaks(self, actor_id: str | None) -> bool:
        """Tell whether an actor is a mere voice (residents, monitors), never found on ground."""
        actor = self.actors.get(actor_id or "")
        return actor is not None and (actor.local_voice or actor.kind is ActorKind.MONITOR)

    def spokesman_of(self, country_code: str) -> str | None:
        """The actor for whom local officials of a country speak."""
        return self.spokesmen.get(country_code)


def build_lexicon(actors: Sequence[Actor], phrases: Phrases) -> Lexicon:
    """Compile actors and the tables of a phrase file.

    Raises: SeedError: the phrase file lacks a table, or has a pattern or rule that makes no sense.
    """
    try:
        return _lexicon(actors, phrases.tables)
    except KeyError as error:
        raise SeedError(phrases.path, None, f"lacks the table or key {error}") from error
    except (ValueError, TypeError) as error:
        raise SeedError(phrases.path, None, str(error)) from error


def _lexicon(actors: Sequence[Actor], phrases: Mapping[str, Any]) -> Lexicon:
    irregular = phrases.get("irregular", {})
    sayings = [
        (compile_pattern(text, irregular), stance)
        for stance in ("assert", "confirm", "deny", "withhold", "according", "told")
        for text in phrases["saying"][stance]
    ]
    rules = [
        (compile_pattern(text, irregular), rule)
        for table in phrases["rule"]
        for rule in [_rule(table)]
        for text in _with_there(table["patterns"])
    ]
    return Lexicon(
        actors={actor.actor_id: actor for actor in actors},
        actor_index=index_actors(actors),
        sayings=_book(sayings),
        rules=_book(rules),
        allies=_allies(actors),
        rivals=_rivals(actors),
        spokesmen={
            actor.country_code: actor.actor_id for actor in reversed(actors) if actor.country_code
        },
        words=WordLists(
            ((f"{section}.{name}",), frozenset(words))
            for section, lists in phrases.items()
            if section not in {"irregular", "rule", "dates"}
            for name, words in lists.items()
        ),
        dates=build_reader(phrases["dates"]),
    )


def _allies(actors: Sequence[Actor]) -> Mapping[str, frozenset[str]]:
    allies: dict[str, set[str]] = {}
    for actor in actors:
        for ally in actor.allies:
            allies.setdefault(actor.actor_id, set()).add(ally)
            allies.setdefault(ally, set()).add(actor.actor_id)
    return {actor_id: frozenset(friends) for actor_id, friends in allies.items()}


def _rivals(actors: Sequence[Actor]) -> Mapping[str, str]:
    """Whom each side fights: the only other one of its theatre, or a state the only rebels."""
    sides = [
        actor
        for actor in actors
        if actor.kind is ActorKind.BELLIGERENT
        and 0 < len(actor.theatre) <= _MOST_THEATRES
        and actor.until is None
    ]
    rivals: dict[str, str] = {}
    allies = _allies(actors)
    for side in sides:
        friends = {side.actor_id, *allies.get(side.actor_id, ())}
        others = [
            one for one in sides if one.actor_id not in friends and {*one.theatre} & {*side.theatre}
        ]
        if len(others) > 1 and side.country_code:
            others = [one for one in others if not one.country_code]
        if len(others) == 1:
            rivals[side.actor_id] = others[0].actor_id
    return rivals


def _with_there(patterns: Sequence[str]) -> Iterator[str]:
    """Yield patterns, and for "fighting in" also "fighting there"."""
    for text in patterns:
        yield text
        head, _, last = text.rpartition(" ")
        if head and not _THERE.isdisjoint(last.split("|")):
            yield f"{head} there"


def _rule(table: Mapping[str, Any]) -> Rule:
    unknown = sorted(set(table) - _RULE_KEYS)
    if unknown:
        raise ValueError(
            f"rule {table.get('id')!r}: unknown key {unknown[0]!r}; known are "
            f"{', '.join(sorted(_RULE_KEYS))}"
        )
    if table.get("shape") not in SHAPES:
        raise ValueError(f"rule {table.get('id')!r}: shape must be one of {sorted(SHAPES)}")
    if table.get("default", "nobody") not in DEFAULTS:
        raise ValueError(f"rule {table.get('id')!r}: default must be one of {sorted(DEFAULTS)}")
    return Rule(
        rule_id=table["id"],
        relation=Relation(table["relation"]),
        polarity=Polarity(table.get("polarity", Polarity.AFFIRM)),
        shape=table["shape"],
        tight=table.get("tight", False),
        standing=table.get("standing", False),
        ground=table.get("ground", False),
        avowed=table.get("avowed", False),
        described=table.get("described", False),
        priority=table.get("priority", 0),
        default=table.get("default", "nobody"),
    )


def _book(entries: Sequence[tuple[Pattern, Meaning]]) -> PhraseBook[Meaning]:
    layers = max(len(pattern.needs) for pattern, _ in entries)
    bits: dict[str, int] = {}
    spare = 0
    for number, (pattern, _) in enumerate(entries):
        if not pattern.needs:
            raise ValueError(f"pattern {pattern.text!r} must have a word that can't be missing")
        for layer, words in enumerate(sorted(pattern.needs, key=sorted)):
            for word in words:
                bits[word] = bits.get(word, 0) | 1 << (layer * len(entries) + number)
        for layer in range(len(pattern.needs), layers):
            spare |= 1 << (layer * len(entries) + number)
    return PhraseBook([Entry(*entry) for entry in entries], bits, spare, layers)
