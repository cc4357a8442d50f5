"""What the store refuses to keep."""

from collections.abc import Mapping, Sequence
from typing import Any

from geodata.errors import StoreError
from geodata.model import Article, Claim, Mention


def is_storable(text: str) -> bool:
    """PostgreSQL keeps no NUL, and no database half a surrogate pair."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def check_storable(row: Mapping[str, Any]) -> None:
    """Raise StoreError if a text in a row is one that no database keeps."""
    for name, value in row.items():
        if isinstance(value, str) and not is_storable(value):
            raise StoreError(
                f"{name} holds a NUL or half a surrogate pair, which no text file holds; "
                "was it read from a broken file?"
            )


def check_evidence(article: Article, records: Sequence[Mention | Claim]) -> None:
    """Raise StoreError if a record's words aren't in the article where it says."""
    for record in records:
        said = record.surface if isinstance(record, Mention) else record.quote
        found = article.text[record.start_char : record.end_char]
        if record.article_id != article.article_id or found != said:
            raise StoreError(
                f"article {article.article_id}: {said!r} is not what stands at "
                f"{record.start_char}:{record.end_char} of the text as kept ({found!r}); "
                "read the article from the store, then extract"
            )
