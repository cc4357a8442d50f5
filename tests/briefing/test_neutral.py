"""The brief takes no side: swapping the sides in the data swaps the sentences and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from geodata.briefing import Request, make_sheet
from geodata.gazetteer import load_gazetteer
from geodata.model import DatePrecision, Polarity, Relation
from geodata.pipeline import Knowledge
from geodata.selection import Selection
from geodata.settings import SEEDS_FOLDER
from geodata.store import open_store
from tests.briefing.conftest import bureau_of
from tests.dashboard.ledger import GORNAL, make_article, make_claim

FIRST = date(2025, 4, 1)
OTHER = {"RU": "UA", "UA": "RU"}
PLACES = (GORNAL, "curated:oleshnya", "geonames:709717", "geonames:712451")


@dataclass(frozen=True)
class Word:
    claimant: str
    actor: str
    relation: Relation
    polarity: Polarity
    place: str
    day: int
    source: str

    @property
    def swapped(self) -> "Word":
        return Word(
            OTHER.get(self.claimant, self.claimant), OTHER[self.actor], self.relation,
            self.polarity, self.place, self.day, self.source,
        )  # fmt: skip


WORDS = st.lists(
    st.builds(
        Word,
        st.sampled_from(["RU", "UA", "SOURCE"]),
        st.sampled_from(["RU", "UA"]),
        st.sampled_from(Relation),
        st.sampled_from(Polarity),
        st.sampled_from(PLACES[:1] + PLACES[2:]),
        st.integers(0, 25),
        st.sampled_from(["seed-000", "seed-004"]),
    ),
    min_size=1,
    max_size=8,
)


def brief(words: Sequence[Word], knowledge: Knowledge) -> list[tuple[str, tuple[int, ...], int]]:
    """Sentences with their numbers and how many claims they cite, in no order."""
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/claims.sqlite3")
        places = load_gazetteer(SEEDS_FOLDER).place
        for number, word in enumerate(words):
            day = FIRST + timedelta(days=word.day)
            printed = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            text = f"Sentence {number} of a report."
            article = make_article(text, word.source, f"Report {number}", published_at=printed)
            claim = make_claim(
                article, text, word.place, claimant=word.claimant, actor=word.actor,
                relation=word.relation, polarity=word.polarity, event_date=day,
                date_precision=DatePrecision.DAY,
            )  # fmt: skip
            store.add(article, [], [claim], extractor="rules@1", recorded_at=printed, places=places)
        view = Selection(without_ground=True)
        request = Request(view=view, changed_since=FIRST + timedelta(days=12))
        sheet = make_sheet(bureau_of(store, knowledge, Path(folder)), request)
        store.close()
    return sorted((one.text, one.numbers, len(one.claim_ids)) for one in sheet.sentences)


def swapped_names(text: str) -> str:
    return text.replace("Russia", "\0").replace("Ukraine", "Russia").replace("\0", "Ukraine")


def in_order(text: str) -> str:
    """Voices of one place and parties of one dispute stand by name: their order is no word."""
    head, colon, tail = text.partition(": ")
    return head + colon + "; ".join(sorted(tail.rstrip(".").split("; ")))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=WORDS)
def test_swapping_the_sides_swaps_the_sentences_and_nothing_else(
    words: list[Word], knowledge: Knowledge
) -> None:
    there = [(in_order(text), *more) for text, *more in brief(words, knowledge)]
    back = brief([word.swapped for word in words], knowledge)
    here = [(in_order(swapped_names(text)), *more) for text, *more in back]
    assert sorted(here) == sorted(there)
