"""What stands of an article's claims once analysts have reviewed them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from geodata.errors import ReviewError
from geodata.model import Claim, Decision, Review, content_id

REVIEWED = "+reviews:"
"""Between the name of a reading and the reviews that were applied to it."""
_Standing = Mapping[str, Review]


class Decided(Protocol):
    """A review, or as much of it as tells which of them count."""

    @property
    def article_id(self) -> str:
        """Of which article."""

    @property
    def claim_id(self) -> str:
        """Of which claim; empty = of the article as a whole."""

    @property
    def decision(self) -> Decision:
        """What was decided."""


R = TypeVar("R", bound=Decided)


def standing_reviews(reviews: Iterable[R]) -> list[R]:
    """The review of each claim that counts, in the order of recording.

    `reviews`: all of them, oldest first. An undone one takes back the newest that stands.
    """
    made: dict[tuple[str, str], list[tuple[int, R]]] = {}
    for number, review in enumerate(reviews):
        of_claim = made.setdefault((review.article_id, review.claim_id), [])
        if review.decision is not Decision.UNDONE:
            of_claim.append((number, review))
        elif of_claim:
            of_claim.pop()
    newest = (of_claim[-1] for of_claim in made.values() if of_claim)
    return [review for _, review in sorted(newest, key=lambda one: one[0])]


def is_withdrawn(reviews: Iterable[Review]) -> bool:
    """Tell from the reviews of an article whether it was withdrawn."""
    return any(one.decision is Decision.WITHDRAW for one in standing_reviews(reviews))


def apply_reviews(claims: Iterable[Claim], reviews: Iterable[Review]) -> list[Claim]:
    """Apply the reviews of an article to the claims that were read in it.

    What was accepted, corrected or added stands, also if this reading doesn't find it; what was
    rejected goes. What was merged goes unless what it was merged into is not found. Denials of
    a claim that was corrected deny the corrected one. Nothing stands of a withdrawn article.

    Returns: one claim per claim_id, in the order of reading; an analyst's comes before the
        machine's. What this reading doesn't find stands where its words stand.
    """
    standing = {review.claim_id: review for review in standing_reviews(reviews)}
    if is_withdrawn(standing.values()):
        return []
    read: dict[str, Claim] = {}
    for claim in claims:
        read.setdefault(claim.claim_id, claim)
    unread = {one: claim for one, claim in _lasting(standing).items() if one not in read}
    known = read | unread
    if unread:
        known = dict(sorted(known.items(), key=lambda one: one[1].start_char))
    became = {one: _outcome(claim, standing, known) for one, claim in known.items()}
    ids = {claim_id: one.claim_id for claim_id, one in became.items() if one}
    gone = {claim_id: "" for claim_id in became if claim_id not in ids}
    gone |= {one: ids.get(_target(one, standing), "") for one in gone if _is_merged(one, standing)}
    return [_linked(claim, ids | gone) for claim in _distinct(became, standing)]


def settled_review(review: Review, claims: Iterable[Claim], reviews: Sequence[Review]) -> Review:
    """Give a review its place beside those made before: of which claim it is, as it was read.

    A review of a corrected claim is one of the claim that was corrected; to accept a correction is
    to make it, too. `claims` are those read in the article, before reviews; `reviews` those made of
    it, oldest first.

    Raises: ReviewError: there is no such claim, or nothing to take back, or it is there already.
    """
    standing = {one.claim_id: one for one in standing_reviews(reviews)}
    if review.decision is Decision.UNDONE:
        root = _root(review.claim_id, standing)
        if root not in standing:
            raise ReviewError("There is nothing to take back: no decision stands")
        return replace(review, claim_id=root)
    if is_withdrawn(standing.values()):
        raise ReviewError("The article was withdrawn; restore it first")
    if review.decision is Decision.WITHDRAW:
        return review
    read = list(claims)
    now = {claim.claim_id for claim in apply_reviews(read, standing.values())}
    if review.decision is Decision.ADD:
        if review.claim_id in now:
            raise ReviewError("The article has this claim already; accept it instead")
        return review
    if review.merged_into and review.merged_into not in now:
        raise ReviewError("The claim to merge into doesn't stand; choose one that does")
    return _of_original(review, _originals(read, standing), standing)


def decided_meanwhile(
    review: Review, reviews: Iterable[Review], seen: Collection[str]
) -> Review | None:
    """The newest decision of somebody else on the claim of a review; None if there is none.

    `reviews`: those made of the article, oldest first. `seen`: ids of those that whoever makes the
    review knew of.
    """
    made = list(reviews)
    roots = {review.claim_id}
    roots |= {
        one.claim_id for one in made if one.corrected and one.corrected.claim_id == review.claim_id
    }
    unseen = (
        one
        for one in reversed(made)
        if one.claim_id in roots and one.analyst != review.analyst and one.review_id not in seen
    )
    return next(unseen, None)


def reading_name(extractor: str, reviews: Iterable[Review]) -> str:
    """Name a reading to which an article's reviews were applied; an undone one counts too."""
    return f"{extractor}{REVIEWED}{content_id([one.review_id for one in reviews])[:12]}"


def _of_original(review: Review, originals: Mapping[str, Claim], standing: _Standing) -> Review:
    root, merged_into = (_root(one, standing) for one in (review.claim_id, review.merged_into))
    if root not in originals:
        raise ReviewError(
            f"No claim {review.claim_id!r} was read in this article, nor added to it; "
            "was the page opened before it was read again?"
        )
    if merged_into == root:
        raise ReviewError("That is a correction of the same claim; there is nothing to merge")
    stands = standing.get(root)
    if review.decision is Decision.ACCEPT and stands and stands.decision is Decision.CORRECT:
        review = replace(review, decision=Decision.CORRECT, corrected=stands.corrected)
    return replace(review, claim_id=root, claim=originals[root], merged_into=merged_into)


def _root(claim_id: str, standing: _Standing) -> str:
    """The claim that was corrected to this one; itself if none was."""
    corrections = (one for one in standing.values() if one.decision is Decision.CORRECT)
    return next(
        (
            one.claim_id
            for one in corrections
            if one.corrected and one.corrected.claim_id == claim_id
        ),
        claim_id,
    )


def _originals(claims: Iterable[Claim], standing: _Standing) -> dict[str, Claim]:
    before = {claim_id: one.claim or one.corrected for claim_id, one in standing.items()}
    kept = {claim_id: claim for claim_id, claim in before.items() if claim}
    return {claim.claim_id: claim for claim in claims} | kept


def _lasting(standing: _Standing) -> dict[str, Claim]:
    """Claims that stand whether or not a reading finds them."""
    lasting = (Decision.ACCEPT, Decision.CORRECT, Decision.ADD)
    return {
        claim_id: claim
        for claim_id, one in standing.items()
        if one.decision in lasting and (claim := one.claim or one.corrected)
    }


def _outcome(claim: Claim, standing: _Standing, known: Mapping[str, Claim]) -> Claim | None:
    review = standing.get(claim.claim_id)
    if review is None:
        return claim
    if review.decision is Decision.ACCEPT:
        how = f"{claim.how}; accepted by {review.analyst}".removeprefix("; ")
        return replace(claim, confidence=1.0, how=how)
    if review.decision is Decision.MERGE:
        target = _target(claim.claim_id, standing)
        return None if target in known or target in standing else claim
    return review.corrected


def _target(claim_id: str, standing: _Standing) -> str:
    """Where merging leads in the end; empty if it leads back."""
    seen = set()
    while _is_merged(claim_id, standing):
        if claim_id in seen:
            return ""
        seen.add(claim_id)
        claim_id = standing[claim_id].merged_into
    return claim_id


def _is_merged(claim_id: str, standing: _Standing) -> bool:
    return claim_id in standing and standing[claim_id].decision is Decision.MERGE


def _distinct(became: Mapping[str, Claim | None], standing: _Standing) -> list[Claim]:
    distinct: dict[str, Claim] = {}
    decided: set[str] = set()
    for claim_id, claim in became.items():
        if claim is None:
            continue
        is_decided = claim_id in standing
        if claim.claim_id not in distinct or (is_decided and claim.claim_id not in decided):
            distinct[claim.claim_id] = claim
        if is_decided:
            decided.add(claim.claim_id)
    return list(distinct.values())


def _linked(claim: Claim, became: Mapping[str, str]) -> Claim:
    """Let a denial follow what it denies."""
    denied = (became.get(claim_id, claim_id) for claim_id in claim.denies)
    denies = tuple(dict.fromkeys(one for one in denied if one and one != claim.claim_id))
    return claim if denies == claim.denies else replace(claim, denies=denies)
