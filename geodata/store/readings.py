"""What is read in an article, as rows: the article once, each reading of it, mentions, claims."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from geodata.decisions import REVIEWED
from geodata.model import Article, Claim, Mention, Place, content_id
from geodata.store import schema
from geodata.store.checks import check_evidence, check_storable
from geodata.store.queries import select_claims_in

_CLAIM_FIELDS = tuple(field.name for field in fields(Claim) if field.name in schema.claims.c)
_MENTION_FIELDS = tuple(field.name for field in fields(Mention))
_ARTICLE_FIELDS = tuple(field.name for field in fields(Article))
_AT_ONCE = 10_000
"""Readings asked for in one statement: databases take only so many values."""
_BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read in an article, by whom and when."""

    article: Article
    mentions: Sequence[Mention]
    claims: Sequence[Claim]
    extractor: str
    recorded_at: datetime


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


def keep_reading(connection: sa.Connection, reading: Reading, places: Mapping[str, Place]) -> None:
    """Keep a reading of an article that is kept: mentions, and claims with their places.

    Raises: StoreError: words aren't where a record says, or are none that a database keeps.
    """
    check_evidence(reading.article, [*reading.mentions, *reading.claims])
    extraction_id = _keep_extraction(connection, reading)
    _keep_rows(connection, schema.mentions, extraction_id, map(_mention_row, reading.mentions))
    rows = (_claim_row(claim, places[claim.place_id]) for claim in reading.claims)
    _keep_rows(connection, schema.claims, extraction_id, rows)


def last_reading(connection: sa.Connection, article_id: str) -> Reading:
    """The newest reading of an article as it was before reviews."""
    kept, mention = schema.extractions.c, schema.mentions.c
    statement = (
        sa.select(kept.extraction_id, kept.extractor, kept.recorded_at, schema.articles)
        .select_from(schema.extractions.join(schema.articles))
        .where(kept.article_id == article_id, ~kept.extractor.contains(REVIEWED, autoescape=True))
        .order_by(kept.extraction_id.desc())
        .limit(1)
    )
    row = connection.execute(statement).mappings().one()
    mentions = (
        sa.select(*(mention[name] for name in _MENTION_FIELDS))
        .where(mention.extraction_id == row["extraction_id"])
        .order_by(mention.position)
    )
    claims = connection.execute(select_claims_in(row["extraction_id"])).mappings()
    as_read = {"recorded_at": None, "copied_from": ""}
    return Reading(
        article=Article(**{name: row[name] for name in _ARTICLE_FIELDS}),
        mentions=[Mention(**one) for one in connection.execute(mentions).mappings()],
        claims=[Claim(**(dict(one) | as_read)) for one in claims],
        extractor=row["extractor"],
        recorded_at=row["recorded_at"],
    )


def select_readings(
    connection: sa.Connection, article_id: str | None
) -> list[tuple[int, str, str]]:
    """Number, article and extractor of each reading of an article (None: of all), oldest first."""
    kept = schema.extractions.c
    statement = sa.select(kept.extraction_id, kept.article_id, kept.extractor)
    if article_id is not None:
        statement = statement.where(kept.article_id == article_id)
    rows = connection.execute(statement.order_by(kept.extraction_id))
    return [(row.extraction_id, row.article_id, row.extractor) for row in rows]


def claim_ids_in(connection: sa.Connection, numbers: Collection[int]) -> dict[int, frozenset[str]]:
    """The claims of readings by their numbers; those without any are there, too."""
    found: dict[int, set[str]] = {number: set() for number in numbers}
    kept = schema.claims.c
    asked = sorted(found)
    for first in range(0, len(asked), _AT_ONCE):
        some = asked[first : first + _AT_ONCE]
        statement = sa.select(kept.extraction_id, kept.claim_id)
        for row in connection.execute(statement.where(kept.extraction_id.in_(some))):
            found[row.extraction_id].add(row.claim_id)
    return {number: frozenset(ids) for number, ids in found.items()}


def newest_moment(connection: sa.Connection) -> datetime:
    """When the newest reading was recorded."""
    newest: datetime | None = connection.scalar(
        sa.select(sa.func.max(schema.extractions.c.recorded_at))
    )
    return newest or _BEGINNING


def _keep_extraction(connection: sa.Connection, reading: Reading) -> int:
    """Keep that an article was read, and when; gives the id under which its rows are kept."""
    moment = max(reading.recorded_at, newest_moment(connection))
    records = (reading.article, *reading.mentions, *reading.claims)
    row = {
        "article_id": reading.article.article_id,
        "extractor": reading.extractor,
        "recorded_at": moment,
        "revision": content_id(
            [
                newest_revision(connection),
                reading.extractor,
                moment.astimezone(UTC).isoformat(),
                [repr(record) for record in records],
            ]
        ),
    }
    check_storable(row)
    added = schema.extractions.insert().returning(schema.extractions.c.extraction_id)
    extraction_id: int = connection.execute(added, row).scalar_one()
    return extraction_id


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


def select_known_since(connection: sa.Connection) -> dict[str, datetime]:
    """Article ids to the moment of the first reading of each."""
    kept = schema.extractions.c
    first = sa.func.min(kept.recorded_at, type_=kept.recorded_at.type)
    rows = connection.execute(sa.select(kept.article_id, first).group_by(kept.article_id))
    return {row.article_id: row[1] for row in rows}
