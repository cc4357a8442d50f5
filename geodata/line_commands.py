"""extract | geocode: each line of JSON Lines answered by one line, between files or pipes."""

import errno
import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from tqdm import tqdm

from geodata.articles import ArticleLine, read_lines
from geodata.errors import ArticleError, ExportError
from geodata.outputs import STANDARD, open_output

Answer = Callable[[ArticleLine], dict[str, object]]
_MOST_TOLD = 10
"""Repeated ids that are told of one by one."""
_ADVICE = {
    errno.ENOENT: "is the path right?",
    errno.EISDIR: "name a .jsonl file in it",
}


def answer_lines(articles: str, out: str, answer: Answer) -> bool:
    """Answer every line of `articles` with a line of `out`; "-" is stdin or stdout.

    What is wrong with a line is told on stderr.

    Returns: whether every line was an article.
    Raises: ArticleError: the input can't be read. ExportError: the output can't be written.
    """
    if _are_one_file(articles, out):
        raise ExportError(f"{_shown(out, 'stdout')} is the input; write to another file")
    origin = _shown(articles, "stdin")
    failed, ids = 0, _Ids(origin)
    with open_output(out) as stream:
        for line in tqdm(_lines(articles), unit=" articles", disable=None):
            ids.take(line)
            if line.error:
                failed += 1
                print(line.error, file=sys.stderr)
            print(json.dumps(answer(line), ensure_ascii=False), file=stream)
    ids.sum_up()
    return not failed


class _Ids:
    """Tells on stderr of ids that several lines have, and of an input without a line."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._lines = 0
        self._first: dict[str | int, int] = {}
        self._repeated = 0

    def take(self, line: ArticleLine) -> None:
        """Note a line's id."""
        self._lines += 1
        if line.given_id is None:
            return
        first = self._first.setdefault(line.given_id, line.number)
        if first == line.number:
            return
        self._repeated += 1
        if self._repeated <= _MOST_TOLD:
            self._tell(
                f":{line.number}: id {line.given_id!r} stands in line {first} already; its answers "
                "are told apart by their order"
            )

    def sum_up(self) -> None:
        """Say what only the whole input shows."""
        if not self._lines:
            self._tell(": no line is in it, so none was answered")
        if self._repeated > _MOST_TOLD:
            self._tell(f": {self._repeated} lines have an id that another line has")

    def _tell(self, what: str) -> None:
        print(f"{self._origin}{what}", file=sys.stderr)


def _lines(name: str) -> Iterator[ArticleLine]:
    try:
        if name == STANDARD:
            yield from read_lines(sys.stdin.buffer, "stdin")
            return
        with Path(name).open("rb") as stream:
            yield from read_lines(stream, name)
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "may you read it?")
        problem = f"can't be read ({error.strerror}); {advice}"
        raise ArticleError(_shown(name, "stdin"), problem) from error


def _are_one_file(articles: str, out: str) -> bool:
    """Whether both lead to one file, by whatever names: the output would eat up the input."""
    one, other = _status(articles, sys.stdin), _status(out, sys.stdout)
    return bool(one and other and stat.S_ISREG(one.st_mode) and os.path.samestat(one, other))


def _status(name: str, standard: IO[str]) -> os.stat_result | None:
    try:
        return os.fstat(standard.fileno()) if name == STANDARD else Path(name).stat()
    except OSError:  # there is none, or the stream is none of the system's
        return None


def _shown(name: str, standard: str) -> str:
    return standard if name == STANDARD else name
