"""The language of a text, guessed from its letters."""

import re

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]|(?i:\\b(?:та|що|від|був|але|після)\\b)")
_RUSSIAN = re.compile("[ыэъёЫЭЪЁ]|(?i:\\b(?:и|что|от|был|но|после)\\b)")
_ENOUGH = 20_000
"""Characters that are looked at."""


def guess_language(text: str) -> str:
    """Guess en, uk or ru: by script, then by the letters and words that only one of two has.

    Whatever is not in Cyrillic counts as English, the language that claims are read in.
    """
    head = text[:_ENOUGH]
    if len(_CYRILLIC.findall(head)) <= len(_LATIN.findall(head)):
        return "en"
    return "uk" if len(_UKRAINIAN.findall(head)) >= len(_RUSSIAN.findall(head)) else "ru"
