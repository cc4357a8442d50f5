"""gazetteer_load and geocode_1kb, each beside a named baseline of the same run."""

import gzip
import re
import time
from collections.abc import Callable
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from geodata.gazetteer import Gazetteer, load_gazetteer, lookup
from geodata.mentions import find_mentions
from geodata.model import Article
from geodata.seeds import read_actors
from geodata.settings import SEEDS_FOLDER


def seconds(run: Callable[[], object], rounds: int = 5) -> float:
    """The fastest of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def load_anew(folder: Path = SEEDS_FOLDER) -> Gazetteer:
    lookup._load.cache_clear()
    return load_gazetteer(folder)


def test_gazetteer_load(benchmark: BenchmarkFixture) -> None:
    """Baseline: unpacking and splitting the same rows, with no index at all."""

    def unpack() -> list[list[str]]:
        packed = (SEEDS_FOLDER / "gazetteer" / "places.tsv.gz").read_bytes()
        return [row.split("\t") for row in gzip.decompress(packed).decode().split("\n")]

    benchmark.extra_info.update(
        name="gazetteer_load",
        unit="s",
        baseline="unpack_and_split_rows",
        baseline_value=seconds(unpack),
    )
    gazetteer = benchmark.pedantic(load_anew, rounds=5)
    assert len(gazetteer) > 15_000


def test_geocode_1kb(benchmark: BenchmarkFixture) -> None:
    """Baseline: looking up every capitalised word alone, without longest match or context."""
    gazetteer = load_gazetteer(SEEDS_FOLDER)
    actors = read_actors(SEEDS_FOLDER)
    whole = next(iter(sorted((SEEDS_FOLDER / "articles").glob("*.txt")))).read_text("utf-8")
    text = whole[: whole.index(" ", 1000)]
    article = Article(article_id="a", source_id="s", title="", text=text)

    def words_alone() -> int:
        return sum(len(gazetteer.named(word)) for word in re.findall(r"\b[A-Z]\w+", text))

    benchmark.extra_info.update(
        name="geocode_1kb",
        unit="s",
        baseline="capitalised_words_alone",
        baseline_value=seconds(words_alone),
    )
    found = benchmark(find_mentions, article, gazetteer, actors)
    assert found
