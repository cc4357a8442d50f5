"""Articles as they are read: which a selection holds, and one with all that was read in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log2

import pandas as pd
import streamlit as st

from dashboard.reads.desk import Desk, Key, articles, key_of, situation
from dashboard.reads.whereabouts import goal_of
from geodata.model import Article, Claim, ClaimQuery, Mention
from geodata.selection import Selection, View, rounded_view
from geodata.settings import Worldview

_MAP_PIXELS = 700, 480
"""Of the map on a small screen, without its edges."""
_TILE_PIXELS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One article, and what had been read in it by a moment."""

    article: Article
    claims: Sequence[Claim]
    mentions: Sequence[Mention]
    known_since: datetime | None
    """When it was first recorded; None if that is not kept."""
    original: Article | None
    """The text that this one is a near-duplicate of, if it is here."""
    copies: Sequence[Article]
    """Other texts that are near-duplicates of the same."""
    withdrawn: bool
    """Whether an analyst took it out: its claims no longer count."""


def known_since(desk: Desk) -> Mapping[str, datetime]:
    """Article ids to the moment at which each was first recorded."""
    return _known_since(desk, desk.store.revision())


@st.cache_resource(show_spinner=False, max_entries=4)
def _known_since(_desk: Desk, revision: str) -> dict[str, datetime]:
    return _desk.store.known_since()


def is_known(desk: Desk, article_id: str, known_at: datetime | None) -> bool:
    """Whether an article had been recorded by a moment; None = by now."""
    since = known_since(desk).get(article_id)
    if since is None:
        return False
    return known_at is None or since <= known_at


def read_article(desk: Desk, article_id: str, known_at: datetime | None) -> Reading | None:
    """One article with its claims and names as known at a moment; None if it was not known."""
    article = articles(desk).get(article_id)
    if article is None or not is_known(desk, article_id, known_at):
        return None
    return Reading(
        article=article,
        claims=_claims_of(desk, article, known_at),
        mentions=desk.store.mentions(article_id, known_at),
        known_since=known_since(desk).get(article_id),
        original=articles(desk).get(article.origin_group),
        copies=_copies_of(desk, article, known_at),
        withdrawn=article_id in desk.store.withdrawn(known_at),
    )


def _claims_of(desk: Desk, article: Article, known_at: datetime | None) -> list[Claim]:
    if known_at is None:
        return desk.store.claims_of(article.article_id)
    then = ClaimQuery(known_at=known_at, source_ids=frozenset({article.source_id}))
    return [one for one in desk.store.claims(then) if one.article_id == article.article_id]


def _copies_of(desk: Desk, article: Article, known_at: datetime | None) -> list[Article]:
    group = article.origin_group or article.article_id
    return [
        other
        for other in articles(desk).values()
        if other.origin_group == group
        and other.article_id != article.article_id
        and is_known(desk, other.article_id, known_at)
    ]


def article_rows(desk: Desk, selection: Selection) -> pd.DataFrame:
    """List the articles of a selection, those with most claims first.

    Where the selection asks for certain claims, only articles that have any; else also those in
    which no claim was found.

    Columns: article_id, title, source, published (day or None), basis, claims (in the selection),
        note (copy of what, how many copies, withdrawn), words (all that a search looks at, folded).
    """
    return _article_rows(desk, selection, key_of(desk, selection))


@st.cache_resource(show_spinner=False, max_entries=8)
def _article_rows(_desk: Desk, _selection: Selection, key: Key) -> pd.DataFrame:
    counted = Counter(claim.article_id for claim in situation(_desk, _selection).claims)
    listed = [
        article
        for article in articles(_desk).values()
        if counted[article.article_id] or _belongs(_desk, article, _selection)
    ]
    copied = Counter(article.origin_group for article in listed if article.origin_group)
    withdrawn = _desk.store.withdrawn(_selection.known_at)
    rows = [
        {
            "article_id": article.article_id,
            "title": article.title or "(no title)",
            "source": source_name(_desk, article.source_id),
            "published": article.published_on,
            "basis": article.published_basis.value,
            "claims": counted[article.article_id],
            "note": "withdrawn by an analyst"
            if article.article_id in withdrawn
            else _copy_words(_desk, article, copied[article.article_id]),
            "words": f"{article.title}\n{article.text}".casefold(),
        }
        for article in listed
    ]
    columns = ["article_id", "title", "source", "published", "basis", "claims", "note", "words"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["claims", "title"], ascending=[False, True], ignore_index=True)


def _belongs(desk: Desk, article: Article, selection: Selection) -> bool:
    """Whether an article without claims is listed: nothing is asked for but sources."""
    asks = (
        selection.voice, selection.claimants, selection.actors, selection.relations,
        selection.places, selection.since, selection.as_of,
    )  # fmt: skip
    outlets = [{selection.outlet} if selection.outlet else None, selection.sources or None]
    printed = all(wanted is None or article.source_id in wanted for wanted in outlets)
    return not any(asks) and printed and is_known(desk, article.article_id, selection.known_at)


def source_name(desk: Desk, source_id: str) -> str:
    """Name a source; one that the seeds don't know stands for itself."""
    source = desk.sources.get(source_id)
    return source.name if source else source_id


def _copy_words(desk: Desk, article: Article, copies: int) -> str:
    if not article.origin_group:
        return f"{copies} cop{'y' if copies == 1 else 'ies'}" if copies else ""
    original = articles(desk).get(article.origin_group)
    return f"copy of {source_name(desk, original.source_id)}" if original else "copy"


def view_of_place(desk: Desk, place_id: str, worldview: Worldview | None) -> View | None:
    """Where the map opens to show a place; None if nobody knows where that is."""
    place = desk.place(place_id)
    if place is None:
        return None
    goal = goal_of(desk, place, worldview)
    if len(goal) == 3:
        return goal
    west, south, east, north = goal
    wide, high = _MAP_PIXELS
    across = wide / _TILE_PIXELS * 360 / max(east - west, 0.1)
    along = high / _TILE_PIXELS * 180 / max(north - south, 0.1)
    zoom = min(max(log2(min(across, along)), 2), 10)
    lon = ((west + east) / 2 + 180) % 360 - 180
    return rounded_view(lon, max(-85.0, min(85.0, (south + north) / 2)), zoom)
