"""What a filter change costs the server: ours against features embedded in the map."""

import random
from pathlib import Path

import branca.element
import folium
import geopandas
import jinja2
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from shapely import Point

from dashboard.drawing import Message, marks_payload, pack, publish, standing_map
from geodata.seeds import read_actors
from geodata.settings import SEEDS_FOLDER
from tests.bench.conftest import Measure, median_seconds

ACTORS = {actor.actor_id: actor for actor in read_actors(SEEDS_FOLDER)}
RELATIONS = ("controls", "present", "threatens", "contested")


def places(count: int) -> geopandas.GeoDataFrame:
    rng = random.Random(7)
    rows = [
        {
            "place_id": f"geonames:{number}", "name": f"Place {number}", "kind": "settlement",
            "state": "held", "actor": rng.choice(["RU", "UA"]), "corroboration": "one side",
            "relation": rng.choice(RELATIONS), "polarity": "affirm", "extent": "whole",
            "current": True, "contender": "", "precision_km": 0.0,
            "age_days": rng.randrange(400), "statement_count": 1,
            "reason": f"Claimed by Russia about place {number}",
            "geometry": Point(rng.uniform(22, 40), rng.uniform(44, 53)),
        }
        for number in range(count)
    ]  # fmt: skip
    return geopandas.GeoDataFrame(rows, crs=4326)


@pytest.mark.parametrize(("name", "count"), [("1k", 1_000), ("10k", 10_000)])
def test_filter(
    name: str,
    count: int,
    benchmark: BenchmarkFixture,
    measured: Measure,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    points = places(count)
    areas = points.iloc[:0]

    def ours() -> None:
        packed = pack("marks", marks_payload(areas, points, ACTORS))
        message = Message(data=publish(packed, tmp_path))
        assert message.packed()
        standing_map("base").get_root().render()

    def embedded() -> None:
        standing = folium.Map(location=(48.9, 34.5), zoom_start=6, tiles=None)
        tooltip = folium.GeoJsonTooltip(["name", "reason"])
        folium.GeoJson(points, tooltip=tooltip, marker=folium.CircleMarker()).add_to(standing)
        standing.get_root().render()

    benchmark.pedantic(ours, rounds=5, warmup_rounds=1)
    monkeypatch.setattr(branca.element, "Template", jinja2.Template)  # as branca comes
    baseline = median_seconds(embedded, rounds=3)
    value = benchmark.stats.stats.median * 1000
    measured(f"map_filter_{name}", value, "ms", "folium.GeoJson in the map, ms", baseline * 1000)
