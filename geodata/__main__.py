"""python -m geodata ingest | reread | extract | geocode | export | gazetteer."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from geodata.answers import extract, geocode
from geodata.errors import ClaimlineError, ExportError, SelectionError, StoreError
from geodata.gazetteer_commands import add_gazetteer
from geodata.layers import EXPORT_FORMATS
from geodata.line_commands import answer_lines
from geodata.model import ClaimQuery, Relation, Voice
from geodata.outputs import drop_stdout, printing
from geodata.pipeline import Knowledge, export_claims, ingest, load_knowledge
from geodata.reading import reread
from geodata.settings import Settings, settings_from
from geodata.store import open_store

T = TypeVar("T")
_BAD_INPUT = 1
_INTERRUPTED = 130  # as a shell reports a program that Ctrl-C ended
_PIPE_CLOSED = 141  # as a shell reports a program that SIGPIPE ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give its exit code."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace, Settings], int] = options.run
    try:
        code = run(options, _settings(options))
        with printing():  # what is left to send, before the exit code says that all is well
            return code
    except ClaimlineError as error:
        print(f"geodata: {error}", file=sys.stderr)
        return _BAD_INPUT
    except KeyboardInterrupt:
        print(f"geodata: stopped{options.if_stopped}", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        drop_stdout()
        return _PIPE_CLOSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geodata", description="Read articles into claims of control; export them."
    )
    parser.set_defaults(if_stopped="")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser(
        "ingest",
        help="read files and folders into the store",
        description="Read .txt, .md and .jsonl files, and folders of them, into the store. What "
        "can't be read is named and the rest is done. articles.toml beside texts may give their "
        "source and date; seeds/articles/articles.toml shows how.",
    )
    command.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    _add_parse(command)
    _add_store(command)
    command.set_defaults(run=_run_ingest)

    command = commands.add_parser(
        "reread",
        help="read every article of the store again, after the gazetteer has grown",
        description="Read every article of the store again with the places and rules that there "
        "are now. What was read before stays in the store, as known then.",
    )
    _add_parse(command)
    _add_store(command)
    command.set_defaults(run=_run_reread, if_stopped="; what was read again is kept")

    command = commands.add_parser(
        "extract",
        help="read JSON Lines into places and claims, without a store",
        description="Read {id, title, source, published, language, text} a line; write {id, "
        "places, claims, unresolved} a line, in the same order; without an id, {id, line, …}. "
        "A bad line gives {id, line, error} and exit code 1 at the end.",
    )
    _add_lines(command)
    _add_parse(command)
    command.set_defaults(answer=extract)

    command = commands.add_parser(
        "geocode",
        help="read JSON Lines into places only",
        description="Read {id, text, published} a line; write {id, places, unresolved} a line, in "
        "the same order: every name of a place with its span, coordinates, how it was decided "
        "and the runner-up; without an id, {id, line, …}. A bad line gives {id, line, error} and "
        "exit code 1 at the end.",
    )
    _add_lines(command)
    command.set_defaults(answer=geocode)

    command = commands.add_parser(
        "export",
        help="write claims with their provenance to a file",
        description="Write the claims of the store, one feature each, with quote, offsets, "
        "article, source and dates. Options that can be given repeatedly widen the choice.",
    )
    command.add_argument("out", metavar="OUT", type=Path, help="file to write")
    command.add_argument("--format", required=True, choices=list(EXPORT_FORMATS))
    _add_query(command)
    _add_store(command)
    command.set_defaults(run=_run_export)

    add_gazetteer(commands)
    return parser


def _add_lines(command: argparse.ArgumentParser) -> None:
    command.add_argument("articles", metavar="IN.jsonl", help="articles, or - for stdin")
    command.add_argument(
        "--out",
        required=True,
        metavar="OUT.jsonl",
        help="where to, or - for stdout; a file is replaced at the end, once all is answered",
    )
    command.set_defaults(run=_run_lines, if_stopped="; a file that was to be written is as it was")


def _add_parse(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--parse",
        action="store_true",
        help="let a parser read what the grammar leaves unread (default: CLAIMLINE_PARSER); "
        'needs `pip install "claimline[parse]"`',
    )


def _add_store(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--store",
        metavar="PATH",
        help="the claim store (default: CLAIMLINE_STORE, or your data folder)",
    )


def _add_query(command: argparse.ArgumentParser) -> None:
    for name, metavar, what in (
        ("--voice", "ACTOR", "what this claimant says (RU, UA, SOURCE, ISW …)"),
        ("--actor", "ACTOR", "about this actor's control, presence, attack or threat"),
        ("--source", "SOURCE", "as printed by this source"),
        ("--place", "PLACE", "about this place id (iso:RU-KRS)"),
    ):
        command.add_argument(name, action="append", metavar=metavar, help=what)
    command.add_argument(
        "--relation", action="append", choices=[relation.value for relation in Relation]
    )
    command.add_argument("--as-of", type=_date, metavar="DATE", help="said to be true by this day")
    command.add_argument("--since", type=_date, metavar="DATE", help="… and not before this day")
    command.add_argument(
        "--known-at",
        type=_moment,
        metavar="DATETIME",
        help="as recorded by then; without a zone UTC, a mere date means the end of that day",
    )


def _settings(options: argparse.Namespace) -> Settings:
    settings = settings_from(os.environ)
    if getattr(options, "parse", False):
        settings = replace(settings, parser=True)
    store = getattr(options, "store", None)
    if store is None:
        return settings
    return replace(settings, store_url=settings_from({"CLAIMLINE_STORE": store}).store_url)


def _knowledge(settings: Settings) -> Knowledge:
    """Load the seeds; name what in them can't be used, and go on with the rest."""
    knowledge = load_knowledge(settings)
    for problem in knowledge.gazetteer.problems:
        print(f"geodata: {problem}", file=sys.stderr)
    return knowledge


def _run_ingest(options: argparse.Namespace, settings: Settings) -> int:
    knowledge = _knowledge(settings)
    store = open_store(settings.store_url)
    try:
        report = ingest(options.paths, store, knowledge, track=_progress_bar)
    finally:
        store.close()
    for message in (*(message for _, message in report.failed), *report.notes):
        print(message, file=sys.stderr)
    print(f"{report.added} added, {report.known} known, {len(report.failed)} failed")
    if report.stopped:
        print("geodata: stopped; what is counted here is kept", file=sys.stderr)
        return _INTERRUPTED
    return _BAD_INPUT if report.failed else 0


def _progress_bar(articles: Iterable[T]) -> Iterable[T]:
    bar: Iterable[T] = tqdm(articles, unit=" articles", disable=None)
    return bar


def _run_reread(options: argparse.Namespace, settings: Settings) -> int:
    knowledge = _knowledge(settings)
    store = open_store(settings.store_url, must_exist=True)
    try:
        report = reread(store, knowledge, track=_progress_bar)
    finally:
        store.close()
    print(
        f"{report.read_again} articles read again; {report.claims_added} claims are new, "
        f"{report.claims_gone} no longer count"
    )
    return 0


def _run_lines(options: argparse.Namespace, settings: Settings) -> int:
    answer = partial(options.answer, knowledge=_knowledge(settings))
    return 0 if answer_lines(options.articles, options.out, answer) else _BAD_INPUT


def _run_export(options: argparse.Namespace, settings: Settings) -> int:
    knowledge = _knowledge(settings)
    query = _query(options, knowledge)
    if str(options.out) == "-":
        raise ExportError("an export is a file; name one instead of -")
    store = open_store(settings.store_url, must_exist=True)
    try:
        if store.revision() == "empty":
            raise StoreError(
                f"{store.path} holds no articles yet; run `python -m geodata ingest "
                f"{settings.seeds_folder / 'articles'}` or ingest your own"
            )
        _check_sources(options.source or (), store.source_ids(), knowledge)
        written, left_out = export_claims(store, knowledge, query, options.out, options.format)
    finally:
        store.close()
    if left_out:
        print(f"left out, not redistributable: {', '.join(left_out)}", file=sys.stderr)
    print(f"{written} claims written to {options.out}")
    return 0


def _check_sources(asked: Iterable[str], kept: frozenset[str], knowledge: Knowledge) -> None:
    known = kept | {source.source_id for source in knowledge.sources}
    for source_id in asked:
        if source_id not in known:
            raise SelectionError(
                f"no source is called {source_id!r}; known: {', '.join(sorted(known))}"
            )


def _query(options: argparse.Namespace, knowledge: Knowledge) -> ClaimQuery:
    known = {actor.actor_id for actor in knowledge.actors}
    for actor_id in [*(options.voice or ()), *(options.actor or ())]:
        if actor_id not in known:
            raise SelectionError(
                f"no actor is called {actor_id!r}; known: {', '.join(sorted(known))}"
            )
    for place_id in options.place or ():
        knowledge.gazetteer.place(place_id)
    try:
        return ClaimQuery(
            voice=Voice(claimants=_set(options.voice)),
            as_of=options.as_of,
            since=options.since,
            known_at=options.known_at,
            actors=_set(options.actor),
            source_ids=_set(options.source),
            place_ids=_set(options.place),
            relations=frozenset(map(Relation, options.relation)) if options.relation else None,
        )
    except ValueError as error:
        raise SelectionError(str(error)) from error


def _set(values: Sequence[str] | None) -> frozenset[str] | None:
    return frozenset(values) if values else None


def _date(text: str) -> date:
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


if __name__ == "__main__":
    sys.exit(main())
