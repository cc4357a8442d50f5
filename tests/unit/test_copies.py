"""Which texts are copies of which: alike word for word but for some."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.articles.copies import LEAST_LIKENESS, bands_of, likeness, original_of
from geodata.model import Article
from geodata.seeds import read_seed_articles
from geodata.settings import SEEDS_FOLDER
from tests.records import make_article

SEED, OTHER_SEED = read_seed_articles(SEEDS_FOLDER)
EDITED = SEED.text.replace("Russian", "Russia's").replace(" said", " told reporters", 3)
CUT = SEED.text[: len(SEED.text) * 2 // 3]


def found(text: str, *kept: Article) -> Article | None:
    """As ingest looks for it: by bands first, then word for word."""
    bands = set(bands_of(text))
    return original_of(make_article(text), [one for one in kept if bands & set(bands_of(one.text))])


@pytest.mark.parametrize("text", [EDITED, CUT, SEED.text.upper(), f"By our desk. {SEED.text}"])
def test_a_reprint_lightly_edited_or_cut_leads_to_the_text_it_was_copied_from(text: str) -> None:
    assert text != SEED.text
    assert found(text, OTHER_SEED, SEED) == SEED


def test_the_two_seeds_tell_one_story_and_are_no_copies() -> None:
    assert likeness(SEED.text, OTHER_SEED.text) < 0.1
    assert found(OTHER_SEED.text, SEED) is None


def test_half_of_another_text_is_not_a_copy_of_it() -> None:
    halves = SEED.text[: len(SEED.text) // 2] + OTHER_SEED.text
    assert likeness(halves, SEED.text) < LEAST_LIKENESS
    assert original_of(make_article(halves), [SEED]) is None


def test_the_likest_of_several_is_the_original() -> None:
    cut, edited = make_article(CUT), make_article(EDITED)
    assert original_of(make_article(f"{EDITED} More."), [cut, SEED, edited]) == edited


def test_a_sentence_worded_alike_for_two_villages_is_no_copy() -> None:
    line = "Russian forces took the village of {} in the Donetsk region, the Defence Ministry said"
    texts = [line.format("Rozlyv") + " on Saturday.", line.format("Bahatyr") + " on Saturday."]
    assert likeness(*texts) > LEAST_LIKENESS
    assert original_of(make_article(texts[0]), [make_article(texts[1])]) is None


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_a_share_that_both_texts_have_alike(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1
    assert bands_of(one) == bands_of(f" {one}\n")


def test_bands_are_what_stores_hold_since_schema_3() -> None:
    bands = bands_of("Russia controls Gornal, its army chief said; Ukraine denies it.")
    assert bands[:2] == (7952378211455032765, 8331601098058906232)
    assert len(bands) == 16
    assert all(0 <= band < 2**63 for band in bands)


def test_the_sketching_library_is_loaded_only_when_a_text_is_sketched() -> None:
    program = "import sys, geodata.__main__; print({'datasketch', 'scipy'} & {*sys.modules})"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "set()"
