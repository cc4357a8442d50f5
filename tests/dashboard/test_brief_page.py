"""The page of sheets: layouts, preview, downloads that are the command line's, the text."""

from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import reads
from dashboard.reads import briefing
from geodata.__main__ import main
from geodata.briefing import Layout, Request
from geodata.selection import Selection
from geodata.store import ClaimStore
from tests.dashboard.ledger import GORNAL, desk_of
from tests.dashboard.opening import HOSTILE, Opened, open_page, opener


@pytest.fixture
def opened(store: ClaimStore) -> Opened:
    return opener("brief")


def text_of(page: AppTest) -> str:
    [code] = page.code
    return str(code.value)


def test_the_page_shows_a_sheet_of_the_view_and_its_words(opened: Opened) -> None:
    page = opened(ground="off")
    assert len(page.get("image")) == 1
    assert len(page.get("download_button")) == 3
    assert "Russia claims that it controls" in text_of(page)
    assert "SOURCES" in text_of(page)


def test_the_sheet_follows_the_account_and_the_filters(opened: Opened) -> None:
    page = opened(ground="off", voice="UA")
    assert "Ukraine denies" in text_of(page)
    assert "Russia claims" not in text_of(page)


def test_the_title_of_a_link_is_the_sheet_s_and_stays_inert(opened: Opened) -> None:
    page = opened(ground="off", title=HOSTILE[:300])
    assert page.text_input(key="brief-title").value == HOSTILE
    assert "{{7*7}} <img src=x" in text_of(page)
    assert not any("<img src=x onerror" in one.value for one in page.markdown)


def test_a_dossier_asks_for_its_place(opened: Opened) -> None:
    page = opened(ground="off", layout="dossier")
    assert [one.value for one in page.info] == ["Choose the place that the sheet is about."]
    page = opened(ground="off", layout="dossier", of=GORNAL)
    assert "Who said what of Gornal" in text_of(page)


@pytest.mark.parametrize("layout", ["voices", "days", "disputes"])
def test_each_layout_can_be_chosen(opened: Opened, layout: str) -> None:
    page = opened(ground="off", layout=layout)
    assert not page.error
    assert len(page.get("image")) == 1


def test_a_view_with_nothing_in_it_says_so_and_has_a_sheet(opened: Opened) -> None:
    page = opened(ground="off", voice="UA", since="2026-01-01")
    assert any("No claims match" in one.value for one in page.info)
    assert "No claim matches this view" in text_of(page)


def test_the_download_is_what_the_command_line_writes(
    store: ClaimStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = desk_of(tmp_path / "claims.sqlite3")
    request = Request(view=Selection(voice="RU"), layout=Layout.SINGLE)
    reads.situation(desk, Selection(voice="RU"))
    for form in ("png", "pdf"):
        path = tmp_path / f"sheet.{form}"
        assert main(["brief", "--voice", "RU", str(path)]) == 0
        assert path.read_bytes() == briefing.download(desk, request, form)
    assert main(["verify", str(tmp_path / "sheet.pdf")]) == 0
    assert "are supported by the store now" in capsys.readouterr().out


def test_the_map_leads_to_the_sheet_of_its_view(store: ClaimStore) -> None:
    page = open_page("map", {"voice": "RU"})
    [link] = page.get("page_link")
    assert link.proto.label == "Brief this"
    assert "voice=RU" in link.proto.query_string


@pytest.mark.parametrize(
    ("compared", "expected"),
    [
        (
            {"voice": "RU", "voice2": "UA", "as_of": "2025-04-26", "as_of2": "2025-04-26"},
            {"voice": "RU", "voice2": "UA", "as_of": "2025-04-26", "layout": "voices"},
        ),
        (
            {"voice": "RU", "voice2": "RU", "as_of": "2025-04-01", "as_of2": "2025-04-26"},
            {"voice": "RU", "earlier": "2025-04-01", "as_of": "2025-04-26", "layout": "days"},
        ),
    ],
)
def test_a_comparison_leads_to_the_sheet_of_its_two_maps(
    store: ClaimStore, compared: dict[str, str], expected: dict[str, str]
) -> None:
    page = open_page("compare", compared)
    [link] = page.get("page_link")
    assert {name: value for name, [value] in parse_qs(link.proto.query_string).items()} == expected


def test_a_comparison_that_no_sheet_has_says_what_a_sheet_can_be_of(store: ClaimStore) -> None:
    page = open_page("compare", {"voice": "RU", "voice2": "UA", "as_of2": "2025-04-26"})
    assert not page.get("page_link")
    assert any("A sheet sets two voices" in one.value for one in page.caption)
