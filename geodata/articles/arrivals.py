"""What comes of each piece of a file: an article, or what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from geodata.articles.days import check_published
from geodata.articles.languages import guess_language
from geodata.articles.lines import ArticleLine
from geodata.errors import ClaimlineError
from geodata.model import Article
from geodata.seeds import described_article


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An article that was found, or the error in its place; one of the two."""

    origin: str
    """File name, file and line, address, or a word for pasted text; as given, so hostile."""
    article: Article | None = None
    error: ClaimlineError | None = None
    names_itself: bool = False
    """True: its source is what the page calls itself, or its host, not what somebody gave."""
    notes: tuple[str, ...] = ()
    """What the reader of the article should know: parts without text, what a date is not."""


def arrival_of(line: ArticleLine, origin: str) -> Arrival:
    """A line of JSON Lines, or a row of a table, as what came of it."""
    return Arrival(origin=f"{origin}:{line.number}", article=line.article, error=line.error)


def described(text: str, description: Mapping[str, Any], origin: str) -> Article:
    """Make an article of a text and what is known about it (see seeds/articles/articles.toml).

    What is not known of title and language is taken from the file's name and guessed.

    Raises: ArticleError: it is said to be published on a day yet to come.
    """
    article = described_article(text, description)
    check_published(article.published_at, origin)
    return replace(
        article,
        title=article.title or title_from(origin),
        language=str(description.get("language") or guess_language(text)),
    )


def title_from(origin: str) -> str:
    """A title for a text without one: the name of its file, as far as that is text."""
    stem = PurePath(origin.replace("\\", "/")).stem
    return stem.encode("utf-8", "replace").decode().replace("\0", "")[:300]
