"""Words beside a name that tell what kind of place it is: Kursk region, the village of Gornal."""

from collections.abc import Sequence

from geodata.gazetteer import Gazetteer
from geodata.mentions import cyrillic, english
from geodata.mentions.spots import AREA, DISTRICT, FACILITY, REGION, SETTLEMENT, Spot
from geodata.mentions.words import Text
from geodata.model import Place, PlaceKind


def read_kind(text: Text, spot: Spot, gazetteer: Gazetteer) -> None:
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
