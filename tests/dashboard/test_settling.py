"""Names to settle on the page: what an analyst can do with them, and what the page then says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.views.analyst import FIELD
from dashboard.views.map import naming
from geodata.gazetteer.rows import folded
from geodata.model import Verdict
from geodata.pipeline import Knowledge
from geodata.store import ClaimStore
from tests.dashboard.open_names import (
    AMBIGUOUS,
    DONETSK,
    GORNAL,
    LOST,
    SMALL,
    WIDE,
    make_open_store,
)
from tests.dashboard.opening import APP, use_store
from tests.dashboard.test_map_page import captions, message
from tests.dashboard.test_pointing import pointed_at

KUPIANSK = "geonames:703656"
HOSTILE = "![x](http://evil) {{7*7}} :smile: <b>"


@pytest.fixture
def filled(tmp_path: Path, knowledge: Knowledge) -> Iterator[ClaimStore]:
    store = make_open_store(tmp_path / "claims.sqlite3", knowledge, HOSTILE)
    yield store
    store.close()


@pytest.fixture
def page(filled: ClaimStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    use_store(tmp_path, monkeypatch)
    opened = AppTest.from_file(APP, default_timeout=60).run()
    assert not opened.exception
    return opened


def open_name(page: AppTest, name: str) -> None:
    """What a click on the name in the list does; AppTest can't click in a component."""
    page.session_state["settle-name"] = folded(name)
    page.run()


def widget(field: str) -> str:
    return f"settle-{field}-0"


def offered(page: AppTest) -> list[str]:
    return [option.replace("\\", "") for option in page.radio(key=widget("place")).options]


def point_widget(field: str) -> str:
    return f"{widget(field)}-0"


def said(page: AppTest, kind: str) -> str:
    return " ".join(element.value for element in page.get(kind)).replace("\\", "")


def headings(page: AppTest) -> str:
    return " ".join(element.value for element in page.markdown).replace("\\", "")


def decide(page: AppTest, option: str, who: str = "Ann") -> None:
    page.text_input(key=FIELD).set_value(who).run()
    page.radio(key=widget("place")).set_value(option).run()
    page.button(key="settle-save").click().run()
    assert not page.exception


def test_the_names_left_open_are_counted(page: AppTest) -> None:
    assert "#### Names to settle (4)" in headings(page)


def test_a_name_offers_its_candidates_told_apart_and_none_is_chosen(page: AppTest) -> None:
    open_name(page, AMBIGUOUS)
    options = offered(page)
    assert options[0].startswith("1. Gornal · ")
    assert options[0].endswith(" · Kursk region · Russia · settlement")
    assert options[1].endswith(" · Donetsk region · Ukraine · settlement")
    assert options[2:] == ["A point that I set on the map", "Not a place"]
    assert page.radio(key=widget("place")).value is None


def test_how_well_a_candidate_fits_is_said_in_words(page: AppTest) -> None:
    open_name(page, AMBIGUOUS)
    assert list(page.radio(key=widget("place")).captions) == ["best fit", "runner-up", "", ""]


def test_the_places_listed_are_pointed_at_by_their_numbers(page: AppTest, tmp_path: Path) -> None:
    open_name(page, AMBIGUOUS)
    page.radio(key=widget("place")).set_value(DONETSK).run()
    first, second = pointed_at(page, tmp_path)
    assert (first["id"], first["number"], first["chosen"]) == (GORNAL, 1, False)
    assert (second["id"], second["number"], second["chosen"]) == (DONETSK, 2, True)
    page.session_state["settle-name"] = None
    page.run()
    assert pointed_at(page, tmp_path) == []


def test_the_map_goes_to_the_places_listed_or_to_the_one_chosen(page: AppTest) -> None:
    open_name(page, AMBIGUOUS)
    page.button(key="settle-show").click().run()
    look = message(page)["look"]
    assert (look["bounds"], look["show"]) == ([35.245, 48.023, 37.802, 51.07], True)
    page.radio(key=widget("place")).set_value(GORNAL).run()
    page.button(key="settle-show").click().run()
    assert message(page)["look"]["at"] == [35.245, 51.07]


def test_a_dozen_of_many_places_are_listed_and_the_rest_counted(page: AppTest) -> None:
    open_name(page, AMBIGUOUS)
    assert "more of that name" not in captions(page)
    page.text_input(key=widget("search")).set_value("Ivanivka").run()
    assert len(offered(page)) == 12 + 2
    [more] = re.findall(r"… and (\d+) more of that name: add the region", captions(page))
    assert int(more) > 100


@pytest.mark.parametrize("typed", ["Ivanivka Donetsk", "Ivanivka, Donetsk region"])
def test_a_region_after_the_name_narrows_what_is_found(page: AppTest, typed: str) -> None:
    open_name(page, AMBIGUOUS)
    page.text_input(key=widget("search")).set_value(typed).run()
    found = [option for option in offered(page) if "Ivanivka" in option]
    assert 1 < len(found) < 10
    assert all("Donetsk region" in option for option in found)
    assert "more of that name" not in captions(page)


def test_a_place_that_was_chosen_stays_listed_whatever_is_searched_next(page: AppTest) -> None:
    open_name(page, LOST)
    page.text_input(key=widget("search")).set_value("Kupiansk").run()
    kupiansk = next(iter(page.radio(key=widget("place")).options))
    page.radio(key=widget("place")).set_value(KUPIANSK).run()
    page.text_input(key=widget("search")).set_value("Ivanivka").run()
    assert page.radio(key=widget("place")).value == KUPIANSK
    assert kupiansk.partition("Kupiansk")[2] in "".join(page.radio(key=widget("place")).options)


def test_who_decides_is_filled_in_by_the_setting(
    filled: ClaimStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "claims.sqlite3"))
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CLAIMLINE_ANALYST", " Ann  B. ")
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert page.text_input(key=FIELD).value == "Ann B."
    open_name(page, LOST)
    page.radio(key=widget("place")).set_value("no-place").run()
    page.button(key="settle-save").click().run()
    assert [choice.analyst for choice in filled.place_choices()] == ["Ann B."]


def test_who_decides_is_remembered_when_the_field_was_not_shown(
    filled: ClaimStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "claims.sqlite3"))
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CLAIMLINE_ANALYST", "Ann")
    page = AppTest.from_file(APP, default_timeout=60)
    page.session_state["analyst"] = "Bo"  # what the field held before Streamlit dropped it
    assert page.run().text_input(key=FIELD).value == "Bo"


def test_saving_without_saying_who_and_which_names_what_is_missing(
    page: AppTest, filled: ClaimStore
) -> None:
    open_name(page, LOST)
    page.button(key="settle-save").click().run()
    assert "Say who decides" in said(page, "error")
    assert "Choose one of the places" in said(page, "error")
    page.radio(key=widget("place")).set_value(naming.OWN_POINT).run()
    assert "Set the point" in said(page, "error")
    page.text_input(key=FIELD).set_value("Ann").run()
    assert "Say who decides" not in said(page, "error")
    assert filled.all_place_choices() == []


def test_a_candidate_is_kept_and_every_article_is_read_again(
    page: AppTest, filled: ClaimStore
) -> None:
    open_name(page, AMBIGUOUS)
    decide(page, GORNAL)
    [choice] = filled.place_choices()
    assert (choice.name, choice.place_id, choice.analyst) == (
        folded(AMBIGUOUS), GORNAL, "Ann",
    )  # fmt: skip
    assert "2 articles read again; 2 claims added" in said(page, "success")
    assert "2 claims by 2 voices" in captions(page)
    assert "#### Names to settle (3)" in headings(page)
    assert "Choices kept (1)" in headings(page)


def test_what_was_said_of_a_choice_stays_until_the_reader_turns_elsewhere(page: AppTest) -> None:
    open_name(page, LOST)
    decide(page, "no-place")
    page.run()
    page.run()
    assert "is no place" in said(page, "success")


def test_undoing_asks_who_and_opens_the_name_again(page: AppTest, filled: ClaimStore) -> None:
    open_name(page, AMBIGUOUS)
    decide(page, DONETSK)
    page.text_input(key=FIELD).set_value(" ").run()
    [undo] = [button for button in page.button if button.label == "Undo"]
    undo.click().run()
    assert "Say who decides" in said(page, "error")
    page.text_input(key=FIELD).set_value("Bo").run()
    [undo] = [button for button in page.button if button.label == "Undo"]
    undo.click().run()
    assert "2 articles read again; 2 claims gone" in said(page, "success")
    assert "#### Names to settle (4)" in headings(page)
    [last] = filled.place_choices()
    assert (last.verdict, last.analyst) == (Verdict.UNDONE, "Bo")
    assert not [button for button in page.button if button.label == "Undo"]


def test_a_choice_may_hold_for_one_article_only(page: AppTest, filled: ClaimStore) -> None:
    open_name(page, AMBIGUOUS)
    first = filled.unresolved()[0].article_id
    page.selectbox(key=widget("scope")).set_value(first).run()
    decide(page, "no-place")
    assert [choice.article_id for choice in filled.place_choices()] == [first]
    assert "1 article read again" in said(page, "success")
    assert "#### Names to settle (4)" in headings(page)


@pytest.mark.parametrize("typed", ["Kupiansk", "Куп'янськ", "Купянск", "Kupjanskk"])
def test_another_place_can_be_searched_for(page: AppTest, typed: str) -> None:
    open_name(page, LOST)
    page.text_input(key=widget("search")).set_value(typed).run()
    assert any(". Kupiansk " in option for option in offered(page))


def test_a_search_that_finds_nothing_says_so(page: AppTest) -> None:
    open_name(page, LOST)
    page.text_input(key=widget("search")).set_value("qqqqzzzz").run()
    assert "no place like “qqqqzzzz”" in captions(page)


def test_a_point_typed_in_is_shown_kept_and_claimed_of(page: AppTest, filled: ClaimStore) -> None:
    open_name(page, LOST)
    page.radio(key=widget("place")).set_value(naming.OWN_POINT).run()
    page.number_input(key=point_widget("lat")).set_value(51.2).run()
    page.number_input(key=point_widget("lon")).set_value(35.1).run()
    assert message(page)["point"] == [35.1, 51.2, 3.0]
    assert page.number_input(key=point_widget("radius")).min > 0
    assert not page.get("warning")
    page.text_input(key=FIELD).set_value("Ann").run()
    page.button(key="settle-save").click().run()
    assert not page.exception
    [choice] = filled.place_choices()
    assert choice.point is not None
    assert (choice.point.label, choice.point.region_id) == (LOST, "iso:RU-KRS")
    assert [claim.place_id for claim in filled.claims()] == [choice.place_id]
    assert message(page)["point"] is None
    assert f"{LOST}, Kursk region" in set(page.dataframe[0].value["place"])


@pytest.mark.parametrize(
    ("lat", "lon", "doubt"),
    [(43.5, 31.0, "The point lies at sea."), (52.5, 13.4, "km from every country of which the")],
)
def test_a_point_where_no_place_may_be_is_doubted_and_kept_all_the_same(
    page: AppTest, filled: ClaimStore, lat: float, lon: float, doubt: str
) -> None:
    open_name(page, AMBIGUOUS)
    decide(page, DONETSK)  # so that the articles speak of Ukraine
    page.session_state["settle-round"] = 0
    open_name(page, LOST)
    page.radio(key=widget("place")).set_value(naming.OWN_POINT).run()
    page.number_input(key=point_widget("lat")).set_value(lat).run()
    page.number_input(key=point_widget("lon")).set_value(lon).run()
    assert doubt in said(page, "warning")
    page.button(key="settle-save").click().run()
    assert not page.exception
    assert len(filled.place_choices()) == 2


def test_a_point_picked_fills_the_fields(page: AppTest) -> None:
    open_name(page, LOST)
    page.radio(key=widget("place")).set_value(naming.OWN_POINT).run()
    picked = naming.Picked(lon=35.1, lat=51.2, radius_km=0.8, serial=1)  # what a click leaves
    page.session_state[widget("picked")] = picked
    page.run()
    assert message(page)["point"] == [35.1, 51.2, 0.8]
    fields = [
        page.number_input(key=f"{widget(field)}-1").value for field in ("lon", "lat", "radius")
    ]
    assert fields == [35.1, 51.2, 0.8]
    page.number_input(key=f"{widget('radius')}-1").set_value(2.0).run()
    assert message(page)["point"] == [35.1, 51.2, 2.0]


def test_aiming_at_the_map_can_be_stopped_and_ends_with_another_option(page: AppTest) -> None:
    open_name(page, LOST)
    page.radio(key=widget("place")).set_value(naming.OWN_POINT).run()
    assert message(page)["aim"] is False
    page.button(key="settle-aim").click().run()
    assert message(page)["aim"] is True
    page.button(key="settle-stop").click().run()
    assert message(page)["aim"] is False
    page.button(key="settle-aim").click().run()
    page.radio(key=widget("place")).set_value("no-place").run()
    assert message(page)["aim"] is False


def test_hostile_titles_notes_and_analysts_are_shown_as_they_are(
    page: AppTest, filled: ClaimStore
) -> None:
    open_name(page, LOST)
    page.text_input(key=widget("note")).set_value(HOSTILE).run()
    decide(page, "no-place", who=HOSTILE)
    assert HOSTILE in headings(page).replace("\u2060", "")
    assert not re.search(r"(?<!\\)!\[x", " ".join(element.value for element in page.markdown))
    assert filled.place_choices()[0].note == HOSTILE


def test_when_every_name_is_settled_the_page_says_so(page: AppTest) -> None:
    for name in (AMBIGUOUS, LOST, WIDE, SMALL):
        page.session_state["settle-round"] = 0
        open_name(page, name)
        decide(page, "no-place")
    assert "Every name in the articles was settled." in said(page, "info")
    assert "Choices kept (4)" in headings(page)


def test_a_choice_that_the_disk_refuses_is_said_not_to_be_kept(
    page: AppTest, filled: ClaimStore
) -> None:
    open_name(page, LOST)
    with filled._engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER broken BEFORE INSERT ON place_choices "
            "BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"
        )
    decide(page, "no-place")
    assert "Not kept." in said(page, "error")
    assert "the disk reports an error" in said(page, "error")
    assert "#### Names to settle (4)" in headings(page)
    assert page.radio(key=widget("place")).value == "no-place"
