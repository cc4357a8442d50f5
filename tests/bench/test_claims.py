"""How fast articles become claims."""

from dataclasses import replace

from pytest_benchmark.fixture import BenchmarkFixture

from geodata.claims.reading import sentence_spans
from geodata.mentions import find_mentions
from geodata.model import Article
from geodata.parser import find_parser
from geodata.pipeline import Knowledge, read
from geodata.seeds import read_seed_articles
from geodata.settings import SEEDS_FOLDER
from tests.bench.conftest import Measure, median_seconds


def test_articles_per_second_against_finding_their_places_only(
    benchmark: BenchmarkFixture, knowledge: Knowledge, measured: Measure
) -> None:
    articles = read_seed_articles(SEEDS_FOLDER)

    def places_only(article: Article) -> None:
        list(sentence_spans(article.text))
        find_mentions(article, knowledge.gazetteer, knowledge.actors)

    benchmark.pedantic(
        lambda: [read(one, knowledge) for one in articles], rounds=20, warmup_rounds=2
    )
    seconds = benchmark.stats.stats.median / len(articles)
    baseline = median_seconds(lambda: [places_only(one) for one in articles]) / len(articles)
    measured(
        "extract_articles_per_s", 1 / seconds, "1/s", "sentences and places only", 1 / baseline
    )
    assert seconds < 1


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
