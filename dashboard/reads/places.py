"""Places by name: found, guessed at when misspelt, and told apart from their namesakes."""

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard.reads.desk import Desk, choices
from geodata.gazetteer.asked import look_up_asked, suggest_asked
from geodata.model import Place, PlaceKind
from geodata.pipeline import Ledger
from geodata.reading import gazetteer_of

Rows = NDArray[np.intp]
_MOST_OFFERED = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a name may mean."""

    place_ids: tuple[str, ...]
    exact: bool
    """False: no place is called so; these are spelled much like it."""


@st.cache_resource(show_spinner=False, max_entries=64)
def _find(_desk: Desk, name: str, revision: str) -> Found:
    named = look_up_asked(gazetteer_of(_desk.store, _desk.knowledge), name)
    places = named or suggest_asked(_desk.knowledge.gazetteer, name)
    return Found(place_ids=tuple(place.place_id for place in places), exact=bool(named))


def find(desk: Desk, name: str) -> Found:
    """Every place of a name, the likeliest first, else those spelled like it; none is chosen.

    name: a region, raion or country may follow, with or without a comma.
    """
    return _find(desk, name, desk.store.revision())


def told_apart(desk: Desk, place_ids: Sequence[str]) -> dict[str, str]:
    """Places by id in so many words that no two of these read alike.

    Name, district, region, country, kind; coordinates where all that is the same.
    """
    words = {place_id: _words(desk, place_id) for place_id in place_ids}
    often = Counter(words.values())
    return {
        place_id: said if often[said] == 1 else f"{said}{_position(desk.place(place_id))}"
        for place_id, said in words.items()
    }


def place_names(desk: Desk, place_ids: Iterable[str]) -> dict[str, str]:
    """Name places as `Desk.place_name` does, with their district where two would read the same."""
    names = {place_id: desk.place_name(place_id) for place_id in place_ids}
    often = Counter(names.values())
    return {
        place_id: name if often[name] == 1 else placed_name(desk, place_id)
        for place_id, name in names.items()
    }


def offered_places(desk: Desk, also: Iterable[str] = ()) -> dict[str, str]:
    """Names of the places that a list offers: some hundreds of which most is said, and `also`.

    A list travels to the browser whole; any other place can be looked up by its name.
    """
    offered = _offered(desk, desk.store.revision())
    more = [place_id for place_id in also if place_id not in offered]
    return place_names(desk, [*offered, *more]) if more else offered


@st.cache_resource(show_spinner=False, max_entries=4)
def _offered(_desk: Desk, revision: str) -> dict[str, str]:
    counts = choices(_desk).places
    most = heapq.nsmallest(_MOST_OFFERED, counts, key=lambda one: (-counts[one], one))
    return place_names(_desk, most)


@st.cache_resource(show_spinner=False, max_entries=4)
def _rank_by_name(_desk: Desk, _ledger: Ledger, known: tuple[str, datetime | None, int]) -> Rows:
    names = [_desk.place_name(place.place_id) for place in _ledger.places]
    rank = np.empty(len(names), np.intp)
    rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return rank


def rank_by_name(desk: Desk, ledger: Ledger) -> Rows:
    """By the number of a ledger's place its turn in the order of names."""
    return _rank_by_name(desk, ledger, (ledger.revision, ledger.known_at, len(ledger.places)))


def placed_name(desk: Desk, place_id: str) -> str:
    """Name a place with its district and region; a search takes these words, too."""
    place = desk.place(place_id)
    if place is None:
        return place_id
    region = desk.region_of(place)
    parts = [place.name, place.admin2, region.name if region and region != place else ""]
    return ", ".join(filter(None, parts))


def _words(desk: Desk, place_id: str) -> str:
    place = desk.place(place_id)
    if place is None:
        return place_id
    region, country = desk.region_of(place), desk.place(f"iso:{place.country_code}")
    parts = [place.name, place.admin2]
    if region and region != place:
        parts.append(region.name)
    if country and place.kind is not PlaceKind.COUNTRY:
        parts.append(country.name)
    return " · ".join(part for part in (*parts, place.kind.value) if part)


def _position(place: Place | None) -> str:
    return f" · {place.lat:.2f}° N, {place.lon:.2f}° E" if place else ""
