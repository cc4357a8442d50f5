"""JSON Lines: one article a line, {id, title, source, published, language, text}."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from geodata.articles.text import MAX_BYTES, check_text, decode_text
from geodata.errors import ArticleError
from geodata.model import Article, DateBasis, article_id_of
from geodata.seeds import UNKNOWN_SOURCE, moment_of


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
        article = _article(row, origin, number)
    except ArticleError as error:
        return ArticleLine(number=number, given_id=given_id, article=None, error=error)
    return ArticleLine(number=number, given_id=given_id, article=article, error=None)


def _parse(line: str, origin: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ArticleError(
            origin, f"is not valid JSON: {error.msg} at column {error.colno}", line=number
        ) from error
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond any article
        raise ArticleError(origin, f"is not an article: {error}", line=number) from error
    if not isinstance(row, dict):
        raise ArticleError(origin, 'is not an object; write {"id": …, "text": …}', line=number)
    return row


def _id_of(row: Mapping[str, Any], origin: str, number: int) -> str | int | None:
    given_id = row.get("id")
    if not isinstance(given_id, str | int | None):
        raise ArticleError(origin, "id must be a text or a number", line=number)
    return check_text(given_id, origin, line=number) if isinstance(given_id, str) else given_id


def _article(row: Mapping[str, Any], origin: str, number: int) -> Article:
    texts = {}
    for key, default in (
        ("text", None),
        ("title", ""),
        ("source", UNKNOWN_SOURCE),
        ("language", "en"),
        ("url", ""),
    ):
        value = row.get(key)
        if value is None or value == "":
            value = default
        if not isinstance(value, str):
            raise ArticleError(origin, f"{key} is missing, empty or not a text", line=number)
        texts[key] = check_text(value, origin, line=number) if value else value
    published = row.get("published")
    try:
        published_at = moment_of(published) if published else None
    except (ValueError, TypeError) as error:
        raise ArticleError(
            origin,
            f"published is {published!r} ({error}); write 2025-04-26 or null",
            line=number,
        ) from error
    return Article(
        article_id=article_id_of(texts["text"]),
        source_id=texts["source"],
        title=texts["title"],
        text=texts["text"],
        language=texts["language"],
        url=texts["url"],
        published_at=published_at,
        published_basis=DateBasis.GIVEN if published_at else DateBasis.UNKNOWN,
    )
