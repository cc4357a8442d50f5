"""Who holds a disputed area in whose view: disputed_areas.csv and worldviews.csv."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geodata.errors import SeedError
from geodata.settings import Worldview

_AREA_COLUMNS = ("place_id", "name", "recognised", "claimed_by", "full_name", "basis")
_VIEW_COLUMNS = ("worldview", "name", "accepts", "basis")
_STATE = re.compile("[A-Z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputedArea:
    """One row of disputed_areas.csv: an area with a polygon of its own."""

    place_id: str
    name: str
    recognised: str
    """ISO 3166-1 alpha-2 of the internationally recognised holder; "" = not determined."""
    claimed_by: tuple[tuple[str, str], ...]
    """(party, since) besides the recognised holder: a state, or the code of the area whose own
    authorities claim to be one."""
    full_name: str

    @property
    def code(self) -> str:
        """The place id without its namespace: UA-43."""
        return code_of(self.place_id)

    @property
    def state_claimants(self) -> frozenset[str]:
        """The states among the claimants."""
        return frozenset(party for party, _ in self.claimed_by if _STATE.fullmatch(party))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A worldview: whose claims it takes for granted; all other areas are as recognised."""

    name: str
    accepts: frozenset[tuple[str, str]] = frozenset()
    """(party, code of an area); "" = all that the party claims."""

    def holder(self, area: DisputedArea) -> str:
        """Tell who holds an area: a state or an area's code (its own if nothing is determined)."""
        for party, _ in area.claimed_by:
            if (party, "") in self.accepts or (party, area.code) in self.accepts:
                return party
        return area.recognised or area.code


def code_of(place_id: str) -> str:
    """Give a place id without its namespace."""
    return place_id.partition(":")[2]


def outlook_of(party: str) -> Outlook:
    """The view of one party that takes its own claims for granted and nobody else's."""
    return Outlook(name=party, accepts=frozenset({(party, "")}))


def read_disputed_areas(path: Path) -> dict[str, DisputedArea]:
    """Read the areas by place id.

    Raises: SeedError: names file and line.
    """
    areas: dict[str, DisputedArea] = {}
    for line, row in _rows(path, _AREA_COLUMNS):
        if not re.fullmatch("(iso|curated):.+", row["place_id"]) or not row["basis"]:
            raise SeedError(path, line, "place_id must begin with iso: or curated:, and say why")
        if row["recognised"] and not _STATE.fullmatch(row["recognised"]):
            raise SeedError(path, line, f"recognised {row['recognised']!r} is no country's code")
        areas[row["place_id"]] = DisputedArea(
            place_id=row["place_id"],
            name=row["name"],
            recognised=row["recognised"],
            claimed_by=tuple(_claims(row["claimed_by"], path, line)),
            full_name=row["full_name"],
        )
    return areas


def _claims(cell: str, path: Path, line: int) -> Iterator[tuple[str, str]]:
    for claim in filter(None, cell.split("|")):
        party, _, since = claim.partition(":")
        try:
            yield party, date.fromisoformat(since).isoformat()
        except ValueError as error:
            raise SeedError(
                path, line, f"claimed_by {claim!r} is not like RU:2014-03-18"
            ) from error


def read_outlooks(path: Path) -> dict[Worldview, Outlook]:
    """Read what each worldview takes for granted.

    Raises: SeedError: names file and line; a worldview is missing or unknown.
    """
    outlooks: dict[Worldview, Outlook] = {}
    for line, row in _rows(path, _VIEW_COLUMNS):
        if row["worldview"] not in list(Worldview):
            raise SeedError(path, line, f"worldview must be one of {', '.join(Worldview)}")
        claims = (claim.partition("@") for claim in filter(None, row["accepts"].split("|")))
        outlooks[Worldview(row["worldview"])] = Outlook(
            name=row["name"], accepts=frozenset((party, code) for party, _, code in claims)
        )
    if missing := [view for view in Worldview if view not in outlooks]:
        raise SeedError(path, None, f"no row for {', '.join(missing)}")
    return outlooks


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            if tuple(next(reader, [])) != tuple(columns):
                raise SeedError(path, 1, f"the columns must be {','.join(columns)}")
            for cells in reader:
                if len(cells) != len(columns):
                    raise SeedError(path, reader.line_num, f"not {','.join(columns)}: {cells}")
                yield reader.line_num, dict(zip(columns, cells, strict=True))
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError(path, None, f"can't be read: {error}") from error
    except csv.Error as error:
        raise SeedError(path, None, f"not CSV: {error}") from error
