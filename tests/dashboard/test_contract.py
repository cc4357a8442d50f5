"""What we lean on in other people's packages; a failure here means: read before upgrading."""

import hashlib
import json
import re
from importlib.metadata import version
from pathlib import Path

import branca.element
import folium
import pytest
import streamlit_folium
from streamlit import net_util
from streamlit.config import get_config_options
from streamlit.web.server import server_util

from dashboard.drawing import ASSETS
from dashboard.drawing.frame import map_script, standing_map
from geodata import portrayal
from geodata.layers import DISCLAIMER

BUILD = Path(streamlit_folium.__file__).parent / "frontend" / "build"
CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


@pytest.fixture(scope="module")
def bundle() -> str:
    [script] = (BUILD / "static" / "js").glob("main.*.js")
    return script.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        "eval(feature_group+",  # the filter message is evaluated on each change
        "window.map = map_div",  # the map's own name
        "window.Streamlit=",  # the way back for picks and views
        "window.feature_group.forEach(t=>{window.map.removeLayer(t)})",  # old messages go
        "window.map.setView(new_center,new_zoom)",  # only with center= or zoom=, never ours
    ],
)
def test_streamlit_folium_does_what_the_canvas_layer_leans_on(bundle: str, words: str) -> None:
    assert words in bundle


def test_a_message_does_not_change_the_key_of_the_map() -> None:
    plain = streamlit_folium.generate_js_hash("a map", "map")
    assert plain == streamlit_folium.generate_js_hash("a map", "map")
    assert plain != streamlit_folium.generate_js_hash("another map", "map")


def test_folium_asks_for_no_script_of_its_own_as_ours_begins_with_leaflet() -> None:
    assert folium.Map.default_js == []
    assert map_script().content.index(b"leafletjs.com") < map_script().content.index(b"claimline")


def test_branca_makes_its_second_pass_through_the_name_that_we_replace() -> None:
    assert branca.element.Element("{{7*7}}").render() == "{{7*7}}"


@pytest.mark.parametrize(
    ("package", "series"), [("streamlit-folium", "0.27."), ("folium", "0.20."), ("branca", "0.8.")]
)
def test_the_packages_are_of_the_series_that_this_was_measured_with(
    package: str, series: str
) -> None:
    assert version(package).startswith(series)


def test_vendored_files_are_the_published_ones() -> None:
    for name, about in json.loads((ASSETS / "manifest.json").read_text()).items():
        for file, digest in about["sha256"].items():
            content = (ASSETS / name / file).read_bytes()
            assert hashlib.sha256(content).hexdigest() == digest, f"{name}/{file} was changed"


def test_our_scripts_never_parse_text_as_html_or_code() -> None:
    for script in ASSETS.glob("*.js"):
        source = script.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(", source)
        assert "new Function" not in source


def test_every_option_in_the_config_is_one_that_streamlit_knows() -> None:
    known = set(get_config_options())
    section = ""
    for line in CONFIG.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"\[(.+)\]", line):
            section = found[1]
        elif found := re.match(r"(\w+) =", line):
            assert f"{section}.{found[1]}" in known


def test_a_foreign_origin_is_refused_without_asking_anybody_outside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, **_: asked.append(url))
    assert not server_util.is_url_from_allowed_origins("https://elsewhere.example")
    assert not server_util.is_url_from_allowed_origins("null")
    assert asked == []
    monkeypatch.setattr(net_util, "_external_ip", None)
    assert not server_util.is_url_from_allowed_origins("https://elsewhere.example")
    assert asked, "Streamlit asks nobody any more: dashboard/__init__.py can go"


def test_the_map_zooms_no_further_than_its_ground_is_drawn_for() -> None:
    standing = standing_map("base-0.json", "script-0.js").get_root().render()
    assert '"minZoom": 2' in standing
    assert '"maxZoom": 16' in standing


def test_the_map_and_the_exports_carry_the_same_disclaimer() -> None:
    assert portrayal.DISCLAIMER == DISCLAIMER
