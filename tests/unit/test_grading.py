"""How sure a claim is: the table, and what the explanation of a claim tells."""

import pytest

from geodata.claims.grading import WEIGHTS, WORDS, confidence_of
from geodata.model import Article, Claim
from geodata.pipeline import Knowledge, read


def claims_of(text: str, knowledge: Knowledge, source: str = "paper") -> list[Claim]:
    return read(Article(article_id="a", source_id=source, title="", text=text), knowledge)[1]


def test_a_chance_lies_between_none_and_certainty_whatever_is_doubted() -> None:
    assert 0 < confidence_of(WEIGHTS) < confidence_of(()) < 1
    assert WORDS.keys() <= WEIGHTS.keys()


def test_a_pronoun_and_a_word_that_stands_for_the_place_make_a_claim_less_sure(
    knowledge: Knowledge,
) -> None:
    plain, doubted = claims_of(
        "Russian troops captured Toretsk. Ukraine said they had entered the town.", knowledge
    )
    assert plain.confidence > doubted.confidence
    assert "a word standing for Toretsk" in doubted.how
    assert "who does it is a pronoun" in doubted.how
    assert "in the outlet's own voice" in plain.how


@pytest.mark.parametrize("source", ["isw", "Institute for the Study of War"])
def test_a_monitor_in_its_own_report_is_the_outlets_voice(
    source: str, knowledge: Knowledge
) -> None:
    text = "ISW assesses that Russian forces captured Toretsk."
    assert [claim.claimant for claim in claims_of(text, knowledge, source)] == ["SOURCE"]
    assert [claim.claimant for claim in claims_of(text, knowledge)] == ["ISW"]


def test_a_quotation_over_several_sentences_is_the_words_of_who_is_named_at_its_end(
    knowledge: Knowledge,
) -> None:
    text = "“Our soldiers left Toretsk. They still hold Pokrovsk,” Ukraine's General Staff said."
    assert {claim.claimant for claim in claims_of(text, knowledge)} == {"UA"}


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Russian forces in control of Ocheretyne: DeepState", "DEEPSTATE"),
        ("Syrskyi: Russian forces have entered Ocheretyne", "UA"),
        ("Ukraine: Russian forces have entered Ocheretyne", "SOURCE"),
    ],
)
def test_a_headline_names_its_voice_beside_a_colon(
    text: str, claimant: str, knowledge: Knowledge
) -> None:
    assert [claim.claimant for claim in claims_of(text, knowledge)] == [claimant]
