"""How fast claims are grouped by origin, and how fast a copy finds what it was copied from."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from pytest_benchmark.fixture import BenchmarkFixture

from geodata.articles.copies import LEAST_LIKENESS, bands_of, likeness, original_of
from geodata.model import Article, Claim, DatePrecision, Polarity, Relation
from geodata.origins import WINDOW_DAYS, find_origins, whose_word
from geodata.store import ClaimStore
from tests.bench.conftest import Measure, median_seconds
from tests.records import NOON, make_article, make_claim, place_of

ARTICLES = 2_000
PAIRED = 1_000


def statements(count: int) -> list[Claim]:
    rng = random.Random(4)
    return [_statement(rng, number) for number in range(count)]


def _statement(rng: random.Random, number: int) -> Claim:
    published = datetime(2024, 1, 1, 12, tzinfo=UTC) + timedelta(days=rng.randrange(400))
    precision = rng.choice([None, None, *[DatePrecision.DAY] * 5, DatePrecision.MONTH])
    month = precision is DatePrecision.MONTH
    return make_claim(
        make_article(str(number), source_id=f"outlet-{rng.randrange(30)}", published_at=published),
        place_id=f"place-{rng.randrange(800)}",
        claimant=rng.choice(["RU", "UA", "SOURCE", "ISW"]),
        actor=rng.choice(["RU", "UA"]),
        relation=rng.choice([*[Relation.CONTROLS] * 3, *Relation]),
        polarity=rng.choice([*[Polarity.AFFIRM] * 3, Polarity.DENY]),
        event_date=published.date().replace(day=1) if month else precision and published.date(),
        date_precision=precision,
    )


def every_pair(claims: Sequence[Claim]) -> dict[str, str]:
    """The plain way: each claim compared with each one that stands before it."""
    origins: dict[str, str] = {}
    for number, claim in enumerate(claims):
        firsts = (other for other in claims[:number] if _same_statement(other, claim))
        origins[claim.claim_id] = next((origins[one.claim_id] for one in firsts), claim.claim_id)
    return origins


def _same_statement(one: Claim, other: Claim) -> bool:
    first = one.event_date or (one.published_at and one.published_at.date())
    second = other.event_date or (other.published_at and other.published_at.date())
    return bool(
        (whose_word(one), one.place_id, one.relation, one.actor, one.polarity, one.extent)
        == (whose_word(other), other.place_id, other.relation, *_rest(other))
        and first
        and second
        and abs((first - second).days) <= WINDOW_DAYS
    )


def _rest(claim: Claim) -> tuple[object, ...]:
    return claim.actor, claim.polarity, claim.extent


def test_grouping_100_000_claims_against_comparing_every_two(
    benchmark: BenchmarkFixture, measured: Measure
) -> None:
    claims = statements(100_000)
    benchmark.pedantic(lambda: find_origins(claims), rounds=5, warmup_rounds=1)
    few = claims[:PAIRED]
    baseline = median_seconds(lambda: every_pair(few), 3) * (len(claims) / PAIRED) ** 2
    seconds = benchmark.stats.stats.median
    name = f"every two compared, scaled from {PAIRED:,}"
    measured("origins_100k", seconds * 1000, "ms", name, baseline * 1000)
    assert seconds < 1


def news(count: int) -> list[Article]:
    """Texts of 400 words from a vocabulary as narrow as that of war reports."""
    rng = random.Random(5)
    words = [f"word{number}" for number in range(1_500)]
    return [make_article(" ".join(rng.choices(words, k=400))) for _ in range(count)]


def test_finding_the_original_among_2_000_articles_against_comparing_with_each(
    store: ClaimStore, benchmark: BenchmarkFixture, measured: Measure
) -> None:
    articles = news(ARTICLES)
    for article in articles:
        bands = bands_of(article.text)
        values = {"extractor": "r@1", "recorded_at": NOON, "places": place_of, "bands": bands}
        store.add(article, [], [], **values)
    copy = make_article(articles[ARTICLES // 2].text + " and this is what an editor added")

    def by_bands() -> Article | None:
        return original_of(copy, store.articles_alike(bands_of(copy.text)))

    def by_comparing() -> Article | None:
        return original_of(copy, store.articles())

    assert by_bands() == by_comparing() == articles[ARTICLES // 2]
    assert likeness(copy.text, articles[ARTICLES // 2].text) >= LEAST_LIKENESS
    benchmark.pedantic(by_bands, rounds=20, warmup_rounds=2)
    seconds = benchmark.stats.stats.median
    baseline = median_seconds(by_comparing, 3)
    measured("original_of_2k", seconds * 1000, "ms", "Jaccard with every article", baseline * 1000)
    assert seconds < 0.1
