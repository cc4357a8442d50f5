"""What every page shares: the way between pages, the two clocks, and who may do what."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.views import access
from geodata.errors import SettingsError
from geodata.settings import Settings, settings_from
from tests.dashboard.ledger import make_store
from tests.dashboard.opening import APP, Opened, open_page, use_store

LONG_AGO = "2020-01-01T00:00:00+00:00"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens the app on the hand-made ledger with the parameters of a link."""
    make_store(use_store(tmp_path, monkeypatch)).close()

    def open_app(**link: str) -> AppTest:
        return open_page("map", link)

    return open_app


def menu(page: AppTest, name: str) -> Any:
    return page.segmented_control(key=f"page-beside-{name}")


def test_every_page_opens_from_the_menu_with_what_is_chosen(opened: Opened) -> None:
    page = opened(voice="RU", since="2025-04-01")
    before = "map"
    for name in ("disputes", "claims", "sources", "method", "map"):
        menu(page, before).set_value(name).run()
        assert not page.exception, name
        assert menu(page, name).value == name
        assert dict(page.query_params)["voice"] == "RU"
        assert dict(page.query_params)["since"] == "2025-04-01"
        before = name


def test_the_moment_known_at_is_a_link_a_banner_and_a_way_back(opened: Opened) -> None:
    page = opened(known_at=LONG_AGO)
    [banner] = [warning for warning in page.warning if "As known at" in warning.value]
    assert "2020-01-01 00:00 UTC" in banner.value
    assert any("first record is of" in info.value for info in page.info)
    page.button(key="known-now").click().run()
    assert "known_at" not in page.query_params
    assert not [warning for warning in page.warning if "As known at" in warning.value]


def test_both_clocks_are_set_in_one_panel(opened: Opened) -> None:
    page = opened()
    [day] = [field for field in page.date_input if "Up to day" in field.label]
    day.set_value(datetime(2025, 4, 20, tzinfo=UTC).date()).run()
    assert page.query_params["as_of"] == "2025-04-20"
    [moment] = page.datetime_input
    asked = datetime.now(UTC).replace(second=0, microsecond=0, tzinfo=None) + timedelta(days=1)
    moment.set_value(asked).run()
    assert page.query_params["known_at"] == f"{asked.isoformat()}+00:00"
    assert not page.exception


def test_a_read_only_desk_lets_nobody_decide(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_READ_ONLY", "on")
    page = opened()
    assert any("as a viewer" in info.value for info in page.info)
    assert not page.text_input


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """Who is logged in, as `st.user` says it; the test fills it in."""
    user: dict[str, Any] = {}
    monkeypatch.setattr(st, "user", user)
    yield user
    access.st.session_state.clear()


LISTED = Settings(
    store_url="sqlite://",
    cache_folder=Path(),
    reviewers=frozenset({"ann@desk.org"}),
    viewers=frozenset({"@desk.org"}),
)


@pytest.mark.parametrize(
    ("user", "role"),
    [
        ({}, None),
        ({"is_logged_in": False, "email": "ann@desk.org"}, None),
        ({"is_logged_in": True, "email": "Ann@Desk.org"}, access.Role.REVIEWER),
        ({"is_logged_in": True, "email": "bo@desk.org"}, access.Role.VIEWER),
        ({"is_logged_in": True, "email": "ann@desk.org.evil.net"}, None),
        ({"is_logged_in": True, "email": "ann@desk.org", "email_verified": False}, None),
    ],
)
def test_a_login_lets_in_whom_the_list_names(
    reader: dict[str, Any], user: dict[str, Any], role: access.Role | None
) -> None:
    reader.update(user)
    assert access.role_of(LISTED) is role


def test_without_a_list_nobody_is_asked_who_they_are(reader: dict[str, Any]) -> None:
    assert access.role_of(Settings(store_url="", cache_folder=Path())) is access.Role.REVIEWER
    assert access.logged_in_as() == ""


def test_a_desk_with_a_list_shows_nothing_before_the_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "claims.sqlite3"))
    monkeypatch.setenv("CLAIMLINE_REVIEWERS", "ann@desk.org, @office.org")
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert not page.exception
    assert [button.label for button in page.button] == ["Log in"]
    assert not page.get("component_instance")
    assert not (tmp_path / "claims.sqlite3").exists()
    page.button(key="log-in").click().run()
    assert not page.exception
    assert "The login is not set up" in page.error[0].value


@pytest.mark.parametrize(
    "entry", [{"CLAIMLINE_REVIEWERS": "ann"}, {"CLAIMLINE_VIEWERS": "ann@"},
              {"CLAIMLINE_READ_ONLY": "maybe"}],
)  # fmt: skip
def test_a_wrong_entry_says_which_and_how_it_should_be(entry: dict[str, str]) -> None:
    [name] = entry
    with pytest.raises(SettingsError, match=f"{name}.*must"):
        settings_from(entry)


def test_a_comparison_in_between_keeps_what_was_selected(opened: Opened) -> None:
    page = opened(relation="controls", pick="iso:RU-KRS")
    menu(page, "map").set_value("compare").run()
    menu(page, "compare").set_value("map").run()
    link = dict(page.query_params)
    assert (link["relation"], link["pick"]) == ("controls", "iso:RU-KRS")
    assert "voice" not in link


def test_a_comparison_as_known_at_a_moment_says_so_and_goes_back_to_now(opened: Opened) -> None:
    page = opened(known_at=LONG_AGO)
    menu(page, "map").set_value("compare").run()
    assert any("As known at 2020-01-01" in warning.value for warning in page.warning)
    assert any("as known at 2020" in element.value.replace("\\", "") for element in page.markdown)
    page.button(key="known-now").click().run()
    assert "known_at" not in page.query_params
    assert not page.exception
