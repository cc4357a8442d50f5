"""Sites: the settlements whose point is known well enough to cut land between them."""

from collections.abc import Collection

import pandas as pd

from geodata.gazetteer.lookup import Gazetteer
from geodata.gazetteer.rows import as_place_id
from geodata.model import PlaceKind

MOST_KM = 5.0
"""Radius of uncertainty up to which a settlement counts as a site; a village that stands at the
middle of its municipality (25 km) would take ground from its neighbours."""
_QUARTERS = frozenset({"PPLX"})
"""Feature codes of what is no settlement of its own."""


def settled_sites(
    gazetteer: Gazetteer, regions: Collection[str] | None = None, *, most_km: float = MOST_KM
) -> pd.DataFrame:
    """List the settlements with a point, of some regions (place_ids) or of all.

    Returns: place_id, lon, lat (EPSG:4326), district (place_id; "" if unknown), region (place_id),
        country (ISO 3166-1 alpha-2). The more people a settlement has the earlier it stands.
    """
    wanted = None if regions is None else {region.removeprefix("iso:") for region in regions}
    rows = [
        (
            as_place_id(cells[0]),
            float(cells[7]),
            float(cells[8]),
            gazetteer.district_id(f"iso:{cells[5]}", cells[10]),
            f"iso:{cells[5]}",
            cells[4],
            int(cells[6] or 0),
        )
        for cells in gazetteer.listed(PlaceKind.SETTLEMENT)
        if cells[5]
        and (wanted is None or cells[5] in wanted)
        and cells[3] not in _QUARTERS
        and float(cells[9] or 0) <= most_km
    ]
    columns = ["place_id", "lon", "lat", "district", "region", "country", "population"]
    sites = pd.DataFrame(rows, columns=columns)
    ordered = sites.sort_values("population", ascending=False, kind="stable")
    return ordered.drop(columns="population").reset_index(drop=True)
