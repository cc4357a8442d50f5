"""Is a candidate where the text is? Chance namesakes are far from all else that it names."""

from collections.abc import Iterable, Sequence
from math import inf

from geodata.gazetteer.distance import distance_km
from geodata.mentions.bearings import bearing_after
from geodata.mentions.context import Context
from geodata.mentions.scores import first_name
from geodata.mentions.spots import AREA, Spot
from geodata.model import Place, PlaceKind

_FAR_KM, _LIST_KM, _NEXT_KM = 130.0, 80.0, 40.0
_REGION_RADIUS_KM = 120.0
LARGE_VILLAGE, TOWN, WELL_KNOWN, CITY = 2_000, 5_000, 30_000, 250_000
"""Inhabitants."""


def out_of_place(context: Context, spot: Spot, place: Place, bearers: Sequence[Place]) -> str:
    """Say what speaks against a place as the only one known; empty if nothing does."""
    bearing = bearing_after(context, spot)
    if bearing and not bearing.fits(place):
        return "not where the text says"
    if _in_another_district(context, spot, place):
        return "not in the district that the sentence names"
    alone = outshines(place, bearers)
    known = alone and place.population >= TOWN and first_name(spot, place)
    if known and not is_abroad(context, spot, place):
        return ""
    if len(bearers) == 1 and place.hand_kept and context.countries[place.country_code]:
        return ""
    others = [
        other
        for other in context.around(spot)
        if other.kind is not PlaceKind.COUNTRY
        and other.feature_code != "PPLC"
        and other.place_id != place.place_id
    ]
    reach_km = _FAR_KM * (2 if alone and _at_home(context, spot, place) else 1)
    points = [other for other in others if other.kind not in AREA]
    if others and not any(_same_area(place, other, reach_km, points) for other in others):
        nearest_km = min(distance_km(place, other) for other in others)
        return f"{nearest_km:.0f} km from all else named"
    return "" if place.admin1 in context.places else _far_less_near(place, points, bearers)


def _far_less_near(place: Place, points: Sequence[Place], bearers: Sequence[Place]) -> str:
    """Say that another of its name is much nearer to what is named, if one is.

    Beside the one that is kept for being in the news no nearer hamlet counts: "in the Bakhmut and
    Novopavlivka directions".
    """
    if len(bearers) < 2 or not points:
        return ""
    nearest_km = min(distance_km(place, other) for other in points)
    if nearest_km < _LIST_KM and _alone_in_the_news(place, points, bearers):
        return ""
    rivals_km = (
        min(distance_km(rival, other) for other in points)
        for rival in bearers
        if rival.place_id != place.place_id and rival.kind is place.kind
    )
    much_nearer = nearest_km > _NEXT_KM and 2 * min(rivals_km, default=inf) < nearest_km
    return f"{nearest_km:.0f} km from all else named, another is nearer" if much_nearer else ""


def _alone_in_the_news(place: Place, points: Sequence[Place], bearers: Iterable[Place]) -> bool:
    """Whether it is hand-kept, and all others of its name about there are hamlets."""
    return place.hand_kept and not any(
        (other.hand_kept or other.population >= LARGE_VILLAGE)
        and any(distance_km(other, point) < _LIST_KM for point in points)
        for other in bearers
        if other.place_id != place.place_id
    )


def _in_another_district(context: Context, spot: Spot, place: Place) -> bool:
    """Whether the sentence speaks of districts far from it, and nothing of its own ground."""
    districts = [
        other
        for _, other in context.beside(spot)
        if other.kind is PlaceKind.DISTRICT and other.country_code == place.country_code
    ]
    return (
        bool(districts)
        and place.admin1 not in context.places
        and all(distance_km(place, other) > other.precision_km + _NEXT_KM for other in districts)
        and not near_another(context, spot, place, _NEXT_KM)
    )


def near_another(context: Context, spot: Spot, place: Place, reach_km: float) -> bool:
    """Whether another settlement that is named lies nearer to it than that."""
    return any(
        other.kind is PlaceKind.SETTLEMENT
        and other.place_id != place.place_id
        and distance_km(place, other) < reach_km
        for other in context.around(spot)
    )


def outshines(place: Place, bearers: Iterable[Place]) -> bool:
    """Whether the other bearers of its name are far smaller, and none is kept for being news."""
    return all(
        10 * other.population < place.population and not other.hand_kept
        for other in bearers
        if other.place_id != place.place_id
    )


def _at_home(context: Context, spot: Spot, place: Place) -> bool:
    """Whether no settlement named so far is in another country."""
    return all(
        other.country_code == place.country_code
        for other in context.around(spot)
        if other.kind is PlaceKind.SETTLEMENT
    )


def well_known(place: Place) -> bool:
    """A large town or a capital."""
    return place.population >= WELL_KNOWN or place.feature_code == "PPLC"


def is_abroad(context: Context, spot: Spot, place: Place) -> bool:
    """As in "the district of Nawa", of an article on Afghanistan, for the town in Syria."""
    return "district" in spot.cue and not context.countries[place.country_code]


def _same_area(place: Place, other: Place, reach_km: float, points: Sequence[Place]) -> bool:
    """Whether it is in the region named, or near: to a point that is named rather than to areas."""
    if other.kind in AREA:
        if points and place.admin1 and other.place_id.startswith("iso:"):
            return place.admin1 == other.place_id
        reach_km += max(other.precision_km, _REGION_RADIUS_KM)
    return place.admin1 == other.place_id or distance_km(place, other) < reach_km


def near_its_list(context: Context, spot: Spot, places: Sequence[Place]) -> Sequence[Place]:
    """Keep those near the towns that are listed with the name, if any are.

    A hamlet near them does not rule a town of the name out that the text may mean as well.
    """
    listed = [
        other
        for other in context.listed(spot)
        if other.kind is PlaceKind.SETTLEMENT and other.population < CITY
    ]
    near = [
        place
        for place in places
        if any(distance_km(place, other) < _LIST_KM + place.precision_km for other in listed)
    ]
    if any(place.hand_kept or place.population >= LARGE_VILLAGE for place in near):
        return near
    towns = [place for place in places if place.population >= TOWN or place.hand_kept]
    return [*near, *(town for town in towns if town not in near)] if near else places
