"""Options that several commands have: voices, sources, days and moments, and their checks."""

import argparse
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time

from geodata.errors import SelectionError
from geodata.reading import Knowledge
from geodata.settings import Settings
from geodata.store import ClaimStore

LoadKnowledge = Callable[[Settings], Knowledge]


def add_clocks(command: argparse.ArgumentParser, *, since: str) -> None:
    """Add --as-of, --since and --known-at; `since` says what the second one does."""
    command.add_argument(
        "--as-of", type=as_date, metavar="DATE", help="said to be true by this day"
    )
    command.add_argument("--since", type=as_date, metavar="DATE", help=since)
    add_known_at(command)


def add_known_at(command: argparse.ArgumentParser) -> None:
    """Add --known-at."""
    command.add_argument(
        "--known-at",
        type=_moment,
        metavar="DATETIME",
        help="as recorded by then; without a zone UTC, a mere date means the end of that day",
    )


def check_actors(asked: Iterable[str], knowledge: Knowledge) -> None:
    """Refuse codes that no actor has. Raises SelectionError."""
    known = {actor.actor_id for actor in knowledge.actors}
    for actor_id in asked:
        if actor_id not in known:
            raise SelectionError(
                f"no actor is called {actor_id!r}; known: {', '.join(sorted(known))}"
            )


def check_sources(asked: Iterable[str], store: ClaimStore, knowledge: Knowledge) -> None:
    """Refuse sources that neither the store nor the seeds know. Raises SelectionError."""
    known = store.source_ids() | {source.source_id for source in knowledge.sources}
    known |= {header.source_id for header in store.map_headers()}
    for source_id in asked:
        if source_id not in known:
            raise SelectionError(
                f"no source is called {source_id!r}; known: {', '.join(sorted(known))}"
            )


def as_set(values: Sequence[str] | None) -> frozenset[str] | None:
    """What an option that can be repeated was given; None = it was not."""
    return frozenset(values) if values else None


def as_date(text: str) -> date:
    """Read a day for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write 2025-04-26") from error


def _moment(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time.max, UTC)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date-time; write 2025-04-26T18:00Z"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
