"""8  A view -> sheet: PNG, PDF, PPTX, and text in which every sentence cites claims."""

from geodata.briefing.accounts import Bureau
from geodata.briefing.asking import (
    BANNER,
    LONGEST_BANNER,
    LONGEST_TITLE,
    Request,
    Spelling,
    link_of,
    view_from_link,
)
from geodata.briefing.contents import make_sheet
from geodata.briefing.sheet import Layout, Sheet
from geodata.briefing.wording import write_text

__all__ = [
    "BANNER",
    "LONGEST_BANNER",
    "LONGEST_TITLE",
    "Bureau",
    "Layout",
    "Request",
    "Sheet",
    "Spelling",
    "link_of",
    "make_sheet",
    "view_from_link",
    "write_text",
]
