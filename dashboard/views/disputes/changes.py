"""What changed: places whose state in the account is another one than on a day before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import reads
from dashboard.reads.changes import (
    ChangedPlace,
    Changes,
    account_known,
    account_on,
    changes,
    newest_day,
    newest_learned,
)
from dashboard.views import state
from dashboard.views.bound import bound
from dashboard.views.disputes.links import Clock
from geodata import portrayal
from geodata.model import Claim
from geodata.pipeline import Situation
from geodata.selection import FIRST_DAY, LAST_DAY, Selection

_CLOCKS = {Clock.SAID: "Said to be true", Clock.LEARNED: "Learned"}
_MOST_SAYERS = 3
_COLUMNS = {
    "place": st.column_config.TextColumn("Place", width=150),
    "before": st.column_config.TextColumn("Before", width=190),
    "after": st.column_config.TextColumn("Now", width=190),
    "by": st.column_config.TextColumn("Who says so", width=220),
    "quote": st.column_config.TextColumn("Newest words", width=260),
    "count": st.column_config.NumberColumn("New claims", width=80),
}


def show_changes(desk: reads.Desk, selection: Selection, shown: Situation) -> Sequence[Claim]:
    """Show the list; gives the claims of the chosen place."""
    clock, since = _choose_since(shown)
    if since is None:
        st.info("Nothing here has a day. Choose the other clock.", icon=":material/event_busy:")
        return ()
    if clock is Clock.SAID:
        before, after = account_on(selection, since), replace(selection, since=None)
        if selection.as_of and since >= selection.as_of:
            st.info(
                f"The account shown ends on {selection.as_of}. Choose an earlier day here.",
                icon=":material/event_busy:",
            )
            return ()
    else:
        before, after = account_known(selection, since), selection
    found = changes(desk, before, after)
    st.caption(_summary(found, clock, since))
    if not found.places:
        st.info(
            "No place changed its state. Choose an earlier day to look further back.",
            icon=":material/event_available:",
        )
        return ()
    _show_list(desk, found)
    place_id = state.more("row")
    return next((row.claims for row in found.places if row.place_id == place_id), ())


def _choose_since(shown: Situation) -> tuple[Clock, date | None]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        clock: Clock = (
            st.segmented_control(
                "Which clock",
                list(_CLOCKS),
                format_func=_CLOCKS.__getitem__,
                required=True,
                help="Said to be true: what claims say of the days after. Learned: what was "
                "recorded here after, of whatever day.",
                **bound("disputes", "clock", Clock.SAID, ("changed_since", "row")),
            )
            or Clock.SAID
        )
        newest = newest_day(shown) if clock is Clock.SAID else newest_learned(shown)
        usual = newest - timedelta(days=1) if newest and newest > FIRST_DAY else None
        day: date | None = st.date_input(
            "Since the end of",
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            width=170,
            **bound("disputes", "changed_since", usual, ("row",)),
        )
    return clock, day or usual


def _summary(found: Changes, clock: Clock, since: date) -> str:
    turns = sum(row.is_turn for row in found.places)
    others = len(found.places) - turns
    said = "said to be true" if clock is Clock.SAID else "learned"
    are = "is" if others == 1 else "are"
    also = f" {others} more {are} better or worse supported than before." if others else ""
    claims = portrayal.counted(found.new_claims, "claim")
    return (
        f"Since the end of {since.isoformat()}: {claims} {said}; "
        f"{portrayal.counted(turns, 'place')} changed state or holder.{also}"
    )


def _show_list(desk: reads.Desk, found: Changes) -> None:
    table = pd.DataFrame([_cells(desk, row) for row in found.places], columns=list(_COLUMNS))
    ids = [row.place_id for row in found.places]
    key = f"changes-{hash(tuple(ids))}"
    st.dataframe(
        table,
        column_config=_COLUMNS,
        hide_index=True,
        height=min(560, 38 + 35 * max(1, len(ids))),
        placeholder="",
        on_select=partial(_hear, key, ids),
        selection_mode="single-cell",
        key=key,
    )


def _cells(desk: reads.Desk, row: ChangedPlace) -> dict[str, object]:
    sayers = dict.fromkeys(
        portrayal.attribution(claim, desk.sources.get(claim.source_id), desk.actors)
        for claim in row.claims
    )
    more = f" and {len(sayers) - _MOST_SAYERS} more" if len(sayers) > _MOST_SAYERS else ""
    return {
        "place": row.name,
        "before": row.before,
        "after": row.after,
        "by": "; ".join([*sayers][:_MOST_SAYERS]) + more if row.by_news else "No new word",
        "quote": row.claims[0].quote if row.by_news else "",
        "count": len(row.claims) if row.by_news else 0,
    }


def _hear(key: str, place_ids: Sequence[str]) -> None:
    cells = st.session_state[key].selection.cells
    place_id = place_ids[cells[0][0]] if cells and cells[0][0] < len(place_ids) else None
    state.keep(row=place_id, by=None)
