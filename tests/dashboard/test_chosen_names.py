"""Names that analysts settled, shown as articles write them, with all that was said of them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard import reads
from geodata.model import PlaceChoice, Verdict
from geodata.reading import keep, settle
from geodata.selection import Selection
from tests.dashboard.ledger import desk_of
from tests.records import make_article

TEXTS = (
    "Russian forces have captured the village of O'Brien, the Russian Defence Ministry said. "
    "Russian forces captured the village of Ivanivka, it said.",
    "Російські війська захопили село Кам'янку, повідомив Генштаб.",
    "Russian forces captured the village of Zhabo-Krukivka, the ministry in Moscow said.",
)
NOON = datetime(2025, 4, 27, 12, tzinfo=UTC)
DONETSK = "geonames:709717"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[reads.Desk]:
    opened = desk_of(tmp_path / "names.sqlite3")
    for text in TEXTS:
        keep(make_article(text, title=text[:20]), opened.store, opened.knowledge)
    yield opened
    opened.store.close()


def decide(desk: reads.Desk, written: str, place_id: str | None, note: str = "") -> PlaceChoice:
    [name] = [one for one in reads.open_names(desk).values() if one.name == written]
    choice = PlaceChoice(
        name=name.key,
        verdict=Verdict.PLACE if place_id else Verdict.NO_PLACE,
        place_id=place_id,
        analyst="Ann",
        note=note,
        recorded_at=NOON,
    )
    settle(choice, desk.store, desk.knowledge)
    return choice


@pytest.mark.parametrize("written", ["O'Brien", "Кам'янку", "Zhabo-Krukivka"])
@pytest.mark.parametrize("place_id", [DONETSK, None])
def test_a_settled_name_is_shown_as_an_article_writes_it(
    desk: reads.Desk, written: str, place_id: str | None
) -> None:
    assert reads.written_name(desk, decide(desk, written, place_id)) == written


def test_a_name_that_no_article_writes_any_more_stands_for_itself(desk: reads.Desk) -> None:
    choice = PlaceChoice(
        name="gone for good", verdict=Verdict.NO_PLACE, analyst="Ann", recorded_at=NOON
    )
    assert reads.written_name(desk, choice) == "gone for good"


def test_the_panel_gives_the_note_with_who_chose_the_place(desk: reads.Desk) -> None:
    decide(desk, "Ivanivka", DONETSK, note="by the river, says the map")
    shown = reads.situation(desk, Selection())
    [group] = reads.evidence(desk, shown, DONETSK)["groups"]
    facts = [dict(claim["facts"])["Place"] for claim in group["claims"]]
    assert facts == ["chosen by Ann on 2025-04-27: by the river, says the map"]


def test_namesakes_are_counted_for_a_name_in_another_case(desk: reads.Desk) -> None:
    [name] = [one for one in reads.open_names(desk).values() if one.name == "Кам'янку"]
    assert len(reads.namesakes(desk, name).place_ids) > len(name.candidates)


def test_namesakes_of_one_region_are_listed_with_their_raions(desk: reads.Desk) -> None:
    found = desk.knowledge.gazetteer.look_up("Popivka")
    in_sumy = [place.place_id for place in found if place.admin1 == "iso:UA-59"]
    names = reads.place_names(desk, [*in_sumy, DONETSK])
    assert names[DONETSK] == "Donetsk, Donetsk region"
    assert names["geonames:696517"] == "Popivka, Konotop Raion, Sumy region"
    assert len(set(names.values())) > 3
    assert reads.place_names(desk, in_sumy[:1])[in_sumy[0]] == "Popivka, Sumy region"
