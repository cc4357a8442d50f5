"""What an article has told so far: its countries, and the places already settled."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from geodata.gazetteer import Gazetteer
from geodata.mentions.spots import Spot
from geodata.mentions.words import Text
from geodata.model import Place

_NEIGHBOURS = 150
"""Settled names to each side that others are held against, where a text has more places."""
_WINDOW = 60
"""Words to each side that count as the same sentence; texts without full stops exist."""


@dataclass(slots=True)
class Context:
    """Grows while the spots of one article are decided."""

    text: Text
    gazetteer: Gazetteer
    countries: Counter[str]
    """ISO codes of the countries that the article names, by itself or by its people."""
    places: dict[str, Place] = field(default_factory=dict)
    """Every settled place once, by id."""
    earliest: dict[str, int] = field(default_factory=dict)
    """The first word at which each is named; none for those named only inside another name."""
    _hinted: list[Place] = field(default_factory=list)
    _at: dict[int, tuple[Spot, Place]] = field(default_factory=dict)
    _order: list[int] = field(default_factory=list)
    _count: Counter[str] = field(default_factory=Counter)

    def settle(self, spot: Spot, place: Place) -> None:
        """Remember where the place stands."""
        if spot.first not in self._at:
            insort(self._order, spot.first)
        self._at[spot.first] = spot, place
        self._count[place.place_id] += 1
        self.places[place.place_id] = place
        self.earliest[place.place_id] = min(
            spot.first, self.earliest.get(place.place_id, spot.first)
        )

    def hint(self, place: Place) -> None:
        """Take a place into account that is named only inside another name."""
        self.places[place.place_id] = place
        self._hinted.append(place)

    def unsettle(self, spot: Spot) -> None:
        """Take a decision back."""
        _, place = self._at.pop(spot.first)
        del self._order[bisect_left(self._order, spot.first)]
        self._count[place.place_id] -= 1
        if not self._count[place.place_id]:
            del self.places[place.place_id], self.earliest[place.place_id]

    def around(self, spot: Spot) -> Collection[Place]:
        """Every settled place; of a text with very many those named nearest to the spot.

        To hold each name against all others would cost a long list of villages its square.
        """
        if len(self.places) <= 2 * _NEIGHBOURS:
            return self.places.values()
        here = bisect_left(self._order, spot.first)
        near = self._order[max(0, here - _NEIGHBOURS) : here + _NEIGHBOURS]
        places = {place.place_id: place for place in (self._at[first][1] for first in near)}
        return [*places.values(), *self._hinted]

    def beside(self, spot: Spot) -> list[tuple[Spot, Place]]:
        """Settled places of the same sentence, the spot itself left out; in no order."""
        sentence = self.text.sentence(spot.first)
        first = max(sentence.start, spot.first - _WINDOW)
        numbers = range(first, min(sentence.stop, spot.last + _WINDOW))
        settled = self._at.keys() & set(numbers) - {spot.first}
        return [self._at[number] for number in settled]

    def listed(self, spot: Spot) -> list[Place]:
        """Settled places of the list that the spot stands in, itself left out."""
        others = (self._at.get(other.first) for other in spot.group if other is not spot)
        return [found[1] for found in others if found]

    def after(self, spot: Spot, words: int) -> Iterator[tuple[Spot, Place]]:
        """Settled places that begin within so many words after the spot, across full stops."""
        for number in range(spot.last + 1, spot.last + words + 1):
            if number in self._at:
                yield self._at[number]

    def home(self, place: Place) -> str:
        """Name of the region, or code of the country, that the place is in."""
        region = self.gazetteer.region_of(place)
        return region.name if region else place.country_code
