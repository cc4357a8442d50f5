"""Cyrillic names in the Latin letters that English news uses."""

import re

# Resolution 55 of the Cabinet of Ministers of Ukraine (2010); at the start of a word, then inside.
_KMU55 = dict(
    zip(
        "абвгґдежзиіклмнопрстуфхцчшщ",
        "a b v h g d e zh z y i k l m n o p r s t u f kh ts ch sh shch".split(),  # noqa: SIM905 - a row reads better
        strict=True,
    )
)
_KMU55_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_KMU55_INSIDE = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}

# As English-language papers spell Russian: BGN/PCGN without its apostrophes and diaereses.
_RUSSIAN = {"ъ": "", "ь": ""} | dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщыэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya".split(),  # noqa: SIM905
        strict=True,
    )
)
_YE_AFTER = frozenset("аеёиоуыэюяйъь")
_WORD = re.compile(r"[^\s-]+")


def romanise_ukrainian(name: str) -> str:
    """Transliterate by KMU-55: Куп’янськ to Kupiansk."""
    return _WORD.sub(lambda match: _ukrainian_word(match[0]), name)


def romanise_russian(name: str) -> str:
    """Transliterate as news does: Чёрная Слобода to Chyornaya Sloboda, Гуево to Guyevo."""
    return _WORD.sub(lambda match: _russian_word(match[0]), name)


def _ukrainian_word(word: str) -> str:
    lower = re.sub("[’'ʼь]", "", word.lower()).replace("зг", "zgh")
    first = _KMU55_FIRST.get(lower[:1]) or _KMU55.get(lower[:1]) or lower[:1]
    rest = "".join(_KMU55_INSIDE.get(c) or _KMU55.get(c) or c for c in lower[1:])
    return _cased(first + rest, word)


def _russian_word(word: str) -> str:
    lower = re.sub("(?:ый|ий)$", "y", word.lower())
    letters = [
        "ye" if letter == "е" and (i == 0 or lower[i - 1] in _YE_AFTER) else _RUSSIAN.get(letter)
        for i, letter in enumerate(lower)
    ]
    spelled = "".join(
        letter if spelling is None else spelling
        for letter, spelling in zip(lower, letters, strict=True)
    )
    return _cased(spelled, word)


def _cased(spelled: str, word: str) -> str:
    return spelled[:1].upper() + spelled[1:] if word[0].isupper() else spelled
