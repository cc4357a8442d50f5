import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from shapely import Point
from shapely.geometry.base import BaseGeometry

from dashboard import reads
from dashboard.reads import Desk
from dashboard.reads.evidence import _LONGEST_ARTICLE, _passages
from geodata.model import Article, Relation
from geodata.selection import Selection
from geodata.settings import Worldview
from tests.dashboard.ledger import (
    CRIMEA,
    GORNAL,
    KURSK,
    MOMENT,
    UKRAINE,
    desk_of,
    keep,
    make_article,
    make_claim,
    make_store,
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    make_store(folder / "claims.sqlite3").close()
    return desk_of(folder / "claims.sqlite3")


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
    assert titles == [
        "Russia says (2 claims, 1 statement)",
        "Ukraine says (3 claims, 2 statements)",
        "In the outlet's own voice (1)",
    ]
    assert panel["place"]["told"] == "2 sources, 3 independent origins"
    assert panel["place"]["state"] == "Disputed: the voices disagree"
    first = panel["groups"][0]["claims"][0]
    assert first["head"] == "Claimed by Russia (chief of staff)"
    assert dict(first["facts"])["Source"].endswith("F, reliability cannot be judged")


def test_the_panel_says_of_a_copy_what_it_copies_and_counts_its_voice_once(tmp_path: Path) -> None:
    make_store(tmp_path / "claims.sqlite3").close()
    desk = desk_of(tmp_path / "claims.sqlite3")
    first = make_article("Russia holds Gornal.", "reuters", "t")
    copy = make_article("Russia holds Gornal!", "paper", "t", origin_group=first.article_id)
    for article in (first, copy):
        own = make_claim(article, "Russia holds Gornal", GORNAL, claimant="SOURCE")
        keep(desk.store, article, [], [own])
    panel = reads.evidence(desk, reads.situation(desk, Selection()), GORNAL)
    assert panel["place"]["told"] == "4 sources, 2 independent origins"
    assert [group["title"] for group in panel["groups"]] == [
        "Russia says (2 claims, 1 statement)",
        "In the outlet's own voice (2 claims, 1 statement)",
    ]
    facts = [dict(claim["facts"]) for claim in panel["groups"][1]["claims"]]
    name = desk.sources["reuters"].name if "reuters" in desk.sources else "reuters"
    assert [one.get("Copy") for one in facts] == [None, f"near-duplicate of a text of {name}"]


def test_a_place_inside_a_disputed_region_says_so_and_since_when(desk: Desk) -> None:
    within = reads.evidence(desk, reads.situation(desk, Selection()), GORNAL)["place"]["within"]
    assert within == [(KURSK, "Within Kursk region: disputed since 26 April 2025")]


def test_it_says_so_of_a_place_of_which_nobody_speaks(desk: Desk) -> None:
    """Any settlement of the region will do: no claim is about it."""
    shown = reads.situation(desk, Selection())
    listed = desk.knowledge.gazetteer.look_up("Sudzha")
    place = next(one for one in listed if one.admin1 == KURSK)
    assert not shown.speaks_of(place.place_id)
    within = reads.evidence(desk, shown, place.place_id)["place"]["within"]
    assert [place_id for place_id, _ in within] == [KURSK]


def test_nothing_is_said_of_the_region_where_its_voices_agree(desk: Desk) -> None:
    shown = reads.situation(desk, Selection(voice="RU"))
    assert reads.evidence(desk, shown, GORNAL)["place"]["within"] == []


def test_a_region_is_not_within_itself(desk: Desk) -> None:
    shown = reads.situation(desk, Selection())
    assert reads.evidence(desk, shown, KURSK)["place"]["within"] == []


def test_a_claim_leads_on_to_its_article_and_its_review(desk: Desk) -> None:
    panel = reads.evidence(desk, reads.situation(desk, Selection()), GORNAL)
    ways = [way for way, _ in panel["groups"][0]["claims"][0]["ways"]]
    assert ways == ["article", "review"]


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
    desk = desk_of(tmp_path / "claims.sqlite3")
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
    desk = desk_of(tmp_path / "claims.sqlite3")
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


views_of_the_ledger = some.builds(
    Selection,
    voice=some.sampled_from([None, "RU", "UA"]),
    relations=some.frozensets(some.sampled_from(Relation), max_size=2),
    places=some.frozensets(some.sampled_from([KURSK, CRIMEA, UKRAINE, GORNAL]), max_size=2),
)


@settings(max_examples=12, deadline=None)
@given(selection=views_of_the_ledger, worldview=some.sampled_from(Worldview))
def test_a_worldview_changes_no_claim_no_state_and_no_export(
    desk: Desk, selection: Selection, worldview: Worldview
) -> None:
    other = dataclasses.replace(selection, worldview=worldview)
    plain, seen = reads.situation(desk, selection), reads.situation(desk, other)
    assert seen.claims == plain.claims
    assert seen.controls == plain.controls
    assert seen.point_marks.equals(plain.point_marks)
    columns = [name for name in plain.area_marks.columns if name != "geometry"]
    assert seen.area_marks[columns].equals(plain.area_marks[columns])
    assert reads.export_geojson(desk, other) == reads.export_geojson(desk, selection)


def test_a_claim_about_a_country_is_drawn_on_the_country_of_the_view(desk: Desk) -> None:
    def ukraine(worldview: Worldview) -> BaseGeometry:
        selection = Selection(places=frozenset({UKRAINE}), worldview=worldview)
        outlines = reads.situation(desk, selection).area_marks.set_index("place_id").geometry
        return outlines.loc[UKRAINE]

    simferopol = Point(34.10, 44.95)
    assert ukraine(Worldview.UN).contains(simferopol)
    assert not ukraine(Worldview.RU).contains(simferopol)


FULL_NAME = (
    "Autonomous Republic of Crimea and the city of Sevastopol, Ukraine, "
    "temporarily occupied by the Russian Federation"
)
CLAIMED = "Recognised as Ukraine's; claimed by Russia since 2014-03-18."


@pytest.mark.parametrize(
    ("worldview", "words"),
    [
        (None, [FULL_NAME, CLAIMED]),
        (Worldview.UN, [FULL_NAME, CLAIMED]),
        (Worldview.UA, [FULL_NAME, CLAIMED]),
        (Worldview.RU, [CLAIMED]),
        (Worldview.NATURAL_EARTH, [CLAIMED]),
    ],
)
def test_crimea_has_its_full_name_in_views_that_hold_it_to_be_ukraines(
    desk: Desk, worldview: Worldview | None, words: list[str]
) -> None:
    shown = reads.situation(desk, Selection())
    assert reads.evidence(desk, shown, CRIMEA, worldview)["place"]["about"] == words


@pytest.mark.parametrize(
    ("place_id", "words"),
    [
        ("iso:UA-14", "Recognised as Ukraine's; claimed by Russia since 2022-09-30."),
        ("iso:GE-AB", "Recognised as Georgia's; claims to be a state of its own since 1999-10-12."),
        ("iso:MD-BD", "Recognised as Moldova's; claimed by Transnistria since 1990-09-02."),
        (
            "curated:abyei-area",
            "Final status not determined; claimed by Sudan since 2011-07-09; "
            "claimed by South Sudan since 2011-07-09.",
        ),
    ],
)
def test_whose_a_disputed_area_is_stands_in_words(desk: Desk, place_id: str, words: str) -> None:
    assert reads.area_words(desk, place_id, Worldview.RU)[-1] == words


def test_of_ground_that_nobody_disputes_nothing_more_is_said(desk: Desk) -> None:
    assert reads.area_words(desk, KURSK, None) == []
    assert reads.area_words(desk, GORNAL, None) == []
