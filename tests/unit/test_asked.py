"""A name typed with words for where it is: what is found, and what is not cut."""

import pytest

from geodata.gazetteer.asked import look_up_asked, suggest_asked
from geodata.model import Place
from geodata.pipeline import Knowledge

DONETSK, SUMY, POLTAVA = "iso:UA-14", "iso:UA-59", "iso:UA-53"


def regions(places: list[Place]) -> set[str]:
    return {place.admin1 for place in places}


@pytest.mark.parametrize(
    "typed",
    [
        "Ivanivka Donetsk",
        "Ivanivka donetsk region",
        "Ivanivka, Donetsk region",
        "Ivanivka (Donetsk oblast)",
        "Іванівка Донецька область",
        "Ивановка, Донецкая",
        "Ivanivka · Donetsk region · Ukraine · settlement",
    ],
)
def test_words_for_a_region_narrow_a_name(knowledge: Knowledge, typed: str) -> None:
    every = knowledge.gazetteer.look_up("Ivanivka")
    found = look_up_asked(knowledge.gazetteer, typed)
    assert regions(found) == {DONETSK}
    assert 1 < len(found) < len(every)
    assert found == [place for place in every if place in found]


def test_a_raion_and_a_region_tell_the_level_that_is_meant(knowledge: Knowledge) -> None:
    in_raion = look_up_asked(knowledge.gazetteer, "Popivka, Poltava raion")
    in_region = look_up_asked(knowledge.gazetteer, "Popivka, Poltava region")
    assert {place.admin2 for place in in_raion} == {"Poltava Raion"}
    assert len(in_raion) < len(in_region)
    assert regions(in_region) == {POLTAVA}
    [konotop] = look_up_asked(knowledge.gazetteer, "Popivka Konotopskyi raion, Sumy region")
    assert (konotop.admin1, konotop.admin2) == (SUMY, "Konotop Raion")


def test_a_country_narrows_too(knowledge: Knowledge) -> None:
    found = look_up_asked(knowledge.gazetteer, "Aleksandrovka, Russia")
    assert {place.country_code for place in found} == {"RU"}


@pytest.mark.parametrize("typed", ["Velyka Novosilka", "Donetsk region", "Chasiv Yar"])
def test_a_name_that_a_place_bears_whole_is_not_cut(knowledge: Knowledge, typed: str) -> None:
    assert look_up_asked(knowledge.gazetteer, typed) == knowledge.gazetteer.look_up(typed)


@pytest.mark.parametrize(
    "typed", ["Ivanivka, Mars", "Ivanivka region", "", " , ", "(", "Mars Mars"]
)
def test_words_that_no_place_lies_in_find_nothing(knowledge: Knowledge, typed: str) -> None:
    assert look_up_asked(knowledge.gazetteer, typed) == []


def test_a_misspelt_name_is_looked_for_in_the_region_named(knowledge: Knowledge) -> None:
    found = suggest_asked(knowledge.gazetteer, "Ivanifka, Donetsk region")
    assert found[0].name == "Ivanivka"
    assert regions(found) == {DONETSK}


def test_a_region_that_holds_none_leaves_the_names_spelled_alike(knowledge: Knowledge) -> None:
    assert suggest_asked(knowledge.gazetteer, "Ivanifka, Mars")
