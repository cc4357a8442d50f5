"""Where words find room in a shape, and symbols that lie on one another."""

import numpy as np
import pytest
from matplotlib.path import Path
from shapely import MultiPolygon, Polygon, box

from geodata.briefing.drawing.stretches import stretches
from geodata.briefing.drawing.surface import Look, Sign, Surface


def test_in_a_rectangle_words_have_its_whole_width_and_most_of_all_in_its_middle() -> None:
    found = list(stretches(box(10, 0, 110, 40), 8, 8))
    room, away, middle = min(found, key=lambda one: one[1])
    assert room == pytest.approx(100)
    assert away == pytest.approx(0)
    assert middle == pytest.approx((60, 20))


def test_an_outline_that_reaches_between_the_letters_takes_their_room() -> None:
    notched = box(0, 0, 100, 40).difference(box(58, 22, 62, 40))
    free = {round(y, 1): (room, x) for room, _, (x, y) in stretches(notched, 10, 10)}
    assert free[20.0] == pytest.approx((58, 29)), "the notch hangs into the line of type"
    assert free[10.0] == pytest.approx((100, 50)), "the notch ends above it"


def test_each_part_of_a_shape_has_its_own_room_and_a_hole_has_none() -> None:
    holed = Polygon(box(0, 0, 60, 40).exterior, [box(20, 10, 40, 30).exterior])
    parts = MultiPolygon([holed, box(100, 0, 140, 40)])
    middle = [(x, room) for room, _, (x, y) in stretches(parts, 8, 8) if y == pytest.approx(20)]
    assert sorted(middle) == [pytest.approx(one) for one in ((10, 20), (50, 20), (120, 40))]


def test_lines_shorter_than_asked_for_have_no_room() -> None:
    assert list(stretches(box(0, 0, 30, 40), 8, 31)) == []


def test_of_equal_symbols_on_one_spot_only_the_uppermost_is_drawn() -> None:
    disc, square = (Sign(((path, Look(facecolor="#000000")),))
                    for path in (Path.unit_circle(), Path.unit_rectangle()))  # fmt: skip
    surface = Surface(100, 100)
    spots = np.array([[5.0, 5.0], [5.0, 5.0], [9.0, 5.0], [5.0, 5.0]])
    surface.signs(spots, [disc, square, disc, disc], order=1)
    [drawn] = surface.items
    assert drawn.signs == [square, disc, disc]  # type: ignore[union-attr]
    assert drawn.spots.tolist() == [[5, 5], [9, 5], [5, 5]]  # type: ignore[union-attr]
