"""Reads documents in a child process with little memory and time, so that none harms this one."""

import atexit
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Timer
from time import monotonic
from typing import Any

from geodata.articles.documents.document import Document
from geodata.articles.documents.reader import IDLE_SECONDS
from geodata.articles.kinds import Kind
from geodata.errors import ArticleError

MOST_SECONDS = 20.0
_NAMES = {Kind.PAGE: "page", Kind.PDF: "pdf", Kind.WORD: "word"}
_SLOW = f"takes more than {MOST_SECONDS:.0f} seconds to read; copy its text and paste it"
_FATAL = "is damaged, or needs more memory than any article; copy its text and paste it"


def read_document(
    content: bytes, origin: str, kind: Kind, *, charset: str = "", url: str = ""
) -> Document:
    """Read a web page, PDF or Word file. Nothing is fetched for it.

    charset, url: of a web page, what its server says and where it was fetched.

    Raises: ArticleError: it can't be read, holds no text, or takes too much time or memory.
    """
    order = {"kind": _NAMES[kind], "charset": charset, "url": url, "size": len(content)}
    answer = _CHILD.ask(json.dumps(order).encode() + b"\n", content)
    if "problem" in answer:
        raise ArticleError(origin, answer["problem"])
    return Document(**answer | {"notes": tuple(answer["notes"])})


@dataclass(slots=True)
class _Child:
    """The one process, started when the first document comes and again after one that ended it."""

    process: subprocess.Popen[bytes] | None = None
    used_at: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def ask(self, order: bytes, content: bytes) -> dict[str, Any]:
        with self.lock:
            process = self._ready()
            timer = Timer(MOST_SECONDS, process.kill)
            started_at = monotonic()
            timer.start()
            try:
                line = _exchange(process, order + content)
            finally:
                timer.cancel()
            self.used_at = monotonic()
            if line.endswith(b"\n"):
                answer: dict[str, Any] = json.loads(line)
                return answer
            self.end()
            return {"problem": _SLOW if self.used_at - started_at >= MOST_SECONDS else _FATAL}

    def _ready(self) -> subprocess.Popen[bytes]:
        # Not long before it ends by itself, lest it do so while it is asked.
        fresh = monotonic() - self.used_at < IDLE_SECONDS / 2
        if self.process and (not fresh or self.process.poll() is not None):
            self.end()
        if self.process is None:
            self.process = _start()
        return self.process

    def end(self) -> None:
        process, self.process = self.process, None
        if process:
            process.kill()
            process.communicate()


def _start() -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LANG") if name in os.environ}
    folders = [str(Path(folder).resolve()) for folder in sys.path]
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "geodata.articles.documents.reader"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=kept | {"PYTHONPATH": os.pathsep.join(folders)},
    )


def _exchange(process: subprocess.Popen[bytes], asked: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        process.stdin.write(asked)
        process.stdin.flush()
    except BrokenPipeError:
        return b""
    return process.stdout.readline()


_CHILD = _Child()
atexit.register(_CHILD.end)
