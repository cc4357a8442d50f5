"""Reads plain CSV: a statement a row (place, actor, date, source, url), into a map per claimant."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from geodata.errors import MapError
from geodata.model import Polarity, Relation
from geodata.published.files import (
    Advance,
    MapFile,
    MapsRead,
    delimiter_of,
    digest_of,
    header_of,
    read_whole,
)
from geodata.published.naming import PlacesByName
from geodata.published.voices import SpokenBy, Voices
from geodata.published_map import PublishedMap, Skipped, Status

COLUMNS = (
    "place",
    "actor",
    "date",
    "source",
    "url",
    "region",
    "country",
    "lat",
    "lon",
    "relation",
    "polarity",
    "quote",
    "note",
)
"""The columns that are read; the first three must be there, and so must `source` unless the
import names one. Others are kept as part of the row's words."""
_NEEDED = ("place", "actor", "date")
_BAD = "rows that can't be read"
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKnowledge:
    """What the cells of a table are read with."""

    places: PlacesByName
    voices: Voices
    source: str = ""
    """Whose the rows are that name no source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A statement, with its words."""

    place_id: str
    label: str
    status: Status
    day: int
    spoken_by: SpokenBy
    url: str
    line: str


def read_statements(
    files: Sequence[MapFile], knowledge: TableKnowledge, advance: Advance
) -> MapsRead:
    """Read files into one map per source and claimant; each row is a statement of its day.

    Rows that can't be read are named with their line and the rest is read.
    """
    rows: list[_Row] = []
    read: list[MapFile] = []
    problems: list[MapError] = []
    for file in files:
        try:
            for row in _rows(file, knowledge, advance):
                (problems if isinstance(row, MapError) else rows).append(row)  # type: ignore[arg-type]
        except MapError as error:
            problems.append(error)
        else:
            read.append(file)
    maps = _maps(rows, read, len(problems)) if rows and read else ()
    notes = [
        f"{name!r} was taken for the town {place_id}; if a village is meant, write its place_id"
        for name, place_id in knowledge.places.towns.items()
    ]
    return MapsRead(maps=maps, problems=tuple(problems), notes=tuple(notes))


def _rows(file: MapFile, knowledge: TableKnowledge, advance: Advance) -> Iterator[_Row | MapError]:
    try:
        text = read_whole(file, advance).decode("utf-8-sig").replace("\0", "\ufffd")
    except UnicodeDecodeError as error:
        problem = f"is not UTF-8 (byte {error.start}); save it as UTF-8"
        raise MapError(file.origin, problem) from error
    header = header_of(text)
    missing = [
        name for name in (*_NEEDED, *(["source"] * (not knowledge.source))) if name not in header
    ]
    if missing:
        problem = f"the header lacks {', '.join(missing)}; known columns: {', '.join(COLUMNS)}"
        raise MapError(file.origin, problem, line=1)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter_of(text.partition("\n")[0])
    )
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and line > 1:
                yield _row(file, line, dict(zip(header, cells, strict=False)), knowledge)
            line = reader.line_num + 1
    except csv.Error as error:
        raise MapError(file.origin, f"is no CSV from here on ({error})", line=line) from error


def _row(
    file: MapFile, line: int, given: Mapping[str, str], knowledge: TableKnowledge
) -> _Row | MapError:
    cells = {name: " ".join(cell.split()) for name, cell in given.items()}
    try:
        return _Row(
            place_id=knowledge.places.resolve(cells),
            label=cells["place"],
            status=_status(cells, knowledge.voices),
            day=_ordinal(cells.get("date", "")),
            spoken_by=_speaker(cells.get("source") or knowledge.source, knowledge.voices),
            url=cells.get("url", ""),
            line="; ".join(f"{name}: {cell}" for name, cell in cells.items() if name and cell),
        )
    except ValueError as error:
        return MapError(file.origin, str(error), line=line)


def _speaker(source: str, voices: Voices) -> SpokenBy:
    if not source:
        raise ValueError("names no source")
    return voices.speaker(source)


def _status(cells: Mapping[str, str], voices: Voices) -> Status:
    """Raises ValueError: no such relation, polarity or actor."""
    given = cells.get("actor", "")
    relation = cells.get("relation", "").lower() or Relation.CONTROLS.value
    if given.lower() == Relation.CONTESTED and not cells.get("relation"):
        given, relation = "", Relation.CONTESTED.value
    polarity = cells.get("polarity", "").lower() or Polarity.AFFIRM.value
    if relation not in {one.value for one in Relation}:
        raise ValueError(f"relation is {relation[:40]!r}; it must be one of {', '.join(Relation)}")
    if polarity not in {one.value for one in Polarity}:
        raise ValueError(f"polarity is {polarity[:40]!r}; it must be affirm or deny")
    actor = voices.actor(given) if given else ""
    if actor is None:
        raise ValueError(f"actor is {given[:40]!r}, no id or name of one actor in actors.toml")
    if not actor and relation != Relation.CONTESTED:
        raise ValueError(f"names no actor; only {Relation.CONTESTED} may do without")
    return Status(relation, actor, polarity, " ".join(filter(None, [polarity, relation, actor])))


def _ordinal(text: str) -> int:
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(f"date is {text[:40]!r}; write a day as 2024-08-15")
    try:
        return date(*map(int, found.groups())).toordinal()
    except ValueError as error:
        raise ValueError(f"date is {text!r} ({error}); write a day as 2024-08-15") from error


def _maps(
    rows: Sequence[_Row], files: Sequence[MapFile], left_out: int
) -> tuple[PublishedMap, ...]:
    by_voice: dict[SpokenBy, list[_Row]] = {}
    for row in dict.fromkeys(rows):  # a row that is there twice says nothing more
        by_voice.setdefault(row.spoken_by, []).append(row)
    digest = digest_of(files)
    skipped = (Skipped(why=_BAD, count=left_out),) if left_out else ()
    return tuple(
        _map(spoken_by, said, files, digest, skipped) for spoken_by, said in by_voice.items()
    )


def _map(
    spoken_by: SpokenBy,
    rows: Sequence[_Row],
    files: Sequence[MapFile],
    digest: str,
    skipped: tuple[Skipped, ...],
) -> PublishedMap:
    labels: dict[str, str] = {}
    for row in rows:
        labels.setdefault(row.place_id, row.label)
    place_ids = list(labels)
    statuses = list(dict.fromkeys(row.status for row in rows))
    number = {place_id: n for n, place_id in enumerate(place_ids)}
    ordered = sorted(rows, key=lambda row: (number[row.place_id], row.day))
    days = [row.day for row in ordered]
    return PublishedMap(
        source_id=spoken_by.source_id,
        claimant=spoken_by.claimant,
        file_format="csv",
        title=spoken_by.title,
        url=next((row.url for row in rows if row.url), ""),
        column="",
        file_name=", ".join(file.name for file in files),
        digest=digest,
        redistributable=True,
        first_day=date.fromordinal(min(days)),
        last_day=date.fromordinal(max(days)),
        skipped=skipped,
        place_ids=tuple(place_ids),
        labels=tuple(labels.values()),
        statuses=tuple(statuses),
        place=np.array([number[row.place_id] for row in ordered], np.int32),
        day=np.array(days, np.int32),
        status=np.array([statuses.index(row.status) for row in ordered], np.int16),
        lines=tuple(row.line for row in ordered),
        urls=tuple(row.url for row in ordered),
    )
