"""What a link of the page of disputes holds beside the selection."""

from enum import StrEnum
from typing import Any

from dashboard.reads.disputes import Order
from dashboard.selection import Parameters
from dashboard.selection.links import Parameter, day, outlet, place


class Part(StrEnum):
    """The two halves of the page."""

    VOICES = "voices"
    CHANGES = "changes"


class Clock(StrEnum):
    """On which clock changes are looked for."""

    SAID = "said"
    """Said to be true since."""
    LEARNED = "learned"


def _one_of(field: str, of: type[StrEnum]) -> Parameter:
    return Parameter(field, of, str, f"one of {', '.join(of)}")


def _yes(text: str) -> bool:
    if text != "yes":
        raise ValueError
    return True


def _number(text: str) -> int:
    number = int(text)
    if not 0 < number < 1_000_000:
        raise ValueError
    return number


def _written(value: Any) -> str:
    return "yes" if value is True else str(value)


PARAMETERS: Parameters = {
    "part": _one_of("part", Part),
    "every": Parameter("every", _yes, _written, "“yes”, or left away"),
    "order": _one_of("order", Order),
    "leaf": Parameter("leaf", _number, _written, "a number"),
    "also": place("also"),
    "row": place("row"),
    "by": outlet("by"),
    "clock": _one_of("clock", Clock),
    "changed_since": day("changed_since"),
}
