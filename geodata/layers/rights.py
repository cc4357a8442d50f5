"""Rights: which sources may be passed on, on which terms, and which not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geodata.model import Source
from geodata.published_map import PublishedMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What is known of sources, by their ids; one that nothing is known of may be passed on."""

    names: Mapping[str, str]
    terms: Mapping[str, str]
    """Licences in words."""
    closed: frozenset[str]

    def name(self, source_id: str) -> str:
        """Name a source; one that nothing is known of stands for itself."""
        return self.names.get(source_id, source_id)

    def restricted(self, source_ids: Iterable[str]) -> list[str]:
        """Name those that must not be passed on."""
        return sorted(
            {self.name(source_id) for source_id in source_ids if source_id in self.closed}
        )

    def words(self, source_ids: Iterable[str]) -> str:
        """Say which may be passed on, on which terms, and which not."""
        asked = set(source_ids)
        free = sorted(self._with_terms(source_id) for source_id in asked - self.closed)
        closed = self.restricted(asked)
        told = [f"may be passed on, if named: {', '.join(free)}"] if free else []
        told += [f"must not be passed on: {', '.join(closed)}"] if closed else []
        return "; ".join(told) or "rests on no source"

    def _with_terms(self, source_id: str) -> str:
        terms = self.terms.get(source_id)
        return f"{self.name(source_id)} ({terms})" if terms else self.name(source_id)


def rights_of(sources: Iterable[Source], maps: Sequence[PublishedMap] = ()) -> Rights:
    """Gather what the sources' flags and the published maps' own licences say."""
    known = {source.source_id: source for source in sources}
    shut = {source_id for source_id, source in known.items() if not source.redistributable}
    return Rights(
        names={source_id: source.name for source_id, source in known.items()},
        terms={one.source_id: one.licence for one in maps if one.licence},
        closed=frozenset(shut | {one.source_id for one in maps if not one.redistributable}),
    )


def restricted_sources(
    source_ids: Iterable[str], sources: Iterable[Source], maps: Sequence[PublishedMap] = ()
) -> list[str]:
    """Name the sources, among those cited and those of the maps, that must not be passed on."""
    cited = {*source_ids, *(published.source_id for published in maps)}
    return rights_of(sources, maps).restricted(cited)
