"""What is shown, in words, and what to do where nothing is."""

from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from dashboard import reads
from geodata import portrayal
from geodata.pipeline import Situation
from geodata.selection import Selection

CONFIDENCE = (
    "How often claims read under the same circumstances were right on labelled articles that "
    "nothing was developed with (see Method)."
)
"""What the figure beside a claim is worth; stands wherever the figure does."""

_FIRST_DATED = date(1, 1, 1).toordinal()
"""Claims of which no day is known are of this one."""


def nothing_words(desk: reads.Desk, selection: Selection) -> str:
    """Say what to do where no claim is listed: there may be ground all the same."""
    if early := not_yet(desk, selection.known_at):
        return early
    ground = None
    if not selection.without_ground:
        ground = reads.held_ground(desk, selection.ground_query(), selection.worldview)
    if ground is None or ground.areas.empty:
        if selection.known_at:
            return (
                f"Of what had been recorded by {_moment(selection.known_at)}, no claim matches. "
                "Change the filters, or go back to now."
            )
        return "No claims match. Change the filters, or reset them."
    return (
        "No article in this view names a place. The ground is drawn from published maps: click "
        "it, or look a place up, to read the lines behind it."
    )


def not_yet(desk: reads.Desk, known_at: datetime | None) -> str:
    """Say so if nothing at all was recorded by a moment, and what to do; empty if something was."""
    first = reads.first_record(desk)
    if known_at is None or first is None or known_at >= first:
        return ""
    return (
        f"Nothing was recorded yet at {_moment(known_at)}: this ledger’s first record is of "
        f"{_moment(first)}. Go back to now; for what is said to be true of that day, set the day."
    )


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def summary(selection: Selection, shown: Situation) -> str:
    """Count claims, voices and sources, and name the two clocks."""
    said = shown.ledger.assessor.judge.statements
    parts = [_counts(shown)]
    if span := _span_words(said.first[shown.rows]):
        parts.append(span)
    if selection.since:
        parts.append(f"from {selection.since}")
    if selection.as_of:
        parts.append(f"up to {selection.as_of}")
    known = _moment(selection.known_at) if selection.known_at else "now"
    return f"{', '.join([*parts, f'as known {known}'])}."


def short_summary(shown: Situation) -> str:
    """Count claims, voices and sources."""
    return f"{_counts(shown)}."


def _counts(shown: Situation) -> str:
    said, rows = shown.ledger.assessor.judge.statements, shown.rows
    voices, sources = (len(np.unique(column[rows])) for column in (said.claimant, said.source))
    return (
        f"{portrayal.counted(len(rows), 'claim')} by {portrayal.counted(voices, 'voice')} "
        f"in {portrayal.counted(sources, 'source')}"
    )


def _span_words(days: NDArray[np.int32]) -> str:
    """Name the first and the last day of claims; nothing if none is dated."""
    dated = days[days > _FIRST_DATED]
    if not len(dated):
        return ""
    first, last = (date.fromordinal(int(day)) for day in (dated.min(), dated.max()))
    if first == last:
        return _day_words(first)
    if first.year != last.year:
        return f"{_day_words(first)} to {_day_words(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%B} to {_day_words(last)}"
    return f"{first.day} to {_day_words(last)}"


def _day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
