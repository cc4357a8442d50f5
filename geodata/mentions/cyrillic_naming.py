"""What a name in a Cyrillic text means if not a place: a person, a body, a government."""

import re

from geodata.mentions import cyrillic
from geodata.mentions.inflected import romanised_names
from geodata.mentions.spots import Spot
from geodata.mentions.words import Text
from geodata.model import PlaceKind

_BIG, _WELL_KNOWN = 100_000, 5_000
"""Inhabitants."""
_OPENING, _CLOSING = frozenset('«"“„'), frozenset('»"”“')


def reason_against_name(text: Text, spot: Spot, surnames: frozenset[str]) -> str:
    """Say why a Cyrillic name without a kind word is no place here; empty if it may be one.

    `surnames`: of the actors' people, loosened.
    """
    if _is_river(text, spot):
        return "the river"
    if spot.first != spot.last:
        return ""
    if all(place.kind is PlaceKind.COUNTRY for place in spot.places):
        return ""
    for holds, reason in _AGAINST:
        if holds(text, spot):
            return reason
    return "a person's surname" if _surname(text, spot, surnames) else ""


def _is_river(text: Text, spot: Spot) -> bool:
    if spot.key not in cyrillic.RIVERS:
        return False
    before = (text.folded(spot.first - 1), text.folded(spot.first - 2))
    return any(word.startswith(cyrillic.RIVER_STEMS) for word in before)


def _governed(text: Text, spot: Spot) -> bool:
    """A preposition of place, or what an army does to places, stands before it or its list."""
    first = spot.group[0].first if spot.group else spot.first
    return any(
        text.words[number].joined and cyrillic.asks_for_place(text.folded(number - 1))
        for number in {first, spot.first}
    )


def _beside_a_name(text: Text, spot: Spot) -> bool:
    """A first name or another capitalised word stands before it; none governs it."""
    before, after = text.word(spot.first - 1), text.word(spot.last + 1)
    if before is not None and before.folded in _PERSONS and text.words[spot.first].joined:
        return True
    if after is not None and after.capital and text.folded(spot.first) in cyrillic.FIRST_NAMES:
        return True
    if before is not None and text.between(spot.first - 1, spot.first) == " " and before.capital:
        opening = before.starts_sentence and not _DESCRIBES.search(before.folded)
        return not opening and not before.initials
    if after is None or text.between(spot.last, spot.last + 1) != " ":
        return False
    if not after.capital or after.initials:
        return False
    return not _governed(text, spot) or bool(_DESCRIBES.search(text.folded(spot.first)))


_PERSONS = cyrillic.TITLES | cyrillic.FIRST_NAMES
_DESCRIBES = re.compile("(?:[аое]я|[оиы]е|[иыоі]и|[оаі]го|[ое]му|[иы]х|[оу]ю|оі)$")
"""Endings of adjectives: a capital noun after one belongs to it, as in Красный Крест."""


def _surname(text: Text, spot: Spot, surnames: frozenset[str]) -> bool:
    """As an actor's people are called: Зеленського, Сирський."""
    word = text.folded(spot.first)
    ending = next((ending for ending in _ADJECTIVE_ENDINGS if word.endswith(ending)), "")
    names = romanised_names(word.removesuffix(ending) + "ии") if ending else frozenset()
    return not surnames.isdisjoint(spot.romanised) or not surnames.isdisjoint(names)


_ADJECTIVE_ENDINGS = ("ого", "ому", "им", "ии", "ым", "ом")


def _adjective(text: Text, spot: Spot) -> bool:
    """Forms of -ський are only places where something says so; "Белгородский" never is."""
    word = text.folded(spot.first)
    if word.endswith(("ськии", "скии", "цькии", "зькии", "цкии")):
        return True
    oblique = word.endswith(("ського", "ському", "ським", "ского", "скому", "ским"))
    return oblique and not _governed(text, spot)


def _like_a_surname(text: Text, spot: Spot) -> bool:
    """As in "по словам Иванова": towns of that form need a word that asks for a place."""
    word = text.folded(spot.first)
    return (
        word.endswith(("ов", "ев", "єв", "ова", "ева", "єва", "ову", "еву", "єву", "овым", "евым"))
        and not _governed(text, spot)
        and len(spot.group) < 2
        and max(place.population for place in spot.places) < _BIG
    )


def _namesake(text: Text, spot: Spot) -> bool:
    """A person, a body, a people, a weapon or a street is better known by the name."""
    return (
        spot.key in cyrillic.NAMESAKES
        or text.folded(spot.first) in cyrillic.NAMESAKES
        or spot.key.startswith(_PEOPLES)
        or text.folded(spot.first - 1) in cyrillic.NAMED_AFTER
    )


_PEOPLES = tuple(stem for stem, _ in cyrillic.PEOPLES)


def _speaks(text: Text, spot: Spot) -> bool:
    """In the nominative beside a verb of saying; big cities and areas may be the government."""
    known = max(place.population for place in spot.places) >= _BIG
    area = any(place.kind is not PlaceKind.SETTLEMENT for place in spot.places)
    if known or area or not spot.exact or _governed(text, spot):
        return False
    after = text.word(spot.last + 1)
    said = text.folded(spot.first - 1) if text.words[spot.first].joined else ""
    says = after.folded if after is not None and after.joined else ""
    return said.startswith(cyrillic.SAYING_STEMS) or says.startswith(cyrillic.SAYING_STEMS)


def _begins_sentence(text: Text, spot: Spot) -> bool:
    """A capital that only the beginning of the sentence explains, unless the name is known."""
    word, after = text.words[spot.first], text.word(spot.first + 1)
    if not word.starts_sentence:
        return False
    if spot.key in cyrillic.ORDINARY_STARTS or len(word.text) <= 3:
        return True
    if word.folded.endswith(_OF_A_NOUN) and after is not None and after.joined:
        return True
    if spot.key.endswith(cyrillic.PLACE_ENDINGS):
        return False
    return not any(
        place.population >= _WELL_KNOWN
        or place.kind is not PlaceKind.SETTLEMENT
        or (place.hand_kept and spot.exact)
        for place in spot.places
    )


_OF_A_NOUN = ("ии", "ыи", "ые", "ие", "ая", "яя")
"""Endings of adjectives that begin a sentence with their noun: Мирные жители."""
_AGAINST = (
    (_namesake, "the name of a person, a body or a thing"),
    (_beside_a_name, "part of a longer name"),
    (_adjective, "an adjective or a person's surname"),
    (_like_a_surname, "a person's surname"),
    (_speaks, "somebody who speaks"),
    (_begins_sentence, "an ordinary word"),
)


def government_speaks(text: Text, spot: Spot) -> bool:
    """Tell whether a capital in a Cyrillic text means its government: Київ заявив, з Москвою."""
    before, further = text.folded(spot.first - 1), text.folded(spot.first - 2)
    if not text.words[spot.first].joined:
        before = further = ""
    if before in cyrillic.LOCATIVES:
        after = (text.folded(spot.last + 1), text.folded(spot.last + 2))
        said = any(word.startswith(cyrillic.SAYING_STEMS) for word in after)
        return said or _with(before, text.folded(spot.first))
    if before in {"від", "от"}:
        return further not in cyrillic.SURROUNDINGS
    if before in cyrillic.SURROUNDINGS:
        return False
    return not before.startswith(cyrillic.TAKING_STEMS)


def _with(before: str, word: str) -> bool:
    """Whether it is with, not from: "з Києвом"."""
    return before in {"з", "із", "зі"} and word.endswith(("ом", "ою", "ем"))
