"""What `extract` and `geocode` answer for an article, ready to be written as JSON."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from geodata.articles import ArticleLine
from geodata.mentions import find_mentions
from geodata.model import Claim, Mention, Place, PlaceKind, iso_date
from geodata.reading import Knowledge, read


def extract(line: ArticleLine, knowledge: Knowledge) -> dict[str, object]:
    """Answer one line of JSON Lines with the places and claims in its article, or its error."""
    if line.article is None:
        return _error_row(line)
    mentions, claims = read(line.article, knowledge)
    place_of = knowledge.gazetteer.place
    claimed = {claim.place_id for claim in claims}
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        place_id = mention.place_id
        if place_id and (place_of(place_id).kind is not PlaceKind.COUNTRY or place_id in claimed):
            found[place_id].append(mention)
    return _head(line) | {
        "places": [_place_row(place_of(place_id), found[place_id]) for place_id in found],
        "claims": [_claim_row(claim, place_of(claim.place_id)) for claim in claims],
        "unresolved": [
            _unresolved_row(mention, place_of) for mention in mentions if mention.place_id is None
        ],
    }


def geocode(line: ArticleLine, knowledge: Knowledge) -> dict[str, object]:
    """Answer one line of JSON Lines with every name of a place in its text, or its error.

    Countries are places too; what is ambiguous or unknown stands in `unresolved`.
    """
    if line.article is None:
        return _error_row(line)
    mentions = find_mentions(line.article, knowledge.gazetteer, knowledge.actors)
    place_of = knowledge.gazetteer.place
    return _head(line) | {
        "places": [
            _geocoded_row(mention, place_of(mention.place_id), place_of)
            for mention in mentions
            if mention.place_id
        ],
        "unresolved": [
            _unresolved_row(mention, place_of) | {"how": mention.how}
            for mention in mentions
            if mention.place_id is None
        ],
    }


def _head(line: ArticleLine) -> dict[str, object]:
    """What tells answers apart: the id, and the number of a line that gives none."""
    if line.given_id is None:
        return {"id": None, "line": line.number}
    return {"id": line.given_id}


def _error_row(line: ArticleLine) -> dict[str, object]:
    return {"id": line.given_id, "line": line.number, "error": str(line.error)}


def _geocoded_row(
    mention: Mention, place: Place, place_of: Callable[[str], Place]
) -> dict[str, object]:
    others = [other for other in mention.candidates if other.place_id != place.place_id]
    return (
        {"text": mention.surface, "start": mention.start_char, "end": mention.end_char}
        | _located(place)
        | {
            "kind": place.kind.value,
            "precision_km": place.precision_km,
            "how": mention.how,
            "runner_up": (
                _located(place_of(others[0].place_id)) | {"score": round(others[0].score, 3)}
                if others
                else None
            ),
        }
    )


def _place_row(place: Place, mentions: Iterable[Mention]) -> dict[str, object]:
    return _located(place) | {
        "kind": place.kind.value,
        "mentions": [
            {"start": mention.start_char, "end": mention.end_char, "text": mention.surface}
            for mention in mentions
        ],
    }


def _claim_row(claim: Claim, place: Place) -> dict[str, object]:
    return {
        "place": place.name,
        "place_id": claim.place_id,
        "claimant": claim.claimant,
        "speaker": claim.speaker or None,
        "relation": claim.relation.value,
        "actor": claim.actor,
        "polarity": claim.polarity.value,
        "event_date": iso_date(claim),
        "current": claim.current,
        "extent": claim.extent.value,
        "hedged": claim.hedged,
        "start": claim.start_char,
        "end": claim.end_char,
        "quote": claim.quote,
        "confidence": round(claim.confidence, 3),
    }


def _unresolved_row(mention: Mention, place_of: Callable[[str], Place]) -> dict[str, object]:
    return {
        "text": mention.surface,
        "start": mention.start_char,
        "end": mention.end_char,
        "candidates": [
            _located(place_of(candidate.place_id)) | {"score": round(candidate.score, 3)}
            for candidate in mention.candidates
        ],
    }


def _located(place: Place) -> dict[str, object]:
    return {
        "name": place.name,
        "place_id": place.place_id,
        "country": place.country_code,
        "lat": place.lat,
        "lon": place.lon,
    }
