"""Where a reader may go on from a claim or a place: map, article, review, the area about it."""

from collections.abc import Container

from dashboard.reads.desk import Desk
from geodata import portrayal
from geodata.model import Claim
from geodata.pipeline import Situation
from geodata.pipeline.stances import conflicts_around

TO_MAP, TO_ARTICLE, TO_REVIEW = "map", "article", "review"
_Ways = list[tuple[str, str]]


def ways_of(claim: Claim, kept: Container[str], *, on_map: bool = False) -> _Ways:
    """Where else a claim can be seen; what a published map shows has no article of its own.

    kept: the store's articles by id. on_map: it is read beside the map already.
    """
    ways: _Ways = [] if on_map else [(TO_MAP, "Show on the map")]
    if claim.article_id in kept:
        ways += [(TO_ARTICLE, "Open article"), (TO_REVIEW, "Review this claim")]
    return ways


def around(desk: Desk, shown: Situation, place_id: str) -> list[tuple[str, str]]:
    """Say of each area about a place whether it is disputed or contested: place_id and words."""
    return [
        (
            one.area.place_id,
            portrayal.around_words(
                desk.place_name(one.area.place_id),
                one.control.state,
                one.dispute.first_day if one.dispute else None,
            ),
        )
        for one in conflicts_around(shown, place_id)
    ]
