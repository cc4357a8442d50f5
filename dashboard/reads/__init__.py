"""Cached reads through the pipeline: what there is, what a selection shows, what it rests on."""

from dashboard.reads.desk import (
    Desk,
    Key,
    articles,
    choices,
    closed_sources,
    export_geojson,
    find_places,
    key_of,
    open_desk,
    situation,
    unresolved,
)
from dashboard.reads.evidence import evidence
from dashboard.reads.ground import base_labels, base_layers

__all__ = [
    "Desk",
    "Key",
    "articles",
    "base_labels",
    "base_layers",
    "choices",
    "closed_sources",
    "evidence",
    "export_geojson",
    "find_places",
    "key_of",
    "open_desk",
    "situation",
    "unresolved",
]
