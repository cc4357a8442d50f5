"""Outlines of regions and countries, and the base map; loaded only when something is drawn."""

import gzip
import json
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import geopandas
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.errors import SeedError
from geodata.gazetteer.worldviews import (
    DisputedArea,
    Outlook,
    code_of,
    outlook_of,
    read_disputed_areas,
    read_outlooks,
)
from geodata.settings import Worldview

BASE_LAYERS = ("land", "lakes", "rivers", "borders", "admin1")
"""Files of the base map; `admin1` are the region polygons."""
CRS = "EPSG:4326"
_SEAMED = frozenset({"RU"})
"""Countries whose regions were simplified in two lots: slivers between these are closed."""
_SEAM = 0.03
"""Degrees; no sliver is twice as wide."""
_Feature = tuple[dict[str, Any], BaseGeometry]
"""Properties and outline."""


class Boundaries:
    """Outlines and base map as one worldview has them; by default as the UN does."""

    def __init__(self, folder: Path, worldview: Worldview = Worldview.UN) -> None:
        self.worldview = worldview
        self._folder = folder
        self._outlines: dict[str, BaseGeometry] = {}
        """Of countries."""

    def outline(self, place_id: str) -> BaseGeometry | None:
        """Outline of a region (`iso:UA-59`), or of a country as the union of what it holds."""
        regions = _regions(self._folder)
        if place_id in regions:
            return regions[place_id][1]
        if place_id not in self._outlines and code_of(place_id) in self._holders.values():
            self._outlines[place_id] = self._country(code_of(place_id))
        return self._outlines.get(place_id)

    def holder(self, place_id: str) -> str | None:
        """Tell who holds a region in this view, as Outlook.holder(); None if it is no region."""
        return self._holders.get(place_id)

    def disputed_area(self, place_id: str) -> DisputedArea | None:
        """What is recognised and claimed of a region; None if nobody claims it."""
        return self._areas.get(place_id)

    @property
    def view_name(self) -> str:
        """Name whose view this is: "the United Nations"."""
        return self._outlooks[self.worldview].name

    def frame(self) -> geopandas.GeoDataFrame:
        """Every region: place_id, name, country_code, recognised, claimed_by, full_name, geometry.

        The same in every worldview. `recognised` is the country by UN GA 68/262, "" where that is
        not determined; `claimed_by` a list of {party, since}; `full_name` the name to give first.
        """
        return _frame(_regions(self._folder).values())

    def borders(self) -> geopandas.GeoDataFrame:
        """Lines: between (codes of two sides), status, agreed, geometry.

        status: `international`, a border in this view; `claimed`, one only in another view, or in
        that of a party to the dispute; `disputed`, an armistice or cease-fire line. `agreed`:
        every view has the border.
        """
        lines = self.base_frame("borders")
        sides = zip(lines["between"], lines["disputed"], strict=True)
        ways = [self._status(str(between), bool(disputed)) for between, disputed in sides]
        lines["status"] = [status for status, _ in ways]
        lines["agreed"] = [agreed for _, agreed in ways]
        return lines.loc[lines["status"] != "", ["between", "status", "agreed", "geometry"]]

    def base_layer(self, name: str) -> bytes:
        """One of `BASE_LAYERS` as GeoJSON text, ready to be served."""
        return gzip.decompress(self.base_layer_path(name).read_bytes())

    def base_layer_path(self, name: str) -> Path:
        """The gzipped GeoJSON file of a base layer."""
        if name not in BASE_LAYERS:
            raise ValueError(f"{name!r} is none of {', '.join(BASE_LAYERS)}")
        return self._folder / f"{name}.geojson.gz"

    def base_frame(self, name: str) -> geopandas.GeoDataFrame:
        """One of `BASE_LAYERS` with its properties, the same in every worldview."""
        return _frame(_features(self.base_layer_path(name)))

    @cached_property
    def _outlooks(self) -> dict[Worldview, Outlook]:
        return read_outlooks(self._folder / "worldviews.csv")

    @cached_property
    def _areas(self) -> dict[str, DisputedArea]:
        return read_disputed_areas(self._folder / "disputed_areas.csv")

    @cached_property
    def _by_code(self) -> dict[str, DisputedArea]:
        return {area.code: area for area in self._areas.values()}

    @cached_property
    def _holders(self) -> dict[str, str]:
        outlook = self._outlooks[self.worldview]
        return {
            place_id: outlook.holder(self._areas[place_id])
            if place_id in self._areas
            else str(properties["country_code"])
            for place_id, (properties, _) in _regions(self._folder).items()
        }

    def _country(self, code: str) -> BaseGeometry:
        regions = _regions(self._folder)
        own = [regions[place_id][1] for place_id, held in self._holders.items() if held == code]
        whole = shapely.union_all(own)
        if code not in _SEAMED:
            return whole
        closed = whole.buffer(_SEAM).buffer(-_SEAM)
        others = [regions[place_id][1] for place_id, held in self._holders.items() if held != code]
        return closed.difference(shapely.union_all([o for o in others if o.intersects(closed)]))

    @cached_property
    def _views(self) -> list[Outlook]:
        """Every worldview on offer, and that of each party to a dispute."""
        parties = {party for area in self._areas.values() for party, _ in area.claimed_by}
        return [*self._outlooks.values(), *map(outlook_of, sorted(parties))]

    def _status(self, between: str, disputed: bool) -> tuple[str, bool]:
        sides = between.split("|")
        here = self._is_border(sides, self._outlooks[self.worldview])
        others = [self._is_border(sides, view) for view in self._views]
        if disputed:
            return "disputed", False
        if here:
            return "international", all(others)
        return ("claimed" if any(others) else ""), False

    def _is_border(self, sides: Sequence[str], view: Outlook) -> bool:
        holders = [
            view.holder(self._by_code[side]) if side in self._by_code else side for side in sides
        ]
        return len(set(holders)) > 1


@lru_cache(maxsize=8)
def load_boundaries(seeds_folder: Path, worldview: Worldview = Worldview.UN) -> Boundaries:
    """Open the outlines in `seeds_folder`/gazetteer; files are read on first use."""
    return Boundaries(seeds_folder / "gazetteer", worldview)


@lru_cache(maxsize=2)
def _regions(folder: Path) -> dict[str, _Feature]:
    """Properties and outline of each region, read once for all worldviews."""
    features = _features(folder / "admin1.geojson.gz")
    return {properties["place_id"]: (properties, outline) for properties, outline in features}


def _frame(features: Iterable[_Feature]) -> geopandas.GeoDataFrame:
    properties, geometry = zip(*features, strict=True)
    return geopandas.GeoDataFrame(properties, geometry=list(geometry), crs=CRS)


def _features(path: Path) -> list[_Feature]:
    try:
        text = gzip.decompress(path.read_bytes())
        features = json.loads(text, object_hook=_shaped)["features"]
    except (OSError, EOFError, ValueError) as error:
        raise SeedError(path, None, f"can't be read ({error}); is the checkout whole?") from error
    return [(feature["properties"], feature["geometry"]) for feature in features]


def _shaped(read: dict[str, Any]) -> Any:
    """Make each geometry once it is read: the numbers of all at once would be 20 MB of lists."""
    return shape(read) if "coordinates" in read else read
