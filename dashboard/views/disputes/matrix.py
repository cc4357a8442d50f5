"""The table of who says what: places by conflict, a column for each voice."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard.drawing import ASSETS
from dashboard.reads import Desk
from dashboard.reads.disputes import Matrix, PlaceRow, outlet_of, voice_name
from geodata import portrayal
from geodata.control import Stance
from geodata.model import ActorKind

MOST_ROWS = 200
"""Places on one leaf of the table."""
Cell = tuple[str, str]
"""A place and a voice; without a voice all of them."""
_SECTIONS = ("Disputed", "Contested", "Other places")
_KINDS = {ActorKind.BELLIGERENT: "side", ActorKind.MONITOR: "monitor"}

_grid = st.components.v2.component(
    "claimline_matrix",
    html='<div class="matrix"></div>',
    css=(ASSETS / "matrix.css").read_text(encoding="utf-8"),
    js="\n".join(
        (ASSETS / f"{name}.js").read_text(encoding="utf-8")
        for name in ("palette", "symbols", "text", "matrix")
    ),
)


def show_matrix(data: dict[str, Any], on_open: Callable[[Cell], None]) -> None:
    """Show the table; a cell that is chosen by click or Enter is told to `on_open`."""

    def hear() -> None:
        said = st.session_state["matrix"].opened
        if isinstance(said, dict):  # it comes from a browser, so anything may stand in it
            place, voice = said.get("place"), said.get("voice")
            if isinstance(place, str) and isinstance(voice, str):
                on_open((place, voice))

    _grid(data=data, key="matrix", on_opened_change=hear)


def lay_out(
    desk: Desk, shown: Matrix, first: int, today: date, chosen: Cell | None
) -> dict[str, Any]:
    """Lay out the leaf of the table that begins with row `first`, for assets/matrix.js."""
    says: dict[str, dict[str, Any]] = {}
    rows = shown.rows[first : first + MOST_ROWS]
    sections = []
    for number, title in enumerate(_SECTIONS):
        count = sum(row.conflict == number for row in shown.rows)
        own = [row for row in rows if row.conflict == number]
        if own:
            laid = [_row(desk, row, shown.voices, says, today) for row in own]
            sections.append({"title": f"{title} ({count})", "rows": laid})
    return {
        "label": "What each voice says last of each place",
        "key": [
            {"words": words, "swatch": portrayal.key_swatch(relation, polarity)}
            for relation, polarity, words in portrayal.STANCE_KEY
        ],
        "columns": [
            {"id": voice, "name": voice_name(desk, voice), "kind": _kind(desk, voice)}
            for voice in shown.voices
        ],
        "says": [{k: v for k, v in said.items() if k != "number"} for said in says.values()],
        "sections": sections,
        "chosen": {"place": chosen[0], "voice": chosen[1]} if chosen else None,
    }


def _kind(desk: Desk, voice: str) -> str:
    if outlet_of(voice):
        return "outlet’s own voice"
    actor = desk.actors.get(voice)
    return _KINDS.get(actor.kind, "voice") if actor else "voice"


def _row(
    desk: Desk, row: PlaceRow, voices: Sequence[str], says: dict[str, dict[str, Any]], today: date
) -> dict[str, Any]:
    return {
        "id": row.place_id,
        "name": row.name,
        "lines": row_lines(desk, row, today),
        "cells": [
            _cell(desk, row.stances[voice], says, today) if voice in row.stances else None
            for voice in voices
        ],
    }


def row_lines(desk: Desk, row: PlaceRow, today: date) -> list[str]:
    """Say who is against whom, since when, and how old the newest word is."""
    lines = []
    if row.dispute:
        since = row.dispute.first_day
        names = sorted(portrayal.actor_name(party, desk.actors) for party in row.dispute.parties)
        lines += [
            " / ".join(names),
            f"disputed since {since.isoformat()}, {_days((today - since).days)}",
        ]
    if row.newest:
        lines.append(f"newest word {row.newest.isoformat()}")
    return lines


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _cell(
    desk: Desk, stance: Stance, says: dict[str, dict[str, Any]], today: date
) -> dict[str, Any]:
    words = portrayal.stance_words(stance, desk.actors)
    swatch = portrayal.stance_swatch(stance, desk.actors)
    said = says.setdefault(
        f"{words}{swatch}", {"words": words, "swatch": swatch, "number": len(says)}
    )
    cell: dict[str, Any] = {"says": said["number"]}
    if stance.word:
        cell["age"] = (today - stance.said_on).days if stance.said_on else None
        if stance.word.place_id != stance.place_id:
            place = desk.place(stance.word.place_id)
            cell["area"] = place.name if place else stance.word.place_id
        if stance.standing > 1:
            cell["more"] = stance.standing - 1
    return cell
