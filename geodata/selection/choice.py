"""What the reader of the map looks at: voice, filters, days, the picked place, the view."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from geodata.errors import SelectionError
from geodata.model import ClaimQuery, Relation, Voice
from geodata.selection import links
from geodata.selection.links import View
from geodata.settings import Worldview


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What the reader looks at. Empty sets and None mean: no restriction."""

    voice: str | None = None
    """Claimant whose account alone is shown; None = everybody's."""
    outlet: str | None = None
    """Source whose account alone is shown; None = every source's."""
    claimants: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    relations: frozenset[Relation] = frozenset()
    sources: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    since: date | None = None
    as_of: date | None = None
    known_at: datetime | None = None
    picked: str | None = None
    """Place whose evidence is open."""
    view: View | None = None
    worldview: Worldview | None = None
    """By whose view borders are drawn; None = the installation's own."""
    without_ground: bool = False
    """True: marks alone are drawn, no held ground and no front line."""

    def __post_init__(self) -> None:
        if self.since and self.as_of and self.since > self.as_of:
            raise SelectionError(f"The first day ({self.since}) is after the last ({self.as_of}).")

    @property
    def narrowing(self) -> "Selection":
        """The part that decides which marks are drawn, without pick, view and ground."""
        return replace(self, picked=None, view=None, without_ground=False)

    @property
    def filter_count(self) -> int:
        """How many filters beside the voice and the two clocks are set."""
        sets = (self.claimants, self.actors, self.relations, self.sources, self.places)
        return sum(map(bool, (*sets, self.since)))

    @property
    def is_wider_than_ground(self) -> bool:
        """Whether filters are set that ground and front line do not follow."""
        return bool(self.actors or self.relations or self.places or self.since)

    def query(self) -> ClaimQuery:
        """Ask the store for it."""
        return ClaimQuery(
            voice=self._heard(),
            as_of=self.as_of,
            since=self.since,
            known_at=self.known_at,
            actors=self.actors or None,
            relations=self.relations or None,
            source_ids=self.sources or None,
            place_ids=self.places or None,
        )

    def ground_query(self) -> ClaimQuery:
        """Ask for the ground: a chosen set of claimants and sources is a voice, too."""
        heard = self._heard()
        outlets = _both(heard.source_ids, self.sources or None)
        voice = Voice(claimants=heard.claimants, source_ids=outlets)
        return ClaimQuery(voice=voice, as_of=self.as_of, known_at=self.known_at)

    def _heard(self) -> Voice:
        claimants = _both(_one(self.voice), self.claimants or None)
        return Voice(claimants=claimants, source_ids=_one(self.outlet))


def _one(code: str | None) -> frozenset[str] | None:
    return None if code is None else frozenset({code})


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """What two restrictions leave; None = no restriction."""
    if one is None or other is None:
        return other if one is None else one
    return one & other


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What there is to choose from, with the number of claims of each."""

    claimants: Mapping[str, int]
    actors: Mapping[str, int]
    relations: Mapping[Relation, int]
    sources: Mapping[str, int]
    places: Mapping[str, int]
    voices: Sequence[str]
    """The sides that speak for themselves in the store."""


PARAMETERS: links.Parameters = {
    "voice": links.voice("voice"),
    "outlet": links.outlet("outlet"),
    "claimant": links.several(links.voice("claimants")),
    "actor": links.several(links.voice("actors")),
    "relation": links.several(links.one_of("relations", Relation)),
    "source": links.several(links.outlet("sources")),
    "place": links.several(links.place("places")),
    "since": links.day("since"),
    "as_of": links.day("as_of"),
    "known_at": links.KNOWN_AT,
    "pick": links.place("picked"),
    "view": links.VIEW,
    "worldview": links.WORLDVIEW,
    "ground": links.switch("without_ground", "off"),
}


def to_parameters(selection: Selection) -> dict[str, list[str]]:
    """Write what differs from the whole picture."""
    return links.write_fields(selection, PARAMETERS)


def from_parameters(parameters: Mapping[str, Sequence[str]]) -> tuple[Selection, list[str]]:
    """Read a link.

    Returns: the choice, and a sentence for each parameter that was left out.
    """
    fields, problems = links.read_fields(parameters, PARAMETERS)
    try:
        return Selection(**fields), problems
    except SelectionError as error:
        problems.append(f"{error} Both days were left out.")
        return Selection(**{**fields, "since": None, "as_of": None}), problems


def known_only(
    selection: Selection, choices: Choices, is_place: Callable[[str], bool]
) -> tuple[Selection, list[str]]:
    """Drop codes that nothing here bears, so that a stale link can't silently hide everything.

    is_place: tells whether a code is that of a place, with claims or without; such a one may be
        picked.

    Returns: the choice that is left, and a sentence for each code dropped.
    """
    problems: list[str] = []
    changes: dict[str, Any] = {}
    for field in ("claimants", "actors", "relations", "sources", "places"):
        asked: frozenset[str] = getattr(selection, field)
        unknown = asked - frozenset(getattr(choices, field))
        if unknown:
            changes[field] = asked - unknown
            problems.append(
                f"The link asks for {field} that no claim here has ({', '.join(sorted(unknown))}). "
                "They were left out."
            )
    unheard, silent = without_silent(selection.voice, selection.outlet, choices)
    changes |= dict.fromkeys(silent)
    problems += unheard
    picked = selection.picked
    if picked is not None and picked not in choices.places and not is_place(picked):
        changes["picked"] = None
        problems.append(
            f"The link picks a place that is not known here ({picked}). It was left out."
        )
    return replace(selection, **changes), problems


def without_silent(
    voice: str | None, outlet: str | None, choices: Choices
) -> tuple[list[str], list[str]]:
    """Say which of an account's two codes says nothing in the store.

    Returns: a sentence for each, and their fields' names.
    """
    asked = {"voice": (voice, choices.claimants), "outlet": (outlet, choices.sources)}
    silent = {field: code for field, (code, known) in asked.items() if code and code not in known}
    said = [
        f"The link asks for the {field} {code!r}, which says nothing here. Everyone is shown."
        for field, code in silent.items()
    ]
    return said, list(silent)
