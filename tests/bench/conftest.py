"""Gathers what the benchmarks measured: one table on the terminal, and bench.json."""

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

_MEASURED = pytest.StashKey[dict[str, dict[str, object]]]()

Measure = Callable[[str, float, str, str, float], None]


def median_seconds(run: Callable[[], object], rounds: int = 5) -> float:
    """The middle one of some rounds, after one that doesn't count."""
    run()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_MEASURED] = {}


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Measure:
    """Record name, value, unit, what it is compared with, and that one's value."""

    def record(name: str, value: float, unit: str, baseline: str, baseline_value: float) -> None:
        request.config.stash[_MEASURED][name] = {
            "value": value,
            "unit": unit,
            "baseline": baseline,
            "baseline_value": baseline_value,
            "ratio": baseline_value / value,
        }

    return record


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    rows = config.stash[_MEASURED]
    if not rows:
        return
    terminalreporter.section("benchmarks")
    for name, row in sorted(rows.items()):
        terminalreporter.line(
            f"{name:28} {row['value']:10.3f} {row['unit']:6} "
            f"{row['baseline']}: {row['baseline_value']:.3f} (x{row['ratio']:.1f})"
        )
    Path(config.rootpath, "bench.json").write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
