"""Cached reads through the pipeline: what there is, what a selection shows, what it rests on."""

from dashboard.reads.chosen import choices_made, written_name
from dashboard.reads.days import Span, claims_by_day, span
from dashboard.reads.desk import (
    Desk,
    Key,
    articles,
    boundaries,
    choices,
    closed_sources,
    closed_to_export,
    export_geojson,
    first_record,
    key_of,
    open_desk,
    situation,
)
from dashboard.reads.evidence import evidence
from dashboard.reads.fronts import (
    difference,
    ground_key,
    held_ground,
    place_on,
    series,
)
from dashboard.reads.ground import (
    area_words,
    base_labels,
    base_layers,
    borders,
    worldview_names,
)
from dashboard.reads.places import (
    Found,
    find,
    offered_places,
    place_names,
    placed_name,
    rank_by_name,
    told_apart,
)
from dashboard.reads.unresolved import OpenName, countries_of, names_card, namesakes, open_names
from dashboard.reads.whereabouts import (
    goal_of,
    goal_of_all,
    is_at_sea,
    km_to_countries,
    outline_of,
)
from geodata.frontline import Difference
from geodata.pipeline import Ground

__all__ = [
    "Desk",
    "Difference",
    "Found",
    "Ground",
    "Key",
    "OpenName",
    "Span",
    "area_words",
    "articles",
    "base_labels",
    "base_layers",
    "borders",
    "boundaries",
    "choices",
    "choices_made",
    "claims_by_day",
    "closed_sources",
    "closed_to_export",
    "countries_of",
    "difference",
    "evidence",
    "export_geojson",
    "find",
    "first_record",
    "goal_of",
    "goal_of_all",
    "ground_key",
    "held_ground",
    "is_at_sea",
    "key_of",
    "km_to_countries",
    "names_card",
    "namesakes",
    "offered_places",
    "open_desk",
    "open_names",
    "outline_of",
    "place_names",
    "place_on",
    "placed_name",
    "rank_by_name",
    "series",
    "situation",
    "span",
    "told_apart",
    "worldview_names",
    "written_name",
]
