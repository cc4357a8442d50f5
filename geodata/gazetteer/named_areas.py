"""The hand-kept names of regions and countries, and who claims a region."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import SeedError

_COLUMNS = ["place_id", "name", "other_names", "claimed_by"]


@dataclass(frozen=True, slots=True)
class AreaNames:
    """One row of regions.csv or countries.csv."""

    name: str
    other_names: tuple[str, ...]
    claimed_by: tuple[tuple[str, str], ...] = ()
    """(party, since) pairs besides the recognised holder."""


def read_regions(path: Path) -> dict[str, AreaNames]:
    """Read the rows by place id.

    Raises: SeedError: names file and line.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return _rows(path, stream)
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError(path, None, f"can't be read: {error}") from error


def _rows(path: Path, lines: Iterable[str]) -> dict[str, AreaNames]:
    reader = csv.reader(lines, strict=True)
    rows = {}
    try:
        columns: list[str] = next(reader, [])
        if columns not in (_COLUMNS, _COLUMNS[:3]):
            raise SeedError(path, 1, f"the columns must be {','.join(_COLUMNS)}")
        for cells in reader:
            if len(cells) != len(columns) or not cells[0].startswith("iso:") or not cells[1]:
                raise SeedError(path, reader.line_num, f"not {','.join(columns)}: {cells}")
            claims = cells[3].split("|") if len(cells) > 3 and cells[3] else []
            rows[cells[0]] = AreaNames(
                name=cells[1],
                other_names=tuple(name for name in cells[2].split("|") if name),
                claimed_by=tuple((c.partition(":")[0], c.partition(":")[2]) for c in claims),
            )
    except csv.Error as error:
        raise SeedError(path, reader.line_num, f"not CSV: {error}") from error
    return rows
