"""ingest() = 1-2-3-4: articles into the store, and what became of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geodata.articles import Arrival, read_articles
from geodata.errors import ArticleError, ClaimlineError, SeedError
from geodata.pipeline.previewing import listed_source, notes_on
from geodata.reading import Knowledge, keep, make_comparable
from geodata.seeds import read_seed_articles
from geodata.store import ClaimStore


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What became of the articles: how many were new, known, and which failed and why."""

    added: int
    known: int
    failed: tuple[tuple[str, str], ...]
    """Pairs of where (a file, or a file and line) and the whole message."""
    notes: tuple[str, ...] = ()
    """Known articles that came with another source or date than is kept; near-duplicates; parts
    of files that hold no text."""
    stopped: bool = False
    """True if the reader stopped it (Ctrl-C) before all was read; what was read is kept."""


def ingest(
    paths: Iterable[str],
    store: ClaimStore,
    knowledge: Knowledge,
    *,
    track: Callable[[Iterable[Arrival]], Iterable[Arrival]] = iter,
    private: bool = False,
) -> IngestReport:
    """Read files, folders and addresses into the store; what is bad in them never stops the rest.

    `track` sees the articles go by (a progress bar); `private`: whether addresses may lie in a
    private network. Raises StoreError: the store fails.
    """
    make_comparable(store)
    return _ingest(track(read_articles(paths, private=private)), store, knowledge)


def ingest_seeds(store: ClaimStore, knowledge: Knowledge) -> IngestReport:
    """Read the seed articles into the store.

    They are no copies; comparing them is left to the first `ingest`, for it takes a second to load.
    """
    seeds = read_seed_articles(knowledge.seeds_folder)
    arrivals = [Arrival(origin=article.title, article=article) for article in seeds]
    return _ingest(arrivals, store, knowledge, compare=False)


def _ingest(
    arrivals: Iterable[Arrival],
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
        for arrival in arrivals:
            article = arrival.article
            notes.extend(f"{arrival.origin}: {note}" for note in arrival.notes)
            if article is None:
                failed.append((_where(arrival.error), str(arrival.error)))
                continue
            if arrival.names_itself:
                article = listed_source(article, knowledge.sources)
            is_new = keep(article, store, knowledge, compare=compare)
            added, known = added + is_new, known + (not is_new)
            notes.extend(notes_on(article, store, is_new=is_new))
    except KeyboardInterrupt:
        stopped = True
    return IngestReport(
        added=added, known=known, failed=tuple(failed), notes=tuple(notes), stopped=stopped
    )


def _where(error: ClaimlineError | None) -> str:
    if isinstance(error, ArticleError):
        return error.origin if error.line is None else f"{error.origin}:{error.line}"
    return str(error.path) if isinstance(error, SeedError) else ""
