"""What a frame holds without its shapes, and what its shapes span."""

from typing import Any

import pandas as pd
from geopandas import GeoDataFrame

Box = tuple[float, float, float, float]


def rows_of(frame: GeoDataFrame) -> list[dict[str, Any]]:
    """Give rows without their geometry as plain values, None where nothing is known."""
    table = pd.DataFrame(frame.drop(columns="geometry")).astype(object)
    rows: list[dict[str, Any]] = table.where(table.notna(), None).to_dict("records")  # type: ignore[assignment]
    return rows


def bounds_of(*frames: GeoDataFrame) -> Box | None:
    """West, south, east, north of all that is in the frames; None if there is nothing."""
    boxes = [frame.total_bounds for frame in frames if len(frame) and not frame.is_empty.all()]
    if not boxes:
        return None
    west, south, east, north = zip(*(map(float, box) for box in boxes), strict=True)
    return min(west), min(south), max(east), max(north)
