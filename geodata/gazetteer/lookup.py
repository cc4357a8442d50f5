"""The index of names; records are made only when asked for."""

import copy
import gzip
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Self

from geodata.errors import SeedError, UnknownPlaceError
from geodata.gazetteer.curated import read_curated
from geodata.gazetteer.distance import distance_km
from geodata.gazetteer.folding import fold, loosen
from geodata.gazetteer.rows import place_id_of, place_of
from geodata.gazetteer.worldviews import read_disputed_areas
from geodata.model import AlternateName, Place, PlaceKind

_NAMESAKE_KM = 8.0
"""A curated place replaces a GeoNames place of its name that is nearer than this."""
_FILES = ("places.tsv.gz", "names.tsv.gz")
_LONGEST_NAME = 7
_CYRILLIC_COUNTRIES = frozenset({"UA", "RU", "BY"})
"""Names from there have many romanisations."""


class Gazetteer:
    """Every place that the program knows, by id and by name.

    Rows stay text until a place is asked for: 15,000 records with 100,000 names would take ten
    times as long to make as the index takes to load. The build folds the names, not the program.
    """

    longest_name = _LONGEST_NAME
    """Words in the longest name that is looked for."""

    def __init__(
        self,
        rows: str,
        names: str,
        curated: Iterable[Place] = (),
        claimants: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self.problems: tuple[SeedError, ...] = ()
        """Curated rows that could not be used; the rest of the gazetteer is whole."""
        self.claimants: Mapping[str, frozenset[str]] = claimants or {}
        """Region id to the states that claim it against the recognised one."""
        self._rows = rows.rstrip("\n").split("\n")
        self._names = dict(line.split("\t") for line in names.rstrip("\n").split("\n"))
        self._row_by_id = {place_id_of(row): number for number, row in enumerate(self._rows)}
        self._places: dict[int, Place] = {}
        self._loose: dict[str, tuple[int, ...]] | None = None
        self._own: Mapping[str, Place] = {}
        for place in curated:
            self._add(place)

    def place(self, place_id: str) -> Place:
        """Return the place of that id.

        Raises: UnknownPlaceError.
        """
        if place_id in self._own:
            return self._own[place_id]
        number = self._row_by_id.get(place_id)
        if number is None:
            raise UnknownPlaceError(place_id)
        return self._made(number)

    def with_places(self, places: Iterable[Place]) -> Self:
        """Return a gazetteer that also knows these by id and in `look_up`; this one stays.

        They aren't found in articles: what a name means there is for a PlaceChoice to say.
        """
        wider = copy.copy(self)
        wider._own = {**self._own, **{place.place_id: place for place in places}}
        return wider

    def named(self, name: str) -> tuple[Place, ...]:
        """Return every place of that name, whatever its case, accents, apostrophes, hyphens."""
        return self.named_folded(_folded(name))

    def look_up(self, name: str) -> list[Place]:
        """Return what `named` does: those called so today first, then the largest."""
        asked = _folded(name)
        own = (place for place in self._own.values() if _folded(place.name) == asked)
        return sorted(
            (*own, *self.named(name)),
            key=lambda place: (_folded(place.name) != asked, -place.population, place.place_id),
        )

    def named_folded(self, folded: str) -> tuple[Place, ...]:
        """Return every place of a name that `fold` has already been through."""
        return tuple(map(self._made, self._numbers(folded)))

    def names(self) -> Iterable[str]:
        """Every folded name."""
        return self._names.keys()

    def spelled_like(self, name: str) -> tuple[Place, ...]:
        """Return places whose usual name differs only in romanisation (Vovchoyarivka)."""
        if self._loose is None:
            self._loose = self._loose_index()
        return tuple(self._made(number) for number in self._loose.get(loosen(fold(name)), ()))

    def region_of(self, place: Place) -> Place | None:
        """Return the region that contains the place."""
        number = self._row_by_id.get(place.admin1)
        return None if number is None else self._made(number)

    @property
    def adversaries(self) -> frozenset[tuple[str, str]]:
        """(recognised holder, claimant) pairs of countries."""
        return frozenset(
            (region.removeprefix("iso:").split("-")[0], claimant)
            for region, claimants in self.claimants.items()
            for claimant in claimants
        )

    def __len__(self) -> int:
        return len(self._row_by_id)

    def _numbers(self, folded: str) -> Sequence[int]:
        return [int(number) for number in self._names.get(folded, "").split()]

    def _made(self, number: int) -> Place:
        place = self._places.get(number)
        if place is None:
            place = self._places[number] = place_of(self._rows[number])
        return place

    def _add(self, place: Place) -> None:
        """Add a curated place; it takes over from GeoNames' own entry for the same ground."""
        replaced = sorted(
            {
                number
                for name in _folded_names(place)
                for number in self._numbers(name)
                if self._same_ground(place, self._made(number))
            }
        )
        for number in replaced:
            place = _enriched(place, self._made(number))
            self._forget(number)
        number = len(self._rows)
        self._rows.append("")
        self._places[number] = place
        self._row_by_id[place.place_id] = number
        for name in _folded_names(place):
            self._names[name] = f"{self._names.get(name, '')} {number}"

    def _same_ground(self, place: Place, other: Place) -> bool:
        return (
            not other.place_id.startswith("curated:")
            and other.kind is place.kind is PlaceKind.SETTLEMENT
            and other.country_code == place.country_code
            and distance_km(place, other) < _NAMESAKE_KM + place.precision_km
        )

    def _forget(self, number: int) -> None:
        """Take a row out of the index of names; its id stays valid for claims of the past."""
        for name in _folded_names(self._made(number)):
            left = [str(other) for other in self._numbers(name) if other != number]
            if left:
                self._names[name] = " ".join(left)
            else:
                self._names.pop(name, None)

    def _loose_index(self) -> dict[str, tuple[int, ...]]:
        """Settlements of the countries that write in Cyrillic, by the loosened usual name."""
        loose: dict[str, tuple[int, ...]] = {}
        for number, row in enumerate(self._rows):
            if row:
                _, name, kind, _, country, _ = row.split("\t", 5)
                fits = kind == "settlement" and country in _CYRILLIC_COUNTRIES
            else:
                place = self._places[number]
                name, fits = place.name, place.kind is PlaceKind.SETTLEMENT
            if fits and number in self._numbers(_folded(name)):
                key = loosen(fold(name))
                loose[key] = (*loose.get(key, ()), number)
        return loose


def _folded_names(place: Place) -> set[str]:
    return {_folded(name) for name in (place.name, *(n.name for n in place.alternate_names))}


def _folded(name: str) -> str:
    return " ".join(fold(name).split())


def _enriched(place: Place, other: Place) -> Place:
    """Add the other entry's inhabitants and names."""
    known = {name.name for name in place.alternate_names} | {place.name}
    more = (AlternateName(name=other.name), *other.alternate_names)
    return replace(
        place,
        population=max(place.population, other.population),
        alternate_names=(
            *place.alternate_names,
            *(name for name in more if name.name not in known),
        ),
    )


def load_gazetteer(seeds_folder: Path) -> Gazetteer:
    """Load places and curated places from `seeds_folder`/gazetteer; once per process and file.

    A bad row of curated.csv is left out and stands in the gazetteer's `problems`.

    Raises: SeedError: a file is missing or damaged.
    """
    folder = seeds_folder / "gazetteer"
    stamps = tuple(
        (path.stat().st_mtime_ns, path.stat().st_size)
        for path in (folder / name for name in (*_FILES, "curated.csv", "disputed_areas.csv"))
        if path.exists()
    )
    return _load(folder, stamps)


@lru_cache(maxsize=2)
def _load(folder: Path, _stamps: tuple[tuple[int, int], ...]) -> Gazetteer:
    rows, names = (_unpacked(folder / name) for name in _FILES)
    claimants = {
        area.place_id: area.state_claimants
        for area in read_disputed_areas(folder / "disputed_areas.csv").values()
        if area.state_claimants and area.place_id.startswith("iso:")
    }
    curated, problems = read_curated(folder / "curated.csv")
    gazetteer = Gazetteer(rows, names, curated, claimants)
    gazetteer.problems = tuple(problems)
    return gazetteer


def _unpacked(path: Path) -> str:
    try:
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise SeedError(path, None, f"can't be read ({error}); is the checkout whole?") from error
