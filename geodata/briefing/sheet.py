"""The sheet: all that a briefing says and shows, with its looks chosen; drawing decides nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from geopandas import GeoDataFrame
from shapely.geometry.base import BaseGeometry

from geodata.selection import Bounds

PROOF_NAME = "claimline.json"
"""Name of the file attached to a PDF that holds `Sheet.proof`.

A PNG holds it in an iTXt chunk with keyword `PROOF_KEY`, a slide show in the part
`/customXml/item1.xml`, as the text of its only element.
"""
PROOF_KEY = "Claimline"


class Layout(StrEnum):
    """What a sheet lays out."""

    SINGLE = "map"
    """One map."""
    VOICES = "voices"
    """Two accounts side by side."""
    DAYS = "days"
    """Two days of one account, with the change shaded on the later."""
    DISPUTES = "disputes"
    """A table of the disputed places, and a map of them."""
    DOSSIER = "dossier"
    """One place: who said what, in order of time, and a map of where it lies."""


class LabelKind(StrEnum):
    """What a label names, the most important first."""

    COUNTRY = "country"
    REGION = "region"
    """Lettered along the middle of `Label.outline`."""
    PLACE = "place"
    """A place with a mark."""
    TOWN = "town"
    """A town of the base map, without a mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time with its zone, in words and as a date-time group."""

    plain: str
    """"26 April 2025 18:00 UTC"."""
    group: str
    """"261800ZAPR25"."""

    @property
    def both(self) -> str:
        """In words, with the group in brackets."""
        return f"{self.plain} ({self.group})"


MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def moment_of(when: datetime) -> Moment:
    """Write an aware time in UTC; in English whatever the machine's language."""
    utc = when.astimezone(UTC)
    month = MONTHS[utc.month - 1]
    return Moment(
        plain=f"{utc.day} {month} {utc.year} {utc:%H:%M} UTC",
        group=f"{utc:%d%H%M}Z{month[:3].upper()}{utc.year % 100:02d}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Swatch:
    """One sample of a look."""

    kind: str
    """area | point | badge (style: fields of `portrayal.Style`) · line (dash) · radius ·
    steps (steps: opacities) · front (kind, guess) · part (texture, colours)."""
    style: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """One meaning, and each look that it has on the sheet."""

    text: str
    swatches: tuple[Swatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Label:
    """A name to set on a map, in the spelling asked for."""

    text: str
    lon: float
    lat: float
    kind: LabelKind
    importance: float
    """Among labels of one kind: the higher is set first."""
    outline: BaseGeometry | None = None
    """Of regions, EPSG:4326."""
    is_told_of: bool = True
    """False: a region that only tells where one is."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Base:
    """The ground that all panels share; EPSG:4326."""

    land: GeoDataFrame
    lakes: GeoDataFrame
    rivers: GeoDataFrame
    regions: GeoDataFrame
    borders: GeoDataFrame
    """With a column `dash`: solid | dashed | dotted."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """One map; every frame is EPSG:4326 and may be empty."""

    heading: str
    """Whose account, of which day; "" = the title says it."""
    bounds: Bounds
    """What must be in sight; the drawing may show more around it, to fit its shape."""
    grounds: GeoDataFrame
    """Held ground, below all marks: style (`portrayal.Style`), geometry."""
    lines: GeoDataFrame
    """kind (`portrayal.FRONT`, `portrayal.EDGE`), guess (bool), geometry."""
    difference: GeoDataFrame
    """Where two accounts differ, above `grounds`: texture (upright | level), colour, geometry."""
    areas: GeoDataFrame
    """Marks of areas, the largest first: place_id, name, style, geometry."""
    points: GeoDataFrame
    """Marks of points, the most important last: place_id, name, style, precision_km, geometry."""
    labels: tuple[Label, ...]
    """Countries, then regions, places and towns; of one kind the most important first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One numbered source."""

    number: int
    name: str
    title: str
    """Of the article; in a long list, of which sources are listed as a whole: how many there are
    ("12 articles")."""
    date: str
    """"26 April 2025", or the first and the last day; "undated"."""
    grade: str
    """Admiralty: reliability and credibility, "F6"."""
    url: str
    restricted: bool = False
    """True: must not be passed on."""
    is_group: bool = False
    """Whether it stands for all articles of the source."""

    @property
    def text(self) -> str:
        """All but number and address, in one line."""
        titled = f"“{self.title}”, " if self.title and not self.is_group else ""
        grouped = f"{self.title}, " if self.is_group else ""
        closed = ", not for redistribution" if self.restricted else ""
        return f"{self.name}, {titled}{grouped}{self.date}. {self.grade}{closed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One statement of the brief, and on what it rests."""

    text: str
    """Without the numbers."""
    numbers: tuple[int, ...] = ()
    """Of its sources, ascending."""
    claim_ids: tuple[str, ...] = ()

    @property
    def cited(self) -> str:
        """With the numbers: "Russia claims X. [1, 3]"."""
        return f"{self.text} {cite(self.numbers)}".strip()


def cite(numbers: tuple[int, ...]) -> str:
    """Write ascending source numbers: "[1, 3, 5–8]"; "" for none."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [
        str(first) if first == last else f"{first}{', ' if last == first + 1 else '–'}{last}"
        for first, last in runs
    ]
    return f"[{', '.join(parts)}]" if parts else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Sentences under one heading."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of the sheet's table."""

    cells: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    """Of its sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Disputed places, or who said what of one place."""

    head: tuple[str, ...]
    rows: tuple[TableRow, ...]
    widths: tuple[float, ...]
    """Of the columns, in sum 1; the numbers of the sources are a further, narrow column."""
    left: int = 0
    """How many rows more there would be."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """A briefing sheet. Texts are as sources wrote them: no markup, any script, any length."""

    layout: Layout
    title: str
    subtitle: str
    """Whose account, and what it is narrowed to."""
    dated: Moment
    """The sheet is as of then."""
    known: Moment
    """And as the store knew it then."""
    cut_off: str
    """Newest publication among the sources: "26 April 2025 18:00 UTC (261800ZAPR25)"; "none"."""
    banner: str
    """Handling, to be set at top and bottom."""
    panels: tuple[Panel, ...]
    """One or two; never none."""
    base: Base
    legend: tuple[LegendEntry, ...]
    """What is drawn and nothing else."""
    sources: tuple[SourceLine, ...]
    """All that are visible, by number."""
    most_sources: int
    """How many of them a picture of one page lists; it says how many it leaves out. PDF and slides
    list the rest on further pages."""
    sections: tuple[Section, ...]
    """The brief in words; a picture sets as many sentences as fit, in order."""
    table: Table | None
    """With the layouts disputes and dossier."""
    notes: tuple[str, ...]
    """What has to be known of this sheet: what is closed by licence, what a line rests on …"""
    method: str
    disclaimer: str
    credits: str
    """Attribution of the base map."""
    permalink: str
    """Address that opens the same view; absolute only if the installation names its address."""
    digest: str
    """Hash of the data, 32 hex digits."""
    watermark: str
    """To be set across each map; "" = none."""
    proof: str
    """JSON: what `python -m geodata verify` reads; see `PROOF_NAME`."""
    made: datetime
    """For the metadata of files; tells of the data and not of the clock, so that equal sheets are
    equal files."""
    spelling_note: str = ""
    """How names are spelt."""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Those of all sections."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)

    @property
    def metadata(self) -> Mapping[str, str]:
        """What files tell of themselves: Title, Subject, Keywords."""
        return {
            "Title": self.title,
            "Subject": f"As of {self.dated.both}; known at {self.known.both}",
            "Keywords": json.dumps({"digest": self.digest, "link": self.permalink}),
        }
