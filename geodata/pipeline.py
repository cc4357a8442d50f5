"""Joins the steps on one screen: ingest() = 1-2-3-4, situation() = 4-5-7."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from geopandas import GeoDataFrame

from geodata.articles import ArticleLine, read_articles
from geodata.control import assess_control
from geodata.errors import ArticleError, ClaimlineError, SeedError
from geodata.gazetteer.boundaries import Boundaries
from geodata.layers import area_marks, claim_features, iso_date, point_marks, write_export
from geodata.model import (
    Article,
    Claim,
    ClaimQuery,
    Control,
    Mention,
    Place,
    PlaceKind,
)
from geodata.reading import Knowledge, gazetteer_of, keep, load_knowledge, read
from geodata.seeds import UNKNOWN_SOURCE, read_seed_articles
from geodata.store import ClaimStore

__all__ = [
    "IngestReport",
    "Knowledge",
    "Situation",
    "export_claims",
    "extract",
    "features_of",
    "ingest",
    "ingest_seeds",
    "load_knowledge",
    "read",
    "situation",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What became of the articles: how many were new, known, and which failed and why."""

    added: int
    known: int
    failed: tuple[tuple[str, str], ...]
    """Pairs of where (a file, or a file and line) and the whole message."""
    notes: tuple[str, ...] = ()
    """Of known articles, those that came with another source or date than is kept."""
    stopped: bool = False
    """True if the reader stopped it (Ctrl-C) before all was read; what was read is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A view: its claims, the state of each place, and the marks to draw."""

    claims: list[Claim]
    controls: list[Control]
    area_marks: GeoDataFrame
    point_marks: GeoDataFrame


def ingest(
    paths: Iterable[str],
    store: ClaimStore,
    knowledge: Knowledge,
    *,
    track: Callable[
        [Iterable[Article | ClaimlineError]], Iterable[Article | ClaimlineError]
    ] = iter,
) -> IngestReport:
    """Read files and folders into the store; what is bad in them never stops the rest.

    `track` sees the articles go by (a progress bar). Raises StoreError: the store fails.
    """
    return _ingest(track(read_articles(paths)), store, knowledge)


def ingest_seeds(store: ClaimStore, knowledge: Knowledge) -> IngestReport:
    """Read the seed articles into the store."""
    return _ingest(read_seed_articles(knowledge.seeds_folder), store, knowledge)


def extract(line: ArticleLine, knowledge: Knowledge) -> dict[str, object]:
    """Answer one line of JSON Lines with the places and claims in its article, or its error."""
    if line.article is None:
        return {"id": line.given_id, "line": line.number, "error": str(line.error)}
    mentions, claims = read(line.article, knowledge)
    place_of = knowledge.gazetteer.place
    claimed = {claim.place_id for claim in claims}
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        place_id = mention.place_id
        if place_id and (place_of(place_id).kind is not PlaceKind.COUNTRY or place_id in claimed):
            found[place_id].append(mention)
    return {
        "id": line.given_id,
        "places": [_place_row(place_of(place_id), found[place_id]) for place_id in found],
        "claims": [_claim_row(claim, place_of(claim.place_id)) for claim in claims],
        "unresolved": [
            _unresolved_row(mention, place_of) for mention in mentions if mention.place_id is None
        ],
    }


def situation(
    store: ClaimStore,
    knowledge: Knowledge,
    boundaries: Boundaries,
    query: ClaimQuery,
    *,
    today: date | None = None,
) -> Situation:
    """Answer a query: who says what, who holds what, and how it is drawn.

    Marks are as old as they are on `query.as_of`, else on `today` (by default the day in UTC).
    """
    claims = store.claims(query)
    controls = assess_control(
        claims,
        voice=query.voice,
        as_of=query.as_of,
        known_at=query.known_at,
        actors=knowledge.actors,
    )
    seen_from = query.as_of or today or datetime.now(UTC).date()
    places = gazetteer_of(store, knowledge).place
    outline = boundaries.outline
    return Situation(
        claims=claims,
        controls=controls,
        area_marks=area_marks(claims, controls, places=places, outline=outline, day=seen_from),
        point_marks=point_marks(claims, controls, places=places, outline=outline, day=seen_from),
    )


def export_claims(
    store: ClaimStore, knowledge: Knowledge, query: ClaimQuery, path: Path, file_format: str
) -> tuple[int, list[str]]:
    """Write the claims that a query asks for, with their provenance, to a new file.

    Returns: how many were written, and the names of sources left out for their licence.
    Raises: ExportError.
    """
    features = features_of(store, knowledge, store.claims(query))
    may_leave = features["redistributable"]
    write_export(features[may_leave], path, file_format, store_path=store.path)
    return int(may_leave.sum()), sorted(features.loc[~may_leave, "source"].unique())


def features_of(store: ClaimStore, knowledge: Knowledge, claims: Sequence[Claim]) -> GeoDataFrame:
    """Lay out claims from this store with their provenance, at their places' points."""
    return claim_features(
        claims,
        places=gazetteer_of(store, knowledge).place,
        articles={article.article_id: article for article in store.articles()},
        sources=knowledge.sources,
    )


def _ingest(
    articles: Iterable[Article | ClaimlineError], store: ClaimStore, knowledge: Knowledge
) -> IngestReport:
    added = known = 0
    failed = []
    notes: list[str] = []
    stopped = False
    try:
        for article in articles:
            if isinstance(article, ClaimlineError):
                failed.append((_where(article), str(article)))
            elif keep(article, store, knowledge):
                added += 1
            else:
                known += 1
                notes.extend(_differences(article, store.article(article.article_id)))
    except KeyboardInterrupt:
        stopped = True
    return IngestReport(
        added=added, known=known, failed=tuple(failed), notes=tuple(notes), stopped=stopped
    )


def _differences(given: Article, kept: Article) -> Iterable[str]:
    """Say what is said otherwise of a text that is known: the store only appends."""
    ways = []
    if given.source_id not in {UNKNOWN_SOURCE, kept.source_id}:
        ways.append(f"its source stays {kept.source_id!r}, not {given.source_id!r}")
    if given.published_on not in {None, kept.published_on}:
        ways.append(f"its date stays {kept.published_on or 'unknown'}, not {given.published_on}")
    if ways:
        yield f"{given.title[:80]!r} is known already: {'; '.join(ways)}"


def _where(error: ClaimlineError) -> str:
    if isinstance(error, ArticleError):
        return error.origin if error.line is None else f"{error.origin}:{error.line}"
    return str(error.path) if isinstance(error, SeedError) else ""


def _place_row(place: Place, mentions: Iterable[Mention]) -> dict[str, object]:
    return _located(place) | {
        "kind": place.kind.value,
        "mentions": [
            {"start": mention.start_char, "end": mention.end_char, "text": mention.surface}
            for mention in mentions
        ],
    }


def _claim_row(claim: Claim, place: Place) -> dict[str, object]:
    return {
        "place": place.name,
        "place_id": claim.place_id,
        "claimant": claim.claimant,
        "speaker": claim.speaker or None,
        "relation": claim.relation.value,
        "actor": claim.actor,
        "polarity": claim.polarity.value,
        "event_date": iso_date(claim),
        "current": claim.current,
        "extent": claim.extent.value,
        "hedged": claim.hedged,
        "start": claim.start_char,
        "end": claim.end_char,
        "quote": claim.quote,
        "confidence": round(claim.confidence, 3),
    }


def _unresolved_row(mention: Mention, place_of: Callable[[str], Place]) -> dict[str, object]:
    return {
        "text": mention.surface,
        "start": mention.start_char,
        "end": mention.end_char,
        "candidates": [
            _located(place_of(candidate.place_id)) | {"score": round(candidate.score, 3)}
            for candidate in mention.candidates
        ],
    }


def _located(place: Place) -> dict[str, object]:
    return {
        "name": place.name,
        "place_id": place.place_id,
        "country": place.country_code,
        "lat": place.lat,
        "lon": place.lon,
    }
