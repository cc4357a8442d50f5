"""What is asked for: a view, how it is laid out, its title and banner; to and from a link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import parse_qs, urlencode, urlsplit

from geodata.briefing.sheet import Layout
from geodata.errors import SelectionError
from geodata.selection import (
    Comparison,
    Selection,
    from_comparison_link,
    from_parameters,
    to_comparison_link,
    to_parameters,
)

BANNER = "UNCLASSIFIED // OPEN SOURCE"
LONGEST_TITLE = 300
LONGEST_BANNER = 120
_PAGES = {
    Layout.SINGLE: "",
    Layout.VOICES: "compare",
    Layout.DAYS: "compare",
    Layout.DISPUTES: "disputes",
    Layout.DOSSIER: "",
}
"""The page of the dashboard that shows what a sheet of a layout shows."""


class Spelling(StrEnum):
    """How places are written."""

    LATIN = "latin"
    """In Latin letters: in Ukraine from Ukrainian, in Russia from Russian."""
    CYRILLIC = "cyrillic"
    """In Ukraine as in Ukrainian, in Russia as in Russian; elsewhere in Latin letters."""
    BOTH = "both"
    """In Ukraine in Ukrainian and in Russian, where the two differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a sheet is to show."""

    view: Selection | Comparison
    """A comparison with the layouts voices and days, of which the left day is the earlier one."""
    layout: Layout = Layout.SINGLE
    title: str = ""
    """Empty = made of the view."""
    banner: str = BANNER
    most_sources: int = 12
    """How many sources a picture of one page lists."""
    spelling: Spelling = Spelling.LATIN
    changed_since: date | None = None
    """The day from which on changes are told; None = of none, with days from the earlier."""
    place: str | None = None
    """place_id of the dossier; None = the picked one."""

    def __post_init__(self) -> None:
        pair = self.layout in {Layout.VOICES, Layout.DAYS}
        if pair != isinstance(self.view, Comparison):
            needed = "two accounts to compare" if pair else "one account"
            raise SelectionError(f"a sheet of layout “{self.layout}” needs {needed}")
        if len(self.title) > LONGEST_TITLE or len(self.banner) > LONGEST_BANNER:
            raise SelectionError(
                f"a title has at most {LONGEST_TITLE} characters, a banner {LONGEST_BANNER}"
            )
        if self.layout is Layout.DOSSIER and not self.subject:
            raise SelectionError("a dossier needs a place: pick one, or name it with --place")

    @property
    def subject(self) -> str | None:
        """place_id of the dossier."""
        picked = self.view.picked if isinstance(self.view, Selection) else None
        return self.place or picked

    @property
    def selections(self) -> tuple[Selection, ...]:
        """One, or the two that are compared."""
        if isinstance(self.view, Comparison):
            return (self.view.left, self.view.right)
        return (self.view,)


def link_of(view: Selection | Comparison, layout: Layout, address: str = "") -> str:
    """Write the address that shows a view; below `address`, or from the root if that is empty."""
    link = to_comparison_link(view) if isinstance(view, Comparison) else to_parameters(view)
    query = urlencode(sorted(link.items()), doseq=True, safe=":,")
    return f"{address.rstrip('/')}/{_PAGES[layout]}{f'?{query}' if query else ''}"


def view_from_link(link: str, layout: Layout) -> Selection | Comparison:
    """Read what `link_of` wrote, or the address bar of the dashboard.

    Raises: SelectionError: a parameter can't be understood.
    """
    parameters: Mapping[str, Sequence[str]] = parse_qs(urlsplit(link).query)
    if layout in {Layout.VOICES, Layout.DAYS}:
        comparison, problems = from_comparison_link(parameters)
        view: Selection | Comparison = comparison
    else:
        view, problems = from_parameters(parameters)
    if problems:
        raise SelectionError(" ".join(problems))
    return view
