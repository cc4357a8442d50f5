"""GeoDataFrames to the map: the small constant folium base, data by URL, the filter message."""

from dashboard.drawing.frame import (
    ASSETS,
    MAP_KEY,
    Look,
    Message,
    escape,
    serve,
    show_map,
    standing_map,
)
from dashboard.drawing.payloads import (
    Packed,
    base_payload,
    borders_payload,
    encode_lines,
    mark_rows,
    marks_payload,
    pack,
    publish,
)
from dashboard.drawing.spots import Spot, spots_payload

__all__ = [
    "ASSETS",
    "MAP_KEY",
    "Look",
    "Message",
    "Packed",
    "Spot",
    "base_payload",
    "borders_payload",
    "encode_lines",
    "escape",
    "mark_rows",
    "marks_payload",
    "pack",
    "publish",
    "serve",
    "show_map",
    "spots_payload",
    "standing_map",
]
