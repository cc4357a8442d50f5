"""Derived features: places, areas, lines and differences, each with what it rests on."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import geopandas
import numpy as np
import pandas as pd
from shapely import Point

from geodata.layers.marks import MARK_TYPES, described
from geodata.layers.provenance import VIEW_TYPES, Provenance, evidence_of, view_of
from geodata.model import Control, Place

_PLACE_TYPES = {column: kind for column, kind in MARK_TYPES.items() if column != "age_days"}

_AREA_TYPES = {
    "state": "str",
    "actor": "str",
    "contender": "str",
    "corroboration": "str",
    "basis": "str",
    "area_km2": "float64",
    "settlements": "int64",
    "said_first": "str",
    "said_last": "str",
}

_LINE_TYPES = {
    "left": "str",
    "right": "str",
    "kind": "str",
    "basis": "str",
    "reach_km": "float64",
    "guess": "bool",
    "length_km": "float64",
}

_DIFFERENCE_TYPES = {
    "part": "str",
    "actor": "str",
    "area_km2": "float64",
    "settlements": "int64",
    "place_ids": "str",
}


def place_features(
    controls: Sequence[Control], provenance: Provenance, *, places: Callable[[str], Place]
) -> geopandas.GeoDataFrame:
    """Lay out the state of each place at its point; the claims are those that the state rests on.

    Returns:
        One row per place, EPSG:4326, with the columns that `Provenance` lists after these:
        `place_id`, `name`, `kind`, `state`, `actor`, `corroboration`, `relation`, `relations`,
        `polarity`, `extent`, `current`, `contender`, `precision_km`, `statement_count`, `reason`
        (all as in `area_marks`), and a point.
    """
    found = described(provenance.claims, controls, places)
    drawn = geopandas.GeoDataFrame(
        pd.DataFrame([row for _, row, _ in found], columns=list(_PLACE_TYPES)),
        geometry=[Point(place.lon, place.lat) for place, _, _ in found],
        crs=4326,
    )
    drawn["claim_ids"] = pd.Series([control.claim_ids for control in controls], dtype=object)
    return _laid_out(drawn, _PLACE_TYPES, [provenance])


def area_features(areas: geopandas.GeoDataFrame, provenance: Provenance) -> geopandas.GeoDataFrame:
    """Lay out the areas of one picture.

    A column `claim_ids` (of sequences; may be missing) names the claims about what lies in each.

    Returns:
        One row per area, EPSG:4326, with the columns that `Provenance` lists after these:
        `state`, `actor`, `contender`, `corroboration`, `basis` (place or area: what the claims
        are about), `area_km2` (geodesic), `settlements` (how many lie in it), `said_first`,
        `said_last` (ISO days of the oldest and the newest of the words; "" if unknown), and a
        MultiPolygon.
    """
    return _laid_out(areas, _AREA_TYPES, [provenance])


def line_features(lines: geopandas.GeoDataFrame, provenance: Provenance) -> geopandas.GeoDataFrame:
    """Lay out the front line of one picture.

    A column `claim_ids` (of sequences; may be missing) names the claims about what lies along it.

    Returns:
        One row per line, EPSG:4326, with the columns that `Provenance` lists after these:
        `left`, `right` (actor ids, or "disputed"), `kind` (front, or edge of disputed ground),
        `basis` (place or area), `reach_km` (to the nearest place spoken of; NaN if there is
        none), `guess` (too far from any for more than that), `length_km`, and a LineString.
    """
    return _laid_out(lines, _LINE_TYPES, [provenance])


def difference_features(
    differences: geopandas.GeoDataFrame, one: Provenance, other: Provenance
) -> geopandas.GeoDataFrame:
    """Lay out where two pictures differ on an actor's ground.

    A column `claim_ids` (of sequences; may be missing) names the claims of either about each part.

    Returns:
        One row per part, EPSG:4326: `part` ("one only", "other only", "both"), `actor` (whose
        ground), `area_km2` (geodesic), `settlements` (how many lie in it), `place_ids` (by
        blanks), then the columns that `Provenance` lists, where `other_voice`,
        `other_voice_name`, `other_as_of`, `other_known_at` of the other picture follow on those
        of the one; and a MultiPolygon.
    """
    written = differences.assign(place_ids=[" ".join(ids) for ids in differences["place_ids"]])
    return _laid_out(written, _DIFFERENCE_TYPES, [one, other])


def _laid_out(
    drawn: geopandas.GeoDataFrame, types: Mapping[str, str], pictures: Sequence[Provenance]
) -> geopandas.GeoDataFrame:
    table = pd.DataFrame({column: drawn[column].to_numpy() for column in types})
    texts = [column for column, kind in types.items() if kind == "str"]
    numbers = [column for column, kind in types.items() if kind == "float64"]
    table[texts] = table[texts].fillna("")
    table[numbers] = table[numbers].replace([np.inf, -np.inf], np.nan)  # GeoJSON has no infinity
    seen = {
        f"{whose}{column}": value
        for whose, picture in zip(("", "other_"), pictures, strict=False)
        for column, value in view_of(picture).items()
    }
    evidence = evidence_of(_claim_ids(drawn), pictures)
    whole = pd.concat([table.astype(types).assign(**seen), evidence], axis=1)
    whole = whole.astype(dict.fromkeys(seen, VIEW_TYPES["voice"]))
    return geopandas.GeoDataFrame(whole, geometry=drawn.geometry.to_numpy(), crs=4326)


def _claim_ids(drawn: geopandas.GeoDataFrame) -> Iterable[Iterable[str]]:
    if "claim_ids" in drawn.columns:
        return drawn["claim_ids"]
    return [()] * len(drawn)
