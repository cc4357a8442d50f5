"""Analysts' reviews: claims accepted, corrected, rejected, merged, added; articles withdrawn."""

from geodata.reading import restore
from geodata.reviewing.correcting import ANALYST, FIELDS, added_claim, corrected_claim
from geodata.reviewing.deciding import (
    accept,
    add,
    correct,
    disagreements,
    history_of,
    merge,
    original_of,
    reject,
    review,
    reviewed_claims,
    seen_of,
    undo,
    withdraw,
)

__all__ = [
    "ANALYST",
    "FIELDS",
    "accept",
    "add",
    "added_claim",
    "correct",
    "corrected_claim",
    "disagreements",
    "history_of",
    "merge",
    "original_of",
    "reject",
    "restore",
    "review",
    "reviewed_claims",
    "seen_of",
    "undo",
    "withdraw",
]
