"""Opens the store's database: which SQLite, with which settings, and its errors in plain words.

Nothing else in this process may open the live file, not even to look at its first bytes: closing
any handle on it drops this process's POSIX locks, and GDAL carries an SQLite of its own
(measured: another process's committed rows were lost without an error). Exports are new files.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any
from urllib.parse import quote, unquote

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError

from geodata.errors import StoreError

try:  # it brings a current SQLite; where it has no wheel, Python's own must do
    import pysqlite3
except ImportError:
    BEST_DRIVER: ModuleType = sqlite3
else:
    BEST_DRIVER = pysqlite3

_FILE = "file:"
WAIT_SECONDS = 15.0
"""How long a writer waits for another process to finish."""

_WRITING = {"claimline_writes": True}
"""Execution options of a connection that will write: it takes the write lock when it begins."""

# SQLite lets one writer in at a time. Waiting here is fair and cheap; waiting in its busy
# handler is neither (measured: 48 ms against 646 ms at the 95th percentile with 8 writers).
_WRITE_LOCK = Lock()


def journal_mode(version: tuple[int, int, int]) -> str:
    """WAL, except in an SQLite whose WAL can lose pages ("WAL-reset", mended in 3.51.3)."""
    mended = (
        version >= (3, 51, 3)
        or (3, 50, 7) <= version < (3, 51)
        or ((3, 44, 6) <= version < (3, 45))
    )
    return "wal" if mended else "delete"


def open_engine(
    url: str, *, driver: ModuleType | None = None, wait_seconds: float = WAIT_SECONDS
) -> sa.Engine:
    """Make the engine for an SQLite file; the folder is made, the file isn't opened yet.

    Raises: StoreError: the URL is no SQLite file, or its folder can't be made.
    """
    try:
        parsed = sa.make_url(url)
    except ArgumentError as error:
        raise StoreError(f"{url!r} is no store; give a file path or sqlite:///<path>") from error
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        raise StoreError(
            f"{parsed.render_as_string()} can't be the store; it must be an SQLite file, "
            "sqlite:///<path>"
        )
    folder = Path(parsed.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{folder}: the store's folder can't be made ({error.strerror}); "
            "set CLAIMLINE_STORE to a file in a folder that can be written"
        ) from error
    module = driver or BEST_DRIVER
    path = Path(parsed.database)
    fixed = _is_fixed(path)
    parsed = _read_only(path) if fixed else parsed.set(drivername="sqlite")
    engine = sa.create_engine(parsed, module=module, connect_args={"timeout": wait_seconds})
    _configure(engine, None if fixed else journal_mode(module.sqlite_version_info))
    return engine


def path_of(engine: sa.Engine) -> Path | None:
    """The file that an engine opens; None if it is a server."""
    database = engine.url.database
    if not database:
        return None
    return Path(unquote(database.removeprefix(_FILE))).resolve()


def is_read_only(engine: sa.Engine) -> bool:
    """Whether an engine opens a file on a medium that nobody can write to."""
    return engine.url.query.get("mode") == "ro"


def _is_fixed(path: Path) -> bool:
    """Whether nobody can write here (a read-only medium), and all was written into the file."""
    log = path.with_name(f"{path.name}-wal")
    return (
        path.is_file()
        and not os.access(path.parent, os.W_OK)
        and not (log.exists() and log.stat().st_size)
    )


def _read_only(path: Path) -> sa.URL:
    """Without `immutable`, SQLite wants to lay files beside a store in WAL even to read it."""
    query = {"mode": "ro", "immutable": "1", "uri": "true"}
    return sa.URL.create("sqlite", database=f"{_FILE}{quote(str(path.resolve()))}", query=query)


def _configure(engine: sa.Engine, journal: str | None) -> None:
    @sa.event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy begins transactions, not the driver
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            connection.execute(f"PRAGMA {pragma}")
        # Switching asks for the file alone, so only whoever finds it otherwise does.
        if journal and connection.execute("PRAGMA journal_mode").fetchone()[0] != journal:
            connection.execute(f"PRAGMA journal_mode={journal}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # A deferred transaction that writes after reading fails at once when another process
        # wrote in between; an immediate one waits its turn.
        writes = connection.get_execution_options().get("claimline_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_PLAIN_WORDS = {
    "not a database": "is not a Claimline store; set CLAIMLINE_STORE to another file",
    "malformed": "is damaged; restore it from a copy",
    "disk is full": "can't grow: the disk is full. Nothing of this write was kept; free some space",
    "locked": "is locked by another program that is writing; close it or try again",
    "unable to open": "can't be opened; is it a file in a folder that can be written?",
    "readonly": "can't be written; check the rights of the file and its folder",
    "disk i/o error": "can't be read or written: the disk reports an error",
}


@contextmanager
def plain_errors(engine: sa.Engine) -> Iterator[None]:
    """Turn the database's errors into StoreError."""
    try:
        yield
    except DBAPIError as error:
        cause = str(error.orig)
        words = (say for sign, say in _PLAIN_WORDS.items() if sign in cause.lower())
        raise StoreError(f"{path_of(engine)}: {next(words, cause)}") from error


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that reads. Raises StoreError."""
    with plain_errors(engine), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that writes, kept whole or not at all. Raises StoreError."""
    writer = engine.execution_options(**_WRITING)
    with _WRITE_LOCK, plain_errors(engine), writer.begin() as connection:
        yield connection
