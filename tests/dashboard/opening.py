"""Opens pages of the app on a store, as a link does, without a browser; reads what is on them."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

APP = str(Path(__file__).parents[2] / "dashboard" / "app.py")
HOSTILE = '{{7*7}} <img src=x onerror="x()"> ![x](http://canary.invalid) :smile: `tick` $x$'
HOME = "map"
Opened = Callable[..., AppTest]


def use_store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the app find its store and its cache in a folder, and nobody's name; gives the store."""
    store = folder / "claims.sqlite3"
    monkeypatch.setenv("CLAIMLINE_STORE", str(store))
    monkeypatch.setenv("CLAIMLINE_CACHE", str(folder / "cache"))
    monkeypatch.delenv("CLAIMLINE_ANALYST", raising=False)
    return store


def open_page(
    name: str, link: Mapping[str, str], session: Mapping[str, Any] | None = None
) -> AppTest:
    """Open a page with the parameters of a link, and with what a click before left behind."""
    page = AppTest.from_file(APP, default_timeout=120)
    if name != HOME:  # a page that is set so can't be left; switch_page knows files only
        page._page_hash = calc_hash(name)
    for key, value in link.items():
        page.query_params[key] = value
    for key, value in (session or {}).items():
        page.session_state[key] = value
    page.run()
    assert not page.exception
    return page


def opener(name: str) -> Opened:
    """Give what opens a page with the parameters of a link."""
    return lambda **link: open_page(name, link)


def told_to(page: AppTest, component: str) -> list[dict[str, Any]]:
    """What each component of a name is told on a page, with what it fetches as a file."""
    files = Path(os.environ["CLAIMLINE_CACHE"]) / "map"
    given = [
        json.loads(one.proto.json)
        for one in page.get("bidi_component")
        if one.proto.component_name.endswith(component)
    ]
    return [
        {**json.loads((files / data["file"]).read_text("utf-8")), **data}
        if "file" in data
        else data
        for data in given
    ]
