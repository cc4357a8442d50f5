"""One update at a time: a lock that the system takes back when its holder ends, however it ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from geodata.errors import GazetteerError

if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> None:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for oneself.

    Raises: GazetteerError: another process holds it.
    """
    path = folder / "update.lock"
    with path.open("ab") as stream:
        try:
            _lock(stream)
        except OSError as error:
            raise GazetteerError(
                path, "another update is running", "wait until it has ended"
            ) from error
        yield
