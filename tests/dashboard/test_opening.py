"""The map first: what stands around it comes once the browser has painted it."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.drawing import MAP_KEY
from tests.dashboard.ledger import GORNAL
from tests.dashboard.opening import open_page, told_to
from tests.dashboard.test_map_page import message

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def painted() -> None:
    """Here a map is painted when it says so, and not before."""


def is_whole(page: AppTest) -> bool:
    panels, tables, lists = told_to(page, "evidence"), page.dataframe, page.selectbox
    assert bool(panels) == bool(tables) == bool(lists)
    return bool(panels)


def test_a_page_opens_with_its_map_alone_which_is_to_say_when_it_is_painted() -> None:
    page = open_page("map", {})
    assert message(page)["tells"] is True
    assert not is_whole(page)


def test_once_the_map_is_painted_the_rest_comes_and_the_map_need_not_tell_again() -> None:
    page = open_page("map", {"pick": GORNAL}, {MAP_KEY: {"painted": True}})
    assert is_whole(page)
    assert "tells" not in message(page)
    assert page.query_params["pick"] == GORNAL


def test_the_head_line_comes_with_the_rest() -> None:
    page = open_page("map", {})
    assert not page.segmented_control
    page.session_state[MAP_KEY] = {"painted": True}
    assert [one.label for one in page.run().segmented_control] == ["Page", "Whose account"]


def test_what_the_map_says_later_does_not_take_the_rest_away() -> None:
    page = open_page("map", {}, {MAP_KEY: {"painted": True}})
    page.session_state[MAP_KEY] = {"view": [36.0, 50.0, 7.0]}
    assert is_whole(page.run())


def test_only_true_counts_of_what_a_browser_says() -> None:
    assert not is_whole(open_page("map", {}, {MAP_KEY: {"painted": "yes"}}))
