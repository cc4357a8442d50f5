"""Rights: which sources may be passed on, on which terms, and which not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from geodata.model import Claim, Source
from geodata.published_map import IMPORTED, PublishedMap


class Work(NamedTuple):
    """What a claim is taken from: a source's articles, or the map that it publishes."""

    source_id: str
    is_map: bool


def work_of(claim: Claim) -> Work:
    """Tell what a claim is taken from."""
    return Work(claim.source_id, claim.extractor.startswith(IMPORTED))


def map_of(published: PublishedMap) -> Work:
    """A published map as something to cite."""
    return Work(published.source_id, True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What is known of sources, by their ids; one that nothing is known of may be passed on."""

    names: Mapping[str, str]
    terms: Mapping[Work, str]
    """Licences in words."""
    closed: frozenset[Work]

    def name(self, source_id: str) -> str:
        """Name a source; one that nothing is known of stands for itself."""
        return self.names.get(source_id, source_id)

    def restricted(self, works: Iterable[Work]) -> list[str]:
        """Name the sources of those that must not be passed on."""
        return sorted({self.name(work.source_id) for work in works if work in self.closed})

    def words(self, works: Iterable[Work]) -> str:
        """Say which may be passed on, on which terms, and which not."""
        asked = set(works)
        free = sorted({self._with_terms(work) for work in asked - self.closed})
        closed = self.restricted(asked)
        told = [f"may be passed on, if named: {', '.join(free)}"] if free else []
        told += [f"must not be passed on: {', '.join(closed)}"] if closed else []
        return "; ".join(told) or "rests on no source"

    def _with_terms(self, work: Work) -> str:
        terms = self.terms.get(work)
        return f"{self.name(work.source_id)} ({terms})" if terms else self.name(work.source_id)


def rights_of(sources: Iterable[Source], maps: Sequence[PublishedMap] = ()) -> Rights:
    """Gather what the sources' flags say of articles, and of maps what was said at their import."""
    known = {source.source_id: source for source in sources}
    shut = {Work(one.source_id, False) for one in known.values() if not one.redistributable}
    return Rights(
        names={source_id: source.name for source_id, source in known.items()},
        terms={map_of(one): one.licence for one in maps if one.licence},
        closed=frozenset(shut | {map_of(one) for one in maps if not one.redistributable}),
    )


def restricted_sources(
    works: Iterable[Work], sources: Iterable[Source], maps: Sequence[PublishedMap]
) -> list[str]:
    """Name the sources of works that must not be passed on; `maps` are all that are known."""
    return rights_of(sources, maps).restricted(works)
