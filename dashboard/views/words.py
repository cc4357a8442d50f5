"""What is shown, in words, and what to do where nothing is."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from dashboard import reads
from geodata.pipeline import Situation
from geodata.selection import Selection

CONFIDENCE = (
    "How often claims read under the same circumstances were right on the labelled cases that the "
    "grammar was developed with; too high for wording that it has never seen (see Method)."
)
"""What the figure beside a claim is worth; stands wherever the figure does."""

_FIRST_DATED = date(1, 1, 1).toordinal()
"""Claims of which no day is known are of this one."""


def nothing_words(desk: reads.Desk, selection: Selection) -> str:
    """Say what to do where no claim is listed: there may be ground all the same."""
    ground = None
    if not selection.without_ground:
        ground = reads.held_ground(desk, selection.ground_query(), selection.worldview)
    if ground is None or ground.areas.empty:
        return "No claims match. Change the filters, or reset them."
    return (
        "No article in this view names a place. The ground is drawn from published maps: click "
        "it, or look a place up, to read the lines behind it."
    )


def summary(selection: Selection, shown: Situation) -> str:
    """Count claims, voices and sources, and name the two clocks."""
    said = shown.ledger.assessor.judge.statements
    rows = shown.rows
    voices, sources = (len(np.unique(column[rows])) for column in (said.claimant, said.source))
    parts = [
        f"{_counted(len(rows), 'claim')} by {_counted(voices, 'voice')} "
        f"in {_counted(sources, 'source')}"
    ]
    if span := _span_words(said.first[rows]):
        parts.append(span)
    if selection.since:
        parts.append(f"from {selection.since}")
    if selection.as_of:
        parts.append(f"up to {selection.as_of}")
    known = f"{selection.known_at:%Y-%m-%d %H:%M} UTC" if selection.known_at else "now"
    return f"{', '.join([*parts, f'as known {known}'])}."


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


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
