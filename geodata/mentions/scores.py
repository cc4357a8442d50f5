"""How well a candidate fits: its name, its size, its region, its neighbours, its country."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from math import exp, log10
from operator import itemgetter
from typing import NamedTuple

from geodata.gazetteer.distance import distance_km
from geodata.gazetteer.folding import fold, loosen
from geodata.mentions.bearings import bearing_points
from geodata.mentions.context import Context
from geodata.mentions.spots import AREA, Spot
from geodata.model import Place, PlaceKind

_NEAR_KM = 45.0
_INSIDE = re.compile(
    r"(?=.)[,(]?"
    r"(?: ?(?:a|an|the)(?: [a-z-]+){0,3} (?:village|town|city|settlement|hamlet))?"
    r" ?(?:in(?: the)?)?"
)
"""Between a name and the region that it is in: ", a border village in"."""
_MUNICIPALITY_KM = 10.0
_ONCE_SO_CALLED = 1.0
"""Points that size gives at the most to a place which merely had the name once."""
_KIND_WORD = re.compile(r" (?:raion|rayon|district|territory|okrug)$")


class Score(NamedTuple):
    """What speaks for a candidate."""

    points: float
    reasons: list[str]
    """In words."""
    located: bool
    """Whether something in the text tells where it is, other than the country."""


def score(context: Context, spot: Spot, place: Place) -> Score:
    """Score a candidate."""
    points, reasons = _fame(context, spot, place), []
    if region := _region_points(context, spot, place):
        points += region
        reasons.append(f"{context.home(place)} is named nearby")
    if district := _district_points(context, spot, place):
        points += district
        reasons.append(f"{place.admin2 or 'its district'} is named nearby")
    if exactness := bearing_points(context, spot, place):
        points += exactness
        reasons.append("where the text says")
    if nearest := _nearest(context, spot, place):
        felt_km, other = nearest
        closeness = 4.0 * exp(-felt_km / _NEAR_KM)
        points += closeness
        if closeness > 0.5:
            about = "about " if place.precision_km or other.precision_km else ""
            reasons.append(f"{about}{distance_km(place, other):.0f} km from {other.name}")
    located = bool(reasons)
    if total := sum(context.countries.values()):
        share = context.countries[place.country_code] / total
        points += 2.5 * share if share else -2.0
        if share > 0.3 and not reasons:
            reasons.append(f"the article is about {place.country_code}")
    return Score(points, reasons, located)


def _fame(context: Context, spot: Spot, place: Place) -> float:
    """What speaks for a place whatever the article: size, and being called so first of all."""
    points = 0.75 * log10(place.population + 1)
    if _misleading_name(spot, place):
        points = min(points, _ONCE_SO_CALLED)
    if place.feature_code == "PPLC":
        points += 0.8
    if place.admin1 in context.gazetteer.claimants:
        points += 0.8
    if place.place_id.startswith("curated:"):
        points += 1.5
    if not first_name(spot, place):
        return points - 0.5
    return points + (1.0 if place.kind in AREA or _spelled_so(spot, place) else 0.2)


def _spelled_so(spot: Spot, place: Place) -> bool:
    return bool(spot.romanised) or spot.key == fold(place.name)


def first_name(spot: Spot, place: Place) -> bool:
    """Tell whether the place is known by this name first of all, however romanised."""
    if place.kind in AREA:
        return True
    usual = _usual_name(place.name)
    if spot.romanised:
        return any(_alike(name, usual) for name in spot.romanised)
    return loosen(spot.key) == usual


@lru_cache(maxsize=1 << 14)
def _usual_name(name: str) -> str:
    return loosen(fold(name).replace("-", " "))


@lru_cache(maxsize=1 << 14)
def _alike(name: str, usual: str) -> bool:
    """Whether two names are one in two languages: Vovchansk, Волчанск; former names aren't."""
    return name == usual or SequenceMatcher(None, name, usual).ratio() >= _ONE_NAME


_ONE_NAME = 0.65


def _misleading_name(spot: Spot, place: Place) -> bool:
    """A city that was called so once, while villages are called so today (Aleksandrovka)."""
    return (
        place.kind is PlaceKind.SETTLEMENT
        and not place.place_id.startswith("curated:")
        and not first_name(spot, place)
        and not _alike(loosen(spot.key), _usual_name(place.name))
        and any(first_name(spot, other) for other in spot.places if other.kind is place.kind)
    )


def _region_points(context: Context, spot: Spot, place: Place) -> float:
    """More for its region in the same sentence, most for it right after the name."""
    if place.kind is not PlaceKind.SETTLEMENT or place.admin1 not in context.places:
        return 0.0
    if any(region.place_id == place.admin1 for _, region in context.after(spot, 5)):
        return 4.0
    beside = any(region.place_id == place.admin1 for _, region in context.beside(spot))
    if beside:
        return 2.5
    regions = [other for other in context.places.values() if other.kind is PlaceKind.REGION]
    return 1.6 if len(regions) == 1 else 0.8


def _district_points(context: Context, spot: Spot, place: Place) -> float:
    """For its district in the same sentence, or elsewhere; by name, else by distance."""
    if place.kind is not PlaceKind.SETTLEMENT:
        return 0.0
    beside = {other.place_id for _, other in context.beside(spot)}
    points = [
        (3.0 if other.place_id in beside else 1.0) * _share_inside(place, other)
        for other in context.places.values()
        if other.kind is PlaceKind.DISTRICT
    ]
    return max(points, default=0.0)


def _share_inside(place: Place, district: Place) -> float:
    """How surely a place is in a district: 1 if it is recorded there, less if merely near."""
    if place.country_code != district.country_code:
        return 0.0
    if place.admin2 and _stem(place.admin2) == _stem(district.name):
        return 1.0 if place.admin1 == district.admin1 else 0.0
    reach_km = district.precision_km + place.precision_km
    return (
        0.0
        if place.admin2 and place.precision_km
        else exp(-max(0.0, distance_km(place, district) - reach_km / 2) / _NEAR_KM) / 2
    )


@lru_cache(maxsize=1 << 12)
def _stem(district: str) -> str:
    """The name of a district without its kind word."""
    return _KIND_WORD.sub("", fold(district))


def _nearest(context: Context, spot: Spot, place: Place) -> tuple[float, Place] | None:
    """The nearest settled settlement; in the same sentence it counts as half as far."""
    beside = {other.place_id for _, other in context.beside(spot)}
    best: tuple[float, str, Place] | None = None
    for other in context.places.values():
        if other.kind is not PlaceKind.SETTLEMENT or other.place_id == place.place_id:
            continue
        part = 0.5 if other.place_id in beside else 1.0
        if best and part * _KM_PER_DEGREE * abs(other.lat - place.lat) > best[0]:
            continue  # too far north or south already, and the exact distance is dear
        found = (part * _felt_km(place, other), other.place_id, other)
        best = min(best, found, key=itemgetter(0, 1)) if best else found
    return (best[0], best[2]) if best else None


_KM_PER_DEGREE = 111.0
"""Of latitude, at the least."""


def _felt_km(place: Place, other: Place) -> float:
    """The distance; a point that is only about right is near its own municipality at the most."""
    if place.admin3 and (place.admin3, place.admin1) == (other.admin3, other.admin1):
        return min(distance_km(place, other), _MUNICIPALITY_KM)
    return max(distance_km(place, other), (place.precision_km + other.precision_km) / 2)


def inside_named_region(context: Context, spot: Spot, places: list[Place]) -> list[Place]:
    """Keep those in the region that follows the name: "Makarivka, Donetsk Oblast"."""
    for other, region in context.after(spot, 7):
        if region.kind is PlaceKind.REGION and _within(context, spot, other):
            inside = [place for place in places if place.admin1 == region.place_id]
            if inside or region.place_id.startswith("iso:"):
                return inside
    return places


def _within(context: Context, spot: Spot, region: Spot) -> bool:
    words = context.text.words
    between = context.text.text[words[spot.last].end : words[region.first].start]
    return bool(_INSIDE.fullmatch(" ".join(between.split())))
