"""What every page works with, and what the store says about a selection.

Whatever is cached is keyed by the store's revision, so that new claims show at once.
"""

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from geodata import pipeline
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.boundaries import Boundaries, load_boundaries
from geodata.layers import restricted_sources, work_of
from geodata.model import (
    Actor,
    ActorKind,
    Article,
    Claim,
    Place,
    Source,
)
from geodata.pipeline import Knowledge, Situation, load_knowledge
from geodata.published_map import PublishedMap
from geodata.selection import Choices, Selection, to_parameters
from geodata.settings import Settings, Worldview
from geodata.store import ClaimStore, open_store

Key = tuple[str, tuple[tuple[str, tuple[str, ...]], ...], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every page works with: opened once per server."""

    settings: Settings
    store: ClaimStore
    knowledge: Knowledge
    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]

    def place(self, place_id: str) -> Place | None:
        """Look a place up, also one that an analyst set; None if there is none of that id."""
        known = self.knowledge.gazetteer.find(place_id)
        return known or _other_places(self, self.store.revision()).find(place_id)

    def region_of(self, place: Place) -> Place | None:
        """The region that contains a place."""
        return self.knowledge.gazetteer.region_of(place)

    def place_name(self, place_id: str) -> str:
        """Name a place, with its region where that tells namesakes apart."""
        place = self.place(place_id)
        if place is None:
            return place_id
        region = self.region_of(place)
        return f"{place.name}, {region.name}" if region and region != place else place.name


@st.cache_resource(show_spinner=False, hash_funcs={Settings: repr})
def open_desk(settings: Settings) -> Desk:
    """Open the store and load what the program knows."""
    knowledge = load_knowledge(settings)
    return Desk(
        settings=settings,
        store=open_store(settings.store_url),
        knowledge=knowledge,
        actors={actor.actor_id: actor for actor in knowledge.actors},
        sources={source.source_id: source for source in knowledge.sources},
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def _other_places(_desk: Desk, revision: str) -> Gazetteer:
    """Also what analysts set, and what the gazetteer has lost since it was read of."""
    return pipeline.ledger_of(_desk.store, _desk.knowledge).gazetteer


def boundaries(desk: Desk, worldview: Worldview | None = None) -> Boundaries:
    """Outlines in a view, or in the installation's own; loaded when first drawn."""
    return load_boundaries(desk.settings.seeds_folder, worldview or desk.settings.worldview)


def key_of(desk: Desk, selection: Selection) -> Key:
    """Name a view of the store: equal keys show equal claims, equally pale."""
    seen = replace(selection.narrowing, worldview=selection.worldview or desk.settings.worldview)
    link = to_parameters(seen)
    chosen = tuple((name, tuple(values)) for name, values in sorted(link.items()))
    return desk.store.revision(), chosen, datetime.now(UTC).date().isoformat()


@st.cache_resource(show_spinner=False, max_entries=32)
def _situation(_desk: Desk, _selection: Selection, key: Key) -> Situation:
    outlines = boundaries(_desk, _selection.worldview)
    return pipeline.situation(_desk.store, _desk.knowledge, outlines, _selection.query())


def situation(desk: Desk, selection: Selection) -> Situation:
    """What a selection shows. Shared between readers: look, don't touch."""
    return _situation(desk, selection, key_of(desk, selection))


@st.cache_resource(show_spinner=False, max_entries=4)
def _choices(_desk: Desk, revision: str) -> Choices:
    ledger = pipeline.ledger_of(_desk.store, _desk.knowledge)
    claims = ledger.claims[: ledger.article_claims]
    claimants = Counter(claim.claimant for claim in claims)
    sources = Counter(claim.source_id for claim in claims)
    for published in _desk.store.map_headers():
        claimants[published.claimant] += published.point_count
        sources[published.source_id] += published.point_count
    sides = [
        actor_id
        for actor_id in claimants
        if actor_id in _desk.actors and _desk.actors[actor_id].kind is ActorKind.BELLIGERENT
    ]
    return Choices(
        claimants=claimants,
        actors=Counter(claim.actor for claim in claims if claim.actor),
        relations=Counter(claim.relation for claim in claims),
        sources=sources,
        places=Counter(claim.place_id for claim in claims),
        voices=sorted(sides, key=lambda side: _desk.actors[side].name),
    )


@st.cache_resource(show_spinner=False, max_entries=2)
def _first_record(_desk: Desk, revision: str) -> datetime | None:
    moments = [*_desk.store.known_since().values()]
    moments += [header.recorded_at for header in _desk.store.map_headers()]
    return min(moments, default=None)


def first_record(desk: Desk) -> datetime | None:
    """When the ledger learned what it knew first; None if it holds nothing."""
    return _first_record(desk, desk.store.revision())


def choices(desk: Desk) -> Choices:
    """What the filters offer, counted over all that is known now."""
    return _choices(desk, desk.store.revision())


@st.cache_resource(show_spinner=False, max_entries=4)
def _articles(_desk: Desk, revision: str) -> dict[str, Article]:
    return {article.article_id: article for article in _desk.store.articles()}


def articles(desk: Desk) -> Mapping[str, Article]:
    """Every article by its id."""
    return _articles(desk, desk.store.revision())


def export_geojson(desk: Desk, selection: Selection) -> bytes:
    """Write the claims of a selection with all their provenance; closed sources stay out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.geojson"
        pipeline.export_claims(desk.store, desk.knowledge, selection.query(), path, "geojson")
        return path.read_bytes()


def closed_sources(desk: Desk, claims: Sequence[Claim]) -> list[str]:
    """Names of sources in a selection whose licence forbids export."""
    works = set(map(work_of, claims))
    return restricted_sources(works, desk.sources.values(), _maps(desk, desk.store.revision()))


def closed_to_export(desk: Desk, selection: Selection) -> list[str]:
    """The same of all that a selection shows."""
    return _closed_to_export(desk, selection, key_of(desk, selection))


@st.cache_resource(show_spinner=False, max_entries=32)
def _closed_to_export(_desk: Desk, _selection: Selection, key: Key) -> list[str]:
    return closed_sources(_desk, situation(_desk, _selection).claims)


@st.cache_resource(show_spinner=False, max_entries=2)
def _maps(_desk: Desk, revision: str) -> list[PublishedMap]:
    return _desk.store.maps()
