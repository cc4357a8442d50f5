"""The map's frame: the constant folium map, our canvas layer on it, and the filter message.

The only module that knows folium, branca and streamlit-folium, and the only place where (lon, lat)
becomes (lat, lon). folium compiles what it renders as a Jinja template and as HTML, so nothing from
articles, places or readers ever goes through it: data travels as JSON files that the browser
fetches from this server, and the message that selects one holds codes and numbers only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape as escape_html
from pathlib import Path
from typing import Any

import branca.element
import folium
import folium.elements
import streamlit
import streamlit.components.v1 as components
from folium.template import Template
from streamlit_folium import st_folium

from dashboard.drawing.payloads import Packed, is_published_name, pack_script
from geodata.errors import ClaimlineError
from geodata.selection import HOME_BOUNDS, Bounds, View, is_id

ASSETS = Path(__file__).parents[1] / "assets"
# Relative to streamlit-folium's own frame, so that it also holds under a base path.
_ASSETS_URL = "../dashboard.drawing.frame.assets/"
_DATA_URL = "../dashboard.drawing.frame.data/"
_SCRIPTS = (
    "leaflet/leaflet",
    "geometry", "palette", "symbols", "ground", "labels", "features", "marks", "spots", "fronts",
    "legend", "tip", "fit", "coordinates", "aim", "link", "play", "files", "map",
)  # fmt: skip
CREDIT = "Made with Natural Earth · GeoNames (CC BY 4.0)"
HOME: View = (34.5, 48.9, 5.75)
"""Where the map opens when nothing is drawn."""
MAP_KEY = "map"
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


branca.element.Template = _Literal  # type: ignore[assignment, attr-defined]
components.declare_component("assets", path=str(ASSETS))
folium.Map.default_js = []  # Leaflet travels in map_script()
folium.Map.default_css = [("leaflet", f"{_ASSETS_URL}leaflet/leaflet.css")]


def escape(text: str) -> str:
    """Make text inert in HTML, JavaScript template strings and Jinja alike: the second wall."""
    return escape_html(text.translate(_PLAIN)).translate(_CODED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Where the map is to go, once."""

    number: int
    """Serial; the map goes there when it sees a new one."""
    goal: View | Bounds | None = None
    """None = to all marks."""
    from_below: bool = False
    """True if it was asked for below the map, which then comes into sight."""

    def packed(self) -> dict[str, Any]:
        """Give it the shape that `settle` in assets/map.js reads."""
        goal = self.goal or ()
        return {
            "n": self.number,
            "at": goal[:2] if len(goal) == 3 else None,
            "zoom": goal[2] if len(goal) == 3 else None,
            "bounds": goal if len(goal) == 4 else None,
            "show": self.from_below,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """All that a filter, a pick or a switch sends into the standing map: codes and numbers."""

    data: str
    """Name of the published marks."""
    features: str | None = None
    """Name of the published features that the marks are of; None = there are none."""
    timeline: str | None = None
    """Name of the published timeline of these features; None = days are not played."""
    channel: str | None = None
    """Where the day bar of this page tells the map the day while it plays."""
    borders: str | None = None
    """Name of the published borders; None = those that are there stay."""
    spots: str | None = None
    """Name of the published spots; None = none."""
    fronts: str | None = None
    """Name of the published ground and front lines; None = none."""
    link: str | None = None
    """Maps of one page whose messages have the same link pan and zoom together; None = alone."""
    difference: str | None = None
    """Of linked maps, name of the published difference of two accounts; None = none."""
    legend: bool = True
    """Of linked maps, False: the page has a legend of its own."""
    picked: str | None = None
    view: View | None = None
    """Where a map that is just opening looks; an open one ignores it."""
    look: Look | None = None
    tiles: bool = False
    aim: bool = False
    """True while the next click on the map sets a point and picks nothing."""
    point: tuple[float, float, float] | None = None
    """(lon, lat, radius in km) of a point that is being set."""
    tells: bool = False
    """True: the map says once that it is painted."""

    def __post_init__(self) -> None:
        for name in (self.data, *self._files().values()):
            if name is not None and not is_published_name(name):
                raise ValueError(f"{name!r} is not the name of a published file")
        for code in (self.picked, self.link, self.channel):
            if code is not None and not is_id(code):
                raise ValueError(f"{code!r} is not an id")

    def packed(self) -> dict[str, Any]:
        """Give it the shape that `claimline.apply` in assets/map.js reads."""
        return {
            "data": self.data,
            **{
                kind: name
                for kind, name in self._files().items()
                if name or kind in {"borders", "spots", "fronts"}
            },
            "picked": self.picked,
            "view": self.view,
            "look": self.look and self.look.packed(),
            "tiles": self.tiles,
            "aim": self.aim,
            "point": self.point,
            "channel": self.channel,
            **({"tells": True} if self.tells else {}),
            **self._of_pairs(),
        }

    def _files(self) -> dict[str, str | None]:
        return {
            "features": self.features,
            "timeline": self.timeline,
            "borders": self.borders,
            "spots": self.spots,
            "fronts": self.fronts,
            "difference": self.difference,
        }

    def _of_pairs(self) -> dict[str, Any]:
        """Give what only maps side by side need; the message of a single one stays short."""
        if self.link is None:
            return {}
        return {"link": self.link, "legend": self.legend}


class _Canvas(folium.elements.JSCSSMixin):
    """Starts our canvas layer on the map; the same text on every run, so the frame stays."""

    default_css = [(name, f"{_ASSETS_URL}{name}.css") for name in ("map", "legend")]  # noqa: RUF012
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "claimline.start({{ this._parent.get_name() }}, {{ this.options|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, base: str, script: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "canvas"
        self.default_js = [("claimline", _DATA_URL + script)]
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


class _Filter(folium.FeatureGroup):
    """What streamlit-folium evaluates on each change: an empty layer and one call."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.layerGroup(); claimline.apply({{ this.message|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, message: Message) -> None:
        super().__init__(control=False)
        self.message = message.packed()


def map_script() -> Packed:
    """Pack Leaflet and our canvas layer as one: streamlit-folium loads script after script."""
    return pack_script("\n".join((ASSETS / f"{name}.js").read_text("utf-8") for name in _SCRIPTS))


def standing_map(base: str, script: str) -> folium.Map:
    """Build the map that every run shows: no data in it, so that its frame is never remounted.

    base, script: names of published files.
    """
    lon, lat, zoom = HOME
    standing = folium.Map(
        location=(lat, lon),
        zoom_start=round(zoom),  # the canvas layer sets the exact view
        tiles=None,
        zoom_snap=0.25,
        zoom_delta=0.75,
        wheel_px_per_zoom_level=90,
    )
    # folium drops its min_zoom and max_zoom arguments when there are no tiles.
    # assets/map.js follows the frame's size itself, and keeps the middle where it is.
    standing.options |= {"minZoom": 2, "maxZoom": 16, "trackResize": False}
    _Canvas(base, script).add_to(standing)
    return standing


def show_map(
    base: str,
    script: str,
    message: Message,
    *,
    key: str = MAP_KEY,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show the map; what the reader does on it arrives under the key in the session's state."""
    st_folium(
        standing_map(base, script),
        key=key,
        height=560,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=_Filter(message),
        on_change=on_change,
    )


def serve(folder: Path) -> None:
    """Let browsers fetch what is published in the folder.

    Raises: ClaimlineError: the folder can't be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClaimlineError(
            f"{folder}: can't be made ({error.strerror}); "
            "name a folder that can be written in CLAIMLINE_CACHE"
        ) from error
    components.declare_component("data", path=str(folder))
