"""Marks: one row per place that the map draws, as an area or as a point."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import geopandas
import pandas as pd
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geodata.model import (
    Claim,
    Control,
    Place,
    PlaceKind,
    Polarity,
    Relation,
)

MARK_TYPES = {
    "place_id": "str",
    "name": "str",
    "kind": "str",
    "state": "str",
    "actor": "str",
    "corroboration": "str",
    "relation": "str",
    "relations": "str",
    "polarity": "str",
    "extent": "str",
    "current": "bool",
    "contender": "str",
    "precision_km": "float64",
    "age_days": "Int64",
    "statement_count": "int64",
    "reason": "str",
}

AREA_KINDS = frozenset({PlaceKind.REGION, PlaceKind.COUNTRY, PlaceKind.DISTRICT})

_RELATIONS = (Relation.CONTROLS, Relation.CONTESTED, Relation.PRESENT, Relation.THREATENS)

Outline = Callable[[str], BaseGeometry | None]


def area_marks(
    claims: Sequence[Claim],
    controls: Sequence[Control],
    *,
    places: Callable[[str], Place],
    outline: Outline,
    day: date,
) -> geopandas.GeoDataFrame:
    """Mark the regions, countries and districts whose outline is known.

    A mark shows the strongest statement about the place itself that its Control rests on: control,
    else fighting, presence, threat; a denial only where nothing is affirmed; the past only where
    nothing is said of the present. A mark of extent `partial` must not be filled as if whole.

    Returns:
        One row per place, EPSG:4326, the largest first so that a smaller one is drawn above it:
        place_id, name, kind, state, actor (of the statement shown; "" if none), corroboration,
        relation, relations (all kinds affirmed there: "controls,present"), polarity, extent,
        current, contender (the other actor of a dispute; "" if none), precision_km,
        age_days (since the statement shown was published, on `day`; NA if unknown),
        statement_count, reason (quotes speakers: show it as text), geometry.
    """
    marks = _marks(claims, controls, places, day)
    outlines = {
        place.place_id: shape
        for place, _ in marks
        if place.kind in AREA_KINDS and (shape := outline(place.place_id)) is not None
    }
    drawn = [(row, outlines[place.place_id]) for place, row in marks if place.place_id in outlines]
    drawn.sort(key=lambda pair: pair[1].area, reverse=True)
    return _frame(drawn)


def point_marks(
    claims: Sequence[Claim],
    controls: Sequence[Control],
    *,
    places: Callable[[str], Place],
    outline: Outline,
    day: date,
) -> geopandas.GeoDataFrame:
    """Mark all other places at their point.

    Returns: one row per place, EPSG:4326, columns as in area_marks.
    """
    return _frame(
        [
            (row, Point(place.lon, place.lat))
            for place, row in _marks(claims, controls, places, day)
            if place.kind not in AREA_KINDS or outline(place.place_id) is None
        ]
    )


def _marks(
    claims: Iterable[Claim],
    controls: Iterable[Control],
    places: Callable[[str], Place],
    day: date,
) -> list[tuple[Place, dict[str, object]]]:
    return [
        (place, row | {"age_days": _age(shown, day)})
        for place, row, shown in described(claims, controls, places)
    ]


def described(
    claims: Iterable[Claim], controls: Iterable[Control], places: Callable[[str], Place]
) -> list[tuple[Place, dict[str, object], Claim]]:
    """Describe each control's place, by all columns of a mark but its age; with the claim shown."""
    known: dict[str, Claim] = {}
    of_place: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        known[claim.claim_id] = claim
        of_place[claim.place_id].append(claim)
    found = []
    for control in controls:
        place, shown = places(control.place_id), known[control.shown_id]
        found.append((place, _row(place, control, shown, of_place[control.place_id]), shown))
    return found


def _age(shown: Claim, day: date) -> object:
    said_on = shown.published_at.date() if shown.published_at else shown.event_date
    return max(0, (day - said_on).days) if said_on else pd.NA


def _row(place: Place, control: Control, shown: Claim, said: Sequence[Claim]) -> dict[str, object]:
    affirmed = {claim.relation for claim in said if _affirms(claim) and claim.current}
    return {
        "place_id": place.place_id,
        "name": place.name,
        "kind": place.kind.value,
        "state": control.state.value,
        "actor": control.shown_actor or "",
        "corroboration": control.corroboration.value,
        "relation": shown.relation.value,
        "relations": ",".join(word.value for word in _RELATIONS if word in affirmed),
        "polarity": shown.polarity.value,
        "extent": shown.extent.value,
        "current": shown.current,
        "contender": control.contender or "",
        "precision_km": place.precision_km,
        "statement_count": control.statement_count,
        "reason": control.reason,
    }


def _affirms(claim: Claim) -> bool:
    return claim.polarity is Polarity.AFFIRM


def _frame(drawn: Sequence[tuple[dict[str, object], BaseGeometry]]) -> geopandas.GeoDataFrame:
    rows = pd.DataFrame([row for row, _ in drawn], columns=list(MARK_TYPES))
    return geopandas.GeoDataFrame(
        rows.astype(MARK_TYPES), geometry=[shape for _, shape in drawn], crs=4326
    )
