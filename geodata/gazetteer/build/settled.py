"""Settlements and districts as rows: GeoNames' entries, and what only name registers know."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz

from geodata.gazetteer.build import packages
from geodata.gazetteer.build.codifier import Placed, Unit, place_units, read_codifier
from geodata.gazetteer.build.districts import (
    District,
    Subdivision,
    districts_of_russia,
    other_districts,
    raions_of_ukraine,
    read_subdivisions,
)
from geodata.gazetteer.build.postal import (
    PostOffice,
    members_of_raions,
    read_post_offices,
    unplaced,
)
from geodata.gazetteer.build.regions import Region
from geodata.gazetteer.build.settlements import Settlement
from geodata.gazetteer.distance import distance_km
from geodata.gazetteer.folding import fold, loosen
from geodata.gazetteer.romanising import romanise_ukrainian
from geodata.gazetteer.rows import row_of
from geodata.model import PlaceKind

_CITY_KM = 12.0
_SAME_NAME = 60.0
"""Percent of letters, in order, that two romanisations of one name share."""


def settled_lines(
    entries: Sequence[Settlement], regions: Sequence[Region], cache: Path
) -> Iterator[str]:
    """Rows of every settlement and district; those without a point of their own come last."""
    divisions = read_subdivisions(packages.fetch(packages.DISTRICTS, cache))
    entries, districts, villages = _of_ukraine(entries, divisions, regions, cache)
    entries, more_districts, more_villages = _of_russia(entries, divisions, regions, cache)
    entries, other = _of_others(entries, divisions, regions)
    yield from map(_entry_line, entries)
    yield from map(_district_line, [*districts, *more_districts, *other])
    yield from villages
    yield from more_villages


def _of_ukraine(
    entries: Sequence[Settlement],
    divisions: Sequence[Subdivision],
    regions: Sequence[Region],
    cache: Path,
) -> tuple[list[Settlement], Iterable[District], list[str]]:
    units = read_codifier(packages.fetch(packages.UKRAINIAN_CODIFIER, cache))
    here = [entry for entry in entries if entry.country_code == "UA" and not _is_city_part(entry)]
    placed = place_units(units, here)
    raions = raions_of_ukraine(units, placed, divisions, regions)
    hromadas = {unit.code: unit for unit in units if unit.category == "H"}

    def homes(unit: Unit) -> tuple[str, str]:
        raion, hromada = raions.get(unit.raion), hromadas.get(unit.hromada)
        return (
            raion.name if raion else "",
            f"{romanise_ukrainian(hromada.name)} hromada" if hromada else "",
        )

    units_of = {place.entry.geonames_id: place.unit for place in placed if place.entry}
    cities = [place.entry for place in placed if place.entry and place.unit.category in "KM"]
    found = []
    for entry in entries:
        unit = units_of.get(entry.geonames_id)
        if _is_city_part(entry) or (
            entry.country_code == "UA" and not unit and _is_quarter(entry, cities)
        ):
            entry = replace(entry, feature_code="PPLX", population=0)  # noqa: PLW2901
        if unit:
            admin2, admin3 = homes(unit)
            entry = replace(  # noqa: PLW2901 - the same entry, completed
                _named_as(entry, unit.name), admin2=admin2, admin3=admin3
            )
        found.append(entry)
    villages = [_unit_line(place, *homes(place.unit)) for place in placed if not place.entry]
    return found, raions.values(), villages


def _is_city_part(entry: Settlement) -> bool:
    """GeoNames has it as a place in its own right; its other names say that it is a district."""
    return entry.feature_code == "PPL" and any(map(_CITY_PART.search, entry.other_names))


_CITY_PART = re.compile(" (?:District|[Rr]aion|rayon)$")


def _is_quarter(entry: Settlement, cities: Iterable[Settlement]) -> bool:
    """Part of a city: the codifier, which is complete, knows no settlement of its name."""
    return any(distance_km(entry, city) < _CITY_KM for city in cities)


def _of_russia(
    entries: Sequence[Settlement],
    divisions: Sequence[Subdivision],
    regions: Sequence[Region],
    cache: Path,
) -> tuple[list[Settlement], Iterable[District], list[str]]:
    offices = read_post_offices(packages.fetch(packages.POST_OFFICES, cache))
    members = members_of_raions(offices, [e for e in entries if e.country_code == "RU"])
    districts = districts_of_russia(divisions, members, regions)
    names = {
        entry.geonames_id: district.name
        for key, district in districts.items()
        for entry in members[key]
    }
    found = [_in_district(entry, names) for entry in entries]
    missing = unplaced(offices, [e for e in found if e.country_code == "RU"], districts)
    return found, districts.values(), [_office_line(*pair) for pair in missing]


def _of_others(
    entries: Sequence[Settlement], divisions: Sequence[Subdivision], regions: Sequence[Region]
) -> tuple[list[Settlement], Iterable[District]]:
    members = defaultdict(list)
    for entry in entries:
        members[entry.admin2_code].append(entry)
    districts = other_districts(divisions, members, regions)
    names = {
        entry.geonames_id: district.name
        for code, district in districts.items()
        for entry in members[code]
    }
    return [_in_district(entry, names) for entry in entries], districts.values()


def _in_district(entry: Settlement, names: Mapping[int, str]) -> Settlement:
    name = names.get(entry.geonames_id)
    return replace(entry, admin2=name) if name else entry


def _named_as(entry: Settlement, official: str) -> Settlement:
    """Spell it as the official name is romanised, unless it has been renamed since."""
    romanised = romanise_ukrainian(official)
    same = fuzz.ratio(loosen(fold(romanised)), loosen(fold(entry.name))) >= _SAME_NAME
    name = romanised if same else entry.name
    known = {fold(name): name}
    for other in (entry.name, *entry.other_names, official):
        known.setdefault(fold(other), other)
    return replace(entry, name=name, other_names=tuple(sorted(set(known.values()) - {name})))


def _entry_line(place: Settlement) -> str:
    return row_of(
        str(place.geonames_id),
        place.name,
        PlaceKind.SETTLEMENT,
        place.feature_code,
        place.country_code,
        place.other_names,
        lon=place.lon,
        lat=place.lat,
        region=place.region_id,
        population=place.population,
        admin2=place.admin2,
        admin3=place.admin3,
    )


def _district_line(district: District) -> str:
    return row_of(
        district.place_id,
        district.name,
        PlaceKind.DISTRICT,
        "ADM2",
        district.country_code,
        district.other_names,
        lon=district.point.lon,
        lat=district.point.lat,
        region=district.region_id,
        precision_km=district.precision_km,
    )


def _unit_line(place: Placed, admin2: str, admin3: str) -> str:
    return row_of(
        f"katottg:{place.unit.code}",
        "",
        PlaceKind.SETTLEMENT,
        "PPL",
        "UA",
        [place.unit.name],
        lon=place.point.lon,
        lat=place.point.lat,
        region=place.unit.region_id,
        precision_km=place.precision_km,
        admin2=admin2,
        admin3=admin3,
    )


def _office_line(office: PostOffice, district: District) -> str:
    return row_of(
        f"postal:RU-{office.code}",
        "",
        PlaceKind.SETTLEMENT,
        "PPL",
        "RU",
        [office.name],
        lon=district.point.lon,
        lat=district.point.lat,
        region=office.region_id,
        precision_km=district.precision_km,
        admin2=district.name,
    )
