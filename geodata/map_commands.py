"""python -m geodata import: files of mappers become published maps in the store."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from tqdm import tqdm

from geodata.errors import MapError, SelectionError
from geodata.gazetteer import load_gazetteer
from geodata.gazetteer.sites import settled_sites
from geodata.outputs import printing
from geodata.published import (
    MapFormat,
    MapKnowledge,
    MapReading,
    MapRequest,
    read_mappers,
    read_maps,
)
from geodata.published_map import PublishedMap
from geodata.seeds import read_actors, read_sources
from geodata.settings import Settings
from geodata.store import ClaimStore, MapHeader, open_store

_BAD_INPUT = 1
_MOST_TOLD = 50
_CALLED = {
    MapFormat.VIINA: "VIINA control",
    MapFormat.DEEPSTATE: "DeepState GeoJSON",
    MapFormat.CSV: "plain CSV",
}


def add_import(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `import` to the command line."""
    command = commands.add_parser(
        "import",
        help="read maps that mappers publish into the store, as voices",
        description="Read VIINA control files (.csv, also in .zip or .gz), GeoJSON day files as "
        "DeepState's, and plain CSV (place, actor, date, source, url; also region, country, lat, "
        "lon, relation, polarity, quote) into the store, each mapper's account as a voice. All "
        "files of one import make up one map; a later import of the same account takes its place, "
        "and what was known before stays as it was. Bad files and rows are named and the rest is "
        "done.",
    )
    command.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file, an archive or a folder"
    )
    command.add_argument(
        "--format",
        type=MapFormat,
        choices=list(MapFormat),
        help="what the files are (default: guessed from their content)",
    )
    command.add_argument(
        "--source",
        default="",
        metavar="SOURCE",
        help="who publishes them (default: as seeds/mappers.toml or the rows of a CSV say)",
    )
    command.add_argument(
        "--claimant", default="", metavar="ACTOR", help="whose account it is (DEEPSTATE, ISW …)"
    )
    command.add_argument(
        "--date", type=_day, metavar="DATE", help="of a GeoJSON file that doesn't tell its day"
    )
    _add_licence(command)
    command.add_argument(
        "--store",
        metavar="PATH",
        help="the claim store (default: CLAIMLINE_STORE, or your data folder)",
    )
    command.set_defaults(run=_run_import, if_stopped="; nothing of this import was kept")


def _add_licence(command: argparse.ArgumentParser) -> None:
    licence = command.add_mutually_exclusive_group()
    licence.add_argument(
        "--restricted",
        dest="redistributable",
        action="store_false",
        default=None,
        help="may be viewed here but not exported (default: as seeds/sources.toml says)",
    )
    licence.add_argument(
        "--redistributable", dest="redistributable", action="store_true", help="may be exported"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write 2024-07-08") from error


def _run_import(options: argparse.Namespace, settings: Settings) -> int:
    knowledge = _knowledge(settings)
    known = sorted(actor.actor_id for actor in knowledge.actors)
    if options.claimant and options.claimant not in known:
        raise SelectionError(f"no actor is called {options.claimant!r}; known: {', '.join(known)}")
    request = MapRequest(
        paths=options.paths,
        file_format=options.format,
        source=options.source,
        claimant=options.claimant,
        day=options.date,
        redistributable=options.redistributable,
    )
    with _progress() as begin:
        reading = read_maps(request, knowledge, begin)
    store = open_store(settings.store_url)
    try:
        kept = [_keep(published, store) for published in reading.maps]
    finally:
        store.close()
    with printing():
        _tell_problems(reading.problems)
        for line in _summary(reading, kept, guessed=options.format is None):
            print(line)
    return _BAD_INPUT if reading.problems or not reading.maps else 0


def _knowledge(settings: Settings) -> MapKnowledge:
    gazetteer = load_gazetteer(settings.seeds_folder, settings.cache_folder)
    for problem in gazetteer.problems:
        print(f"geodata: {problem}", file=sys.stderr)
    return MapKnowledge(
        mappers=read_mappers(settings.seeds_folder),
        actors=read_actors(settings.seeds_folder),
        sources=read_sources(settings.seeds_folder),
        find=gazetteer.find,
        look_up=gazetteer.look_up,
        settlements=partial(settled_sites, gazetteer),
    )


@contextmanager
def _progress() -> Iterator[Callable[[int], Callable[[int], object]]]:
    """A bar of the bytes that are read, on stderr and only if somebody sees it."""
    with tqdm(unit="B", unit_scale=True, disable=None) as bar:

        def begin(size: int) -> Callable[[int], object]:
            bar.reset(size)
            return bar.update

        yield begin


@dataclass(frozen=True, slots=True)
class _Kept:
    """A map that was read; whether it is new to the store, and what counted there before."""

    published: PublishedMap
    is_new: bool
    before: MapHeader | None


def _keep(published: PublishedMap, store: ClaimStore) -> _Kept:
    kept = {header.account: header for header in store.map_headers()}
    before = kept.get(published.account)
    if not len(published):  # it says nothing of any place: no reason to hide what did
        return _Kept(published, is_new=False, before=before)
    is_new = store.add_map(published, recorded_at=datetime.now(UTC))
    return _Kept(published, is_new, before)


def _tell_problems(problems: Sequence[MapError]) -> None:
    for problem in problems[:_MOST_TOLD]:
        print(f"geodata: {problem}", file=sys.stderr)
    if len(problems) > _MOST_TOLD:
        print(f"geodata: {len(problems) - _MOST_TOLD} more of that kind", file=sys.stderr)


def _summary(reading: MapReading, kept: Iterable[_Kept], *, guessed: bool) -> Iterator[str]:
    for file_format, count in reading.formats:
        files = "1 file" if count == 1 else f"{count:,} files"
        yield f"{files} read as {_CALLED[file_format]}{' (told by content)' if guessed else ''}"
    for one in kept:
        yield _account(one)
        yield from _lost(one)
    yield from reading.notes
    skipped = dict.fromkeys(one for published in reading.maps for one in published.skipped)
    for case in skipped:
        examples = ", ".join(filter(None, case.examples))
        yield f"left out: {case.count:,} {case.why}{f' ({examples} …)' if examples else ''}"


def _account(one: _Kept) -> str:
    published = one.published
    told = [
        f"{len(published.place_ids):,} places",
        f"{len(published):,} change points",
        f"{published.first_day} to {published.last_day}",
    ]
    if published.gaps:
        days = sum((last - first).days + 1 for first, last in published.gaps)
        told.append(f"{days:,} of these days missing")
    if not published.redistributable:
        told.append("may be viewed but not exported")
    if not len(published):
        told.append("says nothing of any place, so nothing is kept")
    elif not one.is_new:
        told.append("known already")
    return f"{published.claimant} ({published.title}): {', '.join(told)}"


def _lost(one: _Kept) -> Iterator[str]:
    """Say so if a map takes the place of one that covers days, or has statements, that it lacks."""
    now, before = one.published, one.before
    if not one.is_new or before is None:
        return
    other_table = now.file_format == MapFormat.CSV and before.file_name != now.file_name
    if before.first_day < now.first_day or before.last_day > now.last_day or other_table:
        yield (
            f"  it takes the place of one from {before.first_day} to {before.last_day} "
            f"({before.file_name}); to have all that both say, import those files together"
        )
