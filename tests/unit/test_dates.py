"""Date expressions, read against the day of publication: each row is one expression.

A row reads `words | first day | last day | precision`; publication is Sunday 2025-04-27, and the
day named last before is Wednesday 2025-04-23.
"""

from datetime import date

import pytest

from geodata.claims.dates import DateReader, find_dates
from geodata.pipeline import Knowledge

PUBLISHED = date(2025, 4, 27)
NAMED = date(2025, 4, 23)

TABLE = """
on Saturday                            | 2025-04-26 | 2025-04-26 | day
Saturday                               | 2025-04-26 | 2025-04-26 | day
on Sunday                              | 2025-04-27 | 2025-04-27 | day
on Monday                              | 2025-04-21 | 2025-04-21 | day
last Saturday                          | 2025-04-26 | 2025-04-26 | day
last Sunday                            | 2025-04-20 | 2025-04-20 | day
on Saturday evening                    | 2025-04-26 | 2025-04-26 | day
late on Saturday                       | 2025-04-26 | 2025-04-26 | day
late Saturday                          | 2025-04-26 | 2025-04-26 | day
early on Friday morning                | 2025-04-25 | 2025-04-25 | day
earlier on Saturday                    | 2025-04-26 | 2025-04-26 | day
in the early hours of Saturday         | 2025-04-26 | 2025-04-26 | day
on Friday last week                    | 2025-04-18 | 2025-04-18 | day
on Friday and Saturday                 | 2025-04-25 | 2025-04-26 | day
overnight from Friday to Saturday      | 2025-04-25 | 2025-04-26 | day
overnight into Saturday                | 2025-04-25 | 2025-04-26 | day
since Monday                           | 2025-04-21 | 2025-04-27 | day
yesterday                              | 2025-04-26 | 2025-04-26 | day
today                                  | 2025-04-27 | 2025-04-27 | day
earlier today                          | 2025-04-27 | 2025-04-27 | day
this morning                           | 2025-04-27 | 2025-04-27 | day
last night                             | 2025-04-26 | 2025-04-27 | day
overnight                              | 2025-04-26 | 2025-04-27 | day
in the early hours of the morning      | 2025-04-27 | 2025-04-27 | day
in the past 24 hours                   | 2025-04-26 | 2025-04-27 | day
over the past day                      | 2025-04-26 | 2025-04-27 | day
two days ago                           | 2025-04-25 | 2025-04-25 | day
three weeks ago                        | 2025-04-03 | 2025-04-09 | month
six months ago                         | 2024-10-01 | 2024-10-31 | month
two years ago                          | 2023-01-01 | 2023-12-31 | year
nearly three years ago                 | 2022-01-01 | 2022-12-31 | year
several days ago                       | 2025-04-17 | 2025-04-25 | month
that evening                           | 2025-04-23 | 2025-04-23 | day
the same day                           | 2025-04-23 | 2025-04-23 | day
later in the day                       | 2025-04-23 | 2025-04-23 | day
hours later                            | 2025-04-23 | 2025-04-23 | day
the next day                           | 2025-04-24 | 2025-04-24 | day
the following day                      | 2025-04-24 | 2025-04-24 | day
a day later                            | 2025-04-24 | 2025-04-24 | day
two days earlier                       | 2025-04-21 | 2025-04-21 | day
the day before                         | 2025-04-22 | 2025-04-22 | day
the previous day                       | 2025-04-22 | 2025-04-22 | day
on the eve                             | 2025-04-22 | 2025-04-22 | day
earlier this week                      | 2025-04-21 | 2025-04-27 | month
this week                              | 2025-04-21 | 2025-04-27 | month
last week                              | 2025-04-14 | 2025-04-20 | month
earlier this month                     | 2025-04-01 | 2025-04-27 | month
last month                             | 2025-03-01 | 2025-03-31 | month
earlier this year                      | 2025-01-01 | 2025-04-27 | year
last year                              | 2024-01-01 | 2024-12-31 | year
at the weekend                         | 2025-04-26 | 2025-04-27 | month
over the weekend                       | 2025-04-26 | 2025-04-27 | month
last weekend                           | 2025-04-19 | 2025-04-20 | month
in recent days                         | 2025-04-17 | 2025-04-27 | month
in recent weeks                        | 2025-03-28 | 2025-04-27 | month
in recent months                       | 2024-10-27 | 2025-04-27 | year
in the last two weeks                  | 2025-04-13 | 2025-04-27 | month
since the start of the year            | 2025-01-01 | 2025-04-27 | year
at the start of the year               | 2025-01-01 | 2025-03-31 | year
at the end of last year                | 2024-10-01 | 2024-12-31 | year
in August                              | 2024-08-01 | 2024-08-31 | month
last August                            | 2024-08-01 | 2024-08-31 | month
since August                           | 2024-08-01 | 2025-04-27 | month
in April                               | 2025-04-01 | 2025-04-27 | month
in May                                 | 2024-05-01 | 2024-05-31 | month
in August 2023                         | 2023-08-01 | 2023-08-31 | month
August 2023                            | 2023-08-01 | 2023-08-31 | month
in August of last year                 | 2024-08-01 | 2024-08-31 | month
since May 2022                         | 2022-05-01 | 2025-04-27 | month
by late August                         | 2024-08-21 | 2024-08-31 | month
in early March                         | 2025-03-01 | 2025-03-10 | month
in mid-March 2024                      | 2024-03-11 | 2024-03-20 | month
in late January 2025                   | 2025-01-21 | 2025-01-31 | month
at the end of January                  | 2025-01-21 | 2025-01-31 | month
in the spring of 2022                  | 2022-03-01 | 2022-05-31 | year
summer 2023                            | 2023-06-01 | 2023-08-31 | year
last autumn                            | 2024-09-01 | 2024-11-30 | year
in 2014                                | 2014-01-01 | 2014-12-31 | year
since 2014                             | 2014-01-01 | 2025-04-27 | year
in late 2023                           | 2023-10-01 | 2023-12-31 | year
2025-03-12                             | 2025-03-12 | 2025-03-12 | day
12.03.2025                             | 2025-03-12 | 2025-03-12 | day
27 April                               | 2025-04-27 | 2025-04-27 | day
on 6 April                             | 2025-04-06 | 2025-04-06 | day
the 6th of April                       | 2025-04-06 | 2025-04-06 | day
on December 24                         | 2024-12-24 | 2024-12-24 | day
April 27th, 2025                       | 2025-04-27 | 2025-04-27 | day
on March 3rd, 2023                     | 2023-03-03 | 2023-03-03 | day
24 Feb                                 | 2025-02-24 | 2025-02-24 | day
on Oct. 30                             | 2024-10-30 | 2024-10-30 | day
on Saturday, 19 April                  | 2025-04-19 | 2025-04-19 | day
on Saturday, April 19, 2025            | 2025-04-19 | 2025-04-19 | day
by April 9                             | 2025-04-09 | 2025-04-09 | day
as of April 9                          | 2025-04-09 | 2025-04-09 | day
4-5 April                              | 2025-04-04 | 2025-04-05 | day
April 4 and 5                          | 2025-04-04 | 2025-04-05 | day
on April 4 and April 5                 | 2025-04-04 | 2025-04-05 | day
between 3 and 7 April                  | 2025-04-03 | 2025-04-07 | month
from April 3 to April 7                | 2025-04-03 | 2025-04-07 | month
from 28 March to 3 April 2025          | 2025-03-28 | 2025-04-03 | year
on the night of 4-5 April              | 2025-04-04 | 2025-04-05 | day
on the night of April 4                | 2025-04-04 | 2025-04-05 | day
eight months after the August incursion | 2025-04-01 | 2025-04-27 | month
six months after 6 August 2024         | 2025-02-01 | 2025-02-28 | month
two days after 6 August 2024           | 2024-08-08 | 2024-08-08 | day
a year after March 2023                | 2024-01-01 | 2024-12-31 | year
"""
ROWS = [[cell.strip() for cell in row.split("|")] for row in TABLE.strip().splitlines()]


@pytest.fixture
def reader(knowledge: Knowledge) -> DateReader:
    return knowledge.lexicon.dates


@pytest.mark.parametrize(("words", "first", "last", "precision"), ROWS)
def test_an_expression_gives_its_days(
    words: str, first: str, last: str, precision: str, reader: DateReader
) -> None:
    [when] = find_dates(f"They came {words}.", reader, PUBLISHED, named=NAMED)
    assert (str(when.first), str(when.last), when.precision) == (first, last, precision)
    assert when.words == words


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Saturday", date(2025, 4, 26)),
        ("overnight", date(2025, 4, 27)),
        ("on April 4 and 5", date(2025, 4, 5)),
        ("in late January", date(2025, 1, 1)),
        ("since May 2022", date(2022, 5, 1)),
        ("last autumn", date(2024, 1, 1)),
        ("earlier this week", date(2025, 4, 1)),
        ("in recent weeks", date(2025, 4, 1)),
    ],
)
def test_the_day_of_an_event_is_the_last_of_days_and_the_first_of_longer_periods(
    words: str, day: date, reader: DateReader
) -> None:
    [when] = find_dates(f"They came {words}.", reader, PUBLISHED)
    assert when.day == day


@pytest.mark.parametrize(
    "text",
    [
        "They may march.",
        "Some 2014 men came.",
        "They will meet next Saturday.",
        "The fall of the town was quick.",
        "Saturdays are quiet.",
        "A column of 155 mm guns marched.",
        "Room 2024 was empty.",
        "On 31 February they came.",
        "They left a day after the others came.",
    ],
)
def test_what_is_no_date_is_not_made_one(text: str, reader: DateReader) -> None:
    assert find_dates(text, reader, PUBLISHED) == []


def test_a_number_after_two_days_is_no_day_when_it_does_not_follow(reader: DateReader) -> None:
    [when] = find_dates("They came on April 4 and 20 more fled.", reader, PUBLISHED)
    assert (when.first, when.last) == (date(2025, 4, 4), date(2025, 4, 4))


@pytest.mark.parametrize("words", ["on Saturday", "in August", "two days ago", "overnight"])
def test_without_a_day_of_publication_words_that_count_from_it_give_nothing(
    words: str, reader: DateReader
) -> None:
    assert find_dates(f"They came {words}.", reader, None) == []


@pytest.mark.parametrize(
    "words", ["on 3 April 2023", "in April 2023", "in 2014", "2023-04-03", "summer 2023"]
)
def test_without_a_day_of_publication_what_carries_its_year_counts(
    words: str, reader: DateReader
) -> None:
    assert len(find_dates(f"They came {words}.", reader, None)) == 1


def test_without_a_day_of_publication_a_year_named_before_serves(reader: DateReader) -> None:
    [when] = find_dates("On 6 April they came.", reader, None, after=date(2023, 3, 1))
    assert when.day == date(2023, 4, 6)
