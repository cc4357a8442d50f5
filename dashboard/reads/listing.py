"""The claims of a selection as a list: searched, sorted, as rows of a table, as a file."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.reads.desk import Desk, Key, articles, key_of, situation
from dashboard.reads.places import place_names
from geodata import pipeline, portrayal
from geodata.control import newest_first
from geodata.model import Claim, Decision, Review
from geodata.origins import find_origins
from geodata.reviewing import reviewed_claims
from geodata.selection import Selection

COLUMNS = (
    "place",
    "what",
    "says",
    "quote",
    "true_of",
    "published",
    "learned",
    "source",
    "told",
    "confidence",
    "tags",
    "review",
    "title",
    "extractor",
)
"""What can be said of a claim in a row, in the order of the table."""
FORMATS: Mapping[str, tuple[str, str]] = {
    "geojson": ("GeoJSON", "application/geo+json"),
    "gpkg": ("GeoPackage", "application/geopackage+sqlite3"),
    "csv": ("CSV", "text/csv"),
    "kml": ("KML", "application/vnd.google-earth.kml+xml"),
}
"""Name and media type of each format that a list can be written in."""
_DECIDED = {
    Decision.ACCEPT: "accepted",
    Decision.CORRECT: "corrected",
    Decision.REJECT: "rejected",
    Decision.MERGE: "merged",
    Decision.ADD: "added",
}
_DAWN = datetime.min.replace(tzinfo=UTC)


class Order(StrEnum):
    """Which claims come first."""

    NEWEST = "newest"
    """By the day that they are true of, else of publication."""
    PUBLISHED = "published"
    LEARNED = "learned"
    PLACE = "place"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """All that lists of one selection share."""

    claims: Sequence[Claim]
    """The newest first."""
    names: Mapping[str, str]
    """Of places, by id."""
    words: Sequence[str]
    """What a search looks into, for each of the claims."""
    tellings: Mapping[str, Sequence[Claim]]
    """The claims that report one statement, by the claim_id of each of them."""
    reviews: Mapping[str, Review]


def prepared(desk: Desk, selection: Selection) -> Prepared:
    """Gather a selection's claims. Shared between readers: look, don't touch."""
    return _prepared(desk, selection, key_of(desk, selection))


@st.cache_resource(show_spinner=False, max_entries=16)
def _prepared(_desk: Desk, _selection: Selection, key: Key) -> Prepared:
    claims = newest_first(situation(_desk, _selection).claims)
    names = place_names(_desk, {claim.place_id for claim in claims})
    grouped: dict[str, list[Claim]] = {}
    origins = find_origins(claims)
    for claim in claims:
        grouped.setdefault(origins[claim.claim_id], []).append(claim)
    return Prepared(
        claims=claims,
        names=names,
        words=[_words(_desk, claim, names[claim.place_id]) for claim in claims],
        tellings={claim_id: grouped[origin] for claim_id, origin in origins.items()},
        reviews=reviewed_claims(_desk.store, _selection.known_at),
    )


def _words(desk: Desk, claim: Claim, place: str) -> str:
    source = desk.sources.get(claim.source_id)
    said = portrayal.attribution(claim, source, desk.actors)
    return "\n".join((claim.quote, place, claim.speaker, said)).casefold()


def listed(desk: Desk, selection: Selection, text: str, order: Order) -> Sequence[Claim]:
    """The claims in whose quote, place, speaker or source all words of a text occur."""
    return _listed(
        desk, selection, " ".join(text.casefold().split()), order, key_of(desk, selection)
    )


@st.cache_resource(show_spinner=False, max_entries=32)
def _listed(
    _desk: Desk, _selection: Selection, text: str, order: Order, key: Key
) -> Sequence[Claim]:
    known = _prepared(_desk, _selection, key)
    asked = text.split()
    found = [
        claim
        for claim, words in zip(known.claims, known.words, strict=True)
        if all(one in words for one in asked)
    ]
    sort: dict[Order, Callable[[Claim], Any]] = {
        Order.PUBLISHED: lambda claim: -(claim.published_at or _DAWN).timestamp(),
        Order.LEARNED: lambda claim: -(claim.recorded_at or _DAWN).timestamp(),
        Order.PLACE: lambda claim: known.names[claim.place_id],
        Order.UNSURE: lambda claim: claim.confidence,
    }
    return found if order is Order.NEWEST else sorted(found, key=sort[order])


def rows(
    desk: Desk, known: Prepared, claims: Sequence[Claim], columns: Sequence[str]
) -> pd.DataFrame:
    """One row per claim, with some of COLUMNS as texts, days and numbers."""
    printed = articles(desk)
    make: dict[str, Callable[[Claim], Any]] = {
        "place": lambda claim: known.names[claim.place_id],
        "what": lambda claim: portrayal.topic(claim, desk.actors),
        "says": lambda claim: portrayal.attribution(
            claim, desk.sources.get(claim.source_id), desk.actors
        ),
        "tags": lambda claim: ", ".join(portrayal.tags(claim)),
        "true_of": lambda claim: portrayal.iso_of(claim.event_date, claim.date_precision),
        "published": lambda claim: claim.published_at.date() if claim.published_at else None,
        "learned": lambda claim: claim.recorded_at.date() if claim.recorded_at else None,
        "source": lambda claim: (
            desk.sources[claim.source_id].name
            if claim.source_id in desk.sources
            else claim.source_id
        ),
        "told": lambda claim: told_words(known.tellings[claim.claim_id]),
        "confidence": lambda claim: claim.confidence,
        "review": lambda claim: review_words(known.reviews.get(claim.claim_id)),
        "title": lambda claim: (
            printed[claim.article_id].title if claim.article_id in printed else ""
        ),
        "extractor": lambda claim: claim.extractor,
        "quote": lambda claim: claim.quote,
    }
    return pd.DataFrame(
        {column: [make[column](claim) for claim in claims] for column in columns},
        columns=list(columns),
    )


def told_words(tellings: Sequence[Claim]) -> str:
    """Say how many outlets print one statement, if it is more than one."""
    outlets = len({claim.source_id for claim in tellings})
    return f"{outlets} outlets" if outlets > 1 else "1"


def review_words(made: Review | None) -> str:
    """Say what an analyst decided about a claim, and who; empty if nobody did."""
    return f"{_DECIDED[made.decision]} by {made.analyst}" if made else ""


def export(desk: Desk, selection: Selection, claims: Sequence[Claim], file_format: str) -> bytes:
    """Write claims of a selection, in their order; closed sources stay out.

    Raises: ExportError.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"claims.{file_format}"
        pipeline.export_listed(desk.store, desk.knowledge, selection.query(), claims, path)
        return path.read_bytes()
