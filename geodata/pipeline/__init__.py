"""Joins the steps: ingest() = 1-2-3-4, situation() = 4-5-7, ground() = 4-5-6."""

from geodata.frontline import Difference
from geodata.pipeline.exporting import (
    export_claims,
    export_layers,
    export_listed,
    features_of,
)
from geodata.pipeline.grounds import (
    Ground,
    articles_about,
    compare,
    days_of,
    ground,
    ground_at,
    place_at,
    series,
    words_about,
)
from geodata.pipeline.histories import admissions, disputes
from geodata.pipeline.ingesting import IngestReport, ingest, ingest_seeds
from geodata.pipeline.ledgers import Ledger, ledger_of
from geodata.pipeline.looks import Looks, Timeline, drawn_areas, looks_of, timeline_of
from geodata.pipeline.previewing import (
    Addition,
    Preview,
    Retelling,
    add,
    listed_source,
    preview,
)
from geodata.pipeline.situations import Situation, situation
from geodata.pipeline.tables import HISTORIES, write_history
from geodata.reading import Knowledge, load_knowledge, read

__all__ = [
    "HISTORIES",
    "Addition",
    "Difference",
    "Ground",
    "IngestReport",
    "Knowledge",
    "Ledger",
    "Looks",
    "Preview",
    "Retelling",
    "Situation",
    "Timeline",
    "add",
    "admissions",
    "articles_about",
    "compare",
    "days_of",
    "disputes",
    "drawn_areas",
    "export_claims",
    "export_layers",
    "export_listed",
    "features_of",
    "ground",
    "ground_at",
    "ingest",
    "ingest_seeds",
    "ledger_of",
    "listed_source",
    "load_knowledge",
    "looks_of",
    "place_at",
    "preview",
    "read",
    "series",
    "situation",
    "timeline_of",
    "words_about",
    "write_history",
]
