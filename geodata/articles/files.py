"""Files and folders, as a person names them, to articles and to what is wrong with the rest."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from geodata.articles.days import check_published
from geodata.articles.lines import read_lines
from geodata.articles.sidecar import Sidecar, read_sidecar
from geodata.articles.text import MAX_BYTES, decode_text
from geodata.errors import ArticleError, ClaimlineError
from geodata.model import Article
from geodata.seeds import ARTICLES_FILE, described_article

TEXT_SUFFIXES = (".txt", ".md")
_LINES_SUFFIX = ".jsonl"

_ADDRESS = re.compile(r"(?i)[a-z][a-z0-9+.-]+://|feed:|mailto:|data:")


def read_articles(paths: Iterable[str]) -> Iterator[Article | ClaimlineError]:
    """Read files and folders (recursively, in sorted order, hidden files left out).

    What can't be read comes out as its error, in its place; nothing stops the rest. Beside
    texts, an articles.toml (see seeds/articles/) says what is known about them.
    """
    sidecars: dict[Path, Sidecar] = {}
    for name in paths:
        if _ADDRESS.match(name):
            yield ArticleError(
                name, "fetching isn't built in yet; save the page as text and give the file"
            )
            continue
        path = Path(name)
        if not path.exists():
            yield ArticleError(name, "there is no such file or folder")
        for file in _files(path):
            yield from _read_file(file, sidecars)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        if path.exists():
            yield path
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if not hidden and not file.is_dir() and file.name != ARTICLES_FILE:
            yield file


def _read_file(path: Path, sidecars: dict[Path, Sidecar]) -> Iterator[Article | ClaimlineError]:
    suffix = path.suffix.lower()
    if not path.is_file():  # opening a pipe would wait for ever
        yield ArticleError(str(path), "is a broken link, a pipe or a device; give a file")
        return
    try:
        if suffix == _LINES_SUFFIX:
            yield from _read_lines_file(path)
        elif suffix in TEXT_SUFFIXES:
            yield from _read_text_file(path, sidecars)
        else:
            yield ArticleError(str(path), "can't be read yet; save it as .txt, .md or .jsonl")
    except OSError as error:
        yield ArticleError(str(path), f"can't be read: {error.strerror}")


def _read_lines_file(path: Path) -> Iterator[Article | ClaimlineError]:
    is_empty = True
    with path.open("rb") as stream:
        for line in read_lines(stream, str(path)):
            is_empty = False
            if line.article:
                yield line.article
            if line.error:
                yield line.error
    if is_empty:
        yield ArticleError(str(path), "is empty; is it the right file?")


def _read_text_file(
    path: Path, sidecars: dict[Path, Sidecar]
) -> Iterator[Article | ClaimlineError]:
    if path.parent not in sidecars:
        sidecars[path.parent] = read_sidecar(path.parent / ARTICLES_FILE)
        error = sidecars[path.parent].error
        if error:
            yield error
    sidecar = sidecars[path.parent]
    if sidecar.awaits(path.name):
        yield ArticleError(str(path), f"waits until {ARTICLES_FILE} beside it is mended")
        return
    with path.open("rb") as stream:
        content = stream.read(MAX_BYTES)
    try:
        text = decode_text(content, str(path))
        article = _article(text, sidecar.described.get(path.name, {}), path.stem)
        check_published(article.published_at, str(path))
    except ArticleError as error:
        yield error
        return
    yield article


def _article(text: str, description: Mapping[str, Any], stem: str) -> Article:
    article = described_article(text, description)
    return article if article.title else replace(article, title=stem)
