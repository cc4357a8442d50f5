"""What is shown, in words, and what to do where nothing is."""

from dashboard import reads
from dashboard.selection import Selection
from geodata.pipeline import Situation

CONFIDENCE = (
    "How often claims read under the same circumstances were right on the labelled cases that the "
    "grammar was developed with; too high for wording that it has never seen (see Method)."
)
"""What the figure beside a claim is worth; stands wherever the figure does."""


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
    claims = shown.claims
    voices = len({claim.claimant for claim in claims})
    sources = len({claim.source_id for claim in claims})
    parts = [
        f"{_counted(len(claims), 'claim')} by {_counted(voices, 'voice')} "
        f"in {_counted(sources, 'source')}"
    ]
    if selection.since:
        parts.append(f"from {selection.since}")
    if selection.as_of:
        parts.append(f"up to {selection.as_of}")
    known = f"{selection.known_at:%Y-%m-%d %H:%M} UTC" if selection.known_at else "now"
    return f"{', '.join([*parts, f'as known {known}'])}."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
