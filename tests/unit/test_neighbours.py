"""What a map that lists settlements lends to those that its list lacks."""

from dataclasses import replace

import numpy as np
import pytest

from geodata.control import Judge, Nesting, compile_statements
from geodata.holdings import BASES, NOBODY, Basis
from geodata.model import EVERYBODY
from tests.records import ACTORS, april
from tests.unit.test_mapped_statements import RUSSIA, UKRAINE, map_of
from tests.unit.test_reaching import GORNAL, KURSK, SUDZHA, say

KNOWN = {actor.actor_id: actor for actor in ACTORS}
PLACES = [GORNAL, SUDZHA, "near-gornal", "beyond-the-region", "far"]
LON = np.array([35.00, 35.50, 35.05, 35.06, 36.50])
LAT = np.array([51.00, 51.00, 51.00, 51.00, 51.00])
REGIONS = [KURSK, KURSK, KURSK, "other", KURSK]
MAP = map_of((GORNAL, 5, RUSSIA), (SUDZHA, 5, UKRAINE), (GORNAL, 10, UKRAINE))


def holders(*claims, published=MAP, day: int = 6) -> dict[str, tuple[str, str]]:
    """Holder and basis of each place."""
    nothing = [""] * len(PLACES)
    nesting = Nesting.of(PLACES, [nothing, REGIONS, nothing], nothing, (LON, LAT))
    judge = Judge(compile_statements(claims, [published]), nesting, KNOWN)
    heard = judge.heard(april(day).toordinal(), judge.rows_of(EVERYBODY))
    found = judge.holdings(heard)
    return {
        place_id: (
            "" if found.holder[row] == NOBODY else found.actors[found.holder[row]],
            BASES[found.basis[row]],
        )
        for row, place_id in enumerate(PLACES)
    }


def test_a_settlement_that_the_list_lacks_is_shown_as_the_nearest_one_of_its_region() -> None:
    assert holders()["near-gornal"] == ("RU", Basis.NEARBY)
    assert holders(day=10)["near-gornal"] == ("UA", Basis.NEARBY)
    assert holders()[GORNAL] == ("RU", Basis.PLACE)


def test_nothing_is_lent_across_a_regions_border_or_far_away() -> None:
    found = holders()
    assert found["beyond-the-region"] == ("", Basis.RECOGNISED)
    assert found["far"] == ("", Basis.RECOGNISED)


def test_the_mappers_own_word_about_the_settlement_goes_first() -> None:
    article = say("ISW", "UA", "near-gornal", day=2)
    assert holders(article)["near-gornal"] == ("UA", Basis.PLACE)


def test_a_map_of_areas_lends_nothing_for_what_lies_outside_them_is_left_out() -> None:
    areas = replace(MAP, file_format="deepstate")
    assert holders(published=areas)["near-gornal"] == ("", Basis.RECOGNISED)


@pytest.mark.parametrize("day", [4, 6])
def test_claims_of_articles_lend_nothing(day: int) -> None:
    claims = [say("RU", "RU", GORNAL, day=1)]
    empty = map_of(claimant="ISW")
    assert holders(*claims, published=empty, day=day)["near-gornal"] == ("", Basis.RECOGNISED)
