"""Outlines of regions and countries, and the base map; loaded only when something is drawn."""

import gzip
import json
from functools import cached_property, lru_cache
from pathlib import Path

import geopandas
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.errors import SeedError

BASE_LAYERS = ("land", "lakes", "rivers", "borders", "admin1")
"""Files of the base map; `admin1` are the region polygons."""
CRS = "EPSG:4326"


class Boundaries:
    """Outlines and base map in the UN's view: Crimea and Sevastopol are Ukraine's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def outline(self, place_id: str) -> BaseGeometry | None:
        """Outline of a region (`iso:UA-59`) or of a country as the union of its regions."""
        if place_id not in self._outlines and place_id in self._countries:
            self._outlines[place_id] = self._country(place_id)
        return self._outlines.get(place_id)

    def frame(self) -> geopandas.GeoDataFrame:
        """Every region: place_id, name, country_code, recognised, claimed_by, geometry.

        `recognised` is the country by UN GA 68/262, `claimed_by` a list of {party, since}.
        """
        properties = [feature["properties"] for feature in self._features]
        geometry = [self._outlines[row["place_id"]] for row in properties]
        return geopandas.GeoDataFrame(properties, geometry=geometry, crs=CRS)

    def base_layer(self, name: str) -> bytes:
        """One of `BASE_LAYERS` as GeoJSON text, ready to be served."""
        return gzip.decompress(self.base_layer_path(name).read_bytes())

    def base_layer_path(self, name: str) -> Path:
        """The gzipped GeoJSON file of a base layer."""
        if name not in BASE_LAYERS:
            raise ValueError(f"{name!r} is none of {', '.join(BASE_LAYERS)}")
        return self._folder / f"{name}.geojson.gz"

    def base_frame(self, name: str) -> geopandas.GeoDataFrame:
        """One of `BASE_LAYERS` with its properties; borders have `status` and `between`."""
        features = _features(self.base_layer_path(name))
        return geopandas.GeoDataFrame.from_features(features, crs=CRS)

    @cached_property
    def _features(self) -> list[dict[str, dict[str, str]]]:
        return _features(self.base_layer_path("admin1"))

    @cached_property
    def _outlines(self) -> dict[str, BaseGeometry]:
        return {f["properties"]["place_id"]: shape(f["geometry"]) for f in self._features}

    @cached_property
    def _countries(self) -> frozenset[str]:
        return frozenset(f"iso:{f['properties']['country_code']}" for f in self._features)

    def _country(self, place_id: str) -> BaseGeometry:
        code = place_id.removeprefix("iso:")
        parts = [
            self._outlines[f["properties"]["place_id"]]
            for f in self._features
            if f["properties"]["country_code"] == code
        ]
        # Regions that were simplified apart (eastern Russia) leave slivers: close them.
        whole = shapely.union_all(parts)
        return whole.buffer(0.03).buffer(-0.03) if code == "RU" else whole


@lru_cache(maxsize=2)
def load_boundaries(seeds_folder: Path) -> Boundaries:
    """Open the outlines in `seeds_folder`/gazetteer; files are read on first use."""
    return Boundaries(seeds_folder / "gazetteer")


def _features(path: Path) -> list[dict[str, dict[str, str]]]:
    try:
        return list(json.loads(gzip.decompress(path.read_bytes()))["features"])
    except (OSError, EOFError, ValueError) as error:
        raise SeedError(path, None, f"can't be read ({error}); is the checkout whole?") from error
