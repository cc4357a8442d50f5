"""What a link of the page of claims holds beside the selection."""

from dashboard.reads.listing import COLUMNS, Order
from geodata.selection import Parameters
from geodata.selection.links import Parameter, number, one_of

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


def _record(text: str) -> str:
    if not (text.isalnum() and text.isascii() and len(text) <= 64):
        raise ValueError
    return text


PARAMETERS: Parameters = {
    "text": Parameter("text", _text, str, f"up to {LONGEST_SEARCH} characters"),
    "order": one_of("order", Order),
    "columns": Parameter("columns", _columns, ",".join, f"some of {', '.join(COLUMNS)}"),
    "leaf": number("leaf"),
    "claim": Parameter("claim", _record, str, "the code of a claim"),
}
