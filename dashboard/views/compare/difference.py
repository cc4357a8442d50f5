"""What the two accounts differ in: figures by part, and the settlements in each part."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from geodata import portrayal
from geodata.layers import rows_of

_MOST_NAMES = 400
_PARTS = (portrayal.ONE_ONLY, portrayal.OTHER_ONLY, portrayal.BOTH)
SAME = (
    "Both accounts have the same ground of {name}. Choose another voice or another day on one side "
    "to see a difference."
)


def actors_of(*grounds: reads.Ground | None) -> list[str]:
    """List who is said to hold ground in any of them, the actor most differed on first."""
    held: list[dict[str, float]] = []
    for ground in grounds:
        areas = ground.areas if ground else pd.DataFrame(columns=["state", "actor", "area_km2"])
        of_actor = areas[(areas["state"] == "held") & (areas["actor"] != "")]
        sums = of_actor.groupby("actor")["area_km2"].sum()
        held.append(dict(zip(map(str, sums.index), map(float, sums), strict=True)))
    actors = sorted(set().union(*held))
    sizes = {actor: [areas.get(actor, 0.0) for areas in held] for actor in actors}
    return sorted(actors, key=lambda a: (min(sizes[a]) - max(sizes[a]), -max(sizes[a]), a))


def show_difference(desk: reads.Desk, difference: reads.Difference, about: str) -> None:
    """Show how much ground is whose part, the warning, and names behind it."""
    rows = {row["part"]: row for row in rows_of(difference.parts)}
    if difference.warning:
        st.warning(markdown_safe(difference.warning), icon=":material/warning:")
    if not any(_settled(rows, part) for part in _PARTS[:2]):
        name = portrayal.actor_name(about, desk.actors)
        st.info(markdown_safe(SAME.format(name=name)), icon=":material/equal:")
    table = [_row(desk, rows.get(part), part, about) for part in _PARTS]
    frame = pd.DataFrame(table, columns=["Ground", "In all", "Settlements"])
    st.table(frame.map(markdown_safe), hide_index=True, border="horizontal")
    for part in _PARTS:
        if part in rows:
            _show_names(desk, rows[part], part, about)


def _settled(rows: Mapping[str, Mapping[str, Any]], part: str) -> bool:
    return part in rows and rows[part]["area_km2"] > 0


def _row(
    desk: reads.Desk, row: Mapping[str, Any] | None, part: str, about: str
) -> tuple[str, str, str]:
    words = portrayal.part_words(part, about, desk.actors)
    if row is None or not row["area_km2"]:
        return words, "–", "–"
    return words, portrayal.km2_words(row["area_km2"]), f"{row['settlements']:,}"


def _show_names(desk: reads.Desk, row: Mapping[str, Any], part: str, about: str) -> None:
    ids: Sequence[str] = row["place_ids"]
    if not len(ids):
        return
    words = portrayal.part_words(part, about, desk.actors)
    with st.expander(markdown_safe(f"{words}: {portrayal.settlements_words(len(ids))}")):
        names = sorted(reads.place_names(desk, ids[:_MOST_NAMES]).values())
        more = f" … and {len(ids) - len(names):,} more" if len(ids) > len(names) else ""
        st.caption(markdown_safe(" · ".join(names) + more))
