"""The claim store: what was read in each article, by which extractor, and when we knew it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from threading import Lock

import sqlalchemy as sa

from geodata.errors import StoreError
from geodata.model import Article, Claim, ClaimQuery, Mention, Place, PlaceChoice, content_id
from geodata.published_map import PublishedMap
from geodata.store import schema, versions
from geodata.store.checks import check_evidence, check_storable
from geodata.store.choices import choices_revision, row_of, select_choices
from geodata.store.copies import add_bands, select_alike, select_without_bands
from geodata.store.engine import WRITING, is_read_only, path_of, plain_errors
from geodata.store.maps import (
    MapHeader,
    add_map,
    maps_revision,
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
    find_article,
    keep_article,
    keep_extraction,
    keep_rows,
    knows,
    newest_revision,
)

# SQLite lets one writer in at a time. Waiting here is fair and cheap; waiting in its busy
# handler is neither (measured: 48 ms against 646 ms at the 95th percentile with 8 writers).
_WRITE_LOCK = Lock()

_MENTION_FIELDS = tuple(field.name for field in fields(Mention))


class ClaimStore:
    """Articles, mentions and claims on two clocks; rows are added and never changed.

    The newest extraction of an article is the one that counts; asking as known at a moment
    gives what counted then. Safe to share between threads and, on one file, between processes.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        with plain_errors(engine):
            version = self._prepare()
        self._keeps_choices = version >= versions.CHOICES_SINCE
        self._keeps_maps = version >= versions.MAPS_SINCE

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
            kept = keep_article(connection, article)
            add_bands(connection, article.article_id, bands)
            check_evidence(kept, [*mentions, *unique])
            extraction_id = keep_extraction(
                connection, article, [*mentions, *unique], extractor, recorded_at
            )
            with_places = ((claim, points[claim.place_id]) for claim in unique)
            keep_rows(connection, extraction_id, mentions, with_places)
        return True

    def knows(self, article_id: str, extractor: str) -> bool:
        """Tell whether a reading of the article by this extractor is kept already.

        What an extractor's name says after a plus (`rules@4+places:…`) is what helped it.
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

    def mentions(self, article_id: str) -> list[Mention]:
        """The mentions in an article's newest extraction, in text order."""
        return self._mentions(schema.mentions.c.article_id == article_id)

    def unresolved(self) -> list[Mention]:
        """The mentions whose place is not known, of each article's newest extraction."""
        return self._mentions(schema.mentions.c.place_id.is_(None))

    def revision(self) -> str:
        """Name the content: equal for equal content, different once anything is added."""
        with self._reading() as connection:
            named = [newest_revision(connection)]
            if self._keeps_choices:
                named.append(choices_revision(connection))
            if self._keeps_maps:
                named.append(maps_revision(connection))
        while len(named) > 1 and not named[-1]:
            named.pop()
        return (content_id(named) if len(named) > 1 else named[0])[:16] or "empty"

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

    def _prepare(self) -> int:
        """Make the tables in an empty database; leave that of another program alone.

        Returns: the version that the store is of now; one of an older Claimline that can't be
        written (a read-only medium) stays of its own.
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
                return version
            with self._writing() as connection:
                versions.update_tables(connection)
        return schema.SCHEMA_VERSION
