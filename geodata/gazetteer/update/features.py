"""Which GeoNames features become places, and of which kind.

Feature classes and codes: https://download.geonames.org/export/dump/featureCodes_en.txt
"""

from geodata.model import PlaceKind

_NO_SETTLEMENTS = frozenset({"PPLX", "PPLH", "PPLQ", "PPLCH"})
"""City sections (their names mislead), historical, abandoned, historical capitals."""
_KINDS = {
    PlaceKind.DISTRICT: "ADM2 ADM3",
    PlaceKind.FACILITY: "AIRB AIRF AIRP DAM FT INSM MILB NVB PS PSH PSN SPIT",
    PlaceKind.WATER: "RSV",
}
_KINDS_OF_RENOWN = {
    PlaceKind.FACILITY: "FRST ISL ISLS PEN PRT",
    PlaceKind.WATER: "BAY CNL LGN LK LKS SEA STM STRT",
}
_KIND = {code: kind for kind, codes in _KINDS.items() for code in codes.split()}
_KIND_OF_RENOWN = {code: kind for kind, codes in _KINDS_OF_RENOWN.items() for code in codes.split()}


def kind_of(feature_class: str, code: str) -> PlaceKind | None:
    """The kind of place that a feature is; None if it isn't kept."""
    if feature_class == "P":
        return None if code in _NO_SETTLEMENTS else PlaceKind.SETTLEMENT
    return _KIND.get(code) or _KIND_OF_RENOWN.get(code)


def needs_renown(code: str) -> bool:
    """Whether such features are kept only if an encyclopedia has a page on them.

    GeoNames has every brook, pond and copse, and no size of them.
    """
    return code in _KIND_OF_RENOWN
