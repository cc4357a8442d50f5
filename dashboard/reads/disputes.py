"""Who says what of which place: rows of places, columns of voices, and since when they disagree."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

import streamlit as st

from dashboard.reads.desk import Desk, Key, key_of, situation
from dashboard.reads.places import place_names
from geodata.control import Dispute, Stance, newest_first
from geodata.model import SOURCE_VOICE, ActorKind, Claim, Control, ControlState
from geodata.origins import whose_word
from geodata.pipeline.stances import Standing, standing
from geodata.selection import Selection

MOST_VOICES = 24
"""Columns of the table; those who speak of most of its places are shown."""
_CONFLICT = (ControlState.DISPUTED, ControlState.CONTESTED)
_TWO = 2


class Order(StrEnum):
    """What comes first among places of one state."""

    NEWEST = "newest"
    LONGEST = "longest"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One place of the table."""

    place_id: str
    name: str
    control: Control
    dispute: Dispute | None
    """The open one, if the voices disagree."""
    newest: date | None
    """Day of the newest word that stands."""
    stances: Mapping[str, Stance]
    """By voice."""

    @property
    def conflict(self) -> int:
        """0 = disputed, 1 = contested, 2 = neither."""
        state = self.control.state
        return _CONFLICT.index(state) if state in _CONFLICT else len(_CONFLICT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The table: disputed places first, then contested, then the rest."""

    voices: Sequence[str]
    """See `geodata.origins.whose_word`; sides, then monitors, others and outlets."""
    voices_in_all: int
    rows: Sequence[PlaceRow]
    asked: str | None = None
    """The place that has a row only for being asked for."""


def matrix(
    desk: Desk,
    selection: Selection,
    *,
    every: bool,
    order: Order = Order.NEWEST,
    asked: str | None = None,
) -> Matrix:
    """Lay out who says what.

    every: also places that at least two voices speak of, though nobody disagrees. asked: a place
        that has a row in any case, if something is said of it.
    """
    key = key_of(desk, selection)
    shown = _matrix(desk, selection, every, order, None, key)
    if asked is None or any(row.place_id == asked for row in shown.rows):
        return shown
    return _matrix(desk, selection, every, order, asked, key)


def spoken_of(desk: Desk, selection: Selection) -> Mapping[str, str]:
    """The names of all places that something is said of, by id."""
    return _spoken_of(desk, selection, key_of(desk, selection))


@st.cache_resource(show_spinner=False, max_entries=16)
def _spoken_of(_desk: Desk, _selection: Selection, key: Key) -> Mapping[str, str]:
    names = place_names(_desk, [one.place_id for one in situation(_desk, _selection).controls])
    return dict(sorted(names.items(), key=lambda item: item[1]))


@st.cache_resource(show_spinner=False, max_entries=16)
def _matrix(
    _desk: Desk, _selection: Selection, every: bool, order: Order, asked: str | None, key: Key
) -> Matrix:
    shown = situation(_desk, _selection)
    told = _standing(_desk, _selection, key)
    by_place: dict[str, dict[str, Stance]] = {}
    for stance in told.stances:
        by_place.setdefault(stance.place_id, {})[stance.voice] = stance
    chosen = [
        control
        for control in shown.controls
        if control.state in _CONFLICT
        or control.place_id == asked
        or (every and len(by_place[control.place_id]) >= _TWO)
    ]
    names = place_names(_desk, [control.place_id for control in chosen])
    rows = [
        PlaceRow(
            place_id=control.place_id,
            name=names[control.place_id],
            control=control,
            dispute=told.disputes.get(control.place_id),
            newest=_newest(by_place[control.place_id].values()),
            stances=by_place[control.place_id],
        )
        for control in chosen
    ]
    voices = _voices(_desk, rows)
    return Matrix(
        voices=voices[:MOST_VOICES],
        voices_in_all=len(voices),
        rows=sorted(rows, key=lambda row: _rank(row, order)),
        asked=asked,
    )


@st.cache_resource(show_spinner=False, max_entries=16)
def _standing(_desk: Desk, _selection: Selection, key: Key) -> Standing:
    shown = situation(_desk, _selection)
    return standing(_desk.store, _desk.knowledge, _selection.query(), shown)


def _newest(stances: Iterable[Stance]) -> date | None:
    return max((stance.said_on for stance in stances if stance.said_on), default=None)


def _rank(row: PlaceRow, order: Order) -> tuple[int, int, int, str, str]:
    newest = -(row.newest or date.min).toordinal()
    since = (row.dispute.first_day if row.dispute else date.max).toordinal()
    first, second = {
        Order.NEWEST: (newest, since),
        Order.LONGEST: (since, newest),
        Order.NAME: (0, 0),
    }[order]
    return row.conflict, first, second, row.name, row.place_id


def _voices(desk: Desk, rows: Sequence[PlaceRow]) -> list[str]:
    """Those who speak of most places, if they are too many; sides, monitors, others, outlets."""
    counts = Counter(voice for row in rows for voice in row.stances)
    most = sorted(counts, key=lambda voice: (-counts[voice], voice))[:MOST_VOICES]
    listed = sorted(most, key=lambda voice: _voice_rank(desk, voice))
    return listed + [voice for voice in counts if voice not in most]


_KINDS = (ActorKind.BELLIGERENT, ActorKind.MONITOR, ActorKind.THIRD_PARTY)


def _voice_rank(desk: Desk, voice: str) -> tuple[int, str]:
    if outlet_of(voice):
        return len(_KINDS), voice_name(desk, voice)
    actor = desk.actors.get(voice)
    return _KINDS.index(actor.kind) if actor else len(_KINDS) - 1, voice_name(desk, voice)


def outlet_of(voice: str) -> str:
    """The source whose own voice it is; empty for a claimant's."""
    claimant, _, outlet = voice.partition(" ")
    return outlet if claimant == SOURCE_VOICE else ""


def voice_name(desk: Desk, voice: str) -> str:
    """Name whose word it is."""
    outlet = outlet_of(voice)
    if outlet:
        return desk.sources[outlet].name if outlet in desk.sources else outlet
    return desk.actors[voice].name if voice in desk.actors else voice


def seen_from(selection: Selection) -> date:
    """The day from which the age of words is counted."""
    return selection.as_of or datetime.now(UTC).date()


def words_of(
    desk: Desk, selection: Selection, place_id: str, voice: str | None = None
) -> list[Claim]:
    """What a voice says of a place, or all do: the words that the table shows, then newest first.

    With the words about areas around the place that count there.
    """
    shown = situation(desk, selection)
    told = _standing(desk, selection, key_of(desk, selection))
    reaching = {
        stance.word.claim_id
        for stance in told.stances
        if stance.word and stance.place_id == place_id and voice in {None, stance.voice}
    }
    claims = [
        claim
        for claim in shown.claims
        if claim.claim_id in reaching
        or (claim.place_id == place_id and voice in {None, whose_word(claim)})
    ]
    return sorted(newest_first(claims), key=lambda claim: claim.claim_id not in reaching)
