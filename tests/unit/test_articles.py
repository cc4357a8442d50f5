"""What is read, how exactly, and what is said of the rest."""

import io
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from geodata.articles import read_articles, read_lines
from geodata.articles.text import MAX_BYTES
from geodata.errors import ArticleError, SeedError
from geodata.model import Article, DateBasis, article_id_of


def read(*paths: Path | str) -> tuple[list[Article], list[str]]:
    found = list(read_articles(map(str, paths)))
    return (
        [item.article for item in found if item.article],
        [str(item.error) for item in found if item.error],
    )


def test_text_is_kept_exactly(tmp_path: Path) -> None:
    text = "First\r\nline.\r\n\r\n  \tКурськ 🗺 e\u0301\u2028 end \n"
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode())
    [article], failures = read(path)
    assert (article.text, failures) == (text, [])
    assert article.article_id == article_id_of(text)
    assert article.title == "report"
    assert article.published_basis is DateBasis.UNKNOWN


def test_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbfGornal")
    assert read(path)[0][0].text == "Gornal"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"text\0more", "is binary (byte 4 is NUL)"),
        ("Горналь".encode("cp1251"), "is not UTF-8 (byte 0)"),
        (b"ok \xff", "is not UTF-8 (byte 3)"),
        ("Gornal".encode("utf-16-le"), "is binary (byte 1 is NUL)"),
        ("Gornal".encode("utf-16"), "is UTF-16; save it as UTF-8"),
        (b"a" * MAX_BYTES, "is 5 MB or more"),
        (b"a" * (MAX_BYTES + 10), "is 5 MB or more"),
    ],
)
def test_bad_file_is_named_and_the_rest_is_read(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    (tmp_path / "a.txt").write_text("Good.")
    (tmp_path / "b.txt").write_bytes(content)
    (tmp_path / "c.txt").write_text("Good too.")
    articles, [failure] = read(tmp_path)
    assert [article.text for article in articles] == ["Good.", "Good too."]
    assert failure.startswith(f"{tmp_path / 'b.txt'}: {problem}")


def test_folder_is_read_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a.txt", "a.md", ".hidden.txt", ".git/x.txt", "b/.x/y.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    articles, failures = read(tmp_path)
    assert [article.text for article in articles] == ["a.md", "b/a.txt", "b/z.txt"]
    assert failures == []


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("feed://example.org", "is no address of a page; give one with http:// or https://"),
        ("mailto:desk@example.org", "is no address of a page"),
        ("no-such-file.txt", "there is no such file or folder"),
    ],
)
def test_what_is_no_file_is_named(name: str, problem: str) -> None:
    articles, [failure] = read(name)
    assert not articles
    assert failure.startswith(f"{name}: {problem}")


def test_file_of_another_kind_is_named_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "scan.odt").write_bytes(b"text")
    _, [failure] = read(tmp_path)
    assert "save it as .txt" in failure


def test_what_cannot_be_read_in_a_folder_is_named_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "b.txt")
    articles, failures = read(tmp_path)
    assert not articles
    assert ["is a broken link, a pipe or a device" in failure for failure in failures] == [True] * 2


SIDECAR = """
["a.txt"]
source_id = "wire"
title = "Title [of a]"
published = 2025-04-26

["b.txt"]
source_id = "agency"
published = 2025-04-27T12:00:00Z
published_basis = "page metadata"
published_note = "from the page"
url = "https://example.org/b"
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"Text of {name}")
    (tmp_path / "articles.toml").write_text(SIDECAR)
    return tmp_path


def test_sidecar_gives_source_and_date(texts: Path) -> None:
    (a, b, c), failures = read(texts)
    assert failures == []
    assert (a.source_id, a.title, a.published_basis) == ("wire", "Title [of a]", DateBasis.GIVEN)
    assert a.published_at == datetime(2025, 4, 26, tzinfo=UTC)
    assert (b.published_basis, b.published_note) == (DateBasis.METADATA, "from the page")
    assert (b.title, b.url) == ("b", "https://example.org/b")
    assert c.source_id == "unknown"


def test_sidecar_counts_for_a_file_named_alone(texts: Path) -> None:
    assert read(texts / "a.txt")[0][0].source_id == "wire"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("2025-04-27T12:00:00Z", "yesterday", 9),
        ("2025-04-27T12:00:00Z", '"yesterday"', 7),
        ('"page metadata"', '"a guess"', 7),
        ("published_note", "publishd_note", 7),
        ('url = "https://example.org/b"', 'url = "https://', 12),
    ],
)
def test_broken_table_is_named_and_only_its_text_waits(
    texts: Path, old: str, new: str, line: int
) -> None:
    (texts / "articles.toml").write_text(SIDECAR.replace(old, new))
    articles, failures = read(texts)
    assert [article.source_id for article in articles] == ["wire", "unknown"]
    assert failures[0].startswith(f"{texts / 'articles.toml'}:{line}:")
    assert failures[1] == f"{texts / 'b.txt'}: waits until articles.toml beside it is mended"
    assert len(failures) == 2


def test_broken_sidecar_is_a_seed_error_with_its_line(texts: Path) -> None:
    (texts / "articles.toml").write_text('["a.txt"]\nsource_id = \n')
    errors = [item.error for item in read_articles([str(texts)])]
    [error] = [error for error in errors if isinstance(error, SeedError)]
    assert (error.path, error.line) == (texts / "articles.toml", 2)


def lines(*rows: object) -> io.BytesIO:
    packed = (row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)
    return io.BytesIO(b"\n".join(packed) + b"\n")


GOOD = {
    "id": "x-1",
    "title": "T",
    "source": "Reuters",
    "published": "2025-04-26",
    "language": "en",
    "text": "Gornal fell.",
}


def test_line_becomes_an_article() -> None:
    [line] = read_lines(lines(GOOD), "in.jsonl")
    assert line.given_id == "x-1"
    assert line.article == Article(
        article_id=article_id_of("Gornal fell."),
        source_id="Reuters",
        title="T",
        text="Gornal fell.",
        published_at=datetime(2025, 4, 26, tzinfo=UTC),
        published_basis=DateBasis.GIVEN,
    )


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, None),
        ("", None),
        ("2025-04-26", datetime(2025, 4, 26, tzinfo=UTC)),
        ("2025-04-26T23:30:00-04:00", datetime(2025, 4, 27, 3, 30, tzinfo=UTC)),
        ("2025-04-26T10:00:00Z", datetime(2025, 4, 26, 10, tzinfo=UTC)),
        ("2025-04-26T10:00:00", datetime(2025, 4, 26, 10, tzinfo=UTC)),
    ],
)
def test_publication_may_be_a_day_a_moment_or_unknown(
    published: str | None, expected: datetime | None
) -> None:
    [line] = read_lines(lines(GOOD | {"published": published}), "in.jsonl")
    assert line.article
    assert line.article.published_at == expected


@pytest.mark.parametrize("blank", [None, "", " \n"])
def test_what_is_said_with_a_blank_is_not_said(blank: str | None) -> None:
    row = {"title": blank, "source": blank, "language": blank, "url": blank}
    [line] = read_lines(lines({"text": "Gornal fell."} | row), "in.jsonl")
    assert line.article
    assert (line.article.source_id, line.article.title) == ("unknown", "")
    assert (line.article.language, line.article.url) == ("en", "")


@pytest.mark.parametrize(("days", "is_kept"), [(0, True), (0.99, True), (2, False)])
def test_an_article_is_printed_tomorrow_at_the_latest(days: float, is_kept: bool) -> None:
    published = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    [line] = read_lines(lines(GOOD | {"published": published}), "in.jsonl")
    assert bool(line.article) is is_kept


def test_a_text_that_its_sidecar_dates_in_the_future_is_refused_alike(texts: Path) -> None:
    (texts / "articles.toml").write_text(SIDECAR.replace("2025-04-26", "2199-01-01"))
    articles, [failure] = read(texts)
    assert [article.title for article in articles] == ["b", "c"]
    assert failure.startswith(f"{texts / 'a.txt'}: published is 2199-01-01, yet to come; write the")


def test_only_the_text_is_required() -> None:
    [line] = read_lines(lines({"text": "Gornal fell."}), "in.jsonl")
    assert line.article
    assert (line.given_id, line.article.source_id, line.article.title) == (None, "unknown", "")


@pytest.mark.parametrize(
    ("row", "problem", "given_id"),
    [
        (b"{broken", "is not valid JSON: Expecting property name enclosed in double", None),
        (b"{broken", 'at column 2; write one whole object a line, {"id": …, "text": …}', None),
        (b'{"text": "a\tb"}', r"Invalid control character at column 12; write line ends", None),
        (b'{"text": "a"} {"text": "b"}', "Extra data at column 15; write one whole", None),
        (b"[1, 2]", 'is not an object; write one whole object a line, {"id": …', None),
        (b"3", "is not an object", None),
        (b"[" * 100_000, "is nested too deeply for an article; write one whole", None),
        (
            b'{"id": 1, "text": "a", "n": ' + b"9" * 5000 + b"}",
            "holds a number too long to be read; leave it out",
            None,
        ),
        (b'{"text": "\xff"}', "is not UTF-8 (byte 10)", None),
        (b'{"text": "a\0"}', "is binary", None),
        ({"id": "x"}, 'text is missing; every line needs "text": "…"', "x"),
        ({"id": "x", "text": None}, "text is missing; every", "x"),
        ({"id": "x", "text": ""}, "text is empty; every line needs something to read", "x"),
        ({"id": 7, "text": " \n"}, "text is empty; every line needs something to read", 7),
        ({"id": "x", "text": 5}, 'text is a number; write it in quotation marks: "text": "…"', "x"),
        ({"id": "x", "text": ["a"]}, "text is a list; write it in quotation marks", "x"),
        ({"id": ["x"], "text": "a"}, "id is a list; write a text or a whole number", None),
        ({"id": True, "text": "a"}, "id is true or false; write a text or a whole", None),
        ({"id": "", "text": "a"}, "id is empty; give the article one of its own or leave id", None),
        ({"id": " ", "text": "a"}, "id is empty; give the article one of its own or leave", None),
        ({"id": "x", "text": "a \ud800 b"}, "text holds U+D800 at character 2", "x"),
        ({"id": "x", "text": "a\0"}, "text holds U+0000 at character 1", "x"),
        ({"id": "\udfff", "text": "a"}, "id holds U+DFFF at character 0", None),
        ({"id": "x", "text": "a", "title": "\0"}, "title holds U+0000 at character 0", "x"),
        ({"id": "x", "text": "a", "published": "yesterday"}, "published is 'yesterday'", "x"),
        ({"id": "x", "text": "a", "published": 20250426}, "published is 20250426", "x"),
        ({"id": "x", "text": "a", "published": "2025-02-30"}, "published is '2025-02-30'", "x"),
        ({"id": "x", "text": "a", "published": "0001-01-01T00:00:00+14:00"}, "the year 1 is", "x"),
        ({"id": "x", "text": "a", "published": "9999-12-31T23:00:00-14:00"}, "year 9999 is", "x"),
        ({"id": "x", "text": "a", "published": "2199-01-01"}, "published is 2199-01-01, yet", "x"),
        ({"id": "x", "text": "a", "language": 7}, "language is a number; write it in quot", "x"),
        ({"id": "x", "text": "a", "title": ["t"]}, "title is a list; write it in quotation", "x"),
        ({"id": "x", "text": "a", "url": {}}, "url is an object; write it in quotation", "x"),
        ({"id": "x", "text": "a" * MAX_BYTES}, "is 5 MB or more", None),
    ],
)
def test_bad_line_is_named_in_its_place(
    row: object, problem: str, given_id: str | int | None
) -> None:
    first, bad, last = read_lines(lines(GOOD, row, GOOD), "in.jsonl")
    assert first.article
    assert last.article
    assert (bad.number, bad.article, bad.given_id) == (2, None, given_id)
    assert str(bad.error).startswith("in.jsonl:2: ")
    assert problem in str(bad.error)


def test_blank_lines_are_passed_over_but_counted() -> None:
    found = list(read_lines(io.BytesIO(b"\n  \n" + json.dumps(GOOD).encode()), "in.jsonl"))
    assert [line.number for line in found] == [3]


def test_endless_line_is_skipped_to_its_end() -> None:
    stream = io.BytesIO(b"x" * (2 * MAX_BYTES + 10) + b"\n" + json.dumps(GOOD).encode())
    bad, good = read_lines(stream, "in.jsonl")
    assert isinstance(bad.error, ArticleError)
    assert "too long for one article" in str(bad.error)
    assert (good.number, good.given_id) == (2, "x-1")


def test_lines_file_in_a_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(GOOD, b"{broken").getvalue())
    (tmp_path / "empty.jsonl").write_text("\n")
    articles, failures = read(tmp_path)
    assert [article.source_id for article in articles] == ["Reuters"]
    assert [failure.split(": ")[0].split("/")[-1] for failure in failures] == [
        "empty.jsonl",
        "in.jsonl:2",
    ]
