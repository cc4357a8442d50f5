"""Cached reads through the pipeline: what there is, what a selection shows, what it rests on."""

from dashboard.reads.desk import (
    Desk,
    Key,
    articles,
    boundaries,
    choices,
    closed_sources,
    export_geojson,
    key_of,
    open_desk,
    situation,
)
from dashboard.reads.evidence import evidence
from dashboard.reads.ground import (
    area_words,
    base_labels,
    base_layers,
    borders,
    worldview_names,
)
from dashboard.reads.places import Found, find, told_apart
from dashboard.reads.unresolved import OpenName, choices_made, names_card, open_names

__all__ = [
    "Desk",
    "Found",
    "Key",
    "OpenName",
    "area_words",
    "articles",
    "base_labels",
    "base_layers",
    "borders",
    "boundaries",
    "choices",
    "choices_made",
    "closed_sources",
    "evidence",
    "export_geojson",
    "find",
    "key_of",
    "names_card",
    "open_desk",
    "open_names",
    "situation",
    "told_apart",
    "worldview_names",
]
