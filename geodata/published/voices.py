"""Names in a table -> actors, and the voice that a row's source speaks with."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geodata.model import SOURCE_VOICE, Actor, ActorKind, Source


class SpokenBy(NamedTuple):
    """Whose statement a row is."""

    source_id: str
    claimant: str
    title: str


class Voices:
    """Finds actors and sources by id or name, whatever the case."""

    def __init__(
        self, actors: Sequence[Actor], sources: Sequence[Source], offices: Sequence[str] = ()
    ) -> None:
        self._sources = {_key(name): one for one in sources for name in (one.name, one.source_id)}
        self._by_voice = {one.voice: one for one in sources if one.voice != SOURCE_VOICE}
        self._actors: dict[str, set[str]] = {}
        for actor in actors:
            if actor.actor_id == SOURCE_VOICE:
                continue
            for name in (actor.actor_id, actor.name, *actor.names, *actor.demonyms):
                self._actors.setdefault(_key(name), set()).add(actor.actor_id)
        self._names = {actor.actor_id: actor.name for actor in actors}
        self._ids = {_key(actor.actor_id): actor.actor_id for actor in actors}
        self._offices = _any_of(offices)
        self._sides = {
            actor.actor_id: _any_of([*actor.names, *actor.demonyms])
            for actor in actors
            if actor.kind is ActorKind.BELLIGERENT and actor.until is None
        }

    def actor(self, name: str) -> str | None:
        """The id of the only actor of that id or name; None if there are none or several."""
        key = _key(name)
        if key in self._ids and self._ids[key] != SOURCE_VOICE:
            return self._ids[key]
        named = self._actors.get(key, set())
        return next(iter(named)) if len(named) == 1 else None

    def speaker(self, source: str) -> SpokenBy:
        """Who speaks in rows of a source: a known one's voice, a side or another actor, itself."""
        known = self._sources.get(_key(source))
        if known is not None:
            return SpokenBy(known.source_id, known.voice, known.name)
        actor = self.actor(source) or self._office_of(source)
        if actor is None:
            name = " ".join(source.split())
            return SpokenBy(name, SOURCE_VOICE, name)
        printed = self._by_voice.get(actor)
        source_id = printed.source_id if printed else actor.lower()
        return SpokenBy(source_id, actor, self._names[actor])

    def _office_of(self, source: str) -> str | None:
        """The only side that a source names, if it names one of its offices."""
        if not self._offices.search(source):
            return None
        sides = [actor_id for actor_id, names in self._sides.items() if names.search(source)]
        return sides[0] if len(sides) == 1 else None

    def may_leave(self, source_id: str) -> bool:
        """Whether what a source says may be exported; of an unknown one, yes."""
        known = self._sources.get(_key(source_id))
        return known is None or known.redistributable


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Match any of the words, whole and whatever the case; nothing if there are none."""
    spelled = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)" if spelled else r"(?!)", re.IGNORECASE)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def listed(names: Iterable[str], most: int = 6) -> str:
    """Some names for a message."""
    some = list(names)
    return ", ".join(some[:most]) + (f" and {len(some) - most} more" if len(some) > most else "")
