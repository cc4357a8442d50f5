"""The grown gazetteer in the cache: which data is in use, and where each part came from."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from geodata.errors import GazetteerError

DATA_FILES = ("places.tsv", "names.tsv")
"""As in seeds/gazetteer, but not packed: half a million places open faster."""
FORMAT = 1
"""Of the data files; a program that writes them otherwise counts on."""
_FILE = "current.json"
_VERSION = re.compile(r"\d{8}T\d{12}Z")
_ADVICE = "run `python -m geodata gazetteer update`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A file that went into the data."""

    name: str
    """`UA.zip`, `alternatenames/UA.zip`."""
    url: str
    etag: str
    sha256: str
    size: int
    fetched_at: str
    """UTC, ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the data in use is made of."""

    version: str
    """Name of the data's folder: when it was made, to the microsecond."""
    made_at: str
    """UTC, ISO 8601."""
    licence: str
    embedded: str
    """SHA-256 of the files of seeds/ whose places stand in it."""
    embedded_places: int
    """How many they are; they come first."""
    countries: tuple[str, ...]
    origins: tuple[Origin, ...]
    places: int
    sha256: Mapping[str, str]
    """Of each of `DATA_FILES`."""
    format: int = FORMAT


def grown_folder(cache_folder: Path) -> Path:
    """The folder that holds everything about the grown gazetteer."""
    return cache_folder / "gazetteer"


def manifest_path(cache_folder: Path) -> Path:
    """The file that is replaced when other data comes into use."""
    return grown_folder(cache_folder) / _FILE


def read_manifest(cache_folder: Path) -> Manifest | None:
    """Return the manifest of the data in use; None if the gazetteer was never grown.

    Raises: GazetteerError: there is one, but it can't be used.
    """
    path = manifest_path(cache_folder)
    try:
        cells = json.loads(path.read_text("utf-8"))
        manifest = _manifest(cells)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise GazetteerError(path, f"can't be read ({error.strerror})", _ADVICE) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise GazetteerError(path, f"is damaged ({error})", _ADVICE) from error
    if manifest.format != FORMAT:
        raise GazetteerError(path, "is from another version of Claimline", _ADVICE)
    return manifest


def write_manifest(cache_folder: Path, manifest: Manifest) -> None:
    """Put other data into use: the one step that takes effect, all at once."""
    text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False)
    write_whole(manifest_path(cache_folder), text + "\n")


def write_whole(path: Path, text: str) -> None:
    """Replace a small file so that whoever reads it finds the old text or the new, whole."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


def _manifest(cells: Mapping[str, object]) -> Manifest:
    origins, countries, sha256 = cells["origins"], cells["countries"], cells["sha256"]
    if not (isinstance(origins, list) and isinstance(countries, list) and isinstance(sha256, dict)):
        raise TypeError("its lists are none")
    manifest = Manifest(
        **{  # type: ignore[arg-type]
            **cells,
            "origins": tuple(Origin(**origin) for origin in origins),
            "countries": tuple(map(str, countries)),
            "sha256": {name: str(sha256[name]) for name in DATA_FILES},
        }
    )
    if not _VERSION.fullmatch(manifest.version):
        raise ValueError(f"{manifest.version!r} names no data")
    return manifest
