"""Ids and names of a mapper's files -> places of the gazetteer; what is not there is counted."""

from collections.abc import Callable, Sequence

from geodata.model import Place
from geodata.published_map import Skipped

Find = Callable[[str], Place | None]
LookUp = Callable[[str], Sequence[Place]]

_EXAMPLES = 5
_NEAR_DEGREES = 0.2


class Tally:
    """Counts what is left out, by why, with the first few examples."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}

    def add(self, why: str, example: str, count: int = 1) -> None:
        """Count a case."""
        self._counts[why] = self._counts.get(why, 0) + count
        examples = self._examples.setdefault(why, [])
        if len(examples) < _EXAMPLES and example not in examples:
            examples.append(example)

    def skipped(self) -> tuple[Skipped, ...]:
        """All that was counted."""
        return tuple(
            Skipped(why=why, count=count, examples=tuple(self._examples[why]))
            for why, count in self._counts.items()
        )


class PlacesById:
    """Numbers the places that a file names by id, in the order in which they come."""

    def __init__(self, find: Find, look_up: LookUp) -> None:
        self._find = find
        self._look_up = look_up
        self._numbers: dict[str, int] = {}
        self._of_id: dict[str, int] = {}
        self.labels: list[str] = []
        """How the file names each place."""
        self.unknown: list[str] = []
        """Ids that the gazetteer lacks, each once."""

    @property
    def place_ids(self) -> tuple[str, ...]:
        """In the order of their numbers."""
        return tuple(self._of_id)

    def number(self, label: str, place_id: str) -> int:
        """The number of the place of an id; -1 if the gazetteer lacks it."""
        number = self._numbers.get(place_id)
        if number is None:
            number = self._numbers[place_id] = self._numbered(label, place_id)
        return number

    def _numbered(self, label: str, place_id: str) -> int:
        place = self._find(place_id)
        if place is None:
            self.unknown.append(label)
            return -1
        standing = _standing_for(place, self._look_up).place_id
        if standing not in self._of_id:
            self._of_id[standing] = len(self._of_id)
            self.labels.append(label)
        return self._of_id[standing]


def _standing_for(place: Place, look_up: LookUp) -> Place:
    """The entry that the gazetteer uses for a place: a curated one may have taken it over."""
    namesakes = look_up(place.name)
    if any(other.place_id == place.place_id for other in namesakes):
        return place
    near = [
        other
        for other in namesakes
        if other.hand_kept
        and other.kind is place.kind
        and abs(other.lon - place.lon) < _NEAR_DEGREES
        and abs(other.lat - place.lat) < _NEAR_DEGREES
    ]
    return near[0] if near else place
