"""Frames of every exported layer, made by hand with few words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import geopandas
from shapely import LineString, MultiPolygon, Polygon, box

from geodata.layers import (
    Provenance,
    area_features,
    claim_features,
    difference_features,
    line_features,
    place_features,
)
from geodata.model import (
    Claim,
    Control,
    ControlState,
    Corroboration,
    DatePrecision,
    Source,
    Voice,
)
from tests.records import ACTORS, NOON, make_article, make_claim, place_of

HOSTILE = '=HYPERLINK("x") {{7*7}} {% x <img src=x onerror=y> ]]> & \x0b \u202e ${a} `b` "q"\n€ 🗺'
RUSSIA = Voice(claimants=frozenset({"RU"}))
UKRAINE = Voice(claimants=frozenset({"UA"}))
HUES = {actor.actor_id: (actor.name, actor.colour) for actor in ACTORS}

# Clockwise and with a hole, as no GeoJSON may have it; and one of two parts.
GROUND = (
    Polygon([(34, 51), (34, 52.4), (38, 52.4), (38, 51)], [[(36, 51.2), (36.1, 51.2), (36, 51.4)]]),
    MultiPolygon([box(36, 50, 39, 51), box(39.5, 50, 39.6, 50.1)]),
)


def sources(*, redistributable: bool = True) -> list[Source]:
    return [Source(source_id="wire", name="The Wire", redistributable=redistributable)]


def provenance(*claims: Claim, voice: Voice = RUSSIA, redistributable: bool = True) -> Provenance:
    return Provenance(
        voice=voice,
        as_of=date(2025, 5, 1),
        known_at=NOON,
        claims=claims,
        sources=sources(redistributable=redistributable),
        actors=ACTORS,
    )


def claim_frame(
    *claims: Claim, redistributable: bool = True, picture: Provenance | None = None
) -> geopandas.GeoDataFrame:
    article = make_article(title=HOSTILE, url="https://example.org/?a=1&b=2", published_note="n")
    return claim_features(
        claims,
        places=place_of,
        articles={
            claim.article_id: replace(article, article_id=claim.article_id) for claim in claims
        },
        sources=sources(redistributable=redistributable),
        provenance=picture,
    )


def hostile_claim() -> Claim:
    return make_claim(
        make_article(HOSTILE),
        speaker="+1",
        event_date=date(2025, 4, 1),
        date_precision=DatePrecision.MONTH,
        recorded_at=NOON,
        denies=("a", "b"),
        how="-x",
    )


def control(*claims: Claim, **changes: Any) -> Control:
    values: dict[str, Any] = {
        "place_id": claims[0].place_id,
        "voice": RUSSIA,
        "as_of": None,
        "known_at": None,
        "state": ControlState.HELD,
        "actor": "RU",
        "corroboration": Corroboration.ONE_SIDE,
        "claim_ids": tuple(claim.claim_id for claim in claims),
        "statement_count": len(claims),
        "reason": "Russia says so",
        "shown_id": claims[0].claim_id,
        "shown_actor": "RU",
    }
    return Control(**{**values, **changes})


def drawn(rows: Sequence[dict[str, Any]], shapes: Sequence[Any]) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(rows, geometry=list(shapes), crs=4326)


def area(**changes: Any) -> dict[str, Any]:
    return {
        "state": "held",
        "actor": "RU",
        "contender": "",
        "corroboration": "one side",
        "basis": "place",
        "area_km2": 12.5,
        "settlements": 3,
        "said_first": "2025-04-01",
        "said_last": "2025-04-26",
        **changes,
    }


def line(**changes: Any) -> dict[str, Any]:
    return {
        "left": "RU",
        "right": "UA",
        "kind": "front",
        "basis": "place",
        "reach_km": 4.0,
        "guess": False,
        "length_km": 30.5,
        **changes,
    }


def difference(**changes: Any) -> dict[str, Any]:
    return {
        "part": "one only",
        "actor": "RU",
        "area_km2": 7.0,
        "settlements": 2,
        "place_ids": ("geonames:1", "curated:gornal"),
        **changes,
    }


def ways(count: int) -> list[LineString]:
    return [LineString([(35 + step, 51), (35.5 + step, 51.25)]) for step in range(count)]


def grounds(count: int) -> list[Any]:
    return [GROUND[number % len(GROUND)] for number in range(count)]


def frame_of(
    layer: str, *claims: Claim, redistributable: bool = True, empty: bool = False
) -> geopandas.GeoDataFrame:
    """One feature of a layer, which rests on the claims (by default on one)."""
    basis = claims or (make_claim(),)
    picture = provenance(*basis, redistributable=redistributable)
    ids = {"claim_ids": tuple(claim.claim_id for claim in basis)}
    kept = slice(0, 0) if empty else slice(None)
    if layer == "claims":
        return claim_frame(*basis[kept], redistributable=redistributable, picture=picture)
    if layer == "places":
        return place_features([control(*basis)][kept], picture, places=place_of)
    if layer == "areas":
        return area_features(drawn([area(**ids)], grounds(1))[kept], picture)
    if layer == "lines":
        return line_features(drawn([line(**ids)], ways(1))[kept], picture)
    other = replace(picture, voice=UKRAINE)
    return difference_features(drawn([difference(**ids)], grounds(1))[kept], picture, other)
