"""What analysts said of names, kept and found."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from geodata.model import PlaceChoice, content_id
from geodata.store.schema import place_choices

_FIELDS = tuple(field.name for field in fields(PlaceChoice))


def row_of(connection: sa.Connection, choice: PlaceChoice) -> dict[str, Any]:
    """The row to add for a choice; like the extractions' clock, this one never runs backwards."""
    newest = connection.scalar(sa.select(sa.func.max(place_choices.c.recorded_at)))
    moment = choice.recorded_at if newest is None else max(choice.recorded_at, newest)
    kept = replace(choice, recorded_at=moment.astimezone(UTC))
    row = {name: getattr(kept, name) for name in _FIELDS}
    return row | {"revision": content_id([choices_revision(connection), repr(kept)])}


def select_choices(connection: sa.Connection, known_at: datetime | None) -> list[PlaceChoice]:
    """Every choice made by a moment (None: by now), also those superseded, oldest first."""
    kept = place_choices.c
    statement = sa.select(*(kept[name] for name in _FIELDS)).order_by(kept.choice_id)
    if known_at is not None:
        statement = statement.where(kept.recorded_at <= known_at)
    return [PlaceChoice(**row) for row in connection.execute(statement).mappings()]


def choices_revision(connection: sa.Connection) -> str:
    """Name the choices made; empty if there are none."""
    kept = place_choices.c
    newest = sa.select(kept.revision).order_by(kept.choice_id.desc()).limit(1)
    return connection.scalar(newest) or ""
