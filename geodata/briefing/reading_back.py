"""The proof of a sheet, read from its file: PDF, PNG or slides."""

import zipfile
import zlib
from pathlib import Path
from typing import Any

from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from geodata.briefing.proof import Proof, read_proof
from geodata.briefing.sheet import PROOF_KEY, PROOF_NAME
from geodata.errors import SheetError

_MOST_BYTES = 64_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_PART = "customXml/item1.xml"
_NONE = "carries no proof; was it made by `python -m geodata brief` and not changed since?"


def proof_in(path: Path) -> Proof:
    """Read the proof that a sheet carries. Raises SheetError."""
    readers = {".pdf": _of_pdf, ".png": _of_png, ".pptx": _of_slides}
    read = readers.get(path.suffix.lower())
    if read is None:
        raise SheetError(f"{path} is no sheet; it must be one of {', '.join(readers)}")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SheetError(f"{path} is too large for a sheet")
        text = read(path)
    except (OSError, ValueError, PyPdfError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise SheetError(f"{path} can't be read ({error})") from error
    if not text:
        raise SheetError(f"{path} {_NONE}")
    return read_proof(text)


def _of_pdf(path: Path) -> str:
    attached: Any = PdfReader(path).attachments.get(PROOF_NAME)
    return bytes(attached[0]).decode("utf-8") if attached else ""


def _of_png(path: Path) -> str:
    """Walk the chunks: Pillow limits how long a text may be, a proof is longer."""
    content = path.read_bytes()
    if not content.startswith(_PNG):
        raise SheetError(f"{path} is no PNG")
    at = len(_PNG)
    while at + 8 <= len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
        if kind == b"iTXt" and data.startswith(PROOF_KEY.encode() + b"\0"):
            return _itxt(data)
        at += 12 + size
    return ""


def _itxt(data: bytes) -> str:
    """Text of a chunk: keyword 0 flag method language 0 translated 0 text."""
    _, _, rest = data.partition(b"\0")
    packed = rest[:1] == b"\1"
    _, _, rest = rest[2:].partition(b"\0")
    _, _, text = rest.partition(b"\0")
    if packed:
        text = zlib.decompressobj().decompress(text, _MOST_BYTES)
    return text.decode("utf-8")


def _of_slides(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        if _PART not in package.namelist():
            return ""
        if package.getinfo(_PART).file_size > _MOST_BYTES:
            raise SheetError(f"{path} is too large for a sheet")
        content = package.read(_PART)
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return str(etree.fromstring(content, parser).text or "")
