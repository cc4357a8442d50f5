import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard import reads
from dashboard.reads import Desk
from dashboard.reads.evidence import _LONGEST_ARTICLE, _passages
from dashboard.selection import Selection
from geodata.model import Article
from geodata.settings import SEEDS_FOLDER
from tests.dashboard.ledger import GORNAL, KURSK, MOMENT, keep, make_article, make_claim, make_store


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    make_store(folder / "claims.sqlite3").close()
    return reads.open_desk(f"sqlite:///{folder / 'claims.sqlite3'}", folder, SEEDS_FOLDER)


def cut(text: str, start: int, end: int) -> str:
    """Slice as JavaScript does."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


texts = some.text(some.characters(exclude_categories=["Cs"]), max_size=40)


@given(
    before=texts,
    quote=some.text(some.characters(exclude_categories=["Cs"]), min_size=1),
    after=texts,
)
def test_the_browser_marks_exactly_the_quote(before: str, quote: str, after: str) -> None:
    article = make_article(f"{before}\n§{quote}§{after}", "wire", "t")
    claim = make_claim(article, f"§{quote}§", GORNAL)
    [sent], [place] = _passages({article.article_id: article}, [claim])
    assert cut(sent["text"], place["start"], place["end"]) == claim.quote


def long_article() -> Article:
    return make_article("😀 " * _LONGEST_ARTICLE + "Russia holds it." + " x" * 100_000, "wire", "t")


def test_of_a_very_long_article_only_what_surrounds_the_quote_travels() -> None:
    article = long_article()
    claim = make_claim(article, "Russia holds it.", GORNAL)
    [sent], [place] = _passages({article.article_id: article}, [claim])
    assert len(sent["text"]) == _LONGEST_ARTICLE
    assert cut(sent["text"], place["start"], place["end"]) == "Russia holds it."


def test_evidence_is_grouped_by_who_says_so(desk: Desk) -> None:
    shown = reads.situation(desk, Selection())
    panel = reads.evidence(desk, shown, KURSK)
    titles = [group["title"] for group in panel["groups"]]
    assert titles == ["Russia says (2)", "Ukraine says (3)", "In the outlet's own voice (1)"]
    assert panel["place"]["state"] == "Disputed: the voices disagree"
    first = panel["groups"][0]["claims"][0]
    assert first["head"] == "Claimed by Russia (chief of staff)"
    assert dict(first["facts"])["Source"].endswith("F, reliability cannot be judged")


def test_an_article_travels_once_however_many_claims_rest_on_it(desk: Desk) -> None:
    panel = reads.evidence(desk, reads.situation(desk, Selection()), KURSK)
    assert len(panel["articles"]) == 2


def test_a_denial_names_what_it_denies_and_whether_it_is_in_sight(desk: Desk) -> None:
    everyone = reads.evidence(desk, reads.situation(desk, Selection()), KURSK)
    [denied] = [d for g in everyone["groups"] for c in g["claims"] for d in c["denies"]]
    assert denied["here"]
    assert "Claimed by Russia" in denied["text"]
    ukraine = reads.evidence(desk, reads.situation(desk, Selection(voice="UA")), KURSK)
    [denied] = [d for g in ukraine["groups"] for c in g["claims"] for d in c["denies"]]
    assert not denied["here"]


def test_a_place_without_claims_says_so(desk: Desk) -> None:
    panel = reads.evidence(desk, reads.situation(desk, Selection()), "iso:UA-46")
    assert panel["place"]["state"] == "No claim found"
    assert panel["groups"] == []


def test_a_day_before_all_claims_shows_none(desk: Desk) -> None:
    assert reads.situation(desk, Selection(as_of=MOMENT.date().replace(year=2013))).claims == []


def test_new_claims_show_without_a_restart(tmp_path: Path) -> None:
    make_store(tmp_path / "claims.sqlite3").close()
    desk = reads.open_desk(f"sqlite:///{tmp_path / 'claims.sqlite3'}", tmp_path, SEEDS_FOLDER)
    before = len(reads.situation(desk, Selection()).claims)
    article = make_article("Russia holds Gornal still.", "wire", "t")
    keep(desk.store, article, [], [make_claim(article, "Russia holds Gornal", GORNAL)])
    assert len(reads.situation(desk, Selection()).claims) == before + 1
    assert reads.choices(desk).sources["wire"] == 1


def test_the_export_holds_each_quote_and_its_source(desk: Desk) -> None:
    features = json.loads(reads.export_geojson(desk, Selection(voice="RU")))["features"]
    assert len(features) == 4
    assert {f["properties"]["claimant"] for f in features} == {"RU"}
    assert all(f["properties"]["quote"] for f in features)


def test_a_source_that_must_not_be_passed_on_is_left_out_and_named(tmp_path: Path) -> None:
    make_store(tmp_path / "claims.sqlite3").close()
    desk = reads.open_desk(f"sqlite:///{tmp_path / 'claims.sqlite3'}", tmp_path, SEEDS_FOLDER)
    article = make_article("Russia holds Gornal, it seems.", "isw", "t")
    keep(desk.store, article, [], [make_claim(article, "Russia holds Gornal", GORNAL)])
    chosen = Selection(places=frozenset({GORNAL}))
    claims = reads.situation(desk, chosen).claims
    assert reads.closed_sources(desk, claims) == ["Institute for the Study of War"]
    features = json.loads(reads.export_geojson(desk, chosen))["features"]
    assert len(features) == len(claims) - 1


def test_base_labels_begin_with_countries_and_great_cities(desk: Desk) -> None:
    labels = reads.base_labels(desk)
    kinds = [kind for _, _, _, kind, _ in labels]
    assert kinds == sorted(kinds, key=["country", "city", "region"].index)
    assert "Kyiv" in {name for name, *_ in labels}


def test_quarters_of_a_city_are_not_labelled_as_towns(desk: Desk) -> None:
    towns = {name for name, _, _, kind, _ in reads.base_labels(desk) if kind == "city"}
    assert {"Kyiv", "Kharkiv", "Sumy"} <= towns
    assert not towns & {"Obolon"}
