"""Published maps as voices: what they show counts like what is claimed."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from geodata.control import Judge, Nesting, compile_statements
from geodata.holdings import CORROBORATIONS, NOBODY, STATES
from geodata.model import EVERYBODY, Voice
from geodata.published import claims_of
from geodata.published_map import NOTHING_SAID, PublishedMap, Status
from tests.records import ACTORS, april
from tests.unit.test_reaching import GORNAL, SUDZHA, say

RUSSIA, UKRAINE = Status("controls", "RU", word="RU"), Status("controls", "UA", word="UA")
FIGHTING = Status("contested", "", word="CONTESTED")
STATUSES = (RUSSIA, UKRAINE, FIGHTING, NOTHING_SAID)


def map_of(*points: tuple[str, int, Status], claimant: str = "ISW") -> PublishedMap:
    """Make a daily map: place, day of April 2025, what it shows from then on."""
    places = (GORNAL, SUDZHA)
    ordered = sorted(points, key=lambda point: (places.index(point[0]), point[1]))
    return PublishedMap(
        source_id="viina",
        claimant=claimant,
        file_format="viina",
        title="A map",
        url="",
        column="status_isw",
        file_name="control.csv",
        digest="",
        redistributable=True,
        first_day=april(1),
        last_day=april(30),
        place_ids=places,
        labels=places,
        statuses=STATUSES,
        place=np.array([places.index(place) for place, _, _ in ordered], np.int32),
        day=np.array([april(day).toordinal() for _, day, _ in ordered], np.int32),
        status=np.array([STATUSES.index(status) for _, _, status in ordered], np.int16),
        recorded_at=datetime(2025, 5, 1, tzinfo=UTC),
    )


def outcome(statements, place_id: str, day: int, voice: Voice = EVERYBODY) -> tuple[str, str, str]:
    nesting = Nesting.of([GORNAL, SUDZHA], [["", ""]] * 3, ["", ""])
    judge = Judge(statements, nesting, {actor.actor_id: actor for actor in ACTORS})
    heard = judge.heard(april(day).toordinal(), judge.rows_of(voice))
    holdings = judge.holdings(heard)
    row = nesting.number[place_id]
    holder = holdings.holder[row]
    return (
        STATES[holdings.state[row]].value,
        "" if holder == NOBODY else holdings.actors[holder],
        CORROBORATIONS[holdings.corroboration[row]].value,
    )


MAP = map_of(
    (GORNAL, 5, UKRAINE),
    (GORNAL, 10, FIGHTING),
    (GORNAL, 15, RUSSIA),
    (GORNAL, 20, NOTHING_SAID),
    (SUDZHA, 8, RUSSIA),
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (4, ("unknown", "", "none")),
        (5, ("held", "UA", "reported")),
        (9, ("held", "UA", "reported")),
        (10, ("contested", "", "none")),
        (15, ("held", "RU", "reported")),
        (19, ("held", "RU", "reported")),
        (20, ("unknown", "", "none")),
    ],
)
def test_a_map_shows_one_state_at_a_time(day: int, expected: tuple[str, str, str]) -> None:
    assert outcome(compile_statements([], [MAP]), GORNAL, day) == expected


@pytest.mark.parametrize("day", range(4, 20))
@pytest.mark.parametrize("place_id", [GORNAL, SUDZHA])
def test_a_map_and_the_claims_made_of_it_tell_the_same(place_id: str, day: int) -> None:
    """But for the day on which it falls silent: no claim says so."""
    told = compile_statements(claims_of(MAP))
    assert outcome(told, place_id, day) == outcome(compile_statements([], [MAP]), place_id, day)


def test_who_denies_the_others_control_in_a_table_still_says_what_it_said_of_its_own() -> None:
    own = say("UA", "UA", GORNAL, day=5, extractor="import:csv")
    denial = say("UA", "RU", GORNAL, "controls", "deny", day=9, extractor="import:csv")
    fighting = say("UA", "RU", GORNAL, "contested", day=12, extractor="import:csv")
    statements = compile_statements([own, denial, fighting])
    assert outcome(statements, GORNAL, 10) == ("held", "UA", "one side")
    assert outcome(statements, GORNAL, 12) == ("contested", "", "none")


def test_a_mapper_has_one_word_whether_on_its_map_or_in_an_article() -> None:
    later = say("ISW", "UA", GORNAL, day=17, event_date=date(2025, 4, 17))
    statements = compile_statements([later], [MAP])
    assert outcome(statements, GORNAL, 16) == ("held", "RU", "reported")
    assert outcome(statements, GORNAL, 17) == ("held", "UA", "reported")
    earlier = say("ISW", "UA", GORNAL, day=12, event_date=date(2025, 4, 12))
    assert outcome(compile_statements([earlier], [MAP]), GORNAL, 16)[1] == "RU"


def test_a_side_that_agrees_with_a_map_makes_two_origins() -> None:
    claim = say("RU", "RU", GORNAL, day=16)
    assert outcome(compile_statements([claim], [MAP]), GORNAL, 17) == ("held", "RU", "agreed")


def test_two_maps_that_differ_dispute_the_place() -> None:
    other = map_of((GORNAL, 5, UKRAINE), claimant="DEEPSTATE")
    statements = compile_statements([], [MAP, other])
    assert outcome(statements, GORNAL, 6) == ("held", "UA", "agreed")
    assert outcome(statements, GORNAL, 16)[0] == "disputed"
    isw = Voice(claimants=frozenset({"ISW"}))
    assert outcome(statements, GORNAL, 16, isw) == ("held", "RU", "reported")
