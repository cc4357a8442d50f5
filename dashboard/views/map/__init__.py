"""The map page: who is said to hold what, and on which words that rests."""

from dashboard.views.map.page import render

__all__ = ["render"]
