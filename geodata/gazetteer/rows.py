"""Rows of places.tsv.gz to Place records, and to the names under which they are found."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from geodata.gazetteer.folding import fold, loosen
from geodata.gazetteer.romanising import romanise_russian, romanise_ukrainian
from geodata.model import AlternateName, Place, PlaceKind

COLUMNS = (
    "id",
    "name",
    "kind",
    "feature_code",
    "country",
    "region",
    "population",
    "lon",
    "lat",
    "precision_km",
    "admin2",
    "admin3",
    "other_names",
)
"""Of a row, tab-separated. Plain numbers are GeoNames ids; other names are joined by bars. An empty
name is the first other name, romanised: most villages have no other spelling."""
HISTORIC = "†"
"""Before an other name: no longer in use."""
LOOSE = "~"
"""Marks, in the index, a name as `loosen` leaves it."""
_CYRILLIC_COUNTRIES = frozenset({"UA", "RU", "BY"})
"""Names from there have many romanisations."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")


def row_of(  # noqa: PLR0913, PLR0917 - a row has this many cells
    place_id: str,
    name: str,
    kind: str,
    feature_code: str,
    country: str,
    other_names: Sequence[str],
    *,
    lon: float,
    lat: float,
    region: str = "",
    population: int = 0,
    precision_km: float = 0.0,
    admin2: str = "",
    admin3: str = "",
) -> str:
    """Write a row; `place_id` and `region` as in a Place, degrees to 5 decimals."""
    cells = (
        place_id.removeprefix("geonames:"),
        name,
        kind,
        feature_code,
        country,
        region.removeprefix("iso:"),
        population or "",
        round(lon, 5),
        round(lat, 5),
        f"{precision_km:g}" if precision_km else "",
        admin2,
        admin3,
        "|".join(other_names),
    )
    return "\t".join(map(str, cells))


def as_place_id(cell: str) -> str:
    """Read the id off a row's first cell."""
    return f"geonames:{cell}" if cell.isdigit() else cell


def place_id_of(row: str) -> str:
    """Read the id off a row."""
    return as_place_id(row[: row.index("\t")])


def place_ids_of(rows: Iterable[str]) -> Iterator[str]:
    """Read the ids off all rows, at once for their number."""
    heads = [row[: row.find("\t")] for row in rows]
    return map(as_place_id, heads)


def place_of(row: str) -> Place:
    """Make the record of a row."""
    cells = row.split("\t")
    _, name, kind, code, country, region, population, lon, lat, radius, admin2, admin3, _ = cells
    name, _ = names_of(cells)
    return Place(
        place_id=place_id_of(row),
        name=name,
        ascii_name=ascii_of(name),
        kind=PlaceKind(kind),
        feature_code=code,
        country_code=country,
        lon=float(lon),
        lat=float(lat),
        precision_km=float(radius or 0),
        admin1=f"iso:{region}" if region else "",
        admin2=admin2,
        admin3=admin3,
        population=int(population or 0),
        alternate_names=tuple(map(_alternate, filter(None, cells[-1].split("|")))),
    )


def cells_of(place: Place) -> Sequence[str]:
    """Write a record as the cells of a row, but for the names."""
    row = row_of(
        place.place_id,
        place.name,
        place.kind,
        place.feature_code,
        place.country_code,
        (),
        lon=place.lon,
        lat=place.lat,
        region=place.admin1,
        population=place.population,
        precision_km=place.precision_km,
        admin2=place.admin2,
        admin3=place.admin3,
    )
    return row.split("\t")[:-1]


def names_of(cells: Sequence[str]) -> tuple[str, list[str]]:
    """The usual name and the other names of a row."""
    name, others = cells[1], [other.removeprefix(HISTORIC) for other in cells[-1].split("|")]
    if name:
        return name, list(filter(None, others))
    spell = romanise_russian if cells[4] == "RU" else romanise_ukrainian
    return spell(others[0]), others


def index_of(rows: Iterable[str]) -> dict[str, list[int]]:
    """Index rows by folded name, and the usual names of settlements by loosened name as well."""
    numbers: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for key in keys_of(row.split("\t")):
            numbers.setdefault(key, []).append(number)
    return numbers


def keys_of(cells: Sequence[str]) -> set[str]:
    """Under which a row stands in the index."""
    name, others = names_of(cells)
    keys = {folded(other) for other in (name, *others)}
    if cells[2] == PlaceKind.SETTLEMENT and cells[4] in _CYRILLIC_COUNTRIES:
        keys.add(loose_key(name))
    return keys - {""}


def place_keys(places: Sequence[Place]) -> list[set[str]]:
    """The keys under which each place stands in the index; folded at once, which is faster."""
    if not places:
        return []
    names = ("|".join(name.replace("|", " ") for name in place.names) for place in places)
    lines = fold("\n".join(names))
    keys = [{" ".join(key.split()) for key in line.split("|")} for line in lines.split("\n")]
    usual = [" ".join(line.partition("|")[0].split()) for line in lines.split("\n")]
    loosened = loosen("\n".join(usual)).split("\n")
    for own, place, plain, loose in zip(keys, places, usual, loosened, strict=True):
        many_spellings = place.country_code in _CYRILLIC_COUNTRIES
        if place.kind is PlaceKind.SETTLEMENT and many_spellings and loose != plain:
            own.add(f"{LOOSE}{loose}")
        own.discard("")
    return keys


@lru_cache(maxsize=1 << 15)
def folded(name: str) -> str:
    """Fold a name to the key under which it stands in the index."""
    return " ".join(fold(name).split())


def loose_key(name: str) -> str:
    """The key under which every romanisation of a name stands; empty if it is the folded name."""
    key, plain = loosen(folded(name)), folded(name)
    return f"{LOOSE}{key}" if key != plain else ""


def index_lines(index: dict[str, list[int]]) -> Iterator[str]:
    """Yield the lines of names.tsv.gz: every key, an empty line, and their rows' numbers."""
    keys = sorted(index)
    yield from keys
    yield ""
    for key in keys:
        yield " ".join(map(str, index[key]))


def read_rows(data: bytes) -> list[str]:
    """Read places.tsv.gz, unpacked."""
    return data.decode("utf-8").rstrip("\n").split("\n")


def read_index(data: bytes) -> dict[str, str]:
    """Read names.tsv.gz, unpacked: folded name to the numbers of its rows, still as text."""
    keys, _, numbers = data.partition(b"\n\n")
    return dict(
        zip(
            keys.decode("utf-8").split("\n"),
            numbers.decode("ascii").rstrip("\n").split("\n"),
            strict=True,
        )
    )


def _alternate(cell: str) -> AlternateName:
    name = cell.removeprefix(HISTORIC)
    return alternate_of(name, "alternate" if name == cell else "historic")


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
