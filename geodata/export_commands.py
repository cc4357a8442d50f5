"""python -m geodata export."""

import argparse
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from geodata import pipeline
from geodata.errors import ExportError, SelectionError, StoreError
from geodata.gazetteer.boundaries import load_boundaries
from geodata.layers import EXPORT_FORMATS, LAYERS, ExportRequest
from geodata.model import ClaimQuery, Relation, Voice
from geodata.options import (
    LoadKnowledge,
    add_clocks,
    as_date,
    as_set,
    check_actors,
    check_sources,
)
from geodata.pipeline import Knowledge
from geodata.settings import Settings
from geodata.store import ClaimStore, open_store

_ALL = "all"
_CLAIMS, _DIFFERENCES = "claims", "differences"
_OF_CLAIMS_ONLY = ("actor", "place", "relation", "since")
"""What narrows claims, and would make a picture of ground of half of what a voice says."""


def add_export(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", load: LoadKnowledge
) -> argparse.ArgumentParser:
    """Add `export` to the command line; `load` loads the seeds and names what is bad in them."""
    command = commands.add_parser(
        "export",
        help="write claims, places, areas, front lines or differences to a file",
        description="Write what the store holds, each feature with voice, day, quotes, sources and "
        "licence: claims (one feature each), or what they make: places with their state, areas, "
        "front lines, and where two accounts differ. A GeoPackage opens in QGIS already styled. "
        "Options that can be given repeatedly widen the choice.",
    )
    command.add_argument("out", metavar="OUT", type=Path, help="file to write")
    command.add_argument("--format", required=True, choices=list(EXPORT_FORMATS))
    command.add_argument(
        "--layer",
        choices=[*LAYERS, _ALL],
        default=_CLAIMS,
        help="what to write (default: claims); all, each a layer, into a GeoPackage only",
    )
    _add_query(command)
    _add_comparison(command)
    command.set_defaults(run=partial(_run_export, load=load))
    return command


def _add_query(command: argparse.ArgumentParser) -> None:
    for name, metavar, what in (
        ("--voice", "ACTOR", "what this claimant says (RU, UA, SOURCE, ISW …)"),
        ("--source", "SOURCE", "as printed by this source"),
        ("--actor", "ACTOR", "claims about this actor's control, presence, attack or threat"),
        ("--place", "PLACE", "claims about this place id (iso:RU-KRS)"),
    ):
        command.add_argument(name, action="append", metavar=metavar, help=what)
    command.add_argument(
        "--relation",
        action="append",
        choices=[relation.value for relation in Relation],
        help="claims that state this",
    )
    add_clocks(command, since="claims, and not from before this day")


def _add_comparison(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--compare-voice",
        action="append",
        metavar="ACTOR",
        help="differences from what this claimant says",
    )
    command.add_argument(
        "--compare-as-of", type=as_date, metavar="DATE", help="differences from this day"
    )
    command.add_argument(
        "--about",
        metavar="ACTOR",
        default="",
        help="differences in the ground that this actor is said to hold (default: every actor)",
    )


def _run_export(options: argparse.Namespace, settings: Settings, *, load: LoadKnowledge) -> int:
    knowledge = load(settings)
    query = _query(options, knowledge)
    request = _request(options, query, knowledge)
    if str(options.out) == "-":
        raise ExportError("an export is a file; name one instead of -")
    store = open_store(settings.store_url, must_exist=True)
    try:
        if store.revision() == "empty":
            raise StoreError(
                f"{store.path} holds no articles yet; run `python -m geodata ingest "
                f"{settings.seeds_folder / 'articles'}` or ingest your own"
            )
        check_sources(options.source or (), store, knowledge)
        written, left_out = _export(store, knowledge, query, request, settings)
    finally:
        store.close()
    if left_out:
        print(f"left out, not redistributable: {', '.join(left_out)}", file=sys.stderr)
    print(f"{written} written to {options.out}")
    return 0


def _export(
    store: ClaimStore,
    knowledge: Knowledge,
    query: ClaimQuery,
    request: ExportRequest,
    settings: Settings,
) -> tuple[str, list[str]]:
    """Write the layers; give what was written, in words, and the sources left out."""
    if request.layers == (_CLAIMS,):
        count, left_out = pipeline.export_claims(
            store, knowledge, query, request.path, request.file_format
        )
        return f"{count} claims", left_out
    boundaries = load_boundaries(settings.seeds_folder, settings.worldview)
    counts, left_out = pipeline.export_layers(store, knowledge, boundaries, query, request)
    if counts.get("lines") == 0:
        shown = pipeline.ground(store, knowledge, boundaries, query)
        print(shown.note if shown else "", file=sys.stderr)
    return ", ".join(f"{count} {layer}" for layer, count in counts.items()), left_out


def _request(options: argparse.Namespace, query: ClaimQuery, knowledge: Knowledge) -> ExportRequest:
    """Say what is to be written, and refuse what doesn't go together before anything is done."""
    _check_layer(options)
    compared = _compared(options, query, knowledge)
    layers: tuple[str, ...] = (options.layer,)
    if options.layer == _ALL:
        layers = tuple(layer for layer in LAYERS if layer != _DIFFERENCES or compared)
    return ExportRequest(
        layers=layers,
        path=options.out,
        file_format=options.format,
        compared=compared,
        about=options.about,
    )


def _check_layer(options: argparse.Namespace) -> None:
    comparing = options.compare_voice or options.compare_as_of
    if options.layer == _DIFFERENCES and not comparing:
        raise SelectionError(
            "differences from what? Name another account with --compare-voice or another day with "
            "--compare-as-of"
        )
    if options.layer not in {_DIFFERENCES, _ALL} and (comparing or options.about):
        raise SelectionError(
            "--compare-voice, --compare-as-of and --about are for --layer differences or all"
        )
    if options.layer == _ALL and options.format != "gpkg":
        raise SelectionError(f"{options.format} holds one layer; all of them need --format gpkg")
    narrowed = [name for name in _OF_CLAIMS_ONLY if getattr(options, name)]
    if narrowed and options.layer != _CLAIMS:
        raise SelectionError(
            f"--{narrowed[0]} narrows claims; other layers show all that a voice says of the "
            "ground: leave it out"
        )


def _query(options: argparse.Namespace, knowledge: Knowledge) -> ClaimQuery:
    check_actors([*(options.voice or ()), *(options.actor or ())], knowledge)
    for place_id in options.place or ():
        knowledge.gazetteer.place(place_id)
    sources = as_set(options.source)
    try:
        return ClaimQuery(
            voice=Voice(claimants=as_set(options.voice), source_ids=sources),
            as_of=options.as_of,
            since=options.since,
            known_at=options.known_at,
            actors=as_set(options.actor),
            place_ids=as_set(options.place),
            relations=frozenset(map(Relation, options.relation)) if options.relation else None,
        )
    except ValueError as error:
        raise SelectionError(str(error)) from error


def _compared(
    options: argparse.Namespace, query: ClaimQuery, knowledge: Knowledge
) -> ClaimQuery | None:
    """The other picture: the same question, with the other voice or day put in."""
    check_actors([*(options.compare_voice or ()), *filter(None, [options.about])], knowledge)
    if not options.compare_voice and not options.compare_as_of:
        return None
    claimants = as_set(options.compare_voice) or query.voice.claimants
    return replace(
        query,
        voice=replace(query.voice, claimants=claimants),
        as_of=options.compare_as_of or query.as_of,
    )
