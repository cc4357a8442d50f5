"""The steps joined: what goes into the store, and what a view gets out of it."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest

from geodata.answers import extract
from geodata.articles import read_lines
from geodata.claims import EXTRACTOR
from geodata.errors import ExportError
from geodata.gazetteer.boundaries import load_boundaries
from geodata.model import ClaimQuery, ControlState, Corroboration, Relation, Voice
from geodata.pipeline import (
    Knowledge,
    Situation,
    export_claims,
    ingest,
    ingest_seeds,
    situation,
)
from geodata.store import ClaimStore

TEXT = "Russia's army chief said that Russian forces had captured Gornal. Ukraine denied it."
CLAIM_KEYS = {
    *("place", "place_id", "claimant", "speaker", "relation", "actor", "polarity", "event_date"),
    *("current", "extent", "hedged", "start", "end", "quote", "confidence"),
}
UKRAINE = Voice(claimants=frozenset({"UA"}))


def view(store: ClaimStore, knowledge: Knowledge, query: ClaimQuery) -> Situation:
    boundaries = load_boundaries(knowledge.seeds_folder)
    return situation(store, knowledge, boundaries, query, today=date(2025, 5, 1))


def ingest_text(store: ClaimStore, knowledge: Knowledge, folder: Path, text: str = TEXT) -> None:
    path = folder / "a.txt"
    path.write_bytes(text.encode())
    assert ingest([str(path)], store, knowledge).failed == ()


def test_seeds_become_a_view(store: ClaimStore, knowledge: Knowledge) -> None:
    assert ingest_seeds(store, knowledge).added == 2
    seen = view(store, knowledge, ClaimQuery())
    assert {"iso:RU-KRS", "iso:RU-BEL", "iso:UA-43"} <= set(seen.area_marks["place_id"])
    assert "curated:gornal" in set(seen.point_marks["place_id"])
    states = {control.place_id: control.state for control in seen.controls}
    assert states["iso:RU-KRS"] is ControlState.DISPUTED
    assert states["curated:gornal"] is ControlState.HELD
    assert states["iso:RU-BEL"] is ControlState.UNKNOWN


def test_ingesting_the_seed_folder_is_ingesting_the_seeds(
    store: ClaimStore, knowledge: Knowledge
) -> None:
    ingest_seeds(store, knowledge)
    report = ingest([str(knowledge.seeds_folder / "articles")], store, knowledge)
    assert (report.added, report.known, report.failed) == (0, 2, ())


def test_a_known_text_under_another_source_adds_nothing_and_is_named(
    store: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    ingest_text(store, knowledge, tmp_path)
    (tmp_path / "articles.toml").write_text(
        '["a.txt"]\nsource_id = "wire"\npublished = 2025-04-27\n'
    )
    report = ingest([str(tmp_path / "a.txt")], store, knowledge)
    assert (report.added, report.known, report.failed) == (0, 1, ())
    assert report.notes == (
        "'a' is known already: its source stays 'unknown', not 'wire'; "
        "its date stays unknown, not 2025-04-27",
    )
    assert len(store.articles()) == 1


LONG = (
    f"{TEXT} Fighting went on in Belgorod region, local people told reporters by telephone. Russia "
    "holds Sudzha. Nobody could say how many families had left the villages near the border since "
    "the spring, or when they would come home."
)


def test_a_lightly_edited_reprint_is_named_and_its_outlet_s_voice_counts_no_second_time(
    store: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    texts = [LONG, LONG.replace("local people", "residents"), f"From our desk. {LONG[:-60]}"]
    rows = [
        {"title": title, "source": title, "text": text, "published": "2025-04-26"}
        for title, text in zip(("wire", "paper", "radio"), texts, strict=True)
    ]
    reports = []
    for number, row in enumerate(rows):
        path = tmp_path / f"{number}.jsonl"
        path.write_text(json.dumps(row))
        reports.append(ingest([str(path)], store, knowledge))
    assert [report.added for report in reports] == [1, 1, 1]
    assert [report.notes for report in reports] == [
        (),
        ("'paper' is a near-duplicate of 'wire' (wire): they count as one origin",),
        ("'radio' is a near-duplicate of 'wire' (wire): they count as one origin",),
    ]
    groups = {one.source_id: one.origin_group for one in store.articles()}
    [first] = [one.article_id for one in store.articles() if one.source_id == "wire"]
    assert groups == {"wire": "", "paper": first, "radio": first}
    place = knowledge.gazetteer.place
    seen = view(store, knowledge, ClaimQuery(voice=Voice(claimants=frozenset({"SOURCE"}))))
    [held] = [c for c in seen.controls if place(c.place_id).name == "Sudzha"]
    assert len({c.source_id for c in seen.claims if c.place_id == held.place_id}) == 3
    assert (held.corroboration, held.statement_count) == (Corroboration.REPORTED, 1)


def test_the_seeds_are_compared_once_something_is_ingested(
    store: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    ingest_seeds(store, knowledge)
    seed = store.articles()[0]
    assert len(store.articles_without_bands()) == 2
    (tmp_path / "reprint.txt").write_text(f"By our correspondents. {seed.text}")
    [note] = ingest([str(tmp_path / "reprint.txt")], store, knowledge).notes
    assert note.startswith("'reprint' is a near-duplicate of ")
    assert store.articles_without_bands() == []
    assert [one.origin_group for one in store.articles() if one.title == "reprint"] == [
        seed.article_id
    ]


def test_what_was_known_before_a_reprint_came_stays_as_it_was(
    store: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    ingest_text(store, knowledge, tmp_path, LONG)
    known_at = datetime.now(UTC)
    before = view(store, knowledge, ClaimQuery(known_at=known_at))
    ingest_text(store, knowledge, tmp_path, f"{LONG} Then it rained.")
    assert len(store.articles()) == 2
    after = view(store, knowledge, ClaimQuery(known_at=known_at))
    assert (after.claims, after.controls) == (before.claims, before.controls)


def test_voice_hears_only_its_own_claims(store: ClaimStore, knowledge: Knowledge) -> None:
    ingest_seeds(store, knowledge)
    seen = view(store, knowledge, ClaimQuery(voice=UKRAINE))
    assert {claim.claimant for claim in seen.claims} == {"UA"}
    assert all(control.state is ControlState.UNKNOWN for control in seen.controls)


def test_query_without_answer_is_an_empty_view(store: ClaimStore, knowledge: Knowledge) -> None:
    ingest_seeds(store, knowledge)
    seen = view(store, knowledge, ClaimQuery(text="no such words"))
    assert (seen.claims, seen.controls) == ([], [])
    assert seen.area_marks.empty
    assert seen.point_marks.empty


def test_marks_are_as_old_as_on_the_day_of_the_view(
    store: ClaimStore, knowledge: Knowledge
) -> None:
    ingest_seeds(store, knowledge)
    assert set(view(store, knowledge, ClaimQuery()).point_marks["age_days"]) == {5}
    as_of = ClaimQuery(as_of=date(2025, 4, 28))
    assert set(view(store, knowledge, as_of).point_marks["age_days"]) == {2}


def test_every_claim_leads_back_to_its_words(store: ClaimStore, knowledge: Knowledge) -> None:
    ingest_seeds(store, knowledge)
    for claim in store.claims():
        text = store.article(claim.article_id).text
        assert text[claim.start_char : claim.end_char] == claim.quote


def test_bad_files_never_stop_the_rest(
    store: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.txt").write_bytes(b"\0")
    (folder / "c.jsonl").write_text('{"text": "Second."}\n{broken\n{"text": "Third."}\n')
    seen: list[object] = []

    def track(articles: Iterable[object]) -> Iterable[object]:
        for article in articles:
            seen.append(article)
            yield article

    report = ingest([str(folder), "https://example.org"], store, knowledge, track=track)
    assert (report.added, report.known) == (3, 0)
    assert [where for where, _ in report.failed] == [
        str(folder / "b.txt"),
        f"{folder / 'c.jsonl'}:2",
        "https://example.org",
    ]
    assert len(seen) == 6
    assert len(store.articles()) == 3


def test_article_in_other_white_space_is_known(
    store: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    ingest_text(store, knowledge, tmp_path)
    ingest_text(store, knowledge, tmp_path, TEXT.replace(" ", "\r\n"))
    assert [article.text for article in store.articles()] == [TEXT]


def test_known_text_is_read_as_it_was_kept(
    store: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    [line] = read_lines(BytesIO(json.dumps({"text": TEXT}).encode()), "in")
    assert line.article
    at = datetime(2025, 4, 26, tzinfo=UTC)
    place = knowledge.gazetteer.place
    store.add(line.article, [], [], extractor="older@1", recorded_at=at, places=place)
    ingest_text(store, knowledge, tmp_path, TEXT.replace(" ", "  "))
    assert {claim.extractor for claim in store.claims()} == {EXTRACTOR}
    assert store.claims(ClaimQuery(known_at=at)) == []


def answer(knowledge: Knowledge, row: dict[str, object]) -> dict[str, list[dict[str, object]]]:
    [line] = read_lines(BytesIO(json.dumps(row).encode()), "in.jsonl")
    return json.loads(json.dumps(extract(line, knowledge)))


def test_extract_answers_with_the_keys_of_the_contract(knowledge: Knowledge) -> None:
    found = answer(knowledge, {"id": "x", "text": TEXT, "published": "2025-04-26"})
    assert list(found) == ["id", "places", "claims", "unresolved"]
    [gornal] = found["places"]
    assert set(gornal) == {"name", "place_id", "kind", "country", "lat", "lon", "mentions"}
    start = TEXT.index("Gornal")
    assert gornal["mentions"] == [{"start": start, "end": start + 6, "text": "Gornal"}]
    assert (gornal["place_id"], gornal["kind"]) == ("curated:gornal", "settlement")
    for claim in found["claims"]:
        assert set(claim) == CLAIM_KEYS
        assert TEXT[claim["start"] : claim["end"]] == claim["quote"]
        assert claim["place"] == "Gornal"
    said = [(c["claimant"], c["relation"], c["polarity"]) for c in found["claims"]]
    assert ("RU", "controls", "affirm") in said


def test_extract_lists_a_place_once_and_a_country_only_if_claimed(knowledge: Knowledge) -> None:
    text = "Russian troops are in the village of Gornal in Russia. People left Gornal, France said."
    found = answer(knowledge, {"text": text})
    assert [place["name"] for place in found["places"]] == ["Gornal"]
    assert len(found["places"][0]["mentions"]) == 2


def test_extract_keeps_what_it_cannot_resolve(knowledge: Knowledge) -> None:
    text = (
        "Ukrainian forces hold the village of Ivanivka, Kyiv said. Ukraine is at war with Russia."
    )
    found = answer(knowledge, {"text": text})
    [unresolved] = found["unresolved"]
    assert text[unresolved["start"] : unresolved["end"]] == unresolved["text"] == "Ivanivka"
    for candidate in unresolved["candidates"]:
        assert set(candidate) == {"place_id", "name", "country", "lat", "lon", "score"}


def test_extract_answers_a_bad_line_with_its_error(knowledge: Knowledge) -> None:
    found = answer(knowledge, {"id": "x", "text": ""})
    assert found["id"] == "x"
    assert found["line"] == 1
    assert found["error"].startswith("in.jsonl:1: text is")


def test_export_leaves_out_what_must_not_be_redistributed(
    store: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    ingest_text(store, knowledge, tmp_path)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": f"{TEXT} So it went.", "source": "isw"}))
    ingest([str(tmp_path / "b.jsonl")], store, knowledge)
    out = tmp_path / "out.geojson"
    written, left_out = export_claims(store, knowledge, ClaimQuery(), out, "geojson")
    assert left_out == ["Institute for the Study of War"]
    features = json.loads(out.read_text())["features"]
    assert len(features) == written > 0
    assert {feature["properties"]["source_id"] for feature in features} == {"unknown"}


def test_export_never_goes_to_the_live_store(
    store: ClaimStore, knowledge: Knowledge, tmp_path: Path
) -> None:
    ingest_text(store, knowledge, tmp_path)
    assert store.path
    with pytest.raises(ExportError, match="live store"):
        export_claims(store, knowledge, ClaimQuery(), store.path, "gpkg")
    assert store.claims(ClaimQuery(relations=frozenset({Relation.CONTROLS})))
