"""The sources page: what each outlet, voice and mapper says, and how far each is to be trusted."""

from dashboard.views.sources.page import render

__all__ = ["render"]
