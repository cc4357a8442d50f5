"""Does the name of a capital stand for its government? "Kyiv has not confirmed"."""

import re

from geodata.mentions import english
from geodata.mentions.actor_names import ActorNames
from geodata.mentions.cyrillic_naming import government_speaks
from geodata.mentions.inflected import is_cyrillic
from geodata.mentions.spots import Spot
from geodata.mentions.words import Text
from geodata.model import PlaceKind


def stands_for_government(text: Text, spot: Spot, names: ActorNames) -> bool:
    """Tell whether a capital means its government: "Kyiv has not confirmed", "with Moscow"."""
    if spot.kinds or not (_is_capital(spot, names) or _second_of_two(text, spot, names)):
        return False
    if is_cyrillic(spot.key):
        return government_speaks(text, spot)
    if _is_ground(text, spot) or is_dateline(text, spot) or _among_towns(spot, names):
        return False
    where = spot.group[0] if spot.group and not _is_capital(spot.group[0], names) else spot
    return not (_is_where(text, where) and not _possessive_office(text, spot))


_OVER_GROUND = frozenset({"control", "flag", "flies", "flew", "flying", "flown", "hoisted"})


def _second_of_two(text: Text, spot: Spot, names: ActorNames) -> bool:
    """As in "Baghdad and Erbil have quarrelled"."""
    return (
        len(spot.group) == 2
        and spot.group[1] is spot
        and _is_capital(spot.group[0], names)
        and text.folded(spot.last + 1) in {"have", "has", "had", "are", "were", "agreed", "signed"}
        and text.folded(spot.group[0].first - 1) not in english.LOCATIVES
    )


def _among_towns(spot: Spot, names: ActorNames) -> bool:
    """As in "driven from Khartoum, Wad Madani and Sennar"."""
    others = [other for other in spot.group if other is not spot and not _is_capital(other, names)]
    return len(others) > 1 and all(
        any(place.kind is not PlaceKind.COUNTRY for place in other.places) for other in others
    )


def _is_where(text: Text, spot: Spot) -> bool:
    """A preposition of place stands before it; "officials in Moscow" are no place."""
    before, further = text.folded(spot.first - 1), text.folded(spot.first - 2)
    return (
        text.words[spot.first].joined
        and before in english.LOCATIVES
        and not (before == "in" and further in english.OFFICES and not _struck(text, spot))
    )


def _struck(text: Text, spot: Spot) -> bool:
    """The house is meant: "bombed the defence ministry in Damascus"."""
    before = (text.folded(spot.first - back) for back in range(2, 8))
    return any(word.startswith(english.STRIKING_STEMS) for word in before)


def _is_capital(spot: Spot, names: ActorNames) -> bool:
    return spot.key in names.capitals or any(p.feature_code == "PPLC" for p in spot.places)


def _possessive_office(text: Text, spot: Spot) -> bool:
    following = text.folded(spot.last + 1)
    return text.words[spot.last].possessive and following not in english.GOVERNMENT_NOUNS_OF_PLACE


def _is_ground(text: Text, spot: Spot) -> bool:
    """Taken, shelled, moved on, or the capital in so many words: the city itself."""
    if text.words[spot.last].possessive:
        return text.folded(spot.last + 1) in english.GOVERNMENT_NOUNS_OF_PLACE
    if text.folded(spot.last + 1) in english.FATES | {"region", "city"} or _befalls(text, spot):
        return True
    if text.words[spot.first].starts_sentence:
        return False
    before, further = text.folded(spot.first - 1), text.folded(spot.first - 2)
    if before == "capital":
        return True
    if before == "over":  # "taken over Kabul", "a flag flies over Kyiv"
        return further.startswith(english.TAKING_STEMS) or further in _OVER_GROUND
    if before in {"on", "to", "from", "of", "for"}:
        # "5 km from Kyiv", "advance on Kyiv", "the battle for Kyiv"; not "weapons to Kyiv".
        return further in english.MOVES
    return before.startswith(english.TAKING_STEMS) or before in english.COMPASS | {"central"}


def _befalls(text: Text, spot: Spot) -> bool:
    """As in "Khartoum was free", "Kyiv has been encircled"."""
    number = spot.last + 1
    while text.folded(number) in english.BEING:
        number += 1
    word = text.folded(number)
    return number > spot.last + 1 and (
        word in english.FATES or word.startswith((*english.TAKEN_STEMS, "free"))
    )


def is_dateline(text: Text, spot: Spot) -> bool:
    """Tell whether the report was written there: "KYIV (Reuters) - ", "KYIV, Ukraine (AP)"."""
    start, end = text.words[spot.first].start, text.words[spot.last].end
    opens = start == 0 or text.text[start - 1] == "\n"
    return opens and bool(_AFTER_DATELINE.match(text.text, end))


_AFTER_DATELINE = re.compile(r"(?:, [\w .]{2,30})? \([A-Z][\w /.]{1,30}\)\s*[-–—]|\s*[–—]\s")
