"""The reader's choice: voice, actors, sources, days, places, view; to and from the page's URL.

A link is text that anybody can write. Each parameter is checked by itself: one that can't be
understood is left out and named, the others hold.
"""

from geodata.selection.choice import (
    PARAMETERS,
    Choices,
    Selection,
    from_parameters,
    known_only,
    to_parameters,
)
from geodata.selection.comparison import (
    COMPARISON_PARAMETERS,
    Comparison,
    from_comparison_link,
    heard_only,
    to_comparison_link,
)
from geodata.selection.links import (
    FIRST_DAY,
    HOME_BOUNDS,
    LAST_DAY,
    Bounds,
    Parameters,
    View,
    day_of,
    is_id,
    read_fields,
    rounded_view,
    view_of,
    write_values,
)

__all__ = [
    "COMPARISON_PARAMETERS",
    "FIRST_DAY",
    "HOME_BOUNDS",
    "LAST_DAY",
    "PARAMETERS",
    "Bounds",
    "Choices",
    "Comparison",
    "Parameters",
    "Selection",
    "View",
    "day_of",
    "from_comparison_link",
    "from_parameters",
    "heard_only",
    "is_id",
    "known_only",
    "read_fields",
    "rounded_view",
    "to_comparison_link",
    "to_parameters",
    "view_of",
    "write_values",
]
