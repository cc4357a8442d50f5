"""Files of mappers: found in folders, opened out of archives, their format told by content."""

import csv
import gzip
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from geodata.errors import MapError
from geodata.published_map import PublishedMap

Advance = Callable[[int], object]
"""Told of every so many bytes of a file that are read; drives a progress bar."""

_Plain = IO[bytes] | gzip.GzipFile

_BLOCK = 24_000_000
_HEAD = 65_536
_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".geojson", ".json", ".zip", ".gz"})
_BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
_NUMBERS = re.compile(r"(\d+)")


class MapFormat(StrEnum):
    """What a file is."""

    VIINA = "viina"
    DEEPSTATE = "deepstate"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFile:
    """A file, or one within an archive."""

    path: Path
    member: str = ""
    """Its name in the zip archive; empty = not in one."""

    @property
    def name(self) -> str:
        """As it is shown in errors and kept."""
        return f"{self.path.name}:{self.member}" if self.member else self.path.name

    @property
    def origin(self) -> str:
        """As it is shown in errors: the path, and the name within the archive."""
        return f"{self.path}:{self.member}" if self.member else str(self.path)


def find_files(path: Path) -> list[MapFile]:
    """The files at a path: itself, those of a folder and of archives, in order of name.

    Raises: MapError.
    """
    with told_of(str(path)):
        if path.is_dir():
            paths = sorted(
                (one for one in path.iterdir() if one.suffix.lower() in _SUFFIXES), key=_in_order
            )
        elif path.is_file():
            paths = [path]
        else:
            raise MapError(str(path), "isn't there; is the path right?")
        files = [file for one in paths for file in _within(one)]
    if not files:
        raise MapError(str(path), "holds no .csv, .geojson or .json file, nor an archive of them")
    return files


def size_of(file: MapFile) -> int:
    """Bytes on the disk that reading the file will report to `Advance`, more or less."""
    if not file.member:
        return file.path.stat().st_size
    with zipfile.ZipFile(file.path) as archive:
        return archive.getinfo(file.member).compress_size


def digest_of(files: Sequence[MapFile]) -> str:
    """SHA-256 of a file; of several, of their digests in order. Raises MapError."""
    digests = []
    for path in dict.fromkeys(file.path for file in files):
        with told_of(str(path)), path.open("rb") as stream:
            digests.append(hashlib.file_digest(stream, "sha256").hexdigest())
    return (
        digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MapsRead:
    """What became of the files of a format."""

    maps: tuple[PublishedMap, ...]
    problems: tuple[MapError, ...]
    """Files and rows that could not be read; the rest is in the maps."""
    notes: tuple[str, ...] = ()
    """What was decided in reading them that a person may see otherwise."""


@contextmanager
def opened(file: MapFile) -> Iterator[_Plain]:
    """Open a file for its plain bytes, out of whatever archive."""
    if file.member:
        with zipfile.ZipFile(file.path) as archive, archive.open(file.member) as member:
            yield member
    elif file.path.suffix.lower() == ".gz":
        with gzip.open(file.path, "rb") as unpacked:
            yield unpacked
    else:
        with file.path.open("rb") as stream:
            yield stream


@contextmanager
def told_of(origin: str) -> Iterator[None]:
    """Turn what goes wrong with a file into MapError."""
    try:
        yield
    except _BROKEN as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        problem = f"can't be read ({reason}); is it whole, and may you read it?"
        raise MapError(origin, problem) from error


def read_blocks(file: MapFile, advance: Advance) -> Iterator[tuple[int, bytes]]:
    """Read a text file in blocks of whole lines; each with the number of its first line.

    Raises: MapError.
    """
    with told_of(file.origin), opened(file) as stream:
        passed, rest, line = 0, b"", 1
        while block := stream.read(_BLOCK):
            whole, newline, tail = (rest + block).rpartition(b"\n")
            rest = tail
            if newline:
                yield line, whole + newline
                line += whole.count(b"\n") + 1
            now = _passed(file, stream)
            advance(now - passed)
            passed = now
        if rest:
            yield line, rest


def read_whole(file: MapFile, advance: Advance) -> bytes:
    """Read a file at once. Raises MapError."""
    with told_of(file.origin), opened(file) as stream:
        content = stream.read()
        advance(size_of(file))
    return content


def guess_format(file: MapFile, place_columns: Sequence[str]) -> MapFormat:
    """Tell a file's format by how it begins; `place_columns` are those of a VIINA file.

    Raises: MapError: it is none of the known ones.
    """
    with told_of(file.origin), opened(file) as stream:
        head = stream.read(_HEAD)
    text = head.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] in {"{", "["}:
        return MapFormat.DEEPSTATE
    header = header_of(text)
    if "date" in header and any(column in header for column in place_columns):
        return MapFormat.VIINA
    if "place" in header:
        return MapFormat.CSV
    raise MapError(
        file.origin,
        "is no known map: neither GeoJSON, nor a CSV that starts with the columns geonameid, "
        "date, status … (VIINA) or place, actor, date, source, url; name its --format if it is",
    )


def header_of(text: str) -> list[str]:
    """The column names in a CSV's first line, in lower case."""
    first = text.lstrip("\ufeff").partition("\n")[0].rstrip("\r")
    try:
        cells = next(csv.reader([first], delimiter=delimiter_of(first)), [])
    except csv.Error:
        return []
    return [" ".join(cell.split()).lower() for cell in cells]


def delimiter_of(header: str) -> str:
    """What parts the cells: the commonest of comma, semicolon and tab."""
    return max(",;\t", key=header.count)


def _passed(file: MapFile, stream: _Plain) -> int:
    """Bytes on the disk that were read so far."""
    if isinstance(stream, zipfile.ZipExtFile):
        with zipfile.ZipFile(file.path) as archive:
            whole = archive.getinfo(file.member)
        return stream.tell() * whole.compress_size // max(1, whole.file_size)
    packed = stream.fileobj if isinstance(stream, gzip.GzipFile) else stream
    return packed.tell() if isinstance(packed, io.BufferedReader) else 0


def _within(path: Path) -> Iterator[MapFile]:
    if path.suffix.lower() != ".zip":
        yield MapFile(path=path)
        return
    with told_of(str(path)), zipfile.ZipFile(path) as archive:
        names = [one for one in archive.namelist() if _is_map(one)]
    for name in sorted(names, key=lambda name: _in_order(Path(name))):
        yield MapFile(path=path, member=name)


def _is_map(name: str) -> bool:
    hidden = name.startswith("__MACOSX/") or Path(name).name.startswith(".")
    return Path(name).suffix.lower() in _SUFFIXES - {".zip", ".gz"} and not hidden


def _in_order(path: Path) -> list[tuple[int, str]]:
    """Numbers in names count as numbers."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in _NUMBERS.split(path.name)]
