"""What is read in an article, as rows: the article once, each reading of it, mentions, claims."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from geodata.model import Article, Claim, Mention, Place, content_id
from geodata.store import schema
from geodata.store.checks import check_storable

_CLAIM_FIELDS = tuple(field.name for field in fields(Claim) if field.name in schema.claims.c)
_MENTION_FIELDS = tuple(field.name for field in fields(Mention))
_ARTICLE_FIELDS = tuple(field.name for field in fields(Article))


def knows(
    connection: sa.Connection, article_id: str, extractor: str, *, helped: bool = False
) -> bool:
    """Tell whether a reading is kept; helped: also one whose name goes on after a plus."""
    known = schema.extractions.c
    by = known.extractor == extractor
    if helped:
        by = sa.or_(by, known.extractor.startswith(f"{extractor}+", autoescape=True))
    statement = sa.select(known.extraction_id).where(known.article_id == article_id, by)
    return connection.scalar(statement.limit(1)) is not None


def find_article(connection: sa.Connection, article_id: str) -> Article | None:
    """One article as it is kept; None if there is none of that id."""
    statement = sa.select(schema.articles).where(schema.articles.c.article_id == article_id)
    row = connection.execute(statement).mappings().one_or_none()
    return None if row is None else Article(**row)


def keep_article(connection: sa.Connection, article: Article) -> Article:
    """Keep a new article; of one that differs in white space only, the first text stays."""
    kept = find_article(connection, article.article_id)
    if kept is not None:
        return kept
    row = {name: getattr(article, name) for name in _ARTICLE_FIELDS}
    check_storable(row)
    connection.execute(schema.articles.insert(), row)
    return article


def keep_extraction(
    connection: sa.Connection,
    article: Article,
    records: Sequence[Mention | Claim],
    extractor: str,
    recorded_at: datetime,
) -> int:
    """Keep that an article was read, and when; gives the id under which its rows are kept."""
    newest = connection.scalar(sa.select(sa.func.max(schema.extractions.c.recorded_at)))
    moment = recorded_at if newest is None else max(recorded_at, newest)
    content = [repr(record) for record in (article, *records)]
    row = {
        "article_id": article.article_id,
        "extractor": extractor,
        "recorded_at": moment,
        "revision": content_id(
            [newest_revision(connection), extractor, moment.astimezone(UTC).isoformat(), content]
        ),
    }
    check_storable(row)
    added = schema.extractions.insert().returning(schema.extractions.c.extraction_id)
    extraction_id: int = connection.execute(added, row).scalar_one()
    return extraction_id


def keep_rows(
    connection: sa.Connection,
    extraction_id: int,
    mentions: Iterable[Mention],
    claims: Iterable[tuple[Claim, Place]],
) -> None:
    """Keep what was read in an article: mentions, and claims with their places."""
    _keep_rows(connection, schema.mentions, extraction_id, map(_mention_row, mentions))
    rows = (_claim_row(claim, place) for claim, place in claims)
    _keep_rows(connection, schema.claims, extraction_id, rows)


def _keep_rows(
    connection: sa.Connection, table: sa.Table, extraction_id: int, rows: Iterable[dict[str, Any]]
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
    return {name: getattr(claim, name) for name in _CLAIM_FIELDS} | {
        "day": claim.event_date or published_on,
        "lon": place.lon,
        "lat": place.lat,
        "quote_folded": claim.quote.casefold(),
    }


def newest_revision(connection: sa.Connection) -> str:
    """Name what was read so far; empty if nothing was."""
    kept = schema.extractions.c
    return (
        connection.scalar(sa.select(kept.revision).order_by(kept.extraction_id.desc()).limit(1))
        or ""
    )
