"""How fast a view becomes a sheet, drawn in each form, and how much memory that takes."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geodata.briefing import Bureau, Request, Sheet, make_sheet
from geodata.briefing.drawing import draw_pdf, draw_png, draw_pptx
from geodata.pipeline import Knowledge
from geodata.selection import Selection
from geodata.settings import Settings
from tests.bench.conftest import Measure, median_seconds
from tests.bench.spread import make_spread_store

_FORMS: dict[str, tuple[Callable[[Sheet], bytes], float]] = {
    "png": (draw_png, 1.0),
    "pdf": (draw_pdf, 1.0),
    "pptx": (draw_pptx, 2.0),
}
"""How each is drawn, and in how many seconds it should be at 1,000 claims."""
_ALL_AT_10K, _MOST_MB = 3.0, 400.0
_REQUEST = Request(view=Selection())


@pytest.fixture
def spread(tmp_path: Path, knowledge: Knowledge) -> Iterator[Callable[[int], Bureau]]:
    opened = []

    def open_bureau(count: int) -> Bureau:
        store = make_spread_store(tmp_path / f"{count}.sqlite3", count)
        opened.append(store)
        settings = Settings(store_url=f"sqlite:///{store.path}", cache_folder=tmp_path)
        return Bureau(store=store, knowledge=knowledge, settings=settings)

    yield open_bureau
    for store in opened:
        store.close()


def test_one_map_of_a_thousand_claims(spread: Callable[[int], Bureau], measured: Measure) -> None:
    bureau = spread(1_000)
    words_alone = median_seconds(lambda: make_sheet(bureau, _REQUEST), 3)
    for form, (draw, goal) in _FORMS.items():
        taken = median_seconds(lambda draw=draw: draw(make_sheet(bureau, _REQUEST)), 3)  # type: ignore[misc]
        measured(f"sheet_{form}", taken, "s", f"goal {goal} s; the sheet undrawn", words_alone)
        assert taken > words_alone


def test_all_three_of_ten_thousand_claims(
    spread: Callable[[int], Bureau], measured: Measure
) -> None:
    bureau = spread(10_000)

    def draw_all() -> None:
        sheet = make_sheet(bureau, _REQUEST)
        for draw, _ in _FORMS.values():
            assert draw(sheet)

    measured("sheet_all_10k", median_seconds(draw_all, 2), "s", "goal", _ALL_AT_10K)


_DRAW_ALL = """
import sys
from pathlib import Path
from geodata.briefing import Bureau, Request, make_sheet
from geodata.briefing.drawing import draw_pdf, draw_png, draw_pptx
from geodata.pipeline import load_knowledge
from geodata.selection import Selection
from geodata.settings import Settings
from geodata.store import open_store

settings = Settings(store_url=sys.argv[1], cache_folder=Path(sys.argv[2]))
knowledge = load_knowledge(settings)
bureau = Bureau(store=open_store(settings.store_url), knowledge=knowledge, settings=settings)
for draw in (draw_png, draw_pdf, draw_pptx):
    assert draw(make_sheet(bureau, Request(view=Selection())))
[peak] = [row for row in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in row]
print(int(peak.split()[1]) / 1024)
"""
"""getrusage would tell the peak of the process that began this one, too."""


def test_the_memory_of_a_process_that_draws_all_three(
    spread: Callable[[int], Bureau], measured: Measure, tmp_path: Path
) -> None:
    for count, name in ((1_000, "sheet_memory"), (10_000, "sheet_memory_10k")):
        url = spread(count).settings.store_url
        command = [sys.executable, "-c", _DRAW_ALL, url, str(tmp_path / "cache")]
        drawn = subprocess.run(command, check=True, text=True, capture_output=True)
        measured(name, float(drawn.stdout), "MB", "goal", _MOST_MB)
