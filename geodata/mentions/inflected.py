"""Names in Cyrillic texts, in whatever case they stand: the gazetteer knows the first one only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from geodata.gazetteer import Gazetteer
from geodata.gazetteer.folding import loosen
from geodata.gazetteer.romanising import romanise_russian, romanise_ukrainian
from geodata.mentions import cyrillic
from geodata.mentions.endings import ANY, nominatives, of_any_gender
from geodata.mentions.words import Text
from geodata.model import Place, PlaceKind

_LONGEST_INFLECTED = 4
"""Words; longer names are only found as the gazetteer spells them."""
_WELL_KNOWN = 20_000
"""Inhabitants."""
_LIST_REACH = 9
"""Words between an adjective and the kind word that a list of them shares."""
_AREA_NAMES = ("область", "раион", "краи", "республіка", "республика")
_ADJECTIVE = re.compile(
    "[цсз][ь]?к(?:ии|а|е|оі|іи|у|ою|ого|ому|им|ім|і|их|ими|ая|ое|ои|ую|ом|ие|ым|ых)$"
)
_HEADS_OF = {"ка": ("а", "я", "ь"), "ку": ("у", "ю", "ь")}
"""How the noun ends to which such an adjective belongs; other endings are no town's in -ськ."""
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
_CONNECTORS = frozenset({"та", "і", "и", "або", "или", "а"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Words up to `last`, read as a name."""

    last: int
    key: str
    """The name in the nominative, or as it stands if nothing bears it."""
    places: tuple[Place, ...]
    romanised: frozenset[str] = frozenset()
    """The nominative in Latin letters, loosened; of several nominatives each."""
    kinds: frozenset[PlaceKind] | None = None
    cue: str = ""
    exact: bool = True
    """The gazetteer has the name just as it stands."""


def read_name(text: Text, first: int, lasts: Sequence[int], gazetteer: Gazetteer) -> Reading | None:
    """Read the longest name that begins at a word. `lasts`: where it may end, furthest first."""
    for last in lasts:
        if last > first or not text.words[first].initials:
            reading = _read(text, first, last, gazetteer)
            if reading is not None and last == first and _in_compound(text, first):
                return reading if _well_known(reading.places) else None
            if reading is not None:
                return reading if last > first else _checked(text, first, reading, gazetteer)
    return _checked(text, first, None, gazetteer)


def _in_compound(text: Text, number: int) -> bool:
    """Whether a hyphen ties the word to another with a capital: Гора-Подол."""
    pairs = ((number - 1, number), (number, number + 1))
    return any(
        left >= 0
        and right < len(text.words)
        and text.words[left].capital
        and text.words[right].capital
        and text.text[text.words[left].end : text.words[right].start] in _HYPHENS
        for left, right in pairs
    )


def read_romanised(text: Text, first: int, last: int, gazetteer: Gazetteer) -> Reading:
    """Read a name that the gazetteer may have in Latin letters; without places if it hasn't."""
    words = tuple(text.folded(number) for number in range(first, last + 1))
    found = _romanised_names(words, gazetteer)
    return _reading(last, found or {" ".join(words): ()}, exact=False)


def is_cyrillic(folded: str) -> bool:
    """Whether a word begins with a Cyrillic letter."""
    return "\u0400" <= folded[:1] <= "\u04ff"


def _read(text: Text, first: int, last: int, gazetteer: Gazetteer) -> Reading | None:
    words: tuple[str, ...] = (text.folded(first),)
    if last > first:
        if not _case_fits(text, first, last):
            return None
        words = tuple(text.folded(number) for number in range(first, last + 1))
    key = " ".join(words)
    exact = gazetteer.named_folded(key)
    before = text.folded(first - 1) if text.words[first].joined else ""
    nominative = exact and before not in cyrillic.AFTER_THESE_NO_NOMINATIVE
    if nominative and _well_known(exact):
        return _reading(last, {key: exact})
    if last - first >= _LONGEST_INFLECTED:
        return _reading(last, {key: exact}) if exact else None
    compound = last > first and text.between(first, first + 1) in _HYPHENS
    found = _nominative_names(words, gazetteer, compound=compound)
    if not exact and not found and cyrillic.asks_for_place(before):
        found = _romanised_names(words, gazetteer)
    if nominative:
        return _reading(last, {key: exact, **_also_meant(found, before)})
    if found:
        return _reading(last, found, exact=False)
    return _reading(last, {key: exact}) if exact else None


def _also_meant(found: dict[str, tuple[Place, ...]], before: str) -> dict[str, tuple[Place, ...]]:
    """Other names that a word may be a form of which is itself a name: "в Антонівці"."""
    if before in cyrillic.IN_OR_INTO:
        return found
    return {name: places for name, places in found.items() if _well_known(places)}


def _well_known(places: Sequence[Place]) -> bool:
    """A name of these is no form of a better known one: "Черкас" is a village, and of Черкаси."""
    return any(
        place.population >= _WELL_KNOWN or place.kind is not PlaceKind.SETTLEMENT
        for place in places
    )


def _case_fits(text: Text, first: int, last: int) -> bool:
    """Names are capitalised but for small words and a kind word at the end: Курської області."""
    return all(
        word.folded in cyrillic.FACILITY_INITIALS
        if word.initials
        else word.capital or word.folded in cyrillic.SMALL_WORDS
        for word in text.words[first:last]
    ) and (not text.words[last].initials or text.folded(last) in cyrillic.FACILITY_INITIALS)


def _nominative_names(
    words: tuple[str, ...], gazetteer: Gazetteer, *, compound: bool
) -> dict[str, tuple[Place, ...]]:
    """Names that the words may be a form of, and who bears them."""
    found = gazetteer.named_among(agreeing(words, compound))
    if len(found) < 2:
        return found
    likely = {key: places for key, places in found.items() if key not in cyrillic.NAMESAKES}
    return likely or found


def _romanised_names(words: tuple[str, ...], gazetteer: Gazetteer) -> dict[str, tuple[Place, ...]]:
    """The same of names that the gazetteer only has in Latin letters: Великая Новосёлка."""
    keys = (" ".join(words), *agreeing(words))
    found = {}
    for key in keys:
        latin = _latin(key)
        places = gazetteer.named_folded(latin) or gazetteer.spelled_like(latin)
        if places:
            found[key] = places
    return found


@lru_cache(maxsize=1 << 12)
def _latin(key: str) -> str:
    return romanise_russian(key)


@lru_cache(maxsize=1 << 14)
def agreeing(words: tuple[str, ...], compound: bool = False) -> Sequence[str]:
    """Nominatives of a folded name, its words in one case and gender; most are no words.

    `compound`: of nouns, each with a gender of its own (Гора-Подол).
    """
    if len(words) == 1:
        return [form for form, _ in nominatives(words[0])]
    combined = [("", ANY)]
    for word in words:
        forms = ((word, ANY), *nominatives(word))
        if compound:
            forms = tuple((form, of_any_gender(bits)) for form, bits in forms)
        combined = [
            (f"{start} {form}" if start else form, bits & others)
            for start, bits in combined
            for form, others in forms
            if bits & others
        ]
    return [key for key, _ in combined[1:]]


def _reading(last: int, found: dict[str, tuple[Place, ...]], *, exact: bool = True) -> Reading:
    key, places = next(iter(found.items()))
    romanised = romanised_names(key)
    if len(found) > 1:
        each = {place.place_id: place for named in found.values() for place in named}
        places = tuple(each.values())
        romanised = romanised.union(*map(romanised_names, found))
    return Reading(last=last, key=key, places=places, romanised=romanised, exact=exact)


@lru_cache(maxsize=1 << 12)
def romanised_names(key: str) -> frozenset[str]:
    """A Cyrillic name in Latin letters, read as Ukrainian and as Russian, both loosened."""
    return frozenset({loosen(romanise_ukrainian(key)), loosen(romanise_russian(key))})


def _checked(
    text: Text, first: int, reading: Reading | None, gazetteer: Gazetteer
) -> Reading | None:
    """Take one word for an adjective if the noun that it belongs to shows."""
    word = text.folded(first)
    if not _ADJECTIVE.search(word):
        return reading
    head = _head(text, first)
    if head is None:
        return reading
    noun = text.folded(head)
    if noun in cyrillic.REGION_WORDS or noun in cyrillic.DISTRICT_WORDS:
        return _area(text, first, head, gazetteer)
    if noun in cyrillic.NO_PLACE_WORDS or noun.startswith(cyrillic.NO_PLACE_STEMS):
        return None
    return reading


def _head(text: Text, first: int) -> int | None:
    """The noun of an adjective: the next word, or the one after a list of adjectives."""
    for number in range(first + 1, min(first + _LIST_REACH, len(text.words))):
        word = text.words[number]
        beside = text.between(number - 1, number)
        if word.folded in _CONNECTORS and word.joined:
            continue
        parted = beside == ", " or text.folded(number - 1) in _CONNECTORS
        if parted and word.capital and _ADJECTIVE.search(word.folded):
            continue  # another of a list; else it belongs to a noun of its own
        if not word.joined or (word.capital and not word.initials):
            return None
        alone = number == first + 1
        return number if not alone or _belongs(text.folded(first), word.folded) else None
    return None


def _belongs(adjective: str, noun: str) -> bool:
    """Whether the two may agree: "у Покровську міська рада" is no "Покровська міська рада"."""
    return noun in cyrillic.NO_PLACE_WORDS or noun.endswith(_HEADS_OF.get(adjective[-2:], ("",)))


def _area(text: Text, first: int, head: int, gazetteer: Gazetteer) -> Reading:
    """The region or district that an adjective names beside its kind word, or far before it."""
    word, noun = text.folded(first), text.folded(head)
    region = noun in cyrillic.REGION_WORDS
    kinds = frozenset({PlaceKind.REGION, PlaceKind.DISTRICT} if region else {PlaceKind.DISTRICT})
    forms = (word, *(form for form, _ in nominatives(word)))
    found = gazetteer.named_among(f"{form} {name}" for form in forms for name in _AREA_NAMES)
    fitting = [p for places in found.values() for p in places if p.kind in kinds]
    return Reading(
        last=head if head == first + 1 else first,
        key=next(iter(found), f"{word} {noun}"),
        places=tuple(fitting),
        kinds=kinds,
        cue=text.words[head].text,
    )
