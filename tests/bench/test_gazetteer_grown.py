"""gazetteer_grown_*: what a grown gazetteer costs, beside the embedded one in the same run."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.settings import SEEDS_FOLDER
from tests.bench.conftest import Measure
from tests.bench.grown import write_country
from tests.geonames import serving

_UPDATE = """
import sys
from pathlib import Path
from geodata.gazetteer.update import Request, update_gazetteer
from tests.bench.gazetteer_figures import peak_mb
seeds, cache, url = sys.argv[1:]
update_gazetteer(Request(countries=["UA"], seeds_folder=Path(seeds), cache_folder=Path(cache),
                         base_url=url, max_bytes=10**9))
print(peak_mb())
"""


def output_of(*arguments: str) -> str:
    ran = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True)
    return ran.stdout


@pytest.mark.parametrize("places", [10_000, 500_000])
def test_gazetteer_grown(
    places: int, tmp_path: Path, measured: Measure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    write_country(tmp_path, places)
    with serving() as server:
        for path in tmp_path.rglob("*.zip"):
            server.files[str(path.relative_to(tmp_path))] = path.read_bytes()
        cache = str(tmp_path / "cache")
        peak_mb = float(output_of("-c", _UPDATE, str(SEEDS_FOLDER), cache, server.url))
    grown = json.loads(output_of("-m", "tests.bench.gazetteer_figures", cache))
    embedded = json.loads(output_of("-m", "tests.bench.gazetteer_figures", str(tmp_path / "none")))
    name = f"gazetteer_grown_{places // 1000}k"
    for figure, unit in (
        ("load_s", "s"),
        ("look_up_us", "µs"),
        ("geocode_ms", "ms"),
        ("peak_mb", "MB"),
    ):
        measured(f"{name}_{figure}", grown[figure], unit, "embedded", embedded[figure])
    measured(f"{name}_update_mb", peak_mb, "MB", "loading it", grown["peak_mb"])
    assert grown["places"] == embedded["places"] + places
    assert max(peak_mb, grown["peak_mb"]) < 1200
    assert grown["look_up_us"] < 3 * embedded["look_up_us"]
