"""Ground, front line, comparison and series out of a store, on the real gazetteer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import geopandas
import pytest

from geodata.gazetteer.boundaries import Boundaries, load_boundaries
from geodata.gazetteer.sites import settled_sites
from geodata.layers import ExportRequest
from geodata.model import ClaimQuery, Polarity, Voice
from geodata.pipeline import (
    Ground,
    Knowledge,
    admissions,
    compare,
    days_of,
    disputes,
    export_layers,
    ground,
    place_at,
    series,
    words_about,
)
from geodata.store import ClaimStore, open_store
from tests.records import NOON, april, make_article, make_claim

DONETSK = "iso:UA-14"
RU, UA = Voice(claimants=frozenset({"RU"})), Voice(claimants=frozenset({"UA"}))


@pytest.fixture(scope="module")
def boundaries(knowledge: Knowledge) -> Boundaries:
    return load_boundaries(knowledge.seeds_folder)


@pytest.fixture(scope="module")
def east(knowledge: Knowledge) -> list[str]:
    """Settlements of Donetsk region from east to west."""
    sites = settled_sites(knowledge.gazetteer, [DONETSK]).sort_values("lon", ascending=False)
    return list(sites["place_id"])


def tell(
    store: ClaimStore,
    knowledge: Knowledge,
    place_ids: Sequence[str],
    *,
    day: int = 20,
    source_id: str = "wire",
    recorded_at: datetime = NOON,
    **changes: object,
) -> None:
    """Keep an article in which Russia says that it controls each of the places, or as changed."""
    moment = datetime(2025, 4, day, 12, tzinfo=UTC)
    lines = [f"Russia controls {place_id}." for place_id in place_ids]
    text = "\n".join([f"{source_id} {day} {changes}", *lines])
    article = make_article(text, published_at=moment, source_id=source_id)
    claims = []
    for place_id, line in zip(place_ids, lines, strict=True):
        start = text.index(line)
        span = {"start_char": start, "end_char": start + len(line), "quote": line}
        claims.append(make_claim(article, place_id=place_id, **span, **changes))
    places = knowledge.gazetteer.place
    store.add(article, [], claims, extractor="r@1", recorded_at=recorded_at, places=places)


def test_a_store_that_speaks_of_no_ground_has_none(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries
) -> None:
    assert ground(store, knowledge, boundaries, ClaimQuery()) is None
    assert days_of(store, knowledge, boundaries, ClaimQuery()) is None
    assert series(store, knowledge, boundaries, ClaimQuery(), [april(1)]).empty
    assert disputes(store, knowledge, boundaries, ClaimQuery()) == []


def test_claims_of_one_side_make_its_front_line_and_no_other_sides(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, east: list[str]
) -> None:
    tell(store, knowledge, east[:200])
    said = ground(store, knowledge, boundaries, ClaimQuery(voice=RU))
    assert said is not None
    fronts = said.lines[said.lines["kind"] == "front"]
    assert {frozenset(pair) for pair in zip(fronts["left"], fronts["right"], strict=True)} == {
        frozenset({"RU", "UA"})
    }
    (area,) = said.areas.itertuples()
    assert (area.state, area.actor, area.corroboration) == ("held", "RU", "one side")
    assert area.settlements == 200
    assert 3_000 < area.area_km2 < 27_000
    silent = ground(store, knowledge, boundaries, ClaimQuery(voice=UA))
    assert silent is not None
    assert silent.lines.empty
    assert silent.areas.empty
    assert "no place" in silent.note


def test_both_clocks_and_the_source_decide_what_is_heard(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, east: list[str]
) -> None:
    tell(store, knowledge, east[:50], day=10)
    later = NOON + timedelta(days=5)
    tell(store, knowledge, east[50:80], day=20, source_id="agency", recorded_at=later)

    def held(**query: object) -> int:
        shown = ground(store, knowledge, boundaries, ClaimQuery(**query))
        return 0 if shown is None else int(shown.areas["settlements"].sum())

    assert held() == 80
    assert held(as_of=april(9)) == 0
    assert held(as_of=april(10)) == 50
    assert held(known_at=NOON) == 50
    assert held(voice=Voice(source_ids=frozenset({"agency"}))) == 30
    assert held(source_ids=frozenset({"agency"})) == 30
    assert days_of(store, knowledge, boundaries, ClaimQuery()) == (april(10), april(20))


def test_the_words_behind_a_settlement_are_its_own_and_those_about_its_region(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, east: list[str]
) -> None:
    tell(store, knowledge, [DONETSK, east[0]])
    shown = ground(store, knowledge, boundaries, ClaimQuery())
    assert shown is not None
    assert [claim.place_id for claim in words_about(shown, east[0])] == [east[0]]
    assert [claim.place_id for claim in words_about(shown, east[1])] == [DONETSK]
    assert words_about(shown, "nowhere") == []


def test_a_point_lies_on_the_ground_of_the_settlement_there(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, east: list[str]
) -> None:
    tell(store, knowledge, east[:3])
    shown = ground(store, knowledge, boundaries, ClaimQuery())
    assert shown is not None
    for place_id in east[:40]:
        place = knowledge.gazetteer.place(place_id)
        assert place_at(shown, place.lon, place.lat) == place_id
    assert place_at(shown, -30.0, 0.0) is None


def test_two_days_differ_by_what_was_taken_between(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, east: list[str]
) -> None:
    tell(store, knowledge, east[:50], day=10)
    tell(store, knowledge, east[50:80], day=20)
    one, other = (
        ground(store, knowledge, boundaries, ClaimQuery(as_of=april(day))) for day in (15, 25)
    )
    assert one is not None
    assert other is not None
    found = compare(one, other, "RU")
    assert dict(zip(found.parts["part"], found.parts["settlements"], strict=True)) == {
        "other only": 30,
        "both": 50,
    }
    taken = found.parts.set_index("part").loc["other only"]
    assert set(taken["place_ids"]) == set(east[50:80])


def test_a_series_follows_what_is_held_by_day(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, east: list[str]
) -> None:
    tell(store, knowledge, east[:50], day=10)
    tell(store, knowledge, east[50:80], day=20)
    days = [april(day) for day in (9, 10, 19, 20)]
    table = series(store, knowledge, boundaries, ClaimQuery(), days)
    of_russia = table[table["actor"] == "RU"].set_index("day")["area_km2"].to_dict()
    assert of_russia.get(april(9), 0) == 0
    assert 0 < of_russia[april(10)] == of_russia[april(19)] < of_russia[april(20)]


def test_disputes_and_admissions_are_told_with_their_days(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, east: list[str]
) -> None:
    village, other = east[0], east[1]
    tell(store, knowledge, [village, other], day=10)
    tell(store, knowledge, [village], day=12, claimant="UA", polarity=Polarity.DENY)
    tell(store, knowledge, [village], day=15, claimant="UA")
    (dispute,) = disputes(store, knowledge, boundaries, ClaimQuery())
    assert (dispute.place_id, dispute.first_day, dispute.last_day) == (
        village,
        april(12),
        april(14),
    )
    (admission,) = admissions(store, knowledge, boundaries, ClaimQuery())
    assert (admission.place_id, admission.admitted_by, admission.days) == (village, "UA", 5)
    both = Voice(claimants=frozenset({"RU", "UA"}))
    assert admissions(store, knowledge, boundaries, ClaimQuery(voice=both)) == [admission]
    for alone in (RU, UA):
        assert admissions(store, knowledge, boundaries, ClaimQuery(voice=alone)) == []


def test_swapping_the_sides_in_the_data_swaps_the_ground(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, east: list[str], tmp_path: Path
) -> None:
    tell(store, knowledge, east[:40])
    tell(store, knowledge, east[40:60], claimant="UA", actor="UA")
    shown = ground(store, knowledge, boundaries, ClaimQuery())
    mirrored = _mirror(tmp_path, knowledge, boundaries, east)
    assert shown is not None
    swap = {"RU": "UA", "UA": "RU"}
    before = {(row.state, row.actor, round(row.area_km2)) for row in shown.areas.itertuples()}
    after = {(r.state, swap[r.actor], round(r.area_km2)) for r in mirrored.areas.itertuples()}
    assert before == after


def _mirror(folder: Path, knowledge: Knowledge, boundaries: Boundaries, east: list[str]) -> Ground:
    mirror = open_store(f"sqlite:///{folder / 'mirror.sqlite3'}")
    tell(mirror, knowledge, east[:40], claimant="UA", actor="UA")
    tell(mirror, knowledge, east[40:60])
    shown = ground(mirror, knowledge, boundaries, ClaimQuery())
    mirror.close()
    assert shown is not None
    return shown


def test_cells_are_cut_once_and_kept(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, east: list[str], tmp_path: Path
) -> None:
    own = replace(knowledge, cache_folder=tmp_path / "cache")
    tell(store, own, east[:5])
    first = ground(store, own, boundaries, ClaimQuery())
    (kept,) = (tmp_path / "cache" / "cells").iterdir()
    assert first is not None
    stamp = kept.stat().st_mtime_ns
    again = ground(store, own, boundaries, ClaimQuery(known_at=NOON))
    assert again is not None
    assert (again.cells.mask, kept.stat().st_mtime_ns) == (first.cells.mask, stamp)
    kept.write_bytes(b"damaged")
    anew = ground(store, own, boundaries, ClaimQuery(known_at=NOON + timedelta(days=1)))
    assert anew is not None
    assert anew.cells.place_ids == first.cells.place_ids


def test_exported_ground_carries_voice_days_claims_quotes_and_sources(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, east: list[str], tmp_path: Path
) -> None:
    tell(store, knowledge, east[:50])
    query = ClaimQuery(voice=RU, as_of=april(25))
    for layer in ("areas", "lines"):
        request = ExportRequest(
            layers=(layer,), path=tmp_path / f"{layer}.geojson", file_format="geojson"
        )
        counts, left_out = export_layers(store, knowledge, boundaries, query, request)
        written = geopandas.read_file(request.path)
        assert counts == {layer: len(written)}
        assert left_out == []
        assert set(written["voice"]) == {"RU"}
        assert set(written["as_of"].astype(str).str[:10]) == {"2025-04-25"}
        assert (written["claim_count"] > 0).all()
        assert written["quotes"].str.contains("Russia controls").all()
    assert written["licence"].str.len().min() > 0


def test_days_before_anything_was_said_show_nothing_held(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, east: list[str]
) -> None:
    tell(store, knowledge, east[:5])
    shown = ground(store, knowledge, boundaries, ClaimQuery(as_of=date(1990, 1, 1)))
    assert shown is not None
    assert shown.areas.empty
    assert shown.lines.empty
