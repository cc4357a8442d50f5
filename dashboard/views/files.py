"""The files that maps fetch, made once and published: base, borders, ground and lines."""

import re
from typing import Any

import streamlit as st

from dashboard import drawing, reads
from geodata import portrayal
from geodata.selection import Selection
from geodata.settings import Worldview

_PAGE = re.sub(r"/\*.*?\*/", "", (drawing.ASSETS / "page.css").read_text(encoding="utf-8"))
PAGE_CSS = f"<style>{' '.join(_PAGE.split())}</style>"
"""For every page."""

# Constant, and ours: a map's height follows the window, which no parameter of a component can.
_FRAME_CSS = """<style>
iframe[title="streamlit_folium.st_folium"] {{ height: max({wide}) !important; }}
@media (max-width: 640px) {{
  iframe[title="streamlit_folium.st_folium"] {{ height: max({narrow}) !important; }}
}}
</style>"""
FRAME_CSS = " ".join(_FRAME_CSS.split()).format(wide="420px, 100vh - 250px", narrow="400px, 62vh")
"""For a map that is alone on its page."""
PAIR_CSS = " ".join(_FRAME_CSS.split()).format(wide="340px, 56vh", narrow="260px, 40vh")
"""For maps side by side, on a narrow page one above the other."""

_SCRIPT = drawing.map_script()
Legend = list[dict[str, Any]]


def publish(desk: reads.Desk, packed: drawing.Packed) -> str:
    """Put a file where browsers fetch it; gives its name."""
    return drawing.publish(packed, desk.settings.cache_folder / "map")


def base(desk: reads.Desk) -> str:
    """Publish the ground of the map, the same on every page."""
    return publish(desk, _packed_base(desk))


@st.cache_resource(show_spinner="Drawing the base map …", max_entries=1)
def _packed_base(_desk: reads.Desk) -> drawing.Packed:
    return drawing.pack(
        "base", drawing.base_payload(reads.base_layers(_desk), reads.base_labels(_desk))
    )


def script(desk: reads.Desk) -> str:
    """Publish what draws the map."""
    return publish(desk, _SCRIPT)


def borders(desk: reads.Desk, worldview: Worldview | None) -> str:
    """Publish the borders of a worldview; None = the installation's own."""
    return publish(desk, _packed_borders(desk, worldview or desk.settings.worldview))


@st.cache_resource(show_spinner=False, max_entries=len(Worldview))
def _packed_borders(_desk: reads.Desk, worldview: Worldview) -> drawing.Packed:
    view = None if worldview is Worldview.UN else reads.worldview_names(_desk)[worldview]
    return drawing.pack("borders", drawing.borders_payload(reads.borders(_desk, worldview), view))


def fronts(desk: reads.Desk, account: Selection) -> str | None:
    """Publish the ground and the front lines of an account; None if it speaks of no ground."""
    packed = _fronts_of(desk, account)[0]
    return publish(desk, packed) if packed else None


def fronts_legend(desk: reads.Desk, account: Selection) -> Legend:
    """List what is drawn of an account's ground and lines."""
    return _fronts_of(desk, account)[1]


def _fronts_of(desk: reads.Desk, account: Selection) -> tuple[drawing.Packed | None, Legend]:
    key = reads.ground_key(desk, account.ground_query(), account.worldview)
    return _packed_fronts(desk, account, (*key, account.voice, account.outlet))


@st.cache_resource(show_spinner=False, max_entries=48)
def _packed_fronts(
    _desk: reads.Desk, _account: Selection, key: tuple[object, ...]
) -> tuple[drawing.Packed | None, Legend]:
    shown = reads.held_ground(_desk, _account.ground_query(), _account.worldview)
    if shown is None:
        return None, []
    said_by = portrayal.account_name(_account.voice, _account.outlet, _desk.actors, _desk.sources)
    payload = drawing.fronts_payload(shown.areas, shown.lines, _desk.actors, said_by)
    return drawing.pack("fronts", payload), payload["legend"]
