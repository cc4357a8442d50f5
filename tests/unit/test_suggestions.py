"""Names that the gazetteer lacks, and what may have been meant."""

import time

import pytest

from geodata.gazetteer import suggest
from geodata.pipeline import Knowledge


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Chassov Jar", "Chasiv Yar"),
        ("Kupjanzk", "Kupiansk"),
        ("Гуляй-Полле", "Huliaipole"),
        ("Гуляйпілля", "Huliaipole"),
        ("Бєлгрод", "Belgorod"),
        ("Khersson", "Kherson"),
        ("Donyetsk", "Donetsk"),
        ("ПОКРОВСЬКК", "Pokrovsk"),
    ],
)
def test_a_misspelt_name_finds_the_place_meant(
    knowledge: Knowledge, typed: str, meant: str
) -> None:
    assert meant in [place.name for place in suggest(knowledge.gazetteer, typed)]


def test_no_more_are_given_than_asked_for_and_each_once(knowledge: Knowledge) -> None:
    found = suggest(knowledge.gazetteer, "Oleksandrivkaa", 4)
    assert len(found) == 4
    assert len({place.place_id for place in found}) == 4


def test_of_the_equally_alike_those_called_so_today_come_first(knowledge: Knowledge) -> None:
    found = suggest(knowledge.gazetteer, "Novooleksandrivkka")  # Melitopol was called so once
    assert found[0].name == "Novooleksandrivka"


@pytest.mark.parametrize(
    "typed", ["", "ab", "  ", "qqqqzzzz wwww", "x" * 10_000, "{{7*7}}", "\ud800"]
)
def test_what_is_like_no_name_finds_nothing(knowledge: Knowledge, typed: str) -> None:
    assert suggest(knowledge.gazetteer, typed) == []


def test_a_suggestion_is_there_at_once(knowledge: Knowledge) -> None:
    suggest(knowledge.gazetteer, "Kupjanzk")
    spent = []
    for _ in range(5):
        began = time.process_time()
        suggest(knowledge.gazetteer, "Novooleksandrivkka")
        spent.append(time.process_time() - began)
    assert min(spent) < 0.15
