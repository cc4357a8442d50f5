"""What names the content of a store: the newest link of each chain of revisions."""

from typing import Any

import sqlalchemy as sa

from geodata.store import schema, versions

_CHAINS: tuple[tuple[int, sa.Column[Any], sa.Column[Any]], ...] = (
    (1, schema.extractions.c.revision, schema.extractions.c.extraction_id),
    (versions.CHOICES_SINCE, schema.place_choices.c.revision, schema.place_choices.c.choice_id),
    (versions.MAPS_SINCE, schema.published_maps.c.revision, schema.published_maps.c.map_id),
    (versions.REVIEWS_SINCE, schema.reviews.c.revision, schema.reviews.c.review_id),
)
"""Since which version of the store there is a chain, its links, and what numbers them."""


def select_revisions(version: int) -> sa.Select[tuple[Any, ...]]:
    """Select the newest link of each chain that a store of a version keeps; a page asks often."""
    return sa.select(
        *(
            sa.select(link).order_by(number.desc()).limit(1).scalar_subquery()
            for since, link, number in _CHAINS
            if version >= since
        )
    )
