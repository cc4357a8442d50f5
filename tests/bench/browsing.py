"""The app in a real Chromium on a ledger of any size: what a step takes, and what it sends."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Frame, Page

from tests.bench.wire_sessions import Recorder
from tests.browser.conftest import wait_for

ROOT = Path(__file__).parents[2]
_PATIENCE = 180_000
_READY = "window.claimline && claimline.showing && window.map && claimline.showing().ready"
_RESTS = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Wire:
    """Stands between browser and server and counts what the server sends."""

    def __init__(self, port: int) -> None:
        self.port, self._to, self.sent = free_port(), port, 0
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        ready.wait(10)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._join, "127.0.0.1", self.port))
        ready.set()
        self._loop.run_forever()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            theirs, ours = await asyncio.open_connection("127.0.0.1", self._to)
            await asyncio.gather(self._pump(reader, ours, 0), self._pump(theirs, writer, 1))
        except OSError:
            writer.close()

    async def _pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, counts: int
    ) -> None:
        while data := await source.read(65_536):
            self.sent += counts * len(data)
            sink.write(data)
            await sink.drain()
        sink.close()


@contextmanager
def served(script: str, folder: Path, **environment: str) -> Iterator[tuple[str, int, Wire]]:
    """Run a Streamlit script. Gives its address through a wire, its process and the wire."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with (folder / f"server-{port}.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--server.headless", "true"],
            cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            wire = Wire(port)
            yield f"http://127.0.0.1:{wire.port}/", process.pid, wire
        finally:
            process.terminate()
            process.wait(20)


def memory_mb(pid: int) -> float:
    """Resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Reader:
    """A reader at the map page."""

    def __init__(self, context: BrowserContext, url: str, *, recorded: bool = False) -> None:
        self.page: Page = context.new_page()
        self.said = Recorder(self.page).said if recorded else []
        self.page.set_default_timeout(_PATIENCE)
        begin = time.perf_counter()
        self.page.goto(url)
        self.frame = self._frame()
        self.first_paint = time.perf_counter() - begin
        self.page.locator(".panel").first.wait_for()  # what stands beside the map comes after it
        self.whole = time.perf_counter() - begin
        self.rest()
        self.frame.evaluate("window.sameFrame = true")

    def _frame(self) -> Frame:
        maps = self.page.locator('iframe[title="streamlit_folium.st_folium"]')
        handle = maps.first.element_handle(timeout=_PATIENCE)
        assert handle
        frame = handle.content_frame()
        assert frame
        frame.wait_for_url("**/component/streamlit_folium**")
        frame.wait_for_function(_READY, polling=25, timeout=_PATIENCE)
        return frame

    def rest(self) -> None:
        """Wait until the script has run and nothing more comes."""
        self.page.wait_for_selector(_RESTS)
        self.page.wait_for_timeout(400)

    def choose(self, words: str) -> float:
        """Choose whose account is shown; seconds until the map has painted it."""
        self.click(words)
        return self.painted()

    def click(self, words: str) -> None:
        """Choose whose account is shown. The clock is the browser's: finding the button is not."""
        self.frame.evaluate(_WATCH)
        self._begun = float(self.page.evaluate(_CLICK, words))

    def painted(self) -> float:
        """Wait until the map has painted what was clicked last; seconds since the click."""
        return (float(self.frame.evaluate("window.painted")) - self._begun) / 1000

    def pick(self, nth: int) -> float:
        """Click a mark that stands alone; seconds until the panel shows what is said of it."""
        spot = self.frame.evaluate(_ALONE, nth)
        box = self.page.locator('iframe[title="streamlit_folium.st_folium"]').bounding_box()
        assert box
        panel = self.page.locator(".panel")
        begin = time.perf_counter()
        self.page.mouse.click(box["x"] + spot["at"][0], box["y"] + spot["at"][1])
        panel.get_by_role("heading", name=spot["name"]).first.wait_for()
        return time.perf_counter() - begin

    @property
    def same_frame(self) -> bool:
        return bool(self.frame.evaluate("window.sameFrame === true"))

    def heap_mb(self) -> float:
        """What the page and its frames hold, once what isn't needed is gone."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("HeapProfiler.collectGarbage")
        used: dict[str, Any] = session.send("Runtime.getHeapUsage")
        session.detach()
        return float(used["usedSize"]) / 1e6


_CLICK = """words => {
  const buttons = [...document.querySelectorAll("button")];
  const button = buttons.find((one) => one.innerText.trim() === words);
  const begun = performance.timeOrigin + performance.now();
  button.click();
  return begun;
}"""
_WATCH = """() => {
  const before = claimline.showing().data;
  window.painted = new Promise((done) => {
    const look = () => {
      const d = claimline.showing();
      if (d.ready && d.data !== before) done(performance.timeOrigin + performance.now());
      else setTimeout(look, 5);
    };
    look();
  });
}"""
_ALONE = """nth => {
  const d = claimline.drawn();
  const [w, h] = d.size;
  const inside = (at) => at && at[0] > 80 && at[1] > 60 && at[0] < w - 80 && at[1] < h - 60;
  const found = d.points.filter((mark) => !mark.clustered && inside(mark.spot));
  const mark = found[nth % found.length];
  return { name: mark.name, at: mark.spot };
}"""


def open_context(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport={"width": 1440, "height": 900})
