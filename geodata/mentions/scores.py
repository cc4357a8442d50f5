"""How well a candidate fits: its name, its size, its region, its neighbours, its country."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from math import cos, exp, log10, radians
from typing import NamedTuple

from geodata.gazetteer.distance import distance_km
from geodata.gazetteer.folding import fold, loosen
from geodata.mentions.bearings import bearing_after
from geodata.mentions.context import Context
from geodata.mentions.inflected import is_cyrillic
from geodata.mentions.spots import AREA, Spot
from geodata.mentions.words import Text
from geodata.model import Place, PlaceKind

_NEAR_KM = 45.0
_INSIDE = re.compile(
    r"(?=.)[,(]?"
    r"(?: ?(?:a|an|the)(?: [a-z-]+){0,3} (?:village|town|city|settlement|hamlet))?"
    r" ?(?:in(?: the)?)?"
)
"""Between a name and the region that it is in: ", a border village in"."""
_INSIDE_CYRILLIC = re.compile(
    r"[,(]?(?: ?[\w’'-]+(?:ого|ої|ой) (?:району|района|округу|округа|громади|общины),?)?"
    r"(?: ?(?:у|в|во|на))?(?: (?:півночі|півдні|сході|заході|севере|юге|востоке|западе))?"
)
"""The same: Борова Ізюмського району Харківської області, Борова на Харківщині."""
_MUNICIPALITY_KM = 10.0
_SAID_LATER = 0.4
"""Points for a region that the text names only later on."""
_ONCE_SO_CALLED = 1.0
"""Points that size gives at the most to a place which merely had the name once."""
_NEXT_KM = 30.0
_KIND_WORD = re.compile(r" (?:raion|rayon|district|territory|okrug)$")


class Score(NamedTuple):
    """What speaks for a candidate."""

    points: float
    reasons: list[str]
    """In words."""
    located: bool
    """Whether something in the text tells where it is, other than the country."""


class Scorer:
    """Scores the candidates for one spot by what the article has told so far."""

    def __init__(self, context: Context, spot: Spot) -> None:
        self.bearing = bearing_after(context, spot)
        """Where the text says that the spot is, seen from another place."""
        self._context, self._spot = context, spot
        following = context.text.sentence(spot.first).stop
        self._horizon = (
            context.text.sentence(following).stop
            if following < len(context.text.words)
            else following
        )
        self._listed = {place.place_id for place in context.listed(spot)}
        beside = context.beside(spot)
        self._beside = {
            place.place_id for other, place in beside if not _bound_for(context.text, other, place)
        }
        self._following = {place.place_id for _, place in _regions_after(context, spot)}
        self._small = _called_small(context.text, spot)
        self._speaks_of = sum(context.countries.values())
        settled = context.around(spot)
        self._settlements = [other for other in settled if other.kind is PlaceKind.SETTLEMENT]
        self._districts = [other for other in settled if other.kind is PlaceKind.DISTRICT]
        self._regions = sum(other.kind is PlaceKind.REGION for other in settled)

    def score(self, place: Place) -> Score:
        """Score a candidate."""
        points, reasons = self._fame(place), []
        located = False
        if region := self._region_points(place):
            points += region
            located = region > _SAID_LATER
            reasons.append(f"{self._context.home(place)} is named nearby")
        if district := self._district_points(place):
            points += district
            located = True
            reasons.append(f"{place.admin2 or 'its district'} is named nearby")
        if self.bearing and (exactness := self.bearing.points(place)):
            points += exactness
            located = True
            reasons.append("where the text says")
        if nearest := self._nearest(place):
            felt_km, other = nearest
            later = self._only_later(other)
            closeness = (2.0 if later else 5.0) * exp(-felt_km / _NEAR_KM)
            points += closeness
            if closeness > 0.5:
                located = located or not later
                about = "about " if place.precision_km or other.precision_km else ""
                reasons.append(f"{about}{distance_km(place, other):.0f} km from {other.name}")
        if self._speaks_of:
            share = self._context.countries[place.country_code] / self._speaks_of
            points += 2.5 * share if share else -2.0
            if share > 0.3 and not reasons:
                reasons.append(f"the article is about {place.country_code}")
        return Score(points, reasons, located)

    def _fame(self, place: Place) -> float:
        """What speaks for a place whatever the article: size, being called so first of all."""
        points = 0.75 * log10(place.population + 1)
        if self._small and place.population > _LARGEST_VILLAGE:
            points = 0.0
        so_called = first_name(self._spot, place)
        if not so_called and self._misleads(place):
            points = min(points, _ONCE_SO_CALLED)
        if place.feature_code == "PPLC":
            points += 0.8
        if place.admin1 in self._context.gazetteer.claimants:
            points += 0.8
        if place.hand_kept:
            points += 1.5
        if not so_called:
            return points - (3.5 if self._next_to_first_bearer(place) else 0.5)
        return points + (1.0 if place.kind in AREA or _spelled_so(self._spot, place) else 0.2)

    def _misleads(self, place: Place) -> bool:
        """A city that was called so once, while villages are called so today (Aleksandrovka)."""
        return (
            place.kind is PlaceKind.SETTLEMENT
            and not place.hand_kept
            and not _alike(loosen(self._spot.key), _usual_name(place.name))
            and self._others_so_called
        )

    def _next_to_first_bearer(self, place: Place) -> bool:
        """Whether a neighbour bears the name first of all: a village, not the town beside it."""
        return any(
            other.place_id != place.place_id
            and other.kind is PlaceKind.SETTLEMENT
            and first_name(self._spot, other)
            and distance_km(place, other) < _NEXT_KM
            for other in self._spot.places
        )

    @cached_property
    def _others_so_called(self) -> bool:
        return any(
            other.kind is PlaceKind.SETTLEMENT and first_name(self._spot, other)
            for other in self._spot.places
        )

    def _region_points(self, place: Place) -> float:
        """More for its region in the same sentence, most for it right after the name."""
        region = place.admin1
        if place.kind is not PlaceKind.SETTLEMENT or region not in self._context.places:
            return 0.0
        if region in self._following:
            return 4.0
        if region in self._beside:
            return 2.5
        if self._only_later(self._context.places[region]):
            return _SAID_LATER
        return 1.6 if self._regions == 1 else 0.8

    def _only_later(self, other: Place) -> bool:
        """Whether a place is first named after the next sentence: about something else, maybe."""
        return self._context.earliest.get(other.place_id, 0) >= self._horizon

    def _district_points(self, place: Place) -> float:
        """For its district in the same sentence, or elsewhere; by name, else by distance."""
        if place.kind is not PlaceKind.SETTLEMENT:
            return 0.0
        points = [
            (3.0 if other.place_id in self._beside else 1.0) * _share_inside(place, other)
            for other in self._districts
        ]
        return max(points, default=0.0)

    def _nearest(self, place: Place) -> tuple[float, Place] | None:
        """The nearest settled settlement; in the same sentence or list it counts as less far."""
        best: tuple[float, str, Place] | None = None
        km_per_degree_east = _KM_PER_DEGREE_AT_EQUATOR * cos(radians(place.lat))
        for other in self._settlements:
            if other.place_id == place.place_id:
                continue
            part = self._part(other)
            if best:  # too far already? The exact distance is dear.
                reach_km = best[0] / part
                if _KM_PER_DEGREE * abs(other.lat - place.lat) > reach_km:
                    continue
                if reach_km / km_per_degree_east < abs(other.lon - place.lon) < _HALF_A_SIDE:
                    continue
            found = (part * _felt_km(place, other), other.place_id, other)
            if best is None or found[:2] < best[:2]:
                best = found
        return (best[0], best[2]) if best else None

    def _part(self, other: Place) -> float:
        """How far a kilometre from a settled place feels."""
        if other.place_id in self._listed:
            return 0.4
        if other.place_id in self._beside:
            return 0.5
        return 2.0 if self._only_later(other) else 1.0


_KM_PER_DEGREE, _KM_PER_DEGREE_AT_EQUATOR = 111.0, 100.0
"""Of latitude, and of longitude up to `_HALF_A_SIDE` degrees; at the least."""
_HALF_A_SIDE = 45.0


def _felt_km(place: Place, other: Place) -> float:
    """The distance; a point that is only about right is near its own municipality at the most."""
    away_km = distance_km(place, other)
    if place.admin3 and (place.admin3, place.admin1) == (other.admin3, other.admin1):
        return min(away_km, _MUNICIPALITY_KM)
    return max(away_km, (place.precision_km + other.precision_km) / 2)


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


def inside_named_region(context: Context, spot: Spot, places: Sequence[Place]) -> Sequence[Place]:
    """Keep those in the region that follows the name: "Makarivka, Donetsk Oblast"."""
    for other, region in _regions_after(context, spot):
        inside = [place for place in places if place.admin1 == region.place_id]
        called_so = other.last > other.name_last or other.first != other.last
        if inside or (called_so and region.place_id.startswith("iso:")):
            return inside
    return places


def _regions_after(context: Context, spot: Spot) -> list[tuple[Spot, Place]]:
    return [
        (other, region)
        for other, region in context.after(spot, 7)
        if region.kind is PlaceKind.REGION and _within(context, spot, other)
    ]


def _bound_for(text: Text, spot: Spot, place: Place) -> bool:
    """Whether somebody leaves for the region, or comes from there: it says nothing of "here"."""
    before = text.folded(spot.first - 1)
    if before == "the":
        before = text.folded(spot.first - 2)
    return place.kind is PlaceKind.REGION and before in _TO_OR_FROM


_TO_OR_FROM = frozenset({"to", "toward", "towards", "from", "до", "из", "з", "із"})


def _called_small(text: Text, spot: Spot) -> bool:
    """As in "the village of X" or "X, a hamlet"."""
    if spot.cue.split(" ")[0].casefold() in _SMALL_KINDS:
        return True
    start = text.words[spot.last].end
    return _SMALL_AFTER.match(text.text, start) is not None


_SMALL_KINDS = frozenset({"village", "hamlet", "село", "селі", "села", "деревня", "деревне"})
_SMALL_AFTER = re.compile(r",? (?:a|an|the)(?: [a-z-]+){0,3} (?:village|hamlet)\b")
_LARGEST_VILLAGE = 50_000
"""Inhabitants; more than any place that is called a village has."""


def _within(context: Context, spot: Spot, region: Spot) -> bool:
    words = context.text.words
    between = context.text.text[words[spot.last].end : words[region.first].start]
    inside = _INSIDE_CYRILLIC if is_cyrillic(spot.key) else _INSIDE
    return bool(inside.fullmatch(" ".join(between.split())))
