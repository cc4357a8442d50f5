"""What a link of the page of sheets holds beside the selection."""

from collections.abc import Callable

from geodata.briefing import LONGEST_BANNER, LONGEST_TITLE, Layout, Spelling
from geodata.selection import Parameters
from geodata.selection.links import Parameter, day, one_of, place, switch, voice

NO_BANNER = "none"
"""What a link says instead of an empty banner."""
MOST_LISTED = 60
"""Sources on a picture."""


def _text(longest: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text.strip() or len(text) > longest:
            raise ValueError
        return text

    return read


def _listed(text: str) -> int:
    number = int(text)
    if not 0 < number <= MOST_LISTED:
        raise ValueError
    return number


PARAMETERS: Parameters = {
    "layout": one_of("layout", Layout),
    "title": Parameter("title", _text(LONGEST_TITLE), str, f"up to {LONGEST_TITLE} characters"),
    "banner": Parameter("banner", _text(LONGEST_BANNER), str, f"up to {LONGEST_BANNER} characters"),
    "listed": Parameter("listed", _listed, str, f"a number up to {MOST_LISTED}"),
    "spelling": one_of("spelling", Spelling),
    "changed_since": day("changed_since"),
    "voice2": voice("voice2"),
    "earlier": day("earlier"),
    "of": place("of"),
    "frame": switch("whole", "whole"),
}
