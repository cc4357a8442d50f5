"""A country's two archives: where they lie, fetched if need be, checked row by row before kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geodata.gazetteer.manifest import Origin
from geodata.gazetteer.update.archives import problem_of
from geodata.gazetteer.update.countries import (
    CountryFiles,
    member_of,
    problem_of_names,
    problem_of_places,
)
from geodata.gazetteer.update.downloads import PAUSES, fetch
from geodata.gazetteer.update.kept import Download, read_kept

_UNPACKED = 10
"""Times the limit of a download that it may grow to; GeoNames' texts pack to a fifth."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where files come from, and how much is taken."""

    base_url: str
    max_bytes: int
    """Of one download."""
    pauses: tuple[float, ...] = PAUSES


def files_of(country: str, downloads: Path) -> CountryFiles:
    """Where a country's archives lie, or will."""
    name = f"{country}.zip"
    return CountryFiles(country, downloads / name, downloads / "alternatenames" / name)


def fetched(downloads: Path) -> tuple[str, ...]:
    """Countries whose archives lie there."""
    return tuple(
        path.stem
        for path in downloads.glob("*.zip")
        if files_of(path.stem, downloads).names.exists()
    )


def bring(files: CountryFiles, server: Server, *, anew: bool) -> Iterator[Origin]:
    """Fetch both archives of a country; if not `anew`, only what isn't there.

    What can't be used is told of and not kept, and what was there before stays.

    Raises: GazetteerError.
    """
    for path, name, problem_of_rows in (
        (files.places, files.places.name, problem_of_places),
        (files.names, f"alternatenames/{files.names.name}", problem_of_names),
    ):
        kept = None if anew else read_kept(path)
        if kept is None:
            check = _check(files.country, server, problem_of_rows)
            kept = _fetch(f"{server.base_url.rstrip('/')}/{name}", path, server, check)
        yield _origin(name, kept)


def _check(
    country: str, server: Server, problem_of_rows: Callable[[Path, str], str]
) -> Callable[[Path], str]:
    """What is wrong with an archive: with its zip, and only then with its rows."""

    def check(archive: Path) -> str:
        most = _UNPACKED * server.max_bytes
        return problem_of(archive, member_of(country), max_bytes=most) or problem_of_rows(
            archive, country
        )

    return check


def _fetch(url: str, path: Path, server: Server, check: Callable[[Path], str]) -> Download:
    path.parent.mkdir(parents=True, exist_ok=True)
    return fetch(url, path, max_bytes=server.max_bytes, check=check, pauses=server.pauses)


def _origin(name: str, download: Download) -> Origin:
    return Origin(
        name=name,
        url=download.url,
        etag=download.etag,
        sha256=download.sha256,
        size=download.size,
        fetched_at=download.fetched_at,
    )
