"""1  Files and folders of text, and JSON Lines -> Article; what can't be read is named."""

from geodata.articles.files import TEXT_SUFFIXES, read_articles
from geodata.articles.lines import ArticleLine, read_lines

__all__ = ["TEXT_SUFFIXES", "ArticleLine", "read_articles", "read_lines"]
