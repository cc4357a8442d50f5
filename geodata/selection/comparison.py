"""What the reader compares: two accounts, each a voice on a day, and whose ground is measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from geodata.selection import links
from geodata.selection.choice import Choices, Selection, without_silent
from geodata.selection.links import View
from geodata.settings import Worldview


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two accounts side by side; the fields without a 2 are the left one's."""

    voice: str | None = None
    outlet: str | None = None
    as_of: date | None = None
    voice2: str | None = None
    outlet2: str | None = None
    as_of2: date | None = None
    known_at: datetime | None = None
    about: str | None = None
    """Actor whose ground is compared; None = the one on whom the accounts differ most."""
    view: View | None = None
    worldview: Worldview | None = None

    @property
    def left(self) -> Selection:
        """The left account, as the map page would show it."""
        return self._side(self.voice, self.outlet, self.as_of)

    @property
    def right(self) -> Selection:
        """The right account."""
        return self._side(self.voice2, self.outlet2, self.as_of2)

    def _side(self, voice: str | None, outlet: str | None, as_of: date | None) -> Selection:
        return Selection(
            voice=voice,
            outlet=outlet,
            as_of=as_of,
            known_at=self.known_at,
            view=self.view,
            worldview=self.worldview,
        )


COMPARISON_PARAMETERS: links.Parameters = {
    "voice": links.voice("voice"),
    "outlet": links.outlet("outlet"),
    "as_of": links.day("as_of"),
    "voice2": links.voice("voice2"),
    "outlet2": links.outlet("outlet2"),
    "as_of2": links.day("as_of2"),
    "known_at": links.KNOWN_AT,
    "about": links.voice("about"),
    "view": links.VIEW,
    "worldview": links.WORLDVIEW,
}


def to_comparison_link(comparison: Comparison) -> dict[str, list[str]]:
    """Write what differs from everybody's account of today, twice."""
    return links.write_fields(comparison, COMPARISON_PARAMETERS)


def from_comparison_link(link: Mapping[str, Sequence[str]]) -> tuple[Comparison, list[str]]:
    """Read a link.

    Returns: the choice, and a sentence for each parameter that was left out.
    """
    fields, problems = links.read_fields(link, COMPARISON_PARAMETERS)
    return Comparison(**fields), problems


def heard_only(comparison: Comparison, choices: Choices) -> tuple[Comparison, list[str]]:
    """Drop voices and sources that say nothing here, and an actor that nobody speaks of.

    Returns: the choice that is left, and a sentence for each code dropped.
    """
    changes: dict[str, Any] = {}
    problems: list[str] = []
    for mark, side in (("", comparison.left), ("2", comparison.right)):
        said, silent = without_silent(side.voice, side.outlet, choices)
        changes |= {f"{field}{mark}": None for field in silent}
        problems += said
    about = comparison.about
    if about is not None and about not in choices.actors:
        changes["about"] = None
        problems.append(
            f"The link compares the ground of {about!r}, of whom nothing is said here. "
            "It was left out."
        )
    return replace(comparison, **changes), problems
