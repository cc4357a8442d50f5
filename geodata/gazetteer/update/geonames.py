"""GeoNames' files line by line: a country's places, and their names in several languages.

Layout: https://download.geonames.org/export/dump/readme.txt. UTF-8, tab-separated, no header, and
no quoting: a quotation mark is a letter like others. A bad row is left out and told of.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_DUMP_COLUMNS = 19
_NAME_COLUMNS = (8, 10)  # without and with the years that a name was in use
_LONGEST_NAME = 400
_SHOWN = 5
_BEARABLE = 10
_BEARABLE_SHARE = 0.01
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
LANGUAGES = frozenset({"", "en", "uk", "ru", "crh", "ar", "fr", "he"})
"""Of the names kept; "" are names that nobody has tagged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A row of a country's file."""

    geonames_id: int
    name: str
    names: tuple[str, ...]
    """Other names in any language, untagged."""
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    admin1: str
    admin2: str
    admin3: str
    population: int


@dataclass(frozen=True, slots=True)
class OtherName:
    """A row of the file of names."""

    geonames_id: int
    language: str
    """ISO 639, or `link`: the name is then the address of a page about the place."""
    name: str
    historic: bool


@dataclass(slots=True)
class BadRows:
    """Rows of one file that were left out."""

    origin: str
    """Where the file lies."""
    rows: int = 0
    count: int = 0
    first: list[str] = field(default_factory=list)
    """The first few, in words."""

    def add(self, line: int, problem: object) -> None:
        """Note a row."""
        self.count += 1
        if len(self.first) < _SHOWN:
            self.first.append(f"row {line}: {problem}")

    def problem(self) -> str:
        """Say why so much is bad that the file itself must be; empty if it isn't."""
        good = self.rows - self.count
        if good and (self.count <= _BEARABLE or self.count <= _BEARABLE_SHARE * self.rows):
            return ""
        if not self.rows:
            return "no row is in it"
        return f"{self.count} of {self.rows} rows are bad; {self.first[0]}"


def read_features(lines: Iterable[bytes], country: str, bad: BadRows) -> Iterator[Feature]:
    """Yield the features of a country's file; rows that are none are noted in `bad`."""
    for number, line in enumerate(lines, start=1):
        bad.rows += 1
        try:
            yield _feature(line, country)
        except ValueError as error:
            bad.add(number, error)


def read_names(lines: Iterable[bytes], bad: BadRows) -> Iterator[OtherName]:
    """Yield the names in `LANGUAGES`, and links; rows that are none are noted in `bad`."""
    for number, line in enumerate(lines, start=1):
        bad.rows += 1
        try:
            name = _other_name(line)
        except ValueError as error:
            bad.add(number, error)
            continue
        if name.language in LANGUAGES or name.language == "link":
            yield name


def _feature(line: bytes, country: str) -> Feature:
    cells = line.decode("utf-8").split("\t")
    if len(cells) != _DUMP_COLUMNS:
        raise ValueError(f"{len(cells)} columns instead of {_DUMP_COLUMNS}")
    if cells[8] != country:
        raise ValueError(f"its country is {cells[8]!r}, not {country}")
    lat, lon = float(cells[4]), float(cells[5])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"lat {lat:g}, lon {lon:g} is not on Earth")
    return Feature(
        geonames_id=_id(cells[0]),
        name=_name(cells[1]),
        names=tuple(_cleaned(name) for name in cells[3].split(",") if name),
        lat=lat,
        lon=lon,
        feature_class=cells[6],
        feature_code=_CONTROL.sub("", cells[7]),
        admin1=cells[10],
        admin2=cells[11],
        admin3=cells[12],
        population=int(cells[14] or 0),
    )


def _other_name(line: bytes) -> OtherName:
    cells = line.decode("utf-8").split("\t")
    if len(cells) not in _NAME_COLUMNS:
        raise ValueError(f"{len(cells)} columns instead of {_NAME_COLUMNS[-1]}")
    language = cells[2].partition("-")[0]
    return OtherName(
        geonames_id=_id(cells[1]),
        language=language,
        name=cells[3] if language == "link" else _name(cells[3]),
        historic=cells[7] == "1" or any(cells[9:]),
    )


def _id(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(f"{text!r} is no GeoNames id")
    return int(text)


def _name(text: str) -> str:
    name = _cleaned(text)
    if not name:
        raise ValueError("the name is empty")
    if len(name) > _LONGEST_NAME:
        raise ValueError(f"the name has {len(name)} characters")
    return name


def _cleaned(text: str) -> str:
    """A name without what separates cells and names in our own files."""
    return " ".join(_CONTROL.sub(" ", text).replace("|", " ").split())
