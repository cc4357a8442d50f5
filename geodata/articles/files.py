"""Files, folders and addresses, as a person names them, to what comes of each."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from geodata.articles.addresses import fetch_article
from geodata.articles.arrivals import Arrival, arrival_of
from geodata.articles.kinds import SUFFIXES, Kind
from geodata.articles.lines import read_lines
from geodata.articles.sidecar import Sidecar, read_sidecar
from geodata.articles.text import MAX_FILE_BYTES
from geodata.articles.uploads import read_upload
from geodata.errors import ArticleError
from geodata.seeds import ARTICLES_FILE

_ADDRESS = re.compile(r"(?i)[a-z][a-z0-9+.-]+://|feed:|mailto:|data:")
_ONE_ARTICLE = frozenset([Kind.TEXT, Kind.PAGE, Kind.PDF, Kind.WORD])


def read_articles(paths: Iterable[str], *, private: bool = False) -> Iterator[Arrival]:
    """Read files, folders (recursively, in sorted order, hidden files left out) and addresses.

    What can't be read comes out as its error, in its place; nothing stops the rest. Beside
    files of one article, an articles.toml (see seeds/articles/) says what is known about them.

    private: whether addresses may lie in a private network.
    """
    sidecars: dict[Path, Sidecar] = {}
    for name in paths:
        if _ADDRESS.match(name):
            yield from fetch_article(name, private=private)
            continue
        path = Path(name)
        if not path.exists():
            problem = ArticleError(name, "there is no such file or folder")
            yield Arrival(origin=name, error=problem)
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


def _read_file(path: Path, sidecars: dict[Path, Sidecar]) -> Iterator[Arrival]:
    if not path.is_file():  # opening a pipe would wait for ever
        yield _failed(path, "is a broken link, a pipe or a device; give a file")
        return
    kind = SUFFIXES.get(path.suffix.lower())
    try:
        if kind is Kind.LINES:
            yield from _read_lines_file(path)
        elif kind in _ONE_ARTICLE:
            yield from _read_one(path, sidecars)
        else:
            yield from read_upload(str(path), _content(path))
    except OSError as error:
        yield _failed(path, f"can't be read: {error.strerror}")


def _content(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MAX_FILE_BYTES + 1)


def _read_lines_file(path: Path) -> Iterator[Arrival]:
    """Line by line, for such a file may be larger than memory."""
    is_empty = True
    with path.open("rb") as stream:
        for line in read_lines(stream, str(path)):
            is_empty = False
            yield arrival_of(line, str(path))
    if is_empty:
        yield _failed(path, "is empty; is it the right file?")


def _read_one(path: Path, sidecars: dict[Path, Sidecar]) -> Iterator[Arrival]:
    if path.parent not in sidecars:
        sidecars[path.parent] = read_sidecar(path.parent / ARTICLES_FILE)
        error = sidecars[path.parent].error
        if error:
            yield Arrival(origin=str(path.parent / ARTICLES_FILE), error=error)
    sidecar = sidecars[path.parent]
    if sidecar.awaits(path.name):
        yield _failed(path, f"waits until {ARTICLES_FILE} beside it is mended")
        return
    description = sidecar.described.get(path.name, {})
    yield from read_upload(str(path), _content(path), description=description)


def _failed(path: Path, problem: str) -> Arrival:
    return Arrival(origin=str(path), error=ArticleError(str(path), problem))
