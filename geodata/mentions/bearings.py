"""Bearings that follow a name: "Pavlivka (3km southwest of Vuhledar)"."""

import re
from math import exp
from typing import NamedTuple

from geodata.gazetteer.distance import bearing_degrees, distance_km
from geodata.mentions.context import Context
from geodata.mentions.spots import Spot
from geodata.model import Place, PlaceKind

_CLOSE_BEARING_KM, _LOOSE_BEARING_KM, _NEAR_KM = 12.0, 90.0, 25.0
"""How far "just south of Kherson", "south of Kherson" and "near Kherson" may be."""
_METROPOLIS, _FAR_BEARING_KM = 1_000_000, 250.0
"""Far from a city of so many people "north of" it may be."""
_BEARING = re.compile(
    r"[\s,(]*(?:(?:an? |the )(?:[a-z-]+ ){0,3}(?:village|town|settlement|hamlet),? )?"
    r"(?P<just>just )?(?:about |some |roughly |only |approximately )*(?:(?P<near>"
    r"(?:near|close to|outside|beside|next to) )|"
    r"(?:(?P<km>\d{1,4}(?:\.\d+)?)\s*-?(?:km|kilomet\w+|(?P<miles>miles?))\s+)?"
    r"(?:to the )?(?:(?P<way>(?:north|south|east|west)[a-z-]*)\s+)?(?:of|from)\s+)(?:the )?"
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


class Bearing(NamedTuple):
    """A bearing as it stands in the text."""

    known: Place
    """The settled place that it starts from."""
    stated: re.Match[str]

    def points(self, place: Place) -> float:
        """Up to 2 points for being as far as the text says, where it says how far."""
        if not self.stated["km"]:
            return 0.0
        stated_km = _stated_km(self.stated)
        off_km = abs(distance_km(self.known, place) - stated_km) + place.precision_km
        return 2.0 * exp(-off_km / (3.0 + 0.2 * stated_km))

    def fits(self, place: Place) -> bool:
        """Hold a place against the bearing."""
        return _is_there(place, self.known, self.stated)


def bearing_after(context: Context, spot: Spot) -> Bearing | None:
    """Read the bearing that follows a name, if one does."""
    for other, known in context.after(spot, 9):
        if known.kind is PlaceKind.SETTLEMENT:
            start = context.text.words[spot.last].end
            between = context.text.text[start : context.text.words[other.first].start]
            if match := _BEARING.fullmatch(between):
                return Bearing(known, match)
    return None


def _stated_km(stated: re.Match[str]) -> float:
    usual = _CLOSE_BEARING_KM if stated["just"] else _LOOSE_BEARING_KM
    if stated["near"]:
        usual = _NEAR_KM
    return float(stated["km"] or usual) * (1.6 if stated["miles"] else 1)


def _is_there(place: Place, known: Place, stated: re.Match[str]) -> bool:
    away_km, slack_km = distance_km(known, place), 8 + place.precision_km
    stated_km = _stated_km(stated)
    if stated_km == _LOOSE_BEARING_KM and known.population >= _METROPOLIS:
        stated_km = _FAR_BEARING_KM
    if away_km > 1.4 * stated_km + slack_km:
        return False
    if stated["km"] and away_km < 0.6 * stated_km - slack_km:
        return False
    way = (stated["way"] or "").replace("-", "").removesuffix("ern").removesuffix("wards")
    if way not in _COMPASS or away_km < slack_km:
        return True
    turned = abs(bearing_degrees(known, place) - _COMPASS[way])
    return min(turned, 360 - turned) <= _WIDEST_TURN
