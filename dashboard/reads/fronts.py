"""Held ground and front lines of an account, in what two accounts differ, and over which days."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from dashboard.reads.desk import Desk, boundaries
from geodata import pipeline
from geodata.frontline import Difference
from geodata.model import ClaimQuery
from geodata.pipeline import Ground
from geodata.settings import Worldview

_Key = tuple[object, ...]


def held_ground(desk: Desk, query: ClaimQuery, worldview: Worldview | None = None) -> Ground | None:
    """Say whose ground is whose in the query's voice; None if nobody speaks of ground.

    Shared between readers: look, don't touch.
    """
    return _ground(desk, query, worldview, ground_key(desk, query, worldview))


@st.cache_resource(show_spinner=False, max_entries=48)
def _ground(
    _desk: Desk, _query: ClaimQuery, _worldview: Worldview | None, key: _Key
) -> Ground | None:
    outlines = boundaries(_desk, _worldview)
    return pipeline.ground(_desk.store, _desk.knowledge, outlines, _query)


def place_on(ground: Ground, spot: tuple[float, float]) -> str | None:
    """The settlement whose ground a point (lon, lat) lies on."""
    return pipeline.place_at(ground, *spot)


def ground_key(desk: Desk, query: ClaimQuery, worldview: Worldview | None = None) -> _Key:
    """Name the ground of an account: equal keys have equal ground."""
    voice = query.voice
    heard = [
        None if ids is None else tuple(sorted(ids)) for ids in (voice.claimants, voice.source_ids)
    ]
    view = worldview or desk.settings.worldview
    today = datetime.now(UTC).date()
    return (desk.store.revision(), *heard, query.as_of, query.known_at, view, today)


def difference(
    desk: Desk, one: ClaimQuery, other: ClaimQuery, actor: str, worldview: Worldview | None = None
) -> Difference | None:
    """Where an actor's ground differs between two accounts; None if one speaks of no ground."""
    keys = (ground_key(desk, one, worldview), ground_key(desk, other, worldview))
    return _difference(desk, (one, other), worldview, (*keys, actor))


@st.cache_resource(show_spinner=False, max_entries=16)
def _difference(
    _desk: Desk,
    _queries: tuple[ClaimQuery, ClaimQuery],
    _worldview: Worldview | None,
    key: _Key,
) -> Difference | None:
    one, other = (held_ground(_desk, query, _worldview) for query in _queries)
    return pipeline.compare(one, other, str(key[-1])) if one and other else None


def series(
    desk: Desk, query: ClaimQuery, days: Sequence[date], worldview: Worldview | None = None
) -> pd.DataFrame:
    """Ground and front line by day, with the columns of `pipeline.series`."""
    key = (ground_key(desk, query, worldview), tuple(days))
    return _series(desk, query, worldview, key)


@st.cache_resource(show_spinner=False, max_entries=16)
def _series(
    _desk: Desk, _query: ClaimQuery, _worldview: Worldview | None, key: tuple[_Key, Sequence[date]]
) -> pd.DataFrame:
    outlines = boundaries(_desk, _worldview)
    return pipeline.series(_desk.store, _desk.knowledge, outlines, _query, key[1])
