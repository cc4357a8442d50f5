"""Hand-kept places of the other conflicts (abroad.csv), put into the rows or made rows of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from geodata.gazetteer.curated import read_curated
from geodata.gazetteer.distance import Point, distance_km
from geodata.gazetteer.rows import keys_of, place_keys, row_of
from geodata.model import Place, PlaceKind

ABROAD = Path(__file__).with_name("abroad.csv")
"""Columns as in curated.csv. They are many: read at each start, they would slow it down."""
_SAME_GROUND_KM = 8.0


def read_abroad() -> list[Place]:
    """Read the places. Raises: SeedError: names the first row that can't be used."""
    places, problems = read_curated(ABROAD)
    if problems:
        raise problems[0]
    return places


def with_places(lines: Sequence[str], places: Sequence[Place]) -> list[str]:
    """Give GeoNames' settlements the names that news uses, and add the places that it lacks."""
    rows = list(lines)
    named = defaultdict(list)
    countries = {place.country_code for place in places}
    for number, row in enumerate(rows):
        cells = row.split("\t")
        if cells[2] == PlaceKind.SETTLEMENT and cells[4] in countries:
            for key in keys_of(cells):
                named[key].append(number)
    for place, keys in zip(places, place_keys(places), strict=True):
        numbers = {number for key in keys for number in named.get(key, ())}
        entry = _entry_of(place, rows, numbers)
        if entry is None:
            rows.append(_row(place))
        else:
            rows[entry] = _renamed(rows[entry], place)
    return rows


def _entry_of(place: Place, rows: Sequence[str], numbers: Iterable[int]) -> int | None:
    """The nearest of the entries that bear a name of a settlement and stand on its ground."""
    found = []
    for number in numbers:
        cells = rows[number].split("\t")
        away_km = distance_km(place, Point(float(cells[7]), float(cells[8])))
        if cells[4] == place.country_code and away_km < _SAME_GROUND_KM + place.precision_km:
            found.append((away_km, number))
    return min(found)[1] if found and place.kind is PlaceKind.SETTLEMENT else None


def _renamed(row: str, place: Place) -> str:
    cells = row.split("\t")
    others = [cells[1], *cells[-1].split("|"), *(other.name for other in place.alternate_names)]
    cells[1] = place.name
    cells[-1] = "|".join(sorted({other for other in others if other and other != place.name}))
    return "\t".join(cells)


def _row(place: Place) -> str:
    return row_of(
        place.place_id,
        place.name,
        place.kind,
        place.feature_code,
        place.country_code,
        [other.name for other in place.alternate_names],
        lon=place.lon,
        lat=place.lat,
        region=place.admin1,
        precision_km=place.precision_km,
        admin2=place.admin2,
    )
