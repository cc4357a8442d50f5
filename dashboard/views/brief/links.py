"""What a link of the page of sheets holds beside the selection, and that of a comparison."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from geodata.briefing import LONGEST_BANNER, LONGEST_TITLE, Layout, Spelling
from geodata.selection import Comparison, Parameters, to_parameters
from geodata.selection.links import Parameter, day, one_of, place, switch, voice, write_values

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


def to_sheet(comparison: Comparison) -> Mapping[str, list[str]] | None:
    """Link to the sheet of a comparison; None if no layout has it.

    A sheet sets two voices side by side on one day, or two days of one account.
    """
    one, other = comparison.left, comparison.right
    if (one.voice, one.outlet) == (other.voice, other.outlet):
        if one.as_of is None or one.as_of >= (other.as_of or date.max):
            return None
        fields = {"layout": Layout.DAYS, "earlier": one.as_of}
    elif one.voice and other.voice and one.as_of == other.as_of:
        fields = {"layout": Layout.VOICES, "voice2": other.voice}
    else:
        return None
    account = replace(one, as_of=other.as_of)
    return {**to_parameters(account), **write_values(fields, PARAMETERS)}
