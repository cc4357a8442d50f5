"""What holds for the extractor whatever the text says."""

import random
import time
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model import Article, Claim, article_id_of
from geodata.pipeline import Knowledge, read
from geodata.seeds import moment_of, read_phrases
from geodata.settings import SEEDS_FOLDER


def _phrases(table: object) -> Iterator[str]:
    """Yield everything that a phrase file says, its tables' words and patterns."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, Mapping | list):
        for inner in table.values() if isinstance(table, Mapping) else table:
            yield from _phrases(inner)


WORDS = st.sampled_from(
    [
        "Russia",
        "Ukraine",
        "Kyiv",
        "Moscow",
        "Gerasimov",
        "said",
        "denied",
        "that",
        "captured",
        "its troops",
        "Sudzha",
        "Kursk region",
        "Crimea",
        "the village of Gornal",
        "was",
        "were",
        "by",
        "of",
        "control",
        "under",
        "would",
        "not",
        "—",
        ",",
        ".",
        "“",
        "”",
        "(",
        ")",
        "and",
        "but",
        "according to",
        "the claim",
        "a claim",
        "the mayor, Petro Koval,",
        "Koval",
        "Western officials",
        "the enemy",
        "they",
        "who",
        "told",
        "called",
        "untrue",
        "says",
        "has fallen",
        "the embattled town",
        "\n",
        "'s",
        "in",
        "near",
        "20%",
        "there",
        "incursion into",
        "if",
        "on Saturday",
        "to",
        "Russian",
        "Ukrainian forces",
    ]
)
PHRASE_WORDS = sorted(
    {
        word.rstrip("#?")
        for pattern in _phrases(read_phrases(SEEDS_FOLDER, "en").tables)
        for element in pattern.split()
        for word in element.split("|")
    }
    - {"~", "~~", "{A}"}
)
MARKS = ["“", "”", '"', "‘", "’", "(", ")", "[", "]", "—", "–", "-", ",", ";", ":", "'s", "n't"]
NAMES = ["Russian", "Ukraine", "Kyiv", "Sudzha", "Toretsk", "Kursk region", "Petro Koval", "ISW"]
SOUPS = st.lists(
    st.one_of(*map(st.sampled_from, (PHRASE_WORDS, NAMES, MARKS))), min_size=30, max_size=300
).map(" ".join)
"""One long sentence, mostly without a full stop, of words that the grammar waits for."""
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=200))
ABOUT = [
    "{A} said its troops had captured Sudzha.",
    "{B} denied that {a} forces had taken Sudzha.",
    "{a} troops are advancing toward Sudzha.",
    "{B} said {a} forces had been driven out of Sudzha.",
    "The town of Sudzha is under {b} control.",
    "{A} confirmed the loss of Sudzha to {b} forces.",
    "{B} rejected {a} claims that Sudzha had fallen to {a} troops.",
    "{A} may give up Sudzha.",
]
SWAP = {"RU": "UA", "UA": "RU"}


LONG = 48_000
RUN_ONS = {
    "a soup of phrases": " ".join(random.Random(4).choices(PHRASE_WORDS + NAMES * 9, k=LONG // 4)),
    "verbs of saying": "said that " * (LONG // 10),
    "reports in reports": "Russian reports that the claim that " * (LONG // 36),
    "lists": "Russia took Sudzha, Toretsk, Kyiv and " * (LONG // 38),
    "quotations never closed": "“ (captured Sudzha — " * (LONG // 21),
}
"""Texts that no writer would write, at least so long."""


def claims_of(text: str, knowledge: Knowledge) -> list[Claim]:
    article = Article(
        article_id=article_id_of(text),
        source_id="s",
        title="",
        text=text,
        published_at=moment_of("2025-04-27"),
    )
    return read(article, knowledge)[1]


@settings(deadline=None, max_examples=300)
@given(text=TEXTS)
def test_every_claim_rests_on_the_words_at_its_offsets(text: str, knowledge: Knowledge) -> None:
    claims = claims_of(text, knowledge)
    for claim in claims:
        assert text[claim.start_char : claim.end_char] == claim.quote
    assert len({claim.claim_id for claim in claims}) == len(claims)


@settings(deadline=None, max_examples=150)
@given(text=SOUPS)
def test_a_soup_of_phrases_without_a_full_stop_is_read_too(text: str, knowledge: Knowledge) -> None:
    for claim in claims_of(text, knowledge):
        assert text[claim.start_char : claim.end_char] == claim.quote


@pytest.mark.parametrize("text", RUN_ONS.values(), ids=RUN_ONS.keys())
def test_eight_times_the_text_takes_no_more_than_some_eight_times_as_long(
    text: str, knowledge: Knowledge
) -> None:
    short, long = (_cpu_seconds(text[:length], knowledge) for length in (LONG // 8, LONG))
    assert long <= 24 * short + 0.1  # its square would be 64 times


def _cpu_seconds(text: str, knowledge: Knowledge) -> float:
    # of this thread alone: those that earlier tests left behind may be at work
    start = time.thread_time()
    claims_of(text, knowledge)
    return time.thread_time() - start


@settings(deadline=None, max_examples=50)
@given(text=TEXTS)
def test_reading_twice_gives_the_same_claims(text: str, knowledge: Knowledge) -> None:
    assert claims_of(text, knowledge) == claims_of(text, knowledge)


@settings(deadline=None, max_examples=60)
@given(lines=st.lists(st.sampled_from(ABOUT), min_size=1, max_size=4, unique=True))
def test_swapping_the_sides_in_the_text_swaps_them_in_the_claims(
    lines: list[str], knowledge: Knowledge
) -> None:
    russia = {"A": "Russia", "a": "Russian", "B": "Ukraine", "b": "Ukrainian"}
    ukraine = {"A": "Ukraine", "a": "Ukrainian", "B": "Russia", "b": "Russian"}
    one = {_sides(claim) for claim in claims_of(" ".join(lines).format(**russia), knowledge)}
    other = {_sides(claim) for claim in claims_of(" ".join(lines).format(**ukraine), knowledge)}
    assert other == {(SWAP.get(c, c), r, SWAP.get(a, a), p) for c, r, a, p in one}


def _sides(claim: Claim) -> tuple[str, str, str, str]:
    return claim.claimant, claim.relation, claim.actor or "", claim.polarity
