"""Which of several namesakes? The best candidate by a margin, or none, and why in words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodata.gazetteer.distance import distance_km
from geodata.mentions.bearings import bearing_after
from geodata.mentions.context import Context
from geodata.mentions.kinds import choose_kind
from geodata.mentions.plausible import (
    LARGE_VILLAGE,
    WELL_KNOWN,
    is_abroad,
    near_its_list,
    out_of_place,
    outshines,
    well_known,
)
from geodata.mentions.scores import Score, Scorer, inside_named_region
from geodata.mentions.spots import AREA, Spot
from geodata.model import Candidate, Place, PlaceKind

_MARGIN = 0.5
_SAME_GROUND_KM = 10.0
"""Namesakes nearer than this are one place entered twice, or as good as one."""


@dataclass(slots=True)
class Decision:
    """The place chosen for a spot (None = ambiguous), with every candidate's score."""

    place: Place | None
    candidates: tuple[Candidate, ...]
    how: str


def choose_all(context: Context, spots: Sequence[Spot]) -> list[Decision]:
    """Decide every spot: areas first, then names with one bearer, then the namesakes."""
    region_keys = frozenset(
        spot.key for spot in spots if spot.kinds == AREA and spot.cue != "regional"
    )
    for spot in spots:
        _add_other_romanisations(context, spot)
        choose_kind(context.text, spot, region_keys, context.countries)
    bearers = [_narrowed(spot) for spot in spots]
    decisions: dict[int, Decision] = {}
    for wanted in (_is_area, _has_one_bearer, _has_famous_bearer, _is_any):
        for number, spot in enumerate(spots):
            if number not in decisions and wanted(bearers[number]):
                decisions[number] = _settle(context, spot, bearers[number])
        _drop_far_ones(context, spots, bearers, decisions)
    for number, spot in enumerate(spots):
        if decisions[number].place is None and bearers[number]:
            decisions[number] = _settle(context, spot, bearers[number])
    _drop_far_ones(context, spots, bearers, decisions)
    _follow_others(context, spots, decisions)
    return [decisions[number] for number in range(len(spots))]


def _follow_others(context: Context, spots: Sequence[Spot], decisions: dict[int, Decision]) -> None:
    """Take a name left open, or taken otherwise, for what the article mostly calls so."""
    meant: dict[str, Counter[str]] = {}
    for number, decision in decisions.items():
        if decision.place is not None:
            meant.setdefault(spots[number].key, Counter())[decision.place.place_id] += 1
    for number, decision in decisions.items():
        spot, place = spots[number], decision.place
        counted = meant.get(spot.key)
        if counted is None or (place is None and len(counted) > 1):
            continue
        most = context.places[counted.most_common(1)[0][0]]
        if place is not None and (place is most or not _are_settlements(place, most)):
            continue
        if _may_mean(context, spot, most):
            how = "as elsewhere in the article"
            decisions[number] = Decision(most, decision.candidates, how)
            if place is not None:
                context.unsettle(spot)
            context.settle(spot, most)


def _are_settlements(*places: Place) -> bool:
    return all(place.kind is PlaceKind.SETTLEMENT for place in places)


def _may_mean(context: Context, spot: Spot, place: Place) -> bool:
    """Whether nothing beside the name speaks against that place."""
    bearing = bearing_after(context, spot)
    fits = place in inside_named_region(context, spot, [place])
    fits = fits and (bearing is None or bearing.fits(place))
    return fits and (spot.kinds is None or place.kind in spot.kinds)


def _add_other_romanisations(context: Context, spot: Spot) -> None:
    """Let those compete that only another romanisation tells apart (Burlatskoye, Burlatske)."""
    if spot.places and all(place.kind is not PlaceKind.SETTLEMENT for place in spot.places):
        return
    known = {place.place_id for place in spot.places}
    alike = context.gazetteer.spelled_like(spot.key)
    spot.places += tuple(place for place in alike if place.place_id not in known)


def _is_area(bearers: Sequence[Place]) -> bool:
    return all(place.kind is not PlaceKind.SETTLEMENT for place in bearers)


def _has_one_bearer(bearers: Sequence[Place]) -> bool:
    return len(bearers) == 1


def _has_famous_bearer(bearers: Sequence[Place]) -> bool:
    """Beside which the others of its name are villages (Donetsk): it helps to place the rest."""
    largest = max(bearers, key=lambda place: place.population, default=None)
    return largest is not None and well_known(largest) and outshines(largest, bearers)


def _is_any(_bearers: Sequence[Place]) -> bool:
    return True


def _drop_far_ones(
    context: Context,
    spots: Sequence[Spot],
    bearers: Sequence[Sequence[Place]],
    decisions: dict[int, Decision],
) -> None:
    """Take back small settlements far from all else that the article names: chance namesakes."""
    for number, decision in decisions.items():
        place, spot = decision.place, spots[number]
        if place is None or place.kind is not PlaceKind.SETTLEMENT:
            continue
        if well_known(place) and not is_abroad(context, spot, place):
            continue
        if why := out_of_place(context, spot, place, bearers[number]):
            what = "the one known" if len(bearers[number]) == 1 else "the best known"
            how = f"ambiguous: {what} is in {context.home(place)}, {why}"
            decisions[number] = Decision(None, decision.candidates, how)
            context.unsettle(spot)


def _settle(context: Context, spot: Spot, bearers: Sequence[Place]) -> Decision:
    decision = _choose(context, spot, bearers)
    if decision.place is not None:
        context.settle(spot, decision.place)
    return decision


def _narrowed(spot: Spot) -> list[Place]:
    """Places of the kind asked for; a "region" may be a district only if no region has the name."""
    fitting = [place for place in spot.places if spot.kinds is None or place.kind in spot.kinds]
    regions = [place for place in fitting if place.kind is PlaceKind.REGION]
    return regions if regions and spot.kinds == AREA else fitting


def _choose(context: Context, spot: Spot, bearers: Sequence[Place]) -> Decision:
    if len(spot.places) == 1 and spot.places[0].kind is PlaceKind.COUNTRY and not spot.kinds:
        country = spot.places[0]  # most names of a text, and nothing to weigh
        candidate = Candidate(place_id=country.place_id, score=1.0)
        return Decision(country, (candidate,), "the only place of that name")
    fitting = inside_named_region(context, spot, bearers)
    if not fitting:
        others = tuple(Candidate(place_id=place.place_id, score=0.0) for place in spot.places[:3])
        return Decision(None, others, _not_known(spot))
    if len(fitting) == 1:
        place = fitting[0]
        candidates = _candidates(spot, [(_UNRIVALLED, place)])
        return Decision(place, candidates, _how(context, spot, place, 1, ()))
    return _weighed(context, spot, near_its_list(context, spot, fitting))


_UNRIVALLED = Score(points=1.0, reasons=[], located=False)


def _weighed(context: Context, spot: Spot, fitting: Sequence[Place]) -> Decision:
    scorer = Scorer(context, spot)
    if scorer.bearing:
        fitting = [place for place in fitting if scorer.bearing.fits(place)] or fitting
    scored = sorted(
        ((scorer.score(place), place) for place in fitting),
        key=lambda pair: (-pair[0].points, pair[1].place_id),
    )
    best, place = scored[0]
    candidates = _candidates(spot, scored)
    rivals = [pair for pair in scored[1:] if distance_km(pair[1], place) > _SAME_GROUND_KM]
    if rivals and best.points - rivals[0][0].points < _MARGIN:
        return Decision(None, candidates, _ambiguous(context, [p for _, p in scored[:3]]))
    if rivals and not best.located and _obscure(place, fitting):
        return Decision(None, candidates, _nowhere_said(context, [p for _, p in scored]))
    return Decision(place, candidates, _how(context, spot, place, len(scored), best.reasons))


def _candidates(spot: Spot, scored: Sequence[tuple[Score, Place]]) -> tuple[Candidate, ...]:
    """The best four, and two of the name that didn't come into question."""
    weighed = {place.place_id for _, place in scored}
    left_out = [other for other in spot.places if other.place_id not in weighed]
    return (
        *(Candidate(place_id=p.place_id, score=round(s.points, 2)) for s, p in scored[:4]),
        *(Candidate(place_id=p.place_id, score=0.0) for p in left_out[:2]),
    )


def _not_known(spot: Spot) -> str:
    if not spot.cue:
        return "not in the gazetteer: none of this name in the region that the text names"
    wanted = " or ".join(sorted(spot.kinds or ())) or "place"
    cue = spot.cue if "stands" in spot.cue else f"“{spot.cue}” asks for one"
    return f"not in the gazetteer: no {wanted} of this name, but {cue}"


def _obscure(place: Place, bearers: Iterable[Place]) -> bool:
    """A village that isn't kept for being in the news: of its many namesakes any may be meant."""
    if place.kind is not PlaceKind.SETTLEMENT or place.hand_kept:
        return False
    return place.population < (LARGE_VILLAGE if outshines(place, bearers) else WELL_KNOWN)


def _nowhere_said(context: Context, places: Sequence[Place]) -> str:
    homes = Counter(context.home(place) for place in places)
    return (
        f"ambiguous: one of {len(places)} of that name "
        f"({', '.join(home for home, _ in homes.most_common(3))}), and the text doesn't say where"
    )


def _ambiguous(context: Context, places: Sequence[Place]) -> str:
    homes = [context.home(place) for place in places]
    named = []
    for place, home in zip(places, homes, strict=True):
        raion = f"{place.admin2}, " if place.admin2 and homes.count(home) > 1 else ""
        named.append(f"{place.name} ({raion}{home})")
    return f"ambiguous: {', '.join(named)} fit about equally"


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
