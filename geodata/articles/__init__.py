"""1  Files, pasted text and addresses -> Article; what can't be read is named."""

from geodata.articles.addresses import fetch_article
from geodata.articles.arrivals import Arrival
from geodata.articles.files import read_articles
from geodata.articles.kinds import SUFFIXES
from geodata.articles.lines import ArticleLine, read_lines
from geodata.articles.uploads import PASTED, read_pasted, read_upload

__all__ = [
    "PASTED",
    "SUFFIXES",
    "Arrival",
    "ArticleLine",
    "fetch_article",
    "read_articles",
    "read_lines",
    "read_pasted",
    "read_upload",
]
