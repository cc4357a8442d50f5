"""7  Claims, Control -> GeoDataFrames, and out to GeoJSON, GeoPackage, KML and CSV."""

from geodata.layers.derived import (
    area_features,
    difference_features,
    line_features,
    place_features,
)
from geodata.layers.exports import (
    ATTRIBUTION,
    DISCLAIMER,
    EXPORT_FORMATS,
    LAYERS,
    ExportRequest,
    write_layers,
    write_table,
)
from geodata.layers.features import claim_features
from geodata.layers.marks import AREA_KINDS, area_marks, point_marks
from geodata.layers.provenance import MOST_QUOTES, QUOTE_SEPARATOR, Provenance
from geodata.layers.rights import Rights, Work, map_of, restricted_sources, rights_of, work_of
from geodata.layers.rows import bounds_of, rows_of
from geodata.layers.symbols import Hues
from geodata.model import iso_date

__all__ = [
    "AREA_KINDS",
    "ATTRIBUTION",
    "DISCLAIMER",
    "EXPORT_FORMATS",
    "LAYERS",
    "MOST_QUOTES",
    "QUOTE_SEPARATOR",
    "ExportRequest",
    "Hues",
    "Provenance",
    "Rights",
    "Work",
    "area_features",
    "area_marks",
    "bounds_of",
    "claim_features",
    "difference_features",
    "iso_date",
    "line_features",
    "map_of",
    "place_features",
    "point_marks",
    "restricted_sources",
    "rights_of",
    "rows_of",
    "work_of",
    "write_layers",
    "write_table",
]
