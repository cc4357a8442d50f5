"""Admin-1 regions: names, countries, outlines with matching borders."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.build.packages import member
from geodata.gazetteer.folding import fold
from geodata.gazetteer.named_areas import AreaNames

COUNTRIES = (
    "AF",
    "AM",
    "AZ",
    "BI",
    "BY",
    "CD",
    "ER",
    "ET",
    "GE",
    "IL",
    "IQ",
    "LB",
    "LY",
    "MD",
    "ML",
    "MM",
    "PS",
    "RU",
    "RW",
    "SD",
    "SO",
    "SS",
    "SY",
    "TD",
    "UA",
    "UG",
    "YE",
)
"""Conflict countries: their places and regions are in the gazetteer."""

FRONT = frozenset({"UA", "RU", "BY", "MD"})
FRONT_EAST = 62.0
"""Regions and settlements of Russia east of this meridian are drawn coarsely or left out."""
NEIGHBOURS = frozenset(
    [
        "POL",
        "LTU",
        "LVA",
        "EST",
        "FIN",
        "NOR",
        "ROU",
        "HUN",
        "SVK",
        "BGR",
        "TUR",
        "GEO",
        "AZE",
        "ARM",
        "KAZ",
        "CZE",
        "SRB",
        "MKD",
        "GRC",
    ]
)

# Natural Earth's ISO codes where they are wrong or double, by GeoNames code (or its own code).
_ISO_BY_GEONAMES = {
    "RU.48": "RU-MOW",
    "RU.47": "RU-MOS",
    "SD.60": "SD-DE",
    "SD.61": "SD-DC",
    "AZ.28": "AZ-LAC",
    "MD.": "MD-SN",  # the districts of Transnistria
}
_ISO_BY_ISO = {
    "AZ-X01~": "AZ-SUS",
    "SY-X01~": "SY-QU",
    "TD-X01~": "TD-EN",
    "-99-X11~": "SO-X11",
}
_ALWAYS = {
    **dict.fromkeys(("UA", "RU", "BY", "ET", "ML", "SO"), "region"),
    "AF": "Province",
    **dict.fromkeys(("AZ", "IL", "MD", "UG"), "District"),
}
_KIND_WORDS = re.compile(
    r"\b(Autonomous|Oblast'?|Oblast’|Obl\.|Rayon|Raion|Krai|Kray|Republic of|Respublika|Province|"
    r"Governorate|Muhafazat|Muhafazah|Wilayat|State|Region|Regione|District|Gobolka|Kilil|"
    r"Voblasts'?|Voblasts’|Al Wilayah|Division)(?=\s|$)",
    re.IGNORECASE,
)
_MARKS = re.compile("['`’‘ʼʿʾ]")


@dataclass(frozen=True, slots=True)
class Region:
    """One admin-1 unit."""

    place_id: str
    name: str
    other_names: tuple[str, ...]
    kind: str
    country_code: str
    geonames_code: str
    lon: float
    lat: float
    outline: BaseGeometry

    @property
    def stem(self) -> str:
        """The name without "region"."""
        return re.sub(r" (region|District|Province)$", "", self.name)


def read_features(archive: Path) -> list[tuple[Mapping[str, str], BaseGeometry]]:
    """Read Natural Earth's admin-1 polygons of the world, valid and in file order."""
    content = json.loads(member(archive, "package/data/states/admin1.json"))
    return [
        (feature["properties"], shapely.make_valid(shape(feature["geometry"])))
        for feature in content["features"]
    ]


def iso_of(properties: Mapping[str, str]) -> str:
    """ISO 3166-2 code, with Natural Earth's slips mended."""
    iso = properties.get("iso_3166_2") or ""
    return _ISO_BY_GEONAMES.get(properties.get("gn_a1_code") or "", _ISO_BY_ISO.get(iso, iso))


def country_of(properties: Mapping[str, str]) -> str:
    """ISO 3166-1 alpha-3 in the UN's view: Crimea and Sevastopol are Ukraine's (UN GA 68/262)."""
    if iso_of(properties) in {"UA-43", "UA-40"}:
        return "UKR"
    code = properties["adm0_a3"]
    return "KAZ" if code == "KAB" else code  # Baikonur is only leased


def make_regions(
    features: Iterable[tuple[Mapping[str, str], BaseGeometry]],
    named: Mapping[str, AreaNames],
    settlement_names: frozenset[tuple[str, str]],
) -> list[Region]:
    """Name and tag the regions of the conflict countries.

    The country is the prefix of the ISO code, never Natural Earth's own tag, which gives Crimea
    to Russia. `named` are the rows of regions.csv; `settlement_names` (country, folded name).
    """
    parts: dict[str, list[tuple[Mapping[str, str], BaseGeometry]]] = defaultdict(list)
    for properties, outline in features:
        iso = iso_of(properties)
        if iso[:2] in COUNTRIES and "~" not in iso:
            parts[iso].append((properties, outline))
    return [
        _region(iso, parts[iso], named.get(f"iso:{iso}"), settlement_names) for iso in sorted(parts)
    ]


def _region(
    iso: str,
    parts: list[tuple[Mapping[str, str], BaseGeometry]],
    row: AreaNames | None,
    settlement_names: frozenset[tuple[str, str]],
) -> Region:
    properties, _ = max(parts, key=lambda part: float(part[1].area))
    country = iso[:2]
    derived = _derived_name(country, properties, settlement_names)
    name = row.name if row else derived
    names = [
        *(row.other_names if row else _derived_others(name, properties)),
        *([] if iso in _ISO_BY_GEONAMES.values() else _cyrillic(properties)),
    ]
    return Region(
        place_id=f"iso:{iso}",
        name=name,
        other_names=tuple(dict.fromkeys(n for n in names if n and n != name)),
        kind="district" if _ALWAYS.get(country) == "District" else "region",
        country_code=country,
        geonames_code=properties.get("gn_a1_code") or "",
        lon=round(float(properties["longitude"]), 3),
        lat=round(float(properties["latitude"]), 3),
        outline=shapely.unary_union([outline for _, outline in parts]),
    )


def _cyrillic(properties: Mapping[str, str]) -> list[str]:
    return [properties.get("name_ru") or "", properties.get("name_uk") or ""]


def _derived_name(
    country: str, properties: Mapping[str, str], settlement_names: frozenset[tuple[str, str]]
) -> str:
    plain = _MARKS.sub("", properties.get("name_en") or properties["name"])
    if re.search(r"\bState$", plain):
        return plain
    stem = _stem(plain)
    if country in _ALWAYS:
        return f"{stem} {_ALWAYS[country]}"
    return f"{stem} region" if (country, fold(stem)) in settlement_names else stem


def _derived_others(name: str, properties: Mapping[str, str]) -> list[str]:
    stem = re.sub(r" (region|District|Province)$", "", name)
    type_word = (properties.get("type_en") or "").split("|")[0]
    spellings = [properties.get(key) or "" for key in ("name", "name_en", "woe_name", "gn_name")]
    return [
        stem,
        *([f"{stem} {type_word}"] if type_word in _TYPE_WORDS and stem == _stem(stem) else []),
        *(_stem(_MARKS.sub("", spelling)) for spelling in spellings),
    ]


_TYPE_WORDS = frozenset({"Province", "Governorate", "State", "District", "Oblast"})


def _stem(name: str) -> str:
    return " ".join(_KIND_WORDS.sub(" ", name).split()) or name


def simplify_regions(
    regions: list[Region], neighbours: Mapping[str, BaseGeometry]
) -> tuple[list[Region], dict[str, BaseGeometry]]:
    """Simplify outlines so that neighbours keep one common border.

    Three coverages: the front with its neighbour countries (0.002°, about 150 m), the other
    conflict countries (0.008°), eastern Russia (0.05°). Also returns the neighbours' outlines.
    """
    front = [r for r in regions if r.country_code in FRONT and r.lon < FRONT_EAST]
    east = [r for r in regions if r.country_code == "RU" and r.lon >= FRONT_EAST]
    other = [r for r in regions if r.country_code not in FRONT]
    names = sorted(neighbours)
    outlines = [r.outline for r in front] + [neighbours[name] for name in names]
    fine = list(shapely.coverage_simplify(outlines, 0.002))
    simplified = [
        *_with_outlines(front, fine[: len(front)]),
        *_with_outlines(east, shapely.coverage_simplify([r.outline for r in east], 0.05)),
        *_with_outlines(other, shapely.coverage_simplify([r.outline for r in other], 0.008)),
    ]
    return (
        sorted(simplified, key=lambda region: region.place_id),
        dict(zip(names, fine[len(front) :], strict=True)),
    )


def _with_outlines(regions: list[Region], outlines: Iterable[BaseGeometry]) -> list[Region]:
    return [
        replace(region, outline=outline) for region, outline in zip(regions, outlines, strict=True)
    ]
