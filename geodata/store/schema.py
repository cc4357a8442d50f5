"""The store's tables, in terms that SQLite and PostgreSQL share, and what differs per dialect."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from geodata.model import (
    DateBasis,
    DatePrecision,
    Decision,
    Extent,
    Polarity,
    Relation,
    Verdict,
)
from geodata.store.columns import Candidates, ClaimRecord, Moment, Point, Texts, word

SCHEMA_VERSION = 5
"""2 added place_choices, 3 article_bands and articles_by_origin, 4 published_maps, 5 reviews."""

metadata = sa.MetaData()

schema_versions = sa.Table(
    "schema_versions",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("recorded_at", Moment, nullable=False),
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("source_id", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("published_at", Moment),
    sa.Column("published_basis", word(DateBasis), nullable=False),
    sa.Column("published_note", sa.Text, nullable=False),
    sa.Column("retrieved_at", Moment),
    sa.Column("origin_group", sa.Text, nullable=False),
)

# Of each claim it is asked whether its article is a copy; this answers without reading the text.
articles_by_origin = sa.Index("articles_by_origin", articles.c.article_id, articles.c.origin_group)

# Texts that are much alike have bands in common (geodata/articles/copies.py).
article_bands = sa.Table(
    "article_bands",
    metadata,
    sa.Column("article_id", sa.ForeignKey("articles.article_id"), primary_key=True),
    sa.Column("band", sa.BigInteger, primary_key=True),
    sa.Index("article_bands_by_band", "band", "article_id"),
)

# One reading of one article by one extractor. Of an article, the reading with the greatest id
# that was recorded by the moment asked about is the one that counts: ids and recorded_at grow
# together (ClaimStore.add sees to it), so nothing recorded later changes what was known.
extractions = sa.Table(
    "extractions",
    metadata,
    sa.Column("extraction_id", sa.Integer, primary_key=True),
    sa.Column("article_id", sa.ForeignKey("articles.article_id"), nullable=False),
    sa.Column("extractor", sa.Text, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    # Hash of this reading and of the revision before it: a chain, so its head names the content.
    sa.Column("revision", sa.Text, nullable=False),
    sa.UniqueConstraint("article_id", "extractor"),
    sa.Index("extractions_by_article", "article_id", "recorded_at"),
    sa.Index("extractions_by_moment", "recorded_at"),
)

mentions = sa.Table(
    "mentions",
    metadata,
    sa.Column("extraction_id", sa.ForeignKey("extractions.extraction_id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("article_id", sa.Text, nullable=False),
    sa.Column("start_char", sa.Integer, nullable=False),
    sa.Column("end_char", sa.Integer, nullable=False),
    sa.Column("surface", sa.Text, nullable=False),
    sa.Column("place_id", sa.Text),
    sa.Column("candidates", Candidates, nullable=False),
    sa.Column("how", sa.Text, nullable=False),
)

claims = sa.Table(
    "claims",
    metadata,
    sa.Column("extraction_id", sa.ForeignKey("extractions.extraction_id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("claim_id", sa.Text, nullable=False),
    sa.Column("article_id", sa.Text, nullable=False),
    sa.Column("source_id", sa.Text, nullable=False),
    sa.Column("place_id", sa.Text, nullable=False),
    sa.Column("claimant", sa.Text, nullable=False),
    sa.Column("relation", word(Relation), nullable=False),
    sa.Column("actor", sa.Text),
    sa.Column("polarity", word(Polarity), nullable=False),
    sa.Column("start_char", sa.Integer, nullable=False),
    sa.Column("end_char", sa.Integer, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("extractor", sa.Text, nullable=False),
    sa.Column("speaker", sa.Text, nullable=False),
    sa.Column("extent", word(Extent), nullable=False),
    sa.Column("hedged", sa.Boolean, nullable=False),
    sa.Column("current", sa.Boolean, nullable=False),
    sa.Column("event_date", sa.Date),
    sa.Column("date_precision", word(DatePrecision)),
    sa.Column("published_at", Moment),
    sa.Column("denies", Texts, nullable=False),
    sa.Column("confidence", sa.Double, nullable=False),
    sa.Column("how", sa.Text, nullable=False),
    # Derived when written, so that queries can use an index:
    sa.Column("day", sa.Date),  # event day, else day of publication
    sa.Column("lon", sa.Double, nullable=False),
    sa.Column("lat", sa.Double, nullable=False),
    sa.Column("quote_folded", sa.Text, nullable=False),  # LIKE folds case for ASCII only
    sa.UniqueConstraint("extraction_id", "claim_id"),
    sa.Index("claims_by_place", "place_id", "day"),
    sa.Index("claims_by_day", "day", "claimant"),
    sa.Index("claims_by_claimant", "claimant", "source_id", "day"),
    sa.Index("claims_by_source", "source_id", "day"),
    sa.Index("claims_by_point", "lon", "lat", "day"),
)

# What analysts said of names. Of a name and an article ("" = every article) the newest counts.
place_choices = sa.Table(
    "place_choices",
    metadata,
    sa.Column("choice_id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("article_id", sa.Text, nullable=False),
    sa.Column("verdict", word(Verdict), nullable=False),
    sa.Column("place_id", sa.Text),
    sa.Column("point", Point),
    sa.Column("analyst", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    # Hash of this choice and of the revision before it, as in extractions.
    sa.Column("revision", sa.Text, nullable=False),
)

# What analysts decided about claims; claim_id "" = about the article as a whole.
reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column("review_id", sa.Integer, primary_key=True),
    sa.Column("article_id", sa.ForeignKey("articles.article_id"), nullable=False),
    sa.Column("claim_id", sa.Text, nullable=False),
    sa.Column("decision", word(Decision), nullable=False),
    sa.Column("analyst", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("corrected_id", sa.Text, nullable=False),  # claim_id of `corrected`, or ""
    sa.Column("merged_into", sa.Text, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    # Hash of this review and of the revision before it, as in extractions.
    sa.Column("revision", sa.Text, nullable=False),
    # Last, for they are long: what stands before them is read without them.
    sa.Column("claim", ClaimRecord),
    sa.Column("corrected", ClaimRecord),
    sa.Index("reviews_by_article", "article_id", "review_id"),
)

# What mappers published, a row per account and edition. Of an account (source, claimant, format)
# the newest counts. The columns of its change points are packed into bytes, see maps.py.
published_maps = sa.Table(
    "published_maps",
    metadata,
    sa.Column("map_id", sa.Integer, primary_key=True),
    sa.Column("source_id", sa.Text, nullable=False),
    sa.Column("claimant", sa.Text, nullable=False),
    sa.Column("file_format", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("column", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("redistributable", sa.Boolean, nullable=False),
    sa.Column("licence", sa.Text, nullable=False),
    sa.Column("first_day", sa.Date, nullable=False),
    sa.Column("last_day", sa.Date, nullable=False),
    sa.Column("place_count", sa.Integer, nullable=False),
    sa.Column("point_count", sa.Integer, nullable=False),
    sa.Column("told", sa.LargeBinary, nullable=False),  # gaps, what was skipped, statuses
    sa.Column("named", sa.LargeBinary, nullable=False),  # places and how the files name them
    sa.Column("points", sa.LargeBinary, nullable=False),  # place, day, status
    sa.Column("rows", sa.LargeBinary, nullable=False),  # of a table of statements, its rows
    sa.Column("content", sa.Text, nullable=False),  # hash of all of the above
    sa.Column("recorded_at", Moment, nullable=False),
    # Hash of this map and of the revision before it, as in extractions.
    sa.Column("revision", sa.Text, nullable=False),
    sa.Index("published_maps_by_account", "source_id", "claimant", "file_format", "map_id"),
)


def append_only(dialect: str, tables: Iterable[sa.Table]) -> Sequence[str]:
    """The statements that make the database refuse to change or drop a row of the tables.

    Raises: KeyError: no statements are known for this dialect.
    """
    write = {"sqlite": _append_only_sqlite}[dialect]
    return [statement for table in tables for statement in write(table)]


def _append_only_sqlite(table: sa.Table) -> list[str]:
    refusal = f"SELECT RAISE(ABORT, 'the store only appends: {table} refuses %s')"
    changes = [
        f"CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb} ON {table} "
        f"BEGIN {refusal % verb}; END"
        for verb in ("update", "delete")
    ]
    # INSERT OR REPLACE drops the old row without a DELETE trigger, unless the client asks for it;
    # the row that it drops may also be named by SQLite's own row number.
    unique = [kept for kept in table.constraints if isinstance(kept, sa.UniqueConstraint)]
    keys = [
        ["rowid"],
        table.primary_key.columns.keys(),
        *sorted(kept.columns.keys() for kept in unique),
    ]
    return [*changes, *(_refuse_replacing(table, key, refusal % "replace") for key in keys)]


def _refuse_replacing(table: sa.Table, key: Sequence[str], refusal: str) -> str:
    same = " AND ".join(f"kept.{column} = new.{column}" for column in key)
    there = f"EXISTS (SELECT 1 FROM {table} AS kept WHERE {same})"  # noqa: S608 - our own names
    return (
        f"CREATE TRIGGER {table}_refuses_replacing_{'_'.join(key)} BEFORE INSERT ON {table} "
        f"WHEN {there} BEGIN {refusal}; END"
    )
