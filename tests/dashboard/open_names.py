"""A store whose articles leave names open, whatever the gazetteer comes to hold."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from geodata.claims import EXTRACTOR
from geodata.model import Candidate, Mention
from geodata.pipeline import Knowledge, read
from geodata.store import ClaimStore, open_store
from tests.records import make_article

AMBIGUOUS, LOST = "Zhabivka-Krukivska", "Zhabokrukivka"
WIDE, SMALL = "Verkhnozhabivka", "Krukozhabivka"
"""Names that no gazetteer has; the first is given two candidates."""
DONETSK, GORNAL = "geonames:709717", "curated:gornal"
_KNOWN = datetime(2025, 4, 27, 9, tzinfo=UTC)


def make_open_store(path: Path, knowledge: Knowledge, canary: str) -> ClaimStore:
    """Four articles: two with the ambiguous name, one of them and two more with a lost one.

    The canary stands in every title and beside a name in one text.
    """
    store = open_store(f"sqlite:///{path}")
    for number, text in enumerate(
        (
            f"Russian forces have captured the village of {AMBIGUOUS}, Russia's Defence Ministry "
            "said.",
            f"The Ukrainian army said its troops had retaken the village of {AMBIGUOUS}. Russian "
            f"forces seized the village of {LOST}, the ministry in Moscow said.",
            f"Russian forces captured the village of {WIDE} {canary} on Sunday, the ministry in "
            "Moscow said.",
            f"Russian forces have captured the village of {SMALL}, the ministry in Moscow said.",
        )
    ):
        article = make_article(text, title=f"Title {number} {canary}")
        mentions, claims = read(article, knowledge)
        store.add(
            article,
            [_ambiguous(mention) for mention in mentions],
            claims,
            extractor=EXTRACTOR,
            recorded_at=_KNOWN,
            places=knowledge.gazetteer.place,
        )
    assert {mention.surface for mention in store.unresolved()} == {AMBIGUOUS, LOST, WIDE, SMALL}
    return store


def _ambiguous(mention: Mention) -> Mention:
    if mention.surface != AMBIGUOUS:
        return mention
    candidates = tuple(
        Candidate(place_id=place_id, score=score)
        for place_id, score in ((GORNAL, 4.1), (DONETSK, 3.9))
    )
    return replace(mention, candidates=candidates, how="ambiguous: both fit about equally")
