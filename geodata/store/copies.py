"""Which articles are much alike, kept and found: the bands of their texts."""

from collections.abc import Collection

import sqlalchemy as sa

from geodata.model import Article
from geodata.store.schema import article_bands, articles


def add_bands(connection: sa.Connection, article_id: str, bands: Collection[int]) -> None:
    """Keep an article's bands, unless they are kept."""
    kept = sa.select(article_bands.c.band).where(article_bands.c.article_id == article_id)
    if bands and connection.scalar(kept.limit(1)) is None:
        rows = [{"article_id": article_id, "band": band} for band in sorted(set(bands))]
        connection.execute(article_bands.insert(), rows)


def select_alike(connection: sa.Connection, bands: Collection[int]) -> list[Article]:
    """The articles that have any of the bands, in the order of their ids."""
    alike = sa.select(article_bands.c.article_id).where(article_bands.c.band.in_(sorted(bands)))
    statement = sa.select(articles).where(articles.c.article_id.in_(alike))
    rows = connection.execute(statement.order_by(articles.c.article_id)).mappings()
    return [Article(**row) for row in rows]


def select_without_bands(connection: sa.Connection) -> list[str]:
    """Ids of the articles whose bands are not kept."""
    kept = sa.exists().where(article_bands.c.article_id == articles.c.article_id)
    statement = sa.select(articles.c.article_id).where(~kept)
    return list(connection.scalars(statement.order_by(articles.c.article_id)))
