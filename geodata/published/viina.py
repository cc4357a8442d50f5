"""Reads VIINA control files: settlement x day, a column per mapper, into one map per column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.errors import MapError
from geodata.published.change_points import (
    ChangePoints,
    DayTable,
    Rows,
    Table,
    TooSparseError,
    gaps_between,
)
from geodata.published.files import (
    Advance,
    MapFile,
    MapsRead,
    delimiter_of,
    digest_of,
    header_of,
    read_blocks,
)
from geodata.published.finding import PlacesById, Tally
from geodata.published.mappers import Account, Viina
from geodata.published.viina_rows import Block, Layout, rows_of, texts_of
from geodata.published_map import NOTHING_SAID, Places, PublishedMap, Status

_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:\.0)?")
_ID = re.compile(r"(\w+?)(?:\.0)?")
_SILENT_WORDS = frozenset({"", "NA"})
_BAD_ROW = "rows that can't be read"
_NO_PLACE = (
    "settlements that the gazetteer lacks; `python -m geodata gazetteer update --country UA` "
    "brings all of Ukraine's"
)
_ODD_WORD = "statuses that are none of {known}, taken for nothing said"
_CONFLICT = "rows that contradict an earlier one of the same settlement and day; the later counts"
_MOST_BAD = 20


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What has been read so far, of all files together."""

    viina: Viina
    places: PlacesById
    table: DayTable
    tally: Tally = field(default_factory=Tally)
    problems: list[MapError] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    read: list[MapFile] = field(default_factory=list)


def read_viina(
    files: Sequence[MapFile], viina: Viina, places: PlacesById, advance: Advance
) -> MapsRead:
    """Read files, mostly one per year, as one map per status column; in any order of rows.

    A settlement without a row on a day that the files cover has nothing said of it on that day.
    The maps are redistributable; who imports them decides. Bad files and rows are told of and the
    rest is read.
    """
    reading = _Reading(viina=viina, places=places, table=DayTable(len(viina.accounts)))
    for file in files:
        try:
            _read_file(file, reading, advance)
        except MapError as error:
            taken = "; the rows before that are taken" if file in reading.read else ""
            problem = f"{error.problem}{taken}"
            reading.problems.append(MapError(error.origin, problem, line=error.line))
    return MapsRead(maps=_maps(reading), problems=tuple(reading.problems))


def _read_file(file: MapFile, reading: _Reading, advance: Advance) -> None:
    layout: Layout | None = None
    for line, content in read_blocks(file, advance):
        if layout is not None:
            _take(Block(file=file, line=line, content=content, layout=layout), reading)
            continue
        head, _, rest = content.partition(b"\n")
        layout = _layout(file, head.decode("utf-8-sig", "replace"), reading.viina)
        reading.columns.update(layout.accounts)
        reading.read.append(file)
        _take(Block(file=file, line=line + 1, content=rest, layout=layout), reading)


def _layout(file: MapFile, head: str, viina: Viina) -> Layout:
    names = header_of(head)
    place = next((name for name in viina.ids if name in names), None)
    accounts = [account.column for account in viina.accounts if account.column in names]
    if place is None or "date" not in names or not accounts:
        columns = ", ".join(account.column for account in viina.accounts)
        problem = f"needs the columns {' or '.join(viina.ids)}, date and any of {columns}"
        raise MapError(file.origin, problem, line=1)
    if len(set(names)) < len(names):
        raise MapError(file.origin, "two columns have one name", line=1)
    return Layout(names=names, place=place, accounts=accounts, delimiter=delimiter_of(head))


def _take(block: Block, reading: _Reading) -> None:
    """Put the rows of a block into the table."""
    rows, problems = rows_of(block)
    for broken in problems:
        _tell(reading, broken)
    if problems:
        reading.tally.add(_BAD_ROW, f"in {block.file.name}", len(problems))
    if rows.empty:
        return
    column = block.layout.place
    days, day_of = _days(texts_of(rows["date"]))
    place_of, is_no_id = _places(texts_of(rows[column]), column, reading)
    day = day_of[rows["date"].cat.codes.to_numpy()]
    of_place = rows[column].cat.codes.to_numpy()
    bad = (day < 0) | is_no_id[of_place]
    _tell_bad(block, rows, bad, reading)
    good = ~bad & (place_of[of_place] >= 0)
    try:
        numbers = reading.table.rows_of(days)
        count = len(reading.places.place_ids)
        codes = _codes(rows[good], reading)
        reading.table.put(numbers[day[good]], place_of[of_place][good], codes, count)
    except TooSparseError as error:
        problem = f"{error}; is this a VIINA control file?"
        raise MapError(block.file.origin, problem) from error


def _tell_bad(block: Block, rows: pd.DataFrame, bad: NDArray[np.bool_], reading: _Reading) -> None:
    blank = (rows["date"].isna() & rows[block.layout.place].isna()).to_numpy()
    numbers = np.flatnonzero(bad & ~blank)
    for number in numbers[:_MOST_BAD]:
        cells = ", ".join(str(cell) for cell in rows.iloc[number])
        problem = f"no {block.layout.place} and date as 20220224 can be read in {cells[:80]!r}"
        _tell(reading, block.problem(int(rows.index[number]), problem))
    if len(numbers):
        reading.tally.add(_BAD_ROW, f"in {block.file.name}", len(numbers))


def _tell(reading: _Reading, problem: MapError) -> None:
    if len(reading.problems) < _MOST_BAD:
        reading.problems.append(problem)


def _days(texts: Sequence[str]) -> tuple[list[int], Rows]:
    """The days that are written, and per category its number among them; -1 = no day.

    The last entry is that of a missing cell, whose category is -1.
    """
    ordinals = [_ordinal(text) for text in texts]
    days = sorted({day for day in ordinals if day})
    number = {day: n for n, day in enumerate(days)}
    return days, np.array([*(number.get(day, -1) for day in ordinals), -1], np.int32)


def _ordinal(text: str) -> int:
    """The proleptic ordinal of a day; 0 if it is none."""
    found = _DAY.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())).toordinal() if found else 0
    except ValueError:
        return 0


def _places(
    texts: Sequence[str], column: str, reading: _Reading
) -> tuple[Places, NDArray[np.bool_]]:
    """Per category the number of its place (-1 = unknown), and whether it is no id at all."""
    numbers = np.full(len(texts) + 1, -1, np.int32)
    unreadable = np.ones(len(texts) + 1, bool)
    register = reading.viina.ids[column]
    for n, text in enumerate(texts):
        found = _ID.fullmatch(text.strip())
        if found and (register != "geonames" or found[1].isdigit()):
            unreadable[n] = False
            numbers[n] = reading.places.number(f"{column} {found[1]}", f"{register}:{found[1]}")
    return numbers, unreadable


def _codes(rows: pd.DataFrame, reading: _Reading) -> list[Table]:
    """Per account the codes of its column: 0 = nothing said, else 1 + number of the word."""
    words = {word: n + 1 for n, word in enumerate(reading.viina.words)}
    columns = []
    for account in reading.viina.accounts:
        if account.column not in rows:
            columns.append(np.zeros(len(rows), np.uint8))
            continue
        column = rows[account.column].cat
        given = [text.strip().upper() for text in texts_of(rows[account.column])]
        of_category = np.array([*(words.get(word, 0) for word in given), 0], np.uint8)
        codes = column.codes.to_numpy()
        for n, word in enumerate(given):
            if word not in words and word not in _SILENT_WORDS:
                count = int((codes == n).sum())
                odd = _ODD_WORD.format(known=", ".join(words))
                if count:
                    reading.tally.add(odd, f"{account.column} {word[:20]!r}", count)
        columns.append(of_category[codes])
    return columns


def _maps(reading: _Reading) -> tuple[PublishedMap, ...]:
    if not len(reading.table):
        return ()
    unknown = reading.places.unknown
    for label in unknown:
        reading.tally.add(_NO_PLACE, label)
    if reading.table.conflicts:
        reading.tally.add(_CONFLICT, "", reading.table.conflicts)
    statuses = (NOTHING_SAID, *reading.viina.words.values())
    digest = digest_of(reading.read)
    return tuple(
        _map(account, reading.table.change_points(number), statuses, digest, reading)
        for number, account in enumerate(reading.viina.accounts)
        if account.column in reading.columns
    )


def _map(
    account: Account,
    points: ChangePoints,
    statuses: tuple[Status, ...],
    digest: str,
    reading: _Reading,
) -> PublishedMap:
    days = reading.table.days()
    publisher = reading.viina.publisher
    return PublishedMap(
        source_id=publisher.source_id,
        claimant=account.claimant,
        file_format="viina",
        title=f"{publisher.title}: {account.title}",
        url=publisher.url,
        column=account.column,
        file_name=", ".join(file.name for file in reading.read),
        digest=digest,
        redistributable=True,
        licence=publisher.licence,
        first_day=date.fromordinal(days[0]),
        last_day=date.fromordinal(days[-1]),
        gaps=gaps_between(days),
        skipped=reading.tally.skipped(),
        place_ids=reading.places.place_ids,
        labels=tuple(reading.places.labels),
        statuses=statuses,
        place=points.place,
        day=points.day,
        status=points.status,
    )
