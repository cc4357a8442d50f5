"""The app in a real Chromium, with every request to another machine blocked and recorded."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Frame,
    Locator,
    Page,
    expect,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as BrowserError

from tests.dashboard.front import make_front_store
from tests.dashboard.ledger import make_store

ROOT = Path(__file__).parents[2]
# What Chromium asks of its maker by itself is not the page's doing.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Other machines are behind a proxy that isn't there; this one is asked without a proxy. Asking
    # a route of Playwright's for each request would switch the browser's cache off.
    "--proxy-server=http://127.0.0.1:9",
]
LOCAL = {"127.0.0.1", "localhost"}
# A machine that tests and builds at once is no measure of speed.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
FIRST_PATIENCE = 3 * PATIENCE  # a server's first page loads all that it will ever need
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        reason = "no Chromium found; install it or name it in the environment variable CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


def serve(store: Path, folder: Path) -> Iterator[str]:
    """Run the app as a reader would, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py"]
    options = ["--server.port", str(port), "--server.headless", "true"]
    places = {
        "CLAIMLINE_STORE": str(store),
        "CLAIMLINE_CACHE": str(folder / "cache"),
        "CLAIMLINE_ANALYST": "",
    }
    url = f"http://localhost:{port}"
    with (
        (folder / "server.log").open("w") as log,
        subprocess.Popen(
            [*command, *options], cwd=ROOT, env={**os.environ, **places}, stdout=log, stderr=log
        ) as process,
    ):
        try:
            wait_for(f"{url}/_stcore/health")
            yield url
        finally:
            process.terminate()


def wait_for(url: str) -> None:
    for _ in range(480):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"{url} does not answer")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("ledger")
    make_store(folder / "claims.sqlite3").close()
    yield from serve(folder / "claims.sqlite3", folder)


@pytest.fixture(scope="session")
def front_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on the ledger of a small front."""
    folder = tmp_path_factory.mktemp("front")
    make_front_store(folder / "claims.sqlite3").close()
    yield from serve(folder / "claims.sqlite3", folder)


WITH_MAP = ("", "map", "compare")
"""Pages that have a map to wait for."""
WITH_EVIDENCE = ("", "map")
ORANGE, BLUE = [213, 94, 0], [0, 114, 178]
# How many of an ImageData's pixels are near a hue.
COUNT_NEAR = """const countNear = (data, hue) => {
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    const away = Math.hypot(data[i] - hue[0], data[i + 1] - hue[1], data[i + 2] - hue[2]);
    if (data[i + 3] > 90 && away < 60) count++;
  }
  return count;
};"""


class Reader:
    """A reader at the page: what is drawn, what was asked of the network, where to click."""

    def __init__(self, page: Page, asked: list[str], errors: list[str]) -> None:
        self.page = page
        self.asked = asked
        self.errors = errors

    @property
    def outside(self) -> list[str]:
        """Requests to other machines."""
        return [url for url in self.asked if urlsplit(url).hostname not in {*LOCAL, None}]

    def frame(self, number: int = 0) -> Frame:
        maps = self.page.locator('iframe[title="streamlit_folium.st_folium"]')
        handle = maps.nth(number).element_handle(timeout=FIRST_PATIENCE)
        assert handle
        frame = handle.content_frame()
        assert frame
        # A wait that begins on the frame's first, blank document can be lost when it navigates.
        frame.wait_for_url("**/component/streamlit_folium**", timeout=PATIENCE)
        frame.wait_for_function(
            "window.claimline && claimline.drawn && window.map && claimline.drawn().ready",
            polling=100,
            timeout=PATIENCE,
        )
        return frame

    def settled(self) -> None:
        """Wait until the script has run and nothing stale is left."""
        done = '[data-testid="stApp"][data-test-script-state="notRunning"]'
        expect(self.page.locator(done)).to_be_attached(timeout=PATIENCE)
        expect(self.page.locator('[data-stale="true"]')).to_have_count(0)

    def drawn(self, number: int = 0) -> dict[str, Any]:
        drawn: dict[str, Any] = self.frame(number).evaluate("claimline.drawn()")
        return drawn

    def mark(self, place_id: str) -> dict[str, Any]:
        drawn = self.drawn()
        found = [m for m in (*drawn["areas"], *drawn["points"]) if m["id"] == place_id]
        assert found, f"{place_id} is not drawn"
        mark: dict[str, Any] = found[0]
        return mark

    def wait_until(self, condition: str, argument: object = None, number: int = 0) -> None:
        """Wait for something of `d`, what the map has drawn, and `x`, the argument."""
        self.frame(number).wait_for_function(
            f"x => {{ const d = claimline.drawn(); return d.ready && ({condition}); }}",
            arg=argument,
            timeout=PATIENCE,
        )

    def click_mark(self, place_id: str) -> None:
        x, y = self.mark(place_id)["spot"]
        self.frame().locator("#map_div").click(position={"x": x, "y": y})

    def click_row(self, x: float) -> None:
        """Click the table's second row (Crimea, by name), `x` pixels from its left edge."""
        table = self.page.get_by_test_id("stDataFrame").first
        table.scroll_into_view_if_needed()
        box = table.bounding_box()
        assert box
        # Rows are painted on a canvas; the head is 38 pixels high, a row 35.
        self.page.mouse.click(box["x"] + x, box["y"] + 38 + 35 * 1.5)

    def search(self, words: str) -> None:
        """Look for a place by keyboard: Enter counts only once the words are on offer."""
        self.page.get_by_role("combobox", name="Find a place").focus()
        self.page.keyboard.type(words)
        expect(self.page.get_by_role("option").filter(has_text=words).first).to_be_visible()
        self.page.keyboard.press("Enter")

    def choose(self, field: str, option: str) -> None:
        """Choose from a list; it may close again if the page runs anew at that moment."""
        for _ in range(6):
            self.page.get_by_role("combobox", name=field).click()
            found = self.page.get_by_role("option", name=option)
            with suppress(BrowserError):
                found.click(timeout=PATIENCE / 6)
                return
            self.page.keyboard.press("Escape")
        pytest.fail(f"{field} does not offer {option}")

    def turn_to(self, page: str) -> None:
        """Go to another page by the row of pages."""
        self.page.get_by_role("radiogroup", name="Page").get_by_text(page, exact=True).click()

    def evidence(self) -> Locator:
        return self.page.locator(".panel")

    def voice(self, words: str) -> None:
        choice = self.page.get_by_role("radio", name=words).or_(
            self.page.get_by_role("button", name=words, exact=True)
        )
        choice.first.click()


Opened = Callable[..., Reader]


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Callable[[dict[str, Any]], BrowserContext]:
    """One context per kind of screen, so that what all pages load is cached and compiled once."""
    made: dict[str, BrowserContext] = {}

    def context_of(options: dict[str, Any]) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in made:
            made[key] = browser.new_context(**options)
        return made[key]

    return context_of


@pytest.fixture
def opened(
    contexts: Callable[[dict[str, Any]], BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Opened]:
    """Opens a server's page; other machines can't be reached, and no script may fail."""
    readers: list[Reader] = []

    def open_page(
        server: str, link: dict[str, str] | None = None, path: str = "", **context: Any
    ) -> Reader:
        asked: list[str] = []
        errors: list[str] = []
        page = contexts({"viewport": {"width": 1440, "height": 900}, **context}).new_page()
        request.addfinalizer(page.close)
        page.on("request", lambda sent: asked.append(sent.url))
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: (errors.append(dialog.message), dialog.dismiss()))
        address = f"{server}/{path}" if path else server
        page.goto(f"{address}{'' if path else '/'}?{urlencode(link)}" if link else address)
        reader = Reader(page, asked, errors)
        readers.append(reader)
        if path in WITH_MAP:
            reader.frame()
        if path in WITH_EVIDENCE:  # it comes once the map is painted
            expect(reader.evidence()).to_be_attached()
        reader.settled()
        return reader

    yield open_page
    assert [error for reader in readers for error in reader.errors] == []
