"""PDF files: the text of their pages, if they hold text and not pictures of it."""

import io
import re
from datetime import datetime

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from geodata.articles.documents.document import (
    MAX_PAGES,
    Document,
    UnreadableError,
    checked,
    one_line,
    plain,
)
from geodata.articles.documents.unwrapping import paragraphs_of
from geodata.articles.text import MAX_CHARACTERS

_LOCKED = "is protected by a password; save it without one"
_SCAN = "holds pictures of its pages and no text; run text recognition (OCR) over it"
_UNTOLD = "has letters that can't be told from its fonts; run text recognition (OCR) over it"
_BROKEN = "is damaged or no PDF; open it in a viewer and print it to a new PDF"
_STRANGE = re.compile(
    "[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]|\\(cid:\\d+\\)|/[a-z]?\\d{1,4}(?=/|\\s)"
)
_MOST_STRANGE = 0.1


def read_pdf(content: bytes) -> Document:
    """Read the text of a PDF, its lines joined to paragraphs. Raises UnreadableError."""
    try:
        return _read(PdfReader(io.BytesIO(content)))
    except (DependencyError, FileNotDecryptedError) as error:
        raise UnreadableError(_LOCKED) from error
    except (PyPdfError, RecursionError) as error:
        raise UnreadableError(_BROKEN) from error


def _read(reader: PdfReader) -> Document:
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise UnreadableError(_LOCKED)
    if len(reader.pages) > MAX_PAGES:
        problem = f"has {len(reader.pages)} pages, more than {MAX_PAGES}"
        raise UnreadableError(f"{problem}; split it into one file per article")
    pages = _pages(reader)
    text = "\n".join(paragraphs_of(pages))
    if sum(map(len, _STRANGE.findall(text))) > _MOST_STRANGE * len(text):
        raise UnreadableError(_UNTOLD)
    return Document(
        text=checked(plain(text), _SCAN),
        title=one_line(reader.metadata.title if reader.metadata else ""),
        notes=(*_blank(pages), *_made(reader)),
    )


def _pages(reader: PdfReader) -> list[str]:
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text())
        if sum(map(len, pages)) > MAX_CHARACTERS:
            break  # `checked` says so
    return pages


def _blank(pages: list[str]) -> list[str]:
    blank = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if not blank:
        return []
    which = ", ".join(blank[:10]) + (" …" if len(blank) > 10 else "")
    return [
        f"{len(blank)} of {len(pages)} pages hold no text (pictures?) and were not read: {which}"
    ]


def _made(reader: PdfReader) -> list[str]:
    try:
        made: datetime | None = reader.metadata.creation_date if reader.metadata else None
    except ValueError:
        made = None
    if made is None:
        return []
    return [f"the file was made on {made:%Y-%m-%d}; that is no date of publication"]
