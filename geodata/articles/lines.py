"""JSON Lines: one article a line, {id, title, source, published, language, text}."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from geodata.articles.days import check_published
from geodata.articles.languages import guess_language
from geodata.articles.text import MAX_BYTES, check_text, decode_text
from geodata.errors import ArticleError
from geodata.model import Article, DateBasis, article_id_of
from geodata.seeds import UNKNOWN_SOURCE, moment_of

_WHOLE = 'write one whole object a line, {"id": …, "text": …}'
_ESCAPE = r"write line ends and tabs in a text as \n and \t"
_DEFAULTS = {"title": "", "source": UNKNOWN_SOURCE, "language": "", "url": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """A line that is not blank: the article in it, or what is wrong with it."""

    number: int
    """1-based."""
    given_id: str | int | None
    """What the line itself calls the article; None if it doesn't, or can't be read."""
    article: Article | None
    error: ArticleError | None


def read_lines(stream: BinaryIO, origin: str) -> Iterator[ArticleLine]:
    """Read articles line by line; a bad line comes out with its error, in its place."""
    number = 0
    while raw := stream.readline(MAX_BYTES):
        number += 1
        _skip_rest(raw, stream)
        if raw.strip():
            yield _read_line(raw, origin, number)


def _skip_rest(raw: bytes, stream: BinaryIO) -> None:
    """Go to the end of a line that is longer than any article, without keeping it."""
    while len(raw) == MAX_BYTES and not raw.endswith(b"\n"):
        raw = stream.readline(MAX_BYTES)


def _read_line(raw: bytes, origin: str, number: int) -> ArticleLine:
    given_id = None
    try:
        row = _parse(decode_text(raw, origin, line=number), origin, number)
        given_id = _id_of(row, origin, number)
        article = article_of(row, origin, number)
    except ArticleError as error:
        return ArticleLine(number=number, given_id=given_id, article=None, error=error)
    return ArticleLine(number=number, given_id=given_id, article=article, error=None)


def _parse(line: str, origin: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at")
        advice = _ESCAPE if what.startswith("Invalid control character") else _WHOLE
        problem = f"is not valid JSON: {what} at column {error.colno}; {advice}"
        raise ArticleError(origin, problem, line=number) from error
    except RecursionError as error:
        problem = f"is nested too deeply for an article; {_WHOLE}"
        raise ArticleError(origin, problem, line=number) from error
    except ValueError as error:  # of thousands of digits
        problem = "holds a number too long to be read; leave it out"
        raise ArticleError(origin, problem, line=number) from error
    if not isinstance(row, dict):
        raise ArticleError(origin, f"is not an object; {_WHOLE}", line=number)
    return row


def _id_of(row: Mapping[str, Any], origin: str, number: int) -> str | int | None:
    given_id = row.get("id")
    if isinstance(given_id, bool) or not isinstance(given_id, str | int | None):
        problem = f"id is {_kind_of(given_id)}; write a text or a whole number"
        raise ArticleError(origin, problem, line=number)
    if not isinstance(given_id, str):
        return given_id
    if not given_id.strip():
        problem = "id is empty; give the article one of its own or leave id out"
        raise ArticleError(origin, problem, line=number)
    return check_text(given_id, origin, line=number, field="id")


def article_of(row: Mapping[str, Any], origin: str, number: int) -> Article:
    """Make an article of the fields of a line or row. Raises ArticleError with its number."""
    texts = {"text": _required_text(row, origin, number)} | {
        key: _text(row, key, origin, number) or default for key, default in _DEFAULTS.items()
    }
    published = row.get("published")
    try:
        published_at = moment_of(published) if published else None
    except (ValueError, TypeError) as error:
        raise ArticleError(
            origin,
            f"published is {published!r} ({error}); write 2025-04-26 or null",
            line=number,
        ) from error
    check_published(published_at, origin, line=number)
    return Article(
        article_id=article_id_of(texts["text"]),
        source_id=texts["source"],
        title=texts["title"],
        text=texts["text"],
        language=texts["language"] or guess_language(texts["text"]),
        url=texts["url"],
        published_at=published_at,
        published_basis=DateBasis.GIVEN if published_at else DateBasis.UNKNOWN,
    )


def _required_text(row: Mapping[str, Any], origin: str, number: int) -> str:
    text = _text(row, "text", origin, number)
    if not text:
        problem = (
            'text is missing; every line needs "text": "…"'
            if row.get("text") is None
            else "text is empty; every line needs something to read"
        )
        raise ArticleError(origin, problem, line=number)
    return text


def _text(row: Mapping[str, Any], key: str, origin: str, number: int) -> str:
    """The text of a field; empty if there is nothing to read in it."""
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        problem = f'{key} is {_kind_of(value)}; write it in quotation marks: "{key}": "…"'
        raise ArticleError(origin, problem, line=number)
    return check_text(value, origin, line=number, field=key) if value.strip() else ""


def _kind_of(value: object) -> str:
    """What JSON calls it."""
    for kind, name in ((bool, "true or false"), (dict, "an object"), (list, "a list")):
        if isinstance(value, kind):
            return name
    return "a number"
