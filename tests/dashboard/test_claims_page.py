"""The page of claims: searched, sorted, read in their articles, exported."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import reads
from dashboard.reads import listing
from geodata import reviewing
from geodata.gazetteer import load_gazetteer
from geodata.selection import Selection
from geodata.settings import SEEDS_FOLDER
from geodata.store import ClaimStore
from tests.dashboard.ledger import (
    GORNAL,
    KURSK,
    desk_of,
    keep,
    make_article,
    make_claim,
    report,
)
from tests.dashboard.opening import HOSTILE, Opened, opener, told_to


@pytest.fixture
def opened(store: ClaimStore) -> Opened:
    """Opens the page on the hand-made ledger with the parameters of a link."""
    return opener("claims")


@pytest.fixture
def desk(store: ClaimStore, tmp_path: Path) -> reads.Desk:
    return desk_of(tmp_path / "claims.sqlite3")


def table(page: AppTest) -> Any:
    return page.dataframe[0].value


def words(page: AppTest) -> dict[str, Any]:
    [data] = told_to(page, "claimline_sentences")
    return data


def captions(page: AppTest) -> str:
    return " ".join(caption.value for caption in page.caption).replace("\\", "")


def test_the_table_lists_every_claim_of_the_selection(opened: Opened) -> None:
    assert len(table(opened())) == 12
    assert set(table(opened(voice="UA"))["says"]) <= {
        "Claimed by Ukraine (General Staff)",
        "Denied by Ukraine (General Staff)",
        "Denied by Ukraine",
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("village of gornal", "Gornal"),
        ("belgorod", "Belgorod"),
        ("controlled CRIMEA", "Crimea"),
    ],
)
def test_a_search_finds_all_its_words_in_quote_or_place(
    opened: Opened, text: str, place: str
) -> None:
    page = opened(text=text)
    found = table(page)
    assert 0 < len(found) < 12
    assert f"{len(found)} of 12 claims" in captions(page)
    assert any(place in name for name in found["place"])


def test_a_search_finds_speakers(opened: Opened) -> None:
    assert set(table(opened(text="general staff"))["says"]) == {
        "Claimed by Ukraine (General Staff)",
        "Denied by Ukraine (General Staff)",
    }


def test_a_search_without_an_answer_says_what_to_do(opened: Opened) -> None:
    page = opened(text="nobody said this")
    assert not page.dataframe
    assert "Search for fewer" in page.info[0].value


def test_the_search_box_is_kept_in_the_link(opened: Opened) -> None:
    page = opened()
    page.text_input(key="claims-text").set_value("Gornal").run()
    assert "Gornal" in page.query_params["text"]
    assert set(table(page)["place"]) == {"Gornal, Kursk region"}


def test_the_order_can_be_chosen(opened: Opened) -> None:
    places = table(opened(order="place"))["place"].tolist()
    assert places == sorted(places)
    days = [day for day in table(opened())["true_of"] if len(day) == 10]
    assert days == sorted(days, reverse=True)


def test_a_link_chooses_the_columns(opened: Opened) -> None:
    assert list(table(opened(columns="place,confidence")).columns) == ["place", "confidence"]


def test_a_link_with_columns_that_there_are_none_of_says_so_and_shows_the_usual(
    opened: Opened,
) -> None:
    page = opened(columns="place,evil")
    assert "columns" in page.warning[0].value
    assert "quote" in table(page).columns


def test_a_statement_that_two_outlets_print_says_so(opened: Opened) -> None:
    found = table(opened(voice="RU"))
    told = dict(zip(found["quote"], found["told"], strict=True))
    assert told["the village of Gornal had been taken"] == "2 outlets"


def claim_of(store: ClaimStore, quote: str) -> str:
    [found] = [claim.claim_id for claim in store.claims() if claim.quote == quote]
    return found


def test_a_claim_opens_in_its_article_with_what_else_prints_the_statement(
    opened: Opened, store: ClaimStore
) -> None:
    quote = "the village of Gornal had been taken"
    data = words(opened(claim=claim_of(store, quote)))
    assert data["place"]["kind"] == "2 outlets print this one statement"
    [group] = data["groups"]
    first = group["claims"][0]
    text = data["articles"][first["article"]]["text"]
    assert text[first["start"] : first["end"]] == quote
    assert len(group["claims"]) == 2
    assert [way for way, _ in first["ways"]] == ["map", "article", "review"]


def test_a_link_to_a_claim_that_is_not_here_shows_the_hint(opened: Opened) -> None:
    assert "Choose a cell" in words(opened(claim="0" * 32))["notice"]


def test_the_table_says_who_reviewed_a_claim(opened: Opened, store: ClaimStore) -> None:
    claim = next(claim for claim in store.claims() if claim.place_id == GORNAL)
    store.review(reviewing.accept(claim, "Olena"), places=load_gazetteer(SEEDS_FOLDER).place)
    found = table(opened(text="gornal"))
    assert "accepted by Olena" in set(found["review"])


def test_hostile_words_reach_the_page_as_data_only(opened: Opened, store: ClaimStore) -> None:
    article = make_article(f"{HOSTILE} is theirs.", HOSTILE, HOSTILE)
    claim = make_claim(article, article.text, GORNAL, speaker=HOSTILE)
    keep(store, article, [], [claim])
    page = opened(claim=claim.claim_id, text="{{7*7}}")
    assert table(page)["quote"].tolist() == [article.text]
    shown = [one.value for kind in ("markdown", "caption", "info") for one in page.get(kind)]
    assert not any(HOSTILE in text for text in shown)


def ids(found: bytes) -> list[str]:
    features = json.loads(found)["features"]
    return [feature["properties"]["claim_id"] for feature in features]


def test_the_file_holds_exactly_what_is_listed_in_that_order(desk: reads.Desk) -> None:
    listed = listing.listed(desk, Selection(), "kursk", listing.Order.PLACE)
    assert 0 < len(listed) < 12
    written = listing.export(desk, Selection(), listed, "geojson")
    assert ids(written) == [claim.claim_id for claim in listed]


def test_ticked_rows_alone_can_be_written(desk: reads.Desk) -> None:
    [one, *_] = listing.listed(desk, Selection(), "", listing.Order.NEWEST)
    assert ids(listing.export(desk, Selection(), [one], "geojson")) == [one.claim_id]


@pytest.mark.parametrize(
    ("file_format", "begins"),
    [("gpkg", b"SQLite format 3"), ("csv", b"claim_id"), ("kml", b"<?xml")],
)
def test_the_list_can_be_written_in_each_format(
    desk: reads.Desk, file_format: str, begins: bytes
) -> None:
    listed = listing.listed(desk, Selection(), "", listing.Order.NEWEST)
    written = listing.export(desk, Selection(), listed, file_format)
    assert begins in written[:400]


def test_prepared_lists_hold_the_tellings_of_one_statement_together(desk: reads.Desk) -> None:
    known = listing.prepared(desk, Selection())
    _, _, claims = report()
    taken = next(claim for claim in claims if claim.place_id == GORNAL)
    assert {claim.source_id for claim in known.tellings[taken.claim_id]} == {
        "seed-000",
        "seed-004",
    }
    assert known.names[KURSK] == "Kursk region"
