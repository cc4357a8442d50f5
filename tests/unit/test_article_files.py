"""What is read out of web pages, PDF and Word files and tables, and what is said of the rest."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from geodata.articles import Arrival, read_articles, read_pasted, read_upload
from geodata.articles.documents import confined
from geodata.articles.languages import guess_language
from geodata.articles.text import MAX_CHARACTERS, MAX_FILE_BYTES
from geodata.errors import ArticleError
from geodata.model import Article, DateBasis

FALL = "Russia's army chief said on Saturday that Russian forces had captured Gornal."
DENIAL = "Ukraine denied it. Its troops were still fighting near Oleshnya, a spokesman said."


def one(name: str, content: bytes) -> Article:
    [arrival] = read_upload(name, content)
    assert arrival.error is None
    assert arrival.article
    return arrival.article


def failure(name: str, content: bytes) -> str:
    [arrival] = read_upload(name, content)
    assert arrival.article is None
    assert isinstance(arrival.error, ArticleError)
    return str(arrival.error)


def page(head: str = "", body: str = f"<p>{FALL}</p><p>{DENIAL}</p>") -> bytes:
    """An article with what usually stands around one."""
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>"
        f'<nav><a href="/">Home</a> <a href="/x">Subscribe now</a></nav><article>{body}</article>'
        "<footer>(c) 2026 The Wire. All rights reserved.</footer></body></html>"
    ).encode()


def pdf(*pages: list[str], info: str = "") -> bytes:
    """A PDF made by hand: each page a list of lines."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = []
    for lines in pages:
        drawn = "".join(f"({line}) Tj T* " for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 750 Td {drawn}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 {font} >> >> >>"
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    packed, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        starts.append(len(packed))
        packed += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R "
    return packed + f"{tail}/Info {len(objects)} 0 R >>\nstartxref\n{len(packed)}\n%%EOF".encode()


def word(*paragraphs: str, xml: str = "") -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if xml:
        names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        document.element.body.insert(0, docx.oxml.parse_xml(f"<w:p {names}>{xml}</w:p>"))
    document.core_properties.title = "A Word title"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_page_gives_its_article_without_what_stands_around_it() -> None:
    assert one("a.html", page()).text == f"{FALL}\n{DENIAL}"


def test_a_page_says_itself_whose_when_and_where_it_is() -> None:
    head = (
        '<meta property="og:title" content="Gornal falls">'
        '<meta property="og:site_name" content="The Wire">'
        '<link rel="canonical" href="https://wire.example/gornal">'
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",'
        ' "datePublished": "2025-04-26T23:30:00-04:00"}]}</script>'
    )
    article = one("saved.htm", page(head))
    assert (article.title, article.source_id) == ("Gornal falls", "The Wire")
    assert article.url == "https://wire.example/gornal"
    assert article.published_at == datetime(2025, 4, 27, 3, 30, tzinfo=UTC)
    assert article.published_basis is DateBasis.METADATA


def test_a_date_that_merely_stands_on_a_page_is_none_of_its_metadata() -> None:
    article = one("a.html", page(body=f"<p>{FALL}</p><p>In August 2024 it was otherwise.</p>"))
    assert (article.published_at, article.published_basis) == (None, DateBasis.UNKNOWN)


def test_a_page_that_dates_itself_in_the_future_is_undated_and_says_so() -> None:
    head = '<meta property="article:published_time" content="2199-01-01T00:00:00Z">'
    [arrival] = read_upload("a.html", page(head))
    assert arrival.article
    assert arrival.article.published_at is None
    assert "2199-01-01T00:00:00Z" in arrival.notes[0]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<meta charset=windows-1251><p>Горналь взят.</p>".encode("cp1251"), "Горналь взят."),
        ("<p>Горналь — не взят.</p>".encode(), "Горналь — не взят."),
        (b"<meta charset=rot13><p>Gornal fell.</p>", "Gornal fell."),
        ("<p>Горналь взято.</p>".encode("utf-16"), "Горналь взято."),
        (
            b'<?xml version="1.0" encoding="utf-8"?><html><p>Gornal fell.</p></html>',
            "Gornal fell.",
        ),
    ],
)
def test_a_page_is_read_in_its_own_encoding(content: bytes, expected: str) -> None:
    assert one("a.html", content).text.strip() == expected


def test_a_page_in_another_encoding_than_it_says_is_refused() -> None:
    content = "<meta charset=utf-8><p>Российские войска взяли Горналь.</p>".encode("cp1251")
    assert failure("a.html", content).startswith("a.html: is not in the encoding")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_a_page_cannot_pass_off_a_script_as_its_address(url: str) -> None:
    article = one("a.html", page(f'<link rel="canonical" href="{url}">'))
    assert article.url == ""


def test_a_page_of_scripts_holds_no_text() -> None:
    content = b"<html><body><script>draw()</script></body></html>"
    assert "holds no text of an article" in failure("a.html", content)


def test_control_characters_of_a_page_become_spaces() -> None:
    article = one("a.html", page(body=f"<p>{FALL}&#1;\x01</p><p>{DENIAL}</p>"))
    assert "\x01" not in article.text
    assert FALL in article.text


def test_lines_of_a_pdf_become_the_paragraphs_that_they_were() -> None:
    lines = [
        "Russia's army chief said on Saturday that Russian",
        "forces had captured Gornal, the last village held by",
        "Ukraine in the Kursk region.",
        "Ukraine denied it and said that its troops were con-",
        "tinuing to fight near Oleshnya, close to the border,",
        "where Russian forces had been. The pro-",
        "Russian governor was silent.",
    ]
    assert one("a.pdf", pdf(lines)).text.split("\n") == [
        "Russia's army chief said on Saturday that Russian forces had captured Gornal, the last "
        "village held by Ukraine in the Kursk region.",
        "Ukraine denied it and said that its troops were continuing to fight near Oleshnya, close "
        "to the border, where Russian forces had been. The pro-Russian governor was silent.",
    ]


def test_page_numbers_and_running_heads_are_no_text() -> None:
    pages = [
        ["THE WIRE", f"{place} was captured by Russian forces.", f"{number}"]
        for number, place in enumerate(("Gornal", "Oleshnya", "Sudzha"), start=1)
    ]
    assert one("a.pdf", pdf(*pages)).text.split("\n") == [page[1] for page in pages]


def test_the_day_a_pdf_was_made_is_noted_and_is_no_date_of_publication() -> None:
    info = "/Title (A PDF title) /CreationDate (D:20250428120000Z)"
    [arrival] = read_upload("a.pdf", pdf([FALL], info=info))
    assert arrival.article
    assert arrival.article.published_at is None
    assert arrival.article.title == "A PDF title"
    assert arrival.notes == ("the file was made on 2025-04-28; that is no date of publication",)


def test_pages_without_text_are_named() -> None:
    [arrival] = read_upload("a.pdf", pdf([FALL], []))
    assert arrival.notes[0].startswith("1 of 2 pages hold no text (pictures?) and were not read: 2")


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([FALL]))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_pdf_that_opens_without_a_password_is_read() -> None:
    assert one("a.pdf", locked("")).text == FALL


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (locked("secret"), "is protected by a password; save it without one"),
        (pdf([]), "holds pictures of its pages and no text; run text recognition (OCR)"),
        (b"%PDF-1.4 nonsense", "is damaged or no PDF"),
        (pdf([FALL])[:300], "is damaged"),
        (b"", "is empty; is it the right file?"),
        (b"GIF89a", "is not a PDF by its content; was it saved to its end?"),
        (page(), "is a web page by its content, not a PDF; rename it to end in .html"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(content: bytes, problem: str) -> None:
    assert problem in failure("a.pdf", content)


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    assert "has 501 pages, more than 500; split it" in failure("a.pdf", pdf(*[[]] * 501))


def test_every_paragraph_of_a_word_file_is_a_line_and_its_title_the_title() -> None:
    article = one("a.docx", word(FALL, "", DENIAL))
    assert (article.text, article.title) == (f"{FALL}\n{DENIAL}", "A Word title")


def test_tables_of_a_word_file_are_text_too() -> None:
    document = docx.Document()
    document.add_table(1, 2).cell(0, 1).text = FALL
    stream = io.BytesIO()
    document.save(stream)
    assert one("a.docx", stream.getvalue()).text == FALL


def test_what_was_inserted_under_review_counts_and_what_was_struck_out_does_not() -> None:
    xml = (
        '<w:ins w:id="1"><w:r><w:t xml:space="preserve">Gornal </w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>never </w:delText></w:r></w:del>'
        "<w:r><w:t>fell.</w:t></w:r>"
    )
    assert one("a.docx", word(xml=xml)).text == "Gornal fell."


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (zipped(word__document=b"x" * 60_000_000), "unpacks to more than any article"),
        (zipped(**{f"word__document{n}": b"" for n in range(2_001)}), "unpacks to more than any"),
        (zipped(photos=b"x"), "is a zip archive by its content; unpack it"),
        (zipped(word__document=b"x"), "is damaged or no Word document"),
        (word(FALL)[:-100], "is damaged or no Word document"),
        (word(), "holds no text; are there only pictures in it?"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "is an old or a password-protected Office file"),
    ],
)
def test_a_word_file_that_cannot_be_read_says_why(content: bytes, problem: str) -> None:
    assert problem in failure("a.docx", content)


def test_outside_entities_of_a_word_file_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("THE SECRET")
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document {names}><w:body><w:p>'
        f"<w:r><w:t>{FALL}&e;</w:t></w:r></w:p></w:body></w:document>"
    )
    source = zipfile.ZipFile(io.BytesIO(word(FALL)))
    parts = {name: source.read(name) for name in source.namelist()}
    parts["word/document.xml"] = body.encode()
    [arrival] = read_upload("a.docx", zipped(**parts))
    assert "THE SECRET" not in str(arrival)


@pytest.fixture
def _hurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    confined._CHILD.end()
    monkeypatch.setattr(confined, "MOST_SECONDS", 0.01)
    yield
    confined._CHILD.end()


@pytest.mark.usefixtures("_hurried")
def test_a_document_that_takes_too_long_is_given_up() -> None:
    assert "seconds to read; copy its text and paste it" in failure("a.html", page())


def test_a_document_that_ends_its_reader_harms_none_after_it() -> None:
    nested = b"<w:smartTag>" * 200_000
    packed = zipped(**{"word__document.xml": nested})
    assert "a.docx: is damaged" in failure("a.docx", packed)
    bottomless = page(body="<div>" * 300_000)
    list(read_upload("a.html", bottomless))
    assert one("b.html", page()).text.startswith(FALL)


TABLE = "id,title,source,published,language,text,url\n"


def rows(content: str) -> list[Arrival]:
    return list(read_upload("t.csv", content.encode()))


def test_a_row_of_a_table_is_an_article() -> None:
    [arrival] = rows(
        f'{TABLE}7,T,Reuters,2025-04-26,en,"{FALL}\nIt said ""so"".",https://e.org/x\n'
    )
    article = arrival.article
    assert article
    assert article.text == f'{FALL}\nIt said "so".'
    assert (article.source_id, article.title, article.url) == ("Reuters", "T", "https://e.org/x")
    assert article.published_at == datetime(2025, 4, 26, tzinfo=UTC)
    assert article.published_basis is DateBasis.GIVEN


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_tables_of_any_country_are_read(separator: str) -> None:
    table = f"\ufeffTitle{separator}Text{separator}Notes\r\nT{separator}Gornal fell.{separator}\r\n"
    [arrival] = rows(table)
    assert arrival.article
    assert (arrival.article.title, arrival.article.text) == ("T", "Gornal fell.")


def test_a_bad_row_is_named_by_its_line_and_the_rest_is_read() -> None:
    table = (
        f'{TABLE}1,,,,,"Gornal\nfell.",\n2,,,yesterday,,Sudzha fell.,\n3,,,,,,\n'
        "4,,,,,Russia, they said, took it.,\n\n5,,,,,Oleshnya fell.,\n"
    )
    found = rows(table)
    assert [arrival.article.text if arrival.article else "" for arrival in found] == [
        "Gornal\nfell.",
        "",
        "",
        "",
        "Oleshnya fell.",
    ]
    problems = [str(arrival.error) for arrival in found if arrival.error]
    assert problems[0].startswith("t.csv:4: published is 'yesterday'")
    assert problems[1].startswith("t.csv:5: text is ")
    assert problems[2].startswith("t.csv:6: has 2 more cells than there are columns")


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("place,claimant\nGornal,RU\n", "t.csv:1: has no column called text; a table of articles"),
        ("text,text\na,b\n", "t.csv:1: has two columns called text"),
        (f'{TABLE}1,,,,,"never closed,\n' + "x\n" * 9, "t.csv:2: is no table (unexpected end"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(table: str, problem: str) -> None:
    [arrival] = rows(table)
    assert str(arrival.error).startswith(problem)


def test_a_long_text_fits_into_a_cell() -> None:
    text = "Gornal fell. " * 20_000
    [arrival] = rows(f'text\n"{text}"\n')
    assert arrival.article
    assert arrival.article.text == text


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.txt", pdf([FALL]), "is a PDF by its content, not plain text; rename it to end in .pdf"),
        ("a.txt", word(FALL), "is a Word document by its content, not plain text; rename it to"),
        (
            "a.txt",
            page(),
            "is a web page by its content, not plain text; rename it to end in .html",
        ),
        ("a.html", word(FALL), "is a Word document by its content, not a web page"),
        ("a.csv", b"\x89PNG\0\0", "is binary (byte 4 is NUL)"),
        ("a.doc", b"x", "can't be read; save it as .txt, .md, .html, .htm, .pdf, .docx, .csv or"),
        ("README", b"x", "can't be read; save it as"),
        ("a.txt", b"x" * (MAX_CHARACTERS + 1), "holds more than 2,000,000 characters"),
        ("a.pdf", b"%PDF-" + b"x" * MAX_FILE_BYTES, "is larger than 20 MB"),
        ("a.csv", b"x" * (MAX_FILE_BYTES + 1), "is larger than 20 MB"),
    ],
)
def test_what_is_not_what_it_says_or_too_much_is_refused(
    name: str, content: bytes, problem: str
) -> None:
    assert failure(name, content).startswith(f"{name}: {problem}")


@pytest.mark.parametrize(
    "name", ["<b>{{7*7}}</b>.txt", "../../etc/passwd.txt", "a\nb.txt", "…/[x](y).txt", "\udcff.txt"]
)
def test_a_hostile_name_is_no_more_than_a_name(name: str) -> None:
    article = one(name, FALL.encode())
    assert article.text == FALL
    article.title.encode("utf-8")


def test_files_of_every_kind_in_a_folder_are_read_and_described_alike(tmp_path: Path) -> None:
    for name, content in {
        "a.html": page(),
        "b.pdf": pdf([FALL]),
        "c.docx": word(DENIAL),
        "d.csv": b"text\nGornal fell.\n",
        "e.pdf": b"%PDF-broken",
        "f.txt": b"Sudzha fell.",
    }.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "articles.toml").write_text(
        '["b.pdf"]\nsource_id = "wire"\npublished = 2025-04-26\n'
    )
    found = list(read_articles([str(tmp_path)]))
    assert [bool(arrival.article) for arrival in found] == [True, True, True, True, False, True]
    described = found[1].article
    assert described
    assert (described.source_id, described.published_basis) == ("wire", DateBasis.GIVEN)


def test_pasted_text_is_named_by_its_first_line() -> None:
    article = read_pasted(f"\n Gornal falls\n\n{FALL}", {"source_id": "wire"})
    assert (article.title, article.source_id) == ("Gornal falls", "wire")
    with pytest.raises(ArticleError, match="pasted text: is empty"):
        read_pasted(" \n", {})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FALL, "en"),
        ("", "en"),
        ("Російські війська взяли Горналь, але бої тривають.", "uk"),
        ("Российские войска взяли Горналь, но бои продолжаются.", "ru"),
        ("Войска вошли в село, и оно взято.", "ru"),
    ],
)
def test_language_is_guessed_by_letters_and_common_words(text: str, language: str) -> None:
    assert guess_language(text) == language
