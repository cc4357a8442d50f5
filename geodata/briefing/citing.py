"""What sentences are made with: names in the spelling asked for, and citations."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest

from geodata import portrayal
from geodata.briefing.asking import Spelling
from geodata.briefing.numbering import Numbered
from geodata.briefing.sheet import MONTHS, Sentence
from geodata.briefing.spelling import written
from geodata.model import SOURCE_VOICE, Actor, Claim, Place, Source
from geodata.pipeline import Ledger
from geodata.portrayal import actor_name
from geodata.portrayal.words import dated

MOST_NAMES = 8
"""Places that a sentence names; it counts the others."""
_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Citer:
    """Names things, and cites."""

    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    places: "PlaceNames"
    numbered: Numbered
    claims: Mapping[str, Claim]
    """Those that may be cited, by id."""

    def say(self, text: str, claims: Iterable[Claim]) -> Sentence:
        """Make a sentence that cites."""
        cited = {claim.claim_id: claim for claim in claims if claim.claim_id in self.claims}
        return Sentence(
            text=text, numbers=self.numbered.of(cited.values()), claim_ids=tuple(sorted(cited))
        )

    def shortened(
        self, sentences: Sequence[Sentence], most: int, noun: str
    ) -> tuple[Sentence, ...]:
        """The first ones; the others are counted, with what they cite."""
        left = sentences[most:]
        if not left:
            return tuple(sentences)
        claims = self.by_ids(dict.fromkeys(one for each in left for one in each.claim_ids))
        return (*sentences[:most], self.say(f"And {counted(len(left), f'more {noun}')}.", claims))

    def by_ids(self, claim_ids: Iterable[str]) -> list[Claim]:
        """Claims that may be cited."""
        return [self.claims[one] for one in claim_ids if one in self.claims]

    def actor(self, actor_id: str | None) -> str:
        """Name whom a claim is about."""
        return actor_name(actor_id, self.actors) if actor_id else "an unnamed actor"

    def voice(self, voice: str) -> str:
        """Name whose word it is, see `geodata.origins.whose_word`."""
        claimant, _, outlet = voice.partition(" ")
        if claimant == SOURCE_VOICE and outlet:
            return self.sources[outlet].name if outlet in self.sources else outlet
        return actor_name(voice, self.actors)

    def foremost(self, ranks: Mapping[str, int]) -> list[str]:
        """Order places by rank, the highest first, and by name: those that a sentence names.

        The others follow in no order.
        """
        usual = self.places.usual
        first = nsmallest(MOST_NAMES, ranks, key=lambda one: (-ranks[one], usual(one), one))
        named = frozenset(first)
        return [*first, *(place_id for place_id in ranks if place_id not in named)]

    def listed(self, place_ids: Sequence[str], *, parts: bool = False) -> str:
        """Write places: "A, B and 3 more places"; parts: of each a part only."""
        shown = [self.places[one] for one in place_ids[:MOST_NAMES]]
        names = shortened_names([*shown, *place_ids[MOST_NAMES:]])
        return f"parts of {names}" if parts else names


class PlaceNames(dict[str, str]):
    """Names of places by id, made when they are asked for.

    With district and region where two places that claims speak of are called the same.
    """

    def __init__(self, ledgers: Sequence[Ledger], spelling: Spelling) -> None:
        super().__init__()
        self._known = {one.place_id: one for ledger in ledgers for one in ledger.places}
        self._usual = {place_id: place.name for place_id, place in self._known.items()}
        self._gazetteers = [ledger.gazetteer for ledger in ledgers]
        self._often = Counter(self._usual.values())
        self._spelling = spelling

    def usual(self, place_id: str) -> str:
        """The name whatever the spelling: to order by."""
        return self._usual.get(place_id, place_id)

    def __missing__(self, place_id: str) -> str:
        self[place_id] = name = self._named(place_id)
        return name

    def place(self, place_id: str) -> Place | None:
        """A place that claims speak of; None if no gazetteer knows it."""
        if known := self._known.get(place_id):
            return known
        found = (gazetteer.find(place_id) for gazetteer in self._gazetteers)
        return next(filter(None, found), None)

    def _named(self, place_id: str) -> str:
        place = self.place(place_id)
        if place is None:
            return place_id
        name = written(place, self._spelling)
        if self._often[place.name] < _TWO:
            return name
        region = self._gazetteers[0].region_of(place)
        further = (place.admin2, region.name if region and region != place else "")
        return ", ".join(filter(None, (name, *further)))


def day_words(day: date) -> str:
    """Write a day: "26 April 2025"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def claim_day_words(claim: Claim) -> str:
    """Write the day a claim is about, no finer than known, else that of publication; or nothing."""
    if claim.event_date:
        return dated(claim.event_date, claim.date_precision)
    return day_words(claim.published_at.date()) if claim.published_at else ""


def counted(number: int, noun: str) -> str:
    """Count: "1 day", "2,000 days"."""
    return portrayal.counted(number, noun, ",")


def shortened_names(names: Sequence[str]) -> str:
    """Write names of places: "A, B and 3 more places"."""
    left = len(names) - MOST_NAMES
    more = [counted(left, "more place")] if left > 0 else []
    return enumerated([*names[:MOST_NAMES], *more])


def enumerated(names: Sequence[str]) -> str:
    """Write one or more names: "A", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
