"""The page of briefing sheets: choose, preview, download."""

from dashboard.views.brief.page import render

__all__ = ["render"]
