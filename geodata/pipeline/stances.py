"""What each voice says of each place of a view, and since when the voices disagree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geodata.control import Dispute, Stance, find_stances
from geodata.model import ClaimQuery, Place
from geodata.pipeline.mapped import shown_no_more
from geodata.pipeline.situations import Situation
from geodata.reading import Knowledge, gazetteer_of
from geodata.store import ClaimStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who says what of which place."""

    stances: list[Stance]
    disputes: Mapping[str, Dispute]
    """The disputes that are open, by place."""


def standing(
    store: ClaimStore, knowledge: Knowledge, query: ClaimQuery, shown: Situation
) -> Standing:
    """Find the stances of a view's voices, and since when each of its disputes is.

    `shown` is what `situation` answered to the query: both rest on the same claims.
    """
    gazetteer = gazetteer_of(store, knowledge, shown.claims)
    over = shown_no_more(shown.claims, store.maps(query.known_at), query.as_of)

    def areas(place_id: str) -> Sequence[Place]:
        return gazetteer.areas_of(gazetteer.place(place_id))

    stances, disputes = find_stances(
        shown.claims,
        voice=query.voice,
        as_of=query.as_of,
        known_at=query.known_at,
        actors=knowledge.actors,
        areas=areas,
        over=over,
    )
    return Standing(stances=stances, disputes={one.place_id: one for one in disputes})
