"""The sources page: what each outlet, voice and mapper says, and how far each can be trusted."""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geodata import portrayal
from geodata.errors import SeedError
from geodata.gazetteer import load_gazetteer
from geodata.model import Decision, Review, Source
from geodata.seeds import read_sources
from geodata.settings import SEEDS_FOLDER
from geodata.store import ClaimStore
from tests.dashboard.ledger import (
    GORNAL,
    MOMENT,
    REPORT,
    keep,
    make_article,
    make_claim,
    report,
)
from tests.dashboard.opening import HOSTILE, Opened, open_page


@pytest.fixture
def opened(store: ClaimStore) -> Opened:
    """Opens the sources page on the hand-made ledger with the parameters of a link."""

    def open_app(chosen: dict[str, str] | None = None, **link: str) -> AppTest:
        ticked = {f"{what}-chosen": code for what, code in (chosen or {}).items()}
        return open_page("sources", link, ticked)

    return open_app


def sources(page: AppTest) -> pd.DataFrame:
    return page.dataframe[0].value


def voices(page: AppTest) -> pd.DataFrame:
    return page.dataframe[1].value


def written(page: AppTest) -> str:
    return " ".join(one.value for one in [*page.markdown, *page.caption]).replace("\\", "")


def test_each_source_is_counted(opened: Opened) -> None:
    rows = sources(opened()).set_index("name")
    row = rows.loc["Unnamed outlet (seed article 000)"]
    assert (row["claims"], row["places"], row["voices"], row["articles"]) == (9, 6, 2, 1)
    assert row["first"].date() == date(2014, 1, 1)
    assert row["last"].date() == date(2025, 4, 26)
    assert list(row["by_day"]) == [9]
    assert row["grade"] == "F"
    assert row["reason"] == "not assessed: F, cannot be judged"


def test_a_share_counts_claims_that_are_denied_or_part_of_a_dispute(opened: Opened) -> None:
    rows = sources(opened()).set_index("name")
    # Of the report: that Russia holds the Kursk region, and the denial.
    assert rows.loc["Unnamed outlet (seed article 000)", "open"] == pytest.approx(2 / 9)


def test_voices_are_counted_the_same_way(opened: Opened) -> None:
    rows = voices(opened()).set_index("name")
    assert rows.loc["Russia", "claims"] == 4
    assert rows.loc["Russia", "sources"] == 2
    assert rows.loc["Russia", "kind"] == "side"
    assert rows.loc["the outlet itself", "sources"] == 1


def test_the_counts_follow_the_filters(opened: Opened) -> None:
    page = opened(voice="UA")
    assert voices(page)["name"].tolist() == ["Ukraine"]
    assert sources(page)["claims"].sum() == 4


def test_a_copy_is_counted_as_one_of_anothers(opened: Opened, store: ClaimStore) -> None:
    again = make_article(
        REPORT + " Again.", "seed-004", "Copy", origin_group=report()[0].article_id
    )
    keep(store, again, [], [])
    rows = sources(opened()).set_index("name")
    assert rows.loc["Unnamed outlet (seed article 004)", "copies"] == 1
    assert rows.loc["Unnamed outlet (seed article 004)", "articles"] == 2
    assert rows.loc["Unnamed outlet (seed article 000)", "copies"] == 0


def test_what_analysts_changed_is_counted_as_known_then(opened: Opened, store: ClaimStore) -> None:
    claim = store.claims_of(report()[0].article_id)[4]
    decided = Review(
        article_id=claim.article_id,
        claim_id=claim.claim_id,
        decision=Decision.REJECT,
        analyst="tester",
        recorded_at=datetime(2025, 5, 1, tzinfo=UTC),
        claim=claim,
    )
    store.review(decided, places=load_gazetteer(SEEDS_FOLDER).place)
    rows = sources(opened()).set_index("name")
    assert rows.loc["Unnamed outlet (seed article 000)", "corrected"] == 1
    assert rows.loc["Unnamed outlet (seed article 004)", "corrected"] == 0
    then = sources(opened(known_at=MOMENT.isoformat()))
    assert then["corrected"].sum() == 0


def test_a_chosen_source_says_on_what_its_grade_rests_and_leads_to_its_map(opened: Opened) -> None:
    page = opened({"source": "seed-000"})
    assert "not assessed: F, cannot be judged" in written(page)
    assert "All 9 dated claims were printed on 2025-04-26." in written(page)
    page.button(key="source-map").click().run()
    assert not page.exception
    assert page.query_params == {"outlet": "seed-000"}


def test_the_selection_can_be_narrowed_to_a_source(opened: Opened) -> None:
    page = opened({"source": "seed-004"})
    page.button(key="source-narrow").click().run()
    assert not page.exception
    assert page.query_params == {"source": "seed-004"}
    assert sources(page)["name"].tolist() == ["Unnamed outlet (seed article 004)"]


def test_a_chosen_voice_leads_to_its_account(opened: Opened) -> None:
    page = opened({"voice": "UA"})
    page.button(key="voice-map").click().run()
    assert not page.exception
    assert page.query_params == {"voice": "UA"}


def test_claims_by_day_share_one_axis(opened: Opened, store: ClaimStore) -> None:
    article = make_article(
        "Gornal was lost.", "wire", "Later", published_at=datetime(2025, 4, 29, tzinfo=UTC)
    )
    keep(store, article, [], [make_claim(article, "Gornal was lost", GORNAL)])
    rows = sources(opened()).set_index("name")
    assert list(rows.loc["wire", "by_day"]) == [0, 0, 0, 1]
    assert list(rows.loc["Unnamed outlet (seed article 000)", "by_day"]) == [9, 0, 0, 0]
    assert "from 2025-04-26 to 2025-04-29." in written(opened())


def test_where_nothing_is_said_the_page_says_what_to_do(opened: Opened) -> None:
    page = opened(relation="threatens", actor="UA")
    assert any("Change the filters or the clocks" in info.value for info in page.info)
    assert any("geodata import" in info.value for info in page.info)


def test_before_the_first_record_the_page_says_to_go_back_to_now(opened: Opened) -> None:
    page = opened(known_at="2020-01-01T00:00+00:00")
    assert [info.value.split(":")[0] for info in page.info] == [
        "Nothing was recorded yet at 2020-01-01 00"
    ]


def test_hostile_names_stay_text(opened: Opened, store: ClaimStore) -> None:
    article = make_article(f"Gornal was taken {HOSTILE}", f"Source {HOSTILE}", HOSTILE)
    claim = make_claim(article, "Gornal was taken", GORNAL, claimant="X{{1}}", actor="RU")
    keep(store, article, [], [claim])
    page = opened({"source": f"Source {HOSTILE}", "voice": "X{{1}}"})
    assert f"Source {HOSTILE}" in sources(page)["name"].tolist()
    assert "X{{1}}" in voices(page)["name"].tolist()
    assert not any("](http" in one.value for one in page.markdown)


def test_every_grade_but_f_names_its_reason() -> None:
    for source in read_sources(SEEDS_FOLDER):
        assert (source.reliability == "F") or source.reliability_note


def test_a_reason_is_read_from_the_seeds_and_a_missing_one_said(tmp_path: Path) -> None:
    entry = '[[source]]\nid = "a"\nname = "A"\nreliability = "B"\n'
    (tmp_path / "sources.toml").write_text(f'{entry}reliability_note = "checked by hand"\n')
    [source] = read_sources(tmp_path)
    assert portrayal.grade_reason(source) == "checked by hand"
    assert "no reason is given" in portrayal.grade_reason(
        Source(source_id="b", name="B", reliability="B")
    )
    (tmp_path / "sources.toml").write_text(f'{entry}reliability_notes = "x"\n')
    with pytest.raises(SeedError, match="unknown key"):
        read_sources(tmp_path)
