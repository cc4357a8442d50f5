"""The page of disputes: who says what of which place, and what changed."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geodata.gazetteer import load_gazetteer
from geodata.model import DatePrecision, Polarity
from geodata.settings import SEEDS_FOLDER
from geodata.store import ClaimStore
from tests.dashboard.ledger import GORNAL, KURSK, MOMENT, make_article, make_claim
from tests.dashboard.opening import HOSTILE, Opened, opener, told_to


@pytest.fixture
def opened(store: ClaimStore) -> Opened:
    """Opens the page on the hand-made ledger with the parameters of a link."""
    return opener("disputes")


def add(store: ClaimStore, text: str, *, learned: datetime = MOMENT, **changes: Any) -> None:
    """Add an article of the day after the ledger's, with one claim in its only sentence."""
    source = changes.pop("source_id", "seed-004")
    title = changes.pop("title", "A day later")
    published = datetime(2025, 4, 27, 6, tzinfo=UTC)
    article = make_article(text, source, title, published_at=published)
    values: dict[str, Any] = {
        "place_id": GORNAL,
        "event_date": date(2025, 4, 27),
        "date_precision": DatePrecision.DAY,
        **changes,
    }
    claim = make_claim(article, text, values.pop("place_id"), **values)
    store.add(
        article,
        [],
        [claim],
        extractor="analyst:test",
        recorded_at=learned,
        places=load_gazetteer(SEEDS_FOLDER).place,
    )


def table(page: AppTest) -> dict[str, Any]:
    [data] = told_to(page, "claimline_matrix")
    return data


def words(page: AppTest) -> dict[str, Any]:
    [data] = told_to(page, "claimline_sentences")
    return data


def cells(page: AppTest, place: str) -> dict[str, str]:
    """What the voices say of a place, by their names."""
    data = table(page)
    rows = [row for section in data["sections"] for row in section["rows"]]
    [row] = [row for row in rows if row["name"] == place]
    return {
        column["name"]: data["says"][cell["says"]]["words"]
        for column, cell in zip(data["columns"], row["cells"], strict=True)
        if cell
    }


def captions(page: AppTest) -> str:
    return " ".join(caption.value for caption in page.caption).replace("\\", "")


def test_the_table_opens_on_the_places_that_are_disputed(opened: Opened) -> None:
    [section] = table(opened())["sections"]
    assert section["title"] == "Disputed (1)"
    assert [row["name"] for row in section["rows"]] == ["Kursk region"]


def test_a_row_says_who_is_against_whom_since_when_and_how_new_the_word_is(
    opened: Opened,
) -> None:
    [row] = table(opened(as_of="2025-04-27"))["sections"][0]["rows"]
    assert row["lines"] == [
        "Russia / Ukraine",
        "disputed since 2025-04-26, 1 day",
        "newest word 2025-04-26",
    ]


def test_each_voice_has_its_latest_stance_with_its_age(opened: Opened) -> None:
    page = opened(as_of="2025-04-27")
    said = cells(page, "Kursk region")
    assert said["Russia"] == "Russia controls"
    assert said["Ukraine"] == "Denies control by Russia"
    ages = [cell["age"] for cell in table(page)["sections"][0]["rows"][0]["cells"][:2]]
    assert ages == [1, 1]


def test_sides_come_before_outlets(opened: Opened) -> None:
    columns = table(opened(every="yes"))["columns"]
    assert [column["kind"] for column in columns][:2] == ["side", "side"]
    assert {column["kind"] for column in columns[2:]} <= {"outlet’s own voice"}


def test_claim_and_denial_differ_in_shape_and_words_not_in_colour_alone(opened: Opened) -> None:
    shapes = {
        said["words"]: said["swatch"]["style"]["shape"]
        for said in table(opened())["says"]
        if said["swatch"]
    }
    assert shapes["Russia controls"] == "square"
    assert shapes["Denies control by Russia"] == "diamond"


def test_the_switch_shows_places_that_two_voices_speak_of_in_agreement(
    opened: Opened, store: ClaimStore
) -> None:
    add(store, "Kyiv says that Russia holds Gornal.", claimant="UA")
    page = opened()
    assert "Gornal, Kursk region" not in json.dumps(table(page), ensure_ascii=False)
    page.toggle(key="disputes-every").set_value(True).run()
    assert cells(page, "Gornal, Kursk region") == {
        "Russia": "Russia controls",
        "Ukraine": "Russia controls",
    }
    assert "yes" in page.query_params["every"]


def test_a_cell_s_link_opens_its_sentences_in_the_article(opened: Opened) -> None:
    data = words(opened(row=KURSK, by="UA"))
    assert data["place"]["name"] == "Kursk region"
    assert data["place"]["kind"] == "Ukraine says"
    claims = [claim for group in data["groups"] for claim in group["claims"]]
    first = claims[0]
    text = data["articles"][first["article"]]["text"]
    assert "denied" in text[first["start"] : first["end"]] or "rejects" in text
    assert {claim["head"].split(" (")[0] for claim in claims} <= {
        "Denied by Ukraine",
        "Claimed by Ukraine",
    }
    assert [way for way, _ in first["ways"]] == ["map", "article", "review"]


def test_a_place_that_is_looked_up_gets_a_row_and_its_sentences(opened: Opened) -> None:
    page = opened()
    page.selectbox(key="disputes-found").set_value(GORNAL).run()
    assert cells(page, "Gornal, Kursk region") == {"Russia": "Russia controls"}
    assert table(page)["chosen"] == {"place": GORNAL, "voice": ""}
    assert words(page)["place"]["name"] == "Gornal, Kursk region"
    assert GORNAL in page.query_params["also"]


def test_a_link_to_a_place_without_a_dispute_shows_its_row(opened: Opened) -> None:
    page = opened(row=GORNAL, by="RU")
    assert cells(page, "Gornal, Kursk region") == {"Russia": "Russia controls"}


def test_the_sentences_of_a_place_say_that_its_region_is_disputed(opened: Opened) -> None:
    within = words(opened(row=GORNAL))["place"]["within"]
    assert [place_id for place_id, _ in within] == [KURSK]
    assert "disputed since" in within[0][1]


def test_a_place_s_link_opens_the_sentences_of_all_voices(opened: Opened) -> None:
    heads = [claim["head"] for claim in words(opened(row=KURSK))["groups"][0]["claims"]]
    assert any(head.startswith("Denied by Ukraine") for head in heads)
    assert any(head.startswith("Claimed by Russia") for head in heads)


def test_a_chosen_voice_alone_has_no_disputes_and_the_page_says_what_to_do(
    opened: Opened,
) -> None:
    page = opened(voice="RU")
    assert not told_to(page, "claimline_matrix")
    assert "No place is disputed or contested in this account." in page.info[0].value


def test_before_the_denial_was_known_there_is_no_dispute(opened: Opened) -> None:
    page = opened(known_at=(MOMENT - timedelta(days=1)).isoformat())
    assert not told_to(page, "claimline_matrix")


def test_a_broken_link_is_named_and_the_rest_holds(opened: Opened) -> None:
    page = opened(order="loudest", row=KURSK)
    assert "order" in page.warning[0].value
    assert words(page)["place"]["name"] == "Kursk region"


def test_a_link_to_a_place_of_which_nothing_is_said_shows_the_hint(opened: Opened) -> None:
    assert "Choose a cell" in words(opened(row="geonames:1"))["notice"]


def test_hostile_words_reach_the_page_as_data_only(opened: Opened, store: ClaimStore) -> None:
    add(
        store,
        f"{HOSTILE} denies it.",
        title=HOSTILE,
        claimant="UA",
        polarity=Polarity.DENY,
        speaker=HOSTILE,
        source_id=HOSTILE,
    )
    page = opened(every="yes", row=GORNAL, by="UA")
    assert HOSTILE in json.dumps(words(page), ensure_ascii=False).replace('\\"', '"')
    shown = [one.value for kind in ("markdown", "caption", "info") for one in page.get(kind)]
    assert not any(HOSTILE in text for text in shown)


def test_what_changed_since_the_day_before_the_newest_names_place_and_speaker(
    opened: Opened, store: ClaimStore
) -> None:
    add(store, "Kyiv denied that Gornal was lost.", claimant="UA", polarity=Polarity.DENY)
    page = opened(part="changes")
    rows = page.dataframe[0].value
    assert rows[["place", "before", "after", "by"]].to_numpy().tolist() == [
        [
            "Gornal, Kursk region",
            "Held by Russia (one side's word)",
            "Disputed: the voices disagree",
            "Denied by Ukraine",
        ]
    ]
    assert "Since the end of 2025-04-26: 1 claim said to be true; 1 place changed" in captions(page)


def test_a_changed_place_opens_the_words_that_changed_it(opened: Opened, store: ClaimStore) -> None:
    add(store, "Kyiv denied that Gornal was lost.", claimant="UA", polarity=Polarity.DENY)
    [group] = words(opened(part="changes", row=GORNAL))["groups"]
    assert [claim["head"] for claim in group["claims"]] == ["Denied by Ukraine"]


def test_what_was_learned_since_counts_late_news_of_earlier_days(
    opened: Opened, store: ClaimStore
) -> None:
    add(
        store,
        "Kyiv denied that Gornal was lost.",
        claimant="UA",
        polarity=Polarity.DENY,
        event_date=date(2025, 4, 26),
        learned=MOMENT + timedelta(days=2),
    )
    page = opened(part="changes", clock="learned")
    assert "Since the end of 2025-04-28: 1 claim learned; 1 place changed" in captions(page)
    assert page.dataframe[0].value["place"].tolist() == ["Gornal, Kursk region"]


def test_where_nothing_changed_the_page_says_what_to_do(opened: Opened) -> None:
    page = opened(part="changes", changed_since="2025-04-26")
    assert "Choose an earlier day" in page.info[0].value


def test_another_day_changes_the_link(opened: Opened) -> None:
    page = opened(part="changes")
    page.date_input(key="disputes-changed_since").set_value(date(2025, 4, 26)).run()
    assert "2025-04-26" in page.query_params["changed_since"]
    assert not page.exception
