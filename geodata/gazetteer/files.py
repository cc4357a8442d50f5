"""The data that a gazetteer opens: the grown one of the cache if it is sound, else the embedded."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from geodata.errors import ClaimlineError, GazetteerError, SeedError
from geodata.gazetteer.manifest import DATA_FILES, Manifest, grown_folder, read_manifest
from geodata.gazetteer.rows import read_index, read_rows

T = TypeVar("T")

EMBEDDED_FILES = ("places.tsv.gz", "names.tsv.gz")
_UPDATE = "run `python -m geodata gazetteer update`"


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerData:
    """Rows, the index of their names, and where they come from."""

    rows: list[str]
    names: dict[str, str]
    """Folded names to the numbers of their rows, as text."""
    manifest: Manifest | None
    """Of the grown data; None for the embedded."""
    problems: tuple[ClaimlineError, ...] = ()


def open_data(seeds_folder: Path, cache_folder: Path | None) -> GazetteerData:
    """Read the grown data; if there is none, or none that can be used, the embedded.

    Raises: SeedError: the embedded data is needed, and missing or damaged.
    """
    problems: tuple[ClaimlineError, ...] = ()
    if cache_folder is not None:
        try:
            grown = _open_grown(seeds_folder, cache_folder)
        except GazetteerError as error:
            problems = (error,)
        else:
            if grown is not None:
                return grown
    return replace(open_embedded(seeds_folder), problems=problems)


def open_embedded(seeds_folder: Path) -> GazetteerData:
    """Read what the program came with.

    Raises: SeedError: a file is missing or damaged.
    """
    places, names = (seeds_folder / "gazetteer" / name for name in EMBEDDED_FILES)
    return GazetteerData(
        rows=_read(places, read_rows), names=_read(names, read_index), manifest=None
    )


def embedded_sha256(seeds_folder: Path) -> str:
    """Tell one edition of the embedded places, and of how names are folded, from the next."""
    paths = [seeds_folder / "gazetteer" / name for name in EMBEDDED_FILES]
    return _sha256(b"".join(path.read_bytes() for path in paths if path.exists()))


def is_sound(cache_folder: Path, manifest: Manifest) -> bool:
    """Whether the data that a manifest names is there and unharmed."""
    try:
        for name in DATA_FILES:
            _checked(cache_folder, manifest, name)
    except GazetteerError:
        return False
    return True


def _open_grown(seeds_folder: Path, cache_folder: Path) -> GazetteerData | None:
    manifest = read_manifest(cache_folder)
    if manifest is None:
        return None
    try:
        return _grown(seeds_folder, cache_folder, manifest)
    except GazetteerError:
        newer = read_manifest(cache_folder)
        if newer is None or newer.version == manifest.version:
            raise
        return _grown(seeds_folder, cache_folder, newer)  # put into use meanwhile


def _grown(seeds_folder: Path, cache_folder: Path, manifest: Manifest) -> GazetteerData:
    """Each file's text goes before the next one's comes: half a million places are large."""
    places, names = DATA_FILES
    return GazetteerData(
        rows=read_rows(_checked(cache_folder, manifest, places)),
        names=read_index(_checked(cache_folder, manifest, names)),
        manifest=manifest,
        problems=_out_of_date(seeds_folder, manifest),
    )


def _out_of_date(seeds_folder: Path, manifest: Manifest) -> tuple[GazetteerError, ...]:
    """Grown data holds the embedded places of its time: better than no grown villages at all."""
    if manifest.embedded == embedded_sha256(seeds_folder):
        return ()
    path = seeds_folder / "gazetteer" / EMBEDDED_FILES[0]
    return (GazetteerError(path, "is of another edition than when the gazetteer grew", _UPDATE),)


def _checked(cache_folder: Path, manifest: Manifest, name: str) -> bytes:
    path = grown_folder(cache_folder) / manifest.version / name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unusable(path, f"can't be read ({error.strerror})") from error
    if _sha256(data) != manifest.sha256[name]:
        raise _unusable(path, "is damaged (its checksum differs)")
    return data


def _unusable(path: Path, problem: str) -> GazetteerError:
    return GazetteerError(path, problem, f"the embedded gazetteer is used; {_UPDATE}")


def _read(path: Path, read: Callable[[bytes], T]) -> T:
    try:
        return read(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, ValueError) as error:
        raise SeedError(path, None, f"can't be read ({error}); is the checkout whole?") from error


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
