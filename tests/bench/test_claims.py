"""How fast articles become claims, and how much memory that takes."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from geodata.claims import extract_claims
from geodata.mentions import find_mentions
from geodata.model import Article
from geodata.parser import find_parser
from geodata.pipeline import Knowledge, read
from geodata.seeds import read_seed_articles
from geodata.settings import SEEDS_FOLDER
from tests.bench.conftest import Measure, median_seconds
from tests.bench.texts import LONG_TEXTS, VILLAGES, article_of, dense_articles

_DENSE = 40
_MEGABYTE, _MANY_VILLAGES = 1_000_000, 240_000
_RUN_COMMAND = """
import sys
from pathlib import Path
from geodata.__main__ import main
main(["extract", *sys.argv[1:]])
status = Path("/proc/self/status").read_text()
print(int(status.partition("VmHWM:")[2].split()[0]) / 1024)
"""


@pytest.mark.benchmark(timer=time.process_time)  # per core: what others do there counts not
def test_articles_per_second_of_the_grammar_alone_and_with_places(
    benchmark: BenchmarkFixture, knowledge: Knowledge, measured: Measure
) -> None:
    articles = dense_articles(_DENSE)
    found = [find_mentions(one, knowledge.gazetteer, knowledge.actors) for one in articles]
    lexicon, places = knowledge.lexicon, knowledge.gazetteer.place

    def grammar_alone() -> None:
        for article, mentions in zip(articles, found, strict=True):
            extract_claims(article, mentions, lexicon=lexicon, places=places)

    def places_only() -> None:
        for article in articles:
            find_mentions(article, knowledge.gazetteer, knowledge.actors)

    benchmark.pedantic(grammar_alone, rounds=15, warmup_rounds=1)
    grammar = _DENSE / benchmark.stats.stats.median
    whole = _per_second(lambda: [read(one, knowledge) for one in articles])
    baseline = _per_second(places_only)
    measured("extract_articles_per_s", grammar, "1/s", "finding places only", baseline)
    measured("read_articles_per_s", whole, "1/s", "finding places only", baseline)
    assert whole > 1


def _per_second(run: Callable[[], object]) -> float:
    """Articles a second of one core."""
    run()
    taken = []
    for _ in range(5):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return _DENSE / median(taken)


def test_memory_that_the_command_takes_to_read_against_reading_nothing(
    measured: Measure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    _peak_mb([], tmp_path)  # the first run ever makes the cache
    nothing, some = (_peak_mb(articles, tmp_path) for articles in ([], dense_articles(_DENSE)))
    measured("extract_peak_mb", some, "MB", "the same command, nothing read", nothing)
    assert some < 200


def test_a_megabyte_takes_four_times_as_long_as_a_quarter_of_it(
    knowledge: Knowledge, measured: Measure
) -> None:
    growth = {
        name: _growth(text, length, knowledge)
        for texts, length in ((LONG_TEXTS, _MEGABYTE), (VILLAGES, _MANY_VILLAGES))
        for name, text in texts.items()
    }
    worst = max(growth, key=lambda name: growth[name])
    measured("extract_growth_4x", growth[worst], f"x ({worst})", "linear", 4.0)
    assert growth[worst] <= 6


def _growth(text: Callable[[int], str], length: int, knowledge: Knowledge) -> float:
    short = min(_cpu_seconds(text(length // 4), knowledge) for _ in range(2))
    return _cpu_seconds(text(length), knowledge) / short


def _cpu_seconds(text: str, knowledge: Knowledge) -> float:
    article = article_of(text)
    start = time.process_time()
    read(article, knowledge)
    return time.process_time() - start


def _peak_mb(articles: Sequence[Article], folder: Path) -> float:
    """The most memory that `extract` takes in a process of its own.

    As Linux counts it; getrusage would count the parent's too.
    """
    lines = (json.dumps({"id": one.article_id, "text": one.text}) for one in articles)
    source = folder / "in.jsonl"
    source.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    command = [sys.executable, "-c", _RUN_COMMAND, str(source), "--out", str(folder / "out.jsonl")]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def test_articles_per_second_with_the_parser_against_the_grammar_alone(
    benchmark: BenchmarkFixture, knowledge: Knowledge, measured: Measure
) -> None:
    articles = read_seed_articles(SEEDS_FOLDER)
    parsing = replace(knowledge, parser=find_parser(SEEDS_FOLDER))
    benchmark.pedantic(lambda: [read(one, parsing) for one in articles], rounds=20, warmup_rounds=2)
    seconds = benchmark.stats.stats.median / len(articles)
    grammar = median_seconds(lambda: [read(one, knowledge) for one in articles]) / len(articles)
    measured("extract_parsed_articles_per_s", 1 / seconds, "1/s", "grammar alone", 1 / grammar)
    assert seconds < 1
