"""Places that the map points at without a word of who holds them: rings in no actor's hue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.model import Place
from geodata.portrayal import spot_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One such place: picked though nothing is claimed of it, or one that a name may mean."""

    place: Place
    rings: Sequence[Sequence[int]] = ()
    """The outline, as `encode_lines` packs it."""
    word: str = ""
    """Stands below the name."""
    number: int = 0
    """Of the option in the form; 0 = the picked place."""
    chosen: bool = False
    """Whether it is the option chosen in the form."""


def spots_payload(spots: Sequence[Spot]) -> Mapping[str, Any]:
    """Pack them with their legend."""
    return {
        "spots": [
            {
                "id": spot.place.place_id,
                "name": spot.place.name,
                "word": spot.word,
                "at": [round(spot.place.lon, 5), round(spot.place.lat, 5)],
                "radius": spot.place.precision_km,
                "rings": spot.rings,
                "number": spot.number,
                "chosen": spot.chosen,
            }
            for spot in spots
        ],
        "legend": spot_entries(
            ring=any(not spot.number and not spot.rings for spot in spots),
            outline=any(not spot.number and spot.rings for spot in spots),
            numbers=any(spot.number for spot in spots),
        ),
    }
