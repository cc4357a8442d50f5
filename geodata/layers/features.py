"""Features: one row per claim, with everything that leads back to its words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

import geopandas
import pandas as pd
from shapely import Point

from geodata.layers.provenance import VIEW_TYPES, Provenance, view_of
from geodata.layers.rights import Rights, rights_of, work_of
from geodata.model import Article, Claim, Place, Source, iso_date
from geodata.origins import find_origins

_COLUMN_TYPES = {
    "claim_id": "str",
    "place_id": "str",
    "place": "str",
    "kind": "str",
    "country": "str",
    "precision_km": "float64",
    "claimant": "str",
    "speaker": "str",
    "relation": "str",
    "actor": "str",
    "polarity": "str",
    "extent": "str",
    "hedged": "bool",
    "current": "bool",
    "event_date": "str",
    "date_precision": "str",
    "quote": "str",
    "start_char": "int64",
    "end_char": "int64",
    "denies": "str",
    "confidence": "float64",
    "how": "str",
    "extractor": "str",
    "recorded_at": "str",
    "origin": "str",
    "copied_from": "str",
    "article_id": "str",
    "title": "str",
    "url": "str",
    "published": "str",
    "published_basis": "str",
    "published_note": "str",
    "source_id": "str",
    "source": "str",
    "licence": "str",
    "redistributable": "bool",
    **VIEW_TYPES,
}


def claim_features(
    claims: Sequence[Claim],
    *,
    places: Callable[[str], Place],
    articles: Mapping[str, Article],
    sources: Sequence[Source],
    provenance: Provenance | None = None,
) -> geopandas.GeoDataFrame:
    """Lay out claims with their provenance, at the place's point.

    `provenance` says in which picture they were found (None: in everybody's, of now).

    Returns:
        One row per claim, EPSG:4326: `claim_id`, `place_id`, `place`, `kind`, `country`,
        `precision_km`, `claimant`, `speaker`, `relation`, `actor`, `polarity`, `extent`,
        `hedged`, `current`, `event_date` (ISO 8601, only as exact as the next), `date_precision`,
        `quote`, `start_char`, `end_char`, `denies` (claim ids, by blanks), `confidence`, `how`,
        `extractor`, `recorded_at`, `origin` (id of the first of these claims that reports the same
        statement), `copied_from` (a source's id, if the article is a copy), `article_id`, `title`,
        `url`, `published`, `published_basis`, `published_note`, `source_id`, `source`, `licence`
        (in words), `redistributable`, `voice`, `voice_name`, `as_of`, `known_at` (as `Provenance`
        says), and a point. Texts are "" where nothing is known.
    """
    picture = provenance or Provenance()
    rights = rights_of(sources, picture.maps)
    origins = find_origins(claims)
    seen = view_of(picture)
    rows = [
        _row(claim, places(claim.place_id), articles[claim.article_id], rights)
        | {"origin": origins[claim.claim_id]}
        | seen
        for claim in claims
    ]
    located = [places(claim.place_id) for claim in claims]
    points = [Point(place.lon, place.lat) for place in located]
    table = pd.DataFrame(rows, columns=list(_COLUMN_TYPES)).astype(_COLUMN_TYPES)
    return geopandas.GeoDataFrame(table, geometry=points, crs=4326)


def _row(claim: Claim, place: Place, article: Article, rights: Rights) -> dict[str, object]:
    precision = claim.date_precision
    return {
        "claim_id": claim.claim_id,
        "place_id": claim.place_id,
        "place": place.name,
        "kind": place.kind.value,
        "country": place.country_code,
        "precision_km": place.precision_km,
        "claimant": claim.claimant,
        "speaker": claim.speaker,
        "relation": claim.relation.value,
        "actor": claim.actor or "",
        "polarity": claim.polarity.value,
        "extent": claim.extent.value,
        "hedged": claim.hedged,
        "current": claim.current,
        "event_date": iso_date(claim) or "",
        "date_precision": precision.value if precision else "",
        "quote": claim.quote,
        "start_char": claim.start_char,
        "end_char": claim.end_char,
        "denies": " ".join(claim.denies),
        "confidence": claim.confidence,
        "how": claim.how,
        "extractor": claim.extractor,
        "recorded_at": _iso(claim.recorded_at),
        "copied_from": claim.copied_from,
        "article_id": claim.article_id,
        "title": article.title,
        "url": article.url,
        "published": _iso(article.published_at),
        "published_basis": article.published_basis.value,
        "published_note": article.published_note,
        "source_id": claim.source_id,
        "source": rights.name(claim.source_id),
        "licence": rights.words([work_of(claim)]),
        "redistributable": work_of(claim) not in rights.closed,
    }


def _iso(moment: date | datetime | None) -> str:
    return "" if moment is None else moment.isoformat()
