"""Reads DeepState-format day files: areas by colour -> what the map says of each settlement."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd

from geodata.errors import MapError
from geodata.published.areas import Settled, codes_inside, read_collection
from geodata.published.change_points import (
    DayTable,
    Table,
    TooSparseError,
    gaps_between,
    without_repeats,
)
from geodata.published.files import Advance, MapFile, MapsRead, digest_of, read_whole
from geodata.published.finding import Tally
from geodata.published.mappers import DeepState
from geodata.published_map import NOTHING_SAID, PublishedMap, Status

_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_DAY_KEYS = ("date", "datetime", "day", "updated_at")
_SECONDS = range(1_262_304_000, 4_102_444_800)
"""2010 to 2100: a snapshot's id is the second it was made."""
_SECOND_FILE = "second files of one day; the later name counts"


@dataclass(slots=True, kw_only=True)
class _Reading:
    deepstate: DeepState
    settled: Settled
    tally: Tally = field(default_factory=Tally)
    by_day: dict[int, Table] = field(default_factory=dict)
    read: list[MapFile] = field(default_factory=list)
    problems: list[MapError] = field(default_factory=list)


def read_deepstate(
    files: Sequence[MapFile],
    deepstate: DeepState,
    *,
    settlements: pd.DataFrame,
    day: date | None,
    advance: Advance,
) -> MapsRead:
    """Read day files into one map of the settlements that an area ever held.

    A settlement that an area held on the covered day before and none holds now is its own country's
    again (`DeepState.unfilled`); of one that no area ever held nothing is said. `settlements` has
    the columns place_id, lon, lat (EPSG:4326), and country (ISO 3166-1 alpha-2) if it is known;
    `day` is that of a single file, else it stands in a file's name, or in it.
    """
    lon, lat = (settlements[name].to_numpy(np.float64) for name in ("lon", "lat"))
    reading = _Reading(deepstate=deepstate, settled=Settled(lon, lat))
    for file in files:
        try:
            _read_file(file, day, reading, advance)
        except MapError as error:
            reading.problems.append(error)
    return MapsRead(maps=_maps(reading, settlements), problems=tuple(reading.problems))


def _read_file(file: MapFile, day: date | None, reading: _Reading, advance: Advance) -> None:
    content = read_whole(file, advance)
    collection = read_collection(file, content)
    told = day or day_of(file, collection)
    areas = reading.deepstate.areas
    codes = codes_inside(file, collection["features"], areas, reading.settled, reading.tally)
    silent = [n for n, area in enumerate(areas, start=1) if not area.status.relation]
    codes[np.isin(codes, silent)] = 0
    if told.toordinal() in reading.by_day:
        reading.tally.add(_SECOND_FILE, file.name)
    reading.by_day[told.toordinal()] = codes
    reading.read.append(file)


def day_of(file: MapFile, collection: Mapping[str, Any]) -> date:
    """The day of a file: in its name, else in it, else in its features.

    Raises: MapError: it tells none.
    """
    for text in _told_days(file, collection):
        try:
            return datetime.fromisoformat(text.strip()).date()
        except ValueError:
            continue
    number = collection.get("id")
    if isinstance(number, int) and number in _SECONDS:
        return datetime.fromtimestamp(number, UTC).date()
    raise MapError(
        file.origin,
        "tells no day, neither in its name (20240708) nor in it; give --date 2024-07-08",
    )


def _told_days(file: MapFile, collection: Mapping[str, Any]) -> Iterator[str]:
    found = _IN_NAME.search(file.member or file.path.name)
    if found:
        yield "-".join(found.groups())
    features = (one.get("properties") for one in collection["features"] if isinstance(one, dict))
    for told in (collection, collection.get("properties"), *features):
        if isinstance(told, Mapping):
            yield from (str(told[key]) for key in _DAY_KEYS if told.get(key))


def _maps(reading: _Reading, settlements: pd.DataFrame) -> tuple[PublishedMap, ...]:
    if not reading.by_day:
        return ()
    held = np.zeros(len(settlements), bool)
    for codes in reading.by_day.values():
        held |= codes > 0
    statuses, table = _table(reading, settlements[held], held)
    return (_map(reading, settlements[held], statuses, table),)


def _table(
    reading: _Reading, settlements: pd.DataFrame, held: Any
) -> tuple[tuple[Status, ...], DayTable]:
    """The statuses that there are, and for each covered day which of them each settlement has."""
    areas = reading.deepstate.areas
    own = Status("controls", reading.deepstate.unfilled, word="no area any more")
    statuses = (NOTHING_SAID, *(area.status for area in areas), own)
    at_home = np.ones(len(settlements), bool)
    if "country" in settlements:
        at_home = (settlements["country"] == reading.deepstate.unfilled).to_numpy()
    table = DayTable(1)
    everywhere = np.arange(len(settlements), dtype=np.int32)
    ever = np.zeros(len(settlements), bool)
    for day in sorted(reading.by_day):
        codes = reading.by_day[day][held]
        left = ever & at_home & (codes == 0)
        ever |= codes > 0
        codes = np.where(left, np.uint8(len(statuses) - 1), codes)
        rows = np.repeat(table.rows_of([day]), len(everywhere))
        try:
            table.put(rows, everywhere, [codes], len(everywhere))
        except TooSparseError as error:
            raise MapError(reading.read[0].origin, str(error)) from error
    return statuses, table


def _map(
    reading: _Reading, settlements: pd.DataFrame, statuses: tuple[Status, ...], table: DayTable
) -> PublishedMap:
    points = without_repeats(table.change_points(0), statuses)
    days = table.days()
    publisher = reading.deepstate.publisher
    first, last = (file.name for file in (reading.read[0], reading.read[-1]))
    return PublishedMap(
        source_id=publisher.source_id,
        claimant=reading.deepstate.claimant,
        file_format="deepstate",
        title=publisher.title,
        url=publisher.url,
        column="",
        file_name=first if first == last else f"{first} … {last} ({len(reading.read)} files)",
        digest=digest_of(reading.read),
        redistributable=True,
        licence=publisher.licence,
        first_day=date.fromordinal(days[0]),
        last_day=date.fromordinal(days[-1]),
        gaps=gaps_between(days),
        skipped=reading.tally.skipped(),
        place_ids=tuple(settlements["place_id"]),
        labels=tuple(
            f"{lon:.5f} {lat:.5f}"
            for lon, lat in zip(settlements["lon"], settlements["lat"], strict=True)
        ),
        statuses=statuses,
        place=points.place,
        day=points.day,
        status=points.status,
    )
