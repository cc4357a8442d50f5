"""Draws a sheet: PNG, PDF and slides, without a browser and without a network."""

from geodata.briefing.drawing.files import A4, SCREEN, Size, draw_pdf, draw_png

__all__ = ["A4", "SCREEN", "Size", "draw_pdf", "draw_png"]
