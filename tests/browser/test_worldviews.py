import re

import numpy as np
import pytest
import shapely
from playwright.sync_api import expect

from geodata.gazetteer.boundaries import load_boundaries
from geodata.settings import SEEDS_FOLDER
from tests.browser.conftest import Opened, Reader
from tests.dashboard.ledger import CRIMEA, GORNAL

# Of points on the ground that are in sight, those with something drawn on them.
INKED = """points => {
  const canvas = document.querySelector('.leaflet-marks-pane canvas');
  const frame = canvas.getBoundingClientRect(), home = map.getContainer().getBoundingClientRect();
  const ratio = canvas.width / frame.width, size = map.getSize();
  const ctx = canvas.getContext('2d');
  let seen = 0, inked = 0;
  for (const [lon, lat] of points) {
    const at = map.latLngToContainerPoint([lat, lon]);
    if (at.x < 5 || at.y < 5 || at.x > size.x - 5 || at.y > size.y - 5) continue;
    const x = Math.round((at.x + home.left - frame.left) * ratio) - 1;
    const y = Math.round((at.y + home.top - frame.top) * ratio) - 1;
    const data = ctx.getImageData(x, y, 3, 3).data;
    seen++;
    for (let i = 3; i < data.length; i += 4) if (data[i] > 90) { inked++; break; }
  }
  return [seen, inked];
}"""
# Nothing but borders and a village is drawn here: Donetsk and Kharkiv regions' edges.
VIEW = {"place": GORNAL, "view": "38.4,49.2,7.25"}


def inked(reader: Reader, between: str) -> float:
    """Which share of the line between two sides is drawn."""
    lines = load_boundaries(SEEDS_FOLDER).borders().set_index("between")
    line = lines.geometry.loc[between]
    steps = np.arange(0, line.length, 0.004)
    points = shapely.get_coordinates(line.interpolate(steps)).tolist()
    seen, drawn = reader.frame().evaluate(INKED, points)
    assert seen > 100
    share: float = drawn / seen
    return share


@pytest.mark.parametrize(
    ("link", "dashed", "dotted"),
    [
        ({}, "RU|UA-09", "UA|UA-14"),
        ({"worldview": "ua"}, "RU|UA-09", "UA|UA-14"),
        ({"worldview": "ru"}, "UA|UA-14", "RU|UA-09"),
    ],
)
def test_a_border_is_drawn_through_only_where_every_view_has_it(
    server: str, opened: Opened, link: dict[str, str], dashed: str, dotted: str
) -> None:
    reader = opened(server, {**VIEW, **link})
    assert inked(reader, "RU|UA") > 0.97
    assert 0.95 > inked(reader, dashed) > inked(reader, dotted) + 0.05


def test_another_worldview_changes_borders_and_legend_and_keeps_the_map(
    server: str, opened: Opened
) -> None:
    reader = opened(server)
    before = reader.drawn()
    assert before["worldview"] is None
    reader.frame().evaluate("window.__same = 1")
    reader.choose("Borders as seen by", "Borders: Russia")
    reader.wait_until("d.worldview === 'Russia'")
    expect(reader.page).to_have_url(re.compile("worldview=ru"))
    expect(reader.page.get_by_text("Borders as seen by Russia. Boundaries, names")).to_be_visible()
    reader.settled()
    after = reader.drawn()
    assert reader.frame().evaluate("window.__same") == 1
    assert after["borders"] != before["borders"]
    assert after["view"] == before["view"]
    assert [mark["style"] for mark in after["areas"]] == [mark["style"] for mark in before["areas"]]
    expect(reader.frame().locator(".cl-legend")).to_contain_text("Borders as seen by Russia")
    reader.frame().evaluate("map.setView([51.1234, 35.4321], 8.25, {animate: false})")
    reader.choose("Borders as seen by", "Borders: United Nations")
    reader.wait_until("d.worldview === null")
    reader.settled()
    assert reader.drawn()["view"] == pytest.approx([35.4321, 51.1234, 8.25], abs=1e-6)


def test_the_tip_and_the_panel_give_crimea_its_full_name_first(server: str, opened: Opened) -> None:
    name = "Autonomous Republic of Crimea and the city of Sevastopol, Ukraine, temporarily occupied"
    reader = opened(server, {"pick": CRIMEA})
    expect(reader.evidence()).to_contain_text(name)
    expect(reader.evidence()).to_contain_text("claimed by Russia since 2014-03-18")
    x, y = reader.mark(CRIMEA)["spot"]
    reader.frame().locator("#map_div").hover(position={"x": x, "y": y})
    expect(reader.frame().locator(".cl-tip")).to_contain_text(name)
