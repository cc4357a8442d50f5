"""The hand-kept places of curated.csv, each row checked."""

import csv
import re
from pathlib import Path

from geodata.errors import SeedError
from geodata.gazetteer.folding import fold
from geodata.gazetteer.rows import alternate_of, ascii_of
from geodata.model import AlternateName, Place, PlaceKind

COLUMNS = (
    "name_en",
    "name_uk",
    "name_ru",
    "old_names",
    "lat",
    "lon",
    "country",
    "region",
    "raion",
    "precision_km",
    "kind",
    "feature_code",
    "basis",
)
_COUNTRY = re.compile("[A-Z]{2}")
_REGION = re.compile("(iso:[A-Z]{2}-[A-Z0-9]+)?")


def read_curated(path: Path) -> tuple[list[Place], list[SeedError]]:
    """Read the curated places, and what is wrong with the rows that can't be used.

    A row stands on one line, so that a bad one harms no other.

    Raises: SeedError: the file can't be read, or its columns are not `COLUMNS`.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError(path, None, f"can't be read: {error}") from error
    if not lines or tuple(lines[0].split(",")) != COLUMNS:
        raise SeedError(path, 1, f"the columns must be {','.join(COLUMNS)}")
    places: list[Place] = []
    problems: list[SeedError] = []
    taken: set[str] = set()
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip(" ,"):
            continue
        try:
            place = _place(_cells(line), taken)
        except (ValueError, csv.Error) as error:
            problems.append(SeedError(path, number, f"{error}; this row is left out"))
            continue
        taken.add(place.place_id)
        places.append(place)
    return places, problems


def _cells(line: str) -> dict[str, str]:
    if '"' in line:
        (cells,) = csv.reader([line], strict=True)
    else:  # most lines, in a tenth of the time
        cells = line.split(",")
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} cells instead of {len(COLUMNS)}; is a comma unquoted?")
    return dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=True))


def _place(row: dict[str, str], taken: set[str]) -> Place:
    """Make the record. Raises: ValueError: says what is wrong with which cell."""
    if not row["name_en"]:
        raise ValueError("name_en is empty")
    if not row["basis"]:
        raise ValueError("basis is empty; say how the point was found")
    if not _COUNTRY.fullmatch(row["country"]):
        raise ValueError(f"country {row['country']!r} is not an ISO 3166 alpha-2 code")
    if not _REGION.fullmatch(row["region"]):
        raise ValueError(f"region {row['region']!r} is not like iso:UA-59")
    lat, lon = _number(row, "lat"), _number(row, "lon")
    if not -90 <= lat <= 90:
        raise ValueError(f"lat {lat:g} is not on Earth; are lon and lat swapped?")
    if not -180 <= lon <= 180:
        raise ValueError(f"lon {lon:g} is not on Earth")
    return Place(
        place_id=_place_id(row, taken),
        name=row["name_en"],
        ascii_name=ascii_of(row["name_en"]),
        kind=_kind(row["kind"]),
        feature_code=row["feature_code"],
        country_code=row["country"],
        lon=lon,
        lat=lat,
        precision_km=_number(row, "precision_km"),
        admin1=row["region"],
        admin2=row["raion"],
        alternate_names=_alternates(row),
    )


def _place_id(row: dict[str, str], taken: set[str]) -> str:
    """The name, made an id; a later namesake gets its region added, so earlier ids never change."""
    slug = "-".join(fold(row["name_en"]).split())
    for place_id in (
        f"curated:{slug}",
        f"curated:{slug}-{row['region'].removeprefix('iso:').lower()}",
    ):
        if place_id not in taken:
            return place_id
    home = row["region"] or row["country"]
    raise ValueError(f"{row['name_en']!r} stands more than twice in {home}; add to its name")


def _kind(text: str) -> PlaceKind:
    try:
        return PlaceKind(text)
    except ValueError as error:
        raise ValueError(f"kind {text!r} is none of {', '.join(PlaceKind)}") from error


def _number(row: dict[str, str], column: str) -> float:
    try:
        return float(row[column])
    except ValueError as error:
        raise ValueError(f"{column} {row[column]!r} is not a number") from error


def _alternates(row: dict[str, str]) -> tuple[AlternateName, ...]:
    tagged = [
        AlternateName(name=row[column], language=language, kind="official")
        for column, language in (("name_uk", "uk"), ("name_ru", "ru"))
        if row[column]
    ]
    return (*tagged, *(alternate_of(n, "historic") for n in row["old_names"].split("|") if n))
