"""Worldviews: who holds what in whose view, and which lines are borders in it."""

from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as some
from shapely.geometry.base import BaseGeometry

from geodata.errors import SeedError, SettingsError
from geodata.gazetteer.boundaries import Boundaries, load_boundaries
from geodata.gazetteer.worldviews import (
    DisputedArea,
    Outlook,
    read_disputed_areas,
    read_outlooks,
)
from geodata.settings import SEEDS_FOLDER, Worldview, settings_from

UN, UA, RU, NATURAL_EARTH = Worldview.UN, Worldview.UA, Worldview.RU, Worldview.NATURAL_EARTH
SIMFEROPOL, SEVASTOPOL = shapely.Point(34.10, 44.95), shapely.Point(33.58, 44.58)
DONETSK, HENICHESK = shapely.Point(37.80, 48.00), shapely.Point(34.70, 46.25)
KYIV, KURSK = shapely.Point(30.52, 50.45), shapely.Point(36.19, 51.73)
KATZRIN, SUKHUMI = shapely.Point(35.69, 32.99), shapely.Point(41.02, 43.0)
HARGEISA, ABYEI = shapely.Point(44.06, 9.56), shapely.Point(28.43, 9.60)


def seen(worldview: Worldview) -> Boundaries:
    return load_boundaries(SEEDS_FOLDER, worldview)


def outline(worldview: Worldview, country: str) -> BaseGeometry:
    found = seen(worldview).outline(f"iso:{country}")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("place", "country", "views"),
    [
        (SIMFEROPOL, "UA", {UN, UA}),
        (SIMFEROPOL, "RU", {RU, NATURAL_EARTH}),
        (SEVASTOPOL, "UA", {UN, UA}),
        (SEVASTOPOL, "RU", {RU, NATURAL_EARTH}),
        (DONETSK, "UA", {UN, UA, NATURAL_EARTH}),
        (DONETSK, "RU", {RU}),
        (HENICHESK, "UA", {UN, UA, NATURAL_EARTH}),
        (HENICHESK, "RU", {RU}),
        (KYIV, "UA", set(Worldview)),
        (KURSK, "RU", set(Worldview)),
        (SUKHUMI, "GE", {UN, UA, NATURAL_EARTH}),
        (SUKHUMI, "RU", set()),
        (KATZRIN, "SY", {UN, UA, RU}),
        (KATZRIN, "IL", {NATURAL_EARTH}),
        (HARGEISA, "SO", {UN, UA, RU}),
        (ABYEI, "SD", {NATURAL_EARTH}),
        (ABYEI, "SS", set()),
    ],
)
def test_a_place_lies_in_a_country_in_these_views_only(
    place: shapely.Point, country: str, views: set[Worldview]
) -> None:
    assert {view for view in Worldview if outline(view, country).contains(place)} == views


@pytest.mark.parametrize("worldview", Worldview)
@pytest.mark.parametrize("pair", [("UA", "RU"), ("SY", "IL"), ("SD", "SS"), ("UA", "MD")])
def test_countries_never_overlap(worldview: Worldview, pair: tuple[str, str]) -> None:
    one, other = (outline(worldview, country) for country in pair)
    assert one.intersection(other).area < 1e-9


@pytest.mark.parametrize("worldview", Worldview)
def test_a_country_has_no_slivers_where_its_regions_meet(worldview: Worldview) -> None:
    for country in ("UA", "GE", "SY", "SD", "MD"):
        parts = shapely.get_parts(outline(worldview, country))
        assert min(part.area for part in parts) > 1e-5
        largest = max(parts, key=lambda part: float(part.area))
        holes = [shapely.Polygon(ring) for ring in largest.interiors]
        assert all(hole.area > 1e-3 for hole in holes)


@pytest.mark.parametrize("worldview", Worldview)
def test_whatever_the_view_all_ground_is_held_once(worldview: Worldview) -> None:
    both = [outline(worldview, "UA"), outline(worldview, "RU")]
    reference = [outline(UN, "UA"), outline(UN, "RU")]
    whole, known = shapely.union_all(both), shapely.union_all(reference)
    assert whole.symmetric_difference(known).area < 0.05
    assert sum(one.area for one in both) == pytest.approx(whole.area)


@pytest.mark.parametrize("worldview", Worldview)
def test_regions_and_their_records_are_the_same_in_every_view(worldview: Worldview) -> None:
    ours, known = seen(worldview).frame(), seen(UN).frame()
    assert ours.equals(known)


def status(worldview: Worldview, between: str) -> tuple[str, bool] | None:
    lines = seen(worldview).borders().set_index("between")
    if between not in lines.index:
        return None
    return str(lines.loc[between, "status"]), bool(lines.loc[between, "agreed"])


BORDER_HERE, CLAIMED = ("international", False), ("claimed", False)


@pytest.mark.parametrize(
    ("between", "un", "ru", "natural_earth"),
    [
        ("UA-43|UA-65", CLAIMED, CLAIMED, BORDER_HERE),  # Perekop
        ("RU|UA-14", BORDER_HERE, CLAIMED, BORDER_HERE),
        ("RU|UA-09", BORDER_HERE, CLAIMED, BORDER_HERE),
        ("UA|UA-23", CLAIMED, BORDER_HERE, CLAIMED),
        ("UA-40|UA-43", None, None, None),
        ("UA-09|UA-14", None, None, None),
        ("MD-BD|MD-SN", None, None, None),
        ("MD|MD-SN", CLAIMED, CLAIMED, CLAIMED),
        ("GE|GE-AB", CLAIMED, BORDER_HERE, CLAIMED),
        ("SO|SO-X11", CLAIMED, CLAIMED, BORDER_HERE),
        ("SY|golan-heights", CLAIMED, CLAIMED, BORDER_HERE),
        ("IL|golan-heights", BORDER_HERE, BORDER_HERE, CLAIMED),
        ("SD|abyei-area", BORDER_HERE, BORDER_HERE, CLAIMED),
        ("RS|XK", ("disputed", False), ("disputed", False), ("disputed", False)),
        ("IL|PS", ("disputed", False), ("disputed", False), ("disputed", False)),
        ("RU|UA", ("international", True), ("international", True), ("international", True)),
        ("MD-SN|UA", ("international", True), ("international", True), ("international", True)),
    ],
)
def test_a_line_is_a_border_a_claim_or_nothing_by_view(
    between: str,
    un: tuple[str, bool] | None,
    ru: tuple[str, bool] | None,
    natural_earth: tuple[str, bool] | None,
) -> None:
    assert status(UN, between) == status(UA, between) == un
    assert status(RU, between) == ru
    assert status(NATURAL_EARTH, between) == natural_earth


def test_the_lines_where_views_differ_are_the_same_in_every_view() -> None:
    differing = [
        set(lines.loc[~lines["agreed"], "between"])
        for lines in (seen(view).borders() for view in Worldview)
    ]
    assert all(one == differing[0] for one in differing)


parties = some.sampled_from(["RU", "UA", "IL", "XX-1"])
areas = some.builds(
    DisputedArea,
    place_id=some.sampled_from(["iso:XX-1", "curated:hill"]),
    name=some.just("A hill"),
    recognised=some.sampled_from(["", "UA", "SY"]),
    claimed_by=some.lists(some.tuples(parties, some.just("2014-03-18")), max_size=3).map(tuple),
    full_name=some.just(""),
)
outlooks = some.builds(
    Outlook,
    name=some.just("somebody"),
    accepts=some.frozensets(some.tuples(parties, some.sampled_from(["", "XX-1", "hill"]))),
)


@given(areas, outlooks)
def test_an_area_is_held_by_a_claimant_that_is_believed_or_by_the_recognised_one(
    area: DisputedArea, outlook: Outlook
) -> None:
    claimants = [party for party, _ in area.claimed_by]
    believed = {
        party for party, code in outlook.accepts if party in claimants and code in ("", area.code)
    }
    holder = outlook.holder(area)
    assert holder in believed if believed else holder == (area.recognised or area.code)


@given(areas)
def test_the_united_nations_follow_no_claim(area: DisputedArea) -> None:
    outlook = read_outlooks(SEEDS_FOLDER / "gazetteer" / "worldviews.csv")[UN]
    assert outlook.holder(area) == (area.recognised or area.code)


def test_the_setting_names_the_view_and_a_wrong_one_names_the_choices() -> None:
    assert settings_from({}).worldview is UN
    assert settings_from({"CLAIMLINE_WORLDVIEW": ""}).worldview is UN
    assert settings_from({"CLAIMLINE_WORLDVIEW": " RU "}).worldview is RU
    with pytest.raises(SettingsError, match="'mars'; it must be one of un, ua, ru, natural-earth"):
        settings_from({"CLAIMLINE_WORLDVIEW": "mars"})


AREAS = "place_id,name,recognised,claimed_by,full_name,basis\n"
VIEWS = "worldview,name,accepts,basis\n"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("iso:UA-43,Crimea,Ukraine,,,why", "recognised 'Ukraine'"),
        ("iso:UA-43,Crimea,UA,RU:lately,,why", "'RU:lately' is not like RU:2014-03-18"),
        ("UA-43,Crimea,UA,,,why", "must begin with iso:"),
        ("iso:UA-43,Crimea,UA", "not place_id"),
        ('iso:UA-43,"Crimea,UA,,,why', "not CSV"),
    ],
)
def test_a_bad_row_of_the_disputed_areas_is_named(tmp_path: Path, row: str, problem: str) -> None:
    path = tmp_path / "disputed_areas.csv"
    path.write_text(f"{AREAS}{row}\n")
    with pytest.raises(SeedError, match=r"disputed_areas\.csv") as caught:
        read_disputed_areas(path)
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"{VIEWS}mars,Mars,,why\n", ":2: worldview must be one of un, ua"),
        (f"{VIEWS}un,UN,,why\n", "no row for ua, ru, natural-earth"),
        ("name\n", ":1: the columns must be worldview,name,accepts,basis"),
    ],
)
def test_a_worldview_that_is_missing_or_unknown_is_named(
    tmp_path: Path, text: str, problem: str
) -> None:
    path = tmp_path / "worldviews.csv"
    path.write_text(text)
    with pytest.raises(SeedError, match=r"worldviews\.csv") as caught:
        read_outlooks(path)
    assert problem in str(caught.value)
