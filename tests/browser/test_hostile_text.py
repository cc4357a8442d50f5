"""An article full of harmless canaries, from the file to the map, table, article and export."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geodata.pipeline import ingest, load_knowledge
from geodata.settings import Settings
from geodata.store import open_store
from tests.browser.conftest import Opened, serve
from tests.dashboard.ledger import GORNAL

CANARY = (
    '{{7*7}} {% x <img src=x onerror="window.__canary=1"> ${7*7} `tick` '
    "![x](http://canary.invalid/x.png) :smile: $x^2$ <script>window.__canary=1</script> "
    "\u202eback\u202c"
)
STORES: dict[str, Path] = {}
"""Of each server, by its address."""
TEXT = (
    "Russian army chief Valery Gerasimov said that Russian forces had taken full control of the "
    f"village of Gornal {CANARY} on Saturday. {'long' * 200}"
)


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    lines = folder / "articles.jsonl"
    article = {
        "id": "1",
        "title": f"Title {CANARY}",
        "source": f"Source {CANARY}",
        "published": "2025-04-26",
        "language": "en",
        "text": TEXT,
    }
    lines.write_text(json.dumps(article) + "\n", encoding="utf-8")
    settings = Settings(store_url=f"sqlite:///{folder / 'claims.sqlite3'}", cache_folder=folder)
    store = open_store(settings.store_url)
    report = ingest([str(lines)], store, load_knowledge(settings))
    store.close()
    assert report.added == 1
    for url in serve(folder / "claims.sqlite3", folder):
        STORES[url] = folder / "claims.sqlite3"
        yield url


def test_hostile_text_is_shown_as_it_is_and_nothing_runs(
    hostile_server: str, opened: Opened, tmp_path: Path
) -> None:
    reader = opened(hostile_server)
    page = reader.page
    reader.click_mark(GORNAL)
    passage = reader.evidence().locator(".passage").first
    expect(passage).to_contain_text("village of Gornal")
    reader.evidence().get_by_role("button", name="Whole article").first.click()
    assert passage.evaluate("node => node.firstChild.textContent") == TEXT
    assert passage.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert f"Title {CANARY}" in reader.evidence().evaluate("node => node.textContent")
    assert f"Source {CANARY}" in reader.evidence().evaluate("node => node.textContent")

    page.get_by_role("button", name="Filters").click()
    page.get_by_role("combobox", name="Source").click()
    option = page.get_by_role("option", name="Source {{7*7}}")
    expect(option).to_contain_text("![x](http://canary.invalid/x.png)")
    option.click()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("source=Source"))
    reader.settled()

    with page.expect_download() as download:
        page.get_by_role("button", name="Export GeoJSON").click()
    exported = tmp_path / "claims.geojson"
    download.value.save_as(exported)
    [feature] = json.loads(exported.read_text(encoding="utf-8"))["features"]
    assert feature["properties"]["title"] == f"Title {CANARY}"
    assert feature["properties"]["quote"] in TEXT

    for frame in page.frames:
        assert frame.evaluate("window.__canary") is None
    assert not [url for url in reader.asked if "canary" in url]
    assert reader.outside == []


def test_a_link_with_a_hostile_source_opens_again(hostile_server: str, opened: Opened) -> None:
    reader = opened(hostile_server, {"source": f"Source {CANARY}"})
    expect(reader.page.get_by_text("1 claim by 1 voice in 1 source")).to_be_visible()
    other = opened(hostile_server, {"source": f"Other {CANARY}"})
    expect(other.page.get_by_text("They were left out.")).to_be_visible()
    assert reader.outside == other.outside == []
    for frame in other.page.frames:
        assert frame.evaluate("window.__canary") is None


def test_no_page_runs_or_follows_what_a_text_says(hostile_server: str, opened: Opened) -> None:
    with closing(open_store(f"sqlite:///{STORES[hostile_server]}")) as store:
        [article] = store.articles()
        [claim] = store.claims_of(article.article_id)
    here = {"article": article.article_id, "claim": claim.claim_id}
    pages: list[tuple[str, dict[str, str]]] = [
        ("disputes", {}), ("claims", {"claim": claim.claim_id}), ("article", {}), ("article", here),
        ("review", here), ("sources", {}), ("method", {}), ("add", {}), ("compare", {}),
    ]  # fmt: skip
    for path, link in pages:
        reader = opened(hostile_server, link, path)
        for frame in reader.page.frames:
            assert frame.evaluate("window.__canary") is None, path
        links = reader.page.locator("a[href*=canary], img[src*=canary]")
        assert links.count() == 0, path
        assert "49" not in reader.page.title(), path
        expect(reader.page.get_by_test_id("stException")).to_have_count(0)
        assert reader.outside == [], path
        reader.page.close()
