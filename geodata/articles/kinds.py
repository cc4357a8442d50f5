"""Which kind of file it is: by its name, and whether its first bytes agree."""

from enum import StrEnum
from pathlib import PurePath

from geodata.errors import ArticleError


class Kind(StrEnum):
    """A kind of file that articles are read from."""

    TEXT = "plain text"
    PAGE = "a web page"
    PDF = "a PDF"
    WORD = "a Word document"
    TABLE = "a table of articles"
    LINES = "JSON Lines"


TEXT_SUFFIXES = (".txt", ".md")
SUFFIXES = {
    **dict.fromkeys(TEXT_SUFFIXES, Kind.TEXT),
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
    ".csv": Kind.TABLE,
    ".jsonl": Kind.LINES,
}
"""File name endings, in lower case, and what they promise."""

_LOOKED_AT = 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_WORD_PART = b"word/document"
_PAGE_STARTS = (b"<!doctype html", b"<html", b"<?xml")
_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def kind_of(name: str, content: bytes, *, suffix: str = "") -> Kind:
    """Tell what a file is, by its name's ending or another that counts instead of it.

    Raises: ArticleError: of no kind that can be read, empty, or not what it says it is.
    """
    kind = SUFFIXES.get((suffix or PurePath(name).suffix).lower())
    if kind is None:
        raise ArticleError(name, f"can't be read; save it as {_one_of(tuple(SUFFIXES))}")
    if not content.strip():
        raise ArticleError(name, "is empty; is it the right file?")
    if content.startswith(_OLD_OFFICE):
        problem = "is an old or a password-protected Office file; save it as .docx without password"
        raise ArticleError(name, problem)
    if content.startswith(_ZIP) and _WORD_PART not in content:
        raise ArticleError(
            name, "is a zip archive by its content; unpack it and give what is in it"
        )
    found = _looks_like(content[:_LOOKED_AT])
    if found not in {None, kind}:
        advice = f"rename it to end in {_suffix(found)}, or give the right file"
        raise ArticleError(name, f"is {found} by its content, not {kind}; {advice}")
    if kind in {Kind.PDF, Kind.WORD} and found is None:
        raise ArticleError(name, f"is not {kind} by its content; was it saved to its end?")
    return kind


def suffix_of_type(content_type: str) -> str:
    """The ending of a file of a media type (`text/html; charset=…`); empty for any other."""
    return _TYPES.get(content_type.partition(";")[0].strip().lower(), "")


def _looks_like(start: bytes) -> Kind | None:
    if b"%PDF-" in start:
        return Kind.PDF
    if start.startswith(_ZIP):
        return Kind.WORD
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return Kind.PAGE if text.startswith(_PAGE_STARTS) else None


def _suffix(kind: Kind | None) -> str:
    return next((suffix for suffix, of in SUFFIXES.items() if of is kind), "")


def _one_of(suffixes: tuple[str, ...]) -> str:
    return f"{', '.join(suffixes[:-1])} or {suffixes[-1]}"
