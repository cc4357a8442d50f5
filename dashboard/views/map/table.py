"""The table of claims: the map's twin for sorting, reading aloud and keyboards."""

import hashlib
from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import reads
from dashboard.views import state
from geodata import portrayal
from geodata.model import Claim
from geodata.pipeline import Situation

_AT_ONCE = 200
"""Claims that are listed at once: more would travel with each filter."""
# Pixels, so that who says it and the words themselves get the room on a screen of 1440; the quote
# takes what the others leave.
_COLUMNS = {
    "here": st.column_config.TextColumn("●", width=28, help="The picked place"),
    "place": st.column_config.TextColumn("Place", width=135),
    "what": st.column_config.TextColumn("What is said", width=122),
    "says": st.column_config.TextColumn("Said by", width=270),
    "tags": st.column_config.TextColumn("Note", width=60),
    "true_of": st.column_config.TextColumn("True of", width=82),
    "published": st.column_config.DateColumn("Published", format="YYYY-MM-DD", width=82),
    "source": st.column_config.TextColumn("Source", width=118),
    "confidence": st.column_config.ProgressColumn(
        "Confidence", min_value=0, max_value=1, format="percent", width=78
    ),
    "quote": st.column_config.TextColumn("Quote", width=282),
}


def show_table(desk: reads.Desk, shown: Situation, picked: str | None) -> None:
    """Show the claims; a row chosen picks its place, and the map goes there if need be.

    Of more than a page's worth the table is made when it is opened, and lists those first.
    """
    count = len(shown.rows)
    if count <= _AT_ONCE:
        _table(desk, shown, picked)
        return
    listed = st.expander(f"Claims ({count:,})", on_change="rerun", key="claims-open")
    if listed.open:
        with listed:
            st.caption(
                f"The first {_AT_ONCE} of {count:,}, by place; those of the picked place lead. "
                "The page Claims lists all."
            )
            _table(desk, shown, picked)


def _table(desk: reads.Desk, shown: Situation, picked: str | None) -> None:
    listed = _first_claims(desk, shown)
    # Rows are chosen by position: another order or another set of rows is another table. So is
    # one after a pick elsewhere, or the row chosen before would still be ticked.
    order = hashlib.sha256("".join(claim.claim_id for claim in listed).encode()).hexdigest()[:16]
    key = f"claims-{order}-{st.session_state.get('leads', 0)}"
    st.dataframe(
        claim_rows(desk, listed, picked),
        column_config=_COLUMNS,
        hide_index=True,
        height=min(420, 38 + 35 * max(1, len(listed))),
        placeholder="undated",
        on_select=partial(_hear, key, [claim.place_id for claim in listed]),
        selection_mode=["single-row", "single-cell"],
        key=key,
    )


def _first_claims(desk: reads.Desk, shown: Situation) -> list[Claim]:
    """Claims by the names of their places, those of the place that was picked elsewhere first."""
    lead = str(st.session_state.get("lead") or "")
    ledger, rows = shown.ledger, shown.rows
    place = ledger.assessor.place[rows]
    rank = reads.rank_by_name(desk, ledger)[place]
    leads = np.asarray(place == ledger.assessor.judge.nesting.number.get(lead, -1))
    order = np.lexsort((rank, ~leads))[:_AT_ONCE]
    return [ledger.claims[row] for row in rows[order].tolist()]


def _hear(key: str, place_ids: Sequence[str]) -> None:
    chosen = st.session_state[key].selection
    rows = chosen.rows or [row for row, _ in chosen.cells]
    if not rows:
        state.pick(None)
    elif rows[0] < len(place_ids):
        state.pick(place_ids[rows[0]])


def claim_rows(desk: reads.Desk, claims: Sequence[Claim], picked: str | None) -> pd.DataFrame:
    """One row per claim, as the table shows it."""
    rows = [
        {
            "here": "●" if claim.place_id == picked else "",
            "place": desk.place_name(claim.place_id),
            "what": portrayal.topic(claim, desk.actors),
            "says": portrayal.attribution(claim, desk.sources.get(claim.source_id), desk.actors),
            "tags": ", ".join(portrayal.tags(claim)),
            "true_of": portrayal.iso_of(claim.event_date, claim.date_precision),
            "published": claim.published_at.date() if claim.published_at else None,
            "source": source.name
            if (source := desk.sources.get(claim.source_id))
            else claim.source_id,
            "confidence": claim.confidence,
            "quote": claim.quote,
        }
        for claim in claims
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS))
