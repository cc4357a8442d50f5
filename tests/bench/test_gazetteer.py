"""gazetteer_load and geocode_1kb, each beside the plain way of doing it in the same run."""

import gzip
import time
from collections.abc import Callable

from geodata.gazetteer import Gazetteer, load_gazetteer, lookup
from geodata.gazetteer.folding import fold
from geodata.gazetteer.rows import place_of
from geodata.mentions import find_mentions
from geodata.model import Article, Place
from geodata.seeds import read_actors
from geodata.settings import SEEDS_FOLDER
from tests.bench.conftest import Measure


def seconds(run: Callable[[], object], rounds: int = 5) -> float:
    """The fastest of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def test_gazetteer_load(measured: Measure) -> None:
    def load_anew() -> Gazetteer:
        lookup._load.cache_clear()
        return load_gazetteer(SEEDS_FOLDER)

    def make_every_record() -> list[Place]:
        packed = (SEEDS_FOLDER / "gazetteer" / "places.tsv.gz").read_bytes()
        rows = gzip.decompress(packed).decode().rstrip("\n").split("\n")
        return [place_of(row) for row in rows]

    value, plain = seconds(load_anew), seconds(make_every_record)
    measured("gazetteer_load", value, "s", "every record made at once, no index", plain)
    assert len(load_anew()) > 15_000


def test_geocode_1kb(measured: Measure) -> None:
    gazetteer = load_gazetteer(SEEDS_FOLDER)
    actors = read_actors(SEEDS_FOLDER)
    whole = min((SEEDS_FOLDER / "articles").glob("*.txt")).read_text("utf-8")
    text = whole[: whole.index(" ", 1000)]
    article = Article(article_id="a", source_id="s", title="", text=text)

    def search_each_name() -> int:
        folded = fold(text)
        return sum(name in folded for name in gazetteer.names())

    # A millisecond is short beside what else a machine does: the fastest of many.
    value = seconds(lambda: find_mentions(article, gazetteer, actors), rounds=200)
    plain = seconds(search_each_name)
    measured("geocode_1kb", 1000 * value, "ms", "each name searched for in turn", 1000 * plain)
    assert find_mentions(article, gazetteer, actors)
