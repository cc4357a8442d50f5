"""Sheets as files: PNG and PDF of the same drawing, the same bytes for the same sheet."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from PIL.PngImagePlugin import PngInfo

from geodata.briefing.drawing.following import draw_following
from geodata.briefing.drawing.layouts import draw_sheet
from geodata.briefing.drawing.lettering import clean
from geodata.briefing.drawing.pictures import PACKING, rendered
from geodata.briefing.drawing.portable import portable
from geodata.briefing.drawing.surface import Surface
from geodata.briefing.sheet import PROOF_KEY, PROOF_NAME, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A page in points, and how many pixels an inch of it has as a picture."""

    width: float
    height: float
    dpi: int


SCREEN = Size(width=960, height=540, dpi=180)
"""2400 x 1350 pixels."""
A4 = Size(width=841.92, height=595.2, dpi=300)
"""Landscape, 3508 x 2480 pixels."""
_SOFTWARE = "Claimline"


def draw_png(sheet: Sheet, size: Size = SCREEN) -> bytes:
    """Draw a sheet as one picture; `Sheet.proof` is in the chunk `PROOF_KEY`."""
    surface = Surface(size.width, size.height)
    draw_sheet(surface, sheet, further="in the PDF")
    chunks = PngInfo()
    for key, text in {**_details(sheet), "Software": _SOFTWARE}.items():
        chunks.add_itxt(key, text)
    chunks.add_itxt(PROOF_KEY, sheet.proof, zip=True)
    out = io.BytesIO()
    picture = rendered(surface, size.dpi)
    picture.save(out, "png", pnginfo=chunks, dpi=(size.dpi, size.dpi), **PACKING)
    return out.getvalue()


def _details(sheet: Sheet) -> dict[str, str]:
    """What the file tells of itself."""
    return {key: clean(text) for key, text in sheet.metadata.items()}


def draw_pdf(sheet: Sheet) -> bytes:
    """Draw a sheet as vectors on A4; what doesn't fit is on further pages, `Sheet.proof` attached.

    Letters are text, of fonts embedded as TrueType.
    """
    told: dict[str, str | datetime] = {
        **_details(sheet), "Creator": _SOFTWARE, "Producer": _SOFTWARE,
        "CreationDate": sheet.made, "ModDate": sheet.made,
    }  # fmt: skip
    return portable(_pages(sheet), told, {PROOF_NAME: sheet.proof.encode("utf-8", "replace")})


def _pages(sheet: Sheet) -> Iterator[Surface]:
    surface = Surface(A4.width, A4.height)
    rest, _ = draw_sheet(surface, sheet, further="on the next page")
    yield surface
    yield from draw_following(sheet, rest, (A4.width, A4.height))
