"""How much ground is whose, and how long the front line is: figures with their caveats in words."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from geodata import portrayal
from geodata.layers import rows_of
from geodata.model import ControlState
from geodata.selection import Selection

CAVEAT = (
    "Measured in equal area on the gazetteer's land cells, to the next 10 km² and 1 km. Only "
    "ground that rests on claims counts; what nobody speaks of is in no figure."
)
NO_GROUND = (
    "Nobody in this account says who holds what ground up to this day. Choose another account or a "
    "later day."
)
_COLUMNS = ("Ground", "On words about places", "On words about areas", "In all", "Settlements")
_ORDER = (ControlState.HELD, ControlState.CONTESTED, ControlState.DISPUTED)


def show_figures(desk: reads.Desk, account: Selection) -> None:
    """Show the ground by whose it is, the front line's length and what to mind about both."""
    key = reads.ground_key(desk, account.ground_query(), account.worldview)
    told = _told(desk, account, key)
    if told is None:
        st.info(NO_GROUND, icon=":material/landscape:")
        return
    table, words = told
    st.table(table, hide_index=True, border="horizontal")
    st.caption(words)


@st.cache_resource(show_spinner=False, max_entries=48)
def _told(
    _desk: reads.Desk, _account: Selection, key: tuple[object, ...]
) -> tuple[pd.DataFrame, str] | None:
    shown = reads.held_ground(_desk, _account.ground_query(), _account.worldview)
    if shown is None or not speaks_of_ground(shown):
        return None
    table = figures(rows_of(shown.areas), _desk).map(markdown_safe)
    return table, markdown_safe(" ".join([*line_words(shown.lines), shown.note, CAVEAT]))


def speaks_of_ground(shown: reads.Ground | None) -> bool:
    """Tell whether somebody says by then who holds or fights for any ground."""
    return shown is not None and any(map(portrayal.is_drawn, rows_of(shown.areas)))


def figures(areas: Iterable[Mapping[str, Any]], desk: reads.Desk) -> pd.DataFrame:
    """One row per holder, for contested and for disputed ground, as texts."""
    sums: dict[tuple[int, str], dict[str, float]] = {}
    for area in areas:
        if portrayal.is_drawn(area):
            row = (
                _ORDER.index(ControlState(area["state"])),
                portrayal.area_title(area, desk.actors),
            )
            total = sums.setdefault(row, {"places": 0, "areas": 0, "settlements": 0})
            total["areas" if portrayal.rests_on_areas(area) else "places"] += area["area_km2"]
            total["settlements"] += area["settlements"]
    return pd.DataFrame(
        [
            (
                title,
                _km2(total["places"]),
                _km2(total["areas"]),
                _km2(total["places"] + total["areas"]),
                f"{total['settlements']:,.0f}",
            )
            for (_, title), total in sorted(sums.items(), key=lambda item: item[0])
        ],
        columns=list(_COLUMNS),
    )


def _km2(area_km2: float) -> str:
    return portrayal.km2_words(area_km2) if area_km2 > 0 else "–"


def line_words(lines: pd.DataFrame) -> Iterable[str]:
    """Say how long the front line is, and how far its guessed stretches are from any claim."""
    fronts = lines[lines["kind"] == portrayal.FRONT]
    edges = lines[lines["kind"] == portrayal.EDGE]
    if len(fronts):
        guessed = fronts[fronts["guess"].astype(bool)]
        reach = portrayal.km_words(guessed["reach_km"].max()) if len(guessed) else ""
        far = f"; where it is dashed up to {reach} from the nearest claim" if reach else ""
        yield f"Front line: {portrayal.km_words(fronts['length_km'].sum())}{far}."
    if len(edges):
        yield f"Edge of disputed ground: {portrayal.km_words(edges['length_km'].sum())}."
