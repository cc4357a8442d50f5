"""GeoDataFrames to the map: the small constant folium base, data by URL, the filter message."""

from dashboard.drawing.frame import (
    ASSETS,
    MAP_KEY,
    Message,
    escape,
    serve,
    show_map,
    standing_map,
)
from dashboard.drawing.payloads import (
    Packed,
    base_payload,
    encode_lines,
    marks_payload,
    pack,
    publish,
    rows_of,
)

__all__ = [
    "ASSETS",
    "MAP_KEY",
    "Message",
    "Packed",
    "base_payload",
    "encode_lines",
    "escape",
    "marks_payload",
    "pack",
    "publish",
    "rows_of",
    "serve",
    "show_map",
    "standing_map",
]
