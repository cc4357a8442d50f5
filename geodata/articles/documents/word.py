"""Word documents (.docx): every paragraph as it stands, with what was inserted into it."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import LxmlError

from geodata.articles.documents.document import Document, UnreadableError, checked, one_line, plain

_BROKEN = "is damaged or no Word document; open it in Word or LibreOffice and save it anew"
_EMPTY = "holds no text; are there only pictures in it?"
_HUGE = "unpacks to more than any article; copy the text into a new document"
_MOST_PARTS = 2_000
_MOST_UNPACKED = 50_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT, _PARAGRAPH = f"{_W}t", f"{_W}p"
_SPACES = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_LEFT_OUT = frozenset([f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr")] + [_FALLBACK])


def read_word(content: bytes) -> Document:
    """Read the text of a .docx, tables and text boxes too, without what was struck out.

    Raises: UnreadableError.
    """
    _check_size(content)
    try:
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError, LxmlError) as error:
        raise UnreadableError(_BROKEN) from error
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise UnreadableError(_BROKEN) from error
    said = document.core_properties
    notes = []
    if said.created is not None:
        notes = [f"the file was made on {said.created:%Y-%m-%d}; that is no date of publication"]
    text = "\n".join(line for line in map(_text, _paragraphs(document.element.body)) if line)
    return Document(
        text=checked(plain(text), _EMPTY), title=one_line(said.title), notes=tuple(notes)
    )


def _check_size(content: bytes) -> None:
    """Refuse what would unpack to more than fits; the sizes that it states are held to later."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise UnreadableError(_BROKEN) from error
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("is protected by a password; save it without one")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise UnreadableError(_HUGE)


def _paragraphs(body: Any) -> Iterator[Any]:
    return (
        paragraph
        for paragraph in body.iter(_PARAGRAPH)
        if not any(above.tag in _LEFT_OUT for above in paragraph.iterancestors())
    )


def _text(paragraph: Any) -> str:
    """Its words, in order. A text box stands in a paragraph and has paragraphs of its own."""
    return "".join(_pieces(paragraph)).strip()


def _pieces(element: Any) -> Iterator[str]:
    for part in element:
        if part.tag in _LEFT_OUT or part.tag == _PARAGRAPH:
            continue
        if part.tag == _TEXT:
            yield part.text or ""
        elif part.tag in _SPACES:
            yield _SPACES[part.tag]
        else:
            yield from _pieces(part)
