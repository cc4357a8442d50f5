"""Which of several namesakes? Scores, a margin, and the decision in words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import exp, log10

from geodata.gazetteer import Gazetteer
from geodata.gazetteer.distance import distance_km
from geodata.gazetteer.folding import fold, loosen
from geodata.mentions.kinds import weigh_kinds
from geodata.mentions.spots import AREA, REGION, SETTLEMENT, Spot
from geodata.mentions.words import Text
from geodata.model import Candidate, Place, PlaceKind

_MARGIN = 0.5
_FAR_KM = 130.0
_REGION_RADIUS_KM = 120.0
_CLOSE_BEARING_KM, _LOOSE_BEARING_KM = 12.0, 90.0
"""How far "just south of Kherson" and "south of Kherson" may be."""
_BEARING = re.compile(
    r"[\s,(]*(?P<just>just )?(?:about |some |roughly |only )*"
    r"(?:(?P<km>\d+(?:\.\d+)?)\s*-?(?:km|kilomet\w+|(?P<miles>miles?))\s+)?"
    r"(?:to the )?(?:(?:north|south|east|west)[a-z-]*\s+)?(?:of|from)\s+(?:the )?"
    r"(?:city of |town of |village of |settlement of )?"
)
_WELL_KNOWN = 30_000
"""Inhabitants."""
_NEAR_KM = 45.0


@dataclass(slots=True)
class Decision:
    """The place chosen for a spot (None = ambiguous), with every candidate's score."""

    place: Place | None
    candidates: tuple[Candidate, ...]
    how: str


@dataclass(slots=True)
class Context:
    """What the article has told so far."""

    text: Text
    gazetteer: Gazetteer
    countries: Counter[str]
    """ISO codes of the countries that the article names, by itself or by its people."""
    settled: list[tuple[Spot, Place]] = field(default_factory=list)


def choose_all(context: Context, spots: Sequence[Spot]) -> list[Decision]:
    """Decide every spot: areas first, then names with one bearer, then the namesakes."""
    region_keys = frozenset(
        spot.key for spot in spots if spot.kinds == AREA and spot.cue != "regional"
    )
    for spot in spots:
        _choose_kind(context.text, spot, region_keys)
    decisions: dict[int, Decision] = {}
    for wanted in (_is_area, _has_one_bearer, _is_any):
        for number, spot in enumerate(spots):
            if number not in decisions and wanted(spot):
                decisions[number] = _settle(context, spot)
        _drop_far_ones(context, spots, decisions)
    for number, spot in enumerate(spots):
        if decisions[number].place is None and len(_narrowed(spot)) > 1:
            decisions[number] = _settle(context, spot)
    _drop_far_ones(context, spots, decisions)
    return [decisions[number] for number in range(len(spots))]


def _is_area(spot: Spot) -> bool:
    return all(place.kind is not PlaceKind.SETTLEMENT for place in _narrowed(spot))


def _has_one_bearer(spot: Spot) -> bool:
    return len(_narrowed(spot)) == 1


def _is_any(_spot: Spot) -> bool:
    return True


def _drop_far_ones(context: Context, spots: Sequence[Spot], decisions: dict[int, Decision]) -> None:
    """Take back small settlements far from all else that the article names: chance namesakes."""
    for number, decision in decisions.items():
        place = decision.place
        if place is None or place.kind is not PlaceKind.SETTLEMENT or _well_known(place):
            continue
        spot = spots[number]
        others = [other for _, other in context.settled if other.place_id != place.place_id]
        near = [o for o in others if o.kind is not PlaceKind.COUNTRY]
        reach = _FAR_KM * (2 if len(_narrowed(spot)) == 1 else 1)
        at_odds = not _fits_bearing(context, spot, place)
        if not at_odds and (not near or any(_same_area(place, o, reach) for o in near)):
            continue
        far = min(distance_km(place, other) for other in near)
        why = "not where the text says" if at_odds else f"{far:.0f} km from all else named"
        how = f"ambiguous: the one known is in {_home(context, place)}, {why}"
        decisions[number] = Decision(None, decision.candidates, how)
        context.settled = [(at, p) for at, p in context.settled if at is not spot]


def _well_known(place: Place) -> bool:
    return place.population >= _WELL_KNOWN or place.feature_code == "PPLC"


def _same_area(place: Place, other: Place, reach_km: float) -> bool:
    if other.kind in AREA:
        reach_km += max(other.precision_km, _REGION_RADIUS_KM)
    return place.admin1 == other.place_id or distance_km(place, other) < reach_km


def _fits_bearing(context: Context, spot: Spot, place: Place) -> bool:
    """Hold a place against a bearing that follows it: "Pavlivka (3km southwest of Vuhledar)"."""
    for other, known in context.settled:
        if known.kind is PlaceKind.SETTLEMENT and 0 < other.first - spot.last <= 9:
            start = context.text.words[spot.last].end
            between = context.text.text[start : context.text.words[other.first].start]
            if match := _BEARING.fullmatch(between):
                usual = _CLOSE_BEARING_KM if match["just"] else _LOOSE_BEARING_KM
                stated = float(match["km"] or usual) * (1.6 if match["miles"] else 1)
                return distance_km(place, known) <= 1.4 * stated + 8 + place.precision_km
    return True


def _settle(context: Context, spot: Spot) -> Decision:
    decision = choose(context, spot)
    if decision.place is not None:
        context.settled.append((spot, decision.place))
    return decision


def _choose_kind(text: Text, spot: Spot, region_keys: frozenset[str]) -> None:
    """Narrow a bare name that a region and a settlement share, and note why in the cue."""
    kinds = {place.kind for place in spot.places}
    if spot.kinds or PlaceKind.SETTLEMENT not in kinds or not kinds & AREA:
        return
    if PlaceKind.REGION not in kinds:
        spot.kinds = SETTLEMENT
    elif _better_known_region(spot):
        spot.kinds, spot.cue = REGION, "better known than the settlement of that name"
    else:
        verdict = weigh_kinds(text, spot, region_keys)
        if verdict.region > verdict.settlement:
            spot.kinds, spot.cue = REGION, "; ".join(verdict.region_reasons)
        else:
            reasons = verdict.settlement_reasons or ("nothing nearby speaks of the region",)
            spot.kinds, spot.cue = SETTLEMENT, "; ".join(reasons)


def _better_known_region(spot: Spot) -> bool:
    """The region's own English name is the bare one (Chechnya), and no large city shares it."""
    return any(
        fold(place.name) == spot.key for place in spot.places if place.kind is PlaceKind.REGION
    ) and not any(place.population >= _WELL_KNOWN for place in spot.places)


def _narrowed(spot: Spot) -> list[Place]:
    """Places of the kind asked for; a "region" may be a district only if no region has the name."""
    fitting = [place for place in spot.places if spot.kinds is None or place.kind in spot.kinds]
    regions = [place for place in fitting if place.kind is PlaceKind.REGION]
    return regions if regions and spot.kinds == AREA else fitting


def choose(context: Context, spot: Spot) -> Decision:
    """Decide one spot."""
    fitting = _inside_named_region(context, spot, _narrowed(spot))
    near_bearing = [place for place in fitting if _fits_bearing(context, spot, place)]
    fitting = near_bearing or fitting
    if not fitting:
        wanted = " or ".join(sorted(spot.kinds or ()))
        others = tuple(Candidate(place_id=place.place_id, score=0.0) for place in spot.places[:3])
        how = f"not in the gazetteer: “{spot.cue}” asks for a {wanted}, and none has this name"
        return Decision(None, others, how)
    scored = sorted(
        ((_score(context, spot, place), place) for place in fitting),
        key=lambda pair: (-pair[0][0], pair[1].place_id),
    )
    (best, reasons), place = scored[0]
    left_out = [other for other in spot.places if other not in fitting]
    candidates = (
        *(Candidate(place_id=p.place_id, score=round(s[0], 2)) for s, p in scored[:4]),
        *(Candidate(place_id=p.place_id, score=0.0) for p in left_out[:2]),
    )
    if len(scored) > 1 and best - scored[1][0][0] < _MARGIN:
        return Decision(None, candidates, _ambiguous(context, [p for _, p in scored[:3]]))
    return Decision(place, candidates, _how(context, spot, place, len(scored), reasons))


def _inside_named_region(context: Context, spot: Spot, places: list[Place]) -> list[Place]:
    """Keep those in the region that the text names right after the name: "Makarivka, X Oblast"."""
    for other, region in context.settled:
        if region.kind is PlaceKind.REGION and other.first > spot.last:
            if other.first - spot.last <= 3 and _within(context.text, spot, other):
                inside = [place for place in places if place.admin1 == region.place_id]
                if inside or region.place_id.startswith("iso:"):
                    return inside
    return places


def _within(text: Text, spot: Spot, region: Spot) -> bool:
    between = text.text[text.words[spot.last].end : text.words[region.first].start]
    return " ".join(between.split()) in {",", "in", ", in", "in the", ", in the", "("}


def _ambiguous(context: Context, places: Iterable[Place]) -> str:
    named = [f"{place.name} ({_home(context, place)})" for place in places]
    return f"ambiguous: {', '.join(named)} fit about equally"


def _home(context: Context, place: Place) -> str:
    region = context.gazetteer.region_of(place)
    return region.name if region else place.country_code


def _how(context: Context, spot: Spot, place: Place, count: int, reasons: Sequence[str]) -> str:
    parts = []
    if spot.respelled:
        parts.append(f"another spelling of {place.name}")
    if spot.kinds and spot.cue:
        kind = "region" if PlaceKind.REGION in spot.kinds else " or ".join(sorted(spot.kinds))
        cue = spot.cue if "stands" in spot.cue or " " in spot.cue else f"“{spot.cue}” beside it"
        parts.append(f"the {kind}: {cue}")
    if count > 1:
        because = ", ".join(reasons) or "the best known"
        parts.append(f"one of {count} of that name: {because}")
    elif not parts:
        parts.append("the only place of that name")
    return "; ".join(parts)


def _score(context: Context, spot: Spot, place: Place) -> tuple[float, list[str]]:
    """Score a candidate. Reasons name what speaks for it, strongest first."""
    reasons: list[str] = []
    points = 0.75 * log10(place.population + 1)
    if place.feature_code == "PPLC":
        points += 0.8
    if place.admin1 in context.gazetteer.claimed_regions:
        points += 0.8
    if spot.key == fold(place.name).replace("-", " ") or place.kind in AREA:
        points += 1.0
    elif loosen(spot.key) == loosen(fold(place.name)):
        points += 0.8
    if place.place_id.startswith("curated:"):
        points += 1.5
    region_points = _region_points(context, spot, place)
    if region_points:
        points += region_points
        reasons.append(f"{_home(context, place)} is named nearby")
    distance = _nearest(context, spot, place)
    if distance is not None:
        near = 4.0 * exp(-distance[0] / _NEAR_KM)
        points += near
        if near > 0.5:
            reasons.append(f"{distance[0]:.0f} km from {distance[1].name}")
    total = sum(context.countries.values())
    if total:
        share = context.countries[place.country_code] / total
        points += 2.5 * share if share else -2.0
        if share > 0.3 and not reasons:
            reasons.append(f"the article is about {place.country_code}")
    return points, reasons


def _region_points(context: Context, spot: Spot, place: Place) -> float:
    """More for a region in the same sentence, most for the one right after the name."""
    if not place.admin1 or place.kind is not PlaceKind.SETTLEMENT:
        return 0.0
    best = 0.0
    sentence = context.text.sentence(spot.first)
    for other, region in context.settled:
        if region.place_id == place.admin1 and other is not spot:
            if 0 < other.first - spot.last < 6 and other.first in sentence:
                best = max(best, 4.0)
            elif other.first in sentence:
                best = max(best, 2.5)
            else:
                best = max(best, 0.8)
    return best


def _nearest(context: Context, spot: Spot, place: Place) -> tuple[float, Place] | None:
    """The nearest settlement already settled, one of the same sentence counting half as far."""
    sentence = context.text.sentence(spot.first)
    found = [
        (distance_km(place, other) * (0.5 if at.first in sentence else 1.0), other)
        for at, other in context.settled
        if other.kind is PlaceKind.SETTLEMENT and other.place_id != place.place_id
    ]
    return min(found, key=lambda pair: (pair[0], pair[1].place_id), default=None)
