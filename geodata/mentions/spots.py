"""Stretches of a text that may name a place, with the kind that the words beside them tell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from geodata.gazetteer import Gazetteer
from geodata.mentions import cyrillic, english
from geodata.mentions.inflected import is_cyrillic, read_name
from geodata.mentions.words import Text
from geodata.model import Place, PlaceKind

SETTLEMENT = frozenset({PlaceKind.SETTLEMENT})
REGION = frozenset({PlaceKind.REGION})
AREA = frozenset({PlaceKind.REGION, PlaceKind.DISTRICT})
DISTRICT = frozenset({PlaceKind.DISTRICT})
FACILITY = frozenset({PlaceKind.FACILITY})


@dataclass(slots=True, eq=False)
class Spot:
    """Words `first` to `last` (inclusive) may name one of `places`."""

    first: int
    last: int
    name_last: int
    """Where the name itself ends; a kind word may follow it."""
    key: str
    places: tuple[Place, ...]
    kinds: frozenset[PlaceKind] | None = None
    """What the words beside the name narrow it to; None = they say nothing."""
    cue: str = ""
    """Those words, as they stand in the text."""
    plural: bool = False
    """The kind word is a plural, so it also speaks of the names listed before (or after)."""
    before: bool = False
    """The kind word stands before the name."""
    respelled: bool = False
    """The gazetteer spells the name otherwise."""
    romanised: frozenset[str] = frozenset()
    """Of a Cyrillic name: its possible nominatives in Latin letters, loosened."""
    exact: bool = True
    """The gazetteer has the name just as it stands; False = in another case."""
    group: list["Spot"] = field(default_factory=list, repr=False)
    """The list of places that it stands in, itself included."""


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
                _read_kind(text, spot, gazetteer)
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
            break
        if word.possessive:
            break
    return lasts


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


def _read_kind(text: Text, spot: Spot, gazetteer: Gazetteer) -> None:
    """Narrow the kind by the words after the name, or else before it."""
    if all(place.kind is PlaceKind.COUNTRY for place in spot.places):
        return
    if not text.words[spot.name_last].possessive and _kind_after(text, spot, gazetteer):
        return
    _kind_before(text, spot)


def _kind_after(text: Text, spot: Spot, gazetteer: Gazetteer) -> bool:
    following = text.word(spot.last + 1)
    if following is None or not following.joined:
        return False
    word = following.folded
    kinds: frozenset[PlaceKind] | None = None
    if word in english.REGION_WORDS:
        kinds = AREA
        spot.last += 1
    elif word in english.DISTRICT_WORDS:
        kinds = DISTRICT
        spot.last += 1
    elif word == "city":
        kinds = SETTLEMENT
    elif facility := _facility(text, spot.last + 1):
        kinds = FACILITY
        named = range(spot.last + 1, spot.last + 1 + facility)
        word = " ".join(text.words[number].text for number in named)
        spot.last += facility
        spot.places = _facilities(spot, gazetteer, text.all_folded[named.start : named.stop])
    elif word == "regional":
        kinds = AREA
    if kinds is None:
        return False
    spot.kinds, spot.cue = kinds, word
    spot.plural = word in english.PLURALS
    return True


def _facilities(spot: Spot, gazetteer: Gazetteer, kind: Sequence[str]) -> tuple[Place, ...]:
    """The facilities of a name, whatever word the gazetteer has for their kind, or the places."""
    word = " ".join(kind)
    for name in (spot.key, f"al {spot.key}"):
        for other in english.OTHER_WORDS_FOR.get(word, (word,)):
            if places := gazetteer.named_folded(f"{name} {other}"):
                return places
    return spot.places


def _facility(text: Text, first: int) -> int:
    """How many words from `first` on name a kind of facility."""
    for words in english.FACILITIES_BY_FIRST_WORD.get(text.folded(first), ()):
        numbers = range(first, first + len(words))
        if all(
            text.folded(number) == word and text.words[number].joined
            for number, word in zip(numbers, words, strict=True)
        ):
            return len(words)
    return 0


_REGIONS_OF = (english.REGION_WORDS | {"republic"}) - {"peninsula"}
_BEFORE_SETTLEMENT = english.BEFORE_SETTLEMENT | cyrillic.SETTLEMENT_WORDS
_PLURAL_SETTLEMENTS = (english.PLURALS & english.SETTLEMENT_WORDS) | cyrillic.PLURAL_SETTLEMENTS


def _kind_before(text: Text, spot: Spot) -> None:
    before, further = text.folded(spot.first - 1), text.folded(spot.first - 2)
    if not text.words[spot.first].joined:
        if before in cyrillic.SHORT_SETTLEMENT_WORDS and _abbreviated(text, spot.first):
            spot.kinds, spot.cue = SETTLEMENT, f"{before}."
    elif before == "of":
        spot.kinds, spot.cue = _kind_of(further), f"{further} of"
        if spot.kinds == DISTRICT and _names_another(text, spot.first - 3):
            # "the Korabel district of Kherson" is no district Kherson, but may be of the region.
            towns = all(place.kind in SETTLEMENT | DISTRICT for place in spot.places)
            spot.kinds = SETTLEMENT if towns else None
        spot.plural = further in english.PLURALS
    elif before == "на" and not spot.exact and {p.kind for p in spot.places} > REGION:
        spot.kinds, spot.cue = REGION, "на"  # "на Запоріжжі" is the region, "у Запоріжжі" the city
    elif before in _BEFORE_SETTLEMENT:
        spot.kinds, spot.cue = SETTLEMENT, before
    elif before in _PLURAL_SETTLEMENTS:
        spot.kinds, spot.cue, spot.plural = SETTLEMENT, before, True
    spot.before = spot.kinds is not None


def _names_another(text: Text, number: int) -> bool:
    """Whether the district before "of" has a name or is one of many: "a district of Tripoli"."""
    word = text.word(number)
    return word is not None and (
        word.folded in {"a", "an", "one", "other", "another", "its"}
        or (word.capital and not word.starts_sentence)
    )


def _kind_of(word: str) -> frozenset[PlaceKind] | None:
    """What stands before "of": "the village of Gornal"."""
    if word in english.SETTLEMENT_WORDS:
        return SETTLEMENT
    if word in _REGIONS_OF:
        return AREA
    return DISTRICT if word in english.DISTRICT_WORDS else None


def _abbreviated(text: Text, first: int) -> bool:
    """As in "с. Горналь", but not "500 м. Горналь"."""
    short, before = text.words[first - 1], text.folded(first - 2)
    return (
        not short.capital and not before.isdigit() and text.between(first - 1, first).strip() == "."
    )


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


def _spread(spots: Iterable[Spot], source: Spot) -> None:
    for spot in spots:
        if spot.kinds is None and any(place.kind in (source.kinds or ()) for place in spot.places):
            spot.kinds, spot.cue = source.kinds, source.cue


def _groups(text: Text, spots: list[Spot]) -> list[list[Spot]]:
    groups: list[list[Spot]] = []
    for spot in spots:
        if groups and _connects(text, groups[-1][-1], spot):
            groups[-1].append(spot)
        else:
            groups.append([spot])
    return groups


def _connects(text: Text, first: Spot, second: Spot) -> bool:
    between = text.text[text.words[first.last].end : text.words[second.first].start]
    return " ".join(between.split()) in _COMMAS
