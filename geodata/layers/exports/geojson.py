"""GeoJSON by RFC 7946: longitude and latitude, no crs member, outer rings counter-clockwise."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely

from geodata.layers.exports.credits import ATTRIBUTION, DISCLAIMER
from geodata.layers.exports.layer import Layer

_DECIMALS = 7
"""Of a degree: a centimetre."""


def write_geojson(layers: Sequence[Layer], path: Path) -> None:
    """Write one layer; attribution and disclaimer are foreign members of the collection."""
    [layer] = layers
    frame = layer.features
    wound = shapely.orient_polygons(frame.geometry.to_numpy())
    rounded = shapely.transform(wound, lambda points: np.round(points, _DECIMALS))
    collection = {
        "type": "FeatureCollection",
        "name": layer.name,
        "attribution": ATTRIBUTION,
        "disclaimer": DISCLAIMER,
        "features": list(
            frame.set_geometry(rounded, crs=frame.crs).iterfeatures(na="null", drop_id=True)
        ),
    }
    path.write_text(json.dumps(collection, ensure_ascii=False, allow_nan=False), encoding="utf-8")
