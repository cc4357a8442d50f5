"""What holds for date expressions whatever the text and whenever it is published."""

import time
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.claims.dates import find_dates, find_lags
from geodata.model import DatePrecision
from geodata.pipeline import Knowledge

WORDS = """
on in since the last two days ago after August May 2024 Monday Saturday overnight early late week
weekend night of 4 4-5 27th and from to between , . - that day next 31 February year 2025-04-31
spring a months this 's mid 9999
"""
PIECES = st.sampled_from(WORDS.split())
ROWS = st.lists(PIECES, max_size=30).map(" ".join)
TEXTS = st.one_of(ROWS, st.text(max_size=120))
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
SOME_DAY = st.one_of(st.none(), DAYS)
WEEKDAYS = st.sampled_from(
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
)


@settings(deadline=None, max_examples=300)
@given(text=TEXTS, published=SOME_DAY, named=SOME_DAY, after=SOME_DAY, offset=st.integers(0, 9))
def test_each_date_stands_at_its_offsets_and_none_is_yet_to_come(
    text: str,
    published: date | None,
    named: date | None,
    after: date | None,
    offset: int,
    knowledge: Knowledge,
) -> None:
    reader = knowledge.lexicon.dates
    found = find_dates(text, reader, published, offset=offset, named=named, after=after)
    end = 0
    for when in found:
        assert text[when.start - offset : when.end - offset] == when.words
        assert end <= when.start - offset
        end = when.end - offset
        assert when.first <= when.last
        assert when.precision is DatePrecision.DAY or when.day.day == 1
        assert published is None or when.first <= published
    for lag in find_lags(text, reader):
        assert text[lag.start : lag.end] == lag.words


@settings(deadline=None)
@given(weekday=WEEKDAYS, published=st.dates(min_value=date(2000, 1, 1)))
def test_a_weekday_is_the_day_of_publication_or_one_of_the_six_before(
    weekday: str, published: date, knowledge: Knowledge
) -> None:
    [when] = find_dates(f"on {weekday}", knowledge.lexicon.dates, published)
    assert timedelta(0) <= published - when.day <= timedelta(days=6)
    assert when.day.strftime("%A") == weekday


@settings(deadline=None)
@given(weekday=WEEKDAYS, published=st.dates(min_value=date(2000, 1, 1)))
def test_last_weekday_is_one_of_the_seven_days_before_publication(
    weekday: str, published: date, knowledge: Knowledge
) -> None:
    [when] = find_dates(f"last {weekday}", knowledge.lexicon.dates, published)
    assert timedelta(days=1) <= published - when.day <= timedelta(days=7)


@settings(deadline=None, max_examples=60)
@given(words=st.lists(PIECES, min_size=1, max_size=6).map(" ".join))
def test_time_grows_with_the_text_and_no_faster(words: str, knowledge: Knowledge) -> None:
    def seconds(times: int) -> float:
        text = f"{words} " * times
        start = time.process_time()
        find_dates(text, knowledge.lexicon.dates, date(2025, 4, 27))
        return time.process_time() - start

    assert min(seconds(400), seconds(400)) < 0.02 + 20 * min(seconds(40) for _ in range(3))
