"""Claims and names of a text as spans that explain themselves, for the reading pane."""

from collections.abc import Iterator, Sequence

from dashboard import reads
from dashboard.views.reading_pane import Span
from geodata import portrayal
from geodata.model import Claim, Mention

PLACE = "place:"
"""Before the place_id in the id of a place's spans, so that it is no claim's."""
OPEN = "open:"
"""Before the offset of a name that no place was given to."""
_MOST_CANDIDATES = 3


def spans_of(desk: reads.Desk, claims: Sequence[Claim], mentions: Sequence[Mention]) -> list[Span]:
    """Mark every claim by its id and every name of a place; all mentions of one go together."""
    named = {mention.place_id for mention in mentions} | {claim.place_id for claim in claims}
    names = reads.place_names(desk, [place_id for place_id in named if place_id])
    return [
        *(_claim_span(desk, claim, names[claim.place_id]) for claim in claims),
        *(_name_span(desk, mention, names) for mention in mentions),
    ]


def _claim_span(desk: reads.Desk, claim: Claim, place_name: str) -> Span:
    source = desk.sources.get(claim.source_id)
    when = portrayal.dated(claim.event_date, claim.date_precision)
    noted = ", ".join(portrayal.tags(claim, denial=False))
    return Span(
        start=claim.start_char,
        end=claim.end_char,
        kind="claim",
        id=claim.claim_id,
        words=[
            portrayal.attribution(claim, source, desk.actors),
            portrayal.content(claim, place_name, desk.actors) + (f" ({noted})" if noted else ""),
            f"True of: {when} · confidence {claim.confidence:.0%}",
            claim.how,
        ],
    )


def _name_span(desk: reads.Desk, mention: Mention, names: dict[str, str]) -> Span:
    place_id = mention.place_id
    return Span(
        start=mention.start_char,
        end=mention.end_char,
        kind="place" if place_id else "open",
        id=f"{PLACE}{place_id}" if place_id else f"{OPEN}{mention.start_char}",
        words=[
            names[place_id] if place_id else "No place was given to this name",
            *([mention.how] if mention.how else []),
            *([] if place_id else _candidate_words(desk, mention)),
        ],
    )


def _candidate_words(desk: reads.Desk, mention: Mention) -> Iterator[str]:
    named = [desk.place_name(one.place_id) for one in mention.candidates[:_MOST_CANDIDATES]]
    left = len(mention.candidates) - len(named)
    if named:
        yield f"May be {'; '.join(named)}{f'; and {left} more' if left > 0 else ''}"
