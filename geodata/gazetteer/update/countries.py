"""A country's two GeoNames files to rows as the gazetteer keeps them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from geodata.errors import GazetteerError
from geodata.gazetteer.folding import fold
from geodata.gazetteer.rows import HISTORIC, row_of
from geodata.gazetteer.spelling import common_name, other_names, worth_keeping
from geodata.gazetteer.update.archives import lines_of
from geodata.gazetteer.update.areas import DISTRICT_KM, Areas
from geodata.gazetteer.update.embedded import Embedded
from geodata.gazetteer.update.features import kind_of, needs_renown
from geodata.gazetteer.update.geonames import (
    BadRows,
    Feature,
    OtherName,
    read_features,
    read_names,
)
from geodata.gazetteer.update.kept import drop_kept
from geodata.model import PlaceKind

_ENCYCLOPEDIA = "wikipedia.org/"
_OTHER_SCRIPTS = frozenset({"ar", "he"})

Names = Mapping[int, Sequence[OtherName]]


@dataclass(frozen=True, slots=True)
class CountryFiles:
    """The archives of a country, as they lie in the cache."""

    country: str
    places: Path
    names: Path


def member_of(country: str) -> str:
    """The file in either archive."""
    return f"{country}.txt"


def read_country(files: CountryFiles, embedded: Embedded, bad: list[BadRows]) -> Iterator[str]:
    """Yield a row per place, each GeoNames id once; what is left out is added to `bad`.

    Raises: GazetteerError: too many rows of a file are bad, which is then forgotten.
    """
    areas = Areas(files.country, embedded)
    bad += (BadRows(str(files.places)), BadRows(str(files.names)))
    wanted = set()
    for feature in _features(files.places, files.country, bad[-2]):
        areas.learn(feature)
        if kind_of(feature.feature_class, feature.feature_code):
            wanted.add(feature.geonames_id)
    _check(files.places, bad[-2])
    names, renowned = _names(files, wanted, bad[-1])
    _check(files.names, bad[-1])
    for feature in _features(files.places, files.country, BadRows(str(files.places))):
        if feature.geonames_id not in wanted:
            continue
        wanted.remove(feature.geonames_id)
        if feature.geonames_id in renowned or not needs_renown(feature.feature_code):
            yield _row(feature, names.get(feature.geonames_id, ()), files.country, areas)


def problem_of_places(archive: Path, country: str) -> str:
    """Say what keeps an archive from being a country's places; or ""."""
    bad = BadRows(str(archive))
    for _ in _features(archive, country, bad, "checking"):
        pass
    return bad.problem()


def problem_of_names(archive: Path, country: str) -> str:
    """Say what keeps an archive from being the names of a country's places; or ""."""
    bad = BadRows(str(archive))
    for _ in _other_names(archive, country, bad, "checking"):
        pass
    return bad.problem()


def _check(archive: Path, bad: BadRows) -> None:
    """What was kept was checked when it came; an earlier version may have thought otherwise."""
    problem = bad.problem()
    if problem:
        drop_kept(archive)
        raise GazetteerError(
            archive, problem, "it was removed: run the command again to fetch it anew"
        )


def _features(
    archive: Path, country: str, bad: BadRows, doing: str = "reading"
) -> Iterator[Feature]:
    return read_features(_counted(archive, country, doing), country, bad)


def _other_names(
    archive: Path, country: str, bad: BadRows, doing: str = "reading"
) -> Iterator[OtherName]:
    return read_names(_counted(archive, country, doing), bad)


def _counted(archive: Path, country: str, doing: str) -> Iterable[bytes]:
    member = member_of(country)
    lines: Iterable[bytes] = tqdm(
        lines_of(archive, member), desc=f"{doing} {member}", unit=" rows", disable=None
    )
    return lines


def _names(files: CountryFiles, wanted: set[int], bad: BadRows) -> tuple[Names, set[int]]:
    """Other names of the wanted places, and which of them an encyclopedia has."""
    names = defaultdict(list)
    renowned = set()
    for name in _other_names(files.names, files.country, bad):
        if name.geonames_id not in wanted:
            continue
        if name.language != "link":
            if worth_keeping(name.name) or name.language in _OTHER_SCRIPTS:
                names[name.geonames_id].append(name)
        elif _ENCYCLOPEDIA in name.name:
            renowned.add(name.geonames_id)
    return names, renowned


def _row(feature: Feature, names: Sequence[OtherName], country: str, areas: Areas) -> str:
    kind = kind_of(feature.feature_class, feature.feature_code) or PlaceKind.SETTLEMENT
    ukrainian = [name.name for name in names if name.language == "uk" and not name.historic]
    name = common_name(feature.name, country, ukrainian or feature.names)
    others = (
        [other.name for other in names]
        if names
        else [other for other in feature.names if worth_keeping(other)]
    )
    former = _former(names, feature.name)
    return row_of(
        str(feature.geonames_id),
        name,
        kind,
        feature.feature_code,
        country,
        [
            f"{HISTORIC}{other}" if former and fold(other) in former else other
            for other in other_names(name, feature.name, country, others)
        ],
        lon=feature.lon,
        lat=feature.lat,
        region=areas.region_of(feature),
        population=max(0, feature.population),
        precision_km=DISTRICT_KM.get(feature.feature_code, 0.0),
        admin2=areas.district_of(feature),
        admin3=areas.municipality_of(feature),
    )


def _former(names: Sequence[OtherName], own: str) -> set[str]:
    """Folded names that are marked as historic only."""
    historic = {fold(name.name) for name in names if name.historic}
    if not historic:
        return historic
    return historic - {fold(name.name) for name in names if not name.historic} - {fold(own)}
