"""Published maps: one mapper's account of many places by day, as change points in columns."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.model import Polarity

Places = NDArray[np.int32]
Days = NDArray[np.int32]
Codes = NDArray[np.int16]

IMPORTED = "import:"
"""How the extractor of a published map's claims begins; its format follows."""
SILENT = -1
"""In `statuses_on`: of this place the map has said nothing yet."""


class Status(NamedTuple):
    """What a map says of a place from a day on."""

    relation: str
    """A Relation; empty = the map no longer says anything."""
    actor: str
    """Who is said to control, be present …; empty if nobody is named."""
    polarity: str = Polarity.AFFIRM
    word: str = ""
    """As the map writes it ("RU", "CONTESTED"); for the transcription."""


NOTHING_SAID = Status("", "", Polarity.AFFIRM, "nothing said")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """What of a map was left out: why, how often, and the first few."""

    why: str
    count: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PublishedMap:
    """One account: who says what of each place, from which day on.

    `place`, `day` and `status` are columns of equal length, a row per change point, sorted by place
    and day. Of daily maps a point stands only where a status differs from that of the day before
    that the files cover, so a status holds until the next point of its place; in a table of
    statements (format `csv`) every row is a point, and a word about presence or a threat ends no
    control.
    """

    source_id: str
    """Who publishes the files."""
    claimant: str
    """Actor id of the mapper whose account it is."""
    file_format: str
    """viina | deepstate | csv."""
    title: str
    url: str
    column: str
    """Where in the files the account stands (`status_isw`); empty = they hold one account."""
    file_name: str
    digest: str
    """SHA-256 of the file; of several, of their digests in order."""
    redistributable: bool
    """False = may be viewed here but not exported."""
    licence: str = ""
    """In words; empty = unknown."""
    first_day: date
    last_day: date
    """The first and last day that the files cover."""
    gaps: tuple[tuple[date, date], ...] = ()
    """Stretches of days between them that no file covers, first and last included."""
    skipped: tuple[Skipped, ...] = ()
    place_ids: tuple[str, ...]
    labels: tuple[str, ...]
    """How the files name each of the places: `geonameid 709717`, a point, a name."""
    statuses: tuple[Status, ...]
    place: Places
    """Number in `place_ids`."""
    day: Days
    """Proleptic ordinal (`date.toordinal`)."""
    status: Codes
    """Number in `statuses`."""
    lines: tuple[str, ...] = ()
    """Of a table of statements, each point's row as it stands there; empty for daily maps."""
    urls: tuple[str, ...] = ()
    """Of a table of statements, each point's own address or ""; empty for daily maps."""
    recorded_at: datetime | None = None
    """When the store learned it; set by the store."""

    def __post_init__(self) -> None:
        points = len(self.place)
        if len(self.day) != points or len(self.status) != points:
            raise ValueError("place, day and status must be of one length")
        if len(self.labels) != len(self.place_ids):
            raise ValueError("every place needs a label")
        if len(self.lines) not in {0, points} or len(self.urls) not in {0, points}:
            raise ValueError("every point needs a line and an address, or none has any")
        if self.first_day > self.last_day:
            raise ValueError(f"first_day ({self.first_day}) is after last_day ({self.last_day})")

    def __len__(self) -> int:
        return len(self.place)

    @property
    def lists_settlements(self) -> bool:
        """Whether it tells of every settlement of its land, so one that it lacks is no silence.

        On a map of areas a settlement outside all of them is one of which it says nothing.
        """
        return self.file_format == "viina"

    @property
    def account(self) -> tuple[str, str, str]:
        """Source, claimant and format: of one account the newest map is the one that counts."""
        return self.source_id, self.claimant, self.file_format


def statuses_on(published: PublishedMap, day: date) -> Codes:
    """What the map said last by a day: per place a number in `statuses`, or SILENT.

    Before the first covered day nothing was said; after the last one the last word stands.
    """
    codes = np.full(len(published.place_ids), SILENT, np.int16)
    by_then = published.day <= day.toordinal()
    codes[published.place[by_then]] = published.status[by_then]  # of a place's points the last
    return codes
