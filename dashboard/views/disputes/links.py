"""What a link of the page of disputes holds beside the selection."""

from enum import StrEnum

from dashboard.reads.disputes import Order
from geodata.selection import Parameters
from geodata.selection.links import day, number, one_of, outlet, place, switch


class Part(StrEnum):
    """The two halves of the page."""

    VOICES = "voices"
    CHANGES = "changes"


class Clock(StrEnum):
    """On which clock changes are looked for."""

    SAID = "said"
    """Said to be true since."""
    LEARNED = "learned"


PARAMETERS: Parameters = {
    "part": one_of("part", Part),
    "every": switch("every", "yes"),
    "order": one_of("order", Order),
    "leaf": number("leaf"),
    "also": place("also"),
    "row": place("row"),
    "by": outlet("by"),
    "clock": one_of("clock", Clock),
    "changed_since": day("changed_since"),
}
