"""articles.toml beside a user's texts: what is known about each, as far as it can be read."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geodata.errors import SeedError
from geodata.seeds import described_article, read_descriptions


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What an articles.toml says, table by table."""

    described: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    error: SeedError | None = None
    broken: str = ""
    """The tables that can't be used. The texts that they name wait: a store that only appends
    would keep them without their date for good."""

    def awaits(self, name: str) -> bool:
        """Tell whether a file's own table has to be mended first."""
        return name not in self.described and name in self.broken


def read_sidecar(path: Path) -> Sidecar:
    """Read an articles.toml; if it is broken, what is whole in it still counts."""
    if not path.is_file():
        return Sidecar()
    try:
        return Sidecar(described=read_descriptions(path))
    except SeedError as error:
        return _salvage(path, error)


def _salvage(path: Path, error: SeedError) -> Sidecar:
    try:
        content = path.read_text("utf-8", errors="replace")
    except OSError:
        return Sidecar(error=error)
    described: dict[str, Mapping[str, Any]] = {}
    broken = []
    first_line = 1
    for chunk in re.split(r"(?m)^(?=\[)", content):
        end_line = first_line + chunk.count("\n")
        is_meant = error.line is None or first_line <= error.line < max(end_line, first_line + 1)
        whole = None if is_meant else _whole_tables(chunk)
        if whole is None:
            broken.append(chunk)
        else:
            described |= whole
        first_line = end_line
    return Sidecar(described=described, error=error, broken="".join(broken))


def _whole_tables(chunk: str) -> Mapping[str, Mapping[str, Any]] | None:
    try:
        tables = tomllib.loads(chunk)
        for table in tables.values():
            described_article("text", table)
    except (ValueError, TypeError, AttributeError):  # TOMLDecodeError is a ValueError
        return None
    return tables
