"""Holdings: who is said to hold each of many places, as columns; from control to the front line."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from geodata.model import ControlState, Corroboration

Codes = NDArray[np.int16]
Days = NDArray[np.int32]

NOBODY = -1
"""In `Holdings.holder` and `contender`: no actor."""

STATES: tuple[ControlState, ...] = tuple(ControlState)
CORROBORATIONS: tuple[Corroboration, ...] = tuple(Corroboration)


class Basis(StrEnum):
    """On a word about what the state of a place rests: itself, or an area that it lies in."""

    PLACE = "place"
    NEARBY = "nearby"
    """The nearest settlement on a map that lists settlements and lacks this one."""
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    RECOGNISED = "recognised"
    """On no claim: the holder is the recognised one, and nothing is drawn for it."""


BASES: tuple[Basis, ...] = tuple(Basis)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Holdings:
    """The states of places in one voice on one day: columns of equal length, one row per place."""

    place_ids: Sequence[str]
    actors: tuple[str, ...]
    """The codes that `holder` and `contender` count, from 0."""
    holder: Codes
    """Who is said to hold the place, else the recognised holder; NOBODY where that one is said not
    to hold it and nobody else is named. Of disputed places one of the parties: nobody's ground."""
    contender: Codes
    """Of disputed places the other party; NOBODY if none is named."""
    state: Codes
    """Number in STATES. `unknown` with the basis `recognised` = no claim found."""
    corroboration: Codes
    """Number in CORROBORATIONS."""
    basis: Codes
    """Number in BASES."""
    said_on: Days
    """Proleptic ordinal of the day that the newest word it rests on is about; 0 = none."""

    def __len__(self) -> int:
        return len(self.place_ids)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standings:
    """What places show in one voice: columns of equal length, a row per place.

    A place shows the strongest statement about itself that its state rests on: control, else
    fighting, presence, threat; a denial only where nothing is affirmed; the past only where nothing
    is said of the present; of equals the newest.
    """

    actors: tuple[str, ...]
    """The codes that `actor` and `contender` count, from 0."""
    place: NDArray[np.intp]
    """Number of the place; whoever asked knows of which list."""
    state: Codes
    """Number in STATES."""
    corroboration: Codes
    """Number in CORROBORATIONS."""
    actor: Codes
    """Of the statement shown, or who holds the place; NOBODY if none is named."""
    contender: Codes
    """Of disputed places the other party; NOBODY if none is named."""
    shown: NDArray[np.intp]
    """Number of the claim that states what is shown."""
    answer: NDArray[np.intp]
    """Of disputed places the number of the claim that names or is the contender's; else -1."""

    def __len__(self) -> int:
        return len(self.place)
