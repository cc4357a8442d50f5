"""Makes the store's tables, and brings a store that an older Claimline made up to date."""

from collections.abc import Iterable
from datetime import UTC, datetime

import sqlalchemy as sa

from geodata.errors import StoreError
from geodata.store import schema
from geodata.store.engine import is_read_only, path_of, reading, writing

CHOICES_SINCE = 2
"""The first version that keeps choices of analysts."""
MAPS_SINCE = 4
"""The first version that keeps published maps."""
REVIEWS_SINCE = 5
"""The first version that keeps reviews."""
_ADDED = {
    CHOICES_SINCE: (schema.place_choices,),
    3: (schema.article_bands,),
    MAPS_SINCE: (schema.published_maps,),
    REVIEWS_SINCE: (schema.reviews,),
}
"""The tables that each version added to the one before it."""
_ADDED_INDEXES = {3: (schema.articles_by_origin,)}
"""The indexes that each version added to tables of an earlier one."""


def prepare(engine: sa.Engine) -> int:
    """Make the tables in an empty database; leave that of another program alone.

    Returns: the version that the store is of now; one of an older Claimline that can't be
    written (a read-only medium) stays of its own.
    Raises: StoreError.
    """
    with reading(engine) as connection:
        names = table_names(connection)
    if not names:
        with writing(engine) as connection:
            make_tables(connection)
    elif schema.schema_versions.name not in names:
        raise StoreError(
            f"{path_of(engine)}: is a database of another program; "
            "set CLAIMLINE_STORE to another file"
        )
    with reading(engine) as connection:
        version = version_of(connection)
    if version is None or version > schema.SCHEMA_VERSION:
        raise StoreError(
            f"{path_of(engine)}: was made by a newer Claimline (schema {version}, "
            f"this one knows {schema.SCHEMA_VERSION}); update Claimline"
        )
    if version < schema.SCHEMA_VERSION:
        if is_read_only(engine):
            return version
        with writing(engine) as connection:
            update_tables(connection)
    return schema.SCHEMA_VERSION


def make_tables(connection: sa.Connection) -> None:
    """Make every table in an empty database."""
    if table_names(connection):
        return  # another process was faster
    _make(connection, schema.metadata.sorted_tables)


def update_tables(connection: sa.Connection) -> None:
    """Add what an older store lacks; what it holds stays as it is."""
    version = version_of(connection) or 0
    missing = [table for number in sorted(_ADDED) if number > version for table in _ADDED[number]]
    if missing:  # else another process was faster
        for number, indexes in _ADDED_INDEXES.items():
            for index in indexes if number > version else ():
                index.create(connection, checkfirst=True)
        _make(connection, missing)


def version_of(connection: sa.Connection) -> int | None:
    """The newest version that the store was brought to; None if it says none."""
    newest: int | None = connection.scalar(sa.select(sa.func.max(schema.schema_versions.c.version)))
    return newest


def table_names(connection: sa.Connection) -> list[str]:
    """The tables that there are."""
    return sa.inspect(connection).get_table_names()


def _make(connection: sa.Connection, tables: Iterable[sa.Table]) -> None:
    made = list(tables)
    schema.metadata.create_all(connection, made)
    row = {"version": schema.SCHEMA_VERSION, "recorded_at": datetime.now(UTC)}
    connection.execute(schema.schema_versions.insert(), row)
    for statement in schema.append_only(connection.dialect.name, made):
        connection.exec_driver_sql(statement)
