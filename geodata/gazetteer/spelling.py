"""GeoNames' names of a place: which one English news uses, and which others are worth keeping."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from geodata.gazetteer.folding import fold, loosen
from geodata.gazetteer.romanising import romanise_ukrainian

_SCRIPTS = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u0400-\u04ff’ʼ‘`′ʹʿʾ”\s-]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_RUSSIAN_ONLY = re.compile("[ыэъёЫЭЪЁ]")
_UKRAINIAN_ONLY = re.compile("[іїєґІЇЄҐ’'ʼ]")
_OTHER_CYRILLIC = re.compile("[^\\sА-Яа-яЁёІіЇїЄєҐґ’'ʼ-]")
_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|at|ad|an|az|adh)[ -](?=\w{4})", re.IGNORECASE)
_ARABIC = frozenset({"SY", "IQ", "YE", "SD", "LY", "LB", "PS", "IL", "TD"})


def common_name(name: str, country: str, alternates: Sequence[str]) -> str:
    """Spell a place as English news does: KMU-55 in Ukraine, plain Latin letters elsewhere."""
    if country == "UA":
        for ukrainian in sorted(alternates, key=_ukrainianness, reverse=True):
            if _CYRILLIC.search(ukrainian) and not _RUSSIAN_ONLY.search(ukrainian):
                spelled = romanise_ukrainian(ukrainian)
                if loosen(fold(spelled)) == loosen(fold(name)):
                    return spelled
    plain = re.sub("['`’‘ʼʹʿʾ”′]", "", name.replace("ə", "a").replace("Ə", "A"))
    plain = unicodedata.normalize("NFKD", plain.replace("ı", "i").replace("ø", "o"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    if country in {"RU", "BY"}:
        plain = re.sub(r"^Gorod ", "", plain)
        plain = re.sub(r"(?<=[bcdfgklmnprstvzh])(?:iy|yy)\b", "y", plain)
    return plain


def other_names(name: str, own: str, country: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return GeoNames' `own` name and `names`, each spelling once, without those found by `name`.

    In Arab countries both lead to the place without their article as well.
    """
    others = [own, *names]
    if country in _ARABIC:
        others += [_ARTICLE.sub("", n) for n in [name, own] if _ARTICLE.match(n)]
    seen = {fold(name)}
    kept = []
    for other in others:
        folded = fold(other)
        if folded not in seen:
            seen.add(folded)
            kept.append(other.replace("|", " "))
    return tuple(sorted(kept))


_OWN_SCRIPTS = (
    (re.compile("[\u0600-\u06ff\\s-]+"), _ARABIC | {"AF"}),
    (re.compile("[\u0590-\u05ff\\s-]+"), frozenset({"IL"})),
    (re.compile("[\u0530-\u058f\\s-]+"), frozenset({"AM"})),
    (re.compile("[\u10a0-\u10ff\\s-]+"), frozenset({"GE"})),
    (re.compile("[\u1200-\u137f\\s-]+"), frozenset({"ET", "ER"})),
    (re.compile("[\u1000-\u109f\\s-]+"), frozenset({"MM"})),
)


def in_own_script(name: str, country: str) -> bool:
    """Whether a name is written as its own country writes: Arabic in Syria, Georgian in Georgia."""
    return any(
        country in countries and script.fullmatch(name) for script, countries in _OWN_SCRIPTS
    )


def worth_keeping(name: str) -> bool:
    """Latin and Cyrillic names, no airport codes; lower case is a machine's romanisation."""
    code = name.isupper() and len(name) <= 4
    return len(name) > 2 and not code and not _SCRIPTS.search(name) and name[0].isupper()


def _ukrainianness(name: str) -> tuple[int, int, str]:
    """Sort key: Ukrainian letters speak for a name, doubled consonants (Одесса) against it."""
    marks = len(_UKRAINIAN_ONLY.findall(name)) - 9 * bool(_OTHER_CYRILLIC.search(name))
    return (marks, -len(name), name)
