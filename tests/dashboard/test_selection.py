from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as some

from geodata.errors import SelectionError
from geodata.model import Relation
from geodata.selection import (
    FIRST_DAY,
    LAST_DAY,
    PARAMETERS,
    Choices,
    Comparison,
    Selection,
    from_comparison_link,
    from_parameters,
    heard_only,
    known_only,
    rounded_view,
    to_comparison_link,
    to_parameters,
)
from geodata.settings import Worldview

ids = some.from_regex(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,20}", fullmatch=True)
names = some.text(some.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
id_sets = some.frozensets(ids, max_size=4)
days = some.dates(FIRST_DAY, LAST_DAY)
spans = some.tuples(some.none() | days, some.none() | days).map(
    lambda pair: tuple(sorted(pair)) if all(pair) else pair
)
views = some.builds(rounded_view, some.floats(-180, 180), some.floats(-85, 85), some.floats(2, 18))


@some.composite
def selections(draw: some.DrawFn) -> Selection:
    since, as_of = draw(spans)
    return Selection(
        voice=draw(some.none() | ids),
        outlet=draw(some.none() | names),
        claimants=draw(id_sets),
        actors=draw(id_sets),
        relations=draw(some.frozensets(some.sampled_from(Relation))),
        sources=draw(some.frozensets(names, max_size=4)),
        places=draw(id_sets),
        since=since,
        as_of=as_of,
        known_at=draw(some.none() | some.datetimes(timezones=some.just(UTC))),
        picked=draw(some.none() | ids),
        view=draw(some.none() | views),
        worldview=draw(some.none() | some.sampled_from(Worldview)),
        without_ground=draw(some.booleans()),
    )


comparisons = some.builds(
    Comparison,
    voice=some.none() | ids,
    outlet=some.none() | names,
    as_of=some.none() | days,
    voice2=some.none() | ids,
    outlet2=some.none() | names,
    as_of2=some.none() | days,
    known_at=some.none() | some.datetimes(timezones=some.just(UTC)),
    about=some.none() | ids,
    view=some.none() | views,
    worldview=some.none() | some.sampled_from(Worldview),
)


@given(selections())
def test_a_link_reopens_the_selection_that_it_was_made_from(selection: Selection) -> None:
    url = urlencode(to_parameters(selection), doseq=True)
    assert from_parameters(parse_qs(url, keep_blank_values=True)) == (selection, [])


@given(comparisons)
def test_a_link_reopens_the_comparison_that_it_was_made_from(comparison: Comparison) -> None:
    url = urlencode(to_comparison_link(comparison), doseq=True)
    assert from_comparison_link(parse_qs(url, keep_blank_values=True)) == (comparison, [])


@given(
    some.dictionaries(some.sampled_from(sorted(PARAMETERS)), some.lists(some.text(), min_size=1))
)
def test_no_hand_edited_link_is_an_error(link: dict[str, list[str]]) -> None:
    selection, problems = from_parameters(link)
    assert isinstance(selection, Selection)
    assert all(isinstance(problem, str) for problem in problems)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("voice", "<img src=x>"),
        ("claimant", "RU,"),
        ("source", "x" * 501),
        ("relation", "owns"),
        ("since", "yesterday"),
        ("as_of", "0001-01-01"),
        ("known_at", "2025-04-26T18:00"),
        ("view", "1,2"),
        ("view", "nan,50,6"),
        ("view", "36,150,6"),
        ("pick", "x" * 81),
        ("pick", "{{7*7}}"),
        ("ground", "on"),
        ("outlet", "x" * 501),
    ],
)
def test_a_bad_parameter_is_left_out_and_named(name: str, value: str) -> None:
    selection, problems = from_parameters({name: [value], "actor": ["UA"]})
    assert selection == Selection(actors=frozenset({"UA"}))
    assert len(problems) == 1
    assert f"“{name}”" in problems[0]


def test_a_plus_that_was_typed_into_a_link_is_a_plus() -> None:
    selection, problems = from_parameters({"known_at": ["2025-04-26T18:00 02:00"]})
    assert (selection.known_at, problems) == (datetime(2025, 4, 26, 16, tzinfo=UTC), [])


def test_a_parameter_given_twice_is_left_out() -> None:
    selection, problems = from_parameters({"voice": ["RU", "UA"]})
    assert selection == Selection()
    assert len(problems) == 1


def test_days_in_the_wrong_order_are_left_out() -> None:
    selection, problems = from_parameters({"since": ["2025-05-01"], "as_of": ["2025-04-01"]})
    assert selection == Selection()
    assert "after" in problems[0]
    with pytest.raises(SelectionError):
        Selection(since=date(2025, 5, 1), as_of=date(2025, 4, 1))


def test_parameters_of_others_are_not_read() -> None:
    assert from_parameters({"embed": ["true"], "theme": ["dark"]}) == (Selection(), [])


def is_nowhere(_: str) -> bool:
    return False


def test_a_pick_needs_a_claim_or_a_place() -> None:
    choices = Choices(
        claimants={}, actors={}, relations={}, sources={}, places={"iso:UA": 1}, voices=()
    )
    here, elsewhere = Selection(picked="iso:UA"), Selection(picked="iso:UA-46")
    assert known_only(here, choices, is_nowhere) == (here, [])
    assert known_only(elsewhere, choices, lambda code: code == "iso:UA-46") == (elsewhere, [])
    left, problems = known_only(elsewhere, choices, is_nowhere)
    assert left == Selection()
    assert "iso:UA-46" in problems[0]


def test_codes_that_nothing_bears_are_dropped_and_named() -> None:
    choices = Choices(
        claimants={"RU": 1}, actors={"RU": 1}, relations={}, sources={"wire": 1}, places={},
        voices=("RU",),
    )  # fmt: skip
    asked = Selection(voice="ISW", sources=frozenset({"wire", "gone"}))
    left, problems = known_only(asked, choices, is_nowhere)
    assert left == Selection(sources=frozenset({"wire"}))
    assert len(problems) == 2
    assert "gone" in problems[0]


def test_a_voice_hears_only_itself() -> None:
    assert Selection(voice="RU").query().voice.claimants == frozenset({"RU"})
    crossed = Selection(voice="RU", claimants=frozenset({"UA"})).query()
    assert crossed.voice.claimants == frozenset()


def test_the_account_of_a_source_hears_that_source_only() -> None:
    asked = Selection(outlet="wire", voice="RU").query()
    assert asked.voice.source_ids == frozenset({"wire"})
    assert asked.voice.claimants == frozenset({"RU"})


def test_ground_follows_voice_sources_and_days_and_no_other_filter() -> None:
    selection = Selection(
        outlet="wire",
        sources=frozenset({"wire", "post"}),
        actors=frozenset({"RU"}),
        places=frozenset({"iso:UA"}),
        since=date(2025, 1, 1),
        as_of=date(2025, 2, 1),
    )
    asked = selection.ground_query()
    assert asked.voice.source_ids == frozenset({"wire"})
    assert (asked.as_of, asked.since, asked.actors, asked.place_ids) == (
        date(2025, 2, 1), None, None, None,
    )  # fmt: skip
    assert selection.is_wider_than_ground
    assert not Selection(voice="RU", as_of=date(2025, 2, 1)).is_wider_than_ground


def test_a_day_and_the_ground_are_no_filters_to_count() -> None:
    assert Selection(as_of=date(2025, 2, 1), without_ground=True).filter_count == 0
    assert Selection(known_at=datetime(2025, 2, 1, tzinfo=UTC)).filter_count == 0


def test_in_a_comparison_voices_that_say_nothing_are_dropped_and_named() -> None:
    choices = Choices(
        claimants={"RU": 1}, actors={"RU": 1}, relations={}, sources={"wire": 1}, places={},
        voices=("RU",),
    )  # fmt: skip
    asked = Comparison(voice="RU", outlet2="wire", voice2="KP", about="XX")
    left, problems = heard_only(asked, choices)
    assert left == Comparison(voice="RU", outlet2="wire")
    assert len(problems) == 2
    assert "KP" in problems[0]
    assert "XX" in problems[1]


def test_a_bad_parameter_of_a_comparison_is_left_out_and_named() -> None:
    comparison, problems = from_comparison_link({"voice": ["RU"], "as_of2": ["tomorrow"]})
    assert comparison == Comparison(voice="RU")
    assert "“as_of2”" in problems[0]


def test_everyone_hears_everybody() -> None:
    assert Selection().query().voice.claimants is None


def test_pick_and_view_do_not_change_which_claims_are_shown() -> None:
    seen = Selection(
        picked="iso:UA", view=(36.0, 50.0, 6.0), known_at=datetime(2025, 1, 1, tzinfo=UTC)
    )
    assert seen.narrowing == Selection(known_at=seen.known_at)
