"""Reads seeds/mappers.toml: which columns and colours of mappers' files mean what."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.errors import SeedError
from geodata.model import Polarity, Relation
from geodata.published_map import Status
from geodata.seeds import read_toml

MAPPERS_FILE = "mappers.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes files of a format, unless the import says otherwise."""

    source_id: str
    title: str
    url: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A column of a VIINA file, and whose account it is."""

    column: str
    claimant: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Viina:
    """How settlement-by-day files are read."""

    publisher: Publisher
    accounts: tuple[Account, ...]
    words: Mapping[str, Status]
    ids: Mapping[str, str]
    """Column that names the place -> register of its ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A kind of area on a DeepState map, and how it is told."""

    status: Status
    names: tuple[str, ...]
    fills: tuple[str, ...]
    plain: bool
    """Whether areas without name and colour are of this kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeepState:
    """How day files of areas are read; of areas that overlap the first one counts."""

    publisher: Publisher
    claimant: str
    areas: tuple[Area, ...]
    unfilled: str
    """Country whose settlements are its own where an area was and is no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mappers:
    """All of seeds/mappers.toml."""

    viina: Viina
    deepstate: DeepState
    offices: tuple[str, ...]
    """Words that make the source of a table's row, beside the name of a side, that side's voice."""


def read_mappers(seeds_folder: Path) -> Mappers:
    """Read mappers.toml. Raises SeedError."""
    path = seeds_folder / MAPPERS_FILE
    tables = read_toml(path)
    try:
        return Mappers(
            viina=_viina(tables["viina"]),
            deepstate=_deepstate(tables["deepstate"]),
            offices=tuple(str(office) for office in tables["table"]["offices"]),
        )
    except KeyError as error:
        raise SeedError(path, None, f"{error.args[0]} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise SeedError(path, None, f"a value is not what it must be: {error}") from error


def _viina(table: Mapping[str, Any]) -> Viina:
    return Viina(
        publisher=_publisher(table),
        accounts=tuple(
            Account(
                column=str(row["column"]), claimant=str(row["claimant"]), title=str(row["title"])
            )
            for row in table["account"]
        ),
        words={word: _status(said[0], said[1], word) for word, said in table["words"].items()},
        ids={str(column): str(register) for column, register in table["ids"].items()},
    )


def _deepstate(table: Mapping[str, Any]) -> DeepState:
    return DeepState(
        publisher=_publisher(table),
        claimant=str(table["claimant"]),
        areas=tuple(_area(row) for row in table["area"]),
        unfilled=str(table["unfilled"]),
    )


def _area(row: Mapping[str, Any]) -> Area:
    return Area(
        status=_status(row["relation"], row["actor"], str(row["word"])),
        names=tuple(str(name).casefold() for name in row["names"]),
        fills=tuple(str(fill).casefold() for fill in row["fills"]),
        plain=bool(row.get("plain", False)),
    )


def _status(relation: str, actor: str, word: str) -> Status:
    known = Relation(relation).value if relation else ""
    return Status(known, actor, Polarity.AFFIRM.value, word)


def _publisher(table: Mapping[str, Any]) -> Publisher:
    return Publisher(
        source_id=str(table["source"]),
        title=str(table["title"]),
        url=str(table["url"]),
        licence=str(table["licence"]),
    )
