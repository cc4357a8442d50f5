"""Rows of places.tsv.gz to Place records, and to the names under which they are found."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from geodata.gazetteer.folding import fold
from geodata.model import AlternateName, Place, PlaceKind

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")


def place_id_of(row: str) -> str:
    """Read the id off a row; plain numbers are GeoNames'."""
    head = row[: row.index("\t")]
    return f"geonames:{head}" if head.isdigit() else head


def folded_names_of(rows: Iterable[str]) -> Iterator[str]:
    """Yield the lines of names.tsv.gz: a folded name, a tab, the numbers of the rows it names."""
    numbers: dict[str, list[str]] = {}
    for number, row in enumerate(rows):
        cells = row.split("\t")
        for name in sorted({fold(name) for name in (cells[1], *cells[9].split("|")) if name}):
            numbers.setdefault(name, []).append(str(number))
    for name in sorted(numbers):
        yield f"{name}\t{' '.join(numbers[name])}"


def place_of(row: str) -> Place:
    """Make the record of a row."""
    _, name, kind, code, country, region, population, lon, lat, names = row.split("\t")
    return Place(
        place_id=place_id_of(row),
        name=name,
        ascii_name=ascii_of(name),
        kind=PlaceKind(kind),
        feature_code=code,
        country_code=country,
        lon=float(lon),
        lat=float(lat),
        admin1=f"iso:{region}" if region else "",
        population=int(population),
        alternate_names=tuple(alternate_of(other) for other in names.split("|") if other),
    )


def alternate_of(name: str, kind: str = "alternate") -> AlternateName:
    """Tag a name with the language that its letters betray; many betray none."""
    language = ""
    if _CYRILLIC.search(name):
        if _UKRAINIAN.search(name):
            language = "uk"
        elif _RUSSIAN.search(name):
            language = "ru"
    return AlternateName(name=name, language=language, kind=kind)


def ascii_of(name: str) -> str:
    """Drop accents and whatever is not ASCII."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
