"""A stretch of a text that may name a place, with the kind that the words beside it tell."""

from dataclasses import dataclass, field

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
    weighed: bool = False
    """No word beside it tells its kind; what speaks for each was weighed."""
    respelled: bool = False
    """The gazetteer spells the name otherwise."""
    romanised: frozenset[str] = frozenset()
    """Of a Cyrillic name: its possible nominatives in Latin letters, loosened."""
    exact: bool = True
    """The gazetteer has the name just as it stands; False = in another case."""
    group: list["Spot"] = field(default_factory=list, repr=False)
    """The list of places that it stands in, itself included."""
