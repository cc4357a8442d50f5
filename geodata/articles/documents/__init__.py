"""Web pages, PDF and Word files -> text and what they say of themselves."""

from geodata.articles.documents.confined import read_document
from geodata.articles.documents.document import Document

__all__ = ["Document", "read_document"]
