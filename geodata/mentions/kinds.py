"""Region or settlement? A bare name such as Kursk can be either."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from geodata.gazetteer.folding import fold
from geodata.mentions import english
from geodata.mentions.plausible import TOWN, WELL_KNOWN
from geodata.mentions.spots import AREA, DISTRICT, REGION, SETTLEMENT, Spot
from geodata.mentions.words import Text
from geodata.model import Place, PlaceKind

_HAVE_TOWNS = frozenset({PlaceKind.REGION, PlaceKind.COUNTRY})


def choose_kind(
    text: Text, spot: Spot, region_keys: frozenset[str], countries: Mapping[str, int]
) -> None:
    """Narrow a bare name that a region and a settlement share, and note why in the cue.

    `countries`: codes of those that the article names.
    """
    kinds = {place.kind for place in spot.places}
    if spot.kinds and not kinds & spot.kinds:
        _think_again(spot, kinds)
    if spot.kinds or PlaceKind.SETTLEMENT not in kinds or not kinds & AREA:
        return
    if PlaceKind.REGION not in kinds:
        spot.kinds = SETTLEMENT
        return
    spot.weighed = True
    if _better_known_region(spot, countries):
        spot.kinds, spot.cue = REGION, "better known than the settlement of that name"
    else:
        verdict = _weigh(text, spot, region_keys)
        if verdict.region > verdict.settlement:
            spot.kinds, spot.cue = REGION, "; ".join(verdict.region_reasons)
        else:
            reasons = verdict.settlement_reasons or ("nothing nearby speaks of the region",)
            spot.kinds, spot.cue = SETTLEMENT, "; ".join(reasons)


def _think_again(spot: Spot, kinds: set[PlaceKind]) -> None:
    """Read the kind word otherwise if no place of the name is of its kind."""
    if spot.cue.endswith(" of") and kinds & _HAVE_TOWNS:
        spot.kinds, spot.cue = AREA, f"“{spot.cue}” stands before it"  # "city of Karabakh"
    elif spot.kinds == DISTRICT and spot.cue.endswith(" of"):
        spot.kinds = SETTLEMENT  # "the canal district of Chasiv Yar"
    elif spot.kinds == DISTRICT and (quarters := [p for p in spot.places if _is_quarter(p)]):
        spot.kinds, spot.places = SETTLEMENT, tuple(quarters)  # "Saltivka district"


def _is_quarter(place: Place) -> bool:
    return place.feature_code == "PPLX"


def _is_hamlet(place: Place) -> bool:
    """As the village in Armenia that has the name of its region, Syunik."""
    return place.feature_code == "PPL" and place.population < TOWN and not place.hand_kept


def _better_known_region(spot: Spot, named: Mapping[str, int]) -> bool:
    """The region's own name is the bare one (Chechnya, Крым), and no large city shares it.

    Nor its own main town (Kufra). Or else all others of the name are small and abroad. In Cyrillic
    a region that has its town's name bears a longer one: Курская область.
    """
    regions = {place.place_id: place for place in spot.places if place.kind is PlaceKind.REGION}
    countries = {place.country_code for place in regions.values()}
    rivals = [
        place
        for place in spot.places
        if place.kind is PlaceKind.SETTLEMENT
        and (place.population >= WELL_KNOWN or place.country_code in {*countries, *named})
        and not _is_hamlet(place)
    ]
    so_called = any(fold(place.name) == spot.key or spot.romanised for place in regions.values())
    return not rivals or (
        so_called
        and not any(
            place.population >= WELL_KNOWN or (place.admin1 in regions and place.hand_kept)
            for place in rivals
        )
    )


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Points for the region and for the settlement of one name, and the words behind them."""

    region: float
    settlement: float
    region_reasons: tuple[str, ...]
    settlement_reasons: tuple[str, ...]


def _weigh(text: Text, spot: Spot, region_keys: frozenset[str]) -> _Verdict:
    """Weigh a bare name. `region_keys`: names that the article calls a region somewhere."""
    for_region = [*_beside_region(text, spot), *_around_region(text, spot, region_keys)]
    for_settlement = _for_settlement(text, spot)
    return _Verdict(
        region=sum(points for points, _ in for_region),
        settlement=1.0 + sum(points for points, _ in for_settlement),
        region_reasons=tuple(reason for _, reason in for_region),
        settlement_reasons=tuple(reason for _, reason in for_settlement),
    )


def _beside_region(text: Text, spot: Spot) -> list[tuple[float, str]]:
    before, further = text.folded(spot.first - 1), text.folded(spot.first - 2)
    after = text.folded(spot.last + 1)
    neighbour = before in english.NEIGHBOURING or (
        before == "to" and further in english.NEIGHBOURING
    )
    cues = (
        (after in _BORDERS, 3.0, f"“{after}” follows"),
        (after in {"governor", "regional"}, 2.0, f"“{after}” follows"),
        (neighbour, 3.0, "it is called a neighbour"),
        (before in english.COMPASS, 1.5, f"“{before}” stands before it"),
        (before in {"including", "like"} and further == "regions", 3.0, "an example of regions"),
        (before == "of" and _is_share(text, spot.first - 2), 2.0, "a share of it is meant"),
        (before in {"across", "throughout"}, 1.0, f"“{before}” stands before it"),
        (before == "over" and _drones(text, spot), 2.0, "drones fly over regions"),
        (before == "in" and further in _SEVERAL, 3.0, f"“{further}” are in it"),
        (_share_of_held(text, spot), 2.0, "a share of it is meant"),
        (before == "into", 0.5, "“into” stands before it"),
    )
    return [(points, reason) for holds, points, reason in cues if holds]


_SEVERAL = english.PLURALS & english.SETTLEMENT_WORDS
_HELD = frozenset({"occupied", "held", "controlled", "annexed", "seized"})


def _drones(text: Text, spot: Spot) -> bool:
    return not {"drone", "drones", "uavs", "uav"}.isdisjoint(text.folded_sentence(spot.first))


def _is_share(text: Text, number: int) -> bool:
    """As in "parts of", "75% of"."""
    if text.folded(number) in english.SHARES:
        return True
    return text.folded(number)[:1].isdigit() and text.between(number, number + 1).startswith("%")


def _share_of_held(text: Text, spot: Spot) -> bool:
    """Tell "almost all of occupied Kharkiv"."""
    before, of, share = (text.folded(spot.first - back) for back in (1, 2, 3))
    return before in _HELD and of == "of" and share in english.SHARES | {"all"}


_BORDERS = frozenset({"border", "borders", "frontier", "borderlands"})


def _around_region(text: Text, spot: Spot, region_keys: frozenset[str]) -> list[tuple[float, str]]:
    found = []
    if spot.key in region_keys:
        found.append((2.0, "the article calls it a region elsewhere"))
    sentence = set(text.folded_sentence(spot.first))
    if sentence & english.INCURSIONS:
        found.append((1.5, "the sentence speaks of an incursion"))
    elif "border" in sentence and "borders" not in sentence:
        found.append((0.5, "the sentence speaks of the border"))
    if {"annexed", "annexation"} & sentence:
        found.append((0.6, "the sentence speaks of an annexation"))
    if any(other.kinds and PlaceKind.REGION in other.kinds for other in spot.group):
        found.append((1.5, "it stands in a list with regions"))
    return found


def _for_settlement(text: Text, spot: Spot) -> list[tuple[float, str]]:
    before, further = text.folded(spot.first - 1), text.folded(spot.first - 2)
    stands = f"“{before}” stands before it"
    cues = (
        (before == "central", 2.0, stands),
        (
            before in {"of", "from", "in"} and further in english.SURROUNDINGS,
            3.0,
            f"“{further}” stands before it",
        ),
        (
            before in {"of", "from"} and further in _MOVES,
            1.5,
            f"“{further} {before}” stands before it",
        ),
        (
            before == "in" and further in {"heard", "sounded"},
            2.0,
            f"“{further} in” stands before it",
        ),
        (before in {"near", "outside", "towards", "toward", "at"}, 1.0, stands),
        (before.startswith(english.TAKING_STEMS), 0.5, stands),
        (_is_sector(text, spot), 4.0, "a direction is named after its town"),
        (_speaks_of_city(text, spot), 1.5, "the sentence speaks of the city"),
        (
            any(other is not spot and _only_settlements(other) for other in spot.group),
            1.5,
            "it stands in a list with settlements",
        ),
    )
    return [(points, reason) for holds, points, reason in cues if holds]


_SECTORS = frozenset({"direction", "directions", "axis", "axes", "sector", "sectors"})
_MOVES = english.COMPASS_OF | english.MOVES - english.SHARES


def _is_sector(text: Text, spot: Spot) -> bool:
    """As in "the Donetsk and Kherson directions"."""
    last = spot.group[-1] if spot.group else spot
    return text.folded(last.last + 1) in _SECTORS


def _speaks_of_city(text: Text, spot: Spot) -> bool:
    sentence = text.folded_sentence(spot.first)
    return any(
        first == "the" and second in {"city", "town"} for first, second in pairwise(sentence)
    )


def _only_settlements(spot: Spot) -> bool:
    return all(place.kind is PlaceKind.SETTLEMENT for place in spot.places)
