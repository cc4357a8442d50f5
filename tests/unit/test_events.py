"""Which day a claim is filed under: the date of its own clause, and never another clause's.

Every text is published on Sunday 2025-04-27 unless it says otherwise. A row reads
`place, relation | day as exact as it is known, or nothing | text`.
"""

import pytest

from geodata.model import Article, Claim, DateBasis, DatePrecision, article_id_of
from geodata.pipeline import Knowledge, read
from geodata.seeds import moment_of

WIDTH = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7, DatePrecision.DAY: 10}

TABLE = """
Sudzha controls  | 2025-04-22 | Russia captured Sudzha on Tuesday.
Sudzha controls  | 2025-04-22 | On Tuesday, Russia captured Sudzha.
Sudzha controls  | 2025-04-22 | Moscow said on Tuesday that its troops had captured Sudzha.
Sudzha controls  | 2025-04-22 | Moscow said Tuesday its troops had captured Sudzha.
Sudzha controls  | 2025-04-22 | Russia has captured Sudzha, the Kremlin said on Tuesday.
Sudzha controls  | 2025-04-22 | In talks on Tuesday Gerasimov said Sudzha was liberated.
Sudzha controls  | 2025-04-21 | Russia said on Tuesday it had captured Sudzha on Monday.
Sudzha controls  | 2024-08    | Ukraine captured Sudzha in August.
Sudzha controls  | 2024-08    | Sudzha, which Ukraine captured in August, was shelled on Sunday.
Sudzha controls  | 2025-04-22 | Tuesday's capture of Sudzha by Russia came early.
Sudzha controls  | 2025-04-23 | Russia seized Sudzha and attacked Guyevo on Wednesday.
Guyevo contested | 2025-04-24 | Russia seized Sudzha on Wednesday and attacked Guyevo on Thursday.
Sudzha controls  | 2025-04-23 | Russia seized Sudzha on Wednesday and attacked Guyevo on Thursday.
Sudzha controls  | 2025-04-26 | Russia captured Sudzha after heavy fighting on Saturday.
Sudzha controls  | 2025-04-21 | Guyevo was quiet on Tuesday, a day after Russia captured Sudzha.
Sudzha controls  | 2025-04    | Russia have captured Sudzha earlier this week.
Sudzha controls  | 2024-08    | Sudzha has been under Ukrainian control since August 2024.
Sudzha controls  |            | Sudzha is under Ukrainian control, the governor said on Tuesday.
Sudzha controls  | 2025-04-22 | Moscow said on Tuesday that Sudzha was back under Russian control.
Sudzha controls  |            | A missile hit the Russian-held town of Sudzha on Tuesday.
Sudzha controls  |            | Sudzha, the largest town held by Ukraine, was calm on Saturday.
Sudzha controls  |            | Shops opened on Tuesday. Russia hold Sudzha.
Sudzha controls  | 2025-04-27 | Russia have captured Sudzha, Moscow said.
Sudzha controls  |            | Shops opened on Tuesday. Russia have captured Sudzha.
Sudzha controls  | 2025-04-22 | Moscow said on Tuesday it took Guyevo. It said it also took Sudzha.
Sudzha contested | 2025-04-22 | Russia took Guyevo on Tuesday. That evening Ukraine attacked Sudzha.
Sudzha controls  | 2025-04-23 | Russia took Guyevo on Tuesday. The next day it took Sudzha.
Sudzha contested |            | The army said little. Russia recently attacked Sudzha.
Sudzha controls  | 2025-01    | Russia captured Sudzha in January and Guyevo in February.
Guyevo controls  | 2025-02    | Russia captured Sudzha in January and Guyevo in February.
Sudzha controls  |            | Russia holds Sudzha and on Monday attacked Guyevo.
Sudzha controls  | 2025-04-22 | Moscow said on Tuesday that its troops had occupied Sudzha.
Sudzha controls  | 2025-04-15 | Ukraine left Guyevo on Tuesday, a week after Russia captured Sudzha.
"""
ROWS = [[cell.strip() for cell in row.split("|")] for row in TABLE.strip().splitlines()]


def claims_of(
    text: str, knowledge: Knowledge, published: str | None = "2025-04-27", title: str = ""
) -> list[Claim]:
    article = Article(
        article_id=article_id_of(text),
        source_id="s",
        title=title,
        text=text,
        published_at=moment_of(published) if published else None,
        published_basis=DateBasis.GIVEN if published else DateBasis.UNKNOWN,
    )
    return read(article, knowledge)[1]


def dates_of(claims: list[Claim], place: str, relation: str, knowledge: Knowledge) -> set[str]:
    return {
        claim.event_date.isoformat()[: WIDTH[claim.date_precision]]
        if claim.event_date and claim.date_precision
        else ""
        for claim in claims
        if (knowledge.gazetteer.place(claim.place_id).name, claim.relation) == (place, relation)
    }


@pytest.mark.parametrize(("what", "day", "text"), ROWS)
def test_a_claim_is_filed_under_the_date_of_its_own_clause(
    what: str, day: str, text: str, knowledge: Knowledge
) -> None:
    place, relation = what.split()
    assert dates_of(claims_of(text, knowledge), place, relation, knowledge) == {day}


def test_a_page_that_tells_its_day_in_the_present_dates_what_happens(knowledge: Knowledge) -> None:
    text = (
        "Russia says that it has captured Guyevo. Ukraine denies this claim. The Russian Defence "
        "Ministry says that it is in full control of Sudzha."
    )
    found = claims_of(text, knowledge)
    assert {claim.event_date for claim in found} == {moment_of("2025-04-27").date()}
    assert len(found) >= 3


def test_without_a_day_of_publication_no_word_of_the_text_makes_one(knowledge: Knowledge) -> None:
    text = "Russian forces captured Sudzha on Tuesday. In August Ukraine captured Guyevo."
    found = claims_of(text, knowledge, published=None)
    assert [claim.event_date for claim in found] == [None, None]


def test_without_a_day_of_publication_a_year_in_the_title_serves(knowledge: Knowledge) -> None:
    text = "On 8 June Russian forces captured Sudzha."
    [claim] = claims_of(text, knowledge, published=None, title="2023 Ukrainian counteroffensive")
    assert str(claim.event_date) == "2023-06-08"


def test_an_assertion_of_long_ago_is_past(knowledge: Knowledge) -> None:
    text = "Moscow had claimed back in February 2024 that its troops had captured Sudzha."
    [claim] = claims_of(text, knowledge)
    assert (str(claim.event_date), claim.current) == ("2024-02-01", False)


def test_a_departure_that_had_happened_has_not_ended(knowledge: Knowledge) -> None:
    text = "Shops opened. By April 9, Ukrainian forces had withdrawn from Sudzha."
    [claim] = claims_of(text, knowledge)
    assert (str(claim.event_date), claim.current) == ("2025-04-09", True)


def test_the_explanation_names_the_date(knowledge: Knowledge) -> None:
    [claim] = claims_of("Russian forces captured Sudzha on Tuesday.", knowledge)
    assert 'date "on Tuesday"' in claim.how
