"""Whom words mean there and then: by theatre, by time, by what else the article names."""

from datetime import UTC, datetime

import pytest

from geodata.claims.reading import read_sentences
from geodata.mentions import find_mentions
from geodata.model import Article
from geodata.pipeline import Knowledge


def actors_of(text: str, knowledge: Knowledge, year: int = 2024) -> list[tuple[str, str]]:
    published = datetime(year, 6, 1, tzinfo=UTC)
    article = Article(article_id="a", source_id="s", title="", text=text, published_at=published)
    mentions = find_mentions(article, knowledge.gazetteer, knowledge.actors)
    index = knowledge.lexicon.actor_index
    sentences = read_sentences(article, mentions, index, knowledge.gazetteer.place)
    return [
        (" ".join(one.tokens[at].text for at in range(span.first, span.last)), span.actor_id)
        for one in sentences
        for span in one.actors
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The rebels took Goma.", [("rebels", "M23")]),
        ("The rebels took Aleppo.", [("rebels", "OPP")]),
        ("The rebels took Lashio.", [("rebels", "RES")]),
        ("The rebels took Bakhmut.", []),
    ],
)
def test_the_rebels_are_those_of_the_country_whose_places_are_named(
    text: str, wanted: list[tuple[str, str]], knowledge: Knowledge
) -> None:
    assert actors_of(text, knowledge) == wanted


def test_the_donetsk_republic_speaks_for_itself_until_2022_and_then_for_russia(
    knowledge: Knowledge,
) -> None:
    text = "The DPR said its fighters had entered Avdiivka."
    assert actors_of(text, knowledge, 2015)[0] == ("DPR", "DPR")
    assert actors_of(text, knowledge, 2023)[0] == ("DPR", "RU")


def test_militants_are_the_group_that_the_article_names_and_else_nobody_in_particular(
    knowledge: Knowledge,
) -> None:
    named = "Al-Shabaab fighters left Jowhar. The militants fled."
    assert ("militants", "SHABAAB") in actors_of(named, knowledge)
    assert actors_of("The militants fled from Jowhar.", knowledge) == [("militants", "INS")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("US-backed forces took Raqqa.", []),
        ("Kurdish-led forces took Raqqa.", [("Kurdish - led", "SDF")]),
        ("The road to Moscow-controlled Melitopol is mined.", [("Moscow", "RU")]),
        ("The Somali government holds Jowhar.", [("Somali", "SO")]),
    ],
)
def test_compounds_and_adjectives_name_who_acts_not_who_backs_them(
    text: str, wanted: list[tuple[str, str]], knowledge: Knowledge
) -> None:
    assert actors_of(text, knowledge) == wanted
