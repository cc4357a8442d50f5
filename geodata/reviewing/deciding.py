"""Decisions of analysts: made, kept, taken back, found again; what readers disagree on."""

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from geodata.decisions import REVIEWED
from geodata.errors import ReviewError
from geodata.knowledge import Knowledge, places_in
from geodata.model import Claim, Decision, Review
from geodata.reading import reader_of
from geodata.reviewing.correcting import analyst_name
from geodata.store import ClaimStore


def accept(claim: Claim, analyst: str, note: str = "") -> Review:
    """Say that a claim, as it stands, is right."""
    return _of_claim(claim, analyst, note, decision=Decision.ACCEPT)


def reject(claim: Claim, analyst: str, note: str = "") -> Review:
    """Say that the article makes no such claim."""
    return _of_claim(claim, analyst, note, decision=Decision.REJECT)


def correct(claim: Claim, corrected: Claim, analyst: str, note: str = "") -> Review:
    """Say how a claim should be: `corrected` is made by `corrected_claim`."""
    return _of_claim(claim, analyst, note, decision=Decision.CORRECT, corrected=corrected)


def merge(claim: Claim, into: Claim, analyst: str, note: str = "") -> Review:
    """Say that another claim of the article says the same.

    Raises: ReviewError: it is of another article, or the same claim.
    """
    if into.article_id != claim.article_id:
        raise ReviewError(
            "Claims of two articles are not merged: equal statements count once already, by origin"
        )
    if into.claim_id == claim.claim_id:
        raise ReviewError("A claim can't be merged into itself; choose another")
    return _of_claim(claim, analyst, note, decision=Decision.MERGE, merged_into=into.claim_id)


def add(claim: Claim, analyst: str, note: str = "") -> Review:
    """Say that an article makes a claim that was not found: `added_claim` makes it."""
    return _made(
        article_id=claim.article_id,
        claim_id=claim.claim_id,
        decision=Decision.ADD,
        analyst=analyst,
        note=note,
        corrected=claim,
    )


def review(
    made: Review, store: ClaimStore, knowledge: Knowledge, seen: Collection[str] | None = None
) -> Review:
    """Keep an analyst's decision; the article's claims are then as it says.

    Nothing is read anew, and what was known before stays in the store, as known then. seen: the
    decisions on the claim that the analyst knew of, see `seen_of`; None = don't ask.

    Returns: the review as it is kept, which `undo` takes: that of a corrected claim is kept as one
        of the claim as it was read first.
    Raises: DecidedMeanwhileError: somebody else decided since. ReviewError: it doesn't fit what
        stands now. StoreError, UnknownPlaceError.
    """
    known = places_in(made.article_id, store, knowledge)
    return store.review(made, places=known.place, seen=seen)


def undo(
    made: Review, analyst: str, store: ClaimStore, knowledge: Knowledge, note: str = ""
) -> Review:
    """Take a decision back; the one before it on the same claim, if any, counts again.

    Raises: ReviewError: it doesn't stand any more, or not as the newest. StoreError.
    """
    standing = {one.claim_id: one for one in store.reviews(made.article_id)}
    newest = standing.get(made.claim_id)
    if newest is None:
        raise ReviewError("That decision was taken back already")
    if newest.review_id != made.review_id:
        raise ReviewError(f"{newest.analyst} decided anew since; take that back first")
    undone = _made(
        article_id=made.article_id,
        claim_id=made.claim_id,
        decision=Decision.UNDONE,
        analyst=analyst,
        note=note,
    )
    return review(undone, store, knowledge)


def withdraw(article_id: str, analyst: str, note: str, store: ClaimStore) -> Review:
    """Take an article out: nothing that it says counts from now on; what was known before stays.

    `undo` brings it back, and so do `restore` and reading it in again (`keep`).

    Raises: ReviewError: it is withdrawn already. StoreError.
    """
    store.article(article_id)
    withdrawal = _made(
        article_id=article_id,
        claim_id="",
        decision=Decision.WITHDRAW,
        analyst=analyst,
        note=note,
    )
    return store.review(withdrawal, places=_nowhere)


def reviewed_claims(store: ClaimStore, known_at: datetime | None = None) -> dict[str, Review]:
    """The review that counts of each claim that has one, by the claim_id as it stands.

    One that was rejected, merged or corrected is there as it was read, too. A claim that isn't
    there is undecided. `store.decided` gives the ids alone, at a tenth of the time.
    """
    made = store.reviews(known_at=known_at)
    by_root = {one.claim_id: one for one in made if one.claim_id}
    by_outcome = {one.corrected.claim_id: one for one in made if one.corrected}
    return by_root | by_outcome


def original_of(claim: Claim, store: ClaimStore) -> Claim | None:
    """A claim as it was read first; itself if nobody corrected it, None if it was added by hand."""
    for one in store.reviews(claim.article_id):
        if one.corrected and one.corrected.claim_id == claim.claim_id:
            return one.claim
        if one.claim_id == claim.claim_id:
            return one.claim
    return claim


def history_of(claim: Claim, store: ClaimStore) -> list[Review]:
    """Every decision ever made on a claim, those taken back too, oldest first."""
    made = store.all_reviews(claim.article_id)
    roots = {
        one.claim_id
        for one in made
        if claim.claim_id in {one.claim_id, one.corrected and one.corrected.claim_id}
    }
    return [one for one in made if one.claim_id in roots]


def seen_of(claim: Claim, store: ClaimStore) -> frozenset[str]:
    """Name the decisions made on a claim so far: whoever is shown the claim knows of these."""
    return frozenset(one.review_id for one in history_of(claim, store))


def disagreements(store: ClaimStore, article_id: str | None = None) -> frozenset[str]:
    """Ids of claims that one reader found and another did not, in one article or in all.

    Of each article the newest readings of the last two readers are compared: two versions of the
    grammar, or the grammar alone and with the parser, before reviews. What an analyst chose for
    names, or which gazetteer there was, makes no reader.
    """
    readers: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for number, article, reading in store.all_readings(article_id):
        if REVIEWED not in reading:
            of_article = readers[article]
            of_article.pop(reader_of(reading), None)
            of_article[reader_of(reading)] = number
    pairs = [list(one.values())[-2:] for one in readers.values() if len(one) > 1]
    found = store.claim_ids([number for pair in pairs for number in pair])
    return frozenset[str]().union(*(found[one] ^ found[other] for one, other in pairs))


def _of_claim(claim: Claim, analyst: str, note: str, **decided: Any) -> Review:
    return _made(
        article_id=claim.article_id,
        claim_id=claim.claim_id,
        claim=claim,
        analyst=analyst,
        note=note,
        **decided,
    )


def _made(*, analyst: str, **fields: Any) -> Review:
    return Review(analyst=analyst_name(analyst), recorded_at=datetime.now(UTC), **fields)


def _nowhere(place_id: str) -> Any:
    raise ReviewError(f"A withdrawn article has no place {place_id!r}")
