"""Zip archives of one text file: is it whole, is it of a bearable size, its lines one by one."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What reading a damaged or locked archive raises."""
_LONGEST_LINE = 200_000
"""Bytes; GeoNames' own bound is some 40,000."""


def problem_of(archive: Path, member: str, *, max_bytes: int) -> str:
    """Say what keeps `member` from being read to its end, unpacked within `max_bytes`; or ""."""
    try:
        with zipfile.ZipFile(archive) as packed:
            size = packed.getinfo(member).file_size
            if size > max_bytes:
                return f"{member} would unpack to {size / 1e6:,.0f} MB"
            if _is_damaged(packed, member):
                return f"{member} is damaged (its checksum differs)"
    except KeyError:
        return f"it holds no file {member}"
    except _BROKEN as error:
        return f"it is no whole zip archive ({error}); it begins {_beginning(archive)}"
    return ""


def lines_of(archive: Path, member: str) -> Iterator[bytes]:
    """Yield each line without its end; an overlong one is cut, and so fails whoever parses it."""
    with zipfile.ZipFile(archive) as packed, packed.open(member) as stream:
        while line := stream.readline(_LONGEST_LINE):
            yield line.rstrip(b"\r\n")


def _is_damaged(packed: zipfile.ZipFile, member: str) -> bool:
    """Read the member to its end, where its checksum is compared."""
    try:
        with packed.open(member) as stream:
            while stream.read(1 << 20):
                pass
    except zipfile.BadZipFile:
        return True
    return False


def _beginning(archive: Path) -> str:
    with archive.open("rb") as stream:
        return ascii(stream.read(24).decode("utf-8", "replace"))
