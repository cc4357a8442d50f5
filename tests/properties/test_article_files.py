"""Whatever somebody drops: it becomes articles or an error in words, and never anything else."""

import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from geodata.articles import SUFFIXES, Arrival, read_upload
from geodata.articles.documents.unwrapping import paragraphs_of
from geodata.articles.languages import guess_language
from geodata.articles.tables import COLUMNS
from geodata.errors import ArticleError

IN_THIS_PROCESS = (".txt", ".md", ".csv", ".jsonl", ".odt", "")
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


def check(arrivals: list[Arrival]) -> None:
    for arrival in arrivals:
        assert (arrival.article is None) is (arrival.error is not None)
        if arrival.article:
            assert arrival.article.text.strip()
            arrival.article.text.encode("utf-8")
            arrival.article.title.encode("utf-8")
        else:
            assert isinstance(arrival.error, ArticleError)


@given(st.text(max_size=40), st.sampled_from(IN_THIS_PROCESS), st.binary(max_size=400))
@example("a", ".csv", b'text\n"')
@example("a", ".csv", b"\xef\xbb\xbftext\n\xff")
@example("a", ".jsonl", b'{"text": "a", "id": [1]}')
def test_any_bytes_under_any_name_are_articles_or_errors(
    name: str, suffix: str, content: bytes
) -> None:
    check(list(read_upload(f"{name}{suffix}", content)))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([".html", ".pdf", ".docx"]), st.binary(max_size=300))
@example(".html", b"<html><meta charset=rot13><p>Gornal fell.")
@example(".html", b'<html><script type="application/ld+json">[[[{"datePublished": 7}]]]</script>')
@example(".pdf", b"%PDF-1.7\ntrailer<</Root 1 0 R>>")
@example(".docx", b"PK\x03\x04word/document")
def test_documents_of_any_bytes_are_articles_or_errors(suffix: str, content: bytes) -> None:
    check(list(read_upload(f"a{suffix}", content)))
    check(list(read_upload(f"a{suffix}", b"<html>" + content)))


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)), max_size=4))
def test_every_row_that_a_table_program_writes_comes_out_in_its_place(
    rows: list[dict[str, str]],
) -> None:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    found = list(read_upload("t.csv", stream.getvalue().encode()))
    check(found)
    filled = [row for row in rows if any(cell.strip() for cell in row.values())]
    assert len(found) == len(filled)
    for row, arrival in zip(filled, found, strict=True):
        assert arrival.article is None or arrival.article.text == row["text"]


@given(st.lists(st.text(max_size=200), max_size=5))
def test_no_word_is_lost_or_added_when_lines_are_joined(pages: list[str]) -> None:
    def letters(texts: list[str]) -> str:
        return "".join(c for text in texts for c in text if c.isalpha())

    kept = letters(paragraphs_of(pages))
    given_letters = iter(letters(pages))
    assert all(letter in given_letters for letter in kept)  # in order; heads and numbers may go
    if len(pages) < 3 and not any(c.isdigit() for page in pages for c in page):
        assert kept == letters(pages)


@given(st.text())
def test_a_language_is_always_guessed(text: str) -> None:
    assert guess_language(text) in {"en", "uk", "ru"}


def test_every_kind_of_file_is_tried_here() -> None:
    assert set(SUFFIXES) <= {*IN_THIS_PROCESS, ".html", ".htm", ".pdf", ".docx"}
