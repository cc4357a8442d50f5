"""Reads seeds/ into records; an error names file and line."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from geodata.errors import ClaimlineError, SeedError
from geodata.model import (
    SOURCE_VOICE,
    Actor,
    ActorKind,
    Article,
    DateBasis,
    Source,
    article_id_of,
)

ARTICLES_FILE = "articles.toml"
"""Name of the file that says what is known about the texts beside it."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2200  # beyond them a slip of the pen, and zones overflow

UNKNOWN_SOURCE = "unknown"
"""Id of the source of a text that came without one."""

Record = TypeVar("Record")

_ACTOR_KEYS = frozenset(
    [
        "id",
        "name",
        "kind",
        "colour",
        "country",
        "names",
        "demonyms",
        "metonyms",
        "bodies",
        "people",
        "nicknames",
        "theatre",
        "until",
        "allies",
        "local",
    ]
)
_SOURCE_KEYS = frozenset(
    [
        "id",
        "name",
        "language",
        "affiliation",
        "reliability",
        "reliability_note",
        "redistributable",
        "voice",
    ]
)
_ARTICLE_KEYS = frozenset(
    ["source_id", "title", "language", "url", "published", "published_basis", "published_note"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """What the claim grammar knows of one language, as read from seeds/phrases/<language>.toml.

    The words for days and periods, from <language>_dates.toml beside it, are its table `dates`.
    """

    path: Path
    tables: Mapping[str, Any]


def read_actors(folder: Path) -> tuple[Actor, ...]:
    """Read actors.toml in `folder`. Raises SeedError."""
    return _read_rows(folder / "actors.toml", "actor", _ACTOR_KEYS, _actor)


def read_sources(folder: Path) -> tuple[Source, ...]:
    """Read sources.toml in `folder`. Raises SeedError."""
    return _read_rows(folder / "sources.toml", "source", _SOURCE_KEYS, _source)


def read_phrases(folder: Path, language: str) -> Phrases:
    """Read phrases/<language>.toml and <language>_dates.toml in `folder`. Raises SeedError."""
    path = folder / "phrases" / f"{language}.toml"
    dates = read_toml(path.with_name(f"{language}_dates.toml"))
    return Phrases(path=path, tables=read_toml(path) | {"dates": dates})


def read_seed_articles(folder: Path) -> tuple[Article, ...]:
    """Read the texts that articles/articles.toml in `folder` describes. Raises SeedError."""
    described = read_descriptions(folder / "articles" / ARTICLES_FILE)
    return tuple(
        described_article((folder / "articles" / name).read_text("utf-8"), description)
        for name, description in described.items()
    )


def read_descriptions(path: Path) -> dict[str, dict[str, Any]]:
    """Read an articles.toml: file name -> what is known about that text. Raises SeedError."""
    described = read_toml(path)
    for name, table in described.items():
        line = _line_of(path, f'"{name}"') or _line_of(path, name)
        if not isinstance(table, dict):
            raise SeedError(path, line, f'{name} must be a table, ["{name}"]')
        _check_keys(path, line, table, _ARTICLE_KEYS)
        _guarded(path, line, partial(described_article, "text", table))
    return described


def described_article(text: str, description: Mapping[str, Any]) -> Article:
    """Join a text with what articles.toml says of it. Raises ValueError for a bad value."""
    source_id = str(description.get("source_id", UNKNOWN_SOURCE))
    published = description.get("published")
    try:
        published_at = None if published is None else moment_of(published)
    except (ValueError, TypeError) as error:
        raise ValueError(f"published is {published!r} ({error}); write 2025-04-26") from error
    basis = DateBasis.UNKNOWN if published is None else DateBasis.GIVEN
    return Article(
        article_id=article_id_of(text),
        source_id=source_id,
        title=str(description.get("title", "")),
        text=text,
        language=str(description.get("language", "en")),
        url=str(description.get("url", "")),
        published_at=published_at,
        published_basis=DateBasis(description.get("published_basis", basis)),
        published_note=str(description.get("published_note", "")),
    )


def moment_of(value: date | datetime | str) -> datetime:
    """Turn a date, a date-time or its ISO 8601 text into an aware moment; without a zone, UTC.

    Raises: ValueError: the text is no ISO 8601 date, or no day that a newspaper can bear.
    """
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        if not isinstance(value, date):
            raise TypeError(f"{value!r} is no date; write it as 2025-04-26")
        value = datetime.combine(value, time())
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise ValueError(f"the year {value.year} is not between {_FIRST_YEAR} and {_LAST_YEAR}")
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file. Raises SeedError for a missing, unreadable or broken one."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = getattr(error, "lineno", None) or _line_in_message(str(error))
        raise SeedError(path, line, f"is not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise SeedError(
            path, None, f"is not UTF-8 (byte {error.start}); save it as UTF-8"
        ) from error
    except OSError as error:
        raise SeedError(path, None, f"can't be read: {error.strerror}") from error


def _read_rows(
    path: Path, table: str, keys: frozenset[str], build: Callable[[Mapping[str, Any]], Record]
) -> tuple[Record, ...]:
    rows = read_toml(path).get(table, [])
    lines = [
        number
        for number, text in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if text.strip() == f"[[{table}]]"
    ]
    if not isinstance(rows, list) or len(rows) != len(lines):
        raise SeedError(path, None, f"write every entry as a [[{table}]] table")
    seen: set[str] = set()
    records = []
    for row, line in zip(rows, lines, strict=True):
        _check_keys(path, line, row, keys)
        if row.get("id") in seen:
            raise SeedError(path, line, f"id {row['id']!r} is used twice; ids must be unique")
        seen.add(str(row.get("id")))
        records.append(_guarded(path, line, partial(build, row)))
    return tuple(records)


def _actor(row: Mapping[str, Any]) -> Actor:
    return Actor(
        actor_id=_text(row, "id"),
        name=_text(row, "name"),
        kind=ActorKind(_text(row, "kind")),
        colour=_colour(_text(row, "colour")),
        country_code=str(row.get("country", "")),
        names=_texts(row, "names"),
        demonyms=_texts(row, "demonyms"),
        metonyms=_texts(row, "metonyms"),
        bodies=_texts(row, "bodies"),
        people=_texts(row, "people"),
        nicknames=_texts(row, "nicknames"),
        theatre=_texts(row, "theatre"),
        until=_day(row, "until"),
        allies=_texts(row, "allies"),
        local_voice=bool(row.get("local", False)),
    )


def _source(row: Mapping[str, Any]) -> Source:
    return Source(
        source_id=_text(row, "id"),
        name=_text(row, "name"),
        language=str(row.get("language", "")),
        affiliation=str(row.get("affiliation", "")),
        reliability=str(row.get("reliability", "F")),
        reliability_note=str(row.get("reliability_note", "")),
        redistributable=bool(row.get("redistributable", True)),
        voice=str(row.get("voice", SOURCE_VOICE)),
    )


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} is missing; it must be a text")
    return value


def _texts(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ValueError(f"{key} must be a list of texts")
    return tuple(value)


def _day(row: Mapping[str, Any], key: str) -> date | None:
    value = row.get(key)
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise ValueError(f"{key} is {value!r}; write a day without quotes, as 2022-02-24")
    return value


def _colour(value: str) -> str:
    digits = value.removeprefix("#")
    if len(digits) != 6 or not all(digit in "0123456789abcdefABCDEF" for digit in digits):
        raise ValueError(f"colour is {value!r}; write it as #RRGGBB")
    return value


def _check_keys(path: Path, line: int | None, row: Iterable[str], known: frozenset[str]) -> None:
    unknown = sorted(set(row) - known)
    if unknown:
        raise SeedError(
            path, line, f"unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}"
        )


def _guarded(path: Path, line: int | None, build: Callable[[], Record]) -> Record:
    try:
        return build()
    except ClaimlineError:
        raise
    except (ValueError, TypeError) as error:
        raise SeedError(path, line, str(error)) from error


def _line_of(path: Path, text: str) -> int | None:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.startswith(f"[{text}"):
            return number
    return None


def _line_in_message(message: str) -> int | None:
    _, _, tail = message.partition("at line ")
    digits = tail.partition(",")[0]
    return int(digits) if digits.isdigit() else None
