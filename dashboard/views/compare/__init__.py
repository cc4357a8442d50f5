"""The compare page: two accounts side by side, and the ground on which they differ."""

from dashboard.views.compare.page import render

__all__ = ["render"]
