"""Files as mappers publish them, about a made-up theatre whose truth is known."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.model import Place, PlaceKind

WEST, SOUTH, EAST, NORTH = 34.0, 46.0, 40.0, 51.0
WORDS = ("", "UA", "RU", "CONTESTED")
COLUMNS = ("status_wiki", "status_boost", "status_dsm", "status_isw", "status")
HEADER = f"geonameid,date,{','.join(COLUMNS)}"
FIRST_DAY = date(2022, 2, 24)

Statuses = NDArray[np.uint8]
"""Days x settlements x columns, numbers in WORDS."""


@dataclass(frozen=True)
class Theatre:
    """Settlements at random points, and a front that wanders from west to east and back."""

    settlements: int
    days: int
    seed: int = 7

    @cached_property
    def ids(self) -> NDArray[np.int64]:
        numbers = np.random.default_rng(self.seed).choice(11_000_000, self.settlements, False)
        return np.sort(numbers + 600_000)

    @cached_property
    def points(self) -> pd.DataFrame:
        """place_id, lon, lat, country."""
        rng = np.random.default_rng(self.seed + 1)
        return pd.DataFrame(
            {
                "place_id": [f"geonames:{number}" for number in self.ids],
                "lon": rng.uniform(WEST, EAST, self.settlements).round(5),
                "lat": rng.uniform(SOUTH, NORTH, self.settlements).round(5),
                "country": "UA",
            }
        )

    def place(self, place_id: str) -> Place | None:
        """As a gazetteer finds it."""
        number = self._numbers.get(place_id)
        if number is None:
            return None
        row = self.points.iloc[number]
        return settlement(place_id, f"Place {number}", float(row["lon"]), float(row["lat"]))

    def look_up(self, name: str) -> list[Place]:
        """As a gazetteer finds it."""
        found = self.place(self.points["place_id"][int(name.removeprefix("Place "))])
        return [found] if found else []

    def dates(self) -> list[date]:
        return [FIRST_DAY + timedelta(days=day) for day in range(self.days)]

    def front(self, day: int) -> NDArray[np.float64]:
        """The longitude of the front at each settlement's latitude."""
        lat = self.points["lat"].to_numpy()
        return 37 + 1.2 * np.sin(day / 90) + 0.4 * np.sin(lat * 3 + day / 200)

    def said(self, day: int, lag: int = 0) -> Statuses:
        """Per settlement the word of one mapper, who hears of things `lag` days late."""
        away = self.points["lon"].to_numpy() - self.front(max(0, day - lag))
        words = np.where(away > 0, WORDS.index("RU"), WORDS.index("UA"))
        return np.where(np.abs(away) < 0.02, WORDS.index("CONTESTED"), words).astype(np.uint8)

    def statuses(self) -> Statuses:
        """What every column says on every day; ISW's is silent for the first month."""
        table = np.zeros((self.days, self.settlements, len(COLUMNS)), np.uint8)
        for day in range(self.days):
            for column, lag in enumerate((2, 1, 0, 5, 0)):
                table[day, :, column] = self.said(day, lag)
        table[:30, :, COLUMNS.index("status_isw")] = 0
        return table

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {place_id: number for number, place_id in enumerate(self.points["place_id"])}


def settlement(place_id: str, name: str, lon: float, lat: float, **changes: object) -> Place:
    values: dict[str, object] = {
        "place_id": place_id,
        "name": name,
        "ascii_name": name,
        "kind": PlaceKind.SETTLEMENT,
        "feature_code": "PPL",
        "country_code": "UA",
        "lon": lon,
        "lat": lat,
    }
    return Place(**{**values, **changes})  # type: ignore[arg-type]


def viina_lines(
    ids: Sequence[int], dates: Sequence[date], statuses: Statuses, *, by_place: bool = True
) -> Iterator[str]:
    """The lines of a control file after its header; by place as VIINA sorts them, or by day."""
    combos = np.zeros(statuses.shape[:2], np.int64)
    for column in range(statuses.shape[2]):
        combos = combos * len(WORDS) + statuses[:, :, column]
    texts = [",".join(_words(code, statuses.shape[2])) for code in range(combos.max() + 1)]
    stamps = [f"{day:%Y%m%d}" for day in dates]
    if by_place:
        for number, place in enumerate(ids):
            codes = combos[:, number].tolist()
            for stamp, code in zip(stamps, codes, strict=True):
                yield f"{place},{stamp},{texts[code]}"
    else:
        for stamp, row in zip(stamps, combos, strict=True):
            for place, code in zip(ids, row.tolist(), strict=True):
                yield f"{place},{stamp},{texts[code]}"


def _words(code: int, count: int) -> list[str]:
    words = []
    for _ in range(count):
        code, word = divmod(code, len(WORDS))
        words.append(WORDS[word])
    return words[::-1]


def write_viina(path: Path, lines: Iterator[str] | Sequence[str], header: str = HEADER) -> Path:
    """Write a control file; .gz and .zip are packed, as the path says."""
    if path.suffix == ".zip":
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open(f"{path.stem}.csv", "w", force_zip64=True) as stream,
        ):
            _write(io.TextIOWrapper(stream, "utf-8"), header, lines)
    elif path.suffix == ".gz":
        with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as stream:
            _write(stream, header, lines)  # type: ignore[arg-type]
    else:
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            _write(stream, header, lines)
    return path


def _write(stream: io.TextIOWrapper, header: str, lines: Iterator[str] | Sequence[str]) -> None:
    stream.write(f"{header}\n")
    stream.writelines(f"{line}\n" for line in lines)
    stream.flush()


def square(west: float, south: float, east: float, north: float) -> dict[str, object]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def area(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def occupied(geometry: object) -> dict[str, object]:
    """An area as deepstatemap.live has it."""
    name = "Окуповано /// Occupied /// geoJSON.status.occupied"
    return area(geometry, name=name, fill="#a52714", **{"fill-opacity": 0.3, "stroke": "#a52714"})


def day_file(folder: Path, day: date, *features: object, **more: object) -> Path:
    """Write a day's map under a name as archives give it."""
    path = folder / f"deepstatemap_data_{day:%Y%m%d}.geojson"
    collection = {"type": "FeatureCollection", "features": list(features), **more}
    path.write_text(json.dumps(collection), "utf-8")
    return path


def held_ground(theatre: Theatre, day: int) -> dict[str, object]:
    """The ground east of the theatre's front, as one area."""
    lats = np.linspace(SOUTH, NORTH, 200)
    west = 37 + 1.2 * np.sin(day / 90) + 0.4 * np.sin(lats * 3 + day / 200)
    edge = [[float(lon), float(lat)] for lon, lat in zip(west, lats, strict=True)]
    ring = [*edge, [EAST + 1, NORTH], [EAST + 1, SOUTH], edge[0]]
    return {"type": "MultiPolygon", "coordinates": [[ring]]}
