"""A place's name in a table -> the settlement that it can only be; else those that it may be."""

from collections.abc import Mapping, Sequence

from geodata.gazetteer.distance import Point, distance_km
from geodata.gazetteer.rows import folded
from geodata.model import Place, PlaceKind
from geodata.published.finding import Find, LookUp
from geodata.published.voices import listed

NEAR_KM = 15.0
"""How far from a row's coordinates its place may be."""


_TOWN = 5_000
_TIMES_LARGER = 5


class PlacesByName:
    """Finds the place of a row; what several settlements may be is left open.

    Save for a town that shares today's name with villages only: at least 5,000 inhabitants, and
    five times those of any other.
    """

    def __init__(self, find: Find, look_up: LookUp) -> None:
        self._find = find
        self._look_up = look_up
        self._known: dict[tuple[str, ...], str] = {}
        self.towns: dict[str, str] = {}
        """Names that villages bear too -> place_id of the town that they were taken for."""

    def resolve(self, cells: Mapping[str, str]) -> str:
        """The place_id of a row with `place` (an id or a name) and region, country, lat, lon.

        Raises: ValueError: there is none, or several; names them.
        """
        key = tuple(cells.get(name, "") for name in ("place", "region", "country", "lat", "lon"))
        if key not in self._known:
            self._known[key] = self._resolved(cells)
        return self._known[key]

    def _resolved(self, cells: Mapping[str, str]) -> str:
        name = cells.get("place", "")
        if not name:
            raise ValueError("names no place")
        known = self._find(name) if ":" in name else None
        if known is not None:
            return known.place_id
        called = [one for one in self._look_up(name) if one.kind is PlaceKind.SETTLEMENT]
        fitting = _near([one for one in called if self._fits(one, cells)], cells)
        if len(fitting) == 1:
            return fitting[0].place_id
        town = _town_among(fitting, name)
        if town is not None:
            self.towns[name] = town.place_id
            return town.place_id
        raise ValueError(self._problem(name, called, fitting))

    def _fits(self, place: Place, cells: Mapping[str, str]) -> bool:
        country, region = cells.get("country", ""), cells.get("region", "")
        if country and not self._is_called(f"iso:{place.country_code}", country):
            return False
        return not region or self._is_called(place.admin1, region)

    def _is_called(self, place_id: str, name: str) -> bool:
        """Whether an area is meant by a name or an id (with or without its `iso:`)."""
        if name.casefold() in {place_id.casefold(), place_id.removeprefix("iso:").casefold()}:
            return True
        place = self._find(place_id)
        return place is not None and folded(name) in map(folded, place.names)

    def _problem(self, name: str, called: Sequence[Place], fitting: Sequence[Place]) -> str:
        if not called:
            return (
                f"no settlement is called {name[:60]!r}; `python -m geodata gazetteer show` finds "
                "names that are alike, `gazetteer update` brings more"
            )
        those = fitting or called
        told = listed(
            f"{one.name}, {self._region_name(one)} ({one.place_id}, lat {one.lat}, lon {one.lon})"
            for one in those
        )
        if not fitting:
            return f"no {name[:60]!r} is where the row says; there is {told}"
        return f"{name[:60]!r} may be {told}; write the place_id, or region, country, lat and lon"

    def _region_name(self, place: Place) -> str:
        region = self._find(place.admin1) if place.admin1 else None
        return region.name if region else place.country_code


def _town_among(places: Sequence[Place], name: str) -> Place | None:
    """The town that dwarfs all that are so called today; others had the name once."""
    called = [one for one in places if folded(one.name) == folded(name)]
    ordered = sorted(called, key=lambda one: -one.population)
    if not ordered:
        return None
    largest, others = ordered[0].population, [one.population for one in ordered[1:]]
    dwarfs = all(largest >= _TIMES_LARGER * other for other in others)
    return ordered[0] if largest >= _TOWN and dwarfs else None


def _near(places: Sequence[Place], cells: Mapping[str, str]) -> Sequence[Place]:
    """Those near a row's coordinates; of several only the nearest, all if it has none.

    Raises: ValueError: the coordinates are no degrees.
    """
    given = cells.get("lat", ""), cells.get("lon", "")
    if not any(given):
        return places
    try:
        lat, lon = map(float, given)
    except ValueError as error:
        raise ValueError(f"lat {given[0][:20]!r}, lon {given[1][:20]!r} are no degrees") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"lat {lat}, lon {lon} is not on Earth; are they swapped?")
    away = {one.place_id: distance_km(one, Point(lon, lat)) - one.precision_km for one in places}
    near = [one for one in places if away[one.place_id] <= NEAR_KM]
    return sorted(near, key=lambda one: away[one.place_id])[:1]
