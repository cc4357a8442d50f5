"""The rows of the embedded gazetteer, as the merge asks for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from geodata.gazetteer.distance import Point, distance_km
from geodata.gazetteer.rows import folded, keys_of, names_of
from geodata.model import PlaceKind


class Embedded:
    """Rows by GeoNames id; regions by name; what is placed approximately, by region and name."""

    def __init__(self, rows: Sequence[str], names: Mapping[str, str]) -> None:
        """Take the rows and, as in the files of seeds/, the index of their names."""
        self.rows = rows
        self.names = names
        self.number_by_id: dict[int, int] = {}
        """Row numbers by GeoNames id."""
        self._regions: dict[tuple[str, str], str] = {}
        self._rough: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        self._countries: set[str] = set()
        rough = {}
        for number, row in enumerate(rows):
            cells = row.split("\t")
            self._take_in(number, cells)
            if cells[9]:
                rough[number] = cells[2], cells[5]
        for key, numbers in names.items():
            for number in map(int, numbers.split()):
                if number in rough:
                    self._rough[*rough[number], key].append(number)

    def knows_country(self, code: str) -> bool:
        """Whether there is such a country."""
        return code in self._countries

    def region_of(self, geonames_id: int) -> str:
        """Region of a place (`UA-63`); empty if the place is unknown or has none."""
        number = self.number_by_id.get(geonames_id)
        return "" if number is None else self.rows[number].split("\t")[5]

    def region_named(self, country: str, names: Iterable[str]) -> str:
        """The region that bears one of the names (`UA-63`), or nothing."""
        found = (self._regions.get((country, folded(name))) for name in names)
        return next(filter(None, found), "")

    def rough_like(self, cells: Sequence[str]) -> list[int]:
        """Numbers of the rows placed approximately that may be the place of another row.

        They bear one of its names, are of its kind and region, and it lies within their reach.
        """
        kind, region, point = cells[2], cells[5], point_of(cells)
        numbers = {
            number for key in keys_of(cells) for number in self._rough.get((kind, region, key), ())
        }
        return [number for number in sorted(numbers) if self._reaches(number, point)]

    def _reaches(self, number: int, point: Point) -> bool:
        cells = self.rows[number].split("\t")
        return distance_km(point, point_of(cells)) <= float(cells[9])

    def _take_in(self, number: int, cells: Sequence[str]) -> None:
        head, kind, country = cells[0], cells[2], cells[4]
        if head.isdigit():
            self.number_by_id[int(head)] = number
        elif kind == PlaceKind.COUNTRY:
            self._countries.add(country)
        elif head.startswith("iso:"):
            name, others = names_of(cells)
            for known in (name, *others):
                self._regions.setdefault((country, folded(known)), head.removeprefix("iso:"))


def point_of(cells: Sequence[str]) -> Point:
    """Where the place of a row is."""
    return Point(float(cells[7]), float(cells[8]))
