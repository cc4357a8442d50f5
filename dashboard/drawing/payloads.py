"""What the map fetches: ground and marks as compact JSON files named after their content."""

import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from shapely.geometry.base import BaseGeometry

from geodata.portrayal import BORDER_DASHES, border_dash, border_entries

_KEPT_FILES = 300
_FILE_NAME = re.compile(
    r"(?:base|borders|difference|features|fronts|marks|panel|spots|timeline)-[0-9a-f]{32}\.json"
)


def is_published_name(name: str) -> bool:
    """Tell whether a name is one that pack() gives."""
    return _FILE_NAME.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Packed:
    """A file to publish: its name is made of its content."""

    name: str
    content: bytes


def pack(kind: str, payload: Mapping[str, Any]) -> Packed:
    """Write a payload as compact JSON."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    content = text.encode("utf-8", "replace")
    return Packed(f"{kind}-{hashlib.sha256(content).hexdigest()[:32]}.json", content)


def pack_script(text: str) -> Packed:
    """Pack a script that a component loads, see assets/load.js."""
    content = text.encode("utf-8")
    return Packed(f"script-{hashlib.sha256(content).hexdigest()[:32]}.js", content)


def publish(packed: Packed, folder: Path) -> str:
    """Put a file where browsers can fetch it; the oldest beyond some hundreds go.

    Returns: its name, which the map turns into a URL.
    """
    path = folder / packed.name
    if path.exists():
        os.utime(path)  # in use, so not among the oldest
        return packed.name
    draft = path.with_suffix(f".{os.getpid()}.part")
    draft.write_bytes(packed.content)
    draft.replace(path)
    _tidy(folder)
    return packed.name


def _tidy(folder: Path) -> None:
    published = [path for path in folder.iterdir() if _FILE_NAME.fullmatch(path.name)]
    if len(published) > _KEPT_FILES:
        published.sort(key=lambda path: path.stat().st_mtime)
        for path in published[:-_KEPT_FILES]:
            path.unlink(missing_ok=True)


def encode_lines(geometries: "Sequence[BaseGeometry | None] | pd.Series[Any]") -> list[list[int]]:
    """Write lines and rings as thousandths of a degree, each but the first as a difference.

    About 70 m on the ground here: finer than the 1:10 million outlines themselves.
    """
    parts = shapely.get_parts(np.asarray(geometries, dtype=object))
    areas = shapely.get_dimensions(parts) == 2
    lines = np.concatenate([shapely.get_rings(parts[areas]), parts[~areas]], dtype=object)
    corners, owner = shapely.get_coordinates(lines, return_index=True)
    grid = np.rint(corners * 1000).astype(np.int64)
    begins = np.diff(owner, prepend=-1) > 0
    steps = np.diff(grid, axis=0, prepend=grid[:1])
    kept = begins | steps.any(axis=1)
    numbers = np.where(begins[:, None], grid, steps)[kept].ravel().tolist()
    ends = 2 * np.cumsum(np.bincount(owner[kept], minlength=len(lines)))
    spans = pairwise([0, *ends.tolist()])
    return [numbers[begin:end] for begin, end in spans if end - begin > 2]


def base_payload(
    layers: Mapping[str, GeoDataFrame], labels: Sequence[tuple[str, float, float, str, int]]
) -> dict[str, Any]:
    """Pack the ground that every worldview shares: `land`, `lakes`, `rivers` and `regions`.

    labels: text, longitude, latitude, kind (country | region | city), weight; weightiest first.
    """
    return {
        **{name: encode_lines(layers[name].geometry) for name in ("land", "lakes", "rivers")},
        "regions": encode_lines([_shared_lines(layers["regions"])]),
        "labels": [
            (text, round(lon * 1000), round(lat * 1000), kind, weight)
            for text, lon, lat, kind, weight in labels
        ],
    }


def borders_payload(lines: GeoDataFrame, view: str | None) -> dict[str, Any]:
    """Pack borders by how they are drawn, with their legend.

    lines: with columns `status` and `agreed`. view: whose view it is, None = that of the UN.
    """
    ways = zip(lines["status"], lines["agreed"], strict=True)
    dashes = np.array([border_dash(status, agreed=agreed) for status, agreed in ways], dtype=str)
    drawn = {dash: lines.geometry[dashes == dash] for dash in BORDER_DASHES}
    return {
        "lines": {dash: encode_lines(rows) for dash, rows in drawn.items()},
        "legend": border_entries([dash for dash, rows in drawn.items() if len(rows)], view),
        "view": view,
    }


def _shared_lines(areas: GeoDataFrame) -> BaseGeometry:
    """Outlines with each border between neighbours once, which halves what has to travel."""
    return shapely.line_merge(shapely.union_all(shapely.boundary(areas.geometry.to_numpy())))
