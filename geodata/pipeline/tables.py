"""Histories of a voice as tables: what it holds by day, its disputes, the admissions."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from geodata.errors import ExportError
from geodata.gazetteer.boundaries import Boundaries
from geodata.layers import map_of, restricted_sources, work_of, write_table
from geodata.model import ClaimQuery
from geodata.pipeline.grounds import days_of, series, theatre_of
from geodata.pipeline.histories import admissions, disputes
from geodata.reading import Knowledge
from geodata.store import ClaimStore

_Ask = tuple[ClaimStore, Knowledge, Boundaries, ClaimQuery]


def write_history(what: str, asked: _Ask, path: Path) -> int:
    """Write one of HISTORIES as CSV to a new file; gives the number of rows.

    Of a query its voice, sources and known_at count; of a series the days from `since` to `as_of`.
    Raises: ExportError, also where it rests on a source that must not be passed on.
    """
    store, knowledge, boundaries, query = asked
    theatre = theatre_of(store, knowledge, boundaries, query)
    if theatre is None:
        raise ExportError("the store says nothing of any ground; ingest articles or import a map")
    maps = [one for one in theatre.maps if query.voice.hears(one)]
    heard = (work_of(claim) for claim in theatre.claims if query.voice.hears(claim))
    closed = restricted_sources({*heard, *map(map_of, maps)}, knowledge.sources, maps)
    if closed:
        raise ExportError(
            f"the {what} rest on {', '.join(closed)}, which must not be redistributed; choose "
            "sources or voices without them"
        )
    table = HISTORIES[what](*asked)
    write_table(table, path, store_path=store.path)
    return len(table)


def _series(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, query: ClaimQuery
) -> pd.DataFrame:
    first, last = days_of(store, knowledge, boundaries, query) or (date.min, date.min)
    days = _days(query.since or first, query.as_of or last)
    table = series(store, knowledge, boundaries, query, days).round(2)
    return table.assign(day=table["day"].map(date.isoformat))


def _days(first: date, last: date) -> Iterable[date]:
    return [first + timedelta(days=passed) for passed in range((last - first).days + 1)]


def _disputes(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, query: ClaimQuery
) -> pd.DataFrame:
    rows = [
        {
            "place_id": one.place_id,
            "place": _name(knowledge, one.place_id),
            "parties": " ".join(one.parties),
            "first_day": one.first_day.isoformat(),
            "last_day": one.last_day.isoformat() if one.last_day else "",
            "days": (one.last_day - one.first_day).days + 1 if one.last_day else pd.NA,
        }
        for one in disputes(store, knowledge, boundaries, query)
    ]
    columns = ["place_id", "place", "parties", "first_day", "last_day", "days"]
    return pd.DataFrame(rows, columns=columns).astype({"days": "Int64"})


def _admissions(
    store: ClaimStore, knowledge: Knowledge, boundaries: Boundaries, query: ClaimQuery
) -> pd.DataFrame:
    rows = [
        {
            "place_id": one.place_id,
            "place": _name(knowledge, one.place_id),
            "actor": one.actor,
            "claimed_on": one.claimed_on.isoformat(),
            "admitted_by": one.admitted_by,
            "admitted_on": one.admitted_on.isoformat(),
            "days": one.days,
        }
        for one in admissions(store, knowledge, boundaries, query)
    ]
    columns = ["place_id", "place", "actor", "claimed_on", "admitted_by", "admitted_on", "days"]
    return pd.DataFrame(rows, columns=columns)


def _name(knowledge: Knowledge, place_id: str) -> str:
    place = knowledge.gazetteer.find(place_id)
    return place.name if place else place_id


HISTORIES: Mapping[str, Callable[..., pd.DataFrame]] = {
    "series": _series,
    "disputes": _disputes,
    "admissions": _admissions,
}
"""What can be written: ground and front line by day; disputes by their first and last day (none =
it goes on); days from a claim to the other side's admission (negative = that came first)."""
