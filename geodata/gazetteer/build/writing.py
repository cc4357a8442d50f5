"""Deterministic gzip files: the same input gives the same bytes."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import shapely
import zopfli.gzip
from shapely.geometry.base import BaseGeometry

Feature = tuple[Mapping[str, object], BaseGeometry]


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write text lines, gzipped without a time stamp."""
    _write(path, "\n".join(lines) + "\n")


def write_features(path: Path, features: Iterable[Feature], *, decimals: int) -> None:
    """Write a GeoJSON FeatureCollection, EPSG:4326, coordinates rounded."""
    packed = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": rounded(json.loads(shapely.to_geojson(geometry)), decimals),
        }
        for properties, geometry in features
        if not geometry.is_empty
    ]
    collection = {"type": "FeatureCollection", "features": packed}
    _write(path, json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n")


def rounded(value: object, decimals: int) -> object:
    """Round every number inside a parsed JSON value."""
    if isinstance(value, float):
        return round(value, decimals)
    if isinstance(value, list):
        return [rounded(item, decimals) for item in value]
    if isinstance(value, dict):
        return {key: rounded(item, decimals) for key, item in value.items()}
    return value


def _write(path: Path, text: str) -> None:
    path.write_bytes(zopfli.gzip.compress(text.encode()))  # a fourteenth smaller than gzip -9
