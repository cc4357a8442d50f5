"""What holds of every published map: nothing of the daily files is lost, in whatever order."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.published import claims_of
from geodata.published.change_points import DayTable, gaps_between
from geodata.published_map import SILENT, PublishedMap, statuses_on
from geodata.store import open_store
from tests.published_files import FIRST_DAY, WORDS, Theatre, write_viina
from tests.records import NOON
from tests.store.test_maps import assert_same
from tests.unit.test_published import read

PLACES = 4
THEATRE = Theatre(settlements=PLACES, days=1)
_few = settings(max_examples=60, deadline=None)

days = st.lists(st.integers(0, 400), min_size=1, max_size=8, unique=True)


@st.composite
def daily(draw: st.DrawFn) -> dict[int, list[int | None]]:
    """Day -> per settlement the number of a word, or None where there is no row."""
    covered = draw(days)
    word = st.one_of(st.none(), st.integers(0, len(WORDS) - 1))
    rows = st.lists(word, min_size=PLACES, max_size=PLACES).filter(
        lambda row: any(cell is not None for cell in row)
    )
    return {day: draw(rows) for day in covered}


def lines_of(said: dict[int, list[int | None]]) -> list[str]:
    return [
        f"{THEATRE.ids[number]},{FIRST_DAY + timedelta(days=day):%Y%m%d},{WORDS[word]}"
        for day, row in said.items()
        for number, word in enumerate(row)
        if word is not None
    ]


def read_lines(*files: list[str]) -> PublishedMap:
    with tempfile.TemporaryDirectory() as folder:
        paths = [
            write_viina(Path(folder) / f"{number}.csv", lines, "geonameid,date,status")
            for number, lines in enumerate(files)
        ]
        reading = read(*paths, theatre=THEATRE)
    assert reading.problems == ()
    return reading.maps[0]


def word_of(published: PublishedMap, number: int, day: date) -> str:
    place_id = f"geonames:{THEATRE.ids[number]}"
    if place_id not in published.place_ids:
        return ""
    code = statuses_on(published, day)[published.place_ids.index(place_id)]
    status = None if code == SILENT else published.statuses[code]
    return status.word if status and status.relation else ""


@_few
@given(daily())
def test_change_points_replayed_give_back_what_every_day_said(
    said: dict[int, list[int | None]],
) -> None:
    published = read_lines(lines_of(said))
    for day, row in said.items():
        on = FIRST_DAY + timedelta(days=day)
        words = [word_of(published, number, on) for number in range(PLACES)]
        assert words == [WORDS[word or 0] for word in row]


@_few
@given(daily(), st.randoms(use_true_random=False), st.integers(0, 40))
def test_the_order_of_rows_and_files_changes_nothing(
    said: dict[int, list[int | None]], random: object, cut: int
) -> None:
    lines = lines_of(said)
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one = read_lines(lines)
    other = read_lines(*[part for part in (shuffled[cut:], shuffled[:cut]) if part])
    assert one.gaps == other.gaps
    for day in range(-1, 402):
        on = FIRST_DAY + timedelta(days=day)
        for number in range(PLACES):
            assert word_of(one, number, on) == word_of(other, number, on)


@_few
@given(daily())
def test_no_two_points_in_a_row_say_the_same_and_columns_are_in_order(
    said: dict[int, list[int | None]],
) -> None:
    published = read_lines(lines_of(said))
    moments = list(zip(published.place.tolist(), published.day.tolist(), strict=True))
    assert moments == sorted(set(moments))
    same_place = np.diff(published.place) == 0
    assert not (same_place & (np.diff(published.status) == 0)).any()


@_few
@given(daily())
def test_claims_are_the_points_that_say_something_and_quote_their_line(
    said: dict[int, list[int | None]],
) -> None:
    published = read_lines(lines_of(said))
    claims = claims_of(published)
    speaking = [bool(published.statuses[code].relation) for code in published.status]
    assert len({claim.claim_id for claim in claims}) == len(claims) == sum(speaking)
    for claim in claims:
        assert claim.event_date is not None
        assert claim.quote.startswith(claim.event_date.isoformat())
        assert claim.quote.endswith(claim.actor or "CONTESTED")


@_few
@given(daily())
def test_the_store_gives_back_every_map_as_it_was(said: dict[int, list[int | None]]) -> None:
    published = read_lines(lines_of(said))
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'c.sqlite3'}")
        store.add_map(published, recorded_at=NOON)
        assert_same(store.maps()[0], published)
        store.close()


@_few
@given(days)
def test_gaps_and_covered_days_together_are_every_day_from_first_to_last(
    covered: list[int],
) -> None:
    ordinals = sorted(FIRST_DAY.toordinal() + day for day in covered)
    missing = [
        day
        for first, last in gaps_between(ordinals)
        for day in range(first.toordinal(), last.toordinal() + 1)
    ]
    assert sorted([*ordinals, *missing]) == list(range(ordinals[0], ordinals[-1] + 1))


@_few
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 90), st.integers(0, 3)), max_size=80))
def test_a_table_that_grows_keeps_what_was_put(rows: list[tuple[int, int, int]]) -> None:
    table, expected = DayTable(1), {}
    for place, day, code in rows:
        number = table.rows_of([day])
        table.put(number, np.array([place], np.int32), [np.array([code], np.uint8)], place + 1)
        expected[place, day] = code
    points = table.change_points(0)
    for (place, day), code in expected.items():
        before = (points.place == place) & (points.day <= day)
        assert (points.status[before][-1] if before.any() else 0) == code
