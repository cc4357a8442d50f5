"""The longest names of a text, and which of them stand in one list."""

from collections.abc import Iterable, Iterator, Sequence

from geodata.gazetteer import Gazetteer
from geodata.mentions import cyrillic, english
from geodata.mentions.inflected import is_cyrillic, read_name
from geodata.mentions.kind_words import read_kind
from geodata.mentions.spots import AREA, DISTRICT, Spot
from geodata.mentions.words import Text
from geodata.model import PlaceKind


def find_spots(text: Text, gazetteer: Gazetteer) -> list[Spot]:
    """Find the longest names, left to right, and read the kind words beside them."""
    spots: list[Spot] = []
    free = 0
    for number in _starts(text):
        if number < free:
            continue
        spot = _longest(text, number, gazetteer)
        if spot is not None:
            if spot.kinds is None:
                read_kind(text, spot, gazetteer)
            spots.append(spot)
            free = spot.last + 1
    _share_kinds(text, spots)
    return spots


_LOWER_ENDINGS = (
    english.DISTRICT_WORDS
    | {"peninsula", "state", "airport", "dam", "forest", "plant", "base", "airbase", "airfield"}
    | {"bridge", "reservoir", "river", "spit", "island", "crossing", "corridor", "camp", "strait"}
    | {"hills", "valley", "mountains", "mountain", "lake", "gulf", "bay", "oasis", "desert"}
    | cyrillic.REGION_WORDS
    | cyrillic.DISTRICT_WORDS
    | cyrillic.FACILITY_WORDS
)
"""Words that end a name without a capital: "Crimean peninsula", "Курської області"."""


def _starts(text: Text) -> Iterator[int]:
    """Words that a name may begin with: capitals, and the article of "el-Fasher"."""
    for number, word in enumerate(text.words):
        if word.capital or (word.folded in english.ARTICLES and _article(text, number)):
            yield number


def _article(text: Text, number: int) -> bool:
    following = text.word(number + 1)
    return (
        following is not None
        and following.joined
        and following.capital
        and text.between(number, number + 1) == "-"
    )


def _longest(text: Text, first: int, gazetteer: Gazetteer) -> Spot | None:
    lasts = _reach(text, first, gazetteer.longest_name)
    if is_cyrillic(text.all_folded[first]):
        return _cyrillic(text, first, lasts, gazetteer)
    folded = text.all_folded
    article = folded[first] in english.ARTICLES
    for last in lasts:
        keys = (" ".join(folded[first : last + 1]),)
        for key in _with_other_articles(keys[0]) if article and last > first else keys:
            places = gazetteer.named_folded(key)
            if places and _case_fits(text, first, last, key):
                return Spot(first=first, last=last, name_last=last, key=key, places=places)
    return None


def _cyrillic(text: Text, first: int, lasts: Sequence[int], gazetteer: Gazetteer) -> Spot | None:
    reading = read_name(text, first, lasts, gazetteer)
    if reading is None:
        return None
    return Spot(
        first=first,
        last=reading.last,
        name_last=reading.last,
        key=reading.key,
        places=reading.places,
        kinds=reading.kinds,
        cue=reading.cue,
        romanised=reading.romanised,
        exact=reading.exact,
    )


def _reach(text: Text, first: int, longest: int) -> list[int]:
    """Where a name could end, furthest first: no full stop, comma or possessive inside."""
    opening = text.words[first]
    lasts = [first] if opening.capital else []
    if opening.possessive:
        return lasts
    for number, word in enumerate(text.words[first + 1 : first + longest], first + 1):
        if not word.joined:
            break
        if word.capital or word.folded in _LOWER_ENDINGS:
            lasts.insert(0, number)
        elif word.folded not in _INSIDE_NAMES:
            if not _hyphened(text, number):
                break
            lasts.insert(0, number)
        if word.possessive:
            break
    return lasts


def _hyphened(text: Text, number: int) -> bool:
    """As in "Hpa-an"."""
    return text.text[text.words[number].start - 1] == "-"


def _with_other_articles(key: str) -> Sequence[str]:
    """The name itself, with each other article, and without one."""
    _, _, rest = key.partition(" ")
    return (key, *(f"{article} {rest}" for article in _ARTICLES_TRIED), rest)


_ARTICLES_TRIED = ("al", "el", "ar", "as", "ad", "at", "an", "az", "ash")


_SMALL_WORDS = english.SMALL_WORDS | english.FACILITY_WORDS
_INSIDE_NAMES = _SMALL_WORDS | cyrillic.SMALL_WORDS


def _case_fits(text: Text, first: int, last: int, key: str) -> bool:
    if key in english.INITIAL_COUNTRIES:
        return text.words[first].initials
    if first == last:
        return True
    words = text.words[first : last + 1]
    facility = words[-1].folded in english.FACILITY_WORDS  # "Zaporizhzhia NPP"
    initials = sum(word.initials for word in words) - (facility and words[-1].initials)
    if initials and initials < len(words):
        return False
    return all(word.capital or word.folded in _SMALL_WORDS for word in words[1:-1])


_LONGEST_LIST = 100
"""Names; a longer list counts as several, for each name is held against its whole list."""
_COMMAS = frozenset(
    {",", "and", "or", ", and", ", or", "/", "as well as", "&", "but also"}
    | {"та", "і", "й", "и", "або", "або ж", "або й", "или", ", та", ", а також", "а також"}
)


def _share_kinds(text: Text, spots: list[Spot]) -> None:
    """Give every list of places its plural kind word: "Kharkiv, Sumy and Chernihiv regions"."""
    for group in _groups(text, spots):
        for spot in group:
            spot.group = group
        last, first = group[-1], group[0]
        if last.plural and not last.before:
            _spread(group[:-1], last)
        elif first.plural and first.before:
            _spread(group[1:], first)
        elif len(group) > 1 and (kind := _kind_behind_list(text, last)):
            for spot in group:
                _narrow(spot, *kind)


def _kind_behind_list(text: Text, last: Spot) -> tuple[frozenset[PlaceKind], str] | None:
    """As in "Sumy and Kharkiv, regions that border on Russia"."""
    number = last.last + 1
    word = text.folded(number)
    if text.word(number) is None or word not in english.PLURALS:
        return None
    if text.between(last.last, number) != ", " or text.folded(number + 1) not in _RELATIVES:
        return None
    kinds = AREA if word in english.REGION_WORDS else None
    kinds = DISTRICT if word in english.DISTRICT_WORDS else kinds
    return (kinds, word) if kinds else None


_RELATIVES = frozenset({"that", "which", "where"})


def _spread(spots: Iterable[Spot], source: Spot) -> None:
    for spot in spots:
        _narrow(spot, source.kinds or frozenset(), source.cue)


def _narrow(spot: Spot, kinds: frozenset[PlaceKind], cue: str) -> None:
    if spot.kinds is None and any(place.kind in kinds for place in spot.places):
        spot.kinds, spot.cue = kinds, cue


def _groups(text: Text, spots: list[Spot]) -> list[list[Spot]]:
    groups: list[list[Spot]] = []
    for spot in spots:
        if groups and len(groups[-1]) < _LONGEST_LIST and _connects(text, groups[-1][-1], spot):
            groups[-1].append(spot)
        else:
            groups.append([spot])
    return groups


def _connects(text: Text, first: Spot, second: Spot) -> bool:
    between = text.text[text.words[first.last].end : text.words[second.first].start]
    return " ".join(between.split()) in _COMMAS
