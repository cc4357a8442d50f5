"""Types of columns: how moments, words, lists and records are kept."""

from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from geodata.model import (
    Candidate,
    Claim,
    DatePrecision,
    Extent,
    OwnPoint,
    Polarity,
    Relation,
)


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment. SQLite knows no zones, so it is kept in UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """As the database keeps it."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        """As it was given."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Texts(sa.types.TypeDecorator[tuple[str, ...]]):
    """A tuple of texts, as a JSON list."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> list[str]:
        """As the database keeps it."""
        return list(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[str, ...]:
        """As it was given."""
        return tuple(value)


class Candidates(sa.types.TypeDecorator[tuple[Candidate, ...]]):
    """Candidates of a mention, as a JSON list of [place_id, score]."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> list[list[Any]]:
        """As the database keeps it."""
        return [[candidate.place_id, candidate.score] for candidate in value]

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[Candidate, ...]:
        """As it was given."""
        return tuple(Candidate(place_id=place_id, score=score) for place_id, score in value)


class Point(sa.types.TypeDecorator[OwnPoint]):
    """A point of an analyst's own, as a JSON object; SQL null if there is none."""

    impl = sa.JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> dict[str, Any] | None:
        """As the database keeps it."""
        return None if value is None else asdict(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> OwnPoint | None:
        """As it was given."""
        return None if value is None else OwnPoint(**value)


class ClaimRecord(sa.types.TypeDecorator[Claim]):
    """A whole claim, as a JSON object of its fields; SQL null if there is none.

    Without `recorded_at` and `copied_from`, which the store sets when it is asked.
    """

    impl = sa.JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Claim | None, dialect: sa.Dialect) -> Any:
        """As the database keeps it."""
        if value is None:
            return None
        row = {name: getattr(value, name) for name in _CLAIM_FIELDS}
        for name in _CLAIM_DATES:
            row[name] = row[name] and row[name].isoformat()
        return row

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Claim | None:
        """As it was given."""
        return None if value is None else Claim(**_claim_values(value))


_CLAIM_FIELDS = tuple(
    field.name
    for field in fields(Claim)
    if field.init and field.name not in {"recorded_at", "copied_from"}
)
_CLAIM_DATES = {"event_date": date.fromisoformat, "published_at": datetime.fromisoformat}
_CLAIM_WORDS = {
    "relation": Relation,
    "polarity": Polarity,
    "extent": Extent,
    "date_precision": DatePrecision,
}


def _claim_values(row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a claim as they were before they were JSON."""
    values = row | {"denies": tuple(row["denies"])}
    for name, read in (_CLAIM_DATES | _CLAIM_WORDS).items():
        if values[name] is not None:
            values[name] = read(values[name])
    return values


def word(words: type[StrEnum]) -> sa.Enum:
    """Keep the word itself ("controls"), not the name of the Python member."""
    return sa.Enum(
        words,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )
