"""Chosen claims with the words in their articles, and the ways from there to map and article."""

from collections.abc import Sequence
from typing import Any

from dashboard.reads.desk import Desk, articles
from dashboard.reads.evidence import cards_of
from dashboard.reads.ways import ways_of
from geodata import portrayal
from geodata.model import Claim
from geodata.pipeline import Situation

MOST_SENTENCES = 60
"""Claims that are laid out at once."""


def sentences(
    desk: Desk, shown: Situation, claims: Sequence[Claim], title: str, kind: str = ""
) -> dict[str, Any]:
    """Lay out claims in their order, for assets/evidence.js.

    title, kind: the heading and what stands small beside it.
    """
    listed = claims[:MOST_SENTENCES]
    kept = articles(desk)
    printed = {**kept, **shown.map_articles}
    by_id = {claim.claim_id: claim for claim in shown.claims}
    cards, texts = cards_of(desk, listed, printed, by_id)
    for claim, card in zip(listed, cards, strict=True):
        card["ways"] = ways_of(claim, kept)
    left = len(claims) - len(listed)
    return {
        "back": "← Close",
        "place": {
            "id": f"{title}|{kind}",
            "name": title,
            "kind": kind,
            "state": "",
            "reason": "",
            "told": portrayal.told(claims) if claims else "",
            "about": [],
        },
        "groups": [{"title": f"Last words first ({portrayal.tally(claims)})", "claims": cards}],
        "articles": texts,
        "notice": f"{left} older ones are not listed." if left > 0 else "",
    }


def no_sentences(hint: str) -> dict[str, Any]:
    """What stands there while nothing is chosen."""
    return {"title": "Sentences", "notice": hint, "places": []}
