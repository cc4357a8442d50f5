"""A phrase in its clause, who acts in it, and the sides that an article names."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from geodata.claims.lexicon import Rule
from geodata.claims.patterns import Match
from geodata.claims.sentence import Sentence
from geodata.model import Place

_PLACE_PREPOSITIONS = frozenset(
    [
        "near",
        "along",
        "at",
        "on",
        "around",
        "in",
        "inside",
        "within",
        "outside",
        "from",
        "by",
        "toward",
        "towards",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A phrase in its sentence; `floor` is the first token of its clause."""

    sentence: Sentence
    match: Match
    rule: Rule
    floor: int
    passive: bool

    @property
    def takes_preposition(self) -> bool:
        """Whether the phrase ends in a preposition of place, so the place follows it."""
        words = self.sentence.between(self.match.first, self.match.last)
        if len(words) > 1 and words[-1] == "of":  # "seen in the streets of"
            return not _PLACE_PREPOSITIONS.isdisjoint(words[1:])
        return len(words) > 1 and words[-1] in _PLACE_PREPOSITIONS


@dataclass(frozen=True, slots=True)
class Doer:
    """An actor, or the pronoun that stands for one; both empty when the clause is silent."""

    actor_id: str | None = None
    pronoun: str = ""
    partners: tuple[str, ...] = ()
    """Who does it together with the actor: "A's and B's troops"."""
    unknown: bool = False
    """True for somebody named whom we don't know."""
    other: bool = False
    """True when the other side of the one named is meant."""


NOBODY = Doer()
"""The doer of a clause that is silent about it."""


@dataclass(slots=True)
class Sides:
    """The belligerents an article names, to tell the other side of one of them."""

    counts: Counter[str] = field(default_factory=Counter)
    rivals: Mapping[str, str] = field(default_factory=dict)
    """Whom a side fights where only one other is known to."""
    allies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Who fights at whose side, both ways."""
    attackers: dict[str, str] = field(default_factory=dict)
    """Place id -> who was last said to gain or attack it."""

    def attacker_of(self, place: Place, home: str | None) -> str | None:
        """Who fights for a place when nobody is named: as told before, else not its own side."""
        return self.attackers.get(place.place_id) or self.enemy_of(home)

    def other_than(self, actor_id: str | None) -> str | None:
        """The only (or clearly most named) other side; None if that is open."""
        friends = self.allies.get(actor_id or "", frozenset())
        others = [
            (count, side)
            for side, count in self.counts.items()
            if side != actor_id and side not in friends
        ]
        others.sort(reverse=True)
        if not others or (len(others) > 1 and others[0][0] < 2 * others[1][0]):
            return None
        return others[0][1]

    def enemy_of(self, actor_id: str | None) -> str | None:
        """The same, or, where that is open, whom a side is known to fight."""
        return self.other_than(actor_id) or self.rivals.get(actor_id or "")
