"""Names that the text presents as places and the gazetteer lacks: kept, or respelled."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from geodata.gazetteer import Gazetteer
from geodata.mentions import cyrillic, english
from geodata.mentions.inflected import is_cyrillic, read_romanised
from geodata.mentions.spots import SETTLEMENT, Spot
from geodata.mentions.words import Text
from geodata.model import PlaceKind

_SHORTEST_RESPELLING = 6
_LONGEST = 3
_SHORTEST = 4
"""Letters."""
_NOT_FAR = 25
"""Words."""
_NO_NAMES = english.HARMLESS_CAPITALS | english.UNITS | english.PAPERS | english.TITLES


def find_unknown(
    text: Text, spots: Sequence[Spot], taken: frozenset[int], gazetteer: Gazetteer
) -> list[Spot]:
    """Find capitalised names in the places that only names of places take.

    "the village of X", "near X", "north of X", X in a list with known settlements, and from then
    on X wherever it stands. A name that only differs in romanisation from a known one is that
    place.
    """
    covered = {n for spot in spots for n in range(spot.first, spot.last + 1)} | taken
    listed = {spot.last for spot in spots if _plain_settlement(spot)}
    ground = [spot.first for spot in spots if not _only_country(spot)]
    named: dict[str, str] = {}
    found: list[Spot] = []
    free = 0
    for number in text.capitals:
        if number < free or number in covered:
            continue
        spot = _unknown_at(text, number, covered, listed, named, ground, gazetteer)
        if spot is not None:
            found.append(spot)
            listed.add(spot.last)
            free = spot.last + 1
            if spot.cue:
                named[spot.key] = spot.cue
    return found


def _only_country(spot: Spot) -> bool:
    return all(place.kind is PlaceKind.COUNTRY for place in spot.places)


def _plain_settlement(spot: Spot) -> bool:
    """A settlement and no capital: after "in Kyiv," anything may come."""
    return any(place.kind in SETTLEMENT for place in spot.places) and not any(
        place.feature_code == "PPLC" for place in spot.places
    )


def _unknown_at(  # noqa: PLR0913, PLR0917 - the text, and all that is known of it
    text: Text,
    first: int,
    covered: set[int],
    listed: set[int],
    named: Mapping[str, str],
    ground: Sequence[int],
    gazetteer: Gazetteer,
) -> Spot | None:
    last = _name_end(text, first, covered)
    if last is None:
        return None
    cue = _place_cue(text, first) or _kind_behind(text, first, last)
    if not cue and _stands_alone(text, last):
        cue = _taken_or_listed(text, first, listed if last == first else set())
        cue = cue or _where_things_happen(text, first, ground)
    name = " ".join(text.words[n].folded for n in range(first, last + 1))
    cue = cue or named.get(name, "")
    if cue and is_cyrillic(name):
        return _cyrillic(text, first, last, cue, gazetteer)
    long_enough = len(name) >= _SHORTEST_RESPELLING
    ordinary = name in english.ORDINARY_NAMES or name in text.lower_case
    if not cue and (ordinary or not long_enough):
        return None
    alike = gazetteer.spelled_like(name) if long_enough else ()
    if not alike and not cue:
        return None
    return Spot(
        first=first,
        last=last,
        name_last=last,
        key=name,
        places=alike,
        kinds=SETTLEMENT,
        cue=cue,
        respelled=True,
    )


def _cyrillic(text: Text, first: int, last: int, cue: str, gazetteer: Gazetteer) -> Spot:
    """A name that may be known in Latin letters only, or else is kept as it stands."""
    reading = read_romanised(text, first, last, gazetteer)
    return Spot(
        first=first,
        last=last,
        name_last=last,
        key=reading.key,
        places=tuple(place for place in reading.places if place.kind in SETTLEMENT),
        kinds=SETTLEMENT,
        cue=cue,
        respelled=True,
        romanised=reading.romanised,
        exact=False,
    )


def _name_end(text: Text, first: int, covered: set[int]) -> int | None:
    """Last word of the run of capitalised words that begins here; None if none does."""
    if not _name_word(text, first) or _follows_name(text, first, covered):
        return None
    last = first
    while last - first < _LONGEST - 1 and not text.words[last].possessive:
        step = 2 if text.folded(last + 1) in english.ARTICLES else 1
        more = range(last + 1, last + step + 1)
        if not all(n < len(text.words) and text.words[n].joined for n in more):
            break
        if covered.intersection(more) or not _name_word(text, more[-1]):
            break
        last = more[-1]
    following = text.word(last + 1)
    runs_on = following is not None and following.joined and following.capital
    return None if runs_on and not text.words[last].possessive else last


def _stands_alone(text: Text, last: int) -> bool:
    """A full stop, a comma or a small word follows: it isn't the name of some thing or office."""
    following = text.word(last + 1)
    if text.words[last].possessive:
        return False
    return (
        following is None
        or not following.joined
        or following.folded in english.SMALL_AFTER_NAMES
        or is_cyrillic(following.folded)
    )


_NO_GROUND = english.NO_GROUND | english.US_STATES


def _where_things_happen(text: Text, first: int, ground: Sequence[int]) -> str:
    """What is struck, or where something is, a known place not far off: "at Djaiba in Ituri"."""
    word, before = text.words[first], text.folded(first - 1)
    if len(word.text) < _SHORTEST or not first or text.words[first - 1].capital:
        return ""
    if text.between(first - 1, first) != " ":
        return ""
    moved = before in {"from", "to"} and text.folded(first - 2) in english.MOVES
    if not (moved or before in english.WHERE or before.startswith(english.STRIKING_STEMS)):
        return ""
    if word.folded in _NO_GROUND or word.folded in text.lower_case:
        return ""
    at = bisect_left(ground, first)
    near = any(abs(number - first) <= _NOT_FAR for number in ground[max(0, at - 1) : at + 1])
    return f"“{text.words[first - 1].text}” stands before it" if near else ""


def _taken_or_listed(text: Text, first: int, listed: set[int]) -> str:
    """What an army takes or leaves is a place; so is what stands in a list of settlements."""
    before, number = text.folded(first - 1), first - 1
    if text.words[first].joined and (
        before in english.TAKEN or before.startswith(cyrillic.CONQUEST_STEMS)
    ):
        return f"“{text.words[number].text}” stands before it"
    if before in _ANDS and not text.words[number].capital:
        number -= 1
    if number in listed:
        between = text.text[text.words[number].end : text.words[first].start]
        if " ".join(between.split()) in {",", ", and", *_ANDS}:
            return "it stands in a list of settlements"
    return ""


_ANDS = frozenset({"and", "or", "та", "і", "й", "и", "або", "или"})


def _name_word(text: Text, number: int) -> bool:
    word = text.words[number]
    return (
        word.capital
        and not word.initials
        and not word.titled
        and len(word.text) > 2
        and word.folded not in _NO_NAMES
        and not word.folded.endswith(("ian", "ians", "ese"))
        and (word.text.isalpha() or not any(character.isdigit() for character in word.text))
    )


def _follows_name(text: Text, first: int, covered: set[int]) -> bool:
    before = text.word(first - 1)
    return (
        before is not None
        and text.words[first].joined
        and before.capital
        and not before.possessive
        and (first - 1 in covered or before.folded not in english.HARMLESS_CAPITALS)
    )


def _place_cue(text: Text, first: int) -> str:
    if not text.words[first].joined:
        return ""
    before, further = text.folded(first - 1), text.folded(first - 2)
    if before == "of" and further in english.SETTLEMENT_WORDS:
        return f"{further} of"
    if before == "of" and further in english.COMPASS_OF:
        return f"{further} of"
    if before in english.BEFORE_SETTLEMENT and not text.words[first - 1].capital:
        return before
    if before in _CYRILLIC_CUES and not text.words[first - 1].capital:
        return text.words[first - 1].text
    return "near" if before == "near" else ""


def _kind_behind(text: Text, first: int, last: int) -> str:
    """As in "the Sarynjaly village", but not "a Druze village" or "the Olympic village"."""
    following, word = text.word(last + 1), text.words[last]
    if following is None or not following.joined or following.capital or word.possessive:
        return ""
    if following.folded not in english.BEFORE_SETTLEMENT - {"city"}:
        return ""
    if text.words[first].starts_sentence or text.folded(first - 1) in {"a", "an", "another"}:
        return ""
    peoples = word.folded in _NO_VILLAGES or word.folded.endswith(("ish", "ic"))
    return "" if peoples else following.folded


_NO_VILLAGES = frozenset(
    {"french", "dutch", "greek", "arab", "druze", "alawite", "shia", "shiite", "sunni", "muslim"}
    | {"yazidi", "yezidi", "serb", "kurd", "tatar", "bedouin", "cossack", "potemkin", "soviet"}
    | {"iraqi", "israeli", "azeri", "somali", "pakistani", "yemeni", "tuareg", "fulani", "dogon"}
)
"""Peoples and the like, which stand before "village" as no name of one."""


_CYRILLIC_CUES = cyrillic.SETTLEMENT_WORDS | cyrillic.PLURAL_SETTLEMENTS | cyrillic.NEAR
