"""Areas of a DeepState-format GeoJSON, told by name or colour, and the settlements inside."""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import ShapelyError
from shapely.geometry import shape

from geodata.errors import MapError
from geodata.published.change_points import Table
from geodata.published.files import MapFile
from geodata.published.finding import Tally
from geodata.published.mappers import Area

_STYLE_COLOUR = re.compile(r"#?poly-([0-9A-Fa-f]{6})\b")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_LON_LAT_CRS = re.compile(r"(?:CRS84|EPSG::?4326|OGC:1\.3:CRS84)$", re.IGNORECASE)
_AREAL = frozenset({"Polygon", "MultiPolygon"})
_ODD_COLOUR = "areas of a name and colour that seeds/mappers.toml doesn't know"
_ODD_SHAPE = "areas whose outline can't be read"
_MARKS = "points and lines (units, arrows, airfields): they say nothing of who holds a place"


class Settled:
    """The settlements that areas are laid over."""

    def __init__(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> None:
        points: Any = shapely.points(lon, lat)
        self._tree = shapely.STRtree(points)

    def __len__(self) -> int:
        return len(self._tree)

    def inside(self, outlines: Sequence[Any]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Pairs of the number of an outline and of a settlement in it or on its edge."""
        shapes = np.array(outlines, object)
        shapely.prepare(shapes)
        found: NDArray[np.intp] = self._tree.query(shapes, predicate="intersects")
        return found[0], found[1]


def read_collection(file: MapFile, content: bytes) -> dict[str, Any]:
    """Read a FeatureCollection, also one wrapped as `{id, datetime, map}`.

    Returns: the collection; what stands beside a wrapped one is among its keys.
    Raises: MapError: no GeoJSON, or not in degrees.
    """
    try:
        read = json.loads(content.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise MapError(file.origin, f"is no valid JSON ({error})") from error
    if isinstance(read, dict) and isinstance(read.get("map"), dict):
        read = {**{name: read[name] for name in read if name != "map"}, **read["map"]}
    if not isinstance(read, dict) or not isinstance(read.get("features"), list):
        raise MapError(file.origin, "is no GeoJSON FeatureCollection: it has no list of features")
    crs = read.get("crs")
    told = crs.get("properties") if isinstance(crs, dict) else None
    name = str(told.get("name", "")) if isinstance(told, dict) else ""
    if name and not _LON_LAT_CRS.search(name):
        raise MapError(file.origin, f"is in {name[:40]!r}; convert it to degrees, EPSG:4326")
    return read


def codes_inside(
    file: MapFile,
    features: Sequence[Any],
    areas: Sequence[Area],
    settled: Settled,
    tally: Tally,
) -> Table:
    """Per settlement 1 + the number of the kind of area that it lies in; 0 = in none.

    Where areas of several kinds cover it the first of `areas` counts. What says nothing, or can't
    be read, is counted in `tally`.
    Raises: MapError: not one area says who holds it, so this is no day on which all was given up;
        or they lie off the Earth.
    """
    kinds, outlines = [], []
    for feature in features:
        kind = _kind_of(file, feature, areas, tally)
        outline = None if kind is None else _outline(file, feature, tally)
        if kind is not None and outline is not None:
            kinds.append(kind)
            outlines.append(outline)
    codes = np.zeros(len(settled), np.uint8)
    if not outlines:
        raise MapError(
            file.origin,
            "shows no area of a name or colour that seeds/mappers.toml knows; its day counts as "
            "missing",
        )
    west, south, east, north = shapely.total_bounds(np.array(outlines, object))
    if west < -181 or east > 181 or south < -91 or north > 91:
        raise MapError(
            file.origin, f"has coordinates that are no degrees ({west:.0f}, {south:.0f} …)"
        )
    outline, settlement = settled.inside(outlines)
    kind_of = np.array(kinds, np.uint8)[outline]
    last_first = np.argsort(-kind_of.astype(np.int16), kind="stable")
    codes[settlement[last_first]] = kind_of[last_first] + 1
    return codes


def _kind_of(file: MapFile, feature: Any, areas: Sequence[Area], tally: Tally) -> int | None:
    """The number of the kind of area that a feature is; None if it is none."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict) or geometry.get("type") not in _AREAL:
        tally.add(_MARKS, "")
        return None
    given = feature.get("properties")
    properties = given if isinstance(given, dict) else {}
    name = " ".join(str(properties.get("name") or "").split())
    words, fill = name.casefold(), _fill_of(properties)
    named = (n for n, area in enumerate(areas) if any(known in words for known in area.names))
    coloured = (n for n, area in enumerate(areas) if fill in area.fills)
    plain = (n for n, area in enumerate(areas) if area.plain and not name and not fill)
    kind = next(chain(named, coloured, plain), None)
    if kind is None:
        tally.add(_ODD_COLOUR, f"{file.name}: {' '.join(filter(None, [name[:60], fill]))}")
    return kind


def _fill_of(properties: Mapping[str, Any]) -> str:
    """The colour #rrggbb in lower case; empty if there is none."""
    fill = str(properties.get("fill") or "").strip().casefold()
    if _COLOUR.fullmatch(fill[:7]):
        return fill[:7]
    style = _STYLE_COLOUR.match(str(properties.get("styleUrl") or ""))
    return f"#{style[1].casefold()}" if style else fill[:20]


def _outline(file: MapFile, feature: Mapping[str, Any], tally: Tally) -> Any:
    try:
        outline = shapely.force_2d(shape(feature["geometry"]))
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        outline = None
    if outline is None or outline.is_empty or not np.isfinite(outline.bounds).all():
        tally.add(_ODD_SHAPE, file.name)
        return None
    return outline if outline.is_valid else shapely.make_valid(outline)
