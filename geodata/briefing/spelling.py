"""How a place is written on a sheet: in Latin letters, in its country's own, or in both."""

import re
from collections.abc import Callable, Sequence

from rapidfuzz.fuzz import ratio

from geodata.briefing.asking import Spelling
from geodata.gazetteer.romanising import romanise_russian, romanise_ukrainian
from geodata.model import Place

NOTES = {
    Spelling.LATIN: "Names in Latin letters, in Ukraine from Ukrainian, in Russia from Russian.",
    Spelling.CYRILLIC: "Names as their country writes them, where the gazetteer knows it.",
    Spelling.BOTH: "Names in Ukraine in Ukrainian and in Russian, where the two differ.",
}
_CYRILLIC = re.compile(r"[\u0400-\u04ff’'ʼ\s.-]+")
_UKRAINIAN_ONLY = re.compile("[іїєґ]|[сц]ьк", re.IGNORECASE)
_RUSSIAN_ONLY = re.compile("[ыэъё]|[сц]к(?:ая|ий|ое)", re.IGNORECASE)
_ALIKE = 60.0
"""Of 100: how near a romanised name must come to the usual one, or it is an older name."""


def written(place: Place, spelling: Spelling) -> str:
    """Write a place's name as asked; in Latin letters where no other spelling is known."""
    if spelling is Spelling.LATIN or place.country_code not in {"UA", "RU"}:
        return place.name
    names = [name for name in place.names if _CYRILLIC.fullmatch(name)]
    usual = place.name.replace(" region", " oblast")
    ukrainian = _nearest(usual, names, _RUSSIAN_ONLY, romanise_ukrainian)
    russian = _nearest(usual, names, _UKRAINIAN_ONLY, romanise_russian)
    own = ukrainian if place.country_code == "UA" else russian
    if spelling is Spelling.CYRILLIC or place.country_code != "UA":
        return own or place.name
    return " / ".join(dict.fromkeys(filter(None, (ukrainian, russian)))) or place.name


def _nearest(
    name: str,
    names: Sequence[str],
    foreign: re.Pattern[str],
    romanise: Callable[[str], str],
) -> str:
    """The name without letters of the other language that reads most like the usual one."""
    rated = [(ratio(romanise(one), name), one) for one in names if not foreign.search(one)]
    alike, best = max(rated, default=(0.0, ""))
    return best if alike > _ALIKE else ""
