"""Claims of the store, and the picture that they make, out to files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas
import pandas as pd
from geopandas import GeoDataFrame

from geodata.errors import ExportError
from geodata.gazetteer.boundaries import Boundaries
from geodata.layers import (
    ExportRequest,
    Provenance,
    area_features,
    claim_features,
    difference_features,
    line_features,
    place_features,
    write_layers,
)
from geodata.model import Claim, ClaimQuery
from geodata.pipeline.citing import area_claims, cited, line_claims
from geodata.pipeline.grounds import Ground, compare, ground
from geodata.pipeline.mapped import mapped_articles, mapped_claims, mapped_places
from geodata.pipeline.situations import assess
from geodata.published_map import PublishedMap
from geodata.reading import Knowledge, gazetteer_of
from geodata.store import ClaimStore

_AREAS, _LINES, _DIFFERENCES = "areas", "lines", "differences"


def export_claims(
    store: ClaimStore, knowledge: Knowledge, query: ClaimQuery, path: Path, file_format: str
) -> tuple[int, list[str]]:
    """Write the claims that a query asks for, with their provenance, to a new file.

    Of daily maps all that they say, if the query names them; else what they say of places that
    others speak of.

    Returns: how many were written, and the names of sources left out for their licence.
    Raises: ExportError.
    """
    features, left_out = _free_claims(store, knowledge, query)
    _write({"claims": features}, store, knowledge, path, file_format)
    return len(features), left_out


def export_listed(
    store: ClaimStore,
    knowledge: Knowledge,
    query: ClaimQuery,
    claims: Sequence[Claim],
    path: Path,
) -> tuple[int, list[str]]:
    """Write some of the claims that a query asks for, in their order, as `export_claims` does.

    The ending of the path names the format.
    """
    features, left_out = _free(features_of(store, knowledge, claims, query))
    _write({"claims": features}, store, knowledge, path, path.suffix.removeprefix("."))
    return len(features), left_out


def features_of(
    store: ClaimStore,
    knowledge: Knowledge,
    claims: Sequence[Claim],
    query: ClaimQuery = ClaimQuery(),  # noqa: B008 - frozen
) -> GeoDataFrame:
    """Lay out what a query asks for with its provenance, at the claims' places' points."""
    maps = store.maps(query.known_at)
    kept = {article.article_id: article for article in store.articles()}
    return claim_features(
        claims,
        places=gazetteer_of(store, knowledge, claims).place,
        articles=kept | mapped_articles(maps, claims),
        sources=knowledge.sources,
        provenance=_provenance(knowledge, query, claims, maps),
    )


def _free_claims(
    store: ClaimStore, knowledge: Knowledge, query: ClaimQuery
) -> tuple[GeoDataFrame, list[str]]:
    """What a query asks for and may leave, and the names of sources that may not."""
    return _free(features_of(store, knowledge, _claims(store, knowledge, query), query))


def _free(features: GeoDataFrame) -> tuple[GeoDataFrame, list[str]]:
    may_leave = features["redistributable"]
    return features[may_leave], sorted(features.loc[~may_leave, "source"].unique())


def _write(
    frames: Mapping[str, GeoDataFrame],
    store: ClaimStore,
    knowledge: Knowledge,
    path: Path,
    file_format: str,
) -> None:
    hues = {actor.actor_id: (actor.name, actor.colour) for actor in knowledge.actors}
    write_layers(frames, path, file_format, store_path=store.path, hues=hues)


def _claims(store: ClaimStore, knowledge: Knowledge, query: ClaimQuery) -> list[Claim]:
    claims = store.claims(query)
    maps = store.maps(query.known_at)
    named = query.voice.claimants is not None or query.voice.source_ids is not None
    about = mapped_places(maps) if named else {claim.place_id for claim in claims}
    find = gazetteer_of(store, knowledge, claims).find
    return claims + mapped_claims(maps, query, about, find)


def export_layers(
    store: ClaimStore,
    knowledge: Knowledge,
    boundaries: Boundaries,
    query: ClaimQuery,
    request: ExportRequest,
) -> tuple[dict[str, int], list[str]]:
    """Write layers of the picture that a query asks for to a new file.

    Returns: the number of features by layer, and the names of sources whose claims were left out
        for their licence.
    Raises: ExportError, also where what is not claims rests on a source that must not leave.
    """
    frames: dict[str, GeoDataFrame] = {}
    left_out: list[str] = []
    if "claims" in request.layers:
        frames["claims"], left_out = _free_claims(store, knowledge, query)
    if "places" in request.layers:
        frames["places"] = _places(store, knowledge, query)
    if {_AREAS, _LINES, _DIFFERENCES} & set(request.layers):
        frames |= _grounds(store, knowledge, boundaries, query, request)
    chosen = {layer: frames[layer] for layer in request.layers}
    _write(chosen, store, knowledge, request.path, request.file_format)
    return {layer: len(frames[layer]) for layer in request.layers}, left_out


def _places(store: ClaimStore, knowledge: Knowledge, query: ClaimQuery) -> GeoDataFrame:
    claims = _claims(store, knowledge, query)
    gazetteer = gazetteer_of(store, knowledge, claims)
    maps = store.maps(query.known_at)
    controls = assess(claims, maps, query, knowledge, gazetteer)
    provenance = _provenance(knowledge, query, claims, maps)
    return place_features(controls, provenance, places=gazetteer.place)


def _grounds(
    store: ClaimStore,
    knowledge: Knowledge,
    boundaries: Boundaries,
    query: ClaimQuery,
    request: ExportRequest,
) -> dict[str, GeoDataFrame]:
    """The layers that are made from ground."""
    shown = _ground(store, knowledge, boundaries, query)
    frames = {}
    if _AREAS in request.layers:
        claims = area_claims(shown)
        provenance = _of_picture(knowledge, query, shown, claims)
        frames[_AREAS] = area_features(_citing(shown.areas, claims), provenance)
    if _LINES in request.layers:
        claims = line_claims(shown)
        provenance = _of_picture(knowledge, query, shown, claims)
        frames[_LINES] = line_features(_citing(shown.lines, claims), provenance)
    if _DIFFERENCES in request.layers:
        compared = request.compared or query
        other = _ground(store, knowledge, boundaries, compared)
        parts, *claims_of_each = _differences(shown, other, request.about)
        one, two = (
            _of_picture(knowledge, asked, picture, claims)
            for asked, picture, claims in zip(
                (query, compared), (shown, other), claims_of_each, strict=True
            )
        )
        frames[_DIFFERENCES] = difference_features(parts, one, two)
    return frames


def _ground(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, query: ClaimQuery
) -> Ground:
    shown = ground(store, knowledge, boundaries, query)
    if shown is None:
        raise ExportError("the store says nothing of any ground; ingest articles or import a map")
    return shown


def _differences(
    one: Ground, other: Ground, about: str
) -> tuple[GeoDataFrame, list[list[Claim]], list[list[Claim]]]:
    """Where two pictures differ on an actor's ground, or on every actor's; the claims of each."""
    named = {*one.areas["actor"], *other.areas["actor"]} - {""}
    actors = [about] if about else sorted(named)
    frames = [compare(one, other, actor).parts for actor in actors]
    if not frames:
        raise ExportError("neither account names a holder of any ground; nothing can differ")
    parts = geopandas.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=frames[0].crs)
    each = [
        cited(shown, [shown.numbers(place_ids) for place_ids in parts["place_ids"]])
        for shown in (one, other)
    ]
    both = [[*first, *second] for first, second in zip(*each, strict=True)]
    return _citing(parts, both), each[0], each[1]


def _citing(frame: GeoDataFrame, claims: Sequence[Sequence[Claim]]) -> GeoDataFrame:
    ids = [list(dict.fromkeys(claim.claim_id for claim in row)) for row in claims]
    return frame.assign(claim_ids=pd.Series(ids, dtype=object, index=frame.index))


def _of_picture(
    knowledge: Knowledge, query: ClaimQuery, shown: Ground, claims: Sequence[Sequence[Claim]]
) -> Provenance:
    """All claims that the voice hears, and those of maps that are cited."""
    heard = [claim for claim in shown.theatre.claims if shown.voice.hears(claim)]
    known = {claim.claim_id: claim for row in [heard, *claims] for claim in row}
    return _provenance(knowledge, query, list(known.values()), shown.theatre.maps)


def _provenance(
    knowledge: Knowledge,
    query: ClaimQuery,
    claims: Sequence[Claim],
    maps: Sequence[PublishedMap],
) -> Provenance:
    return Provenance(
        voice=query.voice,
        as_of=query.as_of,
        known_at=query.known_at,
        claims=claims,
        maps=[one for one in maps if query.voice.hears(one)],
        sources=knowledge.sources,
        actors=knowledge.actors,
    )
