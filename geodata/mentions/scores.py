"""How well a candidate fits: its name, its size, its region, its neighbours, its country."""

import re
from functools import lru_cache
from math import exp, log10

from geodata.gazetteer.distance import distance_km
from geodata.gazetteer.folding import fold, loosen
from geodata.mentions.context import Context
from geodata.mentions.spots import AREA, Spot
from geodata.model import Place, PlaceKind

_NEAR_KM = 45.0
_CLOSE_BEARING_KM, _LOOSE_BEARING_KM = 12.0, 90.0
"""How far "just south of Kherson" and "south of Kherson" may be."""
_BEARING = re.compile(
    r"[\s,(]*(?P<just>just )?(?:about |some |roughly |only |approximately )*"
    r"(?:(?P<km>\d{1,4}(?:\.\d+)?)\s*-?(?:km|kilomet\w+|(?P<miles>miles?))\s+)?"
    r"(?:to the )?(?:(?:north|south|east|west)[a-z-]*\s+)?(?:of|from)\s+(?:the )?"
    r"(?:city of |town of |village of |settlement of )?"
)


def score(context: Context, spot: Spot, place: Place) -> tuple[float, list[str]]:
    """Score a candidate. The reasons say what speaks for it."""
    points, reasons = _fame(context, spot, place), []
    if region := _region_points(context, spot, place):
        points += region
        reasons.append(f"{context.home(place)} is named nearby")
    if nearest := _nearest(context, spot, place):
        felt_km, other = nearest
        closeness = 4.0 * exp(-felt_km / _NEAR_KM)
        points += closeness
        if closeness > 0.5:
            reasons.append(f"{distance_km(place, other):.0f} km from {other.name}")
    if total := sum(context.countries.values()):
        share = context.countries[place.country_code] / total
        points += 2.5 * share if share else -2.0
        if share > 0.3 and not reasons:
            reasons.append(f"the article is about {place.country_code}")
    return points, reasons


def _fame(context: Context, spot: Spot, place: Place) -> float:
    """What speaks for a place whatever the article: size, and being called so first of all."""
    points = 0.75 * log10(place.population + 1)
    if place.feature_code == "PPLC":
        points += 0.8
    if place.admin1 in context.gazetteer.claimants:
        points += 0.8
    if place.place_id.startswith("curated:"):
        points += 1.5
    return points + (1.0 if first_name(spot, place) else -0.5)


def first_name(spot: Spot, place: Place) -> bool:
    """Tell whether the place is known by this name first of all, however romanised."""
    return place.kind in AREA or loosen(spot.key) == _usual_name(place.name)


@lru_cache(maxsize=1 << 14)
def _usual_name(name: str) -> str:
    return loosen(fold(name).replace("-", " "))


def _region_points(context: Context, spot: Spot, place: Place) -> float:
    """More for its region in the same sentence, most for it right after the name."""
    if place.kind is not PlaceKind.SETTLEMENT or place.admin1 not in context.places:
        return 0.0
    if any(region.place_id == place.admin1 for _, region in context.after(spot, 5)):
        return 4.0
    beside = any(region.place_id == place.admin1 for _, region in context.beside(spot))
    return 2.5 if beside else 0.8


def _nearest(context: Context, spot: Spot, place: Place) -> tuple[float, Place] | None:
    """The nearest settled settlement; in the same sentence it counts as half as far."""
    beside = {other.place_id for _, other in context.beside(spot)}
    found = [
        (distance_km(place, other) * (0.5 if other.place_id in beside else 1.0), other)
        for other in context.places.values()
        if other.kind is PlaceKind.SETTLEMENT and other.place_id != place.place_id
    ]
    return min(found, key=lambda pair: (pair[0], pair[1].place_id), default=None)


def fits_bearing(context: Context, spot: Spot, place: Place) -> bool:
    """Hold a place against a bearing that follows it: "Pavlivka (3km southwest of Vuhledar)"."""
    for other, known in context.after(spot, 9):
        if known.kind is not PlaceKind.SETTLEMENT:
            continue
        start = context.text.words[spot.last].end
        between = context.text.text[start : context.text.words[other.first].start]
        if match := _BEARING.fullmatch(between):
            usual = _CLOSE_BEARING_KM if match["just"] else _LOOSE_BEARING_KM
            stated = float(match["km"] or usual) * (1.6 if match["miles"] else 1)
            return distance_km(place, known) <= 1.4 * stated + 8 + place.precision_km
    return True


def inside_named_region(context: Context, spot: Spot, places: list[Place]) -> list[Place]:
    """Keep those in the region that follows the name: "Makarivka, Donetsk Oblast"."""
    for other, region in context.after(spot, 3):
        if region.kind is PlaceKind.REGION and _within(context, spot, other):
            inside = [place for place in places if place.admin1 == region.place_id]
            if inside or region.place_id.startswith("iso:"):
                return inside
    return places


def _within(context: Context, spot: Spot, region: Spot) -> bool:
    words = context.text.words
    between = context.text.text[words[spot.last].end : words[region.first].start]
    return " ".join(between.split()) in {",", "in", ", in", "in the", ", in the", "("}
