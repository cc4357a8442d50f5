"""Run in a process of its own: what opening and asking a gazetteer takes, as JSON."""

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from geodata.gazetteer import load_gazetteer
from geodata.mentions import find_mentions
from geodata.model import Article
from geodata.seeds import read_actors
from geodata.settings import SEEDS_FOLDER

_NAMES = 5_000


def figures(cache: Path) -> dict[str, float]:
    """CPU seconds of loading, µs of a first look-up and ms of geocoding 1 kB, MB at the peak."""
    start = time.process_time()
    gazetteer = load_gazetteer(SEEDS_FOLDER, cache)
    load_s = time.process_time() - start
    names = random.Random(1).sample(sorted(load_gazetteer(SEEDS_FOLDER).names()), _NAMES)
    actors = read_actors(SEEDS_FOLDER)
    whole = min((SEEDS_FOLDER / "articles").glob("*.txt")).read_text("utf-8")
    article = Article(article_id="a", source_id="s", title="", text=whole[:1000])
    return {
        "places": len(gazetteer),
        "load_s": load_s,
        "look_up_us": 1e6 / _NAMES * _seconds(lambda: [gazetteer.look_up(n) for n in names], 1),
        "geocode_ms": 1e3 * _seconds(lambda: find_mentions(article, gazetteer, actors), 20),
        "peak_mb": peak_mb(),
    }


def peak_mb() -> float:
    """Of this process only: ru_maxrss would count what its parent had."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _seconds(run: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(figures(Path(sys.argv[1]))))
