"""Which of our regions and districts GeoNames' codes stand for: learned from the places known."""

from collections import Counter, defaultdict

from geodata.gazetteer.rows import names_of, row_of
from geodata.gazetteer.spelling import common_name
from geodata.gazetteer.update.embedded import Embedded
from geodata.gazetteer.update.geonames import Feature
from geodata.model import PlaceKind

DISTRICT_KM = {"ADM2": 30.0, "ADM3": 10.0}
"""A district is no point; these are usual radii."""


class Areas:
    """The regions, districts and municipalities of one country, by GeoNames' codes.

    A code stands for the region of the embedded places that bear it; where there are none, for
    the one that its name tells.
    """

    def __init__(self, country: str, embedded: Embedded) -> None:
        self._country = country
        self._embedded = embedded
        self._votes: dict[str, Counter[str]] = defaultdict(Counter)
        self._named: dict[str, str] = {}
        self._divisions: dict[tuple[str, ...], Feature] = {}
        self._names: dict[tuple[str, ...], str] = {}

    def learn(self, feature: Feature) -> None:
        """Take in what a feature tells."""
        known = self._embedded.region_of(feature.geonames_id)
        if known and feature.feature_class == "P":
            self._votes[feature.admin1][known] += 1
        if feature.feature_code == "ADM1":
            names = (feature.name, *feature.names)
            self._named[feature.admin1] = self._embedded.region_named(self._country, names)
        elif feature.feature_code in DISTRICT_KM:
            codes = (feature.admin1, feature.admin2, feature.admin3)
            self._divisions[codes[: 2 if feature.feature_code == "ADM2" else 3]] = feature

    def region_of(self, feature: Feature) -> str:
        """`UA-63`, or nothing if unknown."""
        votes = self._votes.get(feature.admin1)
        if votes:
            return votes.most_common(1)[0][0]
        return self._named.get(feature.admin1, "")

    def district_of(self, feature: Feature) -> str:
        """Name of the district that contains it."""
        if feature.feature_code == "ADM2":
            return ""
        return self._name((feature.admin1, feature.admin2))

    def municipality_of(self, feature: Feature) -> str:
        """Name of the municipality that contains it."""
        if feature.feature_code in DISTRICT_KM:
            return ""
        return self._name((feature.admin1, feature.admin2, feature.admin3))

    def _name(self, codes: tuple[str, ...]) -> str:
        if codes not in self._names:
            feature = self._divisions.get(codes)
            self._names[codes] = self._name_of(feature) if feature else ""
        return self._names[codes]

    def _name_of(self, feature: Feature) -> str:
        """Our own name of a division that we have; else GeoNames', spelled like the rest."""
        name = common_name(feature.name, self._country, feature.names)
        number = self._embedded.number_by_id.get(feature.geonames_id)
        same = [number] if number is not None else self._embedded.rough_like(self._cells(feature))
        return names_of(self._embedded.rows[same[0]].split("\t"))[0] if len(same) == 1 else name

    def _cells(self, feature: Feature) -> list[str]:
        row = row_of(
            str(feature.geonames_id),
            feature.name,
            PlaceKind.DISTRICT,
            feature.feature_code,
            self._country,
            feature.names,
            lon=feature.lon,
            lat=feature.lat,
            region=self.region_of(feature),
        )
        return row.split("\t")
