"""The two seed articles tell one story: what both report is one statement, and no more."""

from collections import defaultdict
from dataclasses import replace

import pytest

from geodata.model import Article, Claim, article_id_of
from geodata.origins import count_independent, find_origins
from geodata.pipeline import Knowledge, read
from geodata.seeds import read_seed_articles
from geodata.settings import SEEDS_FOLDER

SEEDS = read_seed_articles(SEEDS_FOLDER)
TOLD_BY_BOTH = {
    ("iso:RU-KRS", "RU", "controls", "RU", "affirm", "whole"),
    ("iso:RU-KRS", "UA", "controls", "RU", "deny", "whole"),
    ("curated:gornal", "RU", "controls", "RU", "affirm", "whole"),
}


def statement(claim: Claim) -> tuple[str | None, ...]:
    what = claim.relation, claim.actor, claim.polarity, claim.extent
    return claim.place_id, claim.claimant, *what


def test_what_both_seeds_report_of_one_claimant_has_one_origin(knowledge: Knowledge) -> None:
    claims = [claim for article in SEEDS for claim in read(article, knowledge)[1]]
    origins = find_origins(claims)
    articles, found = defaultdict(set), defaultdict(set)
    for claim in claims:
        articles[statement(claim)].add(claim.article_id)
        found[statement(claim)].add(origins[claim.claim_id])
    by_both = {key for key, ids in articles.items() if len(ids) == 2 and key[1] != "SOURCE"}
    assert by_both >= TOLD_BY_BOTH
    assert {key for key in by_both if len(found[key]) > 1} == set()
    shared = [key for key, ids in found.items() if len(ids) < len(articles[key])]
    assert set(shared) == by_both
    of_gornal = [claim for claim in claims if claim.place_id == "curated:gornal"]
    assert count_independent(of_gornal) == len({claim.claimant for claim in of_gornal})


@pytest.mark.parametrize("article", SEEDS, ids=lambda article: article.source_id)
def test_an_article_with_every_paragraph_twice_makes_no_more_claims(
    article: Article, knowledge: Knowledge
) -> None:
    paragraphs = [line for line in article.text.splitlines() if line.strip()]
    text = "\n\n".join(part for paragraph in paragraphs for part in (paragraph, paragraph))
    doubled = replace(article, text=text, article_id=article_id_of(text))
    once, twice = read(article, knowledge)[1], read(doubled, knowledge)[1]
    assert len(paragraphs) > 5
    assert {statement(claim) for claim in twice} == {statement(claim) for claim in once}
    assert len(twice) == len(once)
