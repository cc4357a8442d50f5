"""The page of disputes: who says what of which place, since when; what changed, by whose word."""

from dashboard.views.disputes.page import render

__all__ = ["render"]
