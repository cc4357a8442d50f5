"""Bearings that follow a name: "Pavlivka (3km southwest of Vuhledar)"."""

import re
from math import exp

from geodata.gazetteer.distance import bearing_degrees, distance_km
from geodata.mentions.context import Context
from geodata.mentions.spots import Spot
from geodata.model import Place, PlaceKind

_CLOSE_BEARING_KM, _LOOSE_BEARING_KM = 12.0, 90.0
"""How far "just south of Kherson" and "south of Kherson" may be."""
_BEARING = re.compile(
    r"[\s,(]*(?P<just>just )?(?:about |some |roughly |only |approximately )*"
    r"(?:(?P<km>\d{1,4}(?:\.\d+)?)\s*-?(?:km|kilomet\w+|(?P<miles>miles?))\s+)?"
    r"(?:to the )?(?:(?P<way>(?:north|south|east|west)[a-z-]*)\s+)?(?:of|from)\s+(?:the )?"
    r"(?:city of |town of |village of |settlement of )?"
)
_COMPASS = {
    way: 45.0 * number
    for number, way in enumerate(
        ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
    )
}
_WIDEST_TURN = 70.0
"""Degrees by which "north of" may be off."""


def fits_bearing(context: Context, spot: Spot, place: Place) -> bool:
    """Hold a place against the bearing that follows its name, if there is one."""
    bearing = _stated(context, spot)
    return bearing is None or _is_there(place, *bearing)


def bearing_points(context: Context, spot: Spot, place: Place) -> float:
    """Up to 2 points for being as far as the text says, where it says how far."""
    bearing = _stated(context, spot)
    if bearing is None or not bearing[1]["km"]:
        return 0.0
    known, stated = bearing
    stated_km = _stated_km(stated)
    off_km = abs(distance_km(known, place) - stated_km) + place.precision_km
    return 2.0 * exp(-off_km / (3.0 + 0.2 * stated_km))


def _stated(context: Context, spot: Spot) -> tuple[Place, re.Match[str]] | None:
    """The settled place that the bearing starts from, and the words of the bearing."""
    for other, known in context.after(spot, 9):
        if known.kind is PlaceKind.SETTLEMENT:
            start = context.text.words[spot.last].end
            between = context.text.text[start : context.text.words[other.first].start]
            if match := _BEARING.fullmatch(between):
                return known, match
    return None


def _stated_km(stated: re.Match[str]) -> float:
    usual = _CLOSE_BEARING_KM if stated["just"] else _LOOSE_BEARING_KM
    return float(stated["km"] or usual) * (1.6 if stated["miles"] else 1)


def _is_there(place: Place, known: Place, stated: re.Match[str]) -> bool:
    away_km, slack_km = distance_km(known, place), 8 + place.precision_km
    stated_km = _stated_km(stated)
    if away_km > 1.4 * stated_km + slack_km:
        return False
    if stated["km"] and away_km < 0.6 * stated_km - slack_km:
        return False
    way = (stated["way"] or "").replace("-", "").removesuffix("ern").removesuffix("wards")
    if way not in _COMPASS or away_km < slack_km:
        return True
    turned = abs(bearing_degrees(known, place) - _COMPASS[way])
    return min(turned, 360 - turned) <= _WIDEST_TURN
