"""Tables of articles: .csv with the columns id, title, source, published, language, text, url."""

import csv
import io
from collections.abc import Iterator

from geodata.articles.lines import ArticleLine, article_of
from geodata.articles.text import MAX_CHARACTERS, decode
from geodata.errors import ArticleError

COLUMNS = ("id", "title", "source", "published", "language", "text", "url")
"""All but `text` may be missing or empty, and others may stand beside them."""
_SEPARATORS = ",;\t"
_WIDEST_FIELD = 2 * MAX_CHARACTERS


def read_table(content: bytes, origin: str) -> Iterator[ArticleLine]:
    """Read articles row by row; a bad row comes out with its error, in its place.

    Separated by commas, semicolons or tabs, as the head says; UTF-8. A row's number is that of
    the line that it starts in.

    Raises: ArticleError: the table as a whole can't be read.
    """
    text = decode(content, origin)
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    head = [name.strip().lower() for name in _next(rows, 1, origin) or ()]
    _check_head(head, origin)
    while True:
        number = rows.line_num + 1
        try:
            row = _next(rows, number, origin)
        except ArticleError as error:  # what comes after it can't be told apart
            yield ArticleLine(number=number, given_id=None, article=None, error=error)
            return
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield _read_row(head, row, origin, number)


def _next(rows: Iterator[list[str]], line: int, origin: str) -> list[str] | None:
    # The csv module keeps one limit for the whole program; others need theirs.
    limit = csv.field_size_limit(_WIDEST_FIELD)
    try:
        return next(rows, None)
    except csv.Error as error:
        advice = "is a quotation mark left open, or not doubled within a text?"
        raise ArticleError(origin, f"is no table ({error}); {advice}", line=line) from error
    finally:
        csv.field_size_limit(limit)


def _check_head(head: list[str], origin: str) -> None:
    problem = ""
    if "text" not in head:
        problem = "has no column called text"
    twice = [name for name in COLUMNS if head.count(name) > 1]
    if twice:
        problem = f"has two columns called {twice[0]}"
    if problem:
        advice = f"a table of articles starts with a line of names, {','.join(COLUMNS)}"
        raise ArticleError(origin, f"{problem}; {advice}", line=1)


def _read_row(head: list[str], cells: list[str], origin: str, number: int) -> ArticleLine:
    row = dict(zip(head, cells, strict=False))
    given_id = row.get("id", "").strip() or None
    article = error = None
    try:
        _check_length(head, cells, origin, number)
        article = article_of(row, origin, number)
    except ArticleError as problem:
        error = problem
    return ArticleLine(number=number, given_id=given_id, article=article, error=error)


def _check_length(head: list[str], cells: list[str], origin: str, number: int) -> None:
    more = len(cells) - len(head)
    if more > 0:
        problem = f"has {more} more cells than there are columns; put texts in quotation marks"
        raise ArticleError(origin, problem, line=number)
