"""Colour, texture, symbol and words for each actor and state; the legend of what is drawn.

Hue = the actor said to hold the place; texture = how well that is supported; shape = what kind of
statement it is; dash = what the claim is about; paleness = age. Never colour alone.
"""

from dashboard.theme.legend import (
    BORDER_DASHES,
    border_dash,
    border_entries,
    legend_entries,
    spot_entries,
    swatch_of,
)
from dashboard.theme.styles import (
    AGE_STEPS,
    CONTESTED_COLOUR,
    Style,
    colour_of,
    is_area,
    pale_of,
    style_of,
)
from dashboard.theme.words import (
    DISCLAIMER,
    NO_CLAIM,
    RELATION_NAMES,
    actor_name,
    attribution,
    claimant_name,
    dated,
    grade,
    iso_of,
    markdown_safe,
    proposition,
    state_words,
    tags,
    tally,
    told,
    topic,
    word_of,
)

__all__ = [
    "AGE_STEPS",
    "BORDER_DASHES",
    "CONTESTED_COLOUR",
    "DISCLAIMER",
    "NO_CLAIM",
    "RELATION_NAMES",
    "Style",
    "actor_name",
    "attribution",
    "border_dash",
    "border_entries",
    "claimant_name",
    "colour_of",
    "dated",
    "grade",
    "is_area",
    "iso_of",
    "legend_entries",
    "markdown_safe",
    "pale_of",
    "proposition",
    "spot_entries",
    "state_words",
    "style_of",
    "swatch_of",
    "tags",
    "tally",
    "told",
    "topic",
    "word_of",
]
