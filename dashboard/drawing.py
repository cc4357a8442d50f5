"""GeoDataFrames to the map: the small constant folium base, data by URL, the filter message.

The only module that knows folium, branca and streamlit-folium, and the only place where (lon, lat)
becomes (lat, lon). folium compiles what it renders as a Jinja template and as HTML, so nothing from
articles, places or readers ever goes through it: data travels as JSON files that the browser
fetches from this server, and the message that selects one holds codes and numbers only.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape as escape_html
from pathlib import Path
from typing import Any

import branca.element
import folium
import folium.elements
import numpy as np
import pandas as pd
import shapely
import streamlit
import streamlit.components.v1 as components
from folium.template import Template
from geopandas import GeoDataFrame
from shapely.geometry.base import BaseGeometry
from streamlit_folium import st_folium

from dashboard.selection import View, is_id
from dashboard.theme import legend_entries, style_of, word_of
from geodata.model import Actor

ASSETS = Path(__file__).parent / "assets"
# Relative to streamlit-folium's own frame, so that it also holds under a base path.
_ASSETS_URL = "../dashboard.drawing.assets/"
_DATA_URL = "../dashboard.drawing.data/"
_SCRIPTS = ("geometry", "symbols", "ground", "labels", "marks", "map")

CREDIT = "Made with Natural Earth · GeoNames (CC BY 4.0)"
HOME: View = (34.5, 48.9, 5.75)
"""Where the map opens when nothing is drawn."""
HOME_BOUNDS = (22.0, 44.0, 41.0, 53.5)

MAP_KEY = "map"
_KEPT_FILES = 300
_FILE_NAME = re.compile(r"(?:base|marks)-[0-9a-f]{32}\.json")
_PLAIN = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233, *range(55296, 57344)), " ")
_CODED = {ord(c): f"&#{ord(c)};" for c in "{}`$\\"}


class _Literal:
    """Stands for the template that branca makes of already rendered text: gives it back as it is.

    branca renders each element and compiles the result a second time; text with braces in it would
    run on the server. The second pass is also most of the cost (measured 4x).
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def render(self, **_: object) -> str:
        return self.text


branca.element.Template = _Literal
components.declare_component("assets", path=str(ASSETS))
folium.Map.default_js = [("leaflet", f"{_ASSETS_URL}leaflet/leaflet.js")]
folium.Map.default_css = [("leaflet", f"{_ASSETS_URL}leaflet/leaflet.css")]


def escape(text: str) -> str:
    """Make text inert in HTML, JavaScript template strings and Jinja alike: the second wall."""
    return escape_html(text.translate(_PLAIN)).translate(_CODED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """All that a filter, a pick or a switch sends into the standing map: codes and numbers."""

    data: str
    """Name of the published marks."""
    picked: str | None = None
    view: View | None = None
    """Where a map that is just opening looks; an open one ignores it."""
    look: tuple[int, View | None] | None = None
    """(serial number, where to go; None = to all marks): done once per number."""
    tiles: bool = False

    def __post_init__(self) -> None:
        if not _FILE_NAME.fullmatch(self.data):
            raise ValueError(f"{self.data!r} is not the name of a published file")
        if self.picked is not None and not is_id(self.picked):
            raise ValueError(f"{self.picked!r} is not an id")

    def packed(self) -> dict[str, Any]:
        """Give it the shape that `claimline.apply` in assets/map.js reads."""
        look = None
        if self.look:
            number, goal = self.look
            look = {"n": number, "at": goal and goal[:2], "zoom": goal and goal[2]}
        return {
            "data": self.data,
            "picked": self.picked,
            "view": self.view,
            "look": look,
            "tiles": self.tiles,
        }


class _Canvas(folium.elements.JSCSSMixin):  # type: ignore[misc]
    """Starts our canvas layer on the map; the same text on every run, so the frame stays."""

    default_js = [(name, f"{_ASSETS_URL}{name}.js") for name in _SCRIPTS]  # noqa: RUF012
    default_css = [("claimline", f"{_ASSETS_URL}map.css")]  # noqa: RUF012
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "claimline.start({{ this._parent.get_name() }}, {{ this.options|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, base: str) -> None:
        super().__init__()
        self._name = "canvas"
        self.options = {
            "base": _DATA_URL + base,
            "data": _DATA_URL,
            "home": HOME,
            "bounds": HOME_BOUNDS,
            "credit": escape(CREDIT),
            "font": _font_url(),
        }


def _font_url() -> str:
    """Where Streamlit serves the page's font, so that the map's labels match; "" if it moved."""
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    fonts = sorted(media.glob("SourceSansVF-Upright*.woff2"))
    return f"../../static/media/{fonts[0].name}" if fonts else ""


class _Filter(folium.FeatureGroup):  # type: ignore[misc]
    """What streamlit-folium evaluates on each change: an empty layer and one call."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.layerGroup(); claimline.apply({{ this.message|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, message: Message) -> None:
        super().__init__(control=False)
        self.message = message.packed()


def show_map(base: str, message: Message, *, on_change: Callable[[], None] | None = None) -> None:
    """Show the map; what the reader does on it arrives under MAP_KEY in the session's state."""
    lon, lat, zoom = HOME
    standing = folium.Map(
        location=(lat, lon),
        zoom_start=zoom,
        tiles=None,
        min_zoom=3,
        max_zoom=16,
        zoom_snap=0.25,
        zoom_delta=0.75,
        wheel_px_per_zoom_level=90,
    )
    _Canvas(base).add_to(standing)
    st_folium(
        standing,
        key=MAP_KEY,
        height=560,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=_Filter(message),
        on_change=on_change,
    )


def serve(folder: Path) -> None:
    """Let browsers fetch what is published in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    components.declare_component("data", path=str(folder))


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


def encode_lines(geometries: "np.typing.ArrayLike | pd.Series[Any]") -> list[list[int]]:
    """Write lines and rings as thousandths of a degree, each but the first as a difference.

    About 70 m on the ground here: finer than the 1:10 million outlines themselves.
    """
    parts = shapely.get_parts(np.asarray(geometries, dtype=object))
    areas = shapely.get_dimensions(parts) == 2
    lines = np.concatenate([shapely.get_rings(parts[areas]), parts[~areas]], dtype=object)
    corners, owner = shapely.get_coordinates(lines, return_index=True)
    grid = np.rint(corners * 1000).astype(np.int64)
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    return [packed for line in np.split(grid, starts[1:]) if (packed := _differences(line))]


def _differences(line: "np.typing.NDArray[np.int64]") -> list[int]:
    steps = np.diff(line, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    if not len(steps):
        return []
    packed: list[int] = np.concatenate([line[:1], steps]).ravel().tolist()
    return packed


def base_payload(
    layers: Mapping[str, GeoDataFrame], labels: Sequence[tuple[str, float, float, str, int]]
) -> dict[str, Any]:
    """Pack the ground: `land`, `lakes`, `rivers`, `regions` and `borders` (column `status`).

    labels: text, longitude, latitude, kind (country | region | city), weight; weightiest first.
    """
    borders = layers["borders"]
    return {
        **{name: encode_lines(layers[name].geometry) for name in ("land", "lakes", "rivers")},
        "regions": encode_lines([_shared_lines(layers["regions"])]),
        "borders": {
            str(status): encode_lines(rows.geometry) for status, rows in borders.groupby("status")
        },
        "labels": [
            (text, round(lon * 1000), round(lat * 1000), kind, weight)
            for text, lon, lat, kind, weight in labels
        ],
    }


def _shared_lines(areas: GeoDataFrame) -> BaseGeometry:
    """Outlines with each border between neighbours once, which halves what has to travel."""
    return shapely.line_merge(shapely.union_all(shapely.boundary(areas.geometry.to_numpy())))


def marks_payload(
    areas: GeoDataFrame,
    points: GeoDataFrame,
    actors: Mapping[str, Actor],
    *,
    disputed_border: bool = False,
) -> dict[str, Any]:
    """Pack the marks of `geodata.layers` with their styles, words and legend."""
    area_rows, point_rows = _records(areas), _records(points)
    drawn = [(row, style_of(row, actors)) for row in (*area_rows, *point_rows)]
    styles = list(dict.fromkeys(style for _, style in drawn))
    number = {style: i for i, style in enumerate(styles)}
    split = len(area_rows)
    anchors = _anchors(areas)
    return {
        "styles": [asdict(style) for style in styles],
        "areas": [
            {
                "id": row["place_id"],
                "name": row["name"],
                "word": word_of(row, actors),
                "note": _note(row),
                "style": number[style],
                "count": int(row["claim_count"]),
                "at": at,
                "rings": encode_lines([shape]),
            }
            for (row, style), at, shape in zip(drawn[:split], anchors, areas.geometry, strict=True)
        ],
        "points": [
            [row["place_id"], row["name"], word_of(row, actors), _note(row), number[style], *at]
            for (row, style), at in zip(drawn[split:], _positions(points), strict=True)
        ],
        "legend": legend_entries(drawn, actors, disputed_border=disputed_border),
        "bounds": _bounds(areas, points),
    }


def _records(frame: GeoDataFrame) -> list[dict[str, Any]]:
    """Rows as plain values, None where nothing is known."""
    table = pd.DataFrame(frame.drop(columns="geometry")).astype(object)
    rows: list[dict[str, Any]] = table.where(table.notna(), None).to_dict("records")  # type: ignore[assignment]
    return rows


def _note(row: Mapping[str, Any]) -> list[str]:
    count = int(row["claim_count"])
    return [str(row["reason"]), "1 claim" if count == 1 else f"{count} claims"]


def _anchors(areas: GeoDataFrame) -> list[list[float]]:
    """Where an area's label stands: the middle of the largest circle that fits inside."""
    if areas.empty:
        return []
    outlines = shapely.simplify(areas.geometry.to_numpy(), 0.02)
    spokes = shapely.maximum_inscribed_circle(outlines, tolerance=0.05)
    middles = shapely.get_coordinates(shapely.get_point(spokes, 0))
    anchors: list[list[float]] = np.round(middles, 3).tolist()
    return anchors


def _positions(points: GeoDataFrame) -> list[tuple[float, float, float]]:
    lon, lat = points.geometry.x.round(5), points.geometry.y.round(5)
    return list(zip(lon.tolist(), lat.tolist(), points["precision_km"].tolist(), strict=True))


def _bounds(areas: GeoDataFrame, points: GeoDataFrame) -> list[float] | None:
    """West, south, east, north of what catches the eye; a whole country named in part does not."""
    filled = areas[areas["extent"] != "partial"]
    shown = [frame for frame in (filled, points) if len(frame)] or [f for f in (areas,) if len(f)]
    if not shown:
        return None
    boxes = np.array([frame.total_bounds for frame in shown])
    box = (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))
    return [round(float(edge), 3) for edge in box]
