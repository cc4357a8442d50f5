"""ClaimQuery as SQL."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from geodata.model import Claim, ClaimQuery, Place, PlaceKind
from geodata.store import schema
from geodata.store.checks import is_storable

_copy = schema.articles.alias("copy")
_original = schema.articles.alias("original")
_ELSEWHERE: Mapping[str, sa.ColumnElement[Any]] = {
    "recorded_at": schema.extractions.c.recorded_at,
    "copied_from": sa.func.coalesce(_original.c.source_id, "").label("copied_from"),
}
"""The fields of a claim that stand in other tables."""
_COLUMNS = [
    _ELSEWHERE[field.name] if field.name in _ELSEWHERE else schema.claims.c[field.name]
    for field in fields(Claim)
    if field.init
]
_ROWS = (
    schema.claims.join(schema.extractions)
    .outerjoin(
        _copy,
        sa.and_(_copy.c.article_id == schema.claims.c.article_id, _copy.c.origin_group > ""),
    )
    .outerjoin(_original, _original.c.article_id == _copy.c.origin_group)
)


def newest_extraction(
    article_id: sa.ColumnElement[str], known_at: datetime | None
) -> sa.ScalarSelect[int]:
    """Of an article, the extraction that counted at a moment (None: counts now).

    Asked once per candidate row and not for all articles at once: views are narrow.
    """
    kept = schema.extractions.alias("newest").c
    newest = sa.select(sa.func.max(kept.extraction_id)).where(kept.article_id == article_id)
    if known_at is not None:
        newest = newest.where(kept.recorded_at <= known_at)
    return newest.scalar_subquery()


def select_claims(query: ClaimQuery) -> sa.Select[tuple[object, ...]]:
    """Select the columns of Claim for the claims that a query asks for, oldest record first."""
    return (
        sa.select(*_COLUMNS)
        .select_from(_ROWS)
        .where(*_conditions(query))
        .order_by(schema.claims.c.extraction_id, schema.claims.c.position)
    )


def select_claims_of(article_id: str) -> sa.Select[tuple[object, ...]]:
    """Select the same for the newest extraction of one article."""
    return select_claims_in(newest_extraction(sa.literal(article_id), None))


def select_claims_in(extraction_id: int | sa.ScalarSelect[int]) -> sa.Select[tuple[object, ...]]:
    """Select the same for one extraction."""
    return (
        sa.select(*_COLUMNS)
        .select_from(_ROWS)
        .where(schema.claims.c.extraction_id == extraction_id)
        .order_by(schema.claims.c.position)
    )


def select_places(place_ids: Collection[str]) -> sa.Select[tuple[object, ...]]:
    """Select id, name, lon, lat of places as claims have them; one row each, of the newest."""
    claim, mention = schema.claims.c, schema.mentions.c
    newest = (
        sa.select(sa.func.max(claim.extraction_id).label("extraction_id"), claim.place_id)
        .where(claim.place_id.in_(sorted(place_ids)))
        .group_by(claim.place_id)
        .subquery()
    )
    here = sa.and_(
        claim.place_id == newest.c.place_id, claim.extraction_id == newest.c.extraction_id
    )
    named = sa.and_(
        mention.place_id == newest.c.place_id, mention.extraction_id == newest.c.extraction_id
    )
    least = sa.func.min
    return (
        sa.select(
            newest.c.place_id,
            sa.func.coalesce(least(mention.surface), newest.c.place_id).label("name"),
            least(claim.lon).label("lon"),
            least(claim.lat).label("lat"),
        )
        .select_from(newest.join(schema.claims, here).outerjoin(schema.mentions, named))
        .group_by(newest.c.place_id)
        .order_by(newest.c.place_id)
    )


def remembered_place(place_id: str, name: str, lon: float, lat: float) -> Place:
    """Make the record of a place of which only this is known."""
    return Place(
        place_id=place_id,
        name=name,
        ascii_name=name,
        kind=PlaceKind.SETTLEMENT,
        feature_code="",
        country_code="",
        lon=lon,
        lat=lat,
    )


def _conditions(query: ClaimQuery) -> Iterator[sa.ColumnElement[bool]]:
    claim = schema.claims.c
    yield claim.extraction_id == newest_extraction(claim.article_id, query.known_at)
    among = (
        (claim.claimant, query.voice.claimants),
        (claim.source_id, query.voice.source_ids),
        (claim.actor, query.actors),
        (claim.relation, query.relations),
        (claim.source_id, query.source_ids),
        (claim.place_id, query.place_ids),
    )
    for column, wanted in among:
        if wanted is not None:
            yield column.in_(sorted(wanted))
    bounds = [
        *([claim.day >= query.since] if query.since else []),
        *([claim.day <= query.as_of] if query.as_of else []),
    ]
    if bounds:  # together, or SQLite scans: it takes the index for one OR but not for two
        yield sa.or_(claim.day.is_(None), sa.and_(*bounds))
    if query.bbox:
        west, south, east, north = query.bbox
        across = sa.or_ if west > east else sa.and_  # a box may cross the antimeridian
        yield across(claim.lon >= west, claim.lon <= east)
        yield claim.lat.between(south, north)
    if query.text:
        found = claim.quote_folded.contains(query.text.casefold(), autoescape=True)
        yield found if is_storable(query.text) else sa.false()
