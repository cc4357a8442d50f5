import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import folium
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import reads
from geodata.selection import Selection
from geodata.store import open_store
from tests.dashboard import ledger
from tests.dashboard.ledger import CRIMEA, GORNAL, KURSK, desk_of, keep, make_store
from tests.dashboard.opening import APP, Opened, open_page, use_store
from tests.records import NOON, make_article, make_claim, place_of


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens the app on the hand-made ledger with the parameters of a link."""
    make_store(use_store(tmp_path, monkeypatch)).close()

    def open_app(**link: str) -> AppTest:
        return open_page("map", link)

    return open_app


def search_box(page: AppTest) -> Any:
    [box] = [one for one in page.selectbox if one.label == "Find a place"]
    return box


def sent(page: AppTest) -> dict[str, Any]:
    """What streamlit-folium hands to the browser."""
    [frame] = page.get("component_instance")
    arguments: dict[str, Any] = json.loads(frame.proto.json_args)
    return arguments


def message(page: AppTest) -> dict[str, Any]:
    found = re.search(r"claimline\.apply\((.*)\);", sent(page)["feature_group"])
    assert found
    packed: dict[str, Any] = json.loads(found[1])
    return packed


def marks(page: AppTest, folder: Path) -> dict[str, list[str]]:
    """The places that are drawn, with what is said about areas beside their claims."""
    sent_files = [message(page)[kind] for kind in ("features", "data")]
    features, shown = (json.loads((folder / "cache" / "map" / n).read_text()) for n in sent_files)
    assert shown["of"] == sent_files[0]
    points = len(features["ids"]) - len(features["areas"])
    about = [[] for _ in range(points)] + [area["about"] for area in features["areas"]]
    rows = zip(features["ids"], shown["codes"], about, strict=True)
    return {place_id: words for place_id, code, words in rows if ord(code) > 35}


def captions(page: AppTest) -> str:
    return " ".join(caption.value for caption in page.caption).replace("\\", "")


def test_the_page_opens_on_everything(opened: Opened) -> None:
    assert (
        "12 claims by 3 voices in 2 sources, 1 January 2014 to 26 April 2025, as known now."
        in captions(opened())
    )


def test_the_page_carries_the_disclaimer_and_the_day_of_its_data(opened: Opened) -> None:
    shown = captions(opened())
    assert "they imply no endorsement or acceptance." in shown
    assert "Data as of 2025-04-27 09:00 UTC." in shown


def test_the_voices_offered_are_the_sides_that_speak_in_the_store(opened: Opened) -> None:
    assert opened().segmented_control[1].options == ["Russia says", "Ukraine says", "Everyone"]


def test_a_filter_changes_the_message_and_not_the_map(opened: Opened) -> None:
    page = opened()
    script, before = sent(page)["script"], message(page)
    page.segmented_control[1].set_value("RU").run()
    assert sent(page)["script"] == script
    assert message(page)["data"] != before["data"]
    assert len(sent(page)["feature_group"]) < 700


def test_the_base_script_holds_no_data_and_is_the_same_in_each_session(opened: Opened) -> None:
    script = sent(opened())["script"]
    assert script == sent(opened(voice="UA"))["script"]
    assert len(script) < 2500
    assert not re.search(r"Kursk|Gornal|Russia", script)


def test_everything_that_the_map_loads_is_ours(opened: Opened) -> None:
    arguments = sent(opened())
    for link in (*arguments["js_links"], *arguments["css_links"]):
        assert link.startswith(
            ("../dashboard.drawing.frame.assets/", "../dashboard.drawing.frame.data/")
        )
    assert "://" not in arguments["script"] + arguments["header"] + arguments["html"]


def test_the_map_reports_nothing_but_our_own_value(opened: Opened) -> None:
    assert sent(opened())["returned_objects"] == []


def test_a_link_opens_filters_pick_and_view(opened: Opened, tmp_path: Path) -> None:
    page = opened(voice="RU", relation="controls", pick=GORNAL, view="35.2,51.1,8.5")
    assert page.segmented_control[1].value == "RU"
    assert message(page)["picked"] == GORNAL
    assert message(page)["view"] == [35.2, 51.1, 8.5]
    assert marks(page, tmp_path).keys() == {KURSK, GORNAL}
    assert page.query_params == {
        "voice": "RU",
        "relation": "controls",
        "pick": GORNAL,
        "view": "35.2,51.1,8.5",
    }


def test_a_filter_is_written_into_the_link(opened: Opened) -> None:
    page = opened(embed="true")
    page.segmented_control[1].set_value("UA").run()
    assert page.query_params == {"embed": "true", "voice": "UA"}
    page.button(key="reset").click().run()
    assert page.query_params == {"embed": "true"}


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ({"since": "![x](http://evil)"}, "“since”"),
        ({"view": "1,2,3,4"}, "“view”"),
        ({"source": "no-such-source"}, "no-such-source"),
        ({"voice": "KP"}, "Everyone is shown"),
        ({"since": "2025-05-02", "as_of": "2025-05-01"}, "after"),
        ({"pick": "{{7*7}}"}, "“pick”"),
    ],
)
def test_a_bad_link_says_so_and_shows_the_rest(
    opened: Opened, link: dict[str, str], words: str
) -> None:
    page = opened(**link)
    assert words in page.warning[0].value.replace("\\", "")
    assert "](http" not in page.warning[0].value
    assert "12 claims" in captions(page)


def test_a_pick_of_a_place_that_nobody_knows_is_dropped_and_named(opened: Opened) -> None:
    page = opened(pick="geonames:999999999")
    assert message(page)["picked"] is None
    assert "geonames:999999999" in page.warning[0].value.replace("\\", "")
    assert "pick" not in page.query_params


def test_a_place_without_claims_may_be_picked(opened: Opened) -> None:
    page = opened(pick="iso:UA-46")
    assert message(page)["picked"] == "iso:UA-46"
    assert not page.warning


def test_what_is_wrong_with_a_link_stands_in_one_box(opened: Opened) -> None:
    page = opened(source="no-such-source", since="yesterday", pick="geonames:999999999")
    assert len(page.warning) == 1
    assert len(page.warning[0].value.splitlines()) == 3


def test_no_claims_left_says_what_to_do(opened: Opened) -> None:
    page = opened(voice="RU", claimant="UA")
    assert any("reset them" in info.value for info in page.info)
    page.button(key="reset").click().run()
    assert "12 claims" in captions(page)


def test_looking_for_a_place_sends_the_map_there(opened: Opened) -> None:
    page = opened()
    search_box(page).set_value(GORNAL).run()
    assert message(page)["picked"] == GORNAL
    assert message(page)["look"]["at"] == [35.245, 51.07]


def test_the_table_puts_the_place_picked_on_the_map_first(opened: Opened) -> None:
    page = opened()
    search_box(page).set_value(GORNAL).run()
    table = page.dataframe[0].value
    assert list(table["here"]).count("●") == 2
    assert list(table["place"][:2]) == ["Gornal, Kursk region"] * 2


def test_a_year_is_not_shown_as_a_day(opened: Opened) -> None:
    assert "2014" in set(opened().dataframe[0].value["true_of"])


def test_the_first_start_reads_the_seed_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "new.sqlite3"))
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert not page.exception
    assert page.toast[0].value == "2 seed articles read."
    assert "in 2 sources" in captions(page)


def test_a_store_that_is_none_is_said_and_not_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.sqlite3").write_text("this is not a database " * 100)
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "notes.sqlite3"))
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert not page.exception
    assert len(page.error) == 1


def test_a_cache_folder_that_cannot_be_made_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_store(tmp_path / "claims.sqlite3").close()
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "claims.sqlite3"))
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "file"))
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert not page.exception
    assert "CLAIMLINE" in page.error[0].value


def test_of_many_problems_of_a_link_the_first_are_told_and_the_rest_counted(
    opened: Opened,
) -> None:
    broken = ("as_of", "since", "known_at", "view", "relation", "worldview")
    page = opened(**dict.fromkeys(broken, "§"))
    [told] = [one.value.replace("\\", "") for one in page.warning]
    lines = told.splitlines()
    assert len(lines) == 4
    assert lines[-1] == f"… and {len(broken) - 3} more."


def test_what_has_no_day_says_undated_in_the_table(tmp_path: Path, opened: Opened) -> None:
    store = make_store(tmp_path / "claims.sqlite3")
    article = ledger.make_article("Kyiv holds Gornal.", "wire", "t", published_at=None)
    keep(store, article, [], [ledger.make_claim(article, "Kyiv holds Gornal", GORNAL)])
    store.close()
    [table] = [one for one in opened().dataframe if "quote" in one.value]
    assert table.value["published"].isna().any()
    assert table.proto.placeholder == "undated"


def test_what_was_learned_later_is_not_shown_as_known_before(opened: Opened) -> None:
    page = opened(known_at="2025-04-27T08:00+00:00")
    [line] = [one.value.replace("\\", "") for one in page.warning]
    assert "As known at 2025-04-27 08:00 UTC" in line
    assert "0 claims" in line


def test_before_the_first_record_the_page_says_so_and_not_to_change_filters(
    opened: Opened,
) -> None:
    page = opened(known_at="2025-04-27T08:00+00:00")
    said = [info.value for info in page.info]
    assert said
    assert all(one.startswith("Nothing was recorded yet at 2025-04-27 08:00 UTC") for one in said)
    assert "Go back to now" in said[0]
    assert [button.label for button in page.button if button.key == "known-now"] == ["Back to now"]


def test_folium_text_is_never_compiled_again() -> None:
    folium_map = folium.Map()
    folium.Marker((0, 0), tooltip="{{7*7}} {% x").add_to(folium_map)
    rendered = folium_map.get_root().render()
    assert "{{7*7}} {% x" in rendered
    assert "49 {%" not in rendered


def test_an_online_tile_switch_is_off_by_default_and_in_no_link(opened: Opened) -> None:
    page = opened()
    assert message(page)["tiles"] is False
    page.toggle[0].set_value(True).run()
    assert message(page)["tiles"] is True
    assert page.query_params == {}


def borders(page: AppTest, folder: Path) -> dict[str, Any]:
    packed: dict[str, Any] = json.loads(
        (folder / "cache" / "map" / message(page)["borders"]).read_text()
    )
    return packed


def worldview_switch(page: AppTest) -> Any:
    [switch] = [box for box in page.selectbox if box.label == "Borders as seen by"]
    return switch


def test_the_borders_are_those_of_the_united_nations_and_nothing_need_be_said(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened()
    assert worldview_switch(page).value == "un"
    assert "Borders as seen by" not in captions(page)
    assert borders(page, tmp_path)["view"] is None
    assert page.query_params == {}


def test_another_worldview_changes_the_borders_and_neither_map_nor_claims(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened()
    script, before = sent(page)["script"], message(page)
    worldview_switch(page).set_value("ru").run()
    assert sent(page)["script"] == script
    assert message(page)["borders"] != before["borders"]
    assert borders(page, tmp_path)["view"] == "Russia"
    assert page.query_params == {"worldview": "ru"}
    assert "Borders as seen by Russia. Boundaries, names" in captions(page)
    assert (
        "12 claims by 3 voices in 2 sources, 1 January 2014 to 26 April 2025, as known now."
        in captions(page)
    )
    worldview_switch(page).set_value("un").run()
    assert message(page) == before
    assert page.query_params == {}


def test_a_link_names_the_worldview_and_a_reset_keeps_it(opened: Opened, tmp_path: Path) -> None:
    page = opened(worldview="natural-earth", voice="RU")
    assert borders(page, tmp_path)["view"] == "Natural Earth (de facto)"
    page.button(key="reset").click().run()
    assert page.query_params == {"worldview": "natural-earth"}
    assert worldview_switch(page).value == "natural-earth"


def test_a_worldview_that_nobody_has_is_left_out_of_the_link_and_named(opened: Opened) -> None:
    page = opened(worldview="mars")
    assert "one of un, ua, ru, natural-earth" in page.warning[0].value.replace("\\", "")
    assert worldview_switch(page).value == "un"


def test_an_installation_may_have_a_worldview_of_its_own(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_WORLDVIEW", "ru")
    page = opened()
    assert worldview_switch(page).value == "ru"
    assert borders(page, tmp_path)["view"] == "Russia"
    assert "Borders as seen by Russia" in captions(page)
    assert page.query_params == {}
    worldview_switch(page).set_value("un").run()
    assert page.query_params == {"worldview": "un"}
    assert borders(page, tmp_path)["view"] is None


def test_a_wrong_worldview_in_the_environment_is_said_in_words(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_WORLDVIEW", "mars")
    [error] = opened().error
    assert "CLAIMLINE_WORLDVIEW is 'mars'" in error.value.replace("\\", "")


def test_the_mark_of_a_disputed_region_says_whose_it_is(opened: Opened, tmp_path: Path) -> None:
    def note(page: AppTest) -> list[str]:
        return marks(page, tmp_path)[CRIMEA]

    claimed = "Recognised as Ukraine's; claimed by Russia since 2014-03-18."
    full, last = note(opened())
    assert full.startswith("Autonomous Republic of Crimea and the city of Sevastopol, Ukraine")
    assert last == claimed
    assert note(opened(worldview="ru")) == [claimed]


def test_claims_at_a_place_that_the_gazetteer_has_lost_are_drawn_and_said(
    opened: Opened, tmp_path: Path
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'claims.sqlite3'}")
    article = make_article("Russia controls Zvirobiyka, its army chief said; Ukraine denies it.")
    gone = replace(place_of("curated:gornal"), place_id="geonames:90000001")
    claim = make_claim(article, place_id=gone.place_id)
    store.add(article, [], [claim], extractor="rules@9", recorded_at=NOON, places=lambda _: gone)
    store.close()
    page = opened()
    assert "13 claims by 3 voices" in captions(page)
    assert any("1 place is no longer in the gazetteer" in info.value for info in page.info)
    assert gone.place_id in marks(page, tmp_path)
    assert not opened(pick=gone.place_id).exception


def test_bars_count_the_claims_of_the_selection_by_day(opened: Opened, tmp_path: Path) -> None:
    desk = desk_of(tmp_path / "claims.sqlite3")
    span = reads.span(desk)
    assert span
    everybody = reads.claims_by_day(desk, Selection(), span)
    narrowed = reads.claims_by_day(desk, Selection(voice="UA", since=span.last), span)
    claims = desk.store.claims()
    assert sum(everybody) == len(claims)
    assert sum(narrowed) == sum(claim.claimant == "UA" for claim in claims)
    assert everybody[-1] == sum(
        (claim.event_date or claim.published_at.date()) == span.last
        for claim in claims
        if claim.published_at
    )


def test_a_stretch_of_days_dragged_over_narrows_both_ends(opened: Opened) -> None:
    def page() -> None:
        from datetime import date  # noqa: PLC0415 - AppTest runs the text of this function

        import streamlit  # noqa: PLC0415

        from dashboard.views import state  # noqa: PLC0415

        if streamlit.session_state.get("dragged"):
            return
        streamlit.session_state["dragged"] = True
        state.narrow_to(date(2025, 4, 1), date(2025, 4, 20))
        streamlit.write(str((state.current().since, state.current().as_of)))

    seen = opened()
    seen.session_state["dragged"] = False
    other = AppTest.from_function(page)
    for name in ("sides", "own-worldview", "view", "look", "round"):
        if name in seen.session_state:
            other.session_state[name] = seen.session_state[name]
    other.run()
    assert not other.exception
    assert "datetime.date(2025, 4, 1), datetime.date(2025, 4, 20)" in other.markdown[0].value


def test_what_stands_around_the_map_waits_for_it_only_if_the_map_changes(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("dashboard.views.map.page.sleep", waited.append)
    page = opened()
    page.session_state["map-opened"] = True
    page.run()
    del waited[:]
    page.run()
    assert waited == []
    page.segmented_control[1].set_value("RU").run()
    assert len(waited) == 1
    page.run()
    assert len(waited) == 1
