"""When articles became known, and which names were read in them by then."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from geodata.gazetteer import load_gazetteer
from geodata.settings import SEEDS_FOLDER
from tests.dashboard.ledger import GORNAL, MOMENT, make_store, report

LATER = MOMENT + timedelta(days=3)


def test_an_article_is_known_since_its_first_reading(tmp_path: Path) -> None:
    store = make_store(tmp_path / "claims.sqlite3")
    article, mentions, claims = report()
    settled = [replace(mention, place_id=GORNAL) for mention in mentions]
    places = load_gazetteer(SEEDS_FOLDER).place
    store.add(
        article, settled, claims, extractor="rules@99", recorded_at=LATER, places=places
    )  # fmt: skip
    assert set(store.known_since().values()) == {MOMENT}
    assert [one.place_id for one in store.mentions(article.article_id)] == [GORNAL]
    assert [one.place_id for one in store.mentions(article.article_id, MOMENT)] == [None]
    assert store.mentions(article.article_id, MOMENT - timedelta(days=1)) == []
    store.close()
