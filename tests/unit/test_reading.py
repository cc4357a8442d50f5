"""An analyst's choice of a place: which articles are read again, and what is known when."""

import copy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geodata.claims import EXTRACTOR
from geodata.gazetteer.boundaries import load_boundaries
from geodata.gazetteer.rows import folded
from geodata.mentions.settled import name_key, settle_mentions
from geodata.model import Candidate, ClaimQuery, Mention, OwnPoint, PlaceChoice, Verdict
from geodata.pipeline import Knowledge, export_claims, ingest, situation
from geodata.reading import ReadAgain, own_point, reread, settle
from geodata.store import ClaimStore
from tests.records import NOON, make_article, make_claim

LOST, DONETSK = "Zhabokrukivka", "geonames:709717"
FIRST = (
    f"Russian forces have captured the village of {LOST}, Russia's Defence Ministry said. "
    "Ukraine's General Staff denied that Russia controls Gornal."
)
SECOND = f"Fighting goes on in the village of {LOST}, the Ukrainian army said on Monday."
OTHER = "Russian forces have captured Gornal, Russia's Defence Ministry said."


def write(folder: Path, **texts: str) -> list[str]:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return [str(folder / f"{name}.txt") for name in texts]


@pytest.fixture
def filled(store: ClaimStore, knowledge: Knowledge, tmp_path: Path) -> ClaimStore:
    """Three articles, of which two leave one name open."""
    paths = write(tmp_path, first=FIRST, second=SECOND, other=OTHER)
    assert ingest(paths, store, knowledge).added == 3
    assert {mention.surface for mention in store.unresolved()} == {LOST}
    return store


def choice(**changes: object) -> PlaceChoice:
    values: dict[str, object] = {
        "name": folded(LOST),
        "verdict": Verdict.PLACE,
        "place_id": "curated:gornal",
        "analyst": "Ann",
        "recorded_at": datetime.now(UTC),
    }
    if changes.get("verdict", Verdict.PLACE) is not Verdict.PLACE:
        values["place_id"] = None
    return PlaceChoice(**{**values, **changes})  # type: ignore[arg-type]


def article_with(store: ClaimStore, words: str) -> str:
    return next(article.article_id for article in store.articles() if words in article.text)


def test_a_choice_is_applied_to_every_article_that_leaves_the_name_open(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    before = filled.claims()
    report = settle(choice(), filled, knowledge)
    assert report == ReadAgain(read_again=2, claims_added=2, claims_gone=0, left=0)
    assert filled.unresolved() == []
    assert len(filled.claims()) == len(before) + 2
    assert {claim.extractor for claim in filled.claims()} == {EXTRACTOR}
    first = filled.mentions(article_with(filled, "captured the village"))
    [settled] = [mention for mention in first if mention.surface == LOST]
    assert settled.how.startswith("chosen by Ann on ")


def test_a_view_as_known_before_the_choice_is_as_it_was(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    before, moment = filled.claims(), datetime.now(UTC)
    settle(choice(), filled, knowledge)
    assert filled.claims(ClaimQuery(known_at=moment)) == before
    assert filled.claims() != before


def test_ingesting_again_adds_nothing_after_a_choice(
    filled: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    settle(choice(), filled, knowledge)
    revision = filled.revision()
    report = ingest(write(tmp_path, first=FIRST, second=SECOND), filled, knowledge)
    assert (report.added, report.known) == (0, 2)
    assert filled.revision() == revision


def test_an_article_that_comes_later_gets_the_choice_too(
    filled: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    settle(choice(), filled, knowledge)
    third = write(tmp_path, third=f"Ukraine said its troops had retaken the village of {LOST}.")
    assert ingest(third, filled, knowledge).added == 1
    [claim] = filled.claims_of(article_with(filled, "retaken"))
    assert claim.place_id == "curated:gornal"
    assert ingest(third, filled, knowledge).added == 0


def test_undoing_a_choice_brings_the_open_name_back_and_it_can_be_chosen_again(
    filled: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    before = {claim.claim_id for claim in filled.claims()}
    settle(choice(), filled, knowledge)
    report = settle(choice(verdict=Verdict.UNDONE), filled, knowledge)
    assert report == ReadAgain(read_again=2, claims_added=0, claims_gone=2, left=0)
    assert {claim.claim_id for claim in filled.claims()} == before
    assert len(filled.unresolved()) == 2
    assert ingest(write(tmp_path, first=FIRST), filled, knowledge).added == 0
    assert settle(choice(), filled, knowledge).claims_added == 2


def test_a_choice_for_one_article_leaves_the_others(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    first = article_with(filled, "captured the village")
    report = settle(choice(article_id=first), filled, knowledge)
    assert (report.read_again, report.claims_added) == (1, 1)
    assert [mention.article_id for mention in filled.unresolved()] == [
        article_with(filled, "Fighting")
    ]


def test_a_choice_for_one_article_overrides_what_was_read_there(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    other = article_with(filled, "captured Gornal")
    report = settle(choice(name="gornal", article_id=other, place_id=DONETSK), filled, knowledge)
    assert (report.read_again, report.claims_added, report.claims_gone) == (1, 1, 1)
    assert [claim.place_id for claim in filled.claims_of(other)] == [DONETSK]


def test_a_choice_for_every_article_leaves_what_was_read_without_doubt(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    revision = {claim.claim_id for claim in filled.claims()}
    report = settle(choice(name="gornal", place_id=DONETSK), filled, knowledge)
    assert report.read_again == 0
    assert {claim.claim_id for claim in filled.claims()} == revision


def test_an_articles_own_choice_goes_before_that_for_every_article_until_it_is_undone(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    first = article_with(filled, "captured the village")
    settle(choice(), filled, knowledge)
    settle(choice(article_id=first, place_id=DONETSK), filled, knowledge)
    assert DONETSK in {claim.place_id for claim in filled.claims_of(first)}
    settle(choice(article_id=first, verdict=Verdict.UNDONE), filled, knowledge)
    assert {claim.place_id for claim in filled.claims_of(first)} == {"curated:gornal"}


def test_a_name_that_is_no_place_is_mentioned_no_more_until_that_is_undone(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    report = settle(choice(verdict=Verdict.NO_PLACE), filled, knowledge)
    assert (report.read_again, report.claims_added) == (2, 0)
    assert filled.unresolved() == []
    assert settle(choice(verdict=Verdict.UNDONE), filled, knowledge).read_again == 2
    assert len(filled.unresolved()) == 2


def test_a_point_of_the_analysts_own_is_drawn_where_it_was_set(
    filled: ClaimStore, knowledge: Knowledge
) -> None:
    boundaries = load_boundaries(knowledge.seeds_folder)
    point = own_point(f" {LOST} ", 35.1, 51.2, 3, boundaries)
    assert (point.label, point.region_id, point.country_code) == (LOST, "iso:RU-KRS", "RU")
    report = settle(choice(place_id=point.place_id, point=point), filled, knowledge)
    assert report.claims_added == 2
    shown = situation(filled, knowledge, boundaries, ClaimQuery())
    [mark] = shown.point_marks[shown.point_marks["place_id"] == point.place_id].itertuples()
    assert (mark.geometry.x, mark.geometry.y, mark.precision_km) == (35.1, 51.2, 3)
    settle(choice(verdict=Verdict.UNDONE), filled, knowledge)
    known_then = ClaimQuery(known_at=filled.all_place_choices()[-1].recorded_at)
    situation(filled, knowledge, boundaries, known_then)  # an undone point is still known


def test_a_point_at_sea_lies_in_no_region(knowledge: Knowledge) -> None:
    point = own_point("Buoy", 31.5, 44.0, 1, load_boundaries(knowledge.seeds_folder))
    assert (point.region_id, point.country_code) == ("", "")


@pytest.mark.parametrize(("label", "lat", "radius"), [(" ", 1, 1), ("X", 91, 1), ("X", 1, -1)])
def test_a_point_that_is_none_is_refused(
    knowledge: Knowledge, label: str, lat: float, radius: float
) -> None:
    with pytest.raises(ValueError, match=r"name|Earth|precision"):
        own_point(label, 1, lat, radius, load_boundaries(knowledge.seeds_folder))


def test_what_another_extractor_read_is_left_and_counted(
    store: ClaimStore, knowledge: Knowledge, filled: ClaimStore
) -> None:
    first = filled.article(article_with(filled, "captured the village"))
    [lost] = [m for m in filled.mentions(first.article_id) if m.surface == LOST]
    filled.add(
        first,
        [lost],
        [],
        extractor="import:csv",
        recorded_at=NOON,
        places=knowledge.gazetteer.place,
    )
    report = settle(choice(), filled, knowledge)
    assert (report.read_again, report.left) == (1, 1)
    assert filled.readings()[first.article_id] == "import:csv"


def test_own_places_are_known_by_id_and_search_but_not_to_the_gazetteer_shared_by_all(
    knowledge: Knowledge,
) -> None:
    place = OwnPoint(label=LOST, lon=35.1, lat=51.2, precision_km=3).place()
    wider = knowledge.gazetteer.with_places([place])
    assert wider.place(place.place_id) is place
    assert wider.look_up(LOST.upper()) == [place]
    assert knowledge.gazetteer.look_up(LOST) == []
    assert wider.place("curated:gornal").name == "Gornal"


def test_every_spelling_that_folds_to_the_name_is_meant_and_candidates_are_kept(
    knowledge: Knowledge,
) -> None:
    candidates = (Candidate(place_id="geonames:1", score=1.0),)
    surface = "Ste\u0301pne"
    mention = Mention(
        article_id="a",
        start_char=0,
        end_char=len(surface),
        surface=surface,
        place_id=None,
        candidates=candidates,
    )
    [settled], heard = settle_mentions([mention], [choice(name="stepne")], knowledge.gazetteer.find)
    assert (settled.place_id, settled.candidates) == ("curated:gornal", candidates)
    assert len(heard) == 1
    assert settle_mentions([mention], [choice(name="stepove")], knowledge.gazetteer.find) == (
        [mention],
        (),
    )


def test_a_choice_for_a_ukrainian_name_holds_in_every_case(
    store: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    one = "Російські війська захопили Іванівку, повідомили в Міноборони Росії."
    other = "Бої точаться біля Іванівки. До Іванівки їдуть люди, в Іванівці тихо."
    ingest(write(tmp_path, one=one, other=other), store, knowledge)
    open_names = {name_key(m, knowledge.gazetteer.find) for m in store.unresolved()}
    assert len(store.unresolved()) == 4
    assert open_names == {"іванівка"}
    report = settle(choice(name="іванівка", place_id=DONETSK), store, knowledge)
    assert report.read_again == 2
    assert store.unresolved() == []
    settle(choice(name="іванівка", verdict=Verdict.NO_PLACE), store, knowledge)
    assert {m.surface for a in store.articles() for m in store.mentions(a.article_id)} == {"Росії"}
    settle(choice(name="іванівка", verdict=Verdict.UNDONE), store, knowledge)
    assert len(store.unresolved()) == 4


def test_a_claim_at_a_place_that_the_gazetteer_has_lost_stays_where_it_was(
    store: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    grown = replace(knowledge.gazetteer.place("curated:gornal"), place_id="geonames:90000001")
    article = make_article("Russia controls Zvirobiyka, its army chief said; Ukraine denies it.")
    start = article.text.index("Zvirobiyka")
    mention = Mention(
        article_id=article.article_id,
        start_char=start,
        end_char=start + len("Zvirobiyka"),
        surface="Zvirobiyka",
        place_id=grown.place_id,
        candidates=(),
    )
    claim = make_claim(article, place_id=grown.place_id)
    store.add(
        article, [mention], [claim], extractor=EXTRACTOR, recorded_at=NOON, places=lambda _: grown
    )
    outlines = load_boundaries(knowledge.seeds_folder)
    seen = situation(store, knowledge, outlines, ClaimQuery())
    assert [place.name for place in seen.lost] == ["Zvirobiyka"]
    [mark] = seen.point_marks.to_dict("records")
    assert (mark["geometry"].x, mark["geometry"].y) == (grown.lon, grown.lat)
    count, _ = export_claims(store, knowledge, ClaimQuery(), tmp_path / "out.geojson", "geojson")
    assert count == 1


def test_articles_are_read_again_once_after_the_gazetteer_has_grown(
    store: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    paths = write(tmp_path, first=FIRST)
    assert ingest(paths, store, knowledge).added == 1
    before = store.claims()
    assert reread(store, knowledge).read_again == 0
    grown = copy.copy(knowledge.gazetteer)
    grown.edition = "2026-11-22"
    grown._names = {**grown._names, folded(LOST): str(grown._row_by_id[DONETSK])}
    richer = replace(knowledge, gazetteer=grown)
    report = reread(store, richer)
    assert (report.read_again, report.claims_added, report.claims_gone) == (1, 1, 0)
    assert reread(store, richer).read_again == 0
    assert ingest(paths, store, richer).added == 0
    assert ingest(paths, store, knowledge).added == 0
    known_then = ClaimQuery(known_at=before[0].recorded_at)
    assert {claim.claim_id for claim in store.claims(known_then)} == {c.claim_id for c in before}
