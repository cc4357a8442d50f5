"""The claim store: what was read in each article, by which extractor, and when we knew it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa

from geodata.errors import StoreError
from geodata.model import Article, Claim, ClaimQuery, Mention, Place, content_id
from geodata.store import schema
from geodata.store.engine import WRITING, path_of, plain_errors
from geodata.store.queries import newest_extraction, select_claims
from geodata.store.schema import is_storable

# SQLite lets one writer in at a time. Waiting here is fair and cheap; waiting in its busy
# handler is neither (measured: 48 ms against 646 ms at the 95th percentile with 8 writers).
_WRITE_LOCK = Lock()

_CLAIM_FIELDS = tuple(field.name for field in fields(Claim) if field.init)
_MENTION_FIELDS = tuple(field.name for field in fields(Mention))
_ARTICLE_FIELDS = tuple(field.name for field in fields(Article))


class ClaimStore:
    """Articles, mentions and claims on two clocks; rows are added and never changed.

    The newest extraction of an article is the one that counts; asking as known at a moment
    gives what counted then. Safe to share between threads and, on one file, between processes.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        with plain_errors(engine):
            self._prepare()

    @property
    def path(self) -> Path | None:
        """The live file, which nothing else may open; None if the store is a server."""
        return path_of(self._engine)

    def add(  # noqa: PLR0913 - one transaction, all of it
        self,
        article: Article,
        mentions: Sequence[Mention],
        claims: Sequence[Claim],
        *,
        extractor: str,
        recorded_at: datetime,
        places: Callable[[str], Place],
    ) -> bool:
        """Record what `extractor` read in an article; False if that is known already.

        Of claims with one claim_id the first is kept. The store's clock never runs backwards:
        an earlier `recorded_at` than the newest recorded counts as the newest.

        Raises:
            StoreError: a claim's quote isn't in the text as kept, or the database fails.
            UnknownPlaceError: `places` doesn't know a claim's place.
        """
        unique = list({claim.claim_id: claim for claim in reversed(claims)}.values())[::-1]
        points = {claim.place_id: places(claim.place_id) for claim in unique}
        with self._writing() as connection:
            if _knows(connection, article.article_id, extractor):
                return False
            kept = _keep_article(connection, article)
            _check_evidence(kept, [*mentions, *unique])
            extraction_id = _keep_extraction(
                connection, article, [*mentions, *unique], extractor, recorded_at
            )
            _keep_rows(connection, schema.mentions, extraction_id, map(_mention_row, mentions))
            _keep_rows(
                connection,
                schema.claims,
                extraction_id,
                (_claim_row(claim, points[claim.place_id]) for claim in unique),
            )
        return True

    def knows(self, article_id: str, extractor: str) -> bool:
        """Tell whether this extractor's reading of the article is kept already."""
        with self._reading() as connection:
            return _knows(connection, article_id, extractor)

    def claims(self, query: ClaimQuery = ClaimQuery()) -> list[Claim]:  # noqa: B008 - frozen
        """Find claims in the newest extraction of each article, in the order they were read."""
        with self._reading() as connection:
            rows = connection.execute(select_claims(query)).mappings()
            return [Claim(**row) for row in rows]

    def articles(self) -> list[Article]:
        """All articles, in the order of their ids."""
        statement = sa.select(schema.articles).order_by(schema.articles.c.article_id)
        with self._reading() as connection:
            return [Article(**row) for row in connection.execute(statement).mappings()]

    def source_ids(self) -> frozenset[str]:
        """The sources of all articles."""
        with self._reading() as connection:
            return frozenset(connection.scalars(sa.select(schema.articles.c.source_id).distinct()))

    def find_article(self, article_id: str) -> Article | None:
        """One article; None if there is none of that id."""
        with self._reading() as connection:
            return _find_article(connection, article_id)

    def article(self, article_id: str) -> Article:
        """One article. Raises StoreError if there is none of that id."""
        article = self.find_article(article_id)
        if article is None:
            raise StoreError(f"the store holds no article {article_id!r}; was it made elsewhere?")
        return article

    def mentions(self, article_id: str) -> list[Mention]:
        """The mentions in an article's newest extraction, in text order."""
        return self._mentions(schema.mentions.c.article_id == article_id)

    def unresolved(self) -> list[Mention]:
        """The mentions whose place is not known, of each article's newest extraction."""
        return self._mentions(schema.mentions.c.place_id.is_(None))

    def revision(self) -> str:
        """Name the content: equal for equal content, different once anything is added."""
        with self._reading() as connection:
            return _revision(connection)[:16] or "empty"

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _mentions(self, condition: sa.ColumnElement[bool]) -> list[Mention]:
        kept = schema.mentions.c
        statement = (
            sa.select(*(kept[name] for name in _MENTION_FIELDS))
            .where(kept.extraction_id == newest_extraction(kept.article_id, None), condition)
            .order_by(kept.extraction_id, kept.position)
        )
        with self._reading() as connection:
            return [Mention(**row) for row in connection.execute(statement).mappings()]

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with plain_errors(self._engine), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        engine = self._engine.execution_options(**WRITING)
        with _WRITE_LOCK, plain_errors(self._engine), engine.begin() as connection:
            yield connection

    def _prepare(self) -> None:
        """Make the tables in an empty database; leave any other alone."""
        with self._reading() as connection:
            names = sa.inspect(connection).get_table_names()
        if not names:
            with self._writing() as connection:
                _make_tables(connection)
        elif schema.schema_versions.name not in names:
            raise StoreError(
                f"{self.path}: is a database of another program; "
                "set CLAIMLINE_STORE to another file"
            )
        with self._reading() as connection:
            version = connection.scalar(sa.select(sa.func.max(schema.schema_versions.c.version)))
        if version is None or version > schema.SCHEMA_VERSION:
            raise StoreError(
                f"{self.path}: was made by a newer Claimline (schema {version}, "
                f"this one knows {schema.SCHEMA_VERSION}); update Claimline"
            )


def _make_tables(connection: sa.Connection) -> None:
    if sa.inspect(connection).get_table_names():
        return  # another process was faster
    schema.metadata.create_all(connection)
    row = {"version": schema.SCHEMA_VERSION, "recorded_at": datetime.now(UTC)}
    connection.execute(schema.schema_versions.insert(), row)
    for statement in schema.append_only(connection.dialect.name):
        connection.exec_driver_sql(statement)


def _knows(connection: sa.Connection, article_id: str, extractor: str) -> bool:
    known = schema.extractions.c
    statement = sa.select(known.extraction_id).where(
        known.article_id == article_id, known.extractor == extractor
    )
    return connection.scalar(statement) is not None


def _find_article(connection: sa.Connection, article_id: str) -> Article | None:
    statement = sa.select(schema.articles).where(schema.articles.c.article_id == article_id)
    row = connection.execute(statement).mappings().one_or_none()
    return None if row is None else Article(**row)


def _keep_article(connection: sa.Connection, article: Article) -> Article:
    """Keep a new article; of one that differs in white space only, the first text stays."""
    kept = _find_article(connection, article.article_id)
    if kept is not None:
        return kept
    row = {name: getattr(article, name) for name in _ARTICLE_FIELDS}
    _check_storable(row)
    connection.execute(schema.articles.insert(), row)
    return article


def _keep_extraction(
    connection: sa.Connection,
    article: Article,
    records: Sequence[Mention | Claim],
    extractor: str,
    recorded_at: datetime,
) -> int:
    newest = connection.scalar(sa.select(sa.func.max(schema.extractions.c.recorded_at)))
    moment = recorded_at if newest is None else max(recorded_at, newest)
    content = [repr(record) for record in (article, *records)]
    row = {
        "article_id": article.article_id,
        "extractor": extractor,
        "recorded_at": moment,
        "revision": content_id(
            [_revision(connection), extractor, moment.astimezone(UTC).isoformat(), content]
        ),
    }
    _check_storable(row)
    added = schema.extractions.insert().returning(schema.extractions.c.extraction_id)
    extraction_id: int = connection.execute(added, row).scalar_one()
    return extraction_id


def _keep_rows(
    connection: sa.Connection, table: sa.Table, extraction_id: int, rows: Iterator[dict[str, Any]]
) -> None:
    numbered = [
        row | {"extraction_id": extraction_id, "position": position}
        for position, row in enumerate(rows)
    ]
    for row in numbered:
        _check_storable(row)
    if numbered:
        connection.execute(table.insert(), numbered)


def _mention_row(mention: Mention) -> dict[str, Any]:
    return {name: getattr(mention, name) for name in _MENTION_FIELDS}


def _claim_row(claim: Claim, place: Place) -> dict[str, Any]:
    published_on = claim.published_at.astimezone(UTC).date() if claim.published_at else None
    row = {name: getattr(claim, name) for name in _CLAIM_FIELDS if name != "recorded_at"}
    return row | {
        "claim_id": claim.claim_id,
        "day": claim.event_date or published_on,
        "lon": place.lon,
        "lat": place.lat,
        "quote_folded": claim.quote.casefold(),
    }


def _revision(connection: sa.Connection) -> str:
    kept = schema.extractions.c
    return (
        connection.scalar(sa.select(kept.revision).order_by(kept.extraction_id.desc()).limit(1))
        or ""
    )


def _check_storable(row: dict[str, Any]) -> None:
    for name, value in row.items():
        if isinstance(value, str) and not is_storable(value):
            raise StoreError(
                f"{name} holds a NUL or half a surrogate pair, which no text file holds; "
                "was it read from a broken file?"
            )


def _check_evidence(article: Article, records: Sequence[Mention | Claim]) -> None:
    for record in records:
        said = record.surface if isinstance(record, Mention) else record.quote
        found = article.text[record.start_char : record.end_char]
        if record.article_id != article.article_id or found != said:
            raise StoreError(
                f"article {article.article_id}: {said!r} is not what stands at "
                f"{record.start_char}:{record.end_char} of the text as kept ({found!r}); "
                "read the article from the store, then extract"
            )
