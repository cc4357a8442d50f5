"""Claims to review: which of a selection wait for a decision, and what was decided of the rest."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st

from dashboard.reads.desk import Desk, Key, key_of
from geodata import reviewing
from geodata.model import Claim, Decision, Review
from geodata.pipeline.reviewed_cases import reviewed_cases
from geodata.selection import Selection


class Shown(StrEnum):
    """Which claims the queue holds."""

    OPEN = "open"
    DECIDED = "decided"
    ALL = "all"


class Order(StrEnum):
    """In which order they come."""

    LEAST_SURE = "least sure"
    NEWEST = "newest"
    IN_TEXT = "as in the text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the queue is narrowed to, beside the selection that all pages share."""

    article_id: str | None = None
    below: float = 1.0
    """Only claims of at most this confidence."""
    shown: Shown = Shown.OPEN
    order: Order = Order.LEAST_SURE
    disagreed: bool = False
    """Only claims that one reader found and another did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The claims of a selection, in the order in which they are to be reviewed."""

    claims: Sequence[Claim]
    """A rejected or merged one is there as it was read."""
    count: int
    """Claims of the selection, in whatever state."""
    decided_count: int


def review_queue(desk: Desk, selection: Selection, asked: Asked) -> Queue:
    """List the claims to review. Published maps' lines are no claims of articles: none are in."""
    return _queue(desk, selection, asked, key_of(desk, selection))


@st.cache_resource(show_spinner=False, max_entries=8)
def _queue(_desk: Desk, _selection: Selection, asked: Asked, key: Key) -> Queue:
    standing = _desk.store.claims(_selection.query())
    decided = _desk.store.decided()
    listed = [*standing, *_gone(_desk, _selection)]
    odd = reviewing.disagreements(_desk.store) if asked.disagreed else frozenset()
    wanted = [
        claim
        for claim in listed
        if (asked.article_id is None or claim.article_id == asked.article_id)
        and (not asked.disagreed or claim.claim_id in odd)
    ]
    chosen = [
        claim
        for claim in wanted
        if claim.confidence <= asked.below or claim.claim_id in decided
        if asked.shown is Shown.ALL or (claim.claim_id in decided) == (asked.shown is Shown.DECIDED)
    ]
    return Queue(
        claims=_ordered(chosen, asked.order),
        count=len(wanted),
        decided_count=sum(claim.claim_id in decided for claim in wanted),
    )


def review_of(desk: Desk, claim: Claim) -> Review | None:
    """The review of a claim that counts; None if nobody has decided."""
    for review in desk.store.reviews(claim.article_id):
        if claim.claim_id in {review.claim_id, review.corrected and review.corrected.claim_id}:
            return review
    return None


def _gone(desk: Desk, selection: Selection) -> list[Claim]:
    """Claims that stand no more by a decision, if the selection would hold them."""
    query = selection.query()
    return [
        review.claim
        for review in desk.store.reviews()
        if review.claim
        and review.decision in {Decision.REJECT, Decision.MERGE}
        and query.voice.hears(review.claim)
        and (query.source_ids is None or review.claim.source_id in query.source_ids)
        and (query.place_ids is None or review.claim.place_id in query.place_ids)
    ]


def _ordered(claims: Sequence[Claim], order: Order) -> list[Claim]:
    in_text = sorted(claims, key=lambda one: (one.article_id, one.start_char, one.claim_id))
    if order is Order.LEAST_SURE:
        return sorted(in_text, key=lambda one: one.confidence)
    if order is Order.NEWEST:
        return sorted(
            in_text,
            key=lambda one: one.published_at.timestamp() if one.published_at else 0,
            reverse=True,
        )
    return in_text


def export_reviewed(desk: Desk) -> bytes:
    """Write the articles of which every claim is decided as labelled cases, in JSON Lines."""
    found = reviewed_cases(desk.store, desk.knowledge)
    lines = (json.dumps(case, ensure_ascii=False) for case in found.cases)
    return "".join(f"{line}\n" for line in lines).encode()
