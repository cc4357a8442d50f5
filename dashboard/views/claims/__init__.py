"""The page of claims: all of a selection, searched, sorted, read in their articles, exported."""

from dashboard.views.claims.page import render

__all__ = ["render"]
