"""Golden articles: each text leaves exactly its claims in the ledger.

A claim reads `place | claimant | relation | actor | polarity`, then, in any order, `past`,
`partial` and the event date as exact as it must be; a date that isn't written isn't checked.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from geodata.model import Article, Claim, DatePrecision, Extent, Polarity, article_id_of
from geodata.pipeline import Knowledge, read
from geodata.seeds import moment_of, read_seed_articles
from geodata.settings import SEEDS_FOLDER

FOLDER = Path(__file__).parent / "articles"
WIDTH = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7, DatePrecision.DAY: 10}
SEEDS = "seeds"


CASES = [
    pytest.param(path.stem, name, case, id=f"{path.stem}: {name}")
    for path in sorted(FOLDER.glob("*.toml"))
    for name, case in tomllib.loads(path.read_text("utf-8")).items()
]


@pytest.mark.parametrize(("file", "name", "case"), CASES)
def test_an_article_leaves_exactly_its_claims(
    file: str, name: str, case: dict[str, Any], knowledge: Knowledge
) -> None:
    article = _seed_article(name) if file == SEEDS else _article(case)
    _, claims = read(article, knowledge)
    found = {_words(claim, knowledge) for claim in claims}
    wanted = [_Wanted(line) for line in case["claims"]]
    allowed = [_Wanted(line) for line in case.get("allowed", ())]
    missed = [one.line for one in wanted if not any(one.fits(words) for words in found)]
    invented = sorted(
        words for words in found if not any(one.fits(words) for one in (*wanted, *allowed))
    )
    assert (missed, invented) == ([], [])
    assert len(claims) == len(found), "a claim comes out twice"


@pytest.mark.parametrize(("file", "name", "case"), CASES)
def test_every_quote_is_the_text_at_its_offsets_and_every_denial_denies(
    file: str, name: str, case: dict[str, Any], knowledge: Knowledge
) -> None:
    article = _seed_article(name) if file == SEEDS else _article(case)
    _, claims = read(article, knowledge)
    ids = {claim.claim_id for claim in claims}
    for claim in claims:
        assert article.text[claim.start_char : claim.end_char] == claim.quote
        assert set(claim.denies) <= ids
        answered = [
            other
            for other in claims
            if (other.place_id, other.relation, other.actor, other.polarity)
            == (claim.place_id, claim.relation, claim.actor, Polarity.AFFIRM)
            and other.claimant != claim.claimant
            and other.current == claim.current
        ]
        if claim.polarity is Polarity.DENY:
            assert set(claim.denies) == {other.claim_id for other in answered}


class _Wanted:
    """A line of a case, to compare with found claims."""

    def __init__(self, line: str) -> None:
        self.line = line
        parts = [part.strip() for part in line.split("|")]
        self.head, tail = " | ".join(parts[:5]), parts[5:]
        self.marks = {mark for mark in tail if mark in {"past", "partial"}}
        self.date = next((mark for mark in tail if mark[0].isdigit()), None)

    def fits(self, words: str) -> bool:
        head, marks, when = words.split(" || ")
        return (
            head == self.head
            and set(marks.split()) == self.marks
            and (self.date is None or when == self.date)
        )


def _words(claim: Claim, knowledge: Knowledge) -> str:
    place = knowledge.gazetteer.place(claim.place_id).name
    head = f"{place} | {claim.claimant} | {claim.relation} | {claim.actor} | {claim.polarity}"
    marks = ["past"] * (not claim.current) + ["partial"] * (claim.extent is Extent.PARTIAL)
    when = ""
    if claim.event_date and claim.date_precision:
        when = claim.event_date.isoformat()[: WIDTH[claim.date_precision]]
    return f"{head} || {' '.join(marks)} || {when}"


def _article(case: dict[str, Any]) -> Article:
    return Article(
        article_id=article_id_of(case["text"]),
        source_id="golden",
        title="",
        text=case["text"],
        published_at=moment_of(case["published"]),
    )


def _seed_article(file_name: str) -> Article:
    text = (SEEDS_FOLDER / "articles" / file_name).read_bytes().decode("utf-8")
    return next(one for one in read_seed_articles(SEEDS_FOLDER) if one.text == text)
