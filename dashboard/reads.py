"""Cached reads through the pipeline: what there is, what a selection shows, what it rests on.

Whatever is cached is keyed by the store's revision, so that new claims show at once.
"""

import csv
import gzip
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import streamlit as st
from geopandas import GeoDataFrame

from dashboard import theme
from dashboard.selection import Choices, Selection, to_parameters
from geodata import pipeline
from geodata.errors import UnknownPlaceError
from geodata.gazetteer.boundaries import Boundaries, load_boundaries
from geodata.model import (
    Actor,
    ActorKind,
    Article,
    Claim,
    Mention,
    Place,
    PlaceKind,
    Source,
)
from geodata.pipeline import Knowledge, Situation, load_knowledge
from geodata.settings import Settings
from geodata.store import ClaimStore, open_store

_LONGEST_ARTICLE = 60_000
"""Characters of an article that travel to the evidence panel, about the quote."""
_MOST_CLAIMS = 120
"""Claims that the evidence panel lists at once."""
_TOWNS_LABELLED = 20_000
"""Inhabitants from which a town gets a label on the base map."""

Key = tuple[str, tuple[tuple[str, str], ...], str]
BaseLabel = tuple[str, float, float, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every page works with: opened once per server."""

    settings: Settings
    store: ClaimStore
    knowledge: Knowledge
    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]

    def place(self, place_id: str) -> Place | None:
        """Look a place up; None if the gazetteer doesn't hold it."""
        try:
            return self.knowledge.gazetteer.place(place_id)
        except UnknownPlaceError:
            return None

    def place_name(self, place_id: str) -> str:
        """Name a place, with its region where that tells namesakes apart."""
        place = self.place(place_id)
        if place is None:
            return place_id
        region = self.knowledge.gazetteer.region_of(place)
        return f"{place.name}, {region.name}" if region and region != place else place.name


@st.cache_resource(show_spinner=False)
def open_desk(store_url: str, cache_folder: Path, seeds_folder: Path) -> Desk:
    """Open the store and load what the program knows."""
    settings = Settings(store_url=store_url, cache_folder=cache_folder, seeds_folder=seeds_folder)
    knowledge = load_knowledge(settings)
    return Desk(
        settings=settings,
        store=open_store(settings.store_url),
        knowledge=knowledge,
        actors={actor.actor_id: actor for actor in knowledge.actors},
        sources={source.source_id: source for source in knowledge.sources},
    )


def boundaries(desk: Desk) -> Boundaries:
    """Outlines; loaded when first drawn."""
    return load_boundaries(desk.settings.seeds_folder)


def key_of(desk: Desk, selection: Selection) -> Key:
    """Name a view of the store: equal keys show equal claims, equally pale."""
    chosen = tuple(sorted(to_parameters(selection.narrowing).items()))
    return desk.store.revision(), chosen, datetime.now(UTC).date().isoformat()


@st.cache_resource(show_spinner=False, max_entries=32)
def _situation(_desk: Desk, _selection: Selection, key: Key) -> Situation:
    return pipeline.situation(_desk.store, _desk.knowledge, boundaries(_desk), _selection.query())


def situation(desk: Desk, selection: Selection) -> Situation:
    """What a selection shows. Shared between readers: look, don't touch."""
    return _situation(desk, selection, key_of(desk, selection))


@st.cache_resource(show_spinner=False, max_entries=4)
def _choices(_desk: Desk, revision: str) -> Choices:
    claims = _desk.store.claims()
    claimants = Counter(claim.claimant for claim in claims)
    sides = [
        actor_id
        for actor_id in claimants
        if actor_id in _desk.actors and _desk.actors[actor_id].kind is ActorKind.BELLIGERENT
    ]
    return Choices(
        claimants=claimants,
        actors=Counter(claim.actor for claim in claims if claim.actor),
        relations=Counter(claim.relation for claim in claims),
        sources=Counter(claim.source_id for claim in claims),
        places=Counter(claim.place_id for claim in claims),
        voices=sorted(sides, key=lambda side: _desk.actors[side].name),
    )


def choices(desk: Desk) -> Choices:
    """What the filters offer, counted over all that is known now."""
    return _choices(desk, desk.store.revision())


@st.cache_resource(show_spinner=False, max_entries=4)
def _articles(_desk: Desk, revision: str) -> dict[str, Article]:
    return {article.article_id: article for article in _desk.store.articles()}


def articles(desk: Desk) -> Mapping[str, Article]:
    """Every article by its id."""
    return _articles(desk, desk.store.revision())


@st.cache_resource(show_spinner=False, max_entries=4)
def _unresolved(_desk: Desk, revision: str) -> list[Mention]:
    return _desk.store.unresolved()


def unresolved(desk: Desk) -> Sequence[Mention]:
    """Mentions that name a place which could not be told."""
    return _unresolved(desk, desk.store.revision())


def find_places(desk: Desk, name: str) -> list[Place]:
    """Every place of a name, the largest first; none is chosen for the reader."""
    found = desk.knowledge.gazetteer.named(name)
    return sorted(found, key=lambda place: (-place.population, place.place_id))


def base_layers(desk: Desk) -> dict[str, GeoDataFrame]:
    """The ground of the map, by the names that drawing.base_payload reads."""
    outlines = boundaries(desk)
    layers = {name: outlines.base_frame(name) for name in ("land", "lakes", "rivers", "borders")}
    return {**layers, "regions": outlines.frame()}


def base_labels(desk: Desk) -> list[BaseLabel]:
    """Names of countries, regions and towns, the weightiest first."""
    path = desk.settings.seeds_folder / "gazetteer" / "places.tsv.gz"
    labels: list[BaseLabel] = []
    with gzip.open(path, "rt", encoding="utf-8", newline="") as rows:
        for row in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, kind, people, lon, lat = row[1], row[2], int(row[6]), float(row[7]), float(row[8])
            if kind == PlaceKind.SETTLEMENT and people >= _TOWNS_LABELLED:
                labels.append((name, lon, lat, "city", people))
            elif kind in {PlaceKind.COUNTRY, PlaceKind.REGION}:
                labels.append((name, lon, lat, str(kind), people))
    rank = {"country": 0, "city": 1, "region": 2}
    return sorted(labels, key=lambda label: (rank[label[3]], -label[4], label[0]))


def export_geojson(desk: Desk, selection: Selection) -> bytes:
    """Write the claims of a selection with all their provenance; closed sources stay out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.geojson"
        pipeline.export_claims(desk.store, desk.knowledge, selection.query(), path, "geojson")
        return path.read_bytes()


def closed_sources(desk: Desk, claims: Sequence[Claim]) -> list[str]:
    """Names of sources in a selection whose licence forbids export."""
    ids = {claim.source_id for claim in claims}
    return sorted(
        source.name
        for source in desk.sources.values()
        if source.source_id in ids and not source.redistributable
    )


def evidence(desk: Desk, shown: Situation, place_id: str) -> dict[str, Any]:
    """Lay out what is said of a place, by claimant, for assets/evidence.js."""
    of_place = [claim for claim in shown.claims if claim.place_id == place_id]
    listed = of_place[:_MOST_CLAIMS]
    place = desk.place(place_id)
    control = next((c for c in shown.controls if c.place_id == place_id), None)
    texts, cards = _passages(desk, listed)
    by_id = {claim.claim_id: claim for claim in shown.claims}
    packed = [
        _claim_card(desk, claim, by_id) | card for claim, card in zip(listed, cards, strict=True)
    ]
    notice = ""
    if not of_place:
        notice = "No claim found in this selection."
    elif len(of_place) > len(listed):
        notice = f"{len(listed)} of {len(of_place)} claims are listed; narrow the filters."
    return {
        "place": {
            "name": desk.place_name(place_id),
            "kind": _kind_words(place),
            "state": _state_words(desk, control, of_place),
            "reason": control.reason if control else "",
        },
        "groups": _grouped(desk, listed, packed),
        "articles": texts,
        "notice": notice,
    }


def _kind_words(place: Place | None) -> str:
    if place is None:
        return ""
    exact = f", ± {place.precision_km:g} km" if place.precision_km else ""
    return f"{place.kind.value}{exact}"


def _state_words(desk: Desk, control: Any, claims: Sequence[Claim]) -> str:
    if control is None or not claims:
        return theme.NO_CLAIM
    return theme.state_words(control, desk.actors)


def _grouped(
    desk: Desk, claims: Sequence[Claim], cards: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for claim, card in zip(claims, cards, strict=True):
        groups.setdefault(claim.claimant, []).append(card)
    return [
        {"title": f"{theme.claimant_name(claimant, desk.actors)} ({len(cards)})", "claims": cards}
        for claimant, cards in groups.items()
    ]


def _claim_card(desk: Desk, claim: Claim, by_id: Mapping[str, Claim]) -> dict[str, Any]:
    source = desk.sources.get(claim.source_id)
    article = articles(desk)[claim.article_id]
    name = desk.place_name(claim.place_id)
    return {
        "id": claim.claim_id,
        "head": theme.attribution(claim, source, desk.actors),
        "says": theme.proposition(claim, name, desk.actors),
        "tags": theme.tags(claim),
        "colour": theme.colour_of(claim.actor, desk.actors),
        "url": article.url,
        "denies": [_denied(desk, denied, by_id) for denied in claim.denies],
        "facts": _facts(claim, article, source),
    }


def _denied(desk: Desk, claim_id: str, by_id: Mapping[str, Claim]) -> dict[str, Any]:
    claim = by_id.get(claim_id)
    if claim is None:
        return {"id": claim_id, "text": "a claim outside this selection", "here": False}
    who = theme.attribution(claim, desk.sources.get(claim.source_id), desk.actors)
    what = theme.proposition(claim, desk.place_name(claim.place_id), desk.actors)
    return {"id": claim_id, "text": f"{who}: {what}", "here": True}


def _facts(claim: Claim, article: Article, source: Source | None) -> list[tuple[str, str]]:
    printed = article.published_on
    published = f"{theme.dated(printed, None)} ({article.published_basis.value})"
    note = f". {article.published_note}" if article.published_note else ""
    return [
        ("Source", f"{source.name if source else claim.source_id} · {theme.grade(source)}"),
        ("Article", article.title),
        ("Published", f"{published}{note}"),
        ("True of", theme.dated(claim.event_date, claim.date_precision)),
        ("Speaker", claim.speaker or "not named"),
        ("Confidence", f"{claim.confidence:.0%}"),
        ("Found by", f"{claim.extractor}{': ' if claim.how else ''}{claim.how}"),
    ]


def _passages(
    desk: Desk, claims: Sequence[Claim]
) -> tuple[list[dict[str, str]], list[dict[str, int]]]:
    """Send each article once, and each quote as positions in what was sent."""
    known = articles(desk)
    texts: list[dict[str, str]] = []
    sent: dict[tuple[str, int], int] = {}
    cards: list[dict[str, int]] = []
    for claim in claims:
        text = known[claim.article_id].text
        start, end = _window(len(text), claim)
        slot = sent.setdefault((claim.article_id, start), len(texts))
        if slot == len(texts):
            texts.append({"text": text[start:end]})
        before = _utf16(text[start : claim.start_char])
        cards.append({"article": slot, "start": before, "end": before + _utf16(claim.quote)})
    return texts, cards


def _window(length: int, claim: Claim) -> tuple[int, int]:
    """All of an article, or so much of a very long one that the quote stands in its middle."""
    if length <= _LONGEST_ARTICLE:
        return 0, length
    start = max(0, claim.start_char - _LONGEST_ARTICLE // 2)
    return start, max(claim.end_char, start + _LONGEST_ARTICLE)


def _utf16(text: str) -> int:
    """Count as JavaScript does, in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
