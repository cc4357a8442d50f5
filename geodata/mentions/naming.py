"""Is it a place at all? Persons, papers, units, ships and ordinary words are not."""

from geodata.mentions import english
from geodata.mentions.actor_names import ActorNames
from geodata.mentions.cyrillic_naming import reason_against_name
from geodata.mentions.governments import is_dateline
from geodata.mentions.inflected import is_cyrillic
from geodata.mentions.spots import Spot
from geodata.mentions.words import Text
from geodata.model import PlaceKind

_BIG = 100_000
"""Inhabitants from which a name is better known as the place than as anything else."""


def reason_against(text: Text, spot: Spot, names: ActorNames, persons: frozenset[str]) -> str:
    """Say why the words don't name a place here; empty if they may."""
    if all(place.kind is PlaceKind.COUNTRY for place in spot.places):
        person = spot.key in english.COUNTRY_FIRST_NAMES and _beside_a_name(text, spot)
        return (
            "part of a person's name" if person else _is_body(text, spot) or _is_paper(text, spot)
        )
    if _is_party(text, spot, names):
        return "a party to the war"
    if _is_people(text, spot, names):
        return "a people, not their region"
    for check in (_is_american, _is_body, _is_paper, _is_thing, _is_water, _is_route, _is_quoted):
        if reason := check(text, spot):
            return reason
    if not spot.kinds and is_cyrillic(spot.key):
        return reason_against_name(text, spot, names.loose_surnames)
    if not spot.kinds and spot.first == spot.last:
        return _against_one_word(text, spot, names, persons)
    return ""


def _is_people(text: Text, spot: Spot, names: ActorNames) -> bool:
    """As in "the Somali government", which is not that of the Somali region."""
    after = text.word(spot.last + 1)
    return (
        spot.key in names.demonyms
        and after is not None
        and after.joined
        and not after.capital
        and after.folded not in english.REGION_WORDS
        and after.folded not in english.BEHIND_NAMES
    )


def _governed(text: Text, spot: Spot) -> bool:
    """As in "officials in Tokmak said", "officials in occupied Tokmak said"."""
    described = text.folded(spot.first - 1) in _STATES_OF_TOWNS and text.words[spot.first].joined
    return text.folded(spot.first - (2 if described else 1)) in _GOVERNING


def _is_american(text: Text, spot: Spot) -> str:
    """Moscow, Idaho; the gazetteer holds no towns of there."""
    state = text.word(spot.last + 1)
    if state is None or not state.capital or state.folded not in english.US_STATES:
        return ""
    return "a town in America" if text.between(spot.last, spot.last + 1) == ", " else ""


_GOVERNING = english.LOCATIVES | {"of", "from", "near"}
_STATES_OF_TOWNS = english.COMPASS | frozenset(
    {"occupied", "besieged", "embattled", "nearby", "neighbouring", "neighboring", "central"}
)


def _against_one_word(text: Text, spot: Spot, names: ActorNames, persons: frozenset[str]) -> str:
    word = text.words[spot.first]
    population = max(place.population for place in spot.places)
    area = any(place.kind is not PlaceKind.SETTLEMENT for place in spot.places)
    where = text.folded(spot.first - 1) in english.LOCATIVES or len(spot.group) > 1
    if spot.key in names.surnames or (spot.key in persons and not where):
        return "a person's surname"
    if spot.key in english.ORDINARY_NAMES or (word.initials and not is_dateline(text, spot)):
        return "an ordinary word"
    if spot.key in text.lower_case and population < _BIG:
        return "the text also uses it as an ordinary word"
    taken = text.folded(spot.first - 1).startswith(english.TAKING_STEMS) or (
        text.folded(spot.first - 1) == "of" and text.folded(spot.first - 2) == "control"
    )
    if len(word.text) <= 3 and not (area or taken or where):
        return "too short to be sure"
    if _titled_person(text, spot):
        return "a person's name"
    if _beside_a_name(text, spot):
        return "part of a longer name"
    governed = _governed(text, spot)
    if _speaks(text, spot) and population < _BIG and not area and not governed:
        return "somebody who speaks"
    return ""


def persons_of(text: Text) -> frozenset[str]:
    """Surnames that the text introduces with a title or a first name of its own.

    "Olivier Kempf", later "Kempf". The first name is a capitalised word that isn't harmless
    beside a place name and doesn't begin the sentence; headlines are left out.
    """
    surnames = set()
    for number in text.capitals:
        word, before = text.words[number], text.words[number - 1]
        if not (word.joined and before.capital) or word.titled or not number:
            continue
        if text.text[before.end : word.start] != " ":
            continue
        if (before.folded in english.TITLES and before.folded not in {"governor", "mayor"}) or (
            _speaks_at(text, number + 1) and before.folded not in english.HARMLESS_CAPITALS
        ):
            surnames.add(word.folded)
    return frozenset(surnames)


_GROUP_AFTER = tuple(f"{group} " for group in english.GROUP_AFTER)
_GROUP_FIRST_WORDS = frozenset(group.split()[0] for group in english.GROUP_AFTER)


def _is_body(text: Text, spot: Spot) -> str:
    if text.folded(spot.last + 1) in _GROUP_FIRST_WORDS:
        after = " ".join(text.folded(spot.last + n) for n in range(1, 6))
        if after.startswith(_GROUP_AFTER):
            return "a group of forces or a body named after it"
    following = text.word(spot.last + 1)
    if following is None or not following.joined:
        return ""
    for step in (1, 2):
        other = text.word(spot.last + step)
        if other is None or (step == 2 and not following.capital and not following.possessive):
            break
        unit = (other.capital and other.folded in _UNITS) or _lower_unit(text, spot, step)
        if unit and not other.titled and (following.capital or not other.capital):
            return "a unit or a body named after it"
    return ""


_UNITS = english.UNITS | english.LOWER_UNITS


def _lower_unit(text: Text, spot: Spot, step: int) -> bool:
    """As in "Misrata brigades", but not "in Misrata, brigades" or "Misrata's brigades"."""
    return (
        not text.words[spot.last].possessive
        and text.words[spot.last + step].joined
        and text.folded(spot.last + step) in english.LOWER_UNITS
    )


def _is_paper(text: Text, spot: Spot) -> str:
    following = text.word(spot.last + 1)
    if (
        following
        and following.joined
        and following.capital
        and not following.titled
        and following.folded in english.PAPERS
    ):
        return "a newspaper or an institution named after it"
    return ""


def _is_thing(text: Text, spot: Spot) -> str:
    """The cruiser Moskva, the University of Mosul, Salah al-Din al-Masri."""
    before, after = text.folded(spot.first - 1), text.word(spot.last + 1)
    joined = text.words[spot.first].joined
    if joined and before in english.SHIPS:
        return "a ship"
    if joined and before == "of" and text.folded(spot.first - 2) in english.NAMED_OF:
        return "an institution named after it"
    if after is None or not after.joined or text.words[spot.last].possessive or spot.kinds:
        return ""
    if after.folded in english.SHIPS and not after.capital:
        return "a ship"
    surname = text.word(spot.last + 2)
    runs_on = after.folded in english.ARTICLES and surname is not None and surname.capital
    linked = runs_on and text.between(spot.last + 1, spot.last + 2) == "-"
    return "part of a person's name" if linked and not after.capital else ""


def _is_quoted(text: Text, spot: Spot) -> str:
    """As in: call sign "Donetsk", угруповання «Курськ»; not the first words of a quotation."""
    start, end = text.words[spot.first].start, text.words[spot.last].end
    quoted = text.text[start - 1 : start] in _OPENING and text.text[end : end + 1] in _CLOSING
    return "a name in quotation marks" if quoted and start and not spot.kinds else ""


_OPENING, _CLOSING = frozenset('«"“„'), frozenset('»"”“')


def _is_party(text: Text, spot: Spot, names: ActorNames) -> bool:
    """As in "Artsakh officials": an area whose name is also that of a party."""
    following = text.word(spot.last + 1)
    return (
        spot.key in names.phrases
        and following is not None
        and following.joined
        and following.folded in english.PARTY_NOUNS
    )


def _is_route(text: Text, spot: Spot) -> str:
    """As in "the Damascus-Aleppo road": neither end of a road is meant."""
    for first, second in ((spot.first - 1, spot.first), (spot.last, spot.last + 1)):
        left, right = text.word(first), text.word(second)
        if left is None or right is None or text.between(first, second) not in {"-", "–"}:
            continue
        if left.capital and right.capital:
            return "an end of a road" if text.folded(second + 1) in english.ROUTES else ""
    return ""


def _is_water(text: Text, spot: Spot) -> str:
    following = text.word(spot.last + 1)
    if following and following.joined and following.folded in english.WATERS:
        return "a water named like it"
    the_river = spot.key in {"dnipro", "dnieper", "don"} and text.folded(spot.first - 1) == "the"
    if the_river and not spot.kinds:
        return "the river"
    return ""


def _titled_person(text: Text, spot: Spot) -> bool:
    """After a title, or words for a name that a soldier goes by: "call sign Kharkiv"."""
    before = text.word(spot.first - 1)
    if before is not None and before.folded in english.SHORT_TITLES and before.capital:
        return text.between(spot.first - 1, spot.first) in {" ", ". "}
    if before is None or not text.words[spot.first].joined or before.starts_sentence:
        return False
    titled = before.capital and before.folded in english.TITLES
    return titled or before.folded in {"sign", "callsign", "codenamed", "nicknamed"}


def _beside_a_name(text: Text, spot: Spot) -> bool:
    """A capitalised word that isn't harmless stands right beside it, outside a headline."""
    if text.words[spot.first].titled:
        return False
    before, after = text.word(spot.first - 1), text.word(spot.last + 1)
    return (
        before is not None
        and text.between(spot.first - 1, spot.first) in {" ", "\u00a0"}
        and not before.possessive
        and _name_like(text, spot.first - 1)
    ) or (
        after is not None
        and not text.words[spot.last].possessive
        and text.between(spot.last, spot.last + 1) in {" ", "\u00a0"}
        and _name_like(text, spot.last + 1)
    )


def _name_like(text: Text, number: int) -> bool:
    word = text.words[number]
    return (
        word.capital
        and word.folded not in english.HARMLESS_CAPITALS
        and word.folded not in english.REGION_WORDS
        and word.folded not in english.DISTRICT_WORDS
        and not (word.starts_sentence and word.folded in text.lower_case)
        and not (word.starts_sentence and word.folded.endswith(("ing", "ed", "ly", "ian")))
        and not word.folded.endswith(("ian", "ese", "ish"))
    )


def _speaks(text: Text, spot: Spot) -> bool:
    return _speaks_at(text, spot.last + 1)


def _speaks_at(text: Text, number: int) -> bool:
    word = text.word(number)
    return word is not None and word.joined and word.folded.startswith(english.SAYING_STEMS[:4])
