"""The map in a real Chromium: first paint, filter, click, play, many readers; against circles."""

import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from geodata.model import ClaimQuery
from geodata.store import open_store
from tests.bench.browsing import Reader, memory_mb, open_context, served
from tests.bench.conftest import Measure
from tests.bench.spread import FIRST, make_spread_store
from tests.bench.wire_sessions import WireSession
from tests.browser.conftest import FLAGS, chromium

SIZES = {"1k": 1_000, "10k": 10_000, "50k": 50_000}
VOICES = ("Russia says", "Everyone", "Ukraine says", "Everyone")
APP, CIRCLES = "dashboard/app.py", "tests/bench/circles.py"
COUNT = (
    "() => { let n = 0; map.eachLayer(l => { if (l instanceof L.CircleMarker) n++; }); return n; }"
)
PLAY = """() => new Promise((done) => {
  const { days, channel } = claimline.drawn(), times = [];
  const bar = new BroadcastChannel("claimline-" + channel);
  const next = () => {
    times.push(performance.now());
    if (times.length > 80) return done(times);
    bar.postMessage({ day: days[times.length % days.length] });
  };
  bar.onmessage = (event) => "drawn" in event.data && requestAnimationFrame(next);
  next();
})"""
WANTED = {"1k": 0.30, "10k": 0.35, "50k": 0.55}
Ledger = Callable[[str], dict[str, str]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium found; name it in the environment variable CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS[:-1])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Where a store of a size and its cache are, as the environment names them."""
    made: dict[str, dict[str, str]] = {}

    def of(size: str) -> dict[str, str]:
        if size not in made:
            folder = tmp_path_factory.mktemp(size)
            make_spread_store(folder / "claims.sqlite3", SIZES[size]).close()
            made[size] = {
                "CLAIMLINE_STORE": f"sqlite:///{folder / 'claims.sqlite3'}",
                "CLAIMLINE_CACHE": str(folder / "cache"),
                "CLAIMLINE_ANALYST": "",
            }
        return made[size]

    return of


@pytest.mark.parametrize("size", SIZES)
def test_first_paint_and_filter(
    size: str, browser: Browser, ledger: Ledger, measured: Measure, tmp_path: Path
) -> None:
    with served(APP, tmp_path, **ledger(size)) as (url, _, wire):
        context = open_context(browser)
        Reader(context, url).page.close()  # the server's first page loads all that it ever needs
        paints = []
        for _ in range(3):
            reader = Reader(context, url)
            paints.append(reader.first_paint)
            if len(paints) < 3:
                reader.page.close()
        for voice in VOICES:  # what is made once is made
            reader.choose(voice)
            reader.rest()
        before = reader.heap_mb()
        steps, sent = [], []
        for nth in range(50 if size == "1k" else 12):
            begun = wire.sent
            steps.append(reader.choose(VOICES[nth % len(VOICES)]))
            reader.rest()
            sent.append(wire.sent - begun)
        assert reader.same_frame, "the map was mounted anew"
        grown = reader.heap_mb() - before
        fresh = _sent_by_a_new_step(reader, wire)
        context.close()
    paint, step = statistics.median(paints), statistics.median(steps)
    measured(f"map_first_paint_{size}", paint, "s", "wanted, s", 2.0 if size == "10k" else 1.5)
    measured(f"map_filter_{size}_wanted", step, "s", "wanted, s", WANTED[size])
    measured(f"map_filter_{size}_sent", fresh / 1000, "kB", "wanted, kB", 10)
    measured(
        f"map_filter_{size}_sent_again", statistics.median(sent) / 1000, "kB", "wanted, kB", 10
    )
    measured(f"map_filter_{size}_heap", before + grown, "MB", "before these steps, MB", before)
    if size == "10k":
        against = _circles(browser, ledger(size), tmp_path)
        measured(f"map_filter_{size}", step, "s", "one CircleMarker per claim, s", against[1])
        measured(f"map_filter_{size}_kb", fresh / 1000, "kB", "the same, kB", against[2])


def _sent_by_a_new_step(reader: Reader, wire: object) -> float:
    """What a filter sends that nobody has asked for yet: bytes on the wire."""
    page = reader.page
    page.get_by_role("button", name="Filters").first.click()
    page.get_by_role("combobox", name="What is said").click()
    page.wait_for_timeout(500)
    begun = wire.sent  # type: ignore[attr-defined]
    page.get_by_role("option").first.click()
    page.wait_for_timeout(1500)
    reader.rest()
    return float(wire.sent - begun)  # type: ignore[attr-defined]


def _circles(browser: Browser, places: dict[str, str], folder: Path) -> tuple[float, float, float]:
    """First paint, filter and bytes of the baseline, once each."""
    everyone = len(open_store(places["CLAIMLINE_STORE"]).claims(ClaimQuery()))
    with served(CIRCLES, folder, **places) as (url, _, wire):
        page = open_context(browser).new_page()
        page.set_default_timeout(300_000)
        paint = 0.0
        for _ in range(2):
            begin = time.perf_counter()
            page.goto(url)
            _wait_for_circles(page, lambda count: count == everyone)
            paint = time.perf_counter() - begin
        begun, begin = wire.sent, time.perf_counter()
        page.get_by_role("radio", name="Russia says").or_(
            page.get_by_role("button", name="Russia says", exact=True)
        ).first.click()
        _wait_for_circles(page, lambda count: 0 < count < everyone)
        taken = time.perf_counter() - begin
        page.close()
        return paint, taken, (wire.sent - begun) / 1000


def _wait_for_circles(page: object, enough: Callable[[int], bool]) -> None:
    for _ in range(3000):
        for frame in page.frames[1:]:  # type: ignore[attr-defined]
            try:
                if enough(frame.evaluate(f"window.map && window.L ? ({COUNT})() : 0")):
                    return
            except Exception:  # noqa: BLE001 - the frame is being thrown away
                continue
        page.wait_for_timeout(50)  # type: ignore[attr-defined]
    raise TimeoutError("the circles did not come")


def test_click(browser: Browser, ledger: Ledger, measured: Measure, tmp_path: Path) -> None:
    with served(APP, tmp_path, **ledger("10k")) as (url, _, wire):
        context = open_context(browser)
        reader = Reader(context, f"{url}?view=35.5_48.9_9")
        reader.pick(0)
        reader.rest()
        clicks, sent = [], []
        for nth in range(1, 12):
            begun = wire.sent
            clicks.append(reader.pick(nth))
            reader.rest()
            sent.append(wire.sent - begun)
        assert reader.same_frame
        context.close()
    measured("map_click_10k", statistics.median(clicks), "s", "wanted, s", 0.35)
    measured("map_click_10k_sent", statistics.median(sent) / 1000, "kB", "wanted, kB", 10)


def test_play(browser: Browser, ledger: Ledger, measured: Measure, tmp_path: Path) -> None:
    with served(APP, tmp_path, **ledger("50k")) as (url, _, wire):
        context = open_context(browser)
        reader = Reader(context, url)
        reader.page.locator(".days .play").click()
        reader.frame.wait_for_function("claimline.showing().day !== null", polling="raf")
        reader.page.locator(".days .play").click()
        reader.frame.wait_for_function("claimline.showing().day === null", polling="raf")
        reader.rest()
        begun = wire.sent
        times = reader.frame.evaluate(PLAY)
        assert wire.sent - begun < 2_000, "play asks the server"
        context.close()
    frames = 1000 * (len(times) - 1) / (times[-1] - times[0])
    measured("map_play_fps_50k", frames, "/s", "wanted, /s", 20)


def test_ten_sessions(browser: Browser, ledger: Ledger, measured: Measure, tmp_path: Path) -> None:
    """Ten readers, each in a page of its own: a step each two seconds or so, then all at once.

    Ten browsers share the cores with the server.
    """
    with served(APP, tmp_path, **ledger("10k")) as (url, pid, _):
        context = open_context(browser)
        readers = [Reader(context, _link(url, 0))]
        for voice in VOICES:
            readers[0].choose(voice)
        begun = memory_mb(pid)
        readers += [Reader(context, _link(url, number)) for number in range(1, 10)]
        by_turns, at_once = (_all_step(readers, apart) for apart in (0.2, 0.0))
        further = (memory_mb(pid) - begun) / 9
        context.close()
    _tell(measured, "", by_turns, at_once, further)


def test_ten_sessions_on_machines_of_their_own(
    browser: Browser, ledger: Ledger, measured: Measure, tmp_path: Path
) -> None:
    """The same without the ten browsers, which share no cores with a server elsewhere.

    What ten browsers said to one server is said to another that has answered nothing yet.
    """
    places = ledger("10k")
    with served(APP, tmp_path, **places) as (url, _, _):
        said = [_said(browser, _link(url, number)) for number in range(10)]
    with served(APP, tmp_path, **places) as (url, pid, _), ExitStack() as stack:
        stack.enter_context(WireSession(url, "", said[0][0]))  # loads all that will be needed
        begun = memory_mb(pid)
        sessions = [
            stack.enter_context(WireSession(url, _query(number), opening))
            for number, (opening, _) in enumerate(said)
        ]
        steps = [one for _, one in said]
        by_turns, at_once = (_all_told(sessions, steps, apart) for apart in (0.2, 0.0))
        further = (memory_mb(pid) - begun) / 10
    _tell(measured, "_elsewhere", by_turns, at_once, further)


def _tell(
    measured: Measure, where: str, by_turns: list[float], at_once: list[float], further: float
) -> None:
    """Tell of the seconds that ten sessions' steps took, and of the MB for one session more."""
    for name, steps in {"p95": by_turns, "in_one_moment_p95": at_once}.items():
        worst = statistics.quantiles(steps, n=20)[-1]
        measured(f"map_ten_sessions{where}_{name}", worst, "s", "wanted, s", 1.5)
    measured(f"map_session_memory{where}", max(further, 0.01), "MB", "wanted, MB", 15)


def _said(browser: Browser, link: str) -> tuple[list[bytes], list[bytes]]:
    """What a browser asks for when it opens a link, and with each choice."""
    context = open_context(browser)
    reader = Reader(context, link, recorded=True)
    opening, steps = list(reader.said), []
    for voice in VOICES:
        before = len(reader.said)
        reader.choose(voice)
        reader.rest()
        steps.append(reader.said[before])
    context.close()
    return opening, steps


def _all_told(sessions: list[WireSession], steps: list[list[bytes]], apart: float) -> list[float]:
    """Let each session take six steps, each `apart` seconds after the one before."""
    taken: list[float] = []
    with ThreadPoolExecutor(len(sessions)) as pool:
        for nth in range(6):
            begun = []
            for session, own in zip(sessions, steps, strict=True):
                begun.append(pool.submit(session.step, own[nth % len(own)]))
                time.sleep(apart)
            taken += [one.result() for one in begun]
    return taken


def _link(url: str, number: int) -> str:
    return f"{url}?{_query(number)}"


def _query(number: int) -> str:
    """Each reader looks at a day of its own: what one has asked for helps no other."""
    return f"as_of={FIRST + timedelta(days=60 + number)}"


def _all_step(readers: list[Reader], apart: float) -> list[float]:
    """Let each reader choose six times, `apart` seconds after the one before; seconds of each."""
    steps = []
    for nth in range(6):
        for reader in readers:
            reader.click(VOICES[nth % len(VOICES)])
            time.sleep(apart)
        steps += [reader.painted() for reader in readers]
        for reader in readers:
            reader.rest()
    return steps
