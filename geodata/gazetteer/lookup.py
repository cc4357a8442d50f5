"""The index of names; records are made only when asked for."""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from geodata.errors import ClaimlineError, UnknownPlaceError
from geodata.gazetteer.curated import read_curated
from geodata.gazetteer.distance import Point, distance_km
from geodata.gazetteer.files import EMBEDDED_FILES, open_data
from geodata.gazetteer.folding import loosen
from geodata.gazetteer.manifest import manifest_path
from geodata.gazetteer.rows import (
    COLUMNS,
    LOOSE,
    as_place_id,
    cells_of,
    folded,
    place_ids_of,
    place_keys,
    place_of,
)
from geodata.gazetteer.worldviews import read_disputed_areas
from geodata.model import AlternateName, Place, PlaceKind

_NAMESAKE_KM = 8.0
"""A curated place replaces another of its name and kind that is nearer than this, and as much
farther as either is uncertain."""
_LONGEST_NAME = 7
_KM_PER_DEGREE = 110.0
"""Of latitude, at the least."""
_DISTRICT_WORD = re.compile(r" (?:raion|rayon|district)$", re.IGNORECASE)


class Gazetteer:
    """Every place that the program knows, by id and by name.

    Rows stay text until a place is asked for: 50,000 records with 200,000 names would take ten
    times as long to make as the index takes to load. The build folds the names, not the program.
    """

    longest_name = _LONGEST_NAME
    """Words in the longest name that is looked for."""

    def __init__(
        self,
        rows: list[str],
        names: dict[str, str],
        curated: Iterable[Place] = (),
        claimants: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self.problems: tuple[ClaimlineError, ...] = ()
        """Curated rows and grown data that could not be used; the rest is whole."""
        self.claimants: Mapping[str, frozenset[str]] = claimants or {}
        """Region id to the states that claim it against the recognised one."""
        self.edition = ""
        """Which update it has grown by; empty in the embedded gazetteer."""
        self.first_grown = -1
        """Number of the first row that an update has added; -1 in the embedded gazetteer."""
        self._rows = rows
        self._names = names
        self._places: dict[int, Place] = {}
        self._named: dict[str, tuple[Place, ...]] = {}
        self._curated: dict[int, tuple[Place, list[int]]] = {}
        self._taken_over: dict[int, int] = {}
        """Row to the curated one that stands for it; its id stays valid for claims of the past."""
        self._own: Mapping[str, Place] = {}
        places = list(curated)
        for place, keys in zip(places, place_keys(places), strict=True):
            self._add(place, keys)

    @cached_property
    def _row_by_id(self) -> Mapping[str, int]:
        """Made when an id is first asked for: a sixth of the time that loading takes."""
        found = {place_id: n for n, place_id in enumerate(place_ids_of(self._rows)) if place_id}
        return found | {place.place_id: n for n, (place, _) in self._curated.items()}

    def place(self, place_id: str) -> Place:
        """Return the place of that id.

        Raises: UnknownPlaceError.
        """
        place = self.find(place_id)
        if place is None:
            raise UnknownPlaceError(place_id)
        return place

    def find(self, place_id: str) -> Place | None:
        """Return the place of that id; None if there is none."""
        if place_id in self._own:
            return self._own[place_id]
        number = self._row_by_id.get(place_id)
        return None if number is None else self._made(number)

    def with_places(self, places: Iterable[Place]) -> Self:
        """Return a gazetteer that also knows these by id and in `look_up`; this one stays.

        They aren't found in articles: what a name means there is for a PlaceChoice to say.
        """
        wider = copy.copy(self)
        wider._own = {**self._own, **{place.place_id: place for place in places}}
        return wider

    def named(self, name: str) -> tuple[Place, ...]:
        """Return every place of that name, whatever its case, accents, apostrophes, hyphens."""
        return self.named_folded(folded(name))

    def look_up(self, name: str) -> list[Place]:
        """Return what `named` does: those called so today first, then the largest."""
        asked = folded(name)
        own = (place for place in self._own.values() if folded(place.name) == asked)
        return sorted(
            (*own, *self.named(name)),
            key=lambda place: (folded(place.name) != asked, -place.population, place.place_id),
        )

    def named_folded(self, key: str) -> tuple[Place, ...]:
        """Return every place of a name that `fold` has already been through."""
        if key not in self._names:  # asked for every capital of a text: most are no name
            return ()
        places = self._named.get(key)
        if places is None:
            numbers = dict.fromkeys(self._taken_over.get(n, n) for n in self._numbers(key))
            places = self._named[key] = tuple(map(self._made, numbers))
        return places

    def named_among(self, keys: Iterable[str]) -> dict[str, tuple[Place, ...]]:
        """Return those of many folded names that there are, each with the places of that name."""
        return {key: self.named_folded(key) for key in keys if key in self._names}

    def names(self) -> Iterable[str]:
        """Every folded name."""
        return (key for key in self._names if not key.startswith(LOOSE))

    def spelled_like(self, name: str) -> tuple[Place, ...]:
        """Return settlements whose usual name differs only in romanisation (Vovchoyarivka)."""
        key = loosen(folded(name))
        return tuple(
            place
            for place in (*self.named_folded(f"{LOOSE}{key}"), *self.named_folded(key))
            if place.kind is PlaceKind.SETTLEMENT and loosen(folded(place.name)) == key
        )

    def is_grown(self, place_id: str) -> bool:
        """Whether a place came with an update from GeoNames."""
        number = self._row_by_id.get(place_id, -1)
        return number >= self.first_grown >= 0 and bool(self._rows[number])

    def region_of(self, place: Place) -> Place | None:
        """Return the region that contains the place."""
        number = self._row_by_id.get(place.admin1)
        return None if number is None else self._made(number)

    def areas_of(self, place: Place) -> tuple[Place, ...]:
        """Return the district, region and country that contain the place, as far as known."""
        ids = (
            self.district_id(place.admin1, place.admin2),
            place.admin1,
            f"iso:{place.country_code}",
        )
        areas = (self.find(one) for one in ids if one and one != place.place_id)
        return tuple(area for area in areas if area)

    def district_id(self, region_id: str, name: str) -> str:
        """The place_id of a district of a region; "" if none of that name is known."""
        return self._districts.get((region_id, folded(name)), "") if name else ""

    @cached_property
    def _districts(self) -> Mapping[tuple[str, str], str]:
        return {
            (f"iso:{cells[5]}", folded(cells[1])): as_place_id(cells[0])
            for cells in self.listed(PlaceKind.DISTRICT)
        }

    @property
    def adversaries(self) -> frozenset[tuple[str, str]]:
        """(recognised holder, claimant) pairs of countries."""
        return frozenset(
            (region.removeprefix("iso:").split("-")[0], claimant)
            for region, claimants in self.claimants.items()
            for claimant in claimants
        )

    def listed(self, kind: PlaceKind) -> Iterator[Sequence[str]]:
        """Every place of a kind as the cells of a row, see `rows.COLUMNS`; its names are left out.

        Of places that stand for one ground only the curated one; no record is made of the others.
        """
        for number, row in enumerate(self._rows):
            if number in self._curated:
                place = self._made(number)
                if place.kind is kind:
                    yield cells_of(place)
            elif number not in self._taken_over and row:
                cells = row.split("\t", len(COLUMNS) - 1)[:-1]
                if cells[2] == kind:
                    yield cells

    def __len__(self) -> int:
        return len(self._row_by_id)

    def _numbers(self, key: str) -> Sequence[int]:
        return [int(number) for number in self._names.get(key, "").split()]

    def _made(self, number: int) -> Place:
        place = self._places.get(number)
        if place is None:
            if number in self._curated:
                place, replaced = self._curated[number]
                for other in replaced:
                    place = _enriched(place, self._made(other))
            else:
                place = place_of(self._rows[number])
            self._places[number] = place
        return place

    def _add(self, place: Place, keys: set[str]) -> None:
        """Add a curated place; it takes over from other entries for the same ground."""
        replaced = self._replaced_by(place, keys)
        number = len(self._rows)
        self._taken_over.update(dict.fromkeys(replaced, number))
        self._rows.append("")
        self._curated[number] = place, replaced
        for key in keys:
            self._names[key] = f"{self._names.get(key, '')} {number}"

    def _replaced_by(self, place: Place, keys: Iterable[str]) -> list[int]:
        """Entries for the same ground; of those placed approximately only the nearest one."""
        numbers = {number for key in keys for number in self._numbers(key)}
        numbers.difference_update(self._taken_over)
        exact: list[tuple[float, int]] = []
        rough: list[tuple[float, int]] = []
        for number in numbers:
            same = _same_ground(self._rows[number], place)
            if same is not None:
                (rough if same.precision_km else exact).append((same.away_km, number))
        return [number for _, number in sorted(exact) + sorted(rough)[:1]]


class _Same(NamedTuple):
    """An entry for the ground of a curated place."""

    away_km: float
    precision_km: float


def _same_ground(row: str, place: Place) -> _Same | None:
    """Hold a row against a curated place; no record is made, which would take far longer."""
    if not row or place.kind not in {PlaceKind.SETTLEMENT, PlaceKind.DISTRICT}:
        return None
    _, _, kind, _, country, region, _, lon, lat, radius, admin2, _ = row.split("\t", 11)
    if kind != place.kind or country != place.country_code:
        return None
    precision_km = float(radius or 0)
    reach_km = _NAMESAKE_KM + place.precision_km + precision_km
    if abs(float(lat) - place.lat) * _KM_PER_DEGREE > reach_km:
        return None  # most namesakes end here
    if precision_km and not (f"iso:{region}" == place.admin1 and _same_district(place, admin2)):
        return None
    away_km = distance_km(place, Point(float(lon), float(lat)))
    return _Same(away_km, precision_km) if away_km < reach_km else None


def _same_district(place: Place, admin2: str) -> bool:
    """Whether nothing speaks against it: an approximate point alone proves little."""
    names = (_DISTRICT_WORD.sub("", folded(name)) for name in (place.admin2, admin2))
    return len({loosen(name) for name in names} - {""}) < 2


def _enriched(place: Place, other: Place) -> Place:
    """Add the other entry's inhabitants, municipality and names."""
    known = {name.name for name in place.alternate_names} | {place.name}
    more = (AlternateName(name=other.name), *other.alternate_names)
    return replace(
        place,
        population=max(place.population, other.population),
        admin2=place.admin2 or other.admin2,
        admin3=place.admin3 or other.admin3,
        alternate_names=(
            *place.alternate_names,
            *(name for name in more if name.name not in known),
        ),
    )


def load_gazetteer(seeds_folder: Path, cache_folder: Path | None = None) -> Gazetteer:
    """Load places and curated places; once per process and state of the files.

    Places come from the grown data in `cache_folder`, if there is any that can be used, else from
    `seeds_folder`/gazetteer. Grown data that can't be used, and bad rows of curated.csv, stand in
    the gazetteer's `problems`.

    Raises: SeedError: a file of the seeds is missing or damaged.
    """
    folder = seeds_folder / "gazetteer"
    files = [folder / name for name in (*EMBEDDED_FILES, "curated.csv", "disputed_areas.csv")]
    if cache_folder is not None and not manifest_path(cache_folder).exists():
        cache_folder = None  # nothing has grown: whoever asks shares the embedded one
    if cache_folder is not None:
        files.append(manifest_path(cache_folder))
    stamps = tuple(
        (path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files if path.exists()
    )
    return _load(seeds_folder, cache_folder, stamps)


@lru_cache(maxsize=2)
def _load(
    seeds_folder: Path, cache_folder: Path | None, _stamps: tuple[tuple[str, int, int], ...]
) -> Gazetteer:
    folder = seeds_folder / "gazetteer"
    claimants = {
        area.place_id: area.state_claimants
        for area in read_disputed_areas(folder / "disputed_areas.csv").values()
        if area.state_claimants and area.place_id.startswith("iso:")
    }
    data = open_data(seeds_folder, cache_folder)
    curated, problems = read_curated(folder / "curated.csv")
    gazetteer = Gazetteer(data.rows, data.names, curated, claimants)
    gazetteer.problems = (*data.problems, *problems)
    if data.manifest:
        gazetteer.edition = data.manifest.version
        gazetteer.first_grown = data.manifest.embedded_places
    return gazetteer
