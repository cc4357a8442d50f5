"""The article page: the text with all that was read in it, or the list of articles."""

from dashboard.views.article.page import render

__all__ = ["render"]
