"""The claim store: what was read in each article, by which extractor, and when we knew it."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from geodata.decisions import standing_reviews
from geodata.errors import StoreError
from geodata.model import (
    Article,
    Claim,
    ClaimQuery,
    Decision,
    Mention,
    Place,
    PlaceChoice,
    Review,
    content_id,
)
from geodata.published_map import PublishedMap
from geodata.store import schema, versions
from geodata.store.checks import check_storable
from geodata.store.choices import row_of, select_choices
from geodata.store.copies import add_bands, select_alike, select_without_bands
from geodata.store.engine import path_of, plain_errors, reading, writing
from geodata.store.maps import (
    MapHeader,
    add_map,
    select_map_headers,
    select_maps,
)
from geodata.store.queries import (
    newest_extraction,
    remembered_place,
    select_claims,
    select_claims_of,
    select_places,
)
from geodata.store.readings import (
    Reading,
    claim_ids_in,
    find_article,
    keep_article,
    keep_reading,
    knows,
    select_known_since,
    select_readings,
)
from geodata.store.reviews import (
    ReviewHead,
    add_review,
    keep_reviewed,
    select_heads,
    select_reviews,
)
from geodata.store.revisions import select_revisions

_MENTION_FIELDS = tuple(field.name for field in fields(Mention))


class ClaimStore:
    """Articles, mentions and claims on two clocks; rows are added and never changed.

    The newest extraction of an article is the one that counts; asking as known at a moment
    gives what counted then. Safe to share between threads and, on one file, between processes.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        with plain_errors(engine):
            version = versions.prepare(engine)
        self._keeps_choices = version >= versions.CHOICES_SINCE
        self._keeps_maps = version >= versions.MAPS_SINCE
        self._keeps_reviews = version >= versions.REVIEWS_SINCE
        self._revisions = select_revisions(version)

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
        bands: Collection[int] = (),
    ) -> bool:
        """Record what `extractor` read in an article; False if that is known already.

        If analysts reviewed the article, what their reviews leave of this reading is what counts.
        Of claims with one claim_id the first is kept. The store's clock never runs backwards:
        an earlier `recorded_at` than the newest recorded counts as the newest. By its `bands`,
        if there are any, `articles_alike` finds the article.

        Raises:
            StoreError: a claim's quote isn't in the text as kept, or the database fails.
            UnknownPlaceError: `places` doesn't know a claim's place.
        """
        unique = list({claim.claim_id: claim for claim in reversed(claims)}.values())[::-1]
        points = {claim.place_id: places(claim.place_id) for claim in unique}
        with self._writing() as connection:
            if knows(connection, article.article_id, extractor):
                return False
            read = Reading(
                article=keep_article(connection, article),
                mentions=mentions,
                claims=unique,
                extractor=extractor,
                recorded_at=recorded_at,
            )
            add_bands(connection, article.article_id, bands)
            keep_reading(connection, read, points)
            keep_reviewed(connection, read, places)
        return True

    def knows(self, article_id: str, extractor: str) -> bool:
        """Tell whether a reading of the article by this extractor is kept already.

        What an extractor's name says after a plus (`rules@4+places:…`) is what helped it, or
        what was done with it (`rules@4+reviews:…`).
        """
        with self._reading() as connection:
            return knows(connection, article_id, extractor, helped=True)

    def readings(self) -> dict[str, str]:
        """Article ids to the extractor of the reading that counts."""
        kept = schema.extractions.c
        newest = newest_extraction(schema.articles.c.article_id, None)
        statement = sa.select(kept.article_id, kept.extractor).where(
            kept.article_id == schema.articles.c.article_id, kept.extraction_id == newest
        )
        with self._reading() as connection:
            return {row.article_id: row.extractor for row in connection.execute(statement)}

    def all_readings(self, article_id: str | None = None) -> list[tuple[int, str, str]]:
        """Every reading of one article or of all, oldest first: its number, article, extractor."""
        with self._reading() as connection:
            return select_readings(connection, article_id)

    def claim_ids(self, numbers: Collection[int]) -> dict[int, frozenset[str]]:
        """The claims of some readings, by the readings' numbers."""
        with self._reading() as connection:
            return claim_ids_in(connection, numbers)

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

    def review(
        self,
        review: Review,
        *,
        places: Callable[[str], Place],
        seen: Collection[str] | None = None,
    ) -> Review:
        """Record an analyst's decision, and the article's claims as they stand then.

        A review of a corrected claim is kept as one of the claim that was read first. An earlier
        `recorded_at` than the newest recorded counts as the newest. `seen` are the review_ids of
        the decisions on the claim that the analyst knew of; None = don't ask.

        Returns: the review as it is kept.

        Raises:
            DecidedMeanwhileError: there is one by somebody else that isn't in `seen`.
            ReviewError: the decision doesn't fit what stands now.
            StoreError: a quote isn't in the text as kept, or the database fails.
            UnknownPlaceError: `places` doesn't know the place of a claim that stands.
        """
        with self._writing() as connection:
            return add_review(connection, review, places, seen)

    def reviews(
        self, article_id: str | None = None, known_at: datetime | None = None
    ) -> list[Review]:
        """The review that counts of each claim, of one article or of all, oldest first."""
        return standing_reviews(self.all_reviews(article_id, known_at))

    def all_reviews(
        self, article_id: str | None = None, known_at: datetime | None = None
    ) -> list[Review]:
        """Every review ever made, also those superseded or taken back, oldest first."""
        if not self._keeps_reviews:
            return []
        with self._reading() as connection:
            return select_reviews(connection, article_id, known_at)

    def withdrawn(self, known_at: datetime | None = None) -> frozenset[str]:
        """Ids of the articles that analysts withdrew; `articles` and `article` know them still."""
        made = self._review_heads(known_at)
        return frozenset(one.article_id for one in made if one.decision is Decision.WITHDRAW)

    def decided(self, known_at: datetime | None = None) -> frozenset[str]:
        """Ids of the claims that analysts decided about: as they were read and as they stand."""
        made = self._review_heads(known_at)
        return frozenset(
            {one for head in made for one in (head.claim_id, head.corrected_id)} - {""}
        )

    def add_map(self, published: PublishedMap, *, recorded_at: datetime) -> bool:
        """Record what a mapper published; False if the newest map of its account says the same.

        Of one source, claimant and format the newest counts; those before it stay, as known then.

        Raises: StoreError.
        """
        with self._writing() as connection:
            return add_map(connection, published, recorded_at)

    def maps(self, known_at: datetime | None = None) -> list[PublishedMap]:
        """The published map of each account that counts, by source, claimant and format."""
        if not self._keeps_maps:
            return []
        with self._reading() as connection:
            return select_maps(connection, known_at)

    def map_headers(self, known_at: datetime | None = None) -> list[MapHeader]:
        """The same without what they say of places: whose, from when to when, how large."""
        if not self._keeps_maps:
            return []
        with self._reading() as connection:
            return select_map_headers(connection, known_at)

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

    def articles_alike(self, bands: Collection[int]) -> list[Article]:
        """The articles that have a band in common with these, in the order of their ids."""
        with self._reading() as connection:
            return select_alike(connection, bands)

    def articles_without_bands(self) -> list[str]:
        """Ids of articles that `articles_alike` can't find yet."""
        with self._reading() as connection:
            return select_without_bands(connection)

    def keep_bands(self, article_id: str, bands: Collection[int]) -> None:
        """Have `articles_alike` find an article that is kept already."""
        with self._writing() as connection:
            add_bands(connection, article_id, bands)

    def source_ids(self) -> frozenset[str]:
        """The sources of all articles."""
        with self._reading() as connection:
            return frozenset(connection.scalars(sa.select(schema.articles.c.source_id).distinct()))

    def find_article(self, article_id: str) -> Article | None:
        """One article; None if there is none of that id."""
        with self._reading() as connection:
            return find_article(connection, article_id)

    def article(self, article_id: str) -> Article:
        """One article. Raises StoreError if there is none of that id."""
        article = self.find_article(article_id)
        if article is None:
            raise StoreError(f"the store holds no article {article_id!r}; was it made elsewhere?")
        return article

    def known_since(self) -> dict[str, datetime]:
        """Article ids to the moment at which each was first recorded."""
        with self._reading() as connection:
            return select_known_since(connection)

    def mentions(self, article_id: str, known_at: datetime | None = None) -> list[Mention]:
        """The mentions in an article's newest extraction, in text order."""
        return self._mentions(schema.mentions.c.article_id == article_id, known_at)

    def unresolved(self, known_at: datetime | None = None) -> list[Mention]:
        """The mentions whose place is not known, of each article's newest extraction."""
        return self._mentions(schema.mentions.c.place_id.is_(None), known_at)

    def revision(self) -> str:
        """Name the content: equal for equal content, different once anything is added."""
        with self._reading() as connection:
            named = [link or "" for link in connection.execute(self._revisions).one()]
        while len(named) > 1 and not named[-1]:
            named.pop()
        return (content_id(named) if len(named) > 1 else named[0])[:16] or "empty"

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _mentions(
        self, condition: sa.ColumnElement[bool], known_at: datetime | None = None
    ) -> list[Mention]:
        kept = schema.mentions.c
        statement = (
            sa.select(*(kept[name] for name in _MENTION_FIELDS))
            .where(kept.extraction_id == newest_extraction(kept.article_id, known_at), condition)
            .order_by(kept.extraction_id, kept.position)
        )
        with self._reading() as connection:
            return [Mention(**row) for row in connection.execute(statement).mappings()]

    def _review_heads(self, known_at: datetime | None) -> list[ReviewHead]:
        if not self._keeps_reviews:
            return []
        with self._reading() as connection:
            return standing_reviews(select_heads(connection, known_at))

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        return reading(self._engine)

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        return writing(self._engine)
