"""Sheets as they are drawn: PNG, PDF and slides."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import asdict, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lxml import etree
from matplotlib.transforms import Bbox
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pypdf import PdfReader

from geodata.briefing.drawing import A4, draw_pdf, draw_png, draw_pptx
from geodata.briefing.drawing.labels import Board, Label, boxes_about, place_all
from geodata.briefing.drawing.layouts import draw_sheet
from geodata.briefing.drawing.lettering import Face, plain, shorten, width_of, wrap
from geodata.briefing.drawing.maps import apart, draw_map
from geodata.briefing.drawing.pictures import rendered
from geodata.briefing.drawing.projection import bar_km, view_of
from geodata.briefing.drawing.surface import Box, Line, Surface
from geodata.briefing.drawing.swatches import draw_swatch
from geodata.briefing.sheet import PROOF_KEY, PROOF_NAME, Layout, Section, Sentence, Sheet, Swatch
from tests.briefing import samples
from tests.briefing.samples import text_of

LONG = "Who is said to hold Kursk region and what the voices say of its last villages, " * 4
HOSTILE = "$\\frac{1}{0}$ <b>x</b> \x00\x1b[31m a\u202eb\u200bc {{ 7*7 }} =1+1 \ud800"
ARABIC = "مدينة خيرسون"
CYRILLIC = "Херсонська область, Ґорналь"


def drawn(sheet: Sheet) -> Surface:
    surface = Surface(960, 540)
    draw_sheet(surface, sheet, further="in the PDF")
    return surface


def text_boxes(surface: Surface) -> list[tuple[str, Bbox]]:
    return [
        (one.text, Bbox.from_extents(*one.box))
        for one in surface.items
        if isinstance(one, Line) and one.text.strip()
    ]


def assert_text_stays_apart_and_on_the_page(surface: Surface) -> None:
    boxes = [(text, box.padded(-0.9)) for text, box in text_boxes(surface)]
    for text, box in boxes:
        assert box.x0 > -1, text
        assert box.x1 < surface.page.width + 1, text
        assert box.y0 > -1, text
        assert box.y1 < surface.page.height + 1, text
    touching = [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)]
    assert touching == []


# What a PDF carries


def test_a_pdf_carries_all_that_a_sheet_says_as_text() -> None:
    sheet = samples.sheet()
    text = text_of(draw_pdf(sheet))
    said = [
        sheet.title, sheet.subtitle, sheet.dated.both, sheet.known.both, sheet.banner,
        sheet.method, sheet.disclaimer, sheet.digest, sheet.credits, sheet.spelling_note,
        "Lambert azimuthal equal-area", "km", "N", "Gornal", "Crimea", *sheet.notes,
        *(entry.text for entry in sheet.legend),
        *(sentence.cited for sentence in sheet.sentences),
        *(source.text for source in sheet.sources),
    ]  # fmt: skip
    assert [one for one in said if one not in text] == []
    assert sheet.permalink.replace(" ", "") in text.replace(" ", "")
    assert text.count(sheet.banner) == 2


def test_a_pdf_embeds_its_fonts_as_truetype() -> None:
    fonts = PdfReader(io.BytesIO(draw_pdf(samples.sheet()))).pages[0]["/Resources"]["/Font"]
    inner = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts.values()]
    assert inner
    assert all(one["/Subtype"] == "/CIDFontType2" for one in inner)
    assert all("/FontFile2" in one["/FontDescriptor"].get_object() for one in inner)


def test_a_pdf_is_dated_by_its_data_and_carries_its_proof() -> None:
    sheet = samples.sheet()
    reader = PdfReader(io.BytesIO(draw_pdf(sheet)))
    assert reader.metadata is not None
    assert reader.metadata.title == sheet.title
    assert reader.metadata.creation_date == sheet.made
    assert json.loads(reader.metadata["/Keywords"])["digest"] == sheet.digest
    assert reader.attachments[PROOF_NAME] == [sheet.proof.encode()]


def test_what_the_first_page_has_no_room_for_is_on_further_ones() -> None:
    sheet = samples.sheet(Layout.DISPUTES, table=samples.table(60), sources=samples.sources(90))
    pdf = draw_pdf(sheet)
    text = text_of(pdf)
    assert all(f"Outlet {number}," in text for number in range(1, 91))
    assert text.count("Russia (Valery Gerasimov) Russia controls") == 60
    assert all(sentence.cited in text for sentence in sheet.sentences)
    assert text.count(sheet.banner) == 2 * len(PdfReader(io.BytesIO(pdf)).pages)


def test_a_picture_says_how_much_it_leaves_out() -> None:
    surface = drawn(samples.sheet(sources=samples.sources(40), most_sources=5))
    assert "Sources (35 more in the PDF)" in surface.lettered
    assert not any(line.startswith("Outlet 6,") for line in surface.lettered)


# Equal sheets


@pytest.mark.parametrize("draw", [draw_png, draw_pdf, draw_pptx])
def test_equal_sheets_are_equal_files(draw: Callable[[Sheet], bytes]) -> None:
    made = [draw(samples.sheet(panels=(samples.panel(30, fronts=True),))) for _ in range(2)]
    assert made[0] == made[1]


def test_another_process_at_another_time_makes_the_same_file() -> None:
    """In one process a font once made is kept: only another one shows what depends on chance."""
    code = (
        "import hashlib\n"
        "from geodata.briefing.drawing import draw_pdf\n"
        "from tests.briefing import samples\n"
        "print(hashlib.sha256(draw_pdf(samples.sheet())).hexdigest())"
    )
    here = hashlib.sha256(draw_pdf(samples.sheet())).hexdigest()
    there = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=True, text=True,
        capture_output=True, env={**os.environ, "PYTHONHASHSEED": "7"},
    )  # fmt: skip
    assert there.stdout.strip() == here


def test_pictures_have_the_pixels_asked_for_and_carry_their_proof() -> None:
    sheet = samples.sheet()
    screen = Image.open(io.BytesIO(draw_png(sheet)))
    page = Image.open(io.BytesIO(draw_png(sheet, size=A4)))
    assert screen.size == (2400, 1350)
    assert page.size == (3508, 2480)
    assert screen.text[PROOF_KEY] == sheet.proof
    assert screen.text["Title"] == sheet.title


# Every layout, and what is hard on it


def hard_sheets() -> dict[str, Sheet]:
    said = (Section(heading=HOSTILE, sentences=(Sentence(text=f"{ARABIC} {HOSTILE}"),)),)
    outlets = tuple(replace(one, name=ARABIC, title=HOSTILE + LONG) for one in samples.sources(14))
    return {
        "map": samples.sheet(panels=(samples.panel(25, fronts=True),)),
        "voices": samples.pair(sources=samples.sources(9)),
        "days": samples.pair(Layout.DAYS, notes=()),
        "disputes": samples.sheet(Layout.DISPUTES, table=samples.table(40)),
        "dossier": samples.sheet(Layout.DOSSIER, sources=samples.sources(12)),
        "short dossier": samples.sheet(Layout.DOSSIER, table=samples.table(1)),
        "empty": samples.sheet(
            panels=(samples.empty_panel(),), legend=(), sources=(), sections=()
        ),
        "long": samples.sheet(title=LONG[:300], subtitle=LONG * 2, method=LONG, credits=LONG),
        "hostile": samples.sheet(
            title=HOSTILE, subtitle=HOSTILE, banner=HOSTILE * 20, sections=said, sources=outlets,
            permalink="https://claimline.example/?" + "a" * 3_000,
        ),
        "many": samples.sheet(sources=samples.sources(300), most_sources=300),
        "long pair": samples.pair(title=LONG[:300], sources=samples.sources(60)),
    }  # fmt: skip


@pytest.mark.parametrize("name", list(hard_sheets()))
def test_text_stays_apart_and_on_the_page(name: str) -> None:
    assert_text_stays_apart_and_on_the_page(drawn(hard_sheets()[name]))


def test_the_map_beside_a_table_stands_below_it_where_the_table_is_short() -> None:
    def width(count: int) -> float:
        sheet = samples.sheet(Layout.DOSSIER, table=samples.table(count))
        _, [drawn] = draw_sheet(Surface(960, 540), sheet, further="in the PDF")
        return drawn.view.frame.width

    assert width(2) > 960 / 2 > width(30)


def test_a_view_with_nothing_in_it_is_a_sheet_all_the_same() -> None:
    sheet = samples.sheet(
        panels=(samples.empty_panel(),), legend=(), sources=(), sections=(),
        notes=("No claim found.",),
    )  # fmt: skip
    text = text_of(draw_pdf(sheet))
    assert "No claim found." in text
    assert "Legend" not in text
    assert "Sources" not in text


def test_hostile_text_is_lettered_as_it_stands() -> None:
    shown = plain(HOSTILE)
    assert "$\\frac{1}{0}$ <b>x</b>" in shown
    assert not set("\x00\x1b\u202e\u200b\ud800") & set(shown)
    assert "$\\frac{1}{0}$ <b>x</b>" in text_of(draw_pdf(samples.sheet(title=HOSTILE)))


def test_a_long_link_leaves_room_for_the_hash() -> None:
    sheet = samples.sheet(permalink="https://claimline.example/?places=" + "a" * 3_000)
    surface = drawn(sheet)
    assert f"Data: {sheet.digest}" in surface.lettered
    assert any(line.startswith("https://claimline.example/") for line in surface.lettered)


def test_cyrillic_and_arabic_are_text_that_can_be_found() -> None:
    sheet = samples.sheet(title=CYRILLIC, subtitle=ARABIC)
    text = text_of(draw_pdf(sheet))
    assert CYRILLIC in text
    assert all(word in text for word in ARABIC.split())


def test_arabic_letters_are_joined() -> None:
    face = Face(size=10)
    word = ARABIC.split()[1]
    assert width_of(word, face) < sum(width_of(letter, face) for letter in word)


def test_what_the_font_lacks_is_an_empty_box() -> None:
    assert plain("Ґ 漢 \U0001f9ff") == "Ґ □ □"


# Labels


def labelled(count: int, *, fronts: bool = False) -> tuple[Surface, Any]:
    surface = Surface(960, 540)
    panel = samples.panel(count, fronts=fronts)
    box = Box(left=10, bottom=10, width=640, height=420)
    return surface, draw_map(surface, samples.sheet(), panel, box)


@pytest.mark.parametrize("count", [1, 25, 400])
def test_no_two_labels_touch_and_none_hides_a_sign(count: int) -> None:
    _, result = labelled(count, fronts=count > 1)
    boxes = [one.boxes() for one in result.placed]
    for one, other in combinations(boxes, 2):
        meets = (one[:, None, :2] < other[None, :, 2:]) & (one[:, None, 2:] > other[None, :, :2])
        assert not meets.all(axis=-1).any()
    frame = result.view.frame
    everything = np.concatenate(boxes)
    assert (everything[:, :2] >= (frame.left, frame.bottom)).all()
    assert (everything[:, 2:] <= (frame.right, frame.top)).all()


def test_the_important_name_is_set_and_the_other_gives_way() -> None:
    board = Board(frame=Box(left=0, bottom=0, width=60, height=20))
    face = Face(size=8)
    names = [Label(lines=(name,), face=face, at=(20, 10), gap=3) for name in ("First", "Second")]
    assert [one.label.lines for one in place_all(board, names)] == [("First",)]


def test_a_label_keeps_off_signs_and_off_the_front_if_it_can() -> None:
    board = Board(frame=Box(left=0, bottom=0, width=200, height=100))
    board.take(boxes_about([(100, 50), (112, 54)], 5))
    board.keep_off(np.column_stack([np.full(50, 80.0), np.linspace(0, 100, 50)]))
    placed = board.place(Label(lines=("Village",), face=Face(size=8), at=(100, 50), gap=6))
    assert placed is not None
    assert board.noise(placed.boxes()) == 0


def test_a_region_is_lettered_within_its_outline() -> None:
    _, result = labelled(1)
    crimea = next(one for one in result.placed if one.label.lines == ("Crimea",))
    assert crimea.label.area.contains(samples.Point(*crimea.middle))


def test_signs_at_one_spot_are_moved_apart() -> None:
    spots = np.array([[10.0, 10.0], [10.0, 10.0], [10.2, 10.0], [90.0, 90.0]])
    moved = apart(spots, 8.0)
    gaps = [np.hypot(*(one - other)) for one, other in combinations(moved, 2)]
    assert min(gaps) > 4
    assert (moved[3] == spots[3]).all()


def test_long_names_are_wrapped_and_cut_ones_show_it() -> None:
    face = Face(size=8)
    lines = wrap(plain(LONG + "x" * 500), face, 90)
    assert all(width_of(line, face) <= 90.5 for line in lines)
    assert shorten("A long name", face, 30).endswith("…")


# The map


def test_the_scale_bar_is_true_at_the_middle() -> None:
    view = view_of(samples.BOUNDS, Box(left=0, bottom=0, width=600, height=400))
    km, length = bar_km(view, 110)
    assert km in {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}
    assert length * view.metres_per_point / 1000 == pytest.approx(km, rel=0.01)


def test_a_view_of_the_world_has_a_projection_of_its_own() -> None:
    frame = Box(left=0, bottom=0, width=600, height=300)
    assert "Equal Earth" in view_of((-170, -60, 170, 75), frame).name
    assert "equal-area about 48.4° N 35.8° E" in view_of(samples.BOUNDS, frame).name


def test_all_that_must_be_in_sight_is_within_the_frame() -> None:
    frame = Box(left=20, bottom=30, width=500, height=400)
    view = view_of(samples.BOUNDS, frame)
    west, south, east, north = samples.BOUNDS
    corners = view.points(np.array([[west, south], [west, north], [east, south], [east, north]]))
    assert (corners > (frame.left, frame.bottom)).all()
    assert (corners < (frame.right, frame.top)).all()


def test_textures_differ_in_grey_print() -> None:
    looks = {name: samples.style(name) for name in ("solid", "hatch", "cross", "dots", "none")}
    looks["upright"], looks["level"] = samples.style("upright"), samples.style("level")
    grey = {}
    for name, look in looks.items():
        surface = Surface(60, 40)
        swatch = Swatch(kind="area", style=asdict(look))
        draw_swatch(surface, swatch, surface.page.inset(4))
        grey[name] = np.asarray(rendered(surface, 150).convert("L"), dtype=float)
    for one, other in combinations(grey, 2):
        assert np.abs(grey[one] - grey[other]).mean() > 5, (one, other)


# Slides


def slides_of(sheet: Sheet) -> Any:
    return Presentation(io.BytesIO(draw_pptx(sheet)))


def words_on(slide: Any) -> str:
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_title_legend_and_sources_of_slides_can_be_edited() -> None:
    sheet = samples.sheet(sources=samples.sources(30))
    slides = slides_of(sheet).slides
    assert slides[0].shapes.title.text_frame.text == sheet.title
    assert all(entry.text in words_on(slides[0]) for entry in sheet.legend)
    assert sheet.digest in words_on(slides[0])
    words = " ".join(words_on(slide) for slide in slides)
    assert all(source.text in words for source in sheet.sources)
    assert all(sentence.cited in words for sentence in sheet.sentences)
    assert all(words_on(slide).count(sheet.banner) == 2 for slide in slides)


def test_the_table_of_slides_is_a_table() -> None:
    sheet = samples.sheet(Layout.DISPUTES, table=samples.table(30))
    tables = [
        shape.table for slide in slides_of(sheet).slides for shape in slide.shapes
        if shape.has_table
    ]  # fmt: skip
    assert sum(len(table.rows) - 1 for table in tables) == 30
    assert tables[0].cell(0, 0).text == "Date"


def test_maps_on_slides_are_pictures_that_say_what_they_show() -> None:
    slide = slides_of(samples.pair()).slides[0]
    pictures = [one for one in slide.shapes if one.shape_type == MSO_SHAPE_TYPE.PICTURE]
    told = [one._element.nvPicPr.cNvPr.get("descr") for one in pictures]
    assert told[:2] == ["Russia says", "Ukraine says"]
    assert Image.open(io.BytesIO(pictures[0].image.blob)).width > 1_200


def test_slides_carry_their_proof() -> None:
    sheet = samples.sheet(proof='{"a": "<&> Ґ"}')
    with zipfile.ZipFile(io.BytesIO(draw_pptx(sheet))) as package:
        root = etree.fromstring(package.read("customXml/item1.xml"))
    assert root.text == sheet.proof


def test_hostile_text_makes_whole_slides() -> None:
    sheet = samples.sheet(title=HOSTILE, banner=HOSTILE, sections=hard_sheets()["hostile"].sections)
    slide = slides_of(sheet).slides[0]
    assert "$\\frac{1}{0}$ <b>x</b>" in slide.shapes.title.text_frame.text
