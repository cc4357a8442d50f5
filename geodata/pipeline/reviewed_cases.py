"""Reviewed articles as labelled cases, in the schema that tests/score_claims.py reads."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time

from geodata.gazetteer import Gazetteer
from geodata.layers import iso_date
from geodata.model import Article, Claim, Extent, Mention, Place, PlaceKind, Review
from geodata.reading import Knowledge, gazetteer_of
from geodata.reviewing import reviewed_claims
from geodata.store import ClaimStore

_MOST_ALIASES = 12
_APPROXIMATE_KM = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedCases:
    """Cases, and the reviewed articles that are none."""

    cases: tuple[dict[str, object], ...]
    undecided: int
    """Articles of which some claims are decided and some are not, written or not."""
    restricted: int
    """Articles of sources whose texts must not be passed on."""


def reviewed_cases(
    store: ClaimStore, knowledge: Knowledge, *, partial: bool = False
) -> ReviewedCases:
    """Make a labelled case of each article whose every claim an analyst has decided.

    Its claims are those that stand: accepted, corrected, added. What the reader missed and nobody
    added is missing here, too, so recall on such cases is an upper bound. With `partial` also
    articles of which only some claims are decided, marked `"complete": false`, without those that
    are not: they tell what is right, not what is wrong. Withdrawn articles, and sources that must
    not be passed on, are left out. `conflict` is null and `licence` empty unless it is known: the
    ledger doesn't tell the one, and seeds/sources.toml not the other.
    """
    decided = reviewed_claims(store)
    closed = {one.source_id for one in knowledge.sources if not one.redistributable}
    cases, undecided, restricted = [], 0, 0
    for article_id, reviews in _by_article(store):
        article, claims = store.article(article_id), store.claims_of(article_id)
        standing = [claim for claim in claims if claim.claim_id in decided]
        complete = len(standing) == len(claims)
        if article.source_id in closed:
            restricted += 1
            continue
        undecided += not complete
        if complete or partial:
            places = gazetteer_of(store, knowledge, claims)
            row = _case(article, standing, store.mentions(article_id), places)
            told = {} if complete else {"complete": False}
            cases.append(row | {"provenance": _provenance(reviews)} | told)
    return ReviewedCases(cases=tuple(cases), undecided=undecided, restricted=restricted)


def _by_article(store: ClaimStore) -> Iterator[tuple[str, list[Review]]]:
    made: defaultdict[str, list[Review]] = defaultdict(list)
    for review in store.reviews():
        made[review.article_id].append(review)
    for article_id in sorted(made.keys() - store.withdrawn()):
        yield article_id, made[article_id]


def _case(
    article: Article, claims: Sequence[Claim], mentions: Sequence[Mention], places: Gazetteer
) -> dict[str, object]:
    named: dict[str, list[str]] = {claim.place_id: [] for claim in claims}
    for mention in mentions:
        place = mention.place_id and places.find(mention.place_id)
        if place and (place.kind is not PlaceKind.COUNTRY or place.place_id in named):
            named.setdefault(place.place_id, []).append(mention.surface)
    return {
        "id": f"review-{article.article_id[:12]}",
        "title": article.title,
        "source": article.source_id,
        "url": article.url,
        "published": _published(article),
        "language": article.language,
        "text": article.text,
        "conflict": None,
        "places": [_place(places.place(one), surfaces) for one, surfaces in named.items()],
        "claims": [_claim(claim, places.place(claim.place_id)) for claim in claims],
        "licence": "",
    }


def _published(article: Article) -> str | None:
    """The day, or the moment where more than the day is known."""
    moment = article.published_at
    if moment is None:
        return None
    return moment.isoformat() if moment.time() != time() else moment.date().isoformat()


def _place(place: Place, surfaces: Sequence[str]) -> dict[str, object]:
    row: dict[str, object] = {
        "name": place.name,
        "kind": place.kind.value,
        "country": place.country_code,
        "lat": place.lat,
        "lon": place.lon,
        "aliases": list(place.names[1 : 1 + _MOST_ALIASES]),
        "mentions": list(dict.fromkeys(surfaces)),
    }
    return row | ({"approx": True} if place.precision_km > _APPROXIMATE_KM else {})


def _claim(claim: Claim, place: Place) -> dict[str, object]:
    row: dict[str, object] = {
        "place": place.name,
        "claimant": claim.claimant,
        "speaker": claim.speaker or None,
        "relation": claim.relation.value,
        "actor": claim.actor,
        "polarity": claim.polarity.value,
        "event_date": iso_date(claim),
        "evidence": claim.quote,
        "current": claim.current,
    }
    return row | ({"extent": claim.extent.value} if claim.extent is Extent.PARTIAL else {})


def _provenance(reviews: Sequence[Review]) -> str:
    who = ", ".join(sorted({review.analyst for review in reviews}))
    days = sorted({review.recorded_at.date().isoformat() for review in reviews})
    return f"Claimline, reviewed by {who}, {' to '.join(dict.fromkeys((days[0], days[-1])))}"
