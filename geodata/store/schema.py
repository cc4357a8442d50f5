"""The store's tables, in terms that SQLite and PostgreSQL share, and what differs per dialect."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from geodata.model import (
    Candidate,
    DateBasis,
    DatePrecision,
    Extent,
    OwnPoint,
    Polarity,
    Relation,
    Verdict,
)

SCHEMA_VERSION = 4
"""2 added place_choices, 3 article_bands and articles_by_origin, 4 published_maps."""


class _Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment. SQLite knows no zones, so it is kept in UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class _Texts(sa.types.TypeDecorator[tuple[str, ...]]):
    """A tuple of texts, as a JSON list."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> list[str]:
        return list(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[str, ...]:
        return tuple(value)


class _Candidates(sa.types.TypeDecorator[tuple[Candidate, ...]]):
    """Candidates of a mention, as a JSON list of [place_id, score]."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> list[list[Any]]:
        return [[candidate.place_id, candidate.score] for candidate in value]

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[Candidate, ...]:
        return tuple(Candidate(place_id=place_id, score=score) for place_id, score in value)


class _Point(sa.types.TypeDecorator[OwnPoint]):
    """A point of an analyst's own, as a JSON object; SQL null if there is none."""

    impl = sa.JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> dict[str, Any] | None:
        return None if value is None else asdict(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> OwnPoint | None:
        return None if value is None else OwnPoint(**value)


def is_storable(text: str) -> bool:
    """PostgreSQL keeps no NUL, and no database half a surrogate pair."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _word(words: type[StrEnum]) -> sa.Enum:
    """Keep the word itself ("controls"), not the name of the Python member."""
    return sa.Enum(
        words,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


metadata = sa.MetaData()

schema_versions = sa.Table(
    "schema_versions",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("recorded_at", _Moment, nullable=False),
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("source_id", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("published_at", _Moment),
    sa.Column("published_basis", _word(DateBasis), nullable=False),
    sa.Column("published_note", sa.Text, nullable=False),
    sa.Column("retrieved_at", _Moment),
    sa.Column("origin_group", sa.Text, nullable=False),
)

# Of each claim it is asked whether its article is a copy; this answers without reading the text.
articles_by_origin = sa.Index("articles_by_origin", articles.c.article_id, articles.c.origin_group)

# Texts that are much alike have bands in common (geodata/articles/copies.py).
article_bands = sa.Table(
    "article_bands",
    metadata,
    sa.Column("article_id", sa.ForeignKey("articles.article_id"), primary_key=True),
    sa.Column("band", sa.BigInteger, primary_key=True),
    sa.Index("article_bands_by_band", "band", "article_id"),
)

# One reading of one article by one extractor. Of an article, the reading with the greatest id
# that was recorded by the moment asked about is the one that counts: ids and recorded_at grow
# together (ClaimStore.add sees to it), so nothing recorded later changes what was known.
extractions = sa.Table(
    "extractions",
    metadata,
    sa.Column("extraction_id", sa.Integer, primary_key=True),
    sa.Column("article_id", sa.ForeignKey("articles.article_id"), nullable=False),
    sa.Column("extractor", sa.Text, nullable=False),
    sa.Column("recorded_at", _Moment, nullable=False),
    # Hash of this reading and of the revision before it: a chain, so its head names the content.
    sa.Column("revision", sa.Text, nullable=False),
    sa.UniqueConstraint("article_id", "extractor"),
    sa.Index("extractions_by_article", "article_id", "recorded_at"),
    sa.Index("extractions_by_moment", "recorded_at"),
)

mentions = sa.Table(
    "mentions",
    metadata,
    sa.Column("extraction_id", sa.ForeignKey("extractions.extraction_id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("article_id", sa.Text, nullable=False),
    sa.Column("start_char", sa.Integer, nullable=False),
    sa.Column("end_char", sa.Integer, nullable=False),
    sa.Column("surface", sa.Text, nullable=False),
    sa.Column("place_id", sa.Text),
    sa.Column("candidates", _Candidates, nullable=False),
    sa.Column("how", sa.Text, nullable=False),
)

claims = sa.Table(
    "claims",
    metadata,
    sa.Column("extraction_id", sa.ForeignKey("extractions.extraction_id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("claim_id", sa.Text, nullable=False),
    sa.Column("article_id", sa.Text, nullable=False),
    sa.Column("source_id", sa.Text, nullable=False),
    sa.Column("place_id", sa.Text, nullable=False),
    sa.Column("claimant", sa.Text, nullable=False),
    sa.Column("relation", _word(Relation), nullable=False),
    sa.Column("actor", sa.Text),
    sa.Column("polarity", _word(Polarity), nullable=False),
    sa.Column("start_char", sa.Integer, nullable=False),
    sa.Column("end_char", sa.Integer, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("extractor", sa.Text, nullable=False),
    sa.Column("speaker", sa.Text, nullable=False),
    sa.Column("extent", _word(Extent), nullable=False),
    sa.Column("hedged", sa.Boolean, nullable=False),
    sa.Column("current", sa.Boolean, nullable=False),
    sa.Column("event_date", sa.Date),
    sa.Column("date_precision", _word(DatePrecision)),
    sa.Column("published_at", _Moment),
    sa.Column("denies", _Texts, nullable=False),
    sa.Column("confidence", sa.Double, nullable=False),
    sa.Column("how", sa.Text, nullable=False),
    # Derived when written, so that queries can use an index:
    sa.Column("day", sa.Date),  # event day, else day of publication
    sa.Column("lon", sa.Double, nullable=False),
    sa.Column("lat", sa.Double, nullable=False),
    sa.Column("quote_folded", sa.Text, nullable=False),  # LIKE folds case for ASCII only
    sa.UniqueConstraint("extraction_id", "claim_id"),
    sa.Index("claims_by_place", "place_id", "day"),
    sa.Index("claims_by_day", "day", "claimant"),
    sa.Index("claims_by_claimant", "claimant", "source_id", "day"),
    sa.Index("claims_by_source", "source_id", "day"),
    sa.Index("claims_by_point", "lon", "lat", "day"),
)

# What analysts said of names. Of a name and an article ("" = every article) the newest counts.
place_choices = sa.Table(
    "place_choices",
    metadata,
    sa.Column("choice_id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("article_id", sa.Text, nullable=False),
    sa.Column("verdict", _word(Verdict), nullable=False),
    sa.Column("place_id", sa.Text),
    sa.Column("point", _Point),
    sa.Column("analyst", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("recorded_at", _Moment, nullable=False),
    # Hash of this choice and of the revision before it, as in extractions.
    sa.Column("revision", sa.Text, nullable=False),
)

# What mappers published, a row per account and edition. Of an account (source, claimant, format)
# the newest counts. The columns of its change points are packed into bytes, see maps.py.
published_maps = sa.Table(
    "published_maps",
    metadata,
    sa.Column("map_id", sa.Integer, primary_key=True),
    sa.Column("source_id", sa.Text, nullable=False),
    sa.Column("claimant", sa.Text, nullable=False),
    sa.Column("file_format", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("column", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("redistributable", sa.Boolean, nullable=False),
    sa.Column("licence", sa.Text, nullable=False),
    sa.Column("first_day", sa.Date, nullable=False),
    sa.Column("last_day", sa.Date, nullable=False),
    sa.Column("place_count", sa.Integer, nullable=False),
    sa.Column("point_count", sa.Integer, nullable=False),
    sa.Column("told", sa.LargeBinary, nullable=False),  # gaps, what was skipped, statuses
    sa.Column("named", sa.LargeBinary, nullable=False),  # places and how the files name them
    sa.Column("points", sa.LargeBinary, nullable=False),  # place, day, status
    sa.Column("rows", sa.LargeBinary, nullable=False),  # of a table of statements, its rows
    sa.Column("content", sa.Text, nullable=False),  # hash of all of the above
    sa.Column("recorded_at", _Moment, nullable=False),
    # Hash of this map and of the revision before it, as in extractions.
    sa.Column("revision", sa.Text, nullable=False),
    sa.Index("published_maps_by_account", "source_id", "claimant", "file_format", "map_id"),
)


def append_only(dialect: str, tables: Iterable[sa.Table]) -> Sequence[str]:
    """The statements that make the database refuse to change or drop a row of the tables.

    Raises: KeyError: no statements are known for this dialect.
    """
    write = {"sqlite": _append_only_sqlite}[dialect]
    return [statement for table in tables for statement in write(table)]


def _append_only_sqlite(table: sa.Table) -> list[str]:
    refusal = f"SELECT RAISE(ABORT, 'the store only appends: {table} refuses %s')"
    changes = [
        f"CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb} ON {table} "
        f"BEGIN {refusal % verb}; END"
        for verb in ("update", "delete")
    ]
    # INSERT OR REPLACE drops the old row without a DELETE trigger, unless the client asks for it;
    # the row that it drops may also be named by SQLite's own row number.
    unique = [kept for kept in table.constraints if isinstance(kept, sa.UniqueConstraint)]
    keys = [
        ["rowid"],
        table.primary_key.columns.keys(),
        *sorted(kept.columns.keys() for kept in unique),
    ]
    return [*changes, *(_refuse_replacing(table, key, refusal % "replace") for key in keys)]


def _refuse_replacing(table: sa.Table, key: Sequence[str], refusal: str) -> str:
    same = " AND ".join(f"kept.{column} = new.{column}" for column in key)
    there = f"EXISTS (SELECT 1 FROM {table} AS kept WHERE {same})"  # noqa: S608 - our own names
    return (
        f"CREATE TRIGGER {table}_refuses_replacing_{'_'.join(key)} BEFORE INSERT ON {table} "
        f"WHEN {there} BEGIN {refusal}; END"
    )
