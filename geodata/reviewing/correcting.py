"""Claims as analysts say they should be: corrected or added, their fields checked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from geodata.errors import ReviewError
from geodata.gazetteer import Gazetteer
from geodata.knowledge import Knowledge, gazetteer_of
from geodata.model import Article, Claim, DatePrecision, Extent, Polarity, Relation
from geodata.store import ClaimStore

ANALYST = "analyst:"
"""How the extractor of a claim begins that an analyst corrected or added."""
FIELDS = (
    "place_id",
    "claimant",
    "speaker",
    "relation",
    "actor",
    "polarity",
    "extent",
    "hedged",
    "current",
    "event_date",
    "start_char",
    "end_char",
)
"""What of a claim an analyst can set; `event_date` brings its precision with it."""
_NEEDED = ("place_id", "claimant", "relation", "start_char", "end_char")
"""What of an added claim can't be left out."""
_PRECISION = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}
"""By the length of a date in ISO 8601."""
_LENGTHS = {precision: length for length, precision in _PRECISION.items()}


def corrected_claim(
    claim: Claim,
    changes: Mapping[str, Any],
    analyst: str,
    store: ClaimStore,
    knowledge: Knowledge,
) -> Claim:
    """Make the claim as it should be, from those of its `FIELDS` that are to change.

    Words may be given as text (`relation="present"`), `event_date` as a date or as ISO 8601 text,
    only as exact as it is known (2025-04); None or "" is for no actor, no speaker, no date.

    Raises: ReviewError: a value can't be, or nothing changes. StoreError.
    """
    analyst = analyst_name(analyst)
    known = gazetteer_of(store, knowledge, [claim])
    article = store.article(claim.article_id)
    values = _values(changes, article, known, knowledge)
    changed = {name: one for name, one in values.items() if one != getattr(claim, name)}
    if not changed:
        raise ReviewError("Nothing is changed; accept the claim as it is")
    corrected = replace(claim, **changed)
    ways = [_told(name, claim, corrected, known) for name in (*FIELDS, "date_precision")]
    told = "; ".join(dict.fromkeys(filter(None, ways)))
    corrected = replace(
        corrected,
        extractor=f"{ANALYST}{analyst}",
        confidence=1.0,
        how=f"corrected by {analyst}: {told}. Before: {claim.how or claim.extractor}",
        recorded_at=None,
        copied_from="",
    )
    return _whole(corrected)


def added_claim(
    article_id: str,
    fields: Mapping[str, Any],
    analyst: str,
    store: ClaimStore,
    knowledge: Knowledge,
) -> Claim:
    """Make a claim that was not found, from its `FIELDS`, given as for `corrected_claim`.

    Needed are place_id, claimant, relation, start_char and end_char: the words that it rests on.

    Raises: ReviewError: a value is missing or can't be. StoreError.
    """
    analyst = analyst_name(analyst)
    missing = [name for name in _NEEDED if fields.get(name) in {None, ""}]
    if missing:
        raise ReviewError(f"A claim can't do without {', '.join(missing)}; give them")
    article = store.article(article_id)
    values = _values(fields, article, gazetteer_of(store, knowledge), knowledge)
    added = Claim(
        **{"polarity": Polarity.AFFIRM, "actor": None, **values},
        article_id=article.article_id,
        source_id=article.source_id,
        published_at=article.published_at,
        extractor=f"{ANALYST}{analyst}",
        confidence=1.0,
        how=f"added by {analyst}",
    )
    return _whole(added)


def analyst_name(given: str) -> str:
    """The name of an analyst in one line. Raises ReviewError: it is empty."""
    name = " ".join(given.split())
    if not name:
        raise ReviewError("Say who decides: a review is kept with a name")
    return name


def _values(
    given: Mapping[str, Any], article: Article, places: Gazetteer, knowledge: Knowledge
) -> dict[str, Any]:
    """Read and check what is given; dates and spans bring their companions."""
    unknown = given.keys() - set(FIELDS)
    if unknown:
        raise ReviewError(f"{', '.join(sorted(unknown))} can't be set; only {', '.join(FIELDS)}")
    actors = [actor.actor_id for actor in knowledge.actors]
    read: dict[str, Callable[[Any], Any]] = {
        "place_id": lambda value: _place_id(value, places),
        "claimant": lambda value: _one_of("claimant", value, actors),
        "speaker": lambda value: " ".join(str(value or "").split()),
        "relation": lambda value: _word("relation", value, Relation),
        "actor": lambda value: _one_of("actor", value, actors) if value else None,
        "polarity": lambda value: _word("polarity", value, Polarity),
        "extent": lambda value: _word("extent", value, Extent),
        "hedged": bool,
        "current": bool,
    }
    values = {name: one(given[name]) for name, one in read.items() if name in given}
    if "event_date" in given:
        values |= _dated(given["event_date"])
    if "start_char" in given or "end_char" in given:
        values |= _span(given, article)
    return values


def _place_id(value: Any, places: Gazetteer) -> str:
    if places.find(str(value)) is None:
        raise ReviewError(f"The gazetteer holds no place {value!r}; choose one that it holds")
    return str(value)


def _one_of(name: str, value: Any, known: list[str]) -> str:
    if value not in known:
        raise ReviewError(f"{name} is {value!r}; it must be one of {', '.join(known)}")
    return str(value)


def _word(name: str, value: Any, words: type[StrEnum]) -> StrEnum:
    try:
        return words(value)
    except ValueError as error:
        raise ReviewError(f"{name} is {value!r}; it must be one of {', '.join(words)}") from error


def _dated(value: Any) -> dict[str, Any]:
    text = value.isoformat() if isinstance(value, date) else str(value or "").strip()
    if not text:
        return {"event_date": None, "date_precision": None}
    try:
        first = date.fromisoformat(f"{text}-01-01"[:10])
        return {"event_date": first, "date_precision": _PRECISION[len(text)]}
    except (ValueError, KeyError) as error:
        raise ReviewError(
            f"event_date is {text!r}; write 2025-04-26, or 2025-04, or 2025"
        ) from error


def _span(given: Mapping[str, Any], article: Article) -> dict[str, Any]:
    start, end = given.get("start_char"), given.get("end_char")
    if not (isinstance(start, int) and isinstance(end, int)):
        raise ReviewError("start_char and end_char go together; give both, as whole numbers")
    if not 0 <= start < end <= len(article.text) or not article.text[start:end].strip():
        raise ReviewError(
            f"{start}:{end} are no words of the article, which has {len(article.text)} characters; "
            "select the words again"
        )
    return {"start_char": start, "end_char": end, "quote": article.text[start:end]}


def _whole(claim: Claim) -> Claim:
    """Raise ReviewError if a claim says nothing: ground held, entered or threatened by nobody."""
    if claim.actor is None and claim.relation is not Relation.CONTESTED:
        raise ReviewError(f"actor is missing: say who {claim.relation}, or choose “contested”")
    return claim


def _told(name: str, before: Claim, after: Claim, places: Gazetteer) -> str:
    """Say of a field from what to what it changes; nothing if it doesn't."""
    if getattr(before, name) == getattr(after, name):
        return ""
    name = "event_date" if name == "date_precision" else name
    return f"{name.removesuffix('_id')} " + " → ".join(
        _shown(name, claim, places) for claim in (before, after)
    )


def _shown(name: str, claim: Claim, places: Gazetteer) -> str:
    value = getattr(claim, name)
    if name == "place_id":
        place = places.find(value)
        return f"{place.name} ({value})" if place else str(value)
    if name == "event_date" and claim.date_precision:
        return str(value)[: _LENGTHS[claim.date_precision]]
    return "none" if value in {None, ""} else str(value)
