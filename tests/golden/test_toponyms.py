"""Golden toponyms: names are found, mean the right place, and what is no place stays off the map.

toponyms.toml was labelled before the program read it; tests/score_toponyms.py says what counts as
right and prints each failure.
"""

from pathlib import Path

import pytest

from geodata.pipeline import Knowledge
from tests.score_toponyms import Figures, Judgement, Outcome, failures_of, figures_of, judge_file

FILE = Path(__file__).parent / "toponyms.toml"

# What holds; raise it when the program gets better. First run: 80 % found, 70 % right.
LEAST_PLACES = 150
LEAST_TEXTS = 40
LEAST_FOUND = 0.98
LEAST_RIGHT = 0.95
MOST_IN_WRONG_COUNTRY = 0
MOST_FALSE_MENTIONS = 1
MOST_GUESSES = 0


@pytest.fixture(scope="module")
def judgements(knowledge: Knowledge) -> list[Judgement]:
    return judge_file(FILE, knowledge)


@pytest.fixture(scope="module")
def figures(judgements: list[Judgement]) -> Figures:
    return figures_of(judgements)


def _lines(judgements: list[Judgement], *outcomes: Outcome) -> str:
    return "\n".join(failures_of(one for one in judgements if one.outcome in outcomes))


def test_the_set_is_large_and_holds_namesakes(judgements: list[Judgement]) -> None:
    places = [one for one in judgements if one.field == "places"]
    assert len(places) >= LEAST_PLACES
    assert len({one.text["id"] for one in judgements}) >= LEAST_TEXTS
    spots = {(one.label["name"], one.label["lat"], one.label["lon"]) for one in places}
    names = [name for name, _, _ in spots]
    assert len({name for name in names if names.count(name) > 1}) >= 10


def test_names_of_places_are_found(figures: Figures, judgements: list[Judgement]) -> None:
    assert figures.found >= LEAST_FOUND, _lines(judgements, Outcome.NOT_FOUND)


def test_names_mean_the_right_place(figures: Figures, judgements: list[Judgement]) -> None:
    assert figures.right >= LEAST_RIGHT, "\n".join(failures_of(judgements))


def test_hardly_a_name_lands_in_a_wrong_country(
    figures: Figures, judgements: list[Judgement]
) -> None:
    wrong = _lines(judgements, Outcome.WRONG_COUNTRY)
    assert figures.wrong_country <= MOST_IN_WRONG_COUNTRY, wrong


def test_surnames_units_and_governments_are_hardly_taken_for_places(
    figures: Figures, judgements: list[Judgement]
) -> None:
    false = _lines(judgements, Outcome.FALSE, Outcome.FALSE_UNRESOLVED)
    assert figures.false_mentions <= MOST_FALSE_MENTIONS, false


def test_a_name_that_no_reader_could_place_is_hardly_guessed(
    figures: Figures, judgements: list[Judgement]
) -> None:
    assert figures.guesses <= MOST_GUESSES, _lines(judgements, Outcome.GUESS)
