"""Joins the steps on one screen: ingest() = 1-2-3-4, situation() = 4-5-7."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from geopandas import GeoDataFrame

from geodata.articles import read_articles
from geodata.control import assess_control
from geodata.errors import ArticleError, ClaimlineError, SeedError
from geodata.gazetteer.boundaries import Boundaries
from geodata.layers import area_marks, claim_features, point_marks, write_export
from geodata.model import (
    Article,
    Claim,
    ClaimQuery,
    Control,
    Place,
)
from geodata.reading import (
    Knowledge,
    gazetteer_of,
    keep,
    load_knowledge,
    lost_places,
    make_comparable,
    read,
)
from geodata.seeds import UNKNOWN_SOURCE, read_seed_articles
from geodata.store import ClaimStore

__all__ = [
    "IngestReport",
    "Knowledge",
    "Situation",
    "export_claims",
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
    """Known articles that came with another source or date than is kept; near-duplicates."""
    stopped: bool = False
    """True if the reader stopped it (Ctrl-C) before all was read; what was read is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A view: its claims, the state of each place, and the marks to draw."""

    claims: list[Claim]
    controls: list[Control]
    area_marks: GeoDataFrame
    point_marks: GeoDataFrame
    lost: tuple[Place, ...] = ()
    """Places of the claims that the gazetteer held when they were read, and lacks now."""


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
    make_comparable(store)
    return _ingest(track(read_articles(paths)), store, knowledge)


def ingest_seeds(store: ClaimStore, knowledge: Knowledge) -> IngestReport:
    """Read the seed articles into the store.

    They are no copies; comparing them is left to the first `ingest`, for it takes a second to load.
    """
    return _ingest(read_seed_articles(knowledge.seeds_folder), store, knowledge, compare=False)


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
    own = gazetteer_of(store, knowledge)
    lost = lost_places(store, own, claims)
    places = own.with_places(lost).place
    outline = boundaries.outline
    return Situation(
        claims=claims,
        controls=controls,
        lost=tuple(lost),
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
        places=gazetteer_of(store, knowledge, claims).place,
        articles={article.article_id: article for article in store.articles()},
        sources=knowledge.sources,
    )


def _ingest(
    articles: Iterable[Article | ClaimlineError],
    store: ClaimStore,
    knowledge: Knowledge,
    *,
    compare: bool = True,
) -> IngestReport:
    added = known = 0
    failed = []
    notes: list[str] = []
    stopped = False
    try:
        for article in articles:
            if isinstance(article, ClaimlineError):
                failed.append((_where(article), str(article)))
            elif keep(article, store, knowledge, compare=compare):
                added += 1
                notes.extend(_copied(store.article(article.article_id), store))
            else:
                known += 1
                notes.extend(_differences(article, store.article(article.article_id)))
    except KeyboardInterrupt:
        stopped = True
    return IngestReport(
        added=added, known=known, failed=tuple(failed), notes=tuple(notes), stopped=stopped
    )


def _copied(kept: Article, store: ClaimStore) -> Iterable[str]:
    """Say so of an article that was told almost word for word before."""
    if kept.origin_group:
        first = store.article(kept.origin_group)
        yield (
            f"{kept.title[:80]!r} is a near-duplicate of {first.title[:80]!r} "
            f"({first.source_id}): they count as one origin"
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
