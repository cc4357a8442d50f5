"""Where a command writes: a file that appears whole or not at all, a device, or stdout."""

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, TextIO, TypeVar

from geodata.errors import ExportError

STANDARD = "-"
"""Names stdin or stdout."""
_Stream = TypeVar("_Stream", TextIO, BinaryIO)
_ADVICE = {
    errno.ENOENT: "make its folder first",
    errno.ENOSPC: "make room there, or name another place",
}


@contextmanager
def open_output(name: str) -> Iterator[TextIO]:
    """Open what is named for writing.

    A file takes its place at the end, written to the disk; until then, and if anything fails, what
    was there stays. Whatever else has that name (a device, a pipe) is written to as it is.

    Raises: ExportError: it can't be written; OSErrors while it is open are taken for that.
    """
    with _told_of(name):
        if name == STANDARD:
            yield _stdout()
        elif _is_file_to_be(Path(name)):
            with _replacement(Path(os.path.realpath(name)), _opened) as stream:
                yield stream
        else:
            with _opened(Path(name)) as stream:
                yield stream


def write_bytes(name: str, content: bytes) -> None:
    """Write to what is named, a file whole or not at all. Raises: ExportError."""
    with _told_of(name):
        if _is_file_to_be(Path(name)):
            with _replacement(Path(os.path.realpath(name)), _opened_for_bytes) as stream:
                stream.write(content)
        else:
            Path(name).write_bytes(content)


@contextmanager
def printing() -> Iterator[None]:
    """Print, and send it off at the end.

    Raises: ExportError: stdout can't be written to. BrokenPipeError: the reader has left.
    """
    with _told_of(STANDARD):
        yield
        sys.stdout.flush()


def drop_stdout() -> None:
    """Give up what wasn't sent off: Python would try once more on its way out, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _told_of(name: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if name == STANDARD:
            drop_stdout()
        advice = _ADVICE.get(error.errno or 0, "may you write there? If not, name another place")
        where = "stdout" if name == STANDARD else name
        raise ExportError(f"{where}: can't be written ({error.strerror}); {advice}") from error


def _stdout() -> TextIO:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    return sys.stdout


def _is_file_to_be(path: Path) -> bool:
    """Whether it is a file or nothing yet; /dev/stdout may lead to a file, which others write to.

    Raises: ExportError: it is a folder.
    """
    if path.is_dir():
        raise ExportError(f"{path} is a folder; name a file in it")
    return path.parts[:2] != ("/", "dev") and (path.is_file() or not path.exists())


@contextmanager
def _replacement(path: Path, opened: Callable[[Path], _Stream]) -> Iterator[_Stream]:
    """Write beside a file, then put it in its place, with its permissions."""
    if path.exists():
        path.open("r+b").close()  # what may not be written to may not be replaced either
    with TemporaryDirectory(dir=path.parent, prefix=".claimline-") as folder:
        made = Path(folder) / "new"
        with opened(made) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            shutil.copymode(path, made)
        os.replace(made, path)  # noqa: PTH105 - Path.replace reads like str.replace


def _opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")


def _opened_for_bytes(path: Path) -> BinaryIO:
    return path.open("wb")
