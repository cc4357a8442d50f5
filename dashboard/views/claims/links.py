"""What a link of the page of claims holds beside the selection."""

from dashboard.reads.listing import COLUMNS, Order
from dashboard.selection import Parameters
from dashboard.selection.links import Parameter

USUAL_COLUMNS = (
    "place",
    "what",
    "says",
    "quote",
    "true_of",
    "published",
    "source",
    "told",
    "tags",
    "review",
)
LONGEST_SEARCH = 200


def _text(text: str) -> str:
    if not text.strip() or len(text) > LONGEST_SEARCH:
        raise ValueError
    return text


def _columns(text: str) -> tuple[str, ...]:
    named = text.split(",")
    if not set(named) <= set(COLUMNS) or len(set(named)) < len(named):
        raise ValueError
    return tuple(named)


def _number(text: str) -> int:
    number = int(text)
    if not 0 < number < 1_000_000:
        raise ValueError
    return number


def _record(text: str) -> str:
    if not (text.isalnum() and text.isascii() and len(text) <= 64):
        raise ValueError
    return text


PARAMETERS: Parameters = {
    "text": Parameter("text", _text, str, f"up to {LONGEST_SEARCH} characters"),
    "order": Parameter("order", Order, str, f"one of {', '.join(Order)}"),
    "columns": Parameter("columns", _columns, ",".join, f"some of {', '.join(COLUMNS)}"),
    "leaf": Parameter("leaf", _number, str, "a number"),
    "claim": Parameter("claim", _record, str, "the code of a claim"),
}
