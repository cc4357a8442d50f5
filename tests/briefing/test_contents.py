"""What a sheet says of a view, and that it says nothing else."""

import re
from dataclasses import replace
from datetime import date

import pytest

from geodata.briefing import Bureau, Layout, Request, Spelling, link_of, make_sheet, view_from_link
from geodata.briefing.contents import WATERMARK
from geodata.briefing.drawing import draw_pdf
from geodata.briefing.proof import read_proof
from geodata.briefing.sheet import Sheet, cite, moment_of
from geodata.briefing.tabling import WITHHELD
from geodata.errors import SelectionError
from geodata.model import Source
from geodata.selection import Comparison, Selection
from tests.briefing.samples import text_of
from tests.dashboard.ledger import GORNAL, KURSK, MOMENT

PLAIN = Selection(without_ground=True)
SINGLE = Request(view=PLAIN)
SIDES = Comparison(voice="RU", voice2="UA")


def said(sheet: Sheet) -> list[str]:
    return [sentence.text for sentence in sheet.sentences]


def test_the_sources_are_those_of_the_claims_shown_and_no_others(bureau: Bureau) -> None:
    whole = make_sheet(bureau, SINGLE)
    narrowed = make_sheet(bureau, Request(view=replace(PLAIN, sources=frozenset({"seed-000"}))))
    assert [line.title for line in whole.sources] == ["Kursk: claim and denial", "Kursk again"]
    assert [line.title for line in narrowed.sources] == ["Kursk: claim and denial"]


def test_every_sentence_cites_sources_that_the_sheet_lists(bureau: Bureau) -> None:
    sheet = make_sheet(bureau, replace(SINGLE, changed_since=date(2025, 4, 1)))
    listed = {line.number for line in sheet.sources}
    known = {claim.claim_id for claim in bureau.store.claims()}
    assert len(sheet.sentences) > 5
    for sentence in sheet.sentences:
        assert sentence.claim_ids
        assert set(sentence.claim_ids) <= known
        assert set(sentence.numbers) <= listed


def test_voices_claim_deny_and_are_named(bureau: Bureau) -> None:
    sentences = said(make_sheet(bureau, SINGLE))
    assert any(one.startswith("Russia claims that it controls") for one in sentences)
    assert any(one.startswith("Ukraine denies that Russia controls Kursk") for one in sentences)


def test_a_dispute_says_since_when_it_is(bureau: Bureau) -> None:
    [dispute] = [one for one in said(make_sheet(bureau, SINGLE)) if "has been disputed" in one]
    assert dispute.startswith("Kursk region has been disputed since 26 April 2025")


def test_what_changed_is_told_since_the_chosen_day(bureau: Bureau) -> None:
    sheet = make_sheet(bureau, replace(SINGLE, changed_since=date(2025, 4, 1)))
    [section] = [one for one in sheet.sections if one.heading.startswith("What changed")]
    assert section.heading == "What changed since 1 April 2025"
    assert any(
        "Gornal" in one.text and "now held by Russia" in one.text for one in section.sentences
    )


def test_every_source_has_a_grade_and_no_statement_is_judged(bureau: Bureau) -> None:
    assert {line.grade for line in make_sheet(bureau, SINGLE).sources} == {"F6"}


def test_both_clocks_have_a_zone_and_a_date_time_group(bureau: Bureau) -> None:
    sheet = make_sheet(bureau, Request(view=replace(PLAIN, as_of=date(2025, 4, 26))))
    assert sheet.dated.both == "26 April 2025 23:59 UTC (262359ZAPR25)"
    assert sheet.known == moment_of(MOMENT)
    assert sheet.known.group == "270900ZAPR25"


def test_the_link_of_a_sheet_opens_the_same_sheet(bureau: Bureau) -> None:
    first = make_sheet(bureau, SINGLE)
    again = make_sheet(bureau, Request(view=view_from_link(first.permalink, Layout.SINGLE)))
    assert again.permalink == first.permalink
    assert again.digest == first.digest
    assert again.sentences == first.sentences
    assert again.proof == first.proof


def test_the_hash_tells_views_of_other_data_apart(bureau: Bureau) -> None:
    early = make_sheet(bureau, Request(view=replace(PLAIN, as_of=date(2025, 4, 1))))
    assert early.digest != make_sheet(bureau, SINGLE).digest


def test_the_legend_lists_only_what_is_drawn(bureau: Bureau) -> None:
    only_gornal = Request(view=replace(PLAIN, places=frozenset({GORNAL})))
    texts = [entry.text for entry in make_sheet(bureau, only_gornal).legend]
    assert "Control by Russia: one side's word" in texts
    assert not any(text.startswith(("Disputed", "Presence", "Threat")) for text in texts)


def test_an_empty_view_gives_a_sheet_that_says_so(empty: Bureau) -> None:
    for request in (SINGLE, Request(view=SIDES, layout=Layout.VOICES)):
        sheet = make_sheet(empty, request)
        assert sheet.sources == ()
        assert "No claim matches this view" in sheet.sentences[-1].text
        assert sheet.known.plain == "nothing recorded yet"


def test_two_voices_have_a_panel_each_on_one_frame(bureau: Bureau) -> None:
    sheet = make_sheet(bureau, Request(view=SIDES, layout=Layout.VOICES))
    assert [panel.heading for panel in sheet.panels] == ["Russia, every day", "Ukraine, every day"]
    assert sheet.panels[0].bounds == sheet.panels[1].bounds


def test_of_two_days_the_change_is_shaded_on_the_later_one(bureau: Bureau) -> None:
    days = Comparison(as_of=date(2025, 4, 1), as_of2=date(2025, 4, 26))
    sheet = make_sheet(bureau, Request(view=days, layout=Layout.DAYS))
    assert not len(sheet.panels[0].difference)
    assert len(sheet.panels[1].difference)
    assert any(one.heading == "What changed since 1 April 2025" for one in sheet.sections)


def test_the_table_of_disputes_names_the_place_and_each_voice(bureau: Bureau) -> None:
    table = make_sheet(bureau, Request(view=PLAIN, layout=Layout.DISPUTES)).table
    assert table
    [row] = table.rows
    assert row.cells[:2] == ("Kursk region", "26 April 2025")
    assert "Ukraine: denies control by Russia" in row.cells[2]
    assert row.numbers == (1, 2)


def test_a_dossier_tells_who_said_what_of_one_place_in_order_of_time(bureau: Bureau) -> None:
    request = Request(view=replace(PLAIN, picked=KURSK), layout=Layout.DOSSIER)
    sheet = make_sheet(bureau, request)
    assert sheet.title == "Who said what of Kursk region"
    assert sheet.table
    assert len(sheet.table.rows) == sum(c.place_id == KURSK for c in bureau.store.claims())
    assert sheet.table.rows[0].cells[0] == "August 2024"  # the article names no day
    voices = {row.cells[1] for row in sheet.table.rows}
    assert "Ukraine" in voices
    assert "Ukraine (Ukraine)" not in voices
    quotes = {f"“{' '.join(c.quote.split())}”" for c in bureau.store.claims()}
    assert {row.cells[3] for row in sheet.table.rows} <= quotes


def test_a_dossier_without_a_place_is_refused() -> None:
    with pytest.raises(SelectionError, match="needs a place"):
        Request(view=PLAIN, layout=Layout.DOSSIER)


def test_two_voices_need_two_accounts() -> None:
    with pytest.raises(SelectionError, match="two accounts"):
        Request(view=PLAIN, layout=Layout.VOICES)


def test_a_source_that_must_not_be_passed_on_marks_the_sheet(bureau: Bureau) -> None:
    closed = Source(source_id="seed-000", name="Closed", redistributable=False)
    knowledge = replace(bureau.knowledge, sources=(closed,))
    shut = Bureau(store=bureau.store, knowledge=knowledge, settings=bureau.settings)
    request = Request(view=replace(PLAIN, picked=KURSK), layout=Layout.DOSSIER)
    sheet = make_sheet(shut, request)
    assert sheet.watermark == WATERMARK
    assert "Closed" in sheet.notes[0]
    assert sheet.table
    assert {row.cells[3] for row in sheet.table.rows if row.numbers == (1,)} == {WITHHELD}
    assert make_sheet(bureau, request).watermark == ""


def test_names_are_in_the_spelling_asked_for(bureau: Bureau) -> None:
    both = make_sheet(bureau, replace(SINGLE, spelling=Spelling.CYRILLIC))
    assert any("Курская область" in text for text in said(both))
    assert not any("Kursk" in text for text in said(both))


def test_long_and_hostile_titles_stay_as_they_are(bureau: Bureau) -> None:
    title = ("{{7*7}} $x$ <b>\\n</b> كييف Київ " * 20)[:300]
    assert make_sheet(bureau, replace(SINGLE, title=title)).title == title.strip()
    with pytest.raises(SelectionError, match="at most 300"):
        replace(SINGLE, title="x" * 301)


def test_a_link_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(SelectionError, match="as_of"):
        view_from_link("/?as_of=yesterday", Layout.SINGLE)


def test_a_link_begins_with_the_address_of_the_installation() -> None:
    link = link_of(SIDES, Layout.VOICES, "https://claims.example.org/")
    assert link == "https://claims.example.org/compare?voice=RU&voice2=UA"


def test_names_without_a_place_are_told_as_unknown(bureau: Bureau) -> None:
    [told] = [text for text in said(make_sheet(bureau, SINGLE)) if "Novaya Something" in text]
    assert told.startswith("Where Novaya Something lies is not known")
    other = Request(view=replace(PLAIN, sources=frozenset({"seed-004"})))
    assert not any("Novaya Something" in text for text in said(make_sheet(bureau, other)))


# A PDF says what the view shows

VIEWS = {
    "map": SINGLE,
    "one source": Request(view=replace(PLAIN, sources=frozenset({"seed-000"}))),
    "voices": Request(view=SIDES, layout=Layout.VOICES),
    "days": Request(
        view=Comparison(as_of=date(2025, 4, 1), as_of2=date(2025, 4, 26)), layout=Layout.DAYS
    ),
    "disputes": Request(view=PLAIN, layout=Layout.DISPUTES),
    "dossier": Request(view=replace(PLAIN, picked=KURSK), layout=Layout.DOSSIER),
    "dossier of a village": Request(view=replace(PLAIN, picked=GORNAL), layout=Layout.DOSSIER),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_pdf_names_every_visible_source_and_no_hidden_one(name: str, bureau: Bureau) -> None:
    sheet = make_sheet(bureau, VIEWS[name])
    text = text_of(draw_pdf(sheet))
    cited = set(read_proof(sheet.proof).claims)
    visible = {one.article_id for one in bureau.store.claims() if one.claim_id in cited}
    assert visible
    for article in bureau.store.articles():
        assert (f"“{article.title}”" in text) == (article.article_id in visible), article.title


@pytest.mark.parametrize("name", VIEWS)
def test_a_pdf_tells_all_moments_with_their_zone(name: str, bureau: Bureau) -> None:
    sheet = make_sheet(bureau, VIEWS[name])
    text = text_of(draw_pdf(sheet))
    for moment in (sheet.dated.both, sheet.known.both, sheet.cut_off):
        assert re.fullmatch(r"\d+ \w+ \d{4} \d\d:\d\d UTC \(\d{6}Z[A-Z]{3}\d\d\)", moment)
        assert moment in text


@pytest.mark.parametrize("name", VIEWS)
def test_a_pdf_says_every_sentence_with_its_sources(name: str, bureau: Bureau) -> None:
    sheet = make_sheet(bureau, VIEWS[name])
    text = text_of(draw_pdf(sheet))
    assert [one.cited for one in sheet.sentences if one.cited not in text] == []


def test_runs_of_numbers_are_written_as_runs() -> None:
    assert cite(()) == ""
    assert cite((1, 2, 4, 5, 6, 9)) == "[1, 2, 4–6, 9]"
