"""The hand-kept names of regions and countries."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import SeedError

_COLUMNS = ["place_id", "name", "other_names"]


@dataclass(frozen=True, slots=True)
class AreaNames:
    """One row of regions.csv or countries.csv."""

    name: str
    other_names: tuple[str, ...]


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
        if next(reader, []) != _COLUMNS:
            raise SeedError(path, 1, f"the columns must be {','.join(_COLUMNS)}")
        for cells in reader:
            if len(cells) != len(_COLUMNS) or not cells[0].startswith("iso:") or not cells[1]:
                raise SeedError(path, reader.line_num, f"not {','.join(_COLUMNS)}: {cells}")
            rows[cells[0]] = AreaNames(
                name=cells[1],
                other_names=tuple(name for name in cells[2].split("|") if name),
            )
    except csv.Error as error:
        raise SeedError(path, reader.line_num, f"not CSV: {error}") from error
    return rows
