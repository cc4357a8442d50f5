"""Draws a sheet: PNG, PDF and slides, without a browser and without a network."""

from geodata.briefing.drawing.files import A4, SCREEN, Size, draw_pdf, draw_png
from geodata.briefing.drawing.slides import draw_pptx

__all__ = ["A4", "SCREEN", "Size", "draw_pdf", "draw_png", "draw_pptx"]
