"""GeoDataFrames to the map: the small constant folium base, data by URL, the filter message."""

from dashboard.drawing.frame import (
    ASSETS,
    MAP_KEY,
    Look,
    Message,
    escape,
    map_script,
    serve,
    show_map,
    standing_map,
)
from dashboard.drawing.fronts import (
    bare_marks_payload,
    bounds_of,
    difference_payload,
    fronts_payload,
)
from dashboard.drawing.marks import (
    Features,
    Turns,
    View,
    features_payload,
    marks_payload,
    order_features,
    timeline_payload,
)
from dashboard.drawing.payloads import (
    Packed,
    base_payload,
    borders_payload,
    encode_lines,
    pack,
    pack_script,
    publish,
)
from dashboard.drawing.spots import Spot, spots_payload

__all__ = [
    "ASSETS",
    "MAP_KEY",
    "Features",
    "Look",
    "Message",
    "Packed",
    "Spot",
    "Turns",
    "View",
    "bare_marks_payload",
    "base_payload",
    "borders_payload",
    "bounds_of",
    "difference_payload",
    "encode_lines",
    "escape",
    "features_payload",
    "fronts_payload",
    "map_script",
    "marks_payload",
    "order_features",
    "pack",
    "pack_script",
    "publish",
    "serve",
    "show_map",
    "spots_payload",
    "standing_map",
    "timeline_payload",
]
