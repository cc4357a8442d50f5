"""The whole update: fetch, read, merge, write beside the data in use, and only then switch."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from geodata.errors import GazetteerError
from geodata.gazetteer.files import embedded_sha256, is_sound, open_embedded
from geodata.gazetteer.manifest import (
    DATA_FILES,
    Manifest,
    Origin,
    grown_folder,
    read_manifest,
    write_manifest,
)
from geodata.gazetteer.rows import index_lines
from geodata.gazetteer.update.countries import read_country
from geodata.gazetteer.update.downloads import PAUSES
from geodata.gazetteer.update.embedded import Embedded
from geodata.gazetteer.update.fetching import Server, bring, fetched, files_of
from geodata.gazetteer.update.geonames import BadRows
from geodata.gazetteer.update.locking import locked
from geodata.gazetteer.update.merging import Merged, merge

LICENCE = (
    "© GeoNames (https://www.geonames.org), CC BY 4.0; changed: selection, common English "
    "spelling, merged with the gazetteer of Claimline"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to grow, and from where."""

    countries: Sequence[str]
    """ISO 3166-1 alpha-2; those that are there already stay."""
    seeds_folder: Path
    cache_folder: Path
    base_url: str
    max_bytes: int
    """Of one download."""
    pauses: tuple[float, ...] = PAUSES


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """What an update did."""

    manifest: Manifest
    merged: Merged | None
    """None if the data in use was the newest already."""
    bad: tuple[BadRows, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ingredients:
    """What data is made from; as in a Manifest."""

    embedded: str
    embedded_places: int
    countries: tuple[str, ...]
    origins: tuple[Origin, ...]

    def are_those_of(self, manifest: Manifest) -> bool:
        """Whether the same files, whenever and from where they came, went into it."""
        return (self.embedded, self.countries, _contents(self.origins)) == (
            manifest.embedded,
            manifest.countries,
            _contents(manifest.origins),
        )


def _contents(origins: Iterable[Origin]) -> dict[str, str]:
    return {origin.name: origin.sha256 for origin in origins}


def update_gazetteer(request: Request) -> UpdateReport:
    """Bring GeoNames' data of the asked countries into use beside what is there already.

    Whatever goes wrong, the data in use stays in use until all of the new is written and checked.

    Raises: GazetteerError.
    """
    folder = grown_folder(request.cache_folder)
    with _named(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            return _update(request, folder)


@contextmanager
def _named(folder: Path) -> Iterator[None]:
    """Say of every failure that it did no harm."""
    stays = "the gazetteer in use stays as it was"
    try:
        yield
    except GazetteerError as error:
        raise GazetteerError(error.where, error.problem, f"{error.advice} ({stays})") from error
    except OSError as error:
        raise GazetteerError(
            error.filename or folder,
            error.strerror or str(error),
            f"is there room, and may you write there? ({stays})",
        ) from error


def _update(request: Request, folder: Path) -> UpdateReport:
    downloads = folder / "downloads"
    seeds = open_embedded(request.seeds_folder)
    embedded = Embedded(seeds.rows, seeds.names)
    try:
        old = read_manifest(request.cache_folder)
        there = old.countries if old else ()
    except GazetteerError:  # it is made anew, of what was fetched for it
        old, there = None, fetched(downloads)
    countries = _countries(request.countries, there, embedded)
    files = [files_of(country, downloads) for country in countries]
    asked = {country.upper() for country in request.countries} or set(countries)
    server = Server(request.base_url, max_bytes=request.max_bytes, pauses=request.pauses)
    origins = [
        origin for each in files for origin in bring(each, server, anew=each.country in asked)
    ]
    made_of = _Ingredients(
        embedded=embedded_sha256(request.seeds_folder),
        embedded_places=len(embedded.rows),
        countries=countries,
        origins=tuple(origins),
    )
    if old and made_of.are_those_of(old) and is_sound(request.cache_folder, old):
        return UpdateReport(manifest=old, merged=None)
    bad: list[BadRows] = []
    merged = merge(embedded, (row for each in files for row in read_country(each, embedded, bad)))
    manifest = _write(folder, merged, made_of)
    write_manifest(request.cache_folder, manifest)
    _clear(folder, keep=manifest.version)
    return UpdateReport(
        manifest=manifest, merged=merged, bad=tuple(each for each in bad if each.count)
    )


def _countries(asked: Iterable[str], there: Iterable[str], embedded: Embedded) -> tuple[str, ...]:
    codes = {code.upper() for code in asked}
    for code in sorted(codes):
        if not embedded.knows_country(code):
            raise GazetteerError(
                code, "is no country's code", "give codes of ISO 3166 such as UA RU"
            )
    if not codes.union(there):
        raise GazetteerError(
            "--country", "no country was named, and none is there yet", "name some: UA RU"
        )
    return tuple(sorted(codes.union(there)))


def _write(folder: Path, merged: Merged, made_of: _Ingredients) -> Manifest:
    """Write the data into a folder of its own, named after when it was made."""
    beside = folder / ".new"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    contents = (merged.rows, index_lines(merged.index))
    sha256 = {
        name: _write_lines(beside / name, lines)
        for name, lines in zip(DATA_FILES, contents, strict=True)
    }
    made = datetime.now(UTC)
    version = f"{made:%Y%m%dT%H%M%S%fZ}"
    beside.rename(folder / version)
    return Manifest(
        version=version,
        made_at=made.isoformat(timespec="seconds"),
        licence=LICENCE,
        embedded=made_of.embedded,
        embedded_places=made_of.embedded_places,
        countries=made_of.countries,
        origins=made_of.origins,
        places=len(merged.rows),
        sha256=sha256,
    )


def _write_lines(path: Path, lines: Iterable[str]) -> str:
    """Write to the disk itself; give the SHA-256."""
    digest = hashlib.sha256()
    with path.open("wb") as stream:
        for line in lines:
            data = f"{line}\n".encode()
            digest.update(data)
            stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    return digest.hexdigest()


def _clear(folder: Path, *, keep: str) -> None:
    """Remove data that is no longer in use; a file that someone still has open may stay."""
    for path in folder.iterdir():
        if path.is_dir() and path.name not in {keep, "downloads"}:
            shutil.rmtree(path, ignore_errors=True)
