"""Slide shows as equal bytes for equal sheets, with the proof as a part of their own."""

import io
import zipfile

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation

from geodata.briefing.drawing.lettering import clean
from geodata.briefing.sheet import Sheet

_NAMESPACE = "urn:claimline:sheet"
_DAY_ONE = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP file can tell; the sheet's own date is in its properties."""


def tell(slides: Presentation, sheet: Sheet) -> None:
    """Set what the file tells of itself; nothing of who made it, and when the data are of."""
    told = slides.core_properties
    details = sheet.metadata
    told.title = clean(details["Title"], 255)
    told.subject = clean(details["Subject"], 255)
    told.keywords = clean(details["Keywords"], 255)
    told.author = told.last_modified_by = "Claimline"
    told.created = told.modified = told.last_printed = sheet.made.replace(tzinfo=None)
    told.revision = 1


def add_proof(slides: Presentation, proof: str) -> None:
    """Add the proof as the text of a part's only element."""
    root = etree.Element(f"{{{_NAMESPACE}}}proof", nsmap={None: _NAMESPACE})
    root.text = proof
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    name, package = PackURI("/customXml/item1.xml"), slides.part.package
    slides.part.relate_to(
        Part(name, "application/xml", package, content), RELATIONSHIP_TYPE.CUSTOM_XML
    )


def packed(content: bytes) -> bytes:
    """Pack a file's parts anew, in order of their names and without the hour of packing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, _DAY_ONE)
            is_packed = name.endswith(".png")
            entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return out.getvalue()
