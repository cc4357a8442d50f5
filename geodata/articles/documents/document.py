"""What is read out of a web page, a PDF or a Word file, and the limits on it."""

import re
from dataclasses import dataclass

from geodata.articles.text import MAX_CHARACTERS

MAX_PAGES = 500
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class UnreadableError(Exception):
    """A document can't be read: what is wrong and what to do, to be told with the file's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text of a document, and what it says of itself; what it doesn't say is empty."""

    text: str
    """A paragraph a line."""
    title: str = ""
    source: str = ""
    """The name of the site, else its host."""
    published: str = ""
    """ISO 8601 day or moment, as the page's own metadata have it."""
    url: str = ""
    notes: tuple[str, ...] = ()


def plain(text: str) -> str:
    """A text without the characters that no text file holds; they become spaces."""
    return _CONTROL.sub(" ", text)


def one_line(text: object, longest: int = 300) -> str:
    """A value of metadata as one line; whoever made the document may have put anything there."""
    return " ".join(plain(str(text or "")).split())[:longest]


def checked(text: str, empty: str) -> str:
    """Give a text back if there is something in it, and not too much; `empty` says what to do.

    Raises: UnreadableError.
    """
    if not text.strip():
        raise UnreadableError(empty)
    if len(text) > MAX_CHARACTERS:
        problem = f"holds more than {MAX_CHARACTERS:,} characters, too long for one article"
        raise UnreadableError(f"{problem}; split it into one file per article")
    return text
