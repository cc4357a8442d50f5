"""What each source and each voice says: how much, since when, of what, and how much is disputed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.reads.desk import Desk, Key, articles, key_of, situation
from dashboard.reads.reading import known_since
from geodata.holdings import STATES
from geodata.model import SOURCE_VOICE, ControlState, Decision, Relation
from geodata.pipeline import Situation
from geodata.selection import Selection
from geodata.store import MapHeader

_BINS = 40
_CODES = ("source_id", "claimant", "article_id", "place_id")
_EPOCH = date(1970, 1, 1).toordinal()
_CORRECTED = frozenset({Decision.CORRECT, Decision.REJECT, Decision.MERGE, Decision.ADD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Sources and voices of a selection, a row each, those with most claims first.

    Columns of both: code (index), claims, places (distinct), first, last (days that claims are
    true of, or were printed on), open (share of claims that another denies, or that say who
    controls a place on which voices disagree, 0-1), corrected
    (decisions of analysts that change a claim), by_day (claims printed, in equal spans of time).
    """

    sources: pd.DataFrame
    """Also: articles, copies (articles that are near-duplicates of others'), voices (quoted)."""
    voices: pd.DataFrame
    """Also: sources (that print it)."""
    printed: pd.DataFrame
    """Columns: source_id, claimant, day, claims."""
    first_day: date | None
    """Of what was printed: where by_day begins; it ends on last_day."""
    last_day: date | None


def coverage(desk: Desk, selection: Selection) -> Coverage:
    """Count what a selection holds; claims that published maps make are left out."""
    return _coverage(desk, selection, key_of(desk, selection))


@st.cache_resource(show_spinner=False, max_entries=8)
def _coverage(_desk: Desk, _selection: Selection, key: Key) -> Coverage:
    shown = situation(_desk, _selection)
    claims = claims_table(shown)
    texts = _articles_table(_desk, _selection, claims)
    reviews = _reviews_table(_desk, _selection)
    sources = _counted(claims, "source_id", "claimant", "voices", reviews)
    of_sources = texts.groupby("source_id").agg(
        articles=("article_id", "size"), copies=("copy", "sum")
    )
    voices = _counted(claims, "claimant", "source_id", "sources", reviews)
    days = claims["printed"].dropna()
    return Coverage(
        sources=_filled(sources.join(of_sources, how="outer")),
        voices=_filled(voices),
        printed=_printed(claims),
        first_day=days.min().date() if len(days) else None,
        last_day=days.max().date() if len(days) else None,
    )


def claims_table(shown: Situation) -> pd.DataFrame:
    """One row per claim of an article, for counting.

    Columns: source_id, claimant, article_id, place_id, day (true of, else printed), printed
        (both datetime64, NaT if unknown), open (denied, or on who controls a disputed place).
    """
    of_articles = shown.rows < shown.ledger.article_claims
    claims = list(compress(shown.claims, of_articles))
    denied = {claim_id for claim in shown.claims for claim_id in claim.denies}
    disputed = _disputed_places(shown)
    # As ordinals: a column of dates is made of them ten times as fast.
    printed = [claim.published_at.toordinal() if claim.published_at else 0 for claim in claims]
    said = [
        claim.event_date.toordinal() if claim.event_date else day
        for claim, day in zip(claims, printed, strict=True)
    ]
    return pd.DataFrame(
        {
            "source_id": [claim.source_id for claim in claims],
            "claimant": [claim.claimant for claim in claims],
            "article_id": [claim.article_id for claim in claims],
            "place_id": [claim.place_id for claim in claims],
            "day": _days(said),
            "printed": _days(printed),
            "open": [
                claim.claim_id in denied
                or (claim.relation is Relation.CONTROLS and claim.place_id in disputed)
                for claim in claims
            ],
        }
    ).astype(dict.fromkeys(_CODES, "category") | {"open": bool})


def _days(ordinals: Sequence[int]) -> pd.Series:
    """Days from their proleptic ordinals; 0 = not known."""
    counted = np.array(ordinals, dtype=np.int64)
    days = (counted - _EPOCH).astype("datetime64[D]").astype("datetime64[s]")
    return pd.Series(days).where(counted > 0)


def _disputed_places(shown: Situation) -> frozenset[str]:
    standings = shown.standings
    rows = standings.place[standings.state == STATES.index(ControlState.DISPUTED)]
    return frozenset(shown.ledger.places[row].place_id for row in rows.tolist())


def _counted(
    claims: pd.DataFrame, by: str, other: str, others: str, reviews: pd.DataFrame
) -> pd.DataFrame:
    """One row per source or claimant."""
    heard = claims if other != "claimant" else claims[claims["claimant"] != SOURCE_VOICE]
    grouped = claims.groupby(by, observed=True)
    table = grouped.agg(
        claims=("place_id", "size"),
        places=("place_id", "nunique"),
        first=("day", "min"),
        last=("day", "max"),
        open=("open", "mean"),
    )
    table[others] = heard.groupby(by, observed=True)[other].nunique()
    table["by_day"] = pd.Series(_by_day(claims, by), dtype=object)
    table["corrected"] = reviews.groupby(by).size()
    table.index = table.index.astype(object)
    return table


def _by_day(claims: pd.DataFrame, by: str) -> dict[str, list[int]]:
    """Claims printed by each, in so many equal spans between the first day and the last."""
    dated = claims[claims["printed"].notna()]
    if dated.empty:
        return {}
    days = dated["printed"].to_numpy().astype("datetime64[D]").astype(int)
    first, span = days.min(), days.max() - days.min() + 1
    bins = int(min(span, _BINS))
    codes, names = pd.factorize(dated[by])
    counted = np.bincount(
        codes * bins + (days - first) * bins // span, minlength=len(names) * bins
    ).reshape(len(names), bins)
    return dict(zip(names, counted.tolist(), strict=True))


def _printed(claims: pd.DataFrame) -> pd.DataFrame:
    dated = claims[claims["printed"].notna()].rename(columns={"printed": "on"})
    counted = (
        dated.groupby(["source_id", "claimant", "on"], observed=True)
        .size()
        .rename("claims")
        .reset_index()
    )
    return counted.rename(columns={"on": "day"})


def _articles_table(desk: Desk, selection: Selection, claims: pd.DataFrame) -> pd.DataFrame:
    """The articles of the selection: those with claims in it, and others of its sources."""
    since, moment = known_since(desk), selection.known_at
    withdrawn = desk.store.withdrawn(moment)
    with_claims = set(claims["article_id"])
    wanted = _outlets(selection)
    listed = [
        article
        for article in articles(desk).values()
        if article.article_id in with_claims
        or (
            article.article_id not in withdrawn
            and (wanted is None or article.source_id in wanted)
            and (moment is None or since[article.article_id] <= moment)
        )
    ]
    return pd.DataFrame(
        {
            "article_id": [article.article_id for article in listed],
            "source_id": [article.source_id for article in listed],
            "copy": [bool(article.origin_group) for article in listed],
        }
    )


def _outlets(selection: Selection) -> Collection[str] | None:
    """Sources that the selection is narrowed to; None = every one."""
    asks = [*selection.claimants, *selection.actors, *selection.relations, *selection.places]
    if asks or selection.voice or selection.since or selection.as_of:
        return frozenset()  # only those with claims
    if selection.outlet:
        return frozenset({selection.outlet})
    return selection.sources or None


def _reviews_table(desk: Desk, selection: Selection) -> pd.DataFrame:
    """Decisions that stand and change a claim. Columns: source_id, claimant."""
    told = [
        claim
        for review in desk.store.reviews(known_at=selection.known_at)
        if review.decision in _CORRECTED and (claim := review.claim or review.corrected)
    ]
    return pd.DataFrame(
        {
            "source_id": [claim.source_id for claim in told],
            "claimant": [claim.claimant for claim in told],
        },
        dtype=object,
    )


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    """Nothing said is none said; and the order."""
    for name in table.columns.difference(["first", "last", "open", "by_day"]):
        table[name] = table[name].fillna(0).astype(int)
    table["by_day"] = [days if isinstance(days, list) else [] for days in table["by_day"]]
    named = table.rename_axis("code")
    return named.sort_values("claims", ascending=False, kind="stable")


def map_headers(desk: Desk, selection: Selection) -> list[MapHeader]:
    """The published maps that count, as known then."""
    return desk.store.map_headers(selection.known_at)
