"""A sheet carries its own proof, and a store says whether it still holds."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from geodata.briefing import Bureau, Layout, Request, make_sheet
from geodata.briefing.drawing import SCREEN, draw_pdf, draw_png, draw_pptx
from geodata.briefing.proof import Proof, read_proof
from geodata.briefing.reading_back import proof_in
from geodata.briefing.verifying import UNKNOWN, verify
from geodata.errors import SheetError
from geodata.model import Decision, Review
from geodata.selection import Comparison, Selection
from tests.dashboard.ledger import GORNAL, KURSK, MOMENT, make_article, make_claim

REQUEST = Request(view=Selection(without_ground=True))


def reject(bureau: Bureau, claim_id: str) -> None:
    claim = next(one for one in bureau.store.claims() if one.claim_id == claim_id)
    review = Review(
        article_id=claim.article_id, claim_id=claim_id, decision=Decision.REJECT, analyst="AB",
        recorded_at=MOMENT + timedelta(hours=1), claim=claim,
    )  # fmt: skip
    bureau.store.review(review, places=bureau.knowledge.gazetteer.place)


@pytest.mark.parametrize("form", ["png", "pdf", "pptx"])
def test_each_file_gives_its_proof_back(form: str, bureau: Bureau, tmp_path: Path) -> None:
    draw = {"png": lambda one: draw_png(one, SCREEN), "pdf": draw_pdf, "pptx": draw_pptx}
    sheet = make_sheet(bureau, REQUEST)
    path = tmp_path / f"sheet.{form}"
    path.write_bytes(draw[form](sheet))
    assert proof_in(path).text == sheet.proof


def test_an_unchanged_store_supports_every_citation(bureau: Bureau) -> None:
    proof = read_proof(make_sheet(bureau, REQUEST).proof)
    verdict = verify(bureau, proof)
    assert verdict.stands
    assert verdict.same_data
    assert set(proof.claims) == {claim.claim_id for claim in bureau.store.claims()}


def test_what_is_learned_later_changes_nothing_of_a_sheet(bureau: Bureau) -> None:
    proof = read_proof(make_sheet(bureau, REQUEST).proof)
    article = make_article("Gornal was taken, officials said.", "seed-004", "News")
    bureau.store.add(
        article, [], [make_claim(article, "Gornal was taken", GORNAL)], extractor="analyst:test",
        recorded_at=MOMENT + timedelta(hours=2), places=bureau.knowledge.gazetteer.place,
    )  # fmt: skip
    verdict = verify(bureau, proof)
    assert verdict.stands
    assert verdict.same_data
    assert read_proof(make_sheet(bureau, REQUEST).proof).digest != proof.digest


def test_a_rejected_claim_is_named_with_who_rejected_it(bureau: Bureau) -> None:
    proof = read_proof(make_sheet(bureau, REQUEST).proof)
    claim_id = next(iter(proof.claims))
    reject(bureau, claim_id)
    verdict = verify(bureau, proof)
    [failure] = verdict.failures
    assert failure.claim_id == claim_id
    assert failure.why.startswith("rejected by AB on 2025-04-27 10:00")
    assert verdict.same_data


def test_another_store_supports_nothing(bureau: Bureau, empty: Bureau) -> None:
    proof = read_proof(make_sheet(bureau, REQUEST).proof)
    verdict = verify(empty, proof)
    assert {failure.why for failure in verdict.failures} == {UNKNOWN}
    assert len(verdict.failures) == len(proof.claims)
    assert not verdict.same_data


OTHERS = {
    "dossier": Request(view=Selection(without_ground=True, picked=KURSK), layout=Layout.DOSSIER),
    "voices": Request(view=Comparison(voice="RU", voice2="UA"), layout=Layout.VOICES),
    "days": Request(
        view=Comparison(as_of=date(2025, 4, 1), as_of2=date(2025, 4, 26)), layout=Layout.DAYS
    ),
    "disputes": Request(view=Selection(without_ground=True), layout=Layout.DISPUTES),
}


def proof_of_pdf(bureau: Bureau, request: Request, folder: Path) -> Proof:
    path = folder / "sheet.pdf"
    path.write_bytes(draw_pdf(make_sheet(bureau, request)))
    return proof_in(path)


@pytest.mark.parametrize("name", OTHERS)
def test_a_pdf_of_any_layout_is_supported_by_an_unchanged_store(
    name: str, bureau: Bureau, tmp_path: Path
) -> None:
    verdict = verify(bureau, proof_of_pdf(bureau, OTHERS[name], tmp_path))
    assert verdict.proof.claims
    assert verdict.stands
    assert verdict.same_data
    assert verdict.notes == ()


@pytest.mark.parametrize("name", OTHERS)
def test_a_pdf_of_any_layout_says_which_of_its_claims_was_rejected_since(
    name: str, bureau: Bureau, tmp_path: Path
) -> None:
    proof = proof_of_pdf(bureau, OTHERS[name], tmp_path)
    claim_id = max(proof.claims)
    reject(bureau, claim_id)
    verdict = verify(bureau, proof)
    [failure] = verdict.failures
    assert (failure.claim_id, failure.number) == (claim_id, proof.claims[claim_id][0])
    assert failure.why.startswith("rejected by AB on 2025-04-27 10:00")
    assert verdict.same_data


def test_a_rejected_claim_is_not_on_the_next_sheet(bureau: Bureau) -> None:
    request = OTHERS["dossier"]
    before = read_proof(make_sheet(bureau, request).proof)
    claim_id = max(before.claims)
    reject(bureau, claim_id)
    after = read_proof(make_sheet(bureau, request).proof)
    assert set(before.claims) - set(after.claims) == {claim_id}
    assert after.digest != before.digest


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "other@1"}', "no json", "null"])
def test_a_proof_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(SheetError):
        read_proof(text)


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.pptx", "a.doc"])
def test_a_file_that_is_no_sheet_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"not a sheet")
    with pytest.raises(SheetError):
        proof_in(path)
