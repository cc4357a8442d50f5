"""PDF files: pages with their fonts and symbols, the same bytes for the same pages."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from geodata.briefing.drawing.fonts import character_map, measures, subset, widths
from geodata.briefing.drawing.glyphs import font_path
from geodata.briefing.drawing.operators import (
    Used,
    font_name,
    page_operators,
    sign_operators,
)
from geodata.briefing.drawing.surface import Sign, Surface

_LEVEL = 3
"""Of compression."""
_SYMBOLIC = 4
"""Flag of a font whose letters are called by number."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A word of the format's own."""

    text: str


@dataclass(frozen=True, slots=True)
class _Reference:
    """Points to an object of the file."""

    number: int


@dataclass(slots=True, eq=False)
class _File:
    """The objects of a file by number, from 1 on."""

    objects: list[bytes] = field(default_factory=list)

    def add(self, value: Any) -> _Reference:
        """Add an object: a mapping, a sequence, a text."""
        self.objects.append(_written(value))
        return _Reference(len(self.objects))

    def add_stream(self, content: bytes, about: Mapping[str, Any] | None = None) -> _Reference:
        """Add data, packed."""
        packed = zlib.compress(content, _LEVEL)
        head = {**(about or {}), "Filter": _Name("FlateDecode"), "Length": len(packed)}
        self.objects.append(b"%b\nstream\n%b\nendstream" % (_written(head), packed))
        return _Reference(len(self.objects))

    def content(self, catalog: _Reference, told: _Reference) -> bytes:
        """The whole file."""
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, one in enumerate(self.objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
        identity = sha256(out).digest()[:16].hex().encode("ascii")
        table = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        trailer = {"Size": len(places) + 1, "Root": catalog, "Info": told}
        out += b"trailer\n<< %b /ID [<%b> <%b>] >>\n" % (
            _written(trailer)[3:-3], identity, identity,
        )  # fmt: skip
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def _written(value: Any) -> bytes:
    match value:
        case _Name():
            return f"/{value.text}".encode("ascii")
        case _Reference():
            return b"%d 0 R" % value.number
        case datetime():
            return f"(D:{value.astimezone(UTC):%Y%m%d%H%M%S}Z)".encode("ascii")
        case str():
            return b"<feff%b>" % value.encode("utf-16-be", "replace").hex().encode("ascii")
        case int() | float():
            return f"{value:.6g}".encode("ascii")
        case Mapping():
            parts = [b"/%b %b" % (key.encode("ascii"), _written(one)) for key, one in value.items()]
            return b"<< %b >>" % b" ".join(parts)
        case _:
            return b"[%b]" % b" ".join(map(_written, value))


def portable(
    pages: Iterable[Surface], told: Mapping[str, str | datetime], attached: Mapping[str, bytes]
) -> bytes:
    """Write pages as a PDF. told: its metadata; attached: files by name."""
    file, used = _File(), Used()
    drawn = [(one.page, file.add_stream(page_operators(one, used))) for one in pages]
    resources = file.add(_resources(file, used))
    # The pages stand behind one another, and behind all of them the list that they belong to.
    parent = _Reference(len(file.objects) + len(drawn) + 1)
    listed = [
        file.add(
            {"Type": _Name("Page"), "Parent": parent, "MediaBox": [0, 0, page.width, page.height],
             "Resources": resources, "Contents": content}
        )
        for page, content in drawn
    ]  # fmt: skip
    file.add({"Type": _Name("Pages"), "Kids": listed, "Count": len(listed)})
    names = {"EmbeddedFiles": {"Names": _attachments(file, attached)}}
    catalog = file.add({"Type": _Name("Catalog"), "Pages": parent, "Names": names})
    return file.content(catalog, file.add(told))


def _resources(file: _File, used: Used) -> Mapping[str, Any]:
    # Symbols are written first: they too have opacities.
    signs = {sign: sign_operators(sign, used) for sign in used.signs}
    shades = {name: {"ca": alpha, "CA": alpha} for alpha, name in used.alphas.items()}
    return {
        "ExtGState": shades,
        "XObject": {
            used.sign(sign): file.add_stream(content, _form(sign, shades))
            for sign, content in signs.items()
        },
        "Font": {
            font_name(bold=bold): _font(file, frozenset(glyphs), bold=bold)
            for bold, glyphs in sorted(used.glyphs.items())
        },
    }


def _form(sign: Sign, shades: Mapping[str, Any]) -> Mapping[str, Any]:
    reach = sign.reach
    return {"Type": _Name("XObject"), "Subtype": _Name("Form"),
            "BBox": [-reach, -reach, reach, reach], "Resources": {"ExtGState": shades}}  # fmt: skip


def _font(file: _File, glyphs: frozenset[int], *, bold: bool) -> _Reference:
    """A font of the glyphs that are used, called by their numbers."""
    content = subset(glyphs, bold=bold)
    tag = "".join(chr(ord("A") + int(digit, 16)) for digit in sha256(content).hexdigest()[:6])
    name = _Name(f"{tag}+{font_path(bold=bold).stem}")
    about = {"Type": _Name("FontDescriptor"), "FontName": name, "Flags": _SYMBOLIC}
    data = file.add_stream(content, {"Length1": len(content)})
    descriptor = file.add({**about, **measures(bold=bold), "FontFile2": data})
    described = {
        "Type": _Name("Font"), "Subtype": _Name("CIDFontType2"), "BaseFont": name,
        "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
        "FontDescriptor": descriptor, "CIDToGIDMap": _Name("Identity"),
        "W": widths(glyphs, bold=bold),
    }  # fmt: skip
    return file.add(
        {"Type": _Name("Font"), "Subtype": _Name("Type0"), "BaseFont": name,
         "Encoding": _Name("Identity-H"), "DescendantFonts": [file.add(described)],
         "ToUnicode": file.add_stream(character_map(glyphs, bold=bold))}
    )  # fmt: skip


def _attachments(file: _File, attached: Mapping[str, bytes]) -> Sequence[Any]:
    listed: list[Any] = []
    for name, content in sorted(attached.items()):
        data = file.add_stream(content, {"Type": _Name("EmbeddedFile")})
        told = {"Type": _Name("Filespec"), "F": name, "UF": name, "EF": {"F": data}}
        listed += [name, file.add(told)]
    return listed
