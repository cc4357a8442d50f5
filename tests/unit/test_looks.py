"""What marks look like, and from which day on: the same day by day and all at once."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from geodata.gazetteer.boundaries import load_boundaries
from geodata.model import ClaimQuery, Voice
from geodata.pipeline import Knowledge, looks_of, situation, timeline_of
from geodata.settings import SEEDS_FOLDER
from geodata.store import open_store
from tests.bench.spread import make_spread_store
from tests.dashboard.front import make_front_store

STEPS = (30, 180, 365)
KEYS = ("state", "actor", "corroboration", "relation", "polarity", "extent", "current", "contender")


@pytest.mark.parametrize("make", [make_front_store, lambda path: make_spread_store(path, 200)])
@pytest.mark.parametrize("voice", [None, "RU"])
def test_a_timeline_shows_on_each_day_what_that_day_shows(
    tmp_path: Path, knowledge: Knowledge, make: object, voice: str | None
) -> None:
    make(tmp_path / "claims.sqlite3").close()  # type: ignore[operator]
    store = open_store(f"sqlite:///{tmp_path / 'claims.sqlite3'}")
    query = ClaimQuery(voice=Voice(claimants=frozenset({voice}) if voice else None))
    boundaries = load_boundaries(SEEDS_FOLDER)
    whole = situation(store, knowledge, boundaries, query)
    days = [claim.event_date or claim.published_at.date() for claim in whole.claims]
    first, last = min(days), min(max(days) + timedelta(days=40), min(days) + timedelta(days=90))
    line = timeline_of(whole, (first.toordinal(), last.toordinal()), STEPS)
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        shown = situation(store, knowledge, boundaries, replace(query, as_of=day))
        looks = looks_of(shown, STEPS)
        expected = {
            int(place): looks.rows[look]
            for place, look in zip(shown.standings.place, looks.look, strict=True)
        }
        assert frames(line, day) == expected


def frames(line: object, day: date) -> dict[int, object]:
    by_then = line.day <= day.toordinal()  # type: ignore[attr-defined]
    numbers = np.flatnonzero(by_then).tolist()
    return {int(line.place[n]): line.looks.rows[line.looks.look[n]] for n in numbers}  # type: ignore[attr-defined]


def test_looks_are_those_of_the_marks(tmp_path: Path, knowledge: Knowledge) -> None:
    make_spread_store(tmp_path / "claims.sqlite3", 300).close()
    store = open_store(f"sqlite:///{tmp_path / 'claims.sqlite3'}")
    shown = situation(store, knowledge, load_boundaries(SEEDS_FOLDER), ClaimQuery())
    looks = looks_of(shown, STEPS)
    marks = {row["place_id"]: row for row in shown.point_marks.to_dict("records")}
    assert len(marks) == len(shown.standings) == 300
    for number, look in zip(shown.standings.place, looks.look, strict=True):
        mark = marks[shown.ledger.places[number].place_id]
        assert {key: mark[key] for key in KEYS} == {key: looks.rows[look][key] for key in KEYS}
