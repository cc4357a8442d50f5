"""A file's name and bytes, wherever they come from, to the articles in it."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from textwrap import shorten
from typing import Any
from urllib.parse import urlsplit

from geodata.articles.arrivals import Arrival, arrival_of, described
from geodata.articles.days import check_published
from geodata.articles.documents import Document, read_document
from geodata.articles.kinds import Kind, kind_of
from geodata.articles.lines import read_lines
from geodata.articles.tables import read_table
from geodata.articles.text import check_size, check_text, decode_text
from geodata.errors import ArticleError
from geodata.model import Article, DateBasis
from geodata.seeds import moment_of

PASTED = "pasted text"
"""The origin of a text that came without a file."""
_UTF_8 = frozenset([Kind.TEXT, Kind.TABLE, Kind.LINES])
_FROM_PAGE = "As the page's own metadata have it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What a server says of a file that was fetched."""

    url: str
    suffix: str
    """Ending of a file of the kind that it says it is."""
    charset: str = ""


def read_upload(
    name: str,
    content: bytes,
    *,
    description: Mapping[str, Any] | None = None,
    served: Served | None = None,
) -> Iterator[Arrival]:
    """Read the articles in a file; what can't be read comes out as its error, in its place.

    description: what is known of a text (as in seeds/articles/articles.toml); it counts before
        what the file says of itself. Lines and tables speak for themselves.
    served: what its server says, if it was fetched; the name is its address then.
    """
    try:
        check_size(content, name)
        kind = kind_of(name, content, suffix=served.suffix if served else "")
        if served and kind in _UTF_8:
            content = _recoded(content, served.charset)
        if kind is Kind.LINES:
            yield from _lines(name, content)
        elif kind is Kind.TABLE:
            for row in read_table(content, name):
                yield arrival_of(row, name)
        elif kind is Kind.TEXT:
            text = decode_text(content, name)
            yield _arrival(_known(Document(text=text), served), description or {}, name)
        else:
            page = (served.charset, served.url) if served else ("", "")
            document = read_document(content, name, kind, charset=page[0], url=page[1])
            yield _arrival(_known(document, served), description or {}, name)
    except ArticleError as error:
        yield Arrival(origin=name, error=error)


def read_pasted(text: str, description: Mapping[str, Any]) -> Article:
    """Make an article of pasted text; without a title its first line is one.

    Raises: ArticleError: there is nothing in it, or it is published on a day yet to come.
    """
    text = check_text(text, PASTED)
    first_line = shorten(text.strip().partition("\n")[0], 120, placeholder=" …")
    return described(text, {"title": first_line} | dict(description), PASTED)


def _lines(name: str, content: bytes) -> Iterator[Arrival]:
    for line in read_lines(io.BytesIO(content), name):
        yield arrival_of(line, name)


def _recoded(content: bytes, charset: str) -> bytes:
    """UTF-8, if the encoding that the server names is another and true."""
    try:
        return content.decode(charset or "utf-8").encode("utf-8")
    except (LookupError, UnicodeError):
        return content  # and what is wrong with it is told in the usual words


def _known(document: Document, served: Served | None) -> Document:
    """Add whence it was fetched to what it doesn't say itself."""
    if served is None:
        return document
    host = urlsplit(served.url).hostname or ""
    return replace(document, url=document.url or served.url, source=document.source or host)


def _arrival(document: Document, description: Mapping[str, Any], name: str) -> Arrival:
    told = {"source_id": document.source, "title": document.title, "url": document.url}
    known: dict[str, Any] = {key: value for key, value in told.items() if value}
    notes = list(document.notes)
    if document.published and "published" not in description:
        try:
            known = _dated(known, document, name)
        except (ValueError, ArticleError):
            notes.append(f"its metadata give {document.published!r} as its date, which is left out")
    article = described(document.text, known | dict(description), name)
    names_itself = bool(document.source) and "source_id" not in description
    return Arrival(origin=name, article=article, names_itself=names_itself, notes=tuple(notes))


def _dated(known: dict[str, Any], document: Document, name: str) -> dict[str, Any]:
    """Raises ValueError or ArticleError: no day that an article can be printed on."""
    published = moment_of(document.published).astimezone(UTC)
    check_published(published, name)
    basis = {"published_basis": DateBasis.METADATA, "published_note": _FROM_PAGE}
    return known | {"published": published} | basis
