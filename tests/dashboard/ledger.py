"""A small hand-made ledger on real places, for the dashboard's and the browser's tests."""

from datetime import UTC, date, datetime
from pathlib import Path

from dashboard import reads
from geodata.gazetteer import load_gazetteer
from geodata.model import (
    Article,
    Candidate,
    Claim,
    DateBasis,
    DatePrecision,
    Extent,
    Mention,
    Polarity,
    Relation,
    article_id_of,
)
from geodata.settings import SEEDS_FOLDER, Settings
from geodata.store import ClaimStore, open_store

MOMENT = datetime(2025, 4, 27, 9, tzinfo=UTC)

REPORT = (
    "Russia’s chief of staff said on Saturday that all of the Kursk region was back under Russian "
    "control. He added that the village of Gornal had been taken. Kyiv’s General Staff denied that "
    "Russia controls the Kursk region and said that Ukrainian troops were still fighting on in the "
    "region and were active in Belgorod as well.\n\n"
    "Russian units have gathered along the border of the Sumy region. Russia has controlled Crimea "
    "since 2014 and occupies about a fifth of Ukraine. In August 2024 Ukrainian troops entered the "
    "Kursk region by surprise. A clash near Novaya Something was mentioned, too."
)
REPRINT = (
    "Moscow claims the Kursk region in full; Ukraine rejects that. “We hold Gornal”, a Russian "
    "general told reporters."
)

KURSK, BELGOROD, SUMY, CRIMEA = "iso:RU-KRS", "iso:RU-BEL", "iso:UA-59", "iso:UA-43"
UKRAINE, GORNAL = "iso:UA", "curated:gornal"


def make_article(text: str, source_id: str, title: str, **changes: object) -> Article:
    values: dict[str, object] = {
        "article_id": article_id_of(text),
        "source_id": source_id,
        "title": title,
        "text": text,
        "published_at": datetime(2025, 4, 26, tzinfo=UTC),
        "published_basis": DateBasis.INFERRED,
        "published_note": "The text says “Saturday”.",
        **changes,
    }
    return Article(**values)  # type: ignore[arg-type]


def make_claim(article: Article, quote: str, place_id: str, **changes: object) -> Claim:
    start = article.text.index(quote)
    values: dict[str, object] = {
        "article_id": article.article_id,
        "source_id": article.source_id,
        "place_id": place_id,
        "claimant": "RU",
        "relation": Relation.CONTROLS,
        "actor": "RU",
        "polarity": Polarity.AFFIRM,
        "start_char": start,
        "end_char": start + len(quote),
        "quote": quote,
        "extractor": "analyst:test",
        "published_at": article.published_at,
        "confidence": 0.8,
        "how": "written for the test",
        **changes,
    }
    return Claim(**values)  # type: ignore[arg-type]


def report() -> tuple[Article, list[Mention], list[Claim]]:
    article = make_article(REPORT, "seed-000", "Kursk: claim and denial")
    recaptured = make_claim(
        article,
        "Russia’s chief of staff said on Saturday that all of the Kursk region was back under "
        "Russian control.",
        KURSK,
        speaker="chief of staff",
        event_date=date(2025, 4, 26),
        date_precision=DatePrecision.DAY,
    )
    denial = "Kyiv’s General Staff denied that Russia controls the Kursk region"
    present = "Ukrainian troops were still fighting on in the region and were active in Belgorod"
    of_ukraine: dict[str, object] = {"claimant": "UA", "speaker": "General Staff"}
    there: dict[str, object] = {**of_ukraine, "relation": Relation.PRESENT, "actor": "UA"}
    own: dict[str, object] = {"claimant": "SOURCE"}
    claims = [
        recaptured,
        make_claim(
            article,
            denial,
            KURSK,
            **of_ukraine,
            polarity=Polarity.DENY,
            denies=(recaptured.claim_id,),
        ),
        make_claim(article, present, KURSK, **there),
        make_claim(article, present, BELGOROD, **there),
        make_claim(article, "the village of Gornal had been taken", GORNAL),
        make_claim(
            article,
            "Russian units have gathered along the border of the Sumy region.",
            SUMY,
            **own,
            relation=Relation.THREATENS,
        ),
        make_claim(
            article,
            "Russia has controlled Crimea since 2014",
            CRIMEA,
            **own,
            event_date=date(2014, 1, 1),
            date_precision=DatePrecision.YEAR,
        ),
        make_claim(
            article, "occupies about a fifth of Ukraine", UKRAINE, **own, extent=Extent.PARTIAL
        ),
        make_claim(
            article,
            "In August 2024 Ukrainian troops entered the Kursk region by surprise.",
            KURSK,
            **own,
            relation=Relation.PRESENT,
            actor="UA",
            current=False,
            event_date=date(2024, 8, 1),
            date_precision=DatePrecision.MONTH,
        ),
    ]
    start = REPORT.index("Novaya Something")
    lost = Mention(
        article_id=article.article_id,
        start_char=start,
        end_char=start + len("Novaya Something"),
        surface="Novaya Something",
        place_id=None,
        candidates=(Candidate(place_id=GORNAL, score=0.2),),
        how="no place of that name",
    )
    return article, [lost], claims


def reprint() -> tuple[Article, list[Mention], list[Claim]]:
    article = make_article(REPRINT, "seed-004", "Kursk again")
    claims = [
        make_claim(article, "Moscow claims the Kursk region in full", KURSK),
        make_claim(article, "Ukraine rejects that", KURSK, claimant="UA", polarity=Polarity.DENY),
        make_claim(article, "“We hold Gornal”, a Russian general told reporters.", GORNAL),
    ]
    return article, [], claims


def keep(store: ClaimStore, article: Article, mentions: list[Mention], claims: list[Claim]) -> None:
    store.add(
        article,
        mentions,
        claims,
        extractor="analyst:test",
        recorded_at=MOMENT,
        places=load_gazetteer(SEEDS_FOLDER).place,
    )


def make_store(path: Path) -> ClaimStore:
    """A store with both articles in it."""
    store = open_store(f"sqlite:///{path}")
    keep(store, *report())
    keep(store, *reprint())
    return store


def desk_of(store: Path) -> reads.Desk:
    """What pages work with, on a store; what can be made again is kept beside it."""
    return reads.open_desk(Settings(store_url=f"sqlite:///{store}", cache_folder=store.parent))
