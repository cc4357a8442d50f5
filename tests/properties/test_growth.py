"""Four times the text takes about four times the work, whatever the text is made of.

Work is counted in calls, which no other load on the machine changes; tests/bench measures seconds,
and texts that name ever more places.
"""

import sys
from types import FrameType

import pytest

from geodata.model import Article, article_id_of
from geodata.pipeline import Knowledge, read
from geodata.seeds import moment_of

SHORT = 6_000
"""Characters: three sentences of the greatest length."""
MOST_GROWTH = 6.0
UNITS = {
    "one sentence without a stop": "Russia said troops had taken Sudzha and entered Toretsk while ",
    "nested speech": "said that ",
    "reports of reports": "Russian reports that ",
    "nothing but openings": "captured “ ( — ",
    "quotation marks in a row after a verb": f"captured {'“' * 80} ",
    "straight quotation marks": 'Russia took " Sudzha " ',
    "insertions": "Russia took — Sudzha ( Toretsk ) ",
    "denials": "Russia took Sudzha. Kyiv denied it. ",
    "words that stand for places": "Fighting went on in the village and at the plant. ",
    "people": "Petro Koval, the mayor, said Koval ",
    "relative clauses": "most of which ",
    "dates": "on May 5, 2024 and in August ",
    "short lines": "Russia took Sudzha\n",
    "initials": "U.S.",
    "one word": "a",
}


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_a_text_that_repeats_itself_grows_no_dearer(unit: str, knowledge: Knowledge) -> None:
    short, long = (
        _calls((unit * (length // len(unit) + 1))[:length], knowledge)
        for length in (SHORT, 4 * SHORT)
    )
    assert long <= MOST_GROWTH * short


def _calls(text: str, knowledge: Knowledge) -> int:
    article = Article(
        article_id=article_id_of(text),
        source_id="s",
        title="",
        text=text,
        published_at=moment_of("2025-04-27"),
    )
    read(article, knowledge)  # so that nothing is counted that is only made once
    count = 0

    def note(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        read(article, knowledge)
    finally:
        sys.setprofile(before)
    return count
