"""What the method page is made of: measured figures, origins and licences, editions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.reads.desk import Desk
from geodata.claims import extractor_name
from geodata.errors import SeedError
from geodata.gazetteer.files import embedded_sha256
from geodata.seeds import read_toml

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "claims": ("cases", "precision", "recall", "f1"),
    "names": ("names", "found", "right", "wrong_country"),
    "front": ("settlements", "apart_km", "overlap", "off_km"),
}
_COLUMNS = 4
"""Of the table of licences: file, what it is, from what it was made, licence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The rows of seeds/measured.toml, as they stand there."""

    claims: Sequence[Mapping[str, Any]]
    names: Sequence[Mapping[str, Any]]
    front: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """Which program and data the page speaks of."""

    extractor: str
    """What reads now."""
    readings: Mapping[str, int]
    """Names of the readings that count in the store, with how many articles each read."""
    gazetteer: str
    """Edition of the embedded places: the beginning of their hash."""
    grown: str
    """Edition of a grown gazetteer; empty if there is none."""
    place_count: int


@st.cache_resource(show_spinner=False, max_entries=2)
def measured(seeds_folder: Path) -> Measured:
    """Read seeds/measured.toml. Raises SeedError."""
    path = seeds_folder / "measured.toml"
    tables = read_toml(path)
    for name, fields in _FIELDS.items():
        rows = tables.get(name)
        if not isinstance(rows, list) or any(set(fields) - set(row) for row in rows):
            raise SeedError(path, None, f"every [[{name}]] needs {', '.join(fields)}")
    return Measured(claims=tables["claims"], names=tables["names"], front=tables["front"])


@st.cache_resource(show_spinner=False, max_entries=2)
def licences(seeds_folder: Path) -> list[tuple[str, ...]]:
    """Read the table of files, origins and licences in seeds/gazetteer/README.md.

    Raises: SeedError: there is no such file, or no such table in it.
    """
    path = seeds_folder / "gazetteer" / "README.md"
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise SeedError(path, None, f"can't be read: {error.strerror}") from error
    rows = [
        tuple(cell.strip().replace("`", "") for cell in line.strip().strip("|").split("|"))
        for line in lines
        if line.startswith("|") and not line.startswith("|--")
    ]
    listed = [row for row in rows if len(row) == _COLUMNS]
    if len(listed) < 2:
        raise SeedError(path, None, "has no table of files, origins and licences")
    return listed


def editions(desk: Desk) -> Editions:
    """Name what reads and from which data."""
    return _editions(desk, desk.store.revision())


@st.cache_resource(show_spinner=False, max_entries=2)
def _editions(_desk: Desk, revision: str) -> Editions:
    gazetteer = _desk.knowledge.gazetteer
    return Editions(
        extractor=extractor_name(_desk.knowledge.parser),
        readings=Counter(_desk.store.readings().values()),
        gazetteer=embedded_sha256(_desk.settings.seeds_folder)[:12],
        grown=gazetteer.edition,
        place_count=len(gazetteer),
    )
