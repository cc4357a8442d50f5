"""The rows of the page's tables, in words."""

from collections.abc import Sequence

import pandas as pd

from dashboard import reads
from dashboard.reads.reading import source_name
from geodata import portrayal
from geodata.model import ActorKind
from geodata.store import MapHeader

_KINDS = {
    ActorKind.BELLIGERENT: "side",
    ActorKind.MONITOR: "mapper or monitor",
    ActorKind.THIRD_PARTY: "other",
}


def source_rows(desk: reads.Desk, counted: pd.DataFrame) -> pd.DataFrame:
    """One row per source, the index its code."""
    known = [desk.sources.get(code) for code in counted.index]
    return counted.assign(
        name=[source_name(desk, code) for code in counted.index],
        grade=[source.reliability if source else "F" for source in known],
        reason=[portrayal.grade_reason(source) for source in known],
        side=[
            portrayal.actor_name(source.affiliation, desk.actors)
            if source and source.affiliation
            else "independent or unknown"
            for source in known
        ],
        language=[source.language if source else "" for source in known],
        licence=[
            "may be exported" if source is None or source.redistributable else "view only"
            for source in known
        ],
    )


def voice_rows(desk: reads.Desk, counted: pd.DataFrame) -> pd.DataFrame:
    """One row per claimant, the index its code."""
    known = [desk.actors.get(code) for code in counted.index]
    return counted.assign(
        name=[portrayal.actor_name(code, desk.actors) for code in counted.index],
        kind=[_KINDS[actor.kind] if actor else "other" for actor in known],
    )


def map_rows(desk: reads.Desk, headers: Sequence[MapHeader]) -> pd.DataFrame:
    """One row per published map that counts."""
    rows = [
        {
            "mapper": portrayal.actor_name(header.claimant, desk.actors),
            "source": source_name(desk, header.source_id),
            "title": header.title,
            "first": header.first_day,
            "last": header.last_day,
            "places": header.place_count,
            "changes": header.point_count,
            "licence": header.licence or "not stated",
            "export": "may be exported" if header.redistributable else "view only",
            "file": header.file_name,
            "recorded": header.recorded_at,
        }
        for header in headers
    ]
    return pd.DataFrame(rows, columns=_MAP_COLUMNS)


_MAP_COLUMNS = [
    "mapper", "source", "title", "first", "last", "places", "changes", "licence", "export", "file",
    "recorded",
]  # fmt: skip
