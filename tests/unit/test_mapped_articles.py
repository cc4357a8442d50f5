"""The words behind the claims that maps make."""

from geodata.pipeline.mapped import mapped_articles
from geodata.published import articles_of, claims_of
from tests.unit.test_mapped_statements import MAP, NOTHING_SAID, SUDZHA, map_of
from tests.unit.test_reaching import say


def test_each_claim_of_a_map_finds_the_article_that_it_quotes_and_an_articles_claim_none() -> None:
    silent = map_of((SUDZHA, 5, NOTHING_SAID), claimant="DEEPSTATE")
    claims = claims_of(MAP)
    found = mapped_articles([silent, MAP], [*claims, say("RU", "RU", SUDZHA)])
    assert found == {article.article_id: article for article in articles_of(MAP)}
    for claim in claims:
        assert found[claim.article_id].text[claim.start_char : claim.end_char] == claim.quote
