"""The child process that documents are read in: python -m geodata.articles.documents.reader.

It answers one document after the other: a line of JSON and the bytes in, a line of JSON out. A
document that makes it fail ends it, which is how the parent knows.
"""

import json
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from geodata.articles.documents.document import Document, UnreadableError

MOST_MEMORY = 1024**3
"""Bytes of address space."""
IDLE_SECONDS = 60
"""After so long without a document the process ends."""


def main() -> None:
    """Answer documents until there are no more."""
    _limit()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := _next(asked.readline):
        order: dict[str, Any] = json.loads(head)
        content = asked.read(order.pop("size"))
        answers.write(json.dumps(_answer(content, **order)).encode() + b"\n")
        answers.flush()


def _next(readline: Callable[[], bytes]) -> bytes:
    if not hasattr(signal, "alarm"):  # Windows
        return readline()
    signal.alarm(IDLE_SECONDS)  # ends the process
    head = readline()
    signal.alarm(0)
    return head


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(content: bytes, kind: str, charset: str, url: str) -> dict[str, Any]:
    try:
        return asdict(_read_as(kind, charset, url)(content))
    except UnreadableError as error:
        return {"problem": str(error)}


def _read_as(kind: str, charset: str, url: str) -> Callable[[bytes], Document]:
    # Each loads its libraries when the first of its kind comes.
    if kind == "pdf":
        from geodata.articles.documents.pdf import read_pdf  # noqa: PLC0415

        return read_pdf
    if kind == "word":
        from geodata.articles.documents.word import read_word  # noqa: PLC0415

        return read_word
    from geodata.articles.documents.pages import read_page  # noqa: PLC0415

    return partial(read_page, charset=charset, url=url)


if __name__ == "__main__":
    main()
