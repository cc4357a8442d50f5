"""Published maps, kept and found: a row each, their columns packed into bytes."""

import hashlib
import json
import zlib
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from geodata.errors import StoreError
from geodata.model import content_id
from geodata.published_map import PublishedMap, Skipped, Status
from geodata.store.checks import check_storable
from geodata.store.schema import published_maps


@dataclass(frozen=True, slots=True, kw_only=True)
class MapHeader:
    """What is known of a map without unpacking it."""

    source_id: str
    claimant: str
    file_format: str
    title: str
    url: str
    column: str
    file_name: str
    digest: str
    redistributable: bool
    licence: str
    first_day: date
    last_day: date
    place_count: int
    point_count: int
    content: str
    """Hash of all that the map holds: equal for equal maps, whenever they were recorded."""
    recorded_at: datetime

    @property
    def account(self) -> tuple[str, str, str]:
        """Source, claimant and format: of one account the newest map is the one that counts."""
        return self.source_id, self.claimant, self.file_format


_HEADER = tuple(field.name for field in fields(MapHeader))
_PLAIN = _HEADER[: _HEADER.index("place_count")]
"""Fields that the table, its header and a map have alike."""


def add_map(connection: sa.Connection, published: PublishedMap, recorded_at: datetime) -> bool:
    """Keep a map, unless the newest of its account says the same.

    Like the other clocks, this one never runs backwards.
    """
    kept = published_maps.c
    plain = {name: getattr(published, name) for name in _PLAIN}
    parts = _parts(published)
    hashes = [hashlib.sha256(part).hexdigest() for part in parts.values()]
    content = content_id([*map(str, plain.values()), *hashes])
    newest = sa.select(kept.content).where(*_of_account(published)).order_by(kept.map_id.desc())
    if connection.scalar(newest.limit(1)) == content:
        return False
    last = connection.scalar(sa.select(sa.func.max(kept.recorded_at)))
    moment = (recorded_at if last is None else max(recorded_at, last)).astimezone(UTC)
    revision = content_id([maps_revision(connection), moment.isoformat(), content])
    row = {
        **plain,
        "place_count": len(published.place_ids),
        "point_count": len(published),
        **{name: zlib.compress(part) for name, part in parts.items()},
        "content": content,
        "recorded_at": moment,
        "revision": revision,
    }
    check_storable(row)
    connection.execute(published_maps.insert(), row)
    return True


def select_maps(connection: sa.Connection, known_at: datetime | None) -> list[PublishedMap]:
    """The map of each account that counted at a moment (None: counts now), in order of account."""
    statement = sa.select(published_maps).where(published_maps.c.map_id.in_(_counting(known_at)))
    return [
        _unpacked(row)
        for row in connection.execute(statement.order_by(*_in_order())).mappings().all()
    ]


def select_map_headers(connection: sa.Connection, known_at: datetime | None) -> list[MapHeader]:
    """The same without what they say of places."""
    kept = published_maps.c
    statement = sa.select(*(kept[name] for name in _HEADER)).where(
        kept.map_id.in_(_counting(known_at))
    )
    rows = connection.execute(statement.order_by(*_in_order())).mappings()
    return [MapHeader(**row) for row in rows]


def maps_revision(connection: sa.Connection) -> str:
    """Name the maps kept; empty if there are none."""
    kept = published_maps.c
    newest = sa.select(kept.revision).order_by(kept.map_id.desc()).limit(1)
    return connection.scalar(newest) or ""


def _of_account(published: PublishedMap) -> list[sa.ColumnElement[bool]]:
    kept = published_maps.c
    columns = (kept.source_id, kept.claimant, kept.file_format)
    return [column == value for column, value in zip(columns, published.account, strict=True)]


def _counting(known_at: datetime | None) -> sa.Select[tuple[int]]:
    kept = published_maps.c
    newest = sa.select(sa.func.max(kept.map_id)).group_by(
        kept.source_id, kept.claimant, kept.file_format
    )
    return newest if known_at is None else newest.where(kept.recorded_at <= known_at)


def _in_order() -> tuple[sa.ColumnElement[Any], ...]:
    kept = published_maps.c
    return kept.source_id, kept.claimant, kept.file_format


def _parts(published: PublishedMap) -> dict[str, bytes]:
    """What is packed, by its column of the table."""
    told = {
        "gaps": [[day.isoformat() for day in gap] for gap in published.gaps],
        "skipped": [[one.why, one.count, one.examples] for one in published.skipped],
        "statuses": published.statuses,
    }
    # Differences of ordered columns are small numbers, which pack best.
    place, day = (
        np.diff(column, prepend=np.int32(0)).astype("<i4").tobytes()
        for column in (published.place, published.day)
    )
    return {
        "told": _as_json(told),
        "named": _as_json([published.place_ids, published.labels]),
        "points": place + day + published.status.astype("<i2").tobytes(),
        "rows": _as_json([published.lines, published.urls]),
    }


def _unpacked(row: sa.RowMapping) -> PublishedMap:
    try:
        told, (place_ids, labels) = _unpack_json(row["told"]), _unpack_json(row["named"])
        lines, urls = _unpack_json(row["rows"])
        place, day, status = _columns(zlib.decompress(row["points"]), row["point_count"])
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"the map {row['title']!r} is damaged in the store; restore the store from a copy"
        ) from error
    return PublishedMap(
        **{name: row[name] for name in _PLAIN},
        gaps=tuple(
            (date.fromisoformat(first), date.fromisoformat(last)) for first, last in told["gaps"]
        ),
        skipped=tuple(
            Skipped(why=why, count=count, examples=tuple(examples))
            for why, count, examples in told["skipped"]
        ),
        statuses=tuple(Status(*status) for status in told["statuses"]),
        place_ids=tuple(place_ids),
        labels=tuple(labels),
        place=place,
        day=day,
        status=status,
        lines=tuple(lines),
        urls=tuple(urls),
        recorded_at=row["recorded_at"],
    )


def _columns(
    packed: bytes, count: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int16]]:
    place, day = (
        np.cumsum(np.frombuffer(packed, "<i4", count, offset), dtype=np.int32)
        for offset in (0, 4 * count)
    )
    return place, day, np.frombuffer(packed, "<i2", count, 8 * count).astype(np.int16)


def _as_json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _unpack_json(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed))
