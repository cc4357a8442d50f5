"""A ledger of a small front: three accounts of a dozen towns over months, sides interchangeable."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from geodata.model import Claim, DateBasis, DatePrecision, Polarity, Relation
from geodata.store import ClaimStore, open_store
from tests.dashboard.ledger import keep, make_article, make_claim

DONETSK, AVDIIVKA, HORLIVKA = "geonames:709717", "geonames:713122", "geonames:707753"
SELYDOVE, KURAKHOVE, TORETSK = "geonames:694677", "geonames:695357", "curated:toretsk"
POKROVSK, MYRNOHRAD = "curated:pokrovsk", "curated:myrnohrad"
KRAMATORSK, KOSTIANTYNIVKA = "geonames:704508", "geonames:705104"
CHASIV_YAR, DOBROPILLIA = "geonames:710915", "geonames:709900"

FIRST, LAST = date(2024, 8, 1), date(2025, 2, 10)
OUTLET = "wire"


class Word(NamedTuple):
    """One statement: who says on which day that who holds what, or doesn't."""

    day: date
    claimant: str
    actor: str
    places: tuple[str, ...]
    relation: Relation = Relation.CONTROLS
    denied: bool = False


WORDS = (
    Word(FIRST, "RU", "RU", (DONETSK, HORLIVKA, AVDIIVKA)),
    Word(FIRST, "UA", "RU", (DONETSK, HORLIVKA)),
    Word(FIRST, "UA", "UA", (POKROVSK, MYRNOHRAD, KRAMATORSK, TORETSK, SELYDOVE, KURAKHOVE)),
    Word(FIRST, "RU", "UA", (KRAMATORSK, KOSTIANTYNIVKA, DOBROPILLIA, POKROVSK)),
    Word(date(2024, 10, 20), "RU", "RU", (SELYDOVE,)),
    Word(date(2024, 11, 5), "UA", "RU", (SELYDOVE, AVDIIVKA)),
    Word(date(2025, 1, 6), "RU", "RU", (KURAKHOVE,)),
    Word(date(2025, 1, 20), "SOURCE", "RU", (CHASIV_YAR,), Relation.CONTESTED),
    Word(date(2025, 2, 7), "RU", "RU", (TORETSK,)),
    Word(LAST, "UA", "RU", (TORETSK,), denied=True),
)


def make_front_store(
    path: Path, *, swapped: bool = False, source_id: str = OUTLET, title: str = "The front"
) -> ClaimStore:
    """A store of these words, one article each; swapped: each side says the other's part."""
    store = open_store(f"sqlite:///{path}")
    for number, word in enumerate(_swapped(WORDS) if swapped else WORDS):
        text = " ".join(f"{number}. {place} is spoken of." for place in word.places)
        article = make_article(
            text,
            source_id,
            f"{title} {number}",
            published_at=datetime.combine(word.day, time(), UTC),
            published_basis=DateBasis.GIVEN,
        )
        claims: list[Claim] = [
            make_claim(
                article,
                f"{number}. {place} is spoken of.",
                place,
                claimant=word.claimant,
                actor=word.actor,
                relation=word.relation,
                polarity=Polarity.DENY if word.denied else Polarity.AFFIRM,
                event_date=word.day,
                date_precision=DatePrecision.DAY,
            )
            for place in word.places
        ]
        keep(store, article, [], claims)
    return store


def _swapped(words: Iterable[Word]) -> Iterator[Word]:
    other = {"RU": "UA", "UA": "RU"}
    for word in words:
        claimant, actor = (other.get(code, code) for code in (word.claimant, word.actor))
        yield word._replace(claimant=claimant, actor=actor)
