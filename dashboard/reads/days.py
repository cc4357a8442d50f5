"""The days that the ledger speaks of, and how many claims are of each stretch of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import numpy as np
import streamlit as st

from dashboard.reads.desk import Desk, Key, boundaries, key_of
from geodata import pipeline
from geodata.model import Claim, ClaimQuery
from geodata.selection import Selection

_MOST_BARS = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days that the ledger speaks of."""

    first: date
    last: date
    told: Sequence[date]
    """Those among them of which something is said, in order."""


def span(desk: Desk, known_at: datetime | None = None) -> Span | None:
    """The days that the ledger speaks of, whoever speaks; None if it speaks of no ground."""
    return _span(desk, known_at, desk.store.revision())


@st.cache_resource(show_spinner=False, max_entries=4)
def _span(_desk: Desk, known_at: datetime | None, revision: str) -> Span | None:
    asked = ClaimQuery(known_at=known_at)
    days = pipeline.days_of(_desk.store, _desk.knowledge, boundaries(_desk), asked)
    if days is None:
        return None
    ledger = pipeline.ledger_of(_desk.store, _desk.knowledge, known_at)
    claims = ledger.claims[: ledger.article_claims]
    told = {day for claim in claims if (day := _day_of(claim))}
    for published in _desk.store.maps(known_at):
        told |= {date.fromordinal(day) for day in np.unique(published.day).tolist()}
    if days[0] == days[1]:  # all printed on one day: the days that it speaks of are all there are
        days = min((*days, *told)), max((*days, *told))
    within = {day for day in told if days[0] <= day <= days[1]}
    return Span(first=days[0], last=days[1], told=sorted({*days, *within}))


def claims_by_day(desk: Desk, selection: Selection, span: Span) -> list[int]:
    """Count the selection's claims of articles in equal stretches of the days of a span.

    As if the selection named no days itself; one stretch a day, if there are not too many.
    """
    everything = replace(selection.narrowing, since=None, as_of=None)
    return _claims_by_day(desk, everything, span, key_of(desk, everything))


@st.cache_resource(show_spinner=False, max_entries=16)
def _claims_by_day(_desk: Desk, _selection: Selection, _span: Span, key: Key) -> list[int]:
    ledger = pipeline.ledger_of(_desk.store, _desk.knowledge, _selection.known_at)
    heard = ledger.heard(_selection.query())[: ledger.article_claims]
    days = ledger.assessor.judge.statements.first[: ledger.article_claims][heard]
    first, last = _span.first.toordinal(), _span.last.toordinal()
    stretches = min(_MOST_BARS, last - first + 1)
    counts, _ = np.histogram(days, bins=stretches, range=(first, last + 1))
    bars: list[int] = counts.tolist()
    return bars


def _day_of(claim: Claim) -> date | None:
    published = claim.published_at.astimezone(UTC).date() if claim.published_at else None
    return claim.event_date or published
