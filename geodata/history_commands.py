"""python -m geodata history: ground by day, disputes and admissions, as tables."""

import argparse
from functools import partial
from pathlib import Path

from geodata.errors import SelectionError, StoreError
from geodata.gazetteer.boundaries import load_boundaries
from geodata.model import ClaimQuery, Voice
from geodata.options import LoadKnowledge, add_clocks, as_set, check_actors, check_sources
from geodata.pipeline import HISTORIES, write_history
from geodata.settings import Settings
from geodata.store import open_store


def add_history(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", load: LoadKnowledge
) -> argparse.ArgumentParser:
    """Add `history` to the command line; `load` loads the seeds and names what is bad in them."""
    command = commands.add_parser(
        "history",
        help="write ground by day, disputes or admissions to a CSV file",
        description="series: km² held, contested and disputed and km of front line, by day and "
        "actor; disputes: first and last day of each; admissions: days from a side's claim to "
        "the other side's admission.",
    )
    command.add_argument("what", choices=list(HISTORIES))
    command.add_argument("out", metavar="OUT", type=Path, help="CSV file to write")
    command.add_argument(
        "--voice", action="append", metavar="ACTOR", help="what this claimant says (default: all)"
    )
    command.add_argument(
        "--source", action="append", metavar="SOURCE", help="as printed by this source"
    )
    add_clocks(command, since="a series from this day on (default: the first of the ledger)")
    command.set_defaults(run=partial(_run, load=load))
    return command


def _run(options: argparse.Namespace, settings: Settings, *, load: LoadKnowledge) -> int:
    knowledge = load(settings)
    check_actors(options.voice or (), knowledge)
    try:
        query = ClaimQuery(
            voice=Voice(claimants=as_set(options.voice), source_ids=as_set(options.source)),
            as_of=options.as_of,
            since=options.since,
            known_at=options.known_at,
        )
    except ValueError as error:
        raise SelectionError(str(error)) from error
    boundaries = load_boundaries(settings.seeds_folder, settings.worldview)
    store = open_store(settings.store_url, must_exist=True)
    try:
        if store.revision() == "empty":
            raise StoreError(f"{store.path} holds nothing yet; ingest articles or import a map")
        check_sources(options.source or (), store, knowledge)
        rows = write_history(options.what, (store, knowledge, boundaries, query), options.out)
    finally:
        store.close()
    print(f"{rows} rows written to {options.out}")
    return 0
