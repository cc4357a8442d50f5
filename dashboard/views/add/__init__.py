"""The page that adds articles: paste, files or an address; a preview; then Save, or not."""

from dashboard.views.add.page import render

__all__ = ["render"]
