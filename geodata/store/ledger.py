"""The claim store: what was read in each article, by which extractor, and when we knew it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa

from geodata.errors import StoreError
from geodata.model import Article, Claim, ClaimQuery, Mention, Place, PlaceChoice, content_id
from geodata.store import schema, versions
from geodata.store.checks import check_evidence, check_storable
from geodata.store.choices import choices_revision, row_of, select_choices
from geodata.store.engine import WRITING, is_read_only, path_of, plain_errors
from geodata.store.queries import (
    newest_extraction,
    remembered_place,
    select_claims,
    select_claims_of,
    select_places,
)

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
            self._keeps_choices = self._prepare()

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
            check_evidence(kept, [*mentions, *unique])
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
        """Tell whether a reading of the article by this extractor is kept already.

        What an extractor's name says after a plus (`rules@4+places:…`) is what helped it.
        """
        with self._reading() as connection:
            return _knows(connection, article_id, extractor, helped=True)

    def readings(self) -> dict[str, str]:
        """Article ids to the extractor of the reading that counts."""
        kept = schema.extractions.c
        newest = newest_extraction(schema.articles.c.article_id, None)
        statement = sa.select(kept.article_id, kept.extractor).where(
            kept.article_id == schema.articles.c.article_id, kept.extraction_id == newest
        )
        with self._reading() as connection:
            return {row.article_id: row.extractor for row in connection.execute(statement)}

    def choose_place(self, choice: PlaceChoice) -> None:
        """Record what an analyst says of a name. Raises StoreError."""
        with self._writing() as connection:
            row = row_of(connection, choice)
            check_storable(row | (asdict(choice.point) if choice.point else {}))
            connection.execute(schema.place_choices.insert(), row)

    def place_choices(self, known_at: datetime | None = None) -> list[PlaceChoice]:
        """The choice that counts on each name and article, oldest first, the undone ones too."""
        made = self.all_place_choices(known_at)
        newest = {(choice.name, choice.article_id): choice for choice in made}
        return [choice for choice in made if newest[choice.name, choice.article_id] is choice]

    def all_place_choices(self, known_at: datetime | None = None) -> list[PlaceChoice]:
        """Every choice ever made, also those superseded, oldest first."""
        if not self._keeps_choices:
            return []
        with self._reading() as connection:
            return select_choices(connection, known_at)

    def claims(self, query: ClaimQuery = ClaimQuery()) -> list[Claim]:  # noqa: B008 - frozen
        """Find claims in the newest extraction of each article, in the order they were read."""
        with self._reading() as connection:
            rows = connection.execute(select_claims(query)).mappings()
            return [Claim(**row) for row in rows]

    def claims_of(self, article_id: str) -> list[Claim]:
        """The claims in an article's newest extraction, in the order they were read."""
        with self._reading() as connection:
            rows = connection.execute(select_claims_of(article_id)).mappings()
            return [Claim(**row) for row in rows]

    def remembered_places(self, place_ids: Collection[str]) -> list[Place]:
        """What is known here of places: a point, and the name in the text that was read last.

        Settlements without a region; nothing for ids of which there is no claim.
        """
        with self._reading() as connection:
            rows = connection.execute(select_places(place_ids)).mappings()
            return [remembered_place(**row) for row in rows]

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
            revision = _revision(connection)
            chosen = choices_revision(connection) if self._keeps_choices else ""
        return (content_id([revision, chosen]) if chosen else revision)[:16] or "empty"

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

    def _prepare(self) -> bool:
        """Make the tables in an empty database; leave that of another program alone.

        Returns: whether the store keeps choices; one of an older Claimline that can't be
        written (a read-only medium) doesn't, and has none.
        """
        with self._reading() as connection:
            names = versions.table_names(connection)
        if not names:
            with self._writing() as connection:
                versions.make_tables(connection)
        elif schema.schema_versions.name not in names:
            raise StoreError(
                f"{self.path}: is a database of another program; "
                "set CLAIMLINE_STORE to another file"
            )
        with self._reading() as connection:
            version = versions.version_of(connection)
        if version is None or version > schema.SCHEMA_VERSION:
            raise StoreError(
                f"{self.path}: was made by a newer Claimline (schema {version}, "
                f"this one knows {schema.SCHEMA_VERSION}); update Claimline"
            )
        if version < schema.SCHEMA_VERSION:
            if is_read_only(self._engine):
                return False
            with self._writing() as connection:
                versions.update_tables(connection)
        return True


def _knows(
    connection: sa.Connection, article_id: str, extractor: str, *, helped: bool = False
) -> bool:
    known = schema.extractions.c
    by = known.extractor == extractor
    if helped:
        by = sa.or_(by, known.extractor.startswith(f"{extractor}+", autoescape=True))
    statement = sa.select(known.extraction_id).where(known.article_id == article_id, by)
    return connection.scalar(statement.limit(1)) is not None


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
    check_storable(row)
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
    check_storable(row)
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
        check_storable(row)
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
