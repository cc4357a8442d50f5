"""Theatres: the land that a ledger speaks of, cut into cells, and all that is said of it."""

import ctypes
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import shapely

from geodata.control import HOLDS, Judge, Nesting, Statements, compile_statements
from geodata.frontline import Cells, cut_cells, load_cells, mask_of, save_cells
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.boundaries import Boundaries
from geodata.gazetteer.sites import MOST_KM, settled_sites
from geodata.model import Actor, ActorKind, Claim, ClaimQuery, Place, PlaceKind, Voice
from geodata.pipeline.ledgers import ledger_of
from geodata.pipeline.mapped import daily, table_claims
from geodata.published_map import PublishedMap
from geodata.reading import Knowledge, gazetteer_of
from geodata.store import ClaimStore

_NEXT_DEGREES = 0.05
"""Regions nearer than this to one spoken of are cut too, so that a line along its edge has both
sides; more than the slivers between outlines that were simplified apart."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Theatre:
    """Cells, and the judge of what is said of them, as known at one moment."""

    cells: Cells
    judge: Judge
    """Of the settlements of the cells."""
    claims: Sequence[Claim]
    """Of articles and of published tables."""
    maps: tuple[PublishedMap, ...]
    first_day: date
    last_day: date
    """Days on which the first and the last of it was published or mapped."""


def open_theatre(
    store: ClaimStore,
    knowledge: Knowledge,
    boundaries: Boundaries,
    *,
    known_at: datetime | None = None,
    source_ids: frozenset[str] | None = None,
) -> Theatre | None:
    """Gather what a store says of ground, and cut the ground; None if it speaks of none.

    Cutting takes seconds, and is done once for the same regions and gazetteer: cells are kept in
    the cache folder. `source_ids` narrows what is heard, see `Judge.rows_of`.
    """
    if source_ids is None:
        ledger = ledger_of(store, knowledge, known_at)
        claims = list(ledger.claims[: ledger.article_claims])
    else:
        claims = store.claims(ClaimQuery(voice=Voice(source_ids=source_ids), known_at=known_at))
    maps = [m for m in store.maps(known_at) if source_ids is None or m.source_id in source_ids]
    claims += table_claims(maps)
    statements = compile_statements(claims, daily(maps))
    days = sorted(_days(claims, maps))
    gazetteer = gazetteer_of(store, knowledge, claims)
    regions = _regions(statements, gazetteer, boundaries)
    if regions.empty or not days:
        return None
    holders = _recognised(knowledge.actors)
    cells = _cells(regions, gazetteer, statements, holders, knowledge.cache_folder)
    nesting = _nesting(cells, regions)
    actors = {actor.actor_id: actor for actor in knowledge.actors}
    return Theatre(
        cells=cells,
        judge=Judge(statements, nesting, actors),
        claims=claims,
        maps=tuple(maps),
        first_day=days[0],
        last_day=days[-1],
    )


def _days(claims: Iterable[Claim], maps: Iterable[PublishedMap]) -> Iterable[date]:
    for claim in claims:
        if claim.published_at:
            yield claim.published_at.date()
        elif claim.event_date:
            yield claim.event_date
    for one in maps:
        yield from (one.first_day, one.last_day)


def _regions(
    statements: Statements, gazetteer: Gazetteer, boundaries: Boundaries
) -> geopandas.GeoDataFrame:
    """The regions that are spoken of and those next to them, as rows of Boundaries.frame()."""
    spoken, countries = set(), set()
    held = set(statements.place[statements.kind == HOLDS].tolist())
    for number, place_id in enumerate(statements.places):
        place = gazetteer.find(place_id)
        if place is None:
            continue
        if place.kind is not PlaceKind.COUNTRY:
            spoken.add(place.admin1 or place.place_id)
        elif number in held:
            countries.add(place.country_code)
    frame = boundaries.frame()
    chosen = frame["place_id"].isin(spoken) | frame["country_code"].isin(countries)
    tree = shapely.STRtree(np.asarray(frame.geometry))
    near = tree.query(np.asarray(frame.geometry[chosen]), "dwithin", _NEXT_DEGREES)[1]
    regions: geopandas.GeoDataFrame = frame.iloc[np.unique(near)].reset_index(drop=True)
    return regions


def _cells(
    regions: geopandas.GeoDataFrame,
    gazetteer: Gazetteer,
    statements: Statements,
    holders: Mapping[str, str],
    cache_folder: Path | None,
) -> Cells:
    """Cells whose country is the party that holds it by recognition: who else would have it."""
    sites = _sites(frozenset(regions["place_id"]), gazetteer, statements)
    sites["country"] = [holders.get(code, code) for code in sites["country"]]
    codes = [holders.get(code, code) for code in regions["country_code"]]
    land = regions.assign(country_code=codes)
    mask = mask_of(sites, land)
    kept = cache_folder / "cells" / f"{mask}.npz" if cache_folder else None
    cells = load_cells(kept) if kept else None
    if cells is None or cells.mask != mask:
        cells = cut_cells(sites, land)
        _return_freed_memory()
        if kept:
            _keep(cells, kept)
    return cells


def _return_freed_memory() -> None:
    """Cutting frees 60 MB in small pieces, which glibc keeps for itself unless it is told."""
    with suppress(OSError, AttributeError, TypeError):  # not every system has glibc
        ctypes.CDLL(None).malloc_trim(0)


def _keep(cells: Cells, path: Path) -> None:
    """Keep cells for the next time; where they can't be kept they are cut again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_cells(cells, path)
    except OSError:
        return


def _sites(regions: frozenset[str], gazetteer: Gazetteer, statements: Statements) -> pd.DataFrame:
    """Settlements of the regions; also those that analysts set, if something is said of them."""
    sites = settled_sites(gazetteer, regions)
    listed = set(sites["place_id"])
    places = (gazetteer.find(one) for one in statements.places if one not in listed)
    more = [place for place in places if place and _is_site(place, regions)]
    return pd.concat([sites, pd.DataFrame(map(_site, more), columns=sites.columns)])


def _is_site(place: Place, regions: frozenset[str]) -> bool:
    return (
        place.kind is PlaceKind.SETTLEMENT
        and place.precision_km <= MOST_KM
        and place.admin1 in regions
    )


def _site(place: Place) -> tuple[str, float, float, str, str, str]:
    return (place.place_id, place.lon, place.lat, "", place.admin1, place.country_code)


def _nesting(cells: Cells, regions: geopandas.GeoDataFrame) -> Nesting:
    """Which cells lie in which areas, and whose they are recognised to be."""
    codes = dict(zip(regions["place_id"], regions["country_code"], strict=True))
    countries = [codes[region] for region in cells.regions]
    return Nesting.of(
        cells.place_ids,
        [cells.districts, cells.regions, [f"iso:{code}" if code else "" for code in countries]],
        cells.countries,
        (cells.lon, cells.lat),
    )


def _recognised(actors: Iterable[Actor]) -> Mapping[str, str]:
    """The party that holds ground for a country: of Sudan its armed forces."""
    return {
        actor.country_code: actor.actor_id
        for actor in actors
        if actor.country_code and actor.kind is ActorKind.BELLIGERENT
    }
