"""The data that a gazetteer opens: the grown one of the cache if it is sound, else the embedded."""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import ClaimlineError, GazetteerError, SeedError
from geodata.gazetteer.manifest import DATA_FILES, Manifest, grown_folder, read_manifest

EMBEDDED_FILES = ("places.tsv.gz", "names.tsv.gz")
_UPDATE = "run `python -m geodata gazetteer update`"


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerText:
    """Rows and index as text, and where they come from."""

    rows: str
    names: str
    manifest: Manifest | None
    """Of the grown data; None for the embedded."""
    problems: tuple[ClaimlineError, ...] = ()


def open_data(seeds_folder: Path, cache_folder: Path | None) -> GazetteerText:
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
    folder = seeds_folder / "gazetteer"
    rows, names = (_unpacked(folder / name) for name in EMBEDDED_FILES)
    return GazetteerText(rows=rows, names=names, manifest=None, problems=problems)


def read_embedded_rows(seeds_folder: Path) -> list[str]:
    """Read the rows of seeds/. Raises: SeedError: the file is missing or damaged."""
    text = _unpacked(seeds_folder / "gazetteer" / EMBEDDED_FILES[0])
    return text.rstrip("\n").split("\n")


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


def _open_grown(seeds_folder: Path, cache_folder: Path) -> GazetteerText | None:
    manifest = read_manifest(cache_folder)
    if manifest is None:
        return None
    try:
        rows, names = (_checked(cache_folder, manifest, name) for name in DATA_FILES)
    except GazetteerError:
        newer = read_manifest(cache_folder)
        if newer is None or newer.version == manifest.version:
            raise
        manifest = newer  # another process has put newer data into use meanwhile
        rows, names = (_checked(cache_folder, manifest, name) for name in DATA_FILES)
    problems = _out_of_date(seeds_folder, manifest)
    return GazetteerText(rows=rows, names=names, manifest=manifest, problems=problems)


def _out_of_date(seeds_folder: Path, manifest: Manifest) -> tuple[GazetteerError, ...]:
    """Grown data holds the embedded places of its time: better than no grown villages at all."""
    if manifest.embedded == embedded_sha256(seeds_folder):
        return ()
    path = seeds_folder / "gazetteer" / EMBEDDED_FILES[0]
    return (GazetteerError(path, "is of another edition than the one that the gazetteer was grown on", _UPDATE),)


def _checked(cache_folder: Path, manifest: Manifest, name: str) -> str:
    path = grown_folder(cache_folder) / manifest.version / name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unusable(path, f"can't be read ({error.strerror})") from error
    if _sha256(data) != manifest.sha256[name]:
        raise _unusable(path, "is damaged (its checksum differs)")
    return data.decode("utf-8")


def _unusable(path: Path, problem: str) -> GazetteerError:
    return GazetteerError(path, problem, f"the embedded gazetteer is used; {_UPDATE}")


def _unpacked(path: Path) -> str:
    try:
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise SeedError(path, None, f"can't be read ({error}); is the checkout whole?") from error


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
