"""On which day an undated article was printed: told by its address or text, or left unknown."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from geodata.claims import date_article
from geodata.model import Article, DateBasis, article_id_of
from geodata.pipeline import Knowledge, ingest, read
from geodata.store import ClaimStore
from tests.records import make_article


def dated(text: str, knowledge: Knowledge, **changes: object) -> Article:
    article = make_article(
        text, published_at=None, published_basis=DateBasis.UNKNOWN, published_note="", **changes
    )
    return date_article(article, knowledge.lexicon)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("LONDON, 3 May 2024 — Troops left.", "2024-05-03"),
        ("KYIV, Ukraine, April 27, 2025 (AP) - Troops left.", "2025-04-27"),
        ("MOSCOW, July 31, 2025. /TASS/. Troops left.", "2025-07-31"),
        ("Kyiv, 27 April 2025 (Reuters) – Troops left.", "2025-04-27"),
        ("KYIV, Sunday, April 27 (AFP) - Troops have been there since March 2025.", "2025-04-27"),
        ("Troops leave town\n\nPublished: 12 May 2023\n\nTroops left.", "2023-05-12"),
        ("Troops leave town\nPosted on May 12, 2023 by the desk\nTroops left.", "2023-05-12"),
        ("Last updated: 2023-05-12\nTroops left.", "2023-05-12"),
    ],
)
def test_a_dateline_or_a_line_of_the_page_tells_the_day(
    text: str, day: str, knowledge: Knowledge
) -> None:
    article = dated(text, knowledge)
    assert str(article.published_on) == day
    assert article.published_basis is DateBasis.INFERRED
    assert article.published_note


def test_the_address_of_the_page_tells_the_day(knowledge: Knowledge) -> None:
    article = dated("Troops left.", knowledge, url="https://example.org/news/2025/04/27/left")
    assert article.published_at == datetime(2025, 4, 27, tzinfo=UTC)
    assert article.published_basis is DateBasis.METADATA


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("KYIV, April 27 (Reuters) - Troops left.", "April 27"),
        ("KYIV, April 27 (Reuters) - Russia holds it since May 2022.", "2022-05-01"),
        ("Russian troops captured it on 12 March 2025.", "2025-03-12"),
        ("They came on 12 March 2025. Talks will be held on 5 May 2025.", "2025-05-05"),
        ("Six months after 6 August 2024 they left.", "2025-02-01"),
        ("Troops left on Saturday.", ""),
        ("On 3 May 2024 — a Friday — troops left.", "2024-05-03"),
    ],
)
def test_what_only_bounds_the_day_leaves_it_unknown_and_is_noted(
    text: str, note: str, knowledge: Knowledge
) -> None:
    article = dated(text, knowledge)
    assert article.published_at is None
    assert article.published_basis is DateBasis.UNKNOWN
    assert note in article.published_note
    assert bool(note) == bool(article.published_note)


def test_a_day_that_is_given_is_never_touched(knowledge: Knowledge) -> None:
    article = make_article("LONDON, 3 May 2024 — Troops left.")
    assert date_article(article, knowledge.lexicon) is article


def test_claims_count_from_the_day_that_the_dateline_tells(knowledge: Knowledge) -> None:
    text = "LONDON, 3 May 2024 — Russia captured Sudzha on Tuesday."
    article = Article(article_id=article_id_of(text), source_id="s", title="", text=text)
    [claim] = read(article, knowledge)[1]
    assert (str(claim.event_date), str(claim.published_at)[:10]) == ("2024-04-30", "2024-05-03")


def test_a_day_yet_to_come_is_not_believed(knowledge: Knowledge) -> None:
    text = "LONDON, 3 May 2199 — Russia captured Sudzha on Tuesday."
    article = Article(article_id=article_id_of(text), source_id="s", title="", text=text)
    [claim] = read(article, knowledge)[1]
    assert (claim.event_date, claim.published_at) == (None, None)


def test_the_store_keeps_the_inferred_day_with_its_basis(
    tmp_path: Path, store: ClaimStore, knowledge: Knowledge
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("LONDON, 3 May 2024 — Russia captured Sudzha on Tuesday.", "utf-8")
    assert ingest([str(path)], store, knowledge).added == 1
    [article] = store.articles()
    assert (str(article.published_on), article.published_basis) == (
        "2024-05-03",
        DateBasis.INFERRED,
    )
