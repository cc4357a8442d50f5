"""What analysts decided about claims, kept and found; what then stands is kept as a reading."""

from collections.abc import Callable, Collection
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from geodata.decisions import (
    apply_reviews,
    decided_meanwhile,
    is_withdrawn,
    reading_name,
    settled_review,
)
from geodata.errors import DecidedMeanwhileError, ReviewError
from geodata.model import Decision, Place, Review, content_id
from geodata.store.checks import check_evidence, check_storable
from geodata.store.readings import Reading, find_article, keep_reading, last_reading, newest_moment
from geodata.store.schema import reviews


class ReviewHead(NamedTuple):
    """Of a review as much as tells what it is about."""

    article_id: str
    claim_id: str
    decision: Decision
    corrected_id: str
    """claim_id of the corrected or added claim; empty for none."""


_FIELDS = tuple(field.name for field in fields(Review))


def add_review(
    connection: sa.Connection,
    review: Review,
    places: Callable[[str], Place],
    seen: Collection[str] | None = None,
) -> Review:
    """Keep a review, and as a reading of its own what stands of the article's claims then.

    seen: the reviews of the claim that the analyst knew of; None = don't ask.

    Returns: the review as it is kept. Like the other clocks, this one never runs backwards.
    Raises: DecidedMeanwhileError, ReviewError, StoreError, UnknownPlaceError: it can't be kept.
    """
    if find_article(connection, review.article_id) is None:
        raise ReviewError("Only claims of articles can be reviewed, not those of published maps")
    read = last_reading(connection, review.article_id)
    made = select_reviews(connection, review.article_id)
    newer = None if seen is None else decided_meanwhile(review, made, seen)
    if newer:
        raise DecidedMeanwhileError(newer.analyst, newer.decision, newer.recorded_at)
    moment = max(review.recorded_at, newest_moment(connection)).astimezone(UTC)
    settled = replace(settled_review(review, read.claims, made), recorded_at=moment)
    if settled.corrected:
        as_read = replace(settled.corrected, recorded_at=None, copied_from="")
        settled = replace(settled, corrected=as_read)
        check_evidence(read.article, [as_read])
        check_storable(asdict(as_read))
    row = {name: getattr(settled, name) for name in _FIELDS}
    row["corrected_id"] = settled.corrected.claim_id if settled.corrected else ""
    row["revision"] = content_id([reviews_revision(connection), repr(settled)])
    check_storable(row)
    connection.execute(reviews.insert(), row)
    keep_reviewed(connection, replace(read, recorded_at=moment), places)
    return settled


def keep_reviewed(connection: sa.Connection, read: Reading, places: Callable[[str], Place]) -> None:
    """Beside what was read in an article keep what its reviews leave of it, if there are any."""
    made = select_reviews(connection, read.article.article_id)
    if not made:
        return
    claims = apply_reviews(read.claims, made)
    reviewed = replace(
        read,
        mentions=[] if is_withdrawn(made) else read.mentions,
        claims=claims,
        extractor=reading_name(read.extractor, made),
    )
    keep_reading(connection, reviewed, {one.place_id: places(one.place_id) for one in claims})


def select_reviews(
    connection: sa.Connection, article_id: str | None = None, known_at: datetime | None = None
) -> list[Review]:
    """Every review made by a moment (None: by now) of an article (None: of all), oldest first."""
    statement = _in_order(sa.select(*(reviews.c[name] for name in _FIELDS)), known_at)
    if article_id is not None:
        statement = statement.where(reviews.c.article_id == article_id)
    return [Review(**row) for row in connection.execute(statement).mappings()]


def select_heads(connection: sa.Connection, known_at: datetime | None) -> list[ReviewHead]:
    """The same of all articles without the claims, which are many times as long to read."""
    columns = (reviews.c[name] for name in ReviewHead._fields)
    statement = _in_order(sa.select(*columns), known_at)
    return [ReviewHead(*row) for row in connection.execute(statement)]


def reviews_revision(connection: sa.Connection) -> str:
    """Name the reviews made; empty if there are none."""
    newest = sa.select(reviews.c.revision).order_by(reviews.c.review_id.desc()).limit(1)
    return connection.scalar(newest) or ""


def _in_order(
    statement: sa.Select[tuple[Any, ...]], known_at: datetime | None
) -> sa.Select[tuple[Any, ...]]:
    ordered = statement.order_by(reviews.c.review_id)
    return ordered if known_at is None else ordered.where(reviews.c.recorded_at <= known_at)
