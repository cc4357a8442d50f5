"""What published maps say, as claims beside those of articles, with the words behind them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

import numpy as np

from geodata.model import Article, Claim, ClaimQuery, Place
from geodata.published import articles_of, claims_of
from geodata.published_map import IMPORTED, PublishedMap, statuses_on

TABLE = "csv"
"""Format of a published table of statements: few rows, that retire each other as claims do."""


def daily(maps: Iterable[PublishedMap]) -> list[PublishedMap]:
    """Maps that show every place on every day, told by their changes."""
    return [one for one in maps if one.file_format != TABLE]


def mapped_places(maps: Iterable[PublishedMap]) -> set[str]:
    """Every place that a map shows."""
    return {place_id for one in maps for place_id in one.place_ids}


def table_claims(maps: Iterable[PublishedMap]) -> list[Claim]:
    """All that tables say."""
    return [claim for one in maps if one.file_format == TABLE for claim in claims_of(one)]


def mapped_claims(
    maps: Sequence[PublishedMap],
    query: ClaimQuery,
    about: Collection[str],
    find: Callable[[str], Place | None],
) -> list[Claim]:
    """What maps say of a view: tables all of it, daily maps what they showed of `about`.

    And of the places that tables speak of. Of all that daily maps say of a country the ground
    tells, not tens of thousands of marks. Nothing of places that `find` lacks: the store keeps no
    point of a map's places, and a grown gazetteer that knew them may be gone.
    """
    said = [claim for claim in table_claims(maps) if _answers(claim, query, find)]
    asked = {*about, *(query.place_ids or ()), *(claim.place_id for claim in said)}
    shown = (claim for one in daily(maps) for claim in claims_of(one, asked, query.as_of))
    return said + [claim for claim in shown if _answers(claim, query, find)]


def shown_no_more(
    claims: Iterable[Claim], maps: Iterable[PublishedMap], as_of: date | None
) -> set[str]:
    """Ids of those claims of daily maps whose place their map says nothing of on a day any more."""
    silent: set[tuple[str, ...]] = set()
    for one in daily(maps):
        says = np.array([*(bool(status.relation) for status in one.statuses), True])  # or SILENT
        ended = np.flatnonzero(~says[statuses_on(one, as_of or date.max)])
        silent |= {(*one.account, one.place_ids[number]) for number in ended.tolist()}
    return {claim.claim_id for claim in claims if _of_map(claim) in silent}


def _of_map(claim: Claim) -> tuple[str, ...]:
    """Which place of which account a claim is of, if it is of a map."""
    file_format = claim.extractor.removeprefix(IMPORTED)
    return claim.source_id, claim.claimant, file_format, claim.place_id


def mapped_articles(maps: Sequence[PublishedMap], claims: Iterable[Claim]) -> dict[str, Article]:
    """The words behind those of the claims that maps make, by article_id."""
    of_maps = [claim for claim in claims if claim.extractor.startswith(IMPORTED)]
    ids, about = {one.article_id for one in of_maps}, {one.place_id for one in of_maps}
    found = (article for one in maps for article in articles_of(one, about))
    return {article.article_id: article for article in found if article.article_id in ids}


def _answers(claim: Claim, query: ClaimQuery, find: Callable[[str], Place | None]) -> bool:
    """Whether the claim is one that the store would give for the query."""
    place = find(claim.place_id)
    among = (
        (claim.actor, query.actors),
        (claim.relation, query.relations),
        (claim.source_id, query.source_ids),
        (claim.place_id, query.place_ids),
    )
    return (
        place is not None
        and query.voice.hears(claim)
        and all(wanted is None or value in wanted for value, wanted in among)
        and _is_between(claim.event_date, query.since, query.as_of)
        and query.text.casefold() in claim.quote.casefold()
        and _is_inside(query.bbox, place)
    )


def _is_between(day: date | None, since: date | None, as_of: date | None) -> bool:
    return day is None or ((since is None or since <= day) and (as_of is None or day <= as_of))


def _is_inside(bbox: tuple[float, float, float, float] | None, place: Place) -> bool:
    if bbox is None:
        return True
    west, south, east, north = bbox
    across = place.lon >= west or place.lon <= east
    within = west <= place.lon <= east
    return (across if west > east else within) and south <= place.lat <= north
