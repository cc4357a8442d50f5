"""python -m geodata COMMAND: ingest, extract, geocode, export, brief, history and others."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from tqdm import tqdm

from geodata.answers import extract, geocode
from geodata.errors import ClaimlineError
from geodata.knowledge import Knowledge, load_knowledge
from geodata.line_commands import answer_lines
from geodata.outputs import drop_stdout, printing
from geodata.reading import reread
from geodata.settings import Settings, settings_from
from geodata.store import open_store

T = TypeVar("T")
_BAD_INPUT = 1
_INTERRUPTED = 130  # as a shell reports a program that Ctrl-C ended
_PIPE_CLOSED = 141  # as a shell reports a program that SIGPIPE ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser(arguments[0] if arguments else "").parse_args(arguments)
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


def _parser(wanted: str) -> argparse.ArgumentParser:
    """Every command; for one that only reads articles, without those that draw on maps."""
    parser = argparse.ArgumentParser(
        prog="python -m geodata", description="Read articles into claims of control; export them."
    )
    parser.set_defaults(if_stopped="")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser(
        "ingest",
        help="read files, folders and web pages into the store",
        description="Read .txt, .md, .html, .pdf, .docx, .csv and .jsonl files, folders of them "
        "and http(s) addresses into the store. What can't be read is named and the rest is done. "
        "articles.toml beside files may give their source and date; seeds/articles/articles.toml "
        "shows how. A .csv has the columns id, title, source, published, language, text, url.",
    )
    command.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder or an address; it is fetched"
    )
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

    if wanted not in {"extract", "geocode"}:
        _add_others(commands)
    return parser


def _add_others(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that draw on maps: their libraries take as much memory as reading does."""
    from geodata.brief_commands import add_brief  # noqa: PLC0415
    from geodata.export_commands import add_export  # noqa: PLC0415
    from geodata.gazetteer_commands import add_gazetteer  # noqa: PLC0415
    from geodata.history_commands import add_history  # noqa: PLC0415
    from geodata.map_commands import add_import  # noqa: PLC0415
    from geodata.review_commands import add_reviews  # noqa: PLC0415

    _add_store(add_export(commands, _knowledge))
    _add_store(add_history(commands, _knowledge))
    for command in (*add_reviews(commands, _knowledge), *add_brief(commands, _knowledge)):
        _add_store(command)
    add_import(commands)
    add_gazetteer(commands)


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
    from geodata.pipeline import ingest  # noqa: PLC0415 - see _add_others

    knowledge = _knowledge(settings)
    store = open_store(settings.store_url)
    try:
        report = ingest(
            options.paths,
            store,
            knowledge,
            track=_progress_bar,
            private=settings.private_addresses,
        )
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


if __name__ == "__main__":
    sys.exit(main())
