"""The method page: what marks mean, how claims are found and judged, how well, from what data."""

from dashboard.views.method.page import render

__all__ = ["render"]
