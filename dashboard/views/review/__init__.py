"""The page of review: one claim after the other, accepted, corrected, rejected or merged."""

from dashboard.views.review.page import render

__all__ = ["render"]
