"""Names in a table -> actors, and the voice that a row's source speaks with."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geodata.model import SOURCE_VOICE, Actor, Source


class SpokenBy(NamedTuple):
    """Whose statement a row is."""

    source_id: str
    claimant: str
    title: str


class Voices:
    """Finds actors and sources by id or name, whatever the case."""

    def __init__(self, actors: Sequence[Actor], sources: Sequence[Source]) -> None:
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

    def actor(self, name: str) -> str | None:
        """The id of the only actor of that id or name; None if there are none or several."""
        key = _key(name)
        if key in self._ids and self._ids[key] != SOURCE_VOICE:
            return self._ids[key]
        named = self._actors.get(key, set())
        return next(iter(named)) if len(named) == 1 else None

    def speaker(self, source: str) -> SpokenBy:
        """Who speaks in rows of a source: a known one's voice, an actor, else the source itself."""
        known = self._sources.get(_key(source))
        if known is not None:
            return SpokenBy(known.source_id, known.voice, known.name)
        actor = self.actor(source)
        if actor is None:
            name = " ".join(source.split())
            return SpokenBy(name, SOURCE_VOICE, name)
        printed = self._by_voice.get(actor)
        source_id = printed.source_id if printed else actor.lower()
        return SpokenBy(source_id, actor, self._names[actor])

    def may_leave(self, source_id: str) -> bool:
        """Whether what a source says may be exported; of an unknown one, yes."""
        known = self._sources.get(_key(source_id))
        return known is None or known.redistributable


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def listed(names: Iterable[str], most: int = 6) -> str:
    """Some names for a message."""
    some = list(names)
    return ", ".join(some[:most]) + (f" and {len(some) - most} more" if len(some) > most else "")
