"""One spelling for names that differ only in case, accents, apostrophes or hyphens."""

import re
import unicodedata
from functools import lru_cache

_COMBINING = re.compile("[\u0300-\u036f\u0653-\u0655]")
_DROPPED = re.compile("['`\"’‘ʼʹʻʿʾ′″“”ʺ´]")
_SPACED = re.compile("[\u2010-\u2015\u2212\u00a0_-]")
_ALONE = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "ə": "a", "æ": "ae", "œ": "oe"}
_ALONE_PATTERN = re.compile("[" + "".join(_ALONE) + "]")


def fold(text: str) -> str:
    """Fold a name, or a whole file of names: tabs, bars and line ends stay where they are.

    Cyrillic й and ї lose their marks too; both sides of every comparison are folded.
    """
    text = text.casefold()
    if text.isalnum() and text.isascii():
        return text
    if not text.isascii():
        text = _COMBINING.sub("", unicodedata.normalize("NFKD", text))
        text = _ALONE_PATTERN.sub(lambda match: _ALONE[match[0]], text)
    return _SPACED.sub(" ", _DROPPED.sub("", text))


_LOOSENINGS = (
    (re.compile(r"(?:iy|yi|ij|yj|ay(?=y))"), "i"),
    (re.compile(r"[yj](?=[aeiou])"), "i"),
    (re.compile(r"ie|io|yo"), "e"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"ck|q"), "k"),
    (re.compile(r"kh|gh|g"), "h"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(?<=\w\w)[ieo]+v(?=k[aiu]|shch?in)"), "v"),
    (re.compile(r"oe\b|(?<=[nv])o\b"), "e"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=1 << 14)
def loosen(folded: str) -> str:
    """Bring the usual romanisations of one Slavic name together: Vovchoyarivka, Vovchoiarivka.

    Also from Ukrainian and from Russian, where only endings differ: Shcherbynivka, Shcherbinovka.
    """
    for pattern, replacement in _LOOSENINGS:
        folded = pattern.sub(replacement, folded)
    return folded
