"""Reads whatever files are named: tells their formats, and whose account each map is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from geodata.errors import MapError
from geodata.model import Actor, Source
from geodata.published.deepstate import read_deepstate
from geodata.published.files import (
    Advance,
    MapFile,
    MapFormat,
    MapsRead,
    find_files,
    guess_format,
    size_of,
)
from geodata.published.finding import Find, LookUp, PlacesById
from geodata.published.mappers import Mappers
from geodata.published.naming import PlacesByName
from geodata.published.statements import TableKnowledge, read_statements
from geodata.published.viina import read_viina
from geodata.published.voices import Voices
from geodata.published_map import PublishedMap


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRequest:
    """Which files, and what the import says of them; None or empty = as the files and seeds say."""

    paths: Sequence[Path]
    file_format: MapFormat | None = None
    source: str = ""
    """Id or name of the source that publishes them; of plain CSV, of rows that name none."""
    claimant: str = ""
    """Actor id of whose account they are."""
    day: date | None = None
    """Of a single day file."""
    redistributable: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapKnowledge:
    """What is known of mappers, voices and places before a file is read."""

    mappers: Mappers
    actors: Sequence[Actor]
    sources: Sequence[Source]
    find: Find
    """A place by its id (`Gazetteer.find`)."""
    look_up: LookUp
    """Places by name (`Gazetteer.look_up`)."""
    settlements: Callable[[], pd.DataFrame]
    """Columns place_id, lon, lat (EPSG:4326) and, if known, country; asked for only when there are
    areas to lay over them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapReading:
    """What became of the files."""

    maps: tuple[PublishedMap, ...]
    problems: tuple[MapError, ...]
    formats: tuple[tuple[MapFormat, int], ...]
    """Formats that were found, and how many files have each."""
    notes: tuple[str, ...] = ()
    """What was decided in reading them that a person may see otherwise."""


def read_maps(
    request: MapRequest,
    knowledge: MapKnowledge,
    begin: Callable[[int], Advance] = lambda _bytes: lambda _read: None,
) -> MapReading:
    """Read files and folders; all files of a format together make up its maps.

    `begin` is told how many bytes there are to read, and gives what hears of each part that was
    read. What can't be read is named, and the rest is read.

    Raises: MapError: what the request says can't be said of these files.
    """
    problems: list[MapError] = []
    by_format = _by_format(request, knowledge.mappers, problems)
    _check(request, by_format)
    advance = begin(sum(size_of(file) for files in by_format.values() for file in files))
    voices = Voices(knowledge.actors, knowledge.sources, knowledge.mappers.offices)
    maps: list[PublishedMap] = []
    notes: list[str] = []
    for file_format, files in by_format.items():
        read = _READERS[file_format](files, request, knowledge, advance)
        maps.extend(_told(published, request, voices) for published in read.maps)
        problems.extend(read.problems)
        notes.extend(read.notes)
    counts = tuple((file_format, len(files)) for file_format, files in by_format.items())
    return MapReading(
        maps=tuple(maps), problems=tuple(problems), formats=counts, notes=tuple(notes)
    )


def _read_viina(
    files: Sequence[MapFile], _: MapRequest, knowledge: MapKnowledge, advance: Advance
) -> MapsRead:
    places = PlacesById(knowledge.find, knowledge.look_up)
    return read_viina(files, knowledge.mappers.viina, places, advance)


def _read_deepstate(
    files: Sequence[MapFile], request: MapRequest, knowledge: MapKnowledge, advance: Advance
) -> MapsRead:
    return read_deepstate(
        files,
        knowledge.mappers.deepstate,
        settlements=knowledge.settlements(),
        day=request.day,
        advance=advance,
    )


def _read_statements(
    files: Sequence[MapFile], request: MapRequest, knowledge: MapKnowledge, advance: Advance
) -> MapsRead:
    table = TableKnowledge(
        places=PlacesByName(knowledge.find, knowledge.look_up),
        voices=Voices(knowledge.actors, knowledge.sources, knowledge.mappers.offices),
        source=request.source,
    )
    return read_statements(files, table, advance)


_READERS: Mapping[
    MapFormat, Callable[[Sequence[MapFile], MapRequest, MapKnowledge, Advance], MapsRead]
] = {
    MapFormat.VIINA: _read_viina,
    MapFormat.DEEPSTATE: _read_deepstate,
    MapFormat.CSV: _read_statements,
}


def _by_format(
    request: MapRequest, mappers: Mappers, problems: list[MapError]
) -> dict[MapFormat, list[MapFile]]:
    by_format: dict[MapFormat, list[MapFile]] = {}
    for file in _files(request.paths, problems):
        try:
            file_format = request.file_format or guess_format(file, list(mappers.viina.ids))
        except MapError as error:
            problems.append(error)
        else:
            by_format.setdefault(file_format, []).append(file)
    return by_format


def _files(paths: Iterable[Path], problems: list[MapError]) -> list[MapFile]:
    files: dict[MapFile, None] = {}
    for path in paths:
        try:
            files.update(dict.fromkeys(find_files(path)))
        except MapError as error:
            problems.append(error)
    return list(files)


def _check(request: MapRequest, by_format: dict[MapFormat, list[MapFile]]) -> None:
    days = by_format.get(MapFormat.DEEPSTATE, [])
    if request.day and (len(days) != 1 or len(by_format) > 1):
        raise MapError("--date", "is for one GeoJSON file; several tell their days by their names")
    if request.claimant and MapFormat.VIINA in by_format:
        raise MapError("--claimant", "can't be given for VIINA files: their columns say whose")


def _told(published: PublishedMap, request: MapRequest, voices: Voices) -> PublishedMap:
    """The map with what the request says of it."""
    source_id = published.source_id
    if request.source and published.file_format != MapFormat.CSV:  # there it stands in the rows
        source_id = voices.speaker(request.source).source_id
    may_leave = request.redistributable
    return replace(
        published,
        source_id=source_id,
        claimant=request.claimant or published.claimant,
        redistributable=voices.may_leave(source_id) if may_leave is None else may_leave,
    )
