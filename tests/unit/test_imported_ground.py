"""A published map, from its file to the ground that is drawn of it and out again."""

import dataclasses
from datetime import UTC, date, datetime
from pathlib import Path

import geopandas
import pytest
import shapely
from shapely.geometry import mapping

from geodata.__main__ import main
from geodata.gazetteer.boundaries import load_boundaries
from geodata.gazetteer.sites import settled_sites
from geodata.model import ClaimQuery, Voice
from geodata.pipeline import Knowledge, ground, ground_at, situation, words_about
from geodata.settings import SEEDS_FOLDER
from geodata.store import open_store
from tests.published_files import day_file, occupied, write_viina

FIRST, SECOND = date(2024, 7, 1), date(2024, 7, 2)
MAPPER = Voice(claimants=frozenset({"DEEPSTATE"}))


@pytest.fixture
def drawn(tmp_path: Path) -> dict[date, shapely.Geometry]:
    """Two day files in a folder: ground of Ukraine east of a line that moves west."""
    ukraine = load_boundaries(SEEDS_FOLDER).outline("iso:UA")
    folder = tmp_path / "days"
    folder.mkdir()
    areas = {}
    for day, west in ((FIRST, 37.6), (SECOND, 37.3)):
        line = [(west, 44), (41, 44), (41, 50.2), (west + 0.6, 50.2), (west + 0.2, 48.5)]
        areas[day] = shapely.intersection(ukraine, shapely.Polygon(line))
        day_file(folder, day, occupied(mapping(areas[day])))
    return areas


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CLAIMLINE_STORE", str(tmp_path / "claims.sqlite3"))
    return lambda *arguments: main(list(map(str, arguments)))


def test_the_ground_of_a_drawn_area_comes_back_as_it_was_drawn(
    drawn: dict[date, shapely.Geometry], run, tmp_path: Path, knowledge: Knowledge
) -> None:
    assert run("import", tmp_path / "days") == 0
    store = open_store(f"sqlite:///{tmp_path / 'claims.sqlite3'}")
    boundaries = load_boundaries(SEEDS_FOLDER)
    for day, truth in drawn.items():
        query = ClaimQuery(voice=MAPPER, as_of=day)
        shown = ground(store, knowledge, boundaries, query)
        assert shown is not None
        held = shown.areas[shown.areas["actor"] == "RU"]
        rebuilt = shapely.union_all(held.geometry.to_numpy())
        together = shapely.union(rebuilt, truth).area
        assert shapely.intersection(rebuilt, truth).area / together > 0.95
        assert set(held["corroboration"]) == {"reported"}
        assert not shown.lines.empty
    store.close()


def test_every_settlement_of_a_map_opens_the_line_that_says_so(
    drawn: dict[date, shapely.Geometry], run, tmp_path: Path, knowledge: Knowledge
) -> None:
    run("import", tmp_path / "days")
    store = open_store(f"sqlite:///{tmp_path / 'claims.sqlite3'}")
    query = ClaimQuery(voice=MAPPER)
    shown = ground(store, knowledge, load_boundaries(SEEDS_FOLDER), query)
    assert shown is not None
    donetsk = "geonames:709717"
    (claim,) = words_about(shown, donetsk)
    assert (claim.actor, claim.event_date) == ("RU", FIRST)
    seen = situation(
        store,
        knowledge,
        load_boundaries(SEEDS_FOLDER),
        ClaimQuery(voice=MAPPER, place_ids=frozenset({donetsk})),
    )
    (told,) = seen.claims
    assert seen.map_articles[told.article_id].text[told.start_char : told.end_char] == told.quote
    assert [control.actor for control in seen.controls] == ["RU"]
    store.close()


def test_a_restricted_map_is_viewed_and_does_not_leave(
    drawn: dict[date, shapely.Geometry], run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", tmp_path / "days")
    out = tmp_path / "areas.geojson"
    export = ("export", "--format", "geojson", "--layer", "areas", "--voice", "DEEPSTATE", out)
    assert run(*export) == 1
    assert "must not be redistributed" in capsys.readouterr().err
    assert not out.exists()
    assert run("history", "series", tmp_path / "series.csv", "--voice", "DEEPSTATE") == 1


def test_a_map_that_may_be_passed_on_leaves_with_its_lines_as_quotes(
    drawn: dict[date, shapely.Geometry], run, tmp_path: Path
) -> None:
    run("import", tmp_path / "days", "--redistributable")
    out = tmp_path / "all.gpkg"
    export = ("export", "--format", "gpkg", "--layer", "all", "--voice", "DEEPSTATE")
    assert run(*export, out) == 0
    areas = geopandas.read_file(out, layer="areas")
    assert (areas["claim_count"] > 0).all()
    assert areas["quotes"].str.contains("2024-07-0").all()
    places = geopandas.read_file(out, layer="places")
    assert len(places) == areas["settlements"].sum()
    assert len(geopandas.read_file(out, layer="claims")) >= len(places)


def test_a_settlement_that_a_list_lacks_opens_the_line_of_its_neighbour(
    run, tmp_path: Path, knowledge: Knowledge
) -> None:
    """Of two neighbours the control file knows one."""
    sites = settled_sites(knowledge.gazetteer, ["iso:UA-14"]).set_index("place_id")
    listed = sites[sites.index.str.startswith("geonames:")]
    kept = listed.iloc[::2]
    lines = [f"{one.removeprefix('geonames:')},20240701,RU,RU,RU,RU,RU" for one in kept.index]
    run("import", write_viina(tmp_path / "control.csv", lines))
    store = open_store(f"sqlite:///{tmp_path / 'claims.sqlite3'}")
    isw = ClaimQuery(voice=Voice(claimants=frozenset({"ISW"})))
    shown = ground(store, knowledge, load_boundaries(SEEDS_FOLDER), isw)
    assert shown is not None
    lacking = [one for one in listed.index[1::2] if words_about(shown, one)]
    assert len(lacking) > len(kept) / 2
    for place_id in lacking:
        (claim,) = words_about(shown, place_id)
        assert claim.place_id in kept.index
        assert claim.actor == "RU"
    store.close()


def test_a_place_that_a_table_speaks_of_hears_the_daily_maps_as_long_as_they_show_it(
    run, tmp_path: Path, knowledge: Knowledge
) -> None:
    """The control file falls silent on the second day; marks and ground say the same."""
    kherson = "geonames:706448"
    lines = ["706448,20240701,,,UA,,", "706448,20240702,,,,,"]
    run("import", write_viina(tmp_path / "control.csv", lines))
    table = tmp_path / "towns.csv"
    table.write_text(f"place,actor,date,source,relation\n{kherson},RU,2024-07-01,A paper,present\n")
    run("import", table)
    store = open_store(f"sqlite:///{tmp_path / 'claims.sqlite3'}")
    boundaries = load_boundaries(SEEDS_FOLDER)
    for day, state in ((FIRST, "held"), (SECOND, "unknown")):
        query = ClaimQuery(as_of=day)
        (control,) = situation(store, knowledge, boundaries, query).controls
        shown = ground(store, knowledge, boundaries, query)
        assert shown is not None
        on_ground = ground_at(shown, kherson) or {"state": "unknown"}
        assert (control.place_id, control.state) == (kherson, state)
        assert on_ground["state"] == state
    store.close()
    out = tmp_path / "places.csv"
    assert run("export", "--format", "csv", "--layer", "places", out) == 0
    assert "unknown" in out.read_text()
    assert "held" not in out.read_text()


def test_a_place_of_a_table_that_the_gazetteer_has_lost_is_left_out_and_the_rest_is_shown(
    run, tmp_path: Path, knowledge: Knowledge
) -> None:
    """As after an import with a grown gazetteer that is gone."""
    table = tmp_path / "towns.csv"
    lines = ["geonames:706448,UA,2024-07-01,UA", "curated:bakhmut,RU,2024-07-01,UA"]
    table.write_text("\n".join(["place,actor,date,source", *lines, ""]))
    run("import", table)
    store = open_store(f"sqlite:///{tmp_path / 'claims.sqlite3'}")
    (known,) = store.maps()
    lost = dataclasses.replace(known, place_ids=("geonames:999999999", *known.place_ids[1:]))
    assert store.add_map(lost, recorded_at=datetime.now(UTC))
    shown = situation(store, knowledge, load_boundaries(SEEDS_FOLDER), ClaimQuery())
    assert [control.place_id for control in shown.controls] == ["curated:bakhmut"]
    store.close()
    out = tmp_path / "claims.csv"
    assert run("export", "--format", "csv", "--layer", "places", "--voice", "UA", out) == 0
    assert run("export", "--format", "csv", "--voice", "UA", out) == 0
    assert "Bakhmut" in out.read_text()
