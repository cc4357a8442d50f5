"""7  Claims, Control -> GeoDataFrames, and out to GeoJSON, GeoPackage, KML and CSV."""

from geodata.layers.exports import ATTRIBUTION, DISCLAIMER, EXPORT_FORMATS, write_export
from geodata.layers.features import claim_features, iso_date
from geodata.layers.marks import area_marks, point_marks

__all__ = [
    "ATTRIBUTION",
    "DISCLAIMER",
    "EXPORT_FORMATS",
    "area_marks",
    "claim_features",
    "iso_date",
    "point_marks",
    "write_export",
]
