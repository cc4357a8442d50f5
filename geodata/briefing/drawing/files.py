"""Sheets as files: PNG and PDF of the same drawing, the same bytes for the same sheet."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import matplotlib as mpl
import matplotlib.style
from fontTools.subset import Options
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter

from geodata.briefing.drawing.following import draw_following
from geodata.briefing.drawing.layouts import draw_sheet
from geodata.briefing.drawing.lettering import clean
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
_LOOK = {
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "text.parse_math": False,
    "text.hinting": "none",
    "path.simplify": False,
}
_DRAWING = Lock()
"""matplotlib's settings are of the process: one sheet at a time."""


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with settings of our own, whatever a user's matplotlibrc says."""
    with _DRAWING, mpl.style.context(["default", _LOOK]), _lean_fonts():
        yield


@contextmanager
def _lean_fonts() -> Iterator[None]:
    """Embed fonts without the tables that shape text: letters are placed, none is shaped again.

    matplotlib lets nobody choose, and subsetting these tables takes a second for each font.
    """
    usual = Options._drop_tables_default
    Options._drop_tables_default = [*usual, "GSUB", "GPOS", "GDEF", "kern", "name", "gasp"]
    try:
        yield
    finally:
        Options._drop_tables_default = usual


def draw_png(sheet: Sheet, size: Size = SCREEN) -> bytes:
    """Draw a sheet as one picture; `Sheet.proof` is in the chunk `PROOF_KEY`."""
    with drawing():
        surface = Surface(size.width, size.height)
        draw_sheet(surface, sheet, further="in the PDF")
        picture = rendered(surface, size.dpi)
    chunks = PngInfo()
    for key, text in {**_details(sheet), "Software": _SOFTWARE}.items():
        chunks.add_itxt(key, text)
    chunks.add_itxt(PROOF_KEY, sheet.proof, zip=True)
    out = io.BytesIO()
    picture.save(out, "png", pnginfo=chunks, dpi=(size.dpi, size.dpi), compress_level=5)
    return out.getvalue()


def _details(sheet: Sheet) -> dict[str, str]:
    """What the file tells of itself."""
    return {key: clean(text) for key, text in sheet.metadata.items()}


def rendered(surface: Surface, dpi: float) -> Image.Image:
    """Render a page."""
    surface.figure.set_dpi(dpi)
    canvas: Any = FigureCanvasAgg(surface.figure)
    canvas.draw()
    size = canvas.get_width_height()
    return Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")


def draw_pdf(sheet: Sheet) -> bytes:
    """Draw a sheet as vectors on A4; what doesn't fit is on further pages, `Sheet.proof` attached.

    Letters are text, of fonts embedded as TrueType.
    """
    out = io.BytesIO()
    details = {**_details(sheet), "Creator": _SOFTWARE, "Producer": _SOFTWARE,
               "CreationDate": sheet.made, "ModDate": sheet.made}  # fmt: skip
    with drawing(), PdfPages(out, metadata=details) as pages:
        surface = Surface(A4.width, A4.height)
        rest, _ = draw_sheet(surface, sheet, further="on the next page")
        pages.savefig(surface.figure)
        for page in draw_following(sheet, rest, (A4.width, A4.height)):
            pages.savefig(page.figure)
    writer = PdfWriter(clone_from=out)
    writer.add_attachment(PROOF_NAME, sheet.proof.encode("utf-8", "replace"))
    signed = io.BytesIO()
    writer.write(signed)
    return signed.getvalue()
