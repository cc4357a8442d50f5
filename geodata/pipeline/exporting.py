"""Claims of the store and what follows from them, out to files."""

from collections.abc import Sequence
from pathlib import Path

from geopandas import GeoDataFrame

from geodata.layers import claim_features, write_export
from geodata.model import Claim, ClaimQuery
from geodata.reading import Knowledge, gazetteer_of
from geodata.store import ClaimStore


def export_claims(
    store: ClaimStore, knowledge: Knowledge, query: ClaimQuery, path: Path, file_format: str
) -> tuple[int, list[str]]:
    """Write the claims that a query asks for, with their provenance, to a new file.

    Returns: how many were written, and the names of sources left out for their licence.
    Raises: ExportError.
    """
    features = features_of(store, knowledge, store.claims(query))
    may_leave = features["redistributable"]
    write_export(features[may_leave], path, file_format, store_path=store.path)
    return int(may_leave.sum()), sorted(features.loc[~may_leave, "source"].unique())


def features_of(store: ClaimStore, knowledge: Knowledge, claims: Sequence[Claim]) -> GeoDataFrame:
    """Lay out claims from this store with their provenance, at their places' points."""
    return claim_features(
        claims,
        places=gazetteer_of(store, knowledge, claims).place,
        articles={article.article_id: article for article in store.articles()},
        sources=knowledge.sources,
    )
